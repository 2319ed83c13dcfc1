"""A check-up of images with planted flaws finds each of them, exactly; its ways out put them right, and no file."""

import hashlib
import shutil

import numpy as np
import pytest
from PIL import Image

from engine.data.check_up import subject
from engine.data.check_up.check_up import checked_up
from engine.data.check_up.fingerprints import fingerprinted
from engine.data.check_up.gathering import brought_in as gathered
from engine.data.check_up.gathering import opened, told
from engine.data.facts import facts_there
from engine.data.importing.bringing_in import brought_in
from engine.data.importing.brought import Wish
from engine.data.store import DataStore
from engine.errors import Stopped
from engine.project.data.corrections import LeaveOut, LeaveOutClass, MergeClasses
from engine.project.data.data_settings import DataSettings
from engine.project.data.own_images import corrected
from tests.own_images import picture, put_classes


@pytest.fixture
def photos(tmp_path):
    """40 training images each of two classes and 12 of a third, 3 of a fourth; 10 test images each; and flaws."""
    root = tmp_path / "photos"
    train, test = root / "train", root / "test"
    put_classes(train, 40, size=(16, 16))
    put_classes(test, 10, size=(16, 16))
    for label, (name, count) in enumerate({"emu": 12, "fox": 3}.items(), 2):
        for number in range(count):
            put(picture(number, label, (16, 16)), train / name / f"{number}.png")
        put(picture(99, label, (16, 16)), test / name / "99.png")
    for path in test.glob("*/0*.png"):  # other pictures than those to train on
        picture(500 + int(path.stem), ("cat", "dog").index(path.parent.name), (16, 16)).save(path)
    return root


def put(image, path):
    path.parent.mkdir(parents=True, exist_ok=True)
    image.save(path)


def looked_at(root):
    source = brought_in(root, Wish((16, 16), colour=True)).source
    return source, {one.kind: one for one in checked_up(gathered(source))}


def test_of_good_images_only_their_balance_is_noticed(photos):
    _, found = looked_at(photos)
    assert {kind: one.count for kind, one in found.items()} == {"near-empty": 1, "imbalance": 1}
    assert found["near-empty"].examples[0].of_class == "fox"
    assert found["imbalance"].sentence == (
        "1 class has less than a third of the training images of “cat”, which has 40."
    )


def plant(root):
    """One flaw of each kind, or some."""
    train, test = root / "train", root / "test"
    shutil.copy(train / "cat" / "000.png", train / "cat" / "copy.png")
    shutil.copy(train / "cat" / "001.png", train / "dog" / "wrong.png")
    pixels = np.array(Image.open(train / "cat" / "002.png"))
    pixels[8, 8] ^= 1
    put(Image.fromarray(pixels), train / "cat" / "nearly.png")
    shutil.copy(train / "dog" / "005.png", test / "dog" / "leaked.png")
    pixels = np.array(Image.open(train / "dog" / "006.png"))
    pixels[8, 8] ^= 1
    put(Image.fromarray(pixels), test / "dog" / "nearly leaked.png")
    put(Image.new("RGB", (16, 16), "navy"), train / "dog" / "flat.png")
    put(picture(300, 0, (5, 5)), train / "cat" / "small.png")
    put(picture(301, 1, (60, 16)), train / "dog" / "wide.png")
    (train / "cat" / "broken.png").write_bytes((train / "cat" / "003.png").read_bytes()[:200])


def test_each_planted_flaw_is_found_and_nothing_else(photos):
    plant(photos)
    _, found = looked_at(photos)
    del found["near-empty"], found["imbalance"]
    assert {kind: one.count for kind, one in found.items()} == {
        "unreadable": 1,
        "leaked": 1,
        "leaked nearly": 1,
        "copies": 2,
        "near copies": 1,
        "odd sizes": 2,
        "one colour": 1,
    }
    assert {at.name for one in found["copies"].examples for at in one.images} == {
        "train/cat/000.png",
        "train/cat/copy.png",
        "train/cat/001.png",
        "train/dog/wrong.png",
    }
    assert found["copies"].sentence == "2 images are copies of others, pixel for pixel, 1 of them with another label."
    assert [at.name for at in found["leaked"].examples[0].images] == ["train/dog/005.png", "test/dog/leaked.png"]
    assert [at.name for at in found["leaked nearly"].examples[0].images][1] == "test/dog/nearly leaked.png"
    assert found["one colour"].examples[0].images[0].name == "train/dog/flat.png"
    assert {one.images[0].name for one in found["odd sizes"].examples} == {"train/cat/small.png", "train/dog/wide.png"}
    assert found["unreadable"].listed[0].startswith("train/cat/broken.png: ")


def of_all_files(root):
    return {path: hashlib.sha256(path.read_bytes()).hexdigest() for path in root.rglob("*") if path.is_file()}


def test_its_ways_out_put_right_what_was_found_and_touch_no_file(photos):
    plant(photos)
    source, found = looked_at(photos)
    before = of_all_files(photos)
    for kind in ("leaked", "leaked nearly", "copies", "near copies", "odd sizes", "one colour"):
        source = corrected(source, found[kind].ways[0].correction)
    source = corrected(source, found["copies"].examples[0].ways[1].correction)  # which of two labels is wrong
    source = corrected(source, MergeClasses("fox", "emu"))
    data = DataStore().get(DataSettings(source=source))
    assert data.facts == source.published
    assert (len(data.train), len(data.test)) == (facts_there(source).train_images, facts_there(source).test_images)
    assert data.classes == ("cat", "dog", "emu")
    store = DataStore()
    again = checked_up(opened(source, *store.parts(source), store.prints, told(0, None, None)))
    assert {one.kind: one.count for one in again} == {"unreadable": 1}
    assert of_all_files(photos) == before


def test_a_class_is_left_out_as_a_whole(photos):
    source, found = looked_at(photos)
    (way,) = found["near-empty"].examples[0].ways
    assert way.correction == LeaveOutClass("fox", 3, 0, 1)
    source = corrected(source, way.correction)
    data = DataStore().get(DataSettings(source=source))
    assert (data.classes, len(data.train), len(data.test)) == (("cat", "dog", "emu"), 92, 21)
    assert data.facts == source.published


def test_of_two_copies_with_different_labels_a_person_says_which_goes(photos):
    plant(photos)
    _, found = looked_at(photos)
    (way,), pair = found["copies"].ways, found["copies"].examples[0]
    assert way.words == "Leave 1 image out"
    assert {*way.correction.images} < {"train/cat/000.png", "train/cat/copy.png"}  # whichever comes later
    assert found["copies"].hint.endswith("Of two with different labels one is wrong: say which, pair by pair.")
    assert {one.correction.images[0] for one in pair.ways} == {"train/cat/001.png", "train/dog/wrong.png"}


def test_what_it_names_twice_is_left_out_by_one_correction(photos):
    plant(photos)
    source, found = looked_at(photos)
    source = corrected(corrected(source, found["copies"].ways[0].correction), found["one colour"].ways[0].correction)
    (one,) = source.corrections
    assert isinstance(one, LeaveOut)
    assert len(one.images) == one.train == 2


def test_it_ends_soon_after_nobody_waits(photos):
    source = brought_in(photos).source
    with pytest.raises(Stopped):
        gathered(source, stop=lambda: True)


def test_it_tells_how_far_it_is(photos):
    steps = []
    gathered(brought_in(photos).source, lambda done, total: steps.append((done, total)))
    assert steps[-1] == (117, 117)


def test_fingerprints_are_those_of_the_pixels_however_many_are_taken_together(monkeypatch):
    images = np.random.default_rng(0).integers(0, 256, (40, 3, 16, 16), np.uint8)
    images[7] = images[3]
    whole = fingerprinted(images, lambda _: None)
    monkeypatch.setattr("engine.data.check_up.fingerprints.AT_A_TIME", 3 * 16 * 16 * 5)
    parts = fingerprinted(images, lambda _: None)
    for name in ("digests", "looks", "spread"):
        assert np.array_equal(getattr(whole, name), getattr(parts, name))
    assert len(np.unique(whole.digests)) == 39
    assert np.allclose(whole.spread, images.reshape(40, 3, -1).std(axis=2).max(axis=1), rtol=1e-4)


def test_of_more_than_one_correction_may_name_it_says_how_many_it_leaves_out(photos, monkeypatch):
    monkeypatch.setattr(subject, "MOST_IMAGES", 3)
    for number in range(5):
        shutil.copy(photos / "train" / "cat" / "000.png", photos / "train" / "cat" / f"again {number}.png")
    source, found = looked_at(photos)
    (way,) = found["copies"].ways
    assert (way.words, len(way.correction.images)) == ("Leave 3 of 5 images out", 3)
    store = DataStore()
    parts = store.parts(corrected(source, way.correction))
    again = checked_up(opened(corrected(source, way.correction), *parts, store.prints, told(0, None, None)))
    assert [one.ways[0].words for one in again if one.kind == "copies"] == ["Leave 2 images out"]


def test_looking_what_gave_no_image_ends_too_where_nobody_waits(photos):
    source, store = brought_in(photos).source, DataStore()
    with pytest.raises(Stopped):
        opened(source, *store.parts(source), store.prints, told(0, None, None), lambda: True)
