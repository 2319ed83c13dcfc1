"""A slow reading is told from its first images to its end, and ends when nobody waits any more."""

from pathlib import Path

import pytest
from PIL import Image

from engine.data.readers.read_parts import Stopped
from engine.data.store_with_progress import StoreWithProgress
from engine.errors import DataError
from engine.events import Progress
from engine.project.data_settings import DataSettings
from engine.project.sources import CIFAR_CLASSES, Cifar10

CIFAR = DataSettings(source=Cifar10())
OVER = Progress("", "", 0, 0)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """CIFAR-10 as folders of JPEG files, two images a class."""
    for part in ("train", "test"):
        for name in CIFAR_CLASSES:
            folder = tmp_path / "cifar10-jpeg" / part / name
            folder.mkdir(parents=True)
            for image in "ab":
                Image.new("RGB", (32, 32)).save(folder / f"{image}.jpg")
    return tmp_path


def test_a_reading_is_told_and_that_it_is_over(root: Path):
    told: list[object] = []
    store = StoreWithProgress(told.append, lambda: False)
    assert len(store.get(CIFAR, root).train) == 20
    assert told == [Progress("", "Reading CIFAR-10", 40, 40), OVER]
    store.get(CIFAR, root)  # kept: nothing is read, nothing said
    assert len(told) == 2


def test_what_is_given_up_ends_at_once(root: Path):
    told: list[object] = []
    with pytest.raises(Stopped):
        StoreWithProgress(told.append, lambda: True).get(CIFAR, root)
    assert told in ([], [OVER])


def test_a_reading_that_fails_is_over_too(root: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("engine.data.readers.class_folders.REPORT_EVERY", 10)
    (root / "cifar10-jpeg" / "test" / "truck" / "a.jpg").write_bytes(b"no image")
    told: list[object] = []
    with pytest.raises(DataError):
        StoreWithProgress(told.append, lambda: False).get(CIFAR, root)
    assert told[-1] == OVER
    assert len(told) > 1


def test_the_bundled_digits_are_read_without_a_word():
    told: list[object] = []
    StoreWithProgress(told.append, lambda: False).get(DataSettings())
    assert told == []
