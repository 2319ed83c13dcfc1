"""Eight garments, what a network took them for, and hands on the list of its mistakes."""

import numpy as np
from PySide6.QtCore import Qt

from engine.events import Evaluated

GARMENTS = ("T-shirt/top", "Trouser", "Pullover", "Dress")
LABELS = np.array([0, 1, 2, 3, 0, 1, 2, 3])
ANSWERS = np.array([0, 2, 2, 1, 3, 1, 2, 1])
SURE = np.array([0.9, 0.6, 0.5, 0.97, 0.7, 0.8, 0.4, 0.999], np.float32)
MISTAKES = [7, 3, 4, 1]  # surest first


def evaluated(step=750, run="run"):
    counts = np.zeros((4, 4), int)
    np.add.at(counts, (LABELS, ANSWERS), 1)
    return Evaluated(run, 0.0, "test", 3, step, 0.1312, 0.5, tuple(map(tuple, counts.tolist())), 0.5)


def listed(page):
    return page.mistakes.list.images.indexes.tolist()


def click(qtbot, page, index):
    tiles = page.mistakes.list
    place = tiles.visualRect(tiles.images.index(listed(page).index(index))).center()
    qtbot.mouseClick(tiles.viewport(), Qt.MouseButton.LeftButton, pos=place)
