"""Own drawings as an archive: all that are pictures, however old, and words where they cannot go."""

import os
import zipfile

import pytest

from engine.drawings.exporting import export
from engine.drawings.own_set import OwnSet
from engine.drawings.pictures import Drawn
from engine.errors import DataError
from tests.engine.service.door import a_one

ONE = Drawn("drawing", a_one().pixels)
CLASSES = ("T-shirt/top", "Dress")


@pytest.fixture
def own(tmp_path):
    return OwnSet(CLASSES, tmp_path / "root")


def test_it_holds_class_folders_and_says_which_they_are(own, tmp_path):
    kept = own.keep(ONE, 0)
    assert export(own, tmp_path / "mine.zip", CLASSES) == 1
    with zipfile.ZipFile(tmp_path / "mine.zip") as archive:
        assert f"{kept.parent.name}: T-shirt/top" in archive.read("README.txt").decode()
        assert archive.read(f"{kept.parent.name}/{kept.name}") == kept.read_bytes()


@pytest.mark.parametrize("when", [0, 4e9, 2**33])
def test_a_file_of_any_age_is_in_it(own, tmp_path, when):
    os.utime(own.keep(ONE, 0), (when, when))
    assert export(own, tmp_path / "mine.zip", CLASSES) == 1


def test_what_is_no_picture_is_not(own, tmp_path):
    kept = own.keep(ONE, 0)
    (kept.parent / "text.png").write_text("hello")
    (kept.parent / "empty.png").touch()
    assert export(own, tmp_path / "mine.zip", CLASSES) == 1
    with zipfile.ZipFile(tmp_path / "mine.zip") as archive:
        assert archive.namelist() == ["README.txt", f"{kept.parent.name}/{kept.name}"]


def test_without_any_nothing_is_written(own, tmp_path):
    with pytest.raises(DataError, match="no own drawings"):
        export(own, tmp_path / "mine.zip", CLASSES)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(("place", "said"), [("nowhere/mine.zip", "The folder"), ("", "It is a folder")])
def test_a_place_that_cannot_be_is_told(own, tmp_path, place, said):
    own.keep(ONE, 0)
    with pytest.raises(DataError, match=said) as caught:
        export(own, tmp_path / place, CLASSES)
    assert str(tmp_path / place) in str(caught.value)
    assert len(own.files()) == 1


def test_a_full_disk_is_told(own, tmp_path, monkeypatch):
    own.keep(ONE, 0)

    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("engine.drawings.exporting.written_aside", full)
    with pytest.raises(DataError, match=r"is full. Free some space. Choose another file."):
        export(own, tmp_path / "mine.zip", CLASSES)
