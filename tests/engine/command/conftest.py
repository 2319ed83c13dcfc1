"""One short run, trained once, that the tests of a module share; and signals that are heard."""

import signal
from collections.abc import Iterator

import pytest

from tests.engine.command.helpers import told


@pytest.fixture(scope="module")
def short_run(tmp_path_factory):
    """What `train` said to a hundred steps of LeNet-5 on the bundled digits."""
    folder = tmp_path_factory.mktemp("runs")
    return told("train", "lenet5-sample", "--steps", 100, "--threads", 1, "--out", folder, "--json")


@pytest.fixture(scope="module")
def run_folder(short_run):
    """The folder of that run."""
    return short_run.figures["run"]


@pytest.fixture
def interruptible() -> Iterator[None]:
    """SIGINT is heard, which a shell ignores in what it starts in the background."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)
