"""What the tests of the queue share."""

import pytest

from tests.engine.queue.workers import Bench


@pytest.fixture
def bench(tmp_path):
    """A queue on a machine with two cores and memory for everything."""
    return Bench(tmp_path / "runs")
