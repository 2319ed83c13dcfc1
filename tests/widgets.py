"""What outlives a test: its widgets, through all of which each change of style goes, so that a long run would crawl,
and how it dressed the application.
"""

import sys
from collections.abc import Callable
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
