"""A bar moves by itself only while nobody knows how far something is."""

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication

from gui.pieces.progress_bar import ProgressBar


def goes_on_moving(bar):
    """Whether the style's animation of it, which asks at each of its pictures, is to go on."""
    asks = QEvent(QEvent.Type.StyleAnimationUpdate)
    asks.setAccepted(False)
    QApplication.sendEvent(bar, asks)
    return asks.isAccepted()


def test_it_moves_only_while_nobody_knows_of_how_much(qtbot):
    bar = ProgressBar("Progress of the run")
    qtbot.addWidget(bar)
    bar.show()
    bar.show_share(None)
    assert goes_on_moving(bar)
    bar.show_share(0.25)
    assert not goes_on_moving(bar)
    assert (bar.value(), bar.maximum(), bar.accessibleName()) == (250, 1000, "Progress of the run")
