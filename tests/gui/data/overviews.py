"""Overviews of data that nobody has read."""

import numpy as np

from engine.service.answers import DataOverview, SplitOverview


def overview(shape=(1, 28, 28), classes=10, note=""):
    samples = tuple(np.full((10, *shape), 20 * index % 256, np.uint8) for index in range(classes))
    splits = (
        SplitOverview("train", tuple(range(100, 100 + classes))),
        SplitOverview("test", (20,) * classes),
    )
    names = tuple(f"class {index}" for index in range(classes))
    indices = tuple(tuple(range(10 * row, 10 * row + 10)) for row in range(classes))
    return DataOverview(names, splits, samples, indices, (0.1307,) * shape[0], (0.3081,) * shape[0], note)
