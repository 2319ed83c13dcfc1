"""SplitBar: the parts of a project's images as one bar, each as long as it has images, with grips on its borders."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRectF, QSize, Signal
from PySide6.QtGui import QHelpEvent, QPainter, QPainterPath, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from engine.project.project import Project
from gui.appearance import rewriting, theme
from gui.appearance.numerals import plain
from gui.data.split.split_grip import HEIGHT, WIDTH, SplitGrip
from gui.data.split.split_legend import LEAST, SIDE, USUAL, colour_of, sentence
from gui.data.split.split_parts import (
    BORDERS,
    BorderName,
    PartName,
    SplitPart,
    movable,
    parts_of,
    percent,
    step,
    taken_from,
)

BAR = 14
SAID: dict[BorderName, str] = {
    "validation": "Training images kept back for validation",
    "test": "Images kept for testing",
}


class SplitBar(QWidget):
    """Says where its borders are wanted.

    taken(border)             a border is about to be moved
    moved(border, percent)    the part behind it is wanted so large
    settled(border)           the pointer has let go of it
    """

    taken = Signal(str)
    moved = Signal(str, float)
    settled = Signal(str)

    def __init__(self, project: Project) -> None:
        super().__init__()
        self.parts: tuple[SplitPart, ...] = ()
        self.grips: dict[BorderName, SplitGrip] = {border: self._grip(border) for border in BORDERS}
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName("Split")
        rewriting.follow(self._describe)
        self.show_project(project)

    def show_project(self, project: Project) -> None:
        """Shows how this project divides its images."""
        self._project, self.parts = project, parts_of(project)
        for border, grip in self.grips.items():
            grip.setVisible(border in movable(project.data))
        self._place_grips()
        self._describe()
        self.update()

    def _describe(self) -> None:
        self.setAccessibleDescription(", ".join(map(sentence, self.parts)))
        for border, grip in self.grips.items():
            words = f"{SAID[border]}: {plain(percent(self._project, border))} %"
            grip.setAccessibleName(SAID[border])
            grip.setAccessibleDescription(words)
            grip.setToolTip(f"{words}. Drag it, or use the arrow keys.")

    def _grip(self, border: BorderName) -> SplitGrip:
        grip = SplitGrip(border, self)
        grip.taken.connect(lambda: self.taken.emit(border))
        grip.dragged.connect(lambda x: self._wish(border, self._percent_at(border, x)))
        grip.stepped.connect(lambda steps: self._step(border, steps))
        grip.let_go.connect(lambda: self.settled.emit(border))
        return grip

    def _wish(self, border: BorderName, wanted: float) -> None:
        if wanted != percent(self._project, border):
            self.moved.emit(border, wanted)

    def _step(self, border: BorderName, steps: int) -> None:
        further = steps * step(self._project, border)
        self._wish(border, max(0.0, percent(self._project, border) + further))
        self.settled.emit(border)

    # --- places ---

    @property
    def _total(self) -> int:
        return max(1, sum(part.images for part in self.parts))

    def area(self) -> QRectF:
        """Of the bar itself."""
        side = theme.px(SIDE)
        top = (theme.px(HEIGHT) - theme.px(BAR)) / 2
        return QRectF(side, top, max(1, self.width() - 2 * side), theme.px(BAR))

    def _images_before(self, name: PartName) -> int:
        """How many images lie left of a part."""
        place = next(index for index, part in enumerate(self.parts) if part.name == name)
        return sum(part.images for part in self.parts[:place])

    def _x(self, images: int) -> float:
        area = self.area()
        return area.left() + area.width() * images / self._total

    def _percent_at(self, border: BorderName, x: float) -> int:
        """How large the part behind a border is where that lies at a place of the bar."""
        area = self.area()
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
        for grip, sign in zip(self.grips.values(), (-1, 1), strict=True):
            left = grip.place - wide / 2 + sign * shift
            grip.move(round(min(max(0.0, left), self.width() - wide)), 0)

    # --- Qt's events ---

    def sizeHint(self) -> QSize:
        return QSize(theme.px(USUAL), theme.px(HEIGHT))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(LEAST), theme.px(HEIGHT))

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
                return sentence(part)
        return ""

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, area, path = QPainter(self), self.area(), QPainterPath()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        path.addRoundedRect(area, 4, 4)
        painter.setClipPath(path)
        for part in self.parts:
            begin = self._images_before(part.name)
            left, right = self._x(begin), self._x(begin + part.images)
            painter.fillRect(QRectF(left, area.top(), right - left, area.height()), colour_of(part.name))
