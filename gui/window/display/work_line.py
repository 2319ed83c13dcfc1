"""Work line: how far downloads and imports are, at the foot of the window, whatever page is in front; each can be ended
there.
"""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject

from gui.state.one_after_another import OneAfterAnother
from gui.window.bars.work_label import WorkLabel
from gui.window.groups import Chrome, Engine


class WorkLine(QObject):
    """Tells the status bar as long as something goes on."""

    def __init__(self, engine: Engine, chrome: Chrome) -> None:
        super().__init__()
        for work in (engine.downloads, engine.importing):
            label = WorkLabel(work.cancel_tip)
            chrome.status.add_work(label)
            label.cancelled.connect(partial(self._cancel, work))
            engine.bridge.progress.connect(work.note_progress)
            work.changed.connect(partial(self._show, work, label))

    def _cancel(self, work: OneAfterAnother) -> None:
        work.cancel(work.first)

    def _show(self, work: OneAfterAnother, label: WorkLabel) -> None:
        label.show_far(work.line)
