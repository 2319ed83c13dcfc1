"""Work line: how far downloads and imports are, at the foot of the window, whatever page is in front."""

from __future__ import annotations

from PySide6.QtCore import QObject

from gui.window.groups import Chrome, Engine


class WorkLine(QObject):
    """Tells the status bar as long as something goes on."""

    def __init__(self, engine: Engine, chrome: Chrome) -> None:
        super().__init__()
        self._works, self._status = (engine.downloads, engine.importing), chrome.status
        for work in self._works:
            engine.bridge.progress.connect(work.note_progress)
            work.changed.connect(self._show)

    def _show(self) -> None:
        self._status.show_work(" · ".join(work.line for work in self._works if work.line))
