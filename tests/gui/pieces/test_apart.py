"""Names in little room are told apart."""

from PySide6.QtGui import QFont, QFontMetrics

from gui.pieces.apart import fitting, from_where_they_differ

LONG, OTHER = "Adam 0.001 · rate by hand 0.001 → 0.003", "Adam 0.001 · rate by hand 0.001 → 0.01"


def test_from_where_they_differ():
    assert from_where_they_differ(LONG, [LONG, OTHER]) == "…0.003"
    assert from_where_they_differ("SGD 0.1", ["Adam 0.001"]) == "SGD 0.1"
    assert from_where_they_differ("seed 1", []) == "seed 1"


def test_names_that_would_be_cut_alike_are_not(qapp):
    metrics = QFontMetrics(QFont())
    width = metrics.horizontalAdvance("Adam 0.001 · ra…")
    names = (LONG, OTHER, "SGD 0.1 · rate by hand 0.1 → 0.3")
    cut = [fitting(name, names, metrics, width) for name in names]
    assert len(set(cut)) == 3
    assert cut[2].startswith("SGD 0.1")
    assert fitting(LONG, names, metrics, 10_000) == LONG
