"""Class names that differ at their end alone are told apart where they have no room."""

from PySide6.QtGui import QFont, QFontMetrics, QFontMetricsF

from gui.pieces.classes.cut import cut

NAMES = [f"class number {number}" for number in range(740, 760)]


def test_in_half_of_their_room_all_are_told_apart(qapp):
    for metrics in (QFontMetrics(QFont()), QFontMetricsF(QFont())):
        room = metrics.horizontalAdvance(NAMES[0]) / 2
        short = [cut(name, metrics, room) for name in NAMES]
        assert len(set(short)) == len(NAMES)
        assert all("…" in one for one in short)
        assert cut("cat", metrics, room) == "cat"
