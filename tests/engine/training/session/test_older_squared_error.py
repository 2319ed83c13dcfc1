"""A run by squared error that an earlier program began, which watched its cross-entropy: it goes on by that."""

import shutil

import pytest

from engine.events import Evaluated
from engine.project.training.budgets import Epochs
from engine.runs.checkpoints import Checkpoints
from engine.runs.comparison.curves import stored_curves
from engine.runs.folder import RunFolder
from engine.runs.reader import RunReader
from engine.typed.document import changed
from tests.engine.training import small
from tests.samples import SAMPLES


@pytest.fixture
def older(tmp_path):
    return RunFolder(shutil.copytree(SAMPLES / "squared-error", tmp_path / "older"))


def test_its_best_step_and_its_patience_go_on_by_the_loss_that_they_began_with(older, tmp_path):
    project = older.project()
    longer = changed(project, training=changed(project.training, budget=Epochs(5)))
    small.train(longer, tmp_path, older, resume=True)
    reader = RunReader(older.path)
    tried = [one for one in reader.events() if isinstance(one, Evaluated) and one.split == "validation"]
    assert [(one.step, one.trained_loss) for one in tried] == [(step, None) for step in (4, 8, 12, 16, 20)]
    assert all(2 < one.loss < 2.5 for one in tried)  # about log 10, while its squared error is near 0.1
    best = min(tried, key=lambda one: one.loss)
    assert reader.best_step() == best.step
    watched = Checkpoints(older.checkpoints).load(20).position.watched
    assert (watched.best.step, watched.best.figure) == (best.step, best.loss)
    assert watched.waited.epochs == (20 - best.step) // 4


def test_its_evaluations_are_told_to_be_by_cross_entropy(older):
    found = stored_curves(older.path)
    assert (found.project.training.loss, found.made.evaluated_loss) == ("squared-error", "cross-entropy")
