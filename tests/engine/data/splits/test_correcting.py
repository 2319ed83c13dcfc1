"""Images as corrections leave them: a view of the same pixels, with the labels that follow."""

import numpy as np
import pytest

from engine.data.facts import facts_there
from engine.data.image_names import ImageNames
from engine.data.importing.bringing_in import brought_in
from engine.data.splits.correcting import corrected
from engine.data.splits.stock import Stock
from engine.data.store import DataStore
from engine.errors import DataError
from engine.project.data.corrections import LeaveOut, LeaveOutClass, MergeClasses, MoveImages
from engine.project.data.data_settings import DataSettings, FoundValidation
from engine.typed.document import changed
from tests.own_images import arrays, picture, put_classes

CLASSES = ("cat", "dog", "emu")


@pytest.fixture(autouse=True)
def images_cache(tmp_path_factory, monkeypatch):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path_factory.mktemp("cache")))


@pytest.fixture
def source(tmp_path):
    for part, count in (("train", 6), ("valid", 2), ("test", 3)):
        put_classes(tmp_path / "photos" / part, count, CLASSES)
    return brought_in(tmp_path / "photos").source


def names(split):
    return split.names(range(len(split)))


def labels(split):
    """The label of each file."""
    return dict(zip(names(split), split.labels.tolist(), strict=True))


def load(source, **settings):
    return DataStore().get(DataSettings(source=source, **settings))


def test_every_image_has_the_name_of_its_file(source):
    for split in (load(source).train, load(source).test):
        assert all(CLASSES[label] == name.split("/")[1] for name, label in labels(split).items())


def test_images_are_left_out_of_each_part(source):
    gone = ("train/cat/001.png", "test/dog/000.png")
    data = load(changed(source, corrections=(LeaveOut(gone, train=1, test=1),)))
    assert (len(data.train), len(data.test)) == (23, 8)
    assert not set(gone) & {*names(data.train), *names(data.test)}


def test_images_are_moved_and_classes_merged_in_order(source):
    steps = (MoveImages(("train/cat/001.png",), "dog"), MergeClasses("dog", "emu"))
    data = load(changed(source, corrections=steps))
    assert data.classes == ("cat", "emu")
    found = labels(data.train)
    assert found["train/cat/001.png"] == 1
    assert found["train/cat/000.png"] == 0
    assert {found[name] for name in found if "/dog/" in name or "/emu/" in name} == {1}


def test_a_class_is_left_out_and_the_others_are_numbered_anew(source):
    data = load(changed(source, corrections=(LeaveOutClass("cat", 8, 2, 3),)))
    assert (data.classes, data.facts.classes) == (("dog", "emu"), ("dog", "emu"))
    assert {name.split("/")[1] for name, label in labels(data.train).items() if label == 0} == {"dog"}


def test_what_came_for_validation_stays_for_it(source):
    gone = LeaveOut(("valid/cat/000.png", "train/cat/000.png"), train=2, validation=1)
    data = load(changed(source, corrections=(gone,)), validation=FoundValidation())
    assert (len(data.train), len(data.validation)) == (17, 5)
    assert all(name.startswith("valid/") for name in names(data.validation))


def test_the_pixels_are_read_once_whatever_is_corrected(source):
    store = DataStore()
    first = store.get(DataSettings(source=source))
    second = store.get(DataSettings(source=changed(source, corrections=(MergeClasses("cat", "dog"),))))
    assert second.train.pool is first.train.pool
    assert len(second.classes) == 2


def test_counting_agrees_with_reading(source):
    steps = (LeaveOut(("train/cat/001.png",), train=1), LeaveOutClass("dog", 8, 2, 3))
    for corrections in (steps[:1], steps[1:], steps):
        one = changed(source, corrections=corrections)
        data = load(one)
        assert facts_there(one).train_images == one.published.train_images == len(data.train)
        assert facts_there(one).test_images == one.published.test_images == len(data.test)


def test_an_image_that_is_gone_is_said(source):
    data = load(changed(source, corrections=(LeaveOut(("train/cat/no.png",), train=1),)))
    assert len(data.train) == 24
    assert "1 image that the corrections name is not here any more." in data.remarks


def test_a_class_that_has_nothing_left_to_learn_from_is_said(source):
    known = load(source).train.pool.names.all()
    names = tuple(name for name in known if "/cat/" in name and not name.startswith("test/"))
    data = load(changed(source, corrections=(LeaveOut(names, train=len(names)),)))
    assert "No training images are left of “cat”." in data.remarks


def test_images_without_names_are_refused(source):
    nameless = Stock(np.zeros(3, np.int64), np.zeros(3, np.uint64), ImageNames(b""))
    with pytest.raises(DataError, match="names of these images are not known"):
        corrected(nameless, changed(source, corrections=(LeaveOut(("train/cat/001.png",), train=1),)))


def test_images_of_an_archive_go_by_their_places(tmp_path):
    np.savez(tmp_path / "data.npz", **arrays(20))
    source = brought_in(tmp_path / "data.npz").source
    data = load(source)
    gone = names(data.train)[0]
    assert gone.startswith("images[")
    assert len(load(changed(source, corrections=(LeaveOut((gone,), train=1),))).train) == len(data.train) - 1


def test_the_sizes_of_the_pictures_are_kept(tmp_path):
    from engine.data.importing.cache import cache, contents

    root = put_classes(tmp_path / "photos", 6)
    picture(0, 0, (30, 20)).save(root / "cat" / "000.png")
    source = brought_in(root).source
    there = cache.brought_in_as(source.checksum, source.reading)
    names, sizes = contents.stock(there).names.all(), contents.sizes(there).tolist()
    named = {name: tuple(size) for name, size in zip(names, sizes, strict=True)}
    assert named["cat/000.png"] == (20, 30)
    assert set(named.values()) == {(20, 30), (12, 12)}
