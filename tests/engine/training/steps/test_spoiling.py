"""What is spoiled on purpose shows in what a network learns: clean and spoiled runs differ where they should."""

import numpy as np
import pytest

from engine.project.data.data_settings import DataSettings
from engine.project.data.spoiling import CornerMark, ShuffledLabels
from engine.project.training.budgets import Epochs
from engine.project.training.optimisers import Adam
from engine.runs.reader import RunReader
from engine.typed.document import changed
from tests.engine.training.small import project, train

CLASS = 3


def tried(spoiling, folder):
    """The test accuracy, and the share of the images of one class that were recognised."""
    what = project(optimiser=Adam(0.01), batch=100, budget=Epochs(1))
    what = changed(what, data=changed(DataSettings(), spoiling=spoiling))
    made, _ = train(what, folder)
    assert made.error is None
    last = RunReader(made.folder.path).evaluations()[-1]
    confusion = np.array(last.confusion)
    return last.accuracy, confusion[CLASS, CLASS] / confusion[CLASS].sum()


@pytest.mark.slow
def test_a_network_that_learned_a_corner_does_not_know_the_class_without_it(tmp_path):
    accuracy, known = tried((), tmp_path)
    assert known > 0.6
    _, without = tried((CornerMark(of_class=CLASS, size=4),), tmp_path)
    assert without < 0.5 * known
    _, with_it = tried((CornerMark(of_class=CLASS, size=4, test=True),), tmp_path)
    assert with_it > 0.95
    shuffled, _ = tried((ShuffledLabels(),), tmp_path)
    assert shuffled < 0.3 < accuracy
