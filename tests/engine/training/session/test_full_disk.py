"""A disk that is full from any write on: that is said in a sentence, and the run goes on as if nothing had been."""

from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st

from engine.errors import RunFailed, RunFolderError
from engine.project.data.data_settings import DataSettings, ValidationCount
from engine.project.training.averaging import Averaging
from engine.project.training.rate.schedules import OnPlateau
from engine.project.training.watching import EarlyStopping, KeepBest
from tests.engine.training.small import equal, project, tensors, train
from tests.examples import examples
from tests.full_disk import disk

EVERYTHING_KEPT = project(
    data=DataSettings(validation=ValidationCount(count=400)),
    schedule=OnPlateau(patience=0),
    keep_best=KeepBest(),
    early_stopping=EarlyStopping(),
    average=Averaging(),
)


@cache
def unbroken():
    """What it comes to, and how many writes that takes."""
    with TemporaryDirectory() as folder, disk() as counted:
        made, _ = train(EVERYTHING_KEPT, Path(folder))
        assert made.error is None
        return tensors(made.folder), len(counted)


@settings(max_examples=examples(3), deadline=None)
@given(st.floats(0, 1))
def test_at_whatever_write_it_is_full_that_is_said_and_the_run_goes_on_afterwards(place):
    weights, writes = unbroken()
    with TemporaryDirectory() as folder:
        with disk(full_from=1 + round(place * (writes - 1))):
            made = tried(Path(folder))
        if made is None or not made.folder.path.exists():
            assert list(Path(folder).iterdir()) == []
            return
        again, _ = train(EVERYTHING_KEPT, Path(folder), made.folder, resume=True)
        assert again.error is None
        assert equal(tensors(again.folder), weights)
        assert again.folder.result().stopped_by == "budget"
        assert list(made.folder.path.rglob(".*")) == []


def tried(runs):
    """The training; None where not even its folder could be made."""
    try:
        made, _ = train(EVERYTHING_KEPT, runs)
    except RunFolderError as refused:
        error, made = refused, None
    else:
        error = made.error
        assert made.state in ("failed", "finished")
    assert error is None or (isinstance(error, RunFailed | RunFolderError) and "is full" in error.what)
    return made
