"""Which runs speak of the same images: by what was read, else by where it comes from, split by split."""

import pytest
from msgspec import structs

from engine.project.data.corrections import LeaveOut, MoveImages
from engine.project.data.data_settings import DataSettings, ScaleToOne, ValidationCount
from engine.project.data.own_images import FolderImages
from engine.project.data.renaming import renamed
from engine.project.data.sources import Mnist
from engine.project.data.spoiling import CornerMark, WrongLabels
from engine.project.project import Project, with_facts
from engine.project.recipes import read_recipe
from engine.project.same_images import same_data, same_images
from engine.typed.document import changed

LENET = read_recipe("lenet5-sample")
PHOTOS = FolderImages(path="/photos", classes=("cat", "dog"), train_images=80, test_images=20)
SPLITS = ("train", "validation", "test")


def photos(checksum="", **fields):
    """A project of own images; with a checksum as a run of it has read them."""
    project = Project(data=DataSettings(source=changed(PHOTOS, **fields), normalisation=ScaleToOne()))
    return read(project, checksum) if checksum else project


def read(project, checksum):
    return with_facts(project, structs.replace(project.facts, checksum=checksum))


def with_data(**fields):
    return changed(LENET, data=changed(LENET.data, **fields))


def same(first, other):
    found = {split for split in SPLITS if same_images(first, other, split)}
    assert found == {split for split in SPLITS if same_images(other, first, split)}
    return found


def test_what_was_read_decides_wherever_it_lay():
    assert same(photos("a"), photos("a", path="/moved")) == {*SPLITS}
    assert same(photos("a"), photos("b")) == set()
    assert same(read(LENET, "a"), read(LENET, "b")) == set()


def test_what_was_put_right_makes_others_of_them_though_they_were_read_alike():
    right = (MoveImages(("1.png",), to="cat"),)
    assert same(photos("a"), photos("a", corrections=right)) == set()
    assert same(photos("a", corrections=right), photos("a", path="/moved", corrections=right)) == {*SPLITS}


@pytest.mark.parametrize("checksum", ["", "a"])
@pytest.mark.parametrize(
    ("counts", "alike"),
    [({"test": 1}, {"train", "validation"}), ({"train": 1}, {"test"}), ({"train": 1, "test": 1}, set()), ({}, set())],
)
def test_what_was_left_out_makes_others_of_the_parts_that_it_was_of(checksum, counts, alike):
    assert same(photos(checksum), photos(checksum, corrections=(LeaveOut(("1.png",), **counts),))) == alike


def test_where_nobody_read_them_their_place_decides_whatever_classes_are_called():
    assert same(photos(), photos("a")) == {*SPLITS}
    assert same(photos(), photos(path="/moved")) == set()
    called = changed(photos(), data=changed(photos().data, source=renamed(PHOTOS, 0, "kitten")))
    assert same(photos(), called) == {*SPLITS}
    assert not same_data(LENET, with_data(source=Mnist()))


@pytest.mark.parametrize(
    ("fields", "alike"),
    [
        ({"validation": ValidationCount(100)}, {"test"}),
        ({"split_seed": 3}, {"test"}),
        ({"share": 0.5}, {"test", "validation"}),
        ({"spoiling": (WrongLabels(),)}, {"test", "validation"}),
        ({"spoiling": (CornerMark(3, test=True),)}, set()),
        ({"shuffle": False}, {*SPLITS}),
    ],
)
def test_each_split_goes_by_what_decides_its_images(fields, alike):
    assert same(LENET, with_data(**fields)) == alike
    assert same(read(LENET, "a"), read(with_data(**fields), "a")) == alike
