"""Opening what was brought in: from the cache, mapped where it is large, and read anew where it has changed."""

import weakref

import numpy as np
import pytest
import torch

from engine.data import memory_budget
from engine.data.batches.normalise import fitted
from engine.data.facts import facts_there
from engine.data.importing import opening
from engine.data.importing.bringing_in import brought_in
from engine.data.importing.cache import cache, contents, making
from engine.data.importing.decoding.fitting import read_in
from engine.data.importing.opening import changed_since, opened
from engine.data.memory_budget import MemoryBudget
from engine.data.store import DataStore, load
from engine.errors import DataError, DataMissing
from engine.project.data.data_settings import DataSettings, FoundValidation, NoValidation, Standardise
from engine.project.data.kept_for_testing import with_test_part
from engine.project.data.own_images import FoundTest, TestCount, TestShare
from engine.project.data.renaming import renamed
from engine.project.project import images_in, training_images
from engine.project.proposal import proposed
from engine.typed.document import changed
from tests.own_images import arrays, picture, put_classes, put_parts


@pytest.fixture
def photos(tmp_path):
    return put_parts(tmp_path / "photos")


@pytest.fixture
def source(photos):
    return brought_in(photos).source


def test_images_are_loaded_as_those_of_any_other_set(source):
    data = load(DataSettings(source=source))
    assert (data.train.images.shape, data.train.images.dtype) == ((12, 3, 12, 12), torch.uint8)
    assert (data.test.images.shape, data.test.labels.dtype) == ((6, 3, 12, 12), torch.int64)
    assert data.facts == source.published
    assert data.remarks == ()


def test_each_image_has_its_class(source):
    data = load(DataSettings(source=source))
    for split in (data.train, data.test):
        for image, label in zip(split.images, split.labels.tolist(), strict=True):
            assert image[:, 2 * label + 1].min() == 255


def test_checksum_and_statistics_are_told_of_the_images(photos):
    brought = brought_in(photos)
    data = load(DataSettings(source=brought.source))
    assert brought.source.checksum == data.facts.checksum != ""
    measured = fitted(Standardise(), data.train)
    assert np.allclose(brought.mean, measured.mean, atol=1e-5)
    assert np.allclose(brought.deviation, measured.spread, atol=1e-5)


def test_it_is_decoded_once(source, monkeypatch):
    monkeypatch.setattr(making, "pixels_of", None)
    assert len(opened(source).train) == 12


def test_larger_images_than_the_budget_stay_on_the_disk(source):
    mapped, read = opened(source, budget=MemoryBudget(0)), opened(source, budget=MemoryBudget(1))
    assert (mapped.train.pool.mapped, mapped.test.pool.mapped, read.train.pool.mapped) == (True, True, False)
    assert torch.equal(mapped.train.images, read.train.images)
    assert torch.equal(mapped.test.labels, read.test.labels)
    assert torch.equal(mapped.train.images.index_select(0, torch.tensor([3, 1])), read.train.images[[3, 1]])


def test_the_budget_is_a_quarter_of_what_is_free_unless_another_share_was_chosen(source, monkeypatch):
    monkeypatch.setattr(memory_budget, "free_memory", lambda: 4 * source.published.pixel_bytes)
    assert not opened(source).train.pool.mapped
    monkeypatch.setattr(memory_budget, "free_memory", lambda: 4 * source.published.pixel_bytes - 4)
    assert opened(source).train.pool.mapped
    store = DataStore()
    store.budget.share = 0.5
    assert not store.get(DataSettings(source=source)).train.pool.mapped


CHANGES = {
    "a file is added": lambda dog: picture(77, 1).save(dog / "new.png"),
    "a file is removed": lambda dog: (dog / "000.png").unlink(),
    "a file is written over": lambda dog: picture(77, 1).save(dog / "000.png"),
}


@pytest.mark.parametrize("change", CHANGES)
def test_a_changed_folder_is_noticed_said_and_read_anew(source, photos, change):
    CHANGES[change](photos / "train" / "dog")
    data = load(DataSettings(source=source))
    assert f"The images in {photos} are not those that were brought in: they were read anew." in data.remarks
    there = sorted(read_in(path, source.reading)[0].tobytes() for path in (photos / "train").rglob("*.png"))
    assert sorted(image.numpy().tobytes() for image in data.train.images) == there
    assert data.facts.train_images == len(there)


@pytest.mark.parametrize("change", CHANGES)
def test_a_change_is_noticed_before_and_after_it_is_read(source, photos, change):
    assert not changed_since(source)
    CHANGES[change](photos / "train" / "dog")
    assert changed_since(source)
    opened(source)
    assert changed_since(source)
    assert not changed_since(brought_in(photos).source)


def test_nobody_can_tell_of_a_change_once_the_cache_is_empty(source, photos):
    cache.emptied()
    assert not changed_since(source)


def test_a_file_that_changes_while_the_program_runs_is_seen_once_its_folder_does(source, photos):
    store = DataStore()
    assert len(store.get(DataSettings(source=source)).train) == 12
    picture(77, 1).save(photos / "train" / "dog" / "new.png")
    assert len(store.get(DataSettings(source=source)).train) == 13


def test_another_class_is_refused_by_name(source, photos):
    put_classes(photos / "train", 2, ("owl",))
    with pytest.raises(DataError) as error:
        load(DataSettings(source=source))
    assert error.value.what == "Its classes are not those of “photos”: “owl” is new."


def test_a_moved_folder_is_missing_and_may_be_pointed_to_anew(source, photos):
    photos.rename(photos.with_name("moved"))
    with pytest.raises(DataMissing) as error:
        load(DataSettings(source=source))
    assert error.value.where.file == str(photos)
    data = load(DataSettings(source=changed(source, path=str(photos.with_name("moved")))))
    assert data.facts == source.published


def test_counting_needs_no_images(source, photos, monkeypatch):
    monkeypatch.setattr(making, "pixels_of", None)
    assert facts_there(source).train_images == 12
    picture(77, 1).save(photos / "train" / "dog" / "new.png")
    assert facts_there(source).train_images == 12  # nobody has read it yet


def test_arrays_are_opened_as_they_were(tmp_path):
    content = arrays(10)
    np.savez(tmp_path / "data.npz", **content, **{f"test_{name}": values for name, values in content.items()})
    source = brought_in(tmp_path / "data.npz").source
    data = load(DataSettings(source=source))
    assert np.array_equal(data.train.images[:, 0].numpy(), content["images"])
    assert data.train.labels.tolist() == content["labels"].tolist()
    assert len(data.test) == 10


def test_what_came_for_validation_is_validated_on(photos):
    put_classes(photos / "valid", 4)
    brought = brought_in(photos)
    project = proposed(brought.source, brought.mean, brought.deviation)
    assert project.data.validation == FoundValidation()
    data = load(project.data)
    assert (len(data.train), len(data.validation), len(data.test)) == (12, 8, 6)
    assert (training_images(project), images_in(project, "validation")) == (12, 8)
    wanted = {read_in(path, brought.source.reading)[0].tobytes() for path in (photos / "valid").rglob("*.png")}
    assert {image.numpy().tobytes() for image in data.validation.images} == wanted
    everything = load(changed(project.data, validation=NoValidation()))
    assert (len(everything.train), everything.validation) == (20, None)


def test_under_other_names_nothing_is_read_anew(source, monkeypatch):
    store = DataStore()
    before = store.get(DataSettings(source=source))
    monkeypatch.setattr(store, "_read", None)
    named = store.get(DataSettings(source=renamed(source, 0, "Felix")))
    assert (named.classes, named.facts.checksum) == (("Felix", "dog"), before.facts.checksum)
    assert named.train.pool is before.train.pool


@pytest.fixture
def undivided(tmp_path):
    return brought_in(put_classes(tmp_path / "undivided", 10)).source


DIVISIONS = (TestShare(0.5), TestShare(seed=3), TestCount(7), TestShare(0.001))


@pytest.mark.parametrize("part", DIVISIONS)
def test_another_test_part_is_another_view_of_images_that_were_read_once(undivided, part, monkeypatch):
    store, kept = DataStore(), cache.listed()
    before = store.get(DataSettings(source=undivided))
    monkeypatch.setattr(store, "_read", None)
    monkeypatch.setattr(making, "pixels_of", None)
    source = with_test_part(undivided, part)
    data = store.get(DataSettings(source=source))
    assert data.train.pool is data.test.pool is before.train.pool
    assert cache.listed() == kept
    everything = [*data.train.names(range(len(data.train))), *data.test.names(range(len(data.test)))]
    assert len(set(everything)) == len(everything) == 20
    assert data.facts.test_images == len(data.test) == facts_there(source).test_images
    assert data.remarks == ()


def test_another_share_takes_of_each_class_its_part(undivided):
    source = with_test_part(undivided, TestShare(0.5))
    data = load(DataSettings(source=source))
    assert (len(data.train), len(data.test)) == (source.train_images, source.test_images) == (10, 10)
    assert torch.bincount(data.test.labels).tolist() == [5, 5]
    assert data.facts == source.published


def test_the_facts_tell_every_division_and_every_change_apart(undivided):
    def checksum(source):
        return load(DataSettings(source=source)).facts.checksum

    sources = [undivided, *(with_test_part(undivided, part) for part in DIVISIONS)]
    assert len({checksum(source) for source in sources}) == len(sources)
    assert all(source.checksum == undivided.checksum for source in sources)
    there = undivided.place / "dog" / "000.png"
    there.rename(there.with_name("other.png"))  # the same pixels, but others may be tested on
    assert not {checksum(source) for source in sources} & {source.published.checksum for source in sources}


def test_a_change_is_noticed_also_where_others_are_tested_on_than_were(undivided):
    source = with_test_part(undivided, TestCount(7))
    assert not changed_since(source)
    picture(77, 1).save(source.place / "dog" / "new.png")
    assert changed_since(source)
    assert "were read anew" in load(DataSettings(source=source)).remarks[0]
    assert changed_since(source)


def test_what_another_version_of_the_program_kept_is_no_change_of_the_images(undivided, monkeypatch):
    monkeypatch.setattr(cache, "LAYOUT", cache.LAYOUT + 1)
    assert not changed_since(undivided)
    assert load(DataSettings(source=undivided)).remarks == ()


def test_a_part_to_test_on_that_came_later_is_tested_on(undivided):
    put_parts(undivided.place, 6, 3)
    for name in undivided.classes:
        for path in (undivided.place / name).iterdir():
            path.unlink()
        (undivided.place / name).rmdir()
    data = load(DataSettings(source=undivided))
    assert (len(data.train), len(data.test)) == (12, 6)
    assert data.facts.checksum == brought_in(undivided.place).source.published.checksum
    assert brought_in(undivided.place).source.test == FoundTest()


@pytest.mark.parametrize("gone", ["names.txt", "labels.npy", "images.npy"])
def test_images_are_read_anew_where_somebody_empties_the_cache_while_they_are_opened(source, monkeypatch, gone):
    def emptied(there):
        monkeypatch.setattr(contents, "stock", stock)
        (there.folder / gone).unlink()
        return stock(there)

    stock = contents.stock
    monkeypatch.setattr(contents, "stock", emptied)
    parts = opened(source)
    assert len(parts.train.names(range(12))) == len(parts.train) == 12


def test_what_lay_there_before_is_let_go_of_before_it_is_decoded_anew(source, photos, monkeypatch):
    held = []

    def reading(there, budget):
        found = read(there, budget)
        held.append(weakref.ref(found.pool))
        return found

    def making(*given):
        assert [pool() for pool in held] == [None]
        return make(*given)

    read, make = opening._read, opening.kept_or_made
    monkeypatch.setattr(opening, "_read", reading)
    monkeypatch.setattr(opening, "kept_or_made", making)
    picture(77, 1).save(photos / "train" / "dog" / "new.png")
    assert len(opened(source).train) == 13


def test_the_store_lets_go_of_what_own_images_were_before_they_were_changed(source, photos):
    store = DataStore()
    before = weakref.ref(store.get(DataSettings(source=source)).train.pool)
    picture(77, 1).save(photos / "train" / "dog" / "new.png")
    store.get(DataSettings(source=source))
    assert before() is None
