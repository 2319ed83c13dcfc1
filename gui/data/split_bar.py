"""SplitBar: the parts of a project's images as one bar, each as long as it has images, with grips on its borders."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QHelpEvent, QPainter, QPaintEvent, QPainterPath, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from engine.project.project import Project
from gui.appearance import rewriting, theme
from gui.appearance.numerals import numeral, rounded_percent
from gui.data.split_grip import HEIGHT, WIDTH, SplitGrip
from gui.data.split_parts import BORDERS, BorderName, PartName, SplitPart, movable, parts_of, percent, taken_from

BAR, GAP, SWATCH, LEAST = 14, 6, 9, 160
ROWS = 3  # at least, so that what is below stays where it is
SIDE = WIDTH / 2  # beside the bar: a grip stands out there
SAID: dict[BorderName, str] = {
    "validation": "Training images kept back for validation",
    "test": "Images kept for testing",
}


class SplitBar(QWidget):
    """Below the bar stands what each part is in figures.

    taken(border)             a border is about to be moved
    moved(border, percent)    the part behind it is wanted so large
    settled(border)           the pointer has let go of it
    """

    taken = Signal(str)
    moved = Signal(str, int)
    settled = Signal(str)

    def __init__(self, project: Project) -> None:
        super().__init__()
        self.parts: tuple[SplitPart, ...] = ()
        self.grips: dict[BorderName, SplitGrip] = {border: self._grip(border) for border in BORDERS}
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        rewriting.follow(self._describe)
        self.show_project(project)

    def show_project(self, project: Project) -> None:
        """Shows how this project divides its images."""
        rows = len(self.parts)
        self._project, self.parts = project, parts_of(project)
        for border, grip in self.grips.items():
            grip.setVisible(border in movable(project.data))
        self._place_grips()
        self._describe()
        if len(self.parts) != rows:
            self.updateGeometry()
        self.update()

    def figures(self, part: SplitPart) -> tuple[str, str]:
        """How many images a part has, and their share of all."""
        return numeral(part.images), rounded_percent(part.share)

    def _describe(self) -> None:
        said = [f"{part.title} {' · '.join(self.figures(part))}" for part in self.parts]
        self.setAccessibleName("Split")
        self.setAccessibleDescription(", ".join(said))
        for border, grip in self.grips.items():
            words = f"{SAID[border]}: {numeral(percent(self._project, border))} %"
            grip.setAccessibleName(SAID[border])
            grip.setAccessibleDescription(words)
            grip.setToolTip(f"{words}. Drag it, or use the arrow keys.")
        self.update()

    def _grip(self, border: BorderName) -> SplitGrip:
        grip = SplitGrip(border, self)
        grip.taken.connect(lambda: self.taken.emit(border))
        grip.dragged.connect(lambda x: self._wish(border, self._percent_at(border, x)))
        grip.stepped.connect(lambda steps: self._step(border, steps))
        grip.let_go.connect(lambda: self.settled.emit(border))
        return grip

    def _wish(self, border: BorderName, wanted: int) -> None:
        if wanted != percent(self._project, border):
            self.moved.emit(border, wanted)

    def _step(self, border: BorderName, steps: int) -> None:
        self._wish(border, max(0, percent(self._project, border) + steps))
        self.settled.emit(border)

    # --- places ---

    @property
    def _total(self) -> int:
        return max(1, sum(part.images for part in self.parts))

    def _area(self) -> QRectF:
        """Of the bar itself."""
        side = theme.px(SIDE)
        top = (theme.px(HEIGHT) - theme.px(BAR)) / 2
        return QRectF(side, top, max(1, self.width() - 2 * side), theme.px(BAR))

    def _images_before(self, name: PartName) -> int:
        """How many images lie left of a part."""
        place = next(index for index, part in enumerate(self.parts) if part.name == name)
        return sum(part.images for part in self.parts[:place])

    def _x(self, images: int) -> float:
        area = self._area()
        return area.left() + area.width() * images / self._total

    def _percent_at(self, border: BorderName, x: float) -> int:
        """How large the part behind a border is where that lies at a place of the bar."""
        area = self._area()
        before = (x - area.left()) / area.width() * self._total
        end = self._total if border == "test" else self._images_before("test")
        return max(0, round(100 * (end - before) / max(1, taken_from(self._project, border))))

    def _place_grips(self) -> None:
        """Each over its border; two that would lie on each other stand side by side."""
        wide = theme.px(WIDTH)
        for border, grip in self.grips.items():
            grip.place = self._x(self._images_before(border))
        shift = 0.0
        if not any(grip.isHidden() for grip in self.grips.values()):
            apart = self.grips["test"].place - self.grips["validation"].place
            shift = max(0.0, wide - apart) / 2
        for (border, grip), sign in zip(self.grips.items(), (-1, 1), strict=True):
            left = grip.place - wide / 2 + sign * shift
            grip.move(round(min(max(0.0, left), self.width() - wide)), 0)

    # --- Qt's events ---

    def sizeHint(self) -> QSize:
        rows = max(ROWS, len(self.parts))
        return QSize(theme.px(2 * LEAST), theme.px(HEIGHT) + theme.px(GAP) + rows * self._row_height())

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(LEAST), self.sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place_grips()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self.updateGeometry()
            self._place_grips()

    def event(self, event: QEvent) -> bool:
        """What a part of the bar is."""
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            QToolTip.showText(event.globalPos(), self._words_at(event.pos().x()), self)
            return True
        return super().event(event)

    def _words_at(self, x: int) -> str:
        for part in self.parts:
            begin = self._images_before(part.name)
            if self._x(begin) <= x < self._x(begin + part.images):
                return f"{part.title}: {' · '.join(self.figures(part))}"
        return ""

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_bar(painter)
        painter.setFont(theme.number_font())
        for row, part in enumerate(self.parts):
            top = theme.px(HEIGHT) + theme.px(GAP) + row * self._row_height()
            self._paint_row(painter, QRectF(0, top, self.width(), self._row_height()), part)

    def _paint_bar(self, painter: QPainter) -> None:
        area, path = self._area(), QPainterPath()
        path.addRoundedRect(area, 4, 4)
        painter.save()
        painter.setClipPath(path)
        for part in self.parts:
            begin = self._images_before(part.name)
            left, right = self._x(begin), self._x(begin + part.images)
            painter.fillRect(QRectF(left, area.top(), right - left, area.height()), colour_of(part.name))
        painter.restore()

    def _paint_row(self, painter: QPainter, row: QRectF, part: SplitPart) -> None:
        colours, side = theme.current(), theme.px(SWATCH)
        count, share = self.figures(part)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour_of(part.name))
        painter.drawRoundedRect(QRectF(theme.px(SIDE), row.center().y() - side / 2, side, side), 2, 2)
        right = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
        wide = painter.fontMetrics().horizontalAdvance("100.00 %") + theme.px(GAP)
        painter.setPen(QColor(colours.secondary))
        painter.drawText(row, right, share)
        painter.setPen(QColor(colours.text))
        painter.drawText(row.adjusted(0, 0, -wide, 0), right, count)
        left = theme.px(SIDE) + side + theme.px(GAP)
        painter.drawText(row.adjusted(left, 0, 0, 0), Qt.AlignmentFlag.AlignVCenter, part.title)

    def _row_height(self) -> int:
        return QFontMetrics(theme.number_font()).height() + theme.px(2)


def colour_of(part: PartName) -> QColor:
    """As its curve in the chart."""
    colours = theme.current()
    return QColor({"unused": colours.strong_border}.get(part) or getattr(colours, part))
