"""The answer: the class the network takes the drawing for, large, with how sure it is and at which step."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from engine.service.answers import Prediction
from gui.appearance import theme

HEIGHT = 84
SURE, FAIRLY_SURE = 0.9, 0.6
SCALES = (theme.ANSWER_SCALE, 2.8, 2.2, 1.8, 1.5)  # of the application's font: the largest that fits is taken
UNTRAINED = "Not trained yet: it can only guess. Press Train and watch."


class Answer(QWidget):
    """Shows one prediction, or a sentence in its place."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name = ""
        self._lines: tuple[str, ...] = ()
        self._sentence = ""
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName("Answer of the network")

    def show_prediction(self, prediction: Prediction) -> None:
        """The most probable class with its probability; of an untrained network only that it guesses."""
        if prediction.step == 0:
            self.show_sentence(UNTRAINED)
            return
        share = float(prediction.probabilities[prediction.best])
        self._name = prediction.classes[prediction.best]
        self._lines = (f"{sureness(share)} · {share * 100:.1f} %", f"at step {prediction.step:,}")
        self._sentence = ""
        self._say(f"{self._name}: {', '.join(self._lines)}")

    def show_sentence(self, sentence: str) -> None:
        """Why there is no answer."""
        self._name, self._lines, self._sentence = "", (), sentence
        self._say(sentence)

    def _say(self, words: str) -> None:
        self.setAccessibleDescription(words)
        self.setToolTip(words)
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(theme.px(160), theme.px(HEIGHT))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(64), theme.px(HEIGHT))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.TextAntialiasing)
        if self._sentence:
            self._paint_sentence(painter)
        else:
            self._paint_answer(painter)

    def _paint_sentence(self, painter: QPainter) -> None:
        painter.setPen(QColor(theme.current().secondary))
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextWordWrap, self._sentence)

    def _paint_answer(self, painter: QPainter) -> None:
        """The name stands on the lines below it, so that nothing jumps when a name is long and small."""
        caption = theme.tabular(theme.caption_font())
        line = QFontMetricsF(caption).lineSpacing()
        top = self.height() - line * len(self._lines)
        painter.setFont(self._fitting_font())
        painter.setPen(QColor(theme.current().text))
        name = painter.fontMetrics().elidedText(self._name, Qt.TextElideMode.ElideRight, self.width())
        painter.drawText(QRectF(0, 0, self.width(), top), Qt.AlignmentFlag.AlignVCenter, name)
        painter.setFont(caption)
        painter.setPen(QColor(theme.current().secondary))
        for row, words in enumerate(self._lines):
            painter.drawText(QRectF(0, top + row * line, self.width(), line), Qt.AlignmentFlag.AlignVCenter, words)

    def _fitting_font(self) -> QFont:
        for scale in SCALES:
            font = theme.number_font(scale)
            font.setBold(True)
            if QFontMetricsF(font).horizontalAdvance(self._name) <= self.width():
                break
        return font


def sureness(probability: float) -> str:
    """In words: sure, fairly sure, unsure."""
    return "sure" if probability >= SURE else "fairly sure" if probability >= FAIRLY_SURE else "unsure"
