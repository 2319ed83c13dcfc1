"""One short run, trained once, that the tests of a module share."""

import pytest

import engine
from tests.engine.training.small import project


@pytest.fixture(scope="module")
def short(tmp_path_factory):
    """Twenty steps of a small network on the bundled digits."""
    training = engine.train(project(), out=tmp_path_factory.mktemp("runs"), device="cpu", threads=1)
    assert training.wait().steps == 20
    return training.run
