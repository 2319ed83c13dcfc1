"""Own drawings on disk: class folders that every system takes, and nothing is ever lost or kept twice."""

import os
from pathlib import PureWindowsPath

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.drawings.for_network import seen_by, set_of
from engine.drawings.own_set import OwnSet
from engine.drawings.pictures import Drawn, read_drawn
from engine.drawings.places import class_folders, set_name
from engine.errors import DataError
from engine.names import against_on_windows
from engine.project.data.sources import DIGITS
from engine.project.project import Project
from tests.engine.service.door import a_one

ONE = Drawn("drawing", a_one().pixels)
names = st.lists(st.text(min_size=1, max_size=300), min_size=1, max_size=12, unique=True)


def coloured(value: int = 7) -> Drawn:
    return Drawn("picture", np.full((3, 5, 9), value, np.uint8))


@given(names)
def test_every_class_has_a_folder_of_its_own_that_every_system_takes(classes):
    folders = class_folders(classes)
    assert len({folder.casefold() for folder in folders}) == len(classes)
    for folder in (*folders, set_name(classes)):
        assert not against_on_windows(PureWindowsPath(folder), None)
        assert folder.isprintable()
        assert len(folder) <= 48


@given(names, st.randoms())
def test_the_order_of_classes_does_not_matter(classes, chance):
    shuffled = chance.sample(classes, len(classes))
    assert set_name(shuffled) == set_name(classes)
    assert sorted(class_folders(shuffled)) == sorted(class_folders(classes))


def test_simple_names_are_those_of_their_folders():
    assert class_folders(DIGITS) == DIGITS
    assert set_name(DIGITS).startswith("0-1-2-3-4-5-6-7-8-9-")
    assert set_name(DIGITS) != set_name(DIGITS[:9])


@pytest.mark.parametrize("drawn", [ONE, coloured(), Drawn("picture", np.arange(12, dtype=np.uint8).reshape(1, 3, 4))])
def test_what_is_kept_is_read_as_it_was(tmp_path, drawn):
    path = OwnSet(DIGITS, tmp_path).keep(drawn, 3)
    found = read_drawn(path)
    assert found.kind == drawn.kind
    assert np.array_equal(found.pixels, drawn.pixels)
    assert path.parent.name == "3"


def test_the_same_drawing_is_kept_once_and_moves_with_its_class(tmp_path):
    own = OwnSet(DIGITS, tmp_path)
    assert own.files() == []
    own.keep(ONE, 3)
    own.keep(ONE, 3)
    own.keep(ONE, 1)
    assert [(kept.label, kept.path.parent.name) for kept in own.files()] == [(1, "1")]


def test_the_newest_comes_first_and_other_files_do_not_count(tmp_path):
    own = OwnSet(DIGITS, tmp_path)
    for when, value in enumerate((5, 6, 7)):
        os.utime(own.keep(coloured(value), value), (when, when))
    (own.folder / "3").mkdir()
    (own.folder / "3" / "notes.txt").write_text("mine")
    assert [kept.label for kept in own.files()] == [7, 6, 5]


@pytest.mark.parametrize("label", [5, 6])
def test_what_is_kept_again_is_the_newest_whatever_its_class(tmp_path, label):
    own = OwnSet(DIGITS, tmp_path)
    for when, value in enumerate((5, 6, 7)):
        os.utime(own.keep(coloured(value), value), (when, when))
    own.keep(coloured(5), label)
    assert [kept.label for kept in own.files()] == [label, 7, 6]


def test_an_image_that_networks_are_tried_on_stays_marked_however_it_is_kept_again(tmp_path):
    own, tested = OwnSet(DIGITS, tmp_path), coloured()._replace(tested=True)
    own.keep(coloured(), 3)
    own.keep(tested, 3)
    own.keep(coloured(), 5)
    (kept,) = own.files()
    assert (kept.tested, kept.label) == (True, 5)
    moved = own.move(kept.path, 2)
    assert [one.path for one in own.files()] == [moved]
    assert own.files()[0].tested
    own.keep(ONE, 1)
    assert [one.tested for one in own.files()] == [False, True]


def test_one_that_is_taken_out_can_be_put_back(tmp_path):
    own = OwnSet(DIGITS, tmp_path)
    kept = own.keep(ONE, 3)
    put = own.take_out(kept)
    assert own.files() == []
    assert put.exists()
    assert own.put_back(put) == kept
    assert [one.path for one in own.files()] == [kept]


def test_only_its_own_are_taken_out(tmp_path):
    stranger = tmp_path / "photo.png"
    stranger.touch()
    with pytest.raises(DataError, match="none of the own drawings"):
        OwnSet(DIGITS, tmp_path).take_out(stranger)
    assert stranger.exists()


def test_a_folder_that_cannot_be_written_to_is_told(tmp_path):
    (tmp_path / "root").touch()
    with pytest.raises(DataError, match="root” is a file where a folder of drawings belongs"):
        OwnSet(DIGITS, tmp_path / "root").keep(ONE, 3)


def test_a_full_disk_is_told_and_leaves_what_was_there(tmp_path, monkeypatch):
    own = OwnSet(DIGITS, tmp_path)
    own.keep(ONE, 1)

    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("engine.drawings.own_set.write_aside", full)
    with pytest.raises(DataError, match="is full"):
        own.keep(coloured(), 2)
    assert len(own.files()) == 1


def test_one_that_is_kept_again_after_it_was_taken_out_can_be_taken_out_again(tmp_path):
    own = OwnSet(DIGITS, tmp_path)
    for _ in range(3):
        put = own.take_out(own.keep(ONE, 3))
        assert own.files() == []
    assert own.put_back(put).exists()
    assert len(own.files()) == 1


@pytest.mark.parametrize("label", [3, 5])
def test_one_that_was_kept_again_is_back_already(tmp_path, label):
    own = OwnSet(DIGITS, tmp_path)
    put = own.take_out(own.keep(ONE, 3))
    kept = own.keep(ONE, label)
    assert own.put_back(put) == kept
    assert [(one.path, one.label) for one in own.files()] == [(kept, label)]


def test_what_lies_twice_since_an_older_version_is_taken_out_and_put_back(tmp_path):
    own = OwnSet(DIGITS, tmp_path)
    kept = own.keep(ONE, 3)
    twin = own.folder / ".removed" / "3" / kept.name
    twin.parent.mkdir(parents=True)
    twin.write_bytes(kept.read_bytes())
    assert own.put_back(twin) == kept
    twin.write_bytes(kept.read_bytes())
    assert own.take_out(kept) == twin
    assert own.files() == []


def test_a_damaged_file_is_mended_by_keeping_the_drawing_again(tmp_path):
    own = OwnSet(DIGITS, tmp_path)
    own.keep(ONE, 3).write_bytes(b"damaged")
    assert np.array_equal(read_drawn(own.keep(ONE, 3)).pixels, ONE.pixels)
    own.take_out(own.keep(ONE, 3)).write_bytes(b"damaged")
    assert np.array_equal(read_drawn(own.keep(ONE, 5)).pixels, ONE.pixels)


@pytest.mark.parametrize("name", ["one.png", "one.tested.png", "one"])
def test_other_files_of_one_name_lie_beside_each_other(tmp_path, name):
    """Pictures that a person put there may be called alike, and none takes the place of another."""
    own = OwnSet(DIGITS, tmp_path)
    for label in (1, 2, 3):
        folder = own.folder / str(label)
        folder.mkdir(parents=True)
        (folder / name).write_bytes(str(label).encode())
    moved = [own.folder / "1" / name, *(own.move(own.folder / str(label) / name, 1) for label in (2, 3))]
    assert [one.read_bytes() for one in moved] == [b"1", b"2", b"3"]
    assert {one.parent.name for one in moved} == {"1"}
    assert {one.name.partition(".")[2] for one in moved} == {name.partition(".")[2]}


def test_a_file_in_the_way_is_named(tmp_path):
    own = OwnSet(DIGITS, tmp_path)
    kept = own.keep(ONE, 3)
    (own.folder / "5").write_text("mine")
    (own.folder / ".removed").write_text("mine")
    for refused, name in ((lambda: own.keep(ONE, 5), "5"), (lambda: own.take_out(kept), ".removed")):
        with pytest.raises(DataError, match="is a file where a folder of drawings belongs") as caught:
            refused()
        assert str(own.folder / name) in str(caught.value)
    assert [one.path for one in own.files()] == [kept]


class TestSeen:
    def test_each_is_prepared_as_it_is_to_be_seen(self, tmp_path):
        project = Project()
        own = set_of(project, tmp_path)
        own.keep(ONE, 1)
        own.keep(coloured(200), 2)
        seen = seen_by(project, own.files())
        assert seen.images.shape == (2, 1, 28, 28)
        images = dict(zip(seen.labels.tolist(), seen.images, strict=True))
        assert images[2].float().mean() == 200
        assert images[1][0, :4].max() == 0  # a margin is around a drawing

    def test_what_cannot_be_read_is_passed_over_and_named(self, tmp_path):
        own = set_of(Project(), tmp_path)
        damaged = own.keep(ONE, 1)
        damaged.write_bytes(b"damaged")
        empty = own.keep(Drawn("drawing", np.zeros((9, 9), np.uint8)), 4)
        seen = seen_by(Project(), own.files())
        assert len(seen) == 0
        assert set(seen.passed_over) == {damaged, empty}
