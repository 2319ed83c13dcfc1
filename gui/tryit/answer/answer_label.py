"""The answer: the class that the network takes the image for, large, how sure it is, and what the image really is."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from engine.service.answers import Prediction
from gui.appearance import theme
from gui.appearance.numerals import numeral, tenths_of_percent
from gui.pieces.classes.cut import cut
from gui.pieces.classes.names import LENGTHS, short, shown
from gui.pieces.images import image_words
from gui.pieces.tips import parted

HEIGHT, GAP = 54, 8
SURE, FAIRLY_SURE = 0.9, 0.6
SCALES = (2.2, 1.8, 1.5, 1.25, 1.0)  # of the application's font: the largest that fits is taken
UNTRAINED = "Not trained yet: it can only guess. Press Train and watch."
BEFORE = "Before training it can only guess."  # of step 0 of a run that began with random weights


class Answer(QWidget):
    """Shows one prediction, or a sentence in its place."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name = self._sureness = self._sentence = ""
        self._truth: tuple[str, ...] = ("",)  # in ever fewer words
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName("Answer of the network")

    def show_prediction(self, prediction: Prediction, *, of_run: bool = False) -> None:
        """The most probable class with its probability; of an untrained network only that it guesses, also of one that
        a run began with.
        """
        best = prediction.picture.predicted
        if not prediction.trained or best is None or prediction.probabilities is None:
            self.show_sentence(BEFORE if of_run else UNTRAINED)
            return
        share = float(prediction.probabilities[best])
        self._name, self._sentence = shown(prediction.classes)[best], ""
        self._sureness = f"{sureness(share)} · {tenths_of_percent(share)}"
        known = prediction.picture.label is not None
        self._truth = truths(prediction) if known else (f"at step {numeral(prediction.step)}",)
        self._say(f"{image_words.sentence(prediction)}: {sureness(share)}, at step {numeral(prediction.step)}")

    @property
    def lines(self) -> tuple[str, ...]:
        """The class, how sure the network is, and the truth."""
        return self._name, self._sureness, self._truth[0]

    def show_sentence(self, sentence: str) -> None:
        """Why there is no answer."""
        self._name = self._sureness = ""
        self._truth, self._sentence = ("",), sentence
        self._say(sentence)

    def _say(self, words: str) -> None:
        self.setAccessibleDescription(words)
        self.setToolTip(parted(words))
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
        """The name and how sure it is on one line, the truth on the line below: nothing jumps when a name is long."""
        caption = theme.tabular(theme.caption_font())
        line = QFontMetricsF(caption).lineSpacing()
        top, width = self.height() - line, self.width()
        beside = QFontMetricsF(caption).horizontalAdvance(self._sureness)
        painter.setFont(self._fitting_font(width - beside - theme.px(GAP)))
        painter.setPen(QColor(theme.current().text))
        metrics = painter.fontMetrics()
        room = width - round(beside) - theme.px(GAP)
        name = cut(self._name, metrics, room)
        base = (top + metrics.ascent() - metrics.descent()) / 2
        painter.drawText(QPointF(0, base), name)
        painter.setFont(caption)
        painter.setPen(QColor(theme.current().secondary))
        painter.drawText(QPointF(metrics.horizontalAdvance(name) + theme.px(GAP), base), self._sureness)
        painter.drawText(QRectF(0, top, width, line), Qt.AlignmentFlag.AlignVCenter, self._fitting_truth(painter))

    def _fitting_truth(self, painter: QPainter) -> str:
        metrics, room = painter.fontMetrics(), self.width()
        whole = (words for words in self._truth if metrics.horizontalAdvance(words) <= room)
        return next(whole, metrics.elidedText(self._truth[-1], Qt.TextElideMode.ElideRight, room))

    def _fitting_font(self, room: float) -> QFont:
        for scale in SCALES:
            font = theme.number_font(scale)
            font.setBold(True)
            if QFontMetricsF(font).horizontalAdvance(self._name) <= room:
                break
        return font


def truths(prediction: Prediction) -> tuple[str, ...]:
    """It is a Coat (31.4 %), with the probability that the network gives it; a long name in ever fewer letters."""
    return tuple(truth(prediction, longest) for longest in LENGTHS)


def truth(prediction: Prediction, longest: int) -> str:
    """What it is, with so many letters of the name at most; empty where nobody knows."""
    label = prediction.picture.label
    if label is None or prediction.probabilities is None:
        return ""
    name = image_words.with_article(short(shown(prediction.classes)[label], longest))
    if label == prediction.picture.predicted:
        return f"Right: it is {name}"
    return f"It is {name} ({tenths_of_percent(float(prediction.probabilities[label]))})"


def sureness(probability: float) -> str:
    """In words: sure, fairly sure, unsure."""
    return "sure" if probability >= SURE else "fairly sure" if probability >= FAIRLY_SURE else "unsure"
