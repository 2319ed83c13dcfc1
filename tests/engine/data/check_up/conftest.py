"""A cache of its own for each test."""

import pytest


@pytest.fixture(autouse=True)
def images_cache(tmp_path_factory, monkeypatch):
    """Where images are kept as they were decoded."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path_factory.mktemp("cache")))
