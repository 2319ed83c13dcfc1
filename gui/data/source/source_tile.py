"""SourceTile: a data set as a tile: sign, name, size of its images, how many there are."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy

from engine.network.shapes import Shape
from engine.project.data.own_images import AnyOwnImages
from engine.project.data.sources import PublishedSource
from gui.appearance import theme
from gui.appearance.numerals import numeral
from gui.pieces.images.source_sign import paint_sign, plus, sign_of

HEIGHT, LEAST_WIDTH, WIDEST_NAME, ICON = 78, 70, 120, 22
OWN, OWN_HINT = "Your own", "Import your own images: a folder, a table or a NumPy archive"


class Tile(QAbstractButton):
    """Base of the tiles: what stands in one, painted. A subclass says what that is."""

    def __init__(self) -> None:
        super().__init__()
        self._images: int | None = None
        self.setCheckable(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.toggled.connect(self.update)

    @property
    def sign(self) -> QPainterPath:
        """Its drawing."""
        raise NotImplementedError

    def lines(self) -> tuple[str, str]:
        """What stands under the name."""
        raise NotImplementedError

    def show_count(self, images: int | None) -> None:
        """How many images there are here; None where nobody has counted, or they are missing."""
        self._images = images
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(theme.px(140), theme.px(HEIGHT))

    def minimumSizeHint(self) -> QSize:
        """Wide enough for the name: a tile with a long one gets more of a narrow row."""
        font = self.font()
        font.setBold(True)
        name = min(theme.px(WIDEST_NAME), QFontMetrics(font).horizontalAdvance(self.text())) + theme.px(10)
        return QSize(max(theme.px(LEAST_WIDTH), name), theme.px(HEIGHT))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_frame(painter)
        colours, side, pad = theme.current(), theme.px(ICON), theme.px(6)
        colour = colours.accent if self.isChecked() else colours.secondary
        paint_sign(painter, self.sign, QRectF((self.width() - side) / 2, pad, side, side), colour)
        top = pad + side + theme.px(2)
        font = self.font()
        font.setBold(self.isChecked())
        painter.setFont(font)
        top = self._paint_line(painter, top, self.text(), colours.text)
        painter.setFont(theme.caption_font())
        for line in self.lines():
            top = self._paint_line(painter, top, line, colours.secondary)

    def _paint_frame(self, painter: QPainter) -> None:
        colours = theme.current()
        under = self.underMouse()
        painter.setBrush(QColor(colours.selection if self.isChecked() else colours.hover if under else colours.surface))
        strong = self.isChecked() or self.hasFocus()
        painter.setPen(QPen(QColor(colours.accent if strong else colours.border), 2 if self.hasFocus() else 1))
        inset = 1 if self.hasFocus() else 0.5
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(inset, inset, -inset, -inset), 6, 6)

    def _paint_line(self, painter: QPainter, top: int, text: str, colour: str) -> int:
        """Paints a centred line, or as many of its words as there is room for; gives the top of the next one."""
        metrics, room = painter.fontMetrics(), self.width() - theme.px(8)
        painter.setPen(QColor(colour))
        short = text
        while " " in short and metrics.horizontalAdvance(short) > room:
            short = short.rpartition(" ")[0]
        short = metrics.elidedText(short, Qt.TextElideMode.ElideRight, room)
        painter.drawText(QRect(0, top, self.width(), metrics.height()), Qt.AlignmentFlag.AlignCenter, short)
        return top + metrics.height()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self.updateGeometry()


class SourceTile(Tile):
    """A published data set."""

    def __init__(self, kind: type[PublishedSource]) -> None:
        super().__init__()
        self.kind = kind
        self._here: bool | None = None
        self.setText(kind.name)
        self.setToolTip(kind.help)
        self.setAccessibleName(kind.title)
        self.setAccessibleDescription(kind.help)

    @property
    def source(self) -> PublishedSource:
        """What is chosen with it."""
        return self.kind()

    @property
    def sign(self) -> QPainterPath:
        return sign_of(self.source)

    def lines(self) -> tuple[str, str]:
        """Size of the images, and how many are here as far as that is known."""
        here = "" if self._here is None else "here" if self._here else "not here yet"
        return _look(self.kind.published.shape), here if self._images is None else f"{numeral(self._images)} images"

    def show_here(self, here: bool | None) -> None:
        """Whether its images are on this computer; None while that is not known."""
        self._here = here
        self.update()


class OwnTile(Tile):
    """A person's own images: those that the document had last, else the way to bring some in."""

    def __init__(self) -> None:
        super().__init__()
        self.source: AnyOwnImages | None = None
        self.setCheckable(False)
        self._say(OWN, OWN_HINT)

    @property
    def sign(self) -> QPainterPath:
        return plus() if self.source is None else sign_of(self.source)

    def lines(self) -> tuple[str, str]:
        """Size of the images, and how many there are; or what can be imported."""
        if self.source is None:
            return "Import…", ""
        facts = self.source.published
        images = facts.train_images + facts.test_images if self._images is None else self._images
        return _look(facts.shape), f"{numeral(images)} images"

    def show_source(self, source: AnyOwnImages) -> None:
        """These are chosen with it from now on."""
        self.source = source
        self.setCheckable(True)
        self._say(source.name, source.help)
        self.updateGeometry()
        self.update()

    def _say(self, name: str, help: str) -> None:
        self.setText(name)
        self.setToolTip(help)
        self.setAccessibleName("Your own images" if self.source is None else f"Your own images: {name}")
        self.setAccessibleDescription(help)


def _look(shape: Shape) -> str:
    channels, height, width = shape
    return f"{height}×{width} {'colour' if channels == 3 else 'grey'}"
