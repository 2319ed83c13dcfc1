"""A small MNIST on a server of this computer, and the program's table that leads there."""

from dataclasses import dataclass
from pathlib import Path

import pytest

from engine.data.download import published
from engine.data.download.download import download
from engine.data.download.transfer import Patience
from engine.project.data.sources import AnySource, Mnist
from tests.engine.data.sets import put_mnist
from tests.local_server import Server, packed, serving, table

QUICK = Patience(waits=(0, 0, 0), silence=5)


@dataclass
class Place:
    """Where a test downloads to, from two servers in turn, and what it was told."""

    root: Path
    first: Server
    second: Server
    source: AnySource
    told: list[tuple[str, int, int]]

    def download(self, stop=lambda: False, patience=QUICK, **how):
        download(self.source, self.root, lambda *told: self.told.append(told), stop, patience, **how)

    @property
    def parts(self):
        """What is not whole yet, by name."""
        folder = self.root / ".downloads"
        return {path.name: path.read_bytes() for path in folder.rglob("*") if path.is_file() and path.name != "lock"}


@pytest.fixture
def place(tmp_path, monkeypatch):
    monkeypatch.setenv("no_proxy", "127.0.0.1")
    put_mnist(tmp_path / "made")
    files = packed(Mnist(), tmp_path / "made")
    with serving(files) as first, serving(files) as second:
        rows = table(Mnist(), files, first.address, second.address)
        monkeypatch.setattr(published, "archives", lambda _: rows)
        yield Place(tmp_path / "data", first, second, Mnist(), [])
