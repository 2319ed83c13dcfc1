"""Steps from which another run can begin."""

import shutil

import numpy as np
import pytest

from engine.errors import RunFolderError
from engine.runs.checkpoints import packed
from engine.runs.family.fork_point import read_point
from engine.runs.folder import RunFolder
from engine.runs.kept.snapshots import Snapshots
from tests.engine.training.small import project, train


def test_weights_that_are_no_numbers_are_not_begun_from(tmp_path):
    """Else the new run would be told that its own learning rate is too high."""
    made, _ = train(project(), tmp_path)
    run = RunFolder.open(shutil.copytree(made.folder.path, tmp_path / "ran away"))
    weights = Snapshots(run.snapshots).load(2)
    Snapshots(run.snapshots).write(2, packed({name: np.full_like(one, np.nan) for name, one in weights.items()}))
    assert read_point(run, 1).weights.keys() == weights.keys()
    with pytest.raises(RunFolderError, match="had run away") as caught:
        read_point(run, 2)
    assert "earlier step" in caught.value.hint
