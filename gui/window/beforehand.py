"""Beforehand: pages that nobody has opened yet are made ready once the engine is there and nothing else is to be done.

Making one takes a tenth of a second and more, which would hold up the window when it is opened beside a training.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable
from itertools import chain

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtWidgets import QApplication, QWidget

from gui.forms.document_form import DocumentForm
from gui.window.frame.frame import Frame
from gui.window.groups import Shared

CALM_MS, EACH_MS = 2000, 100  # until it looks again whether there is nothing else to do, and between two parts


class Beforehand(QObject):
    """Makes the forms of pages, then puts the pages into their places, one part at a time, once the engine is there;
    not beside a training, nor while a button of the mouse is held. It goes with the frame.
    """

    def __init__(self, shared: Shared, pages: Iterable[QWidget], frame: Frame) -> None:
        super().__init__(frame)
        self._workspace, self._run = shared.workspace, shared.run
        forms = chain.from_iterable(page.findChildren(DocumentForm) for page in pages)
        self._due: deque[Callable[[], object]] = deque([form.make for form in forms])
        self._due.extend(place.fill for place in frame.places)
        self._timer = QTimer(self, interval=CALM_MS)
        self._timer.timeout.connect(self.make_next)
        self._timer.start()

    def make_next(self) -> None:
        """The next part, unless there is something else to be done."""
        self._timer.setInterval(EACH_MS if self._idle else CALM_MS)
        if self._due and self._idle:
            self._due.popleft()()
        if not self._due:
            self._timer.stop()

    @property
    def _idle(self) -> bool:
        pressed = QApplication.mouseButtons() != Qt.MouseButton.NoButton
        return self._workspace.engine_ready and not self._run.training and not pressed
