"""What is written for other programs: each number in the fewest digits that tell it, whoever made the rows."""

import numpy as np
import pytest
from PySide6.QtGui import QGuiApplication

from gui.pieces.copying.exporter import Exporter

SINGLE = float(np.float32(0.3))  # 0.30000001192092896
ROW = ["1. Convolution", 7, SINGLE, np.float32(0.1), 0.1, 1 / 3, 123456792.0, float("nan"), 2.0, True, ""]
WRITTEN = ["1. Convolution", "7", "0.3", "0.1", "0.1", "0.3333333333333333", "123456792.0", "nan", "2.0", "True", ""]


@pytest.fixture
def exporter(qapp):
    return Exporter(QGuiApplication.instance())


def test_numbers_that_were_float32_are_copied_as_such_and_others_as_they_are(exporter):
    exporter.copy_table("table", [ROW])
    assert QGuiApplication.clipboard().text() == "\t".join(WRITTEN) + "\n"


def test_they_are_saved_alike(exporter, tmp_path):
    exporter.save_table([ROW], tmp_path / "table.csv")
    assert (tmp_path / "table.csv").read_text() == ",".join(WRITTEN) + "\n"
