"""A service, and a reader of images that waits."""

import pytest

import engine.data.store
from tests.engine.service.door import Slow, opened


@pytest.fixture
def door(tmp_path):
    with opened(tmp_path) as door:
        yield door


@pytest.fixture
def slow(monkeypatch):
    """Reading MNIST or CIFAR-10 waits until it is let go."""
    slow = Slow(engine.data.store.read)
    monkeypatch.setattr(engine.data.store, "read", slow)
    yield slow
    slow.go.set()
