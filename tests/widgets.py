"""Widgets that outlive their test: each change of style goes through all there are, so a long run would crawl."""

import sys


def delete_widgets() -> None:
    """Deletes every window and whatever has none, at once; nothing where Qt was never loaded."""
    qt = sys.modules.get("PySide6.QtWidgets")
    app = None if qt is None else qt.QApplication.instance()
    if app is None:
        return
    for widget in qt.QApplication.topLevelWidgets():
        widget.deleteLater()
    app.sendPostedEvents(None, sys.modules["PySide6.QtCore"].QEvent.Type.DeferredDelete)
