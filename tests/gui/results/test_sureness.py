"""How sure the network is: what the diagrams say as a whole, under the pointer and by key."""

import numpy as np
import pytest
from PySide6.QtCore import Qt

from gui.results.sureness.part import SurenessPart


@pytest.fixture
def part(qtbot, predictions):
    """Nine in ten of the surer half are right, half of the others."""
    shown = SurenessPart()
    qtbot.addWidget(shown)
    sure = np.repeat([0.9, 0.6], 50)
    right = np.concatenate((np.arange(50) % 10 > 0, np.arange(50) % 2 > 0))
    shown.show_metrics(predictions(np.zeros(100), np.where(right, 0, 1), sure).metrics)
    shown.resize(620, 460)
    with qtbot.waitExposed(shown):
        shown.show()
    return shown


def test_they_say_how_much_it_is_too_sure_and_in_how_many_bins(part):
    said = part.reliability.accessibleDescription()
    assert said.startswith("Expected calibration error 5.0 %, in 15 bins of equal width")
    assert said.endswith("surer than it is right, by 5.0 %.")
    curve = part.coverage.accessibleDescription()
    assert curve == "Of the surest 100.0 % of the images, 70.0 % are answered rightly: those at least 60.0 % sure."


def test_keys_and_pointer_read_a_bin_and_a_point(qtbot, part):
    bars, curve = part.reliability, part.coverage
    qtbot.mouseMove(bars, bars.point(0.89, 0.3).toPoint())
    qtbot.waitUntil(lambda: bars.at == 13)
    assert bars.accessibleDescription() == (
        "50 answers are between 87 and 93 % sure, 90.0 % on average; 90.0 % of them are right."
    )
    qtbot.keyClick(bars, Qt.Key.Key_Home)
    assert bars.accessibleDescription() == "No answer is between 0 and 7 % sure."
    qtbot.keyClick(curve, Qt.Key.Key_Right)
    assert curve.accessibleDescription().startswith("Of the surest 50.0 % of the images, 90.0 % are answered rightly")


def test_nothing_known_is_nothing_said(part):
    part.show_metrics(None)
    assert part.reliability.accessibleDescription() == part.coverage.accessibleDescription() == ""
    assert not part.grab().isNull()
