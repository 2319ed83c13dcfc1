"""What outlives a test: its widgets, through all of which each change of style goes, so that a long run would crawl,
and how it dressed the application.
"""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any


def delete_widgets() -> None:
    """Deletes every window and whatever has none, at once; nothing where Qt was never loaded."""
    qt = sys.modules.get("PySide6.QtWidgets")
    app = None if qt is None else qt.QApplication.instance()
    if app is None:
        return
    for widget in qt.QApplication.topLevelWidgets():
        widget.deleteLater()
    app.sendPostedEvents(None, sys.modules["PySide6.QtCore"].QEvent.Type.DeferredDelete)


@contextmanager
def scrolled(qtbot: Any, page: Any, width: int, height: int) -> Iterator[Any]:
    """Shows a page as the window does, in an area that scrolls, with the keyboard; hides it at the end."""
    from PySide6.QtWidgets import QScrollArea

    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setWidget(page)
    area.resize(width, height)
    qtbot.addWidget(area)
    area.show()
    area.activateWindow()
    qtbot.waitUntil(area.isActiveWindow)
    yield page
    area.close()


def undressing(app: Any) -> Callable[[], None]:
    """Gives the application the look back that it has now, once there are no widgets."""
    from gui.appearance import theme  # which needs Qt

    before = _look(app)

    def undress() -> None:
        if _look(app) != before:
            theme.choose(app, "light", 1.0)
            palette, font, sheet = before
            app.setPalette(palette)
            app.setFont(font)
            app.setStyleSheet(
                ""
            )  # from one to the next Qt would go through what is deleted, and crash: see theme.dress
            app.setStyleSheet(sheet)

    return undress


def _look(app: Any) -> tuple[Any, Any, str]:
    return app.palette(), app.font(), app.styleSheet()
