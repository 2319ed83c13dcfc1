"""The right zone: draw, see what the network sees of it, and what it takes it for."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from PySide6.QtCore import QEvent, QSize, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from engine.errors import ImageError
from engine.service.answers import DrawingOf, Prediction
from gui.appearance import lengths, theme
from gui.pieces.preview import EMPTY, Preview
from gui.state.workspace import Workspace
from gui.tryit.answer_label import HEIGHT, Answer
from gui.tryit.canvas import PLACEHOLDER, DrawingCanvas
from gui.tryit.drawing_tools import Tools
from gui.tryit.probability_bars import ProbabilityBars
from gui.tryit.strokes import three

LARGEST, LEAST = 480, 112  # side of the canvas
PREPARING = "The network is being prepared…"
NOTHING_DRAWN = "Draw something, and see what the network takes it for."


class TryItPanel(QWidget):
    """Canvas, preview, answer and bars. What is drawn goes to the workspace; predictions come from the window.

    message(str)   a sentence for the status bar, such as why a dropped picture was refused, or that it is pale
    touched()      a person has drawn something: no longer the 3 that waited there
    """

    message = Signal(str)
    touched = Signal()

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._serial = 0
        self._why_not = PREPARING
        self._classes: tuple[str, ...] = ()
        self.canvas = DrawingCanvas()
        self.tools = Tools(self.canvas)
        self.preview, self.answer, self.bars = Preview(), Answer(), ProbabilityBars()
        self.bars.set_message("")
        self._holder = _Square(self.canvas)
        self._lay_out()
        self._begin()

    def _lay_out(self) -> None:
        caption = QLabel("What the network sees")
        theme.set_role(caption, "caption")
        seen = QHBoxLayout()
        lengths.follow(seen, setSpacing=12)
        seen.addWidget(self.preview)
        seen.addWidget(self.answer, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for part, gap in ((self.tools, 8), (self._holder, 8), (caption, 4)):
            column.addWidget(part)
            lengths.space(column, gap)
        column.addLayout(seen)
        lengths.space(column, 8)
        column.addWidget(self.bars)
        column.addStretch(1)
        self._fit()

    def _begin(self) -> None:
        self._first = three()
        self.canvas.set_drawing(self._first)
        self._take(self.canvas.pixels())
        self.canvas.changed.connect(self._on_drawn)
        self.canvas.refused.connect(self._on_refused)
        self.canvas.remarked.connect(self.message)
        self.show_prediction(None)

    # --- what is drawn ---

    def _on_drawn(self, pixels: np.ndarray) -> None:
        self._take(pixels)
        if self.canvas.drawing() is not self._first:
            self.touched.emit()

    def _take(self, pixels: np.ndarray) -> None:
        """Gives the drawing to everybody; the canvas announces each change, the very same pixels are passed over."""
        old = self._workspace.drawing
        if old is not None and np.array_equal(old.pixels, pixels):
            return
        self._serial += 1
        self._workspace.draw(DrawingOf(self._serial, pixels) if pixels.any() else None)

    def _on_refused(self, error: ImageError) -> None:
        self.message.emit(f"{error.what} {error.hint}".strip())

    def start_drawing(self) -> None:
        """An empty canvas that has the keyboard; the old drawing comes back with undo."""
        self.canvas.clear()
        self.canvas.setFocus()

    # --- what the network makes of it ---

    def set_classes(self, names: Sequence[str]) -> None:
        """The data set has changed: its classes can be drawn now. A run that is shown keeps its own in the bars."""
        digits = tuple(names) == tuple("0123456789")
        self.canvas.set_placeholder(PLACEHOLDER if digits else f"Draw one of: {', '.join([*names[:3], '…'])}")
        shown = self._workspace.shown
        if shown is None or shown.run is None:
            self._name_bars(names)

    def _name_bars(self, names: Sequence[str]) -> None:
        if tuple(names) != self._classes:
            self._classes = tuple(names)
            self.bars.set_classes(names)

    def set_no_answer(self, sentence: str) -> None:
        """Why no network can answer, shown until one can; what it sees stays while there is one."""
        self._why_not = sentence
        if self._workspace.shown is None:
            self._show_pixels(None)
        self._show_no_answer()

    def show_seen(self, pixels: np.ndarray | None) -> None:
        """What the network sees of the drawing, while it cannot answer; None for an empty canvas."""
        self._show_pixels(pixels if self._workspace.drawing is not None else None)
        self._show_no_answer()

    def show_prediction(self, prediction: Prediction | None) -> None:
        """What the shown model takes the drawing for; None for an empty canvas or without a model.

        An answer that comes after the canvas was cleared is dropped.
        """
        if prediction is None or self._workspace.drawing is None:
            self.show_seen(None)
            return
        self._name_bars(prediction.classes)
        self._show_pixels(prediction.seen)
        self.answer.show_prediction(prediction)
        self.bars.set_probabilities(prediction.probabilities, trained=prediction.step > 0)

    def _show_pixels(self, pixels: np.ndarray | None) -> None:
        self.preview.set_pixels(pixels)
        if pixels is None:
            self.preview.set_message("" if self._workspace.shown is None else EMPTY)

    def _show_no_answer(self) -> None:
        shown = self._workspace.shown
        self.answer.show_sentence(NOTHING_DRAWN if shown is not None and shown.complete else self._why_not)
        self.bars.set_probabilities(None)

    # --- sizes ---

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._fit()

    def _fit(self) -> None:
        """Lengths that follow the zoom."""
        lengths.follow(self.preview, setFixedSize=(HEIGHT, HEIGHT))
        self._holder.updateGeometry()


class _Square(QWidget):
    """Holds the canvas: as high as it is wide where there is room, and the first to shrink where there is not."""

    def __init__(self, canvas: QWidget) -> None:
        super().__init__()
        self._canvas = canvas
        canvas.setParent(self)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)

    def sizeHint(self) -> QSize:
        return QSize(theme.px(260), theme.px(LARGEST))

    def minimumSizeHint(self) -> QSize:
        return QSize(LEAST, LEAST)

    def resizeEvent(self, event: QResizeEvent) -> None:
        self.setMaximumHeight(max(LEAST, min(self.width(), theme.px(LARGEST))))
        side = min(self.width(), self.height())
        self._canvas.setGeometry((self.width() - side) // 2, 0, side, side)
