"""Zones: left, centre and right side by side. What a wider window adds goes to the centre, but for a little."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSplitter, QWidget

from gui.appearance import lengths, theme

USUAL = 1280  # the window that the usual widths are of


@dataclass(frozen=True)
class Column:
    """How wide a side may be, in pixels at a zoom of 1; `share` of what a wider window adds is its own."""

    least: int
    usual: int
    most: int
    share: float

    def width(self, window: float, chosen: int) -> float:
        """As wide as a person chose, or as usual in a window of this width."""
        wanted = chosen or self.usual + self.share * max(0, window - USUAL)
        return min(max(wanted, self.least), self.most)


LEFT, RIGHT = Column(300, 360, 460, 0.05), Column(280, 280, 400, 0.1)
CENTRE = 400  # its least width: the smallest window has both sides, and a scroll bar beside them


def widths(window: float, chosen: tuple[int, int], *, left: bool, right: bool) -> tuple[float, float]:
    """Of the left and the right side where they are shown; the right gives way to the centre first, then the left."""
    one = LEFT.width(window, chosen[0]) if left else 0
    other = RIGHT.width(window, chosen[1]) if right else 0
    lacking = max(0, one + other + CENTRE - window)
    given = min(lacking, max(0, other - RIGHT.least))
    return one - min(lacking - given, max(0, one - LEFT.least)), other - given


class Zones(QSplitter):
    """The three zones; the right one may be missing."""

    def __init__(self) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        self.setObjectName("zones")
        self.setChildrenCollapsible(False)
        lengths.follow(self, setHandleWidth=5)
        self.chosen = (0, 0)  # widths that a person dragged the sides to, in pixels at a zoom of 1; 0 is as usual
        self._palette = 0  # pixels that a pinned palette takes beside the stack
        self.splitterMoved.connect(self._note)

    def add_zone(self, zone: QWidget, least: int) -> None:
        """The next zone to the right. It gets narrower than its parts would like rather than pushing another off."""
        self.addWidget(zone)
        lengths.follow(zone, setMinimumWidth=least)
        self.setStretchFactor(self.indexOf(zone), int(least == CENTRE))

    def widen_left(self, by: int) -> None:
        """Gives the left zone so many pixels more, or takes them back."""
        self._palette += by
        self.arrange()

    def arrange(self) -> None:
        """Gives every zone its width."""
        left, right = self.widget(0), self.widget(2)
        if left is None:
            return
        zoom, total = theme.zoom_factor(), self.width() - self.handleWidth() * (self.count() - 1)
        shown = {"left": not left.isHidden(), "right": right is not None and not right.isHidden()}
        sides = [round(zoom * side) for side in widths((total - self._palette) / zoom, self.chosen, **shown)]
        sides[0] += self._palette
        left.setMaximumWidth(theme.px(LEFT.most) + self._palette)
        if right is not None:
            right.setMaximumWidth(theme.px(RIGHT.most))
        self.setSizes([sides[0], total - sum(sides), sides[1]])

    def _note(self, _: int, handle: int) -> None:
        """A person dragged an edge: that side stays so."""
        sizes, zoom = self.sizes(), theme.zoom_factor()
        if handle == 1:
            self.chosen = (round((sizes[0] - self._palette) / zoom), self.chosen[1])
        else:
            self.chosen = (self.chosen[0], round(sizes[2] / zoom))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.arrange()
