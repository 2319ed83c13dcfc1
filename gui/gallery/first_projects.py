"""FirstProjects: for an empty stack, the first of the gallery in a compact form, and the way to all of them."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from engine.project.data.sources import SOURCES, PublishedSource
from gui.appearance import lengths, theme
from gui.gallery.card import PAD, GalleryCard, fitted, paint_line
from gui.gallery.entries import first_entries
from gui.pieces.images.pictures import picture
from gui.pieces.images.source_sign import paint_sign, sign_of
from gui.pieces.pages.page_cards import words
from gui.state.data.data_samples import DataSamples


class FirstProjects(QWidget):
    """A few cards in a column, made when they are first seen; as many as there is room for.

    chosen(name)     the recipe of this name is to be opened
    all_asked()      the whole gallery is wanted
    """

    chosen = Signal(str)
    all_asked = Signal()

    def __init__(self, samples: DataSamples) -> None:
        super().__init__()
        self._samples = samples
        self.cards: list[CompactCard] = []
        self.all = QPushButton("All projects…")
        theme.set_role(self.all, "quiet")
        self.all.clicked.connect(self.all_asked)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        lengths.follow(self._column, setSpacing=6)

    def sizeHint(self) -> QSize:
        return QSize(theme.px(240), self._height(len(self.cards)))

    def minimumSizeHint(self) -> QSize:
        return QSize(0, self._height(0))

    def _height(self, cards: int) -> int:
        """With so many cards, in pixels."""
        if not self.cards:
            return 0
        between = self._column.spacing()
        ends = self._title.sizeHint().height() + between + self.all.sizeHint().height()
        return ends + cards * (self.cards[0].sizeHint().height() + between)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        for number, card in enumerate(self.cards, start=1):
            card.setVisible(self._height(number) <= self.height())

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if not self.cards:
            self._fill()
        self._samples.look()

    def _fill(self) -> None:
        self.cards = [CompactCard(entry) for entry in first_entries()]
        self._title = words("Or begin with a project", "caption")
        self._column.addWidget(self._title, 0, Qt.AlignmentFlag.AlignHCenter)
        for card in self.cards:
            card.clicked.connect(lambda _=False, name=card.entry.name: self.chosen.emit(name))
            card.moved.connect(lambda key, card=card: self._move(card, key))
            self._column.addWidget(card)
        self._column.addWidget(self.all, 0, Qt.AlignmentFlag.AlignHCenter)
        self._samples.changed.connect(self._show_data)
        for kind in SOURCES:
            self._show_data(kind)

    def _show_data(self, kind: type[PublishedSource]) -> None:
        images, here = [picture(pixels) for pixels in self._samples.samples(kind)[:1]], self._samples.is_here(kind)
        for card in self.cards:
            if isinstance(card.entry.source, kind):
                card.show_data(images, here)

    def _move(self, card: CompactCard, key: int) -> None:
        back = key in (Qt.Key.Key_Up, Qt.Key.Key_Left)
        seen = [one for one in self.cards if one.isVisible()]
        place = seen.index(card) + (-1 if back else 1)
        if 0 <= place < len(seen):
            seen[place].setFocus(Qt.FocusReason.OtherFocusReason)


class CompactCard(GalleryCard):
    """The same in two lines beside one picture."""

    def sizeHint(self) -> QSize:
        lines = QFontMetrics(self.title_font).height() + QFontMetrics(theme.caption_font()).height()
        return QSize(theme.px(240), lines + 2 * theme.px(PAD) - theme.px(6))

    def paint_card(self, painter: QPainter) -> None:
        frame = self.paint_ground(painter)
        inset, side = theme.px(7), self.height() - 2 * theme.px(7)
        self._paint_picture(painter, QRectF(inset, inset, side, side))
        left = side + 2 * inset
        area = QRect(left, inset, self.width() - left - inset, side)
        painter.setFont(self.title_font)
        painter.setPen(QColor(theme.current().text))
        area.setTop(paint_line(painter, area, self.entry.title))
        painter.setFont(theme.caption_font())
        painter.setPen(QColor(theme.current().secondary))
        paint_line(painter, area, self.entry.stack)
        self.paint_edge(painter, frame)

    def _paint_picture(self, painter: QPainter, area: QRectF) -> None:
        if self.images:
            painter.fillRect(area, QColor("black"))
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            painter.drawImage(fitted(self.images[0], area), self.images[0])
        else:
            paint_sign(painter, sign_of(self.entry.source), area, theme.current().secondary)
