"""Card style: the fonts, colours and lengths of the cards at the current theme and zoom, looked up once."""

from __future__ import annotations

from functools import cached_property

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF
from PySide6.QtWidgets import QApplication

from engine.network.layer_base import Group
from gui.appearance import theme
from gui.appearance.numerals import in_figures
from gui.stack.list.cards.card_frame import STRIPE, CardFrames
from gui.stack.list.cards.card_words import led_to
from gui.stack.list.rows import Row

FULL, COMPACT, CLOSE, BRANCH, EMPTY, IDENTITY = 56, 30, 26, 24, 34, 24
BETWEEN = 4  # free space below each card
INDENT = 16  # one level of blocks
MARGIN = 10
WIDTHS = 1000  # of texts that are kept
FIX_ABOVE, FIX_BESIDE, FIX_BETWEEN, FIX_LINES = 4, 8, 4, 2  # around the words of a fix, between fixes; lines at most
FIXES = 3  # at most on a card
_NOTES = {"close": CLOSE, "branch": BRANCH, "empty": EMPTY}
LIVING = ("convolution", "pooling", "dense")  # kinds with a second line


WRAPPED = Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


class CardStyle:
    """Made anew when theme, font or zoom change."""

    def __init__(self, *, compact: bool = False) -> None:
        self._compact = compact
        self.theme = theme.current()
        self.name_font = QFont(QApplication.font())
        self.name_font.setWeight(QFont.Weight.DemiBold)
        self.font = theme.number_font()
        self.small_font = theme.caption_font()
        self.name = QFontMetricsF(self.name_font)
        self.text = QFontMetricsF(self.font)
        self.small = QFontMetricsF(self.small_font)

        self.frames = CardFrames()
        self._colours: dict[str, QColor] = {}
        self._kinds: dict[Group, QColor] = {}
        self._name_widths: dict[str, float] = {}
        self._text_widths: dict[str, float] = {}
        self._heights: dict[int, int] = {}
        self._indent = theme.px(INDENT)
        self._between = theme.px(BETWEEN)

    @cached_property
    def blocks(self) -> QColor:
        """The colour of lanes."""
        return self.theme.kind("blocks")

    def colour(self, name: str) -> QColor:
        """A colour of the theme, kept; whoever changes it makes a copy."""
        found = self._colours.get(name)
        if found is None:
            found = self._colours[name] = self.theme.colour(name)
        return found

    def kind(self, group: Group) -> QColor:
        """The colour of a kind of layer, kept as well."""
        found = self._kinds.get(group)
        if found is None:
            found = self._kinds[group] = self.theme.kind(group)
        return found

    def name_width(self, text: str) -> float:
        """Of words in the type of names."""
        return _kept(self._name_widths, text, self.name)

    def text_width(self, text: str) -> float:
        """Of words in usual type."""
        return _kept(self._text_widths, text, self.text)

    def height(self, row: Row, width: int) -> int:
        """The height of a row in a list of this width, the space below it included."""
        if row.problem is None or row.part not in ("card", "open", "whole"):
            return self._plain(_height(row, compact=self._compact))
        fixes = sum(height + theme.px(FIX_BETWEEN) for height in self.fix_heights(row, width))
        return theme.px(COMPACT) + round(self.sentence_height(row, width)) + fixes + theme.px(8 + BETWEEN)

    def _plain(self, height: int) -> int:
        """With the space below, at the zoom; kept, because every row asks at every layout."""
        found = self._heights.get(height)
        if found is None:
            found = self._heights[height] = theme.px(height + BETWEEN)
        return found

    def left(self, row: Row) -> int:
        """Where a row's card begins."""
        return self._indent * row.depth

    def card(self, row: Row, rect: QRect) -> QRectF:
        """The card inside the rectangle of its row."""
        left = self.left(row)
        return QRectF(rect).adjusted(left + 0.5, 0.5, -0.5, -self._between - 0.5)

    def sentence(self, row: Row, card: QRectF) -> QRectF:
        """Where a broken card's sentence stands."""
        left = card.left() + theme.px(STRIPE + MARGIN)
        return QRectF(left, card.top() + theme.px(COMPACT - 2), card.right() - theme.px(MARGIN) - left, 4096)

    def sentence_height(self, row: Row, width: int) -> float:
        """How much room its words take."""
        if row.problem is None:
            return 0
        area = self.sentence(row, self.card(row, QRect(0, 0, width, 100)))
        return self.small.boundingRect(area, Qt.TextFlag.TextWordWrap, in_figures(row.problem.why)).height()

    def fix_heights(self, row: Row, width: int) -> list[int]:
        """How high the button of each fix on a card is."""
        if row.problem is None:
            return []
        room = self.sentence(row, self.card(row, QRect(0, 0, width, 100)))
        room.setWidth(room.width() - 2 * theme.px(FIX_BESIDE))
        most = FIX_LINES * self.small.lineSpacing()
        needed = (self.small.boundingRect(room, WRAPPED, led_to(fix)).height() for fix in row.problem.fixes[:FIXES])
        return [round(min(height, most)) + 2 * theme.px(FIX_ABOVE) for height in needed]


def _kept(widths: dict[str, float], text: str, metrics: QFontMetricsF) -> float:
    """How wide a text is: the same few stand on many cards."""
    found = widths.get(text)
    if found is None:
        if len(widths) >= WIDTHS:
            widths.clear()
        found = widths[text] = metrics.horizontalAdvance(text)
    return found


def _height(row: Row, *, compact: bool) -> int:
    if row.part == "empty" and row.gap.branch == "shortcut":
        return IDENTITY
    if row.part in _NOTES:
        return _NOTES[row.part]
    if compact or row.node is None or row.part == "open" or row.state == "disabled":
        return COMPACT
    return FULL if row.node.op.group in LIVING else COMPACT
