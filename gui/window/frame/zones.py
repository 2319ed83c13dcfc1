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
ANY_WIDTH = 16_777_215
CENTRE = 400  # its least width: the smallest window has both sides, and a scroll bar beside them


def widths(window: float, chosen: tuple[int, int], *, left: bool, right: bool) -> tuple[float, float]:
    """Of the left and the right side where they are shown; the right gives way to the centre first, then the left."""
    one = LEFT.width(window, chosen[0]) if left else 0
    other = RIGHT.width(window, chosen[1]) if right else 0
    lacking = max(0, one + other + CENTRE - window)
    given = min(lacking, max(0, other - RIGHT.least))
    return one - min(lacking - given, max(0, one - LEFT.least)), other - given


class Zones(QSplitter):
    """The three zones side by side; a side may be hidden, or be a page of the centre instead."""

    _left: QWidget
    _centre: QWidget
    _right: QWidget

    def __init__(self) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        self.setObjectName("zones")
        self.setChildrenCollapsible(False)
        lengths.follow(self, setHandleWidth=5)
        self.chosen = (0, 0)  # widths that a person dragged the sides to, in pixels at a zoom of 1; 0 is as usual
        self._palette = 0  # pixels that a pinned palette takes beside the stack
        self.splitterMoved.connect(self._note)

    def fill(self, left: QWidget, centre: QWidget, right: QWidget) -> None:
        """The zones from the left."""
        self._left, self._centre, self._right = left, centre, right
        for zone in (left, centre, right):
            self.addWidget(zone)
            self.setStretchFactor(self.indexOf(zone), int(zone is centre))

    def put_back(self, side: QWidget) -> None:
        """A side that was a page stands beside the centre again."""
        self.insertWidget(0 if side is self._left else self.count(), side)
        self.setStretchFactor(self.indexOf(side), 0)

    def widen_left(self, by: int) -> None:
        """Gives the left zone so many pixels more, or takes them back."""
        self._palette += by
        self.arrange()

    def arrange(self) -> None:
        """Gives every zone its width."""
        if not self.count():
            return
        zoom, total = theme.zoom_factor(), self.width() - self.handleWidth() * (self.count() - 1)
        left, right = self._stands(self._left), self._stands(self._right)
        self._bound(total)
        one, other = (
            round(zoom * side) for side in widths((total - self._palette) / zoom, self.chosen, left=left, right=right)
        )
        given: dict[QWidget | None, int] = {self._left: one + self._palette, self._right: other}
        given[self._centre] = total - sum(given.values())
        self.setSizes([given[self.widget(place)] for place in range(self.count())])

    def _stands(self, side: QWidget) -> bool:
        return self.indexOf(side) >= 0 and not side.isHidden()

    def _bound(self, total: int) -> None:
        """Each gets narrower than its parts would like rather than pushing another off; a page has all the width."""
        self._centre.setMinimumWidth(min(theme.px(CENTRE), total))
        for side, column, more in ((self._left, LEFT, self._palette), (self._right, RIGHT, 0)):
            beside = self.indexOf(side) >= 0
            side.setMinimumWidth(theme.px(column.least) if beside else 1)
            side.setMaximumWidth(theme.px(column.most) + more if beside else ANY_WIDTH)

    def _note(self, _: int, handle: int) -> None:
        """A person dragged an edge: that side stays so."""
        sizes, zoom = self.sizes(), theme.zoom_factor()
        if self.widget(handle - 1) is self._left:
            self.chosen = (round((sizes[0] - self._palette) / zoom), self.chosen[1])
        else:
            self.chosen = (self.chosen[0], round(sizes[-1] / zoom))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.arrange()
