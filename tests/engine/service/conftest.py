"""A service, and a reader of images that waits."""

import pytest

import engine.data.store
from engine.training.tuning import proof, race
from tests.engine.service.door import Slow, opened


@pytest.fixture
def door(tmp_path):
    with opened(tmp_path) as door:
        yield door


@pytest.fixture(autouse=True)
def _quick_tuning(tmp_path, monkeypatch):
    """Tuning takes a moment, tries no other process, and is remembered in a folder of the test's own."""
    monkeypatch.setattr("engine.machine.kept_file.state_folder", lambda: tmp_path / "state")
    monkeypatch.setattr(race, "BLOCK", 0.01)
    monkeypatch.setattr(proof, "SECONDS", 0.0)


@pytest.fixture
def slow(monkeypatch):
    """Reading MNIST or CIFAR-10 waits until it is let go."""
    slow = Slow(engine.data.store.read)
    monkeypatch.setattr(engine.data.store, "read", slow)
    yield slow
    slow.go.set()
