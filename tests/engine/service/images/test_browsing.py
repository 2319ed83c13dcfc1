"""Single images of the data: which there are, what they look like, and the batch that a step gets."""

import os

import numpy as np
import pytest
import torch
from PIL import Image

from engine.data.batches.normalise import fitted
from engine.data.importing.bringing_in import brought_in
from engine.data.store import load
from engine.errors import DataError
from engine.project.data.augmentations import RandomCrop, RandomFlip
from engine.project.data.corrections import Gone, LeaveOut, MoveImages
from engine.project.data.data_settings import DataSettings, FoundValidation, NoValidation, ScaleToOne, ValidationCount
from engine.project.data.own_images import corrected
from engine.service import questions as q
from engine.service.answers import Wish
from engine.training.steps.preparation import feeder_of
from engine.typed.document import changed
from tests.engine.service.door import MNIST, Door, put_mnist, small
from tests.own_images import put_classes, put_parts

DIGITS = small().data


@pytest.fixture
def photos(tmp_path):
    """A person's own images, whose files differ in size, as a document has them."""
    root = put_parts(tmp_path / "photos", 4, 2)
    Image.new("RGB", (12, 12)).save(root / "train" / "dog" / "000.png")  # black: the smallest of all
    return DataSettings(source=brought_in(root, Wish(size=(12, 12))).source, normalisation=ScaleToOne())


def test_images_of_a_split_or_of_one_class_in_their_order(door: Door):
    labels = load(DIGITS).test.labels.numpy()
    whole = door.ask(q.ListImages(DIGITS, None, "test"))
    assert whole.places.tolist() == list(range(2000))
    assert np.array_equal(whole.labels, labels)
    fours = door.ask(q.ListImages(DIGITS, None, "test", 4))
    assert fours.places.tolist() == np.flatnonzero(labels == 4).tolist()
    assert set(fours.labels) == {4}
    assert fours.predicted is None


def test_by_how_wrong_the_newest_evaluation_was_about_them(door: Door):
    run = door.service.folder(door.train(small()))
    listed = door.ask(q.ListImages(DIGITS, None, "test", None, "most wrong", run))
    assert sorted(listed.places) == list(range(2000))
    assert listed.step == 40
    assert (np.diff(listed.truth) >= 0).all()
    found = door.ask(q.FindPredictions(DIGITS, run, "test", 40))
    assert np.array_equal(listed.predicted, found.predicted[listed.places])
    assert np.array_equal(listed.labels, found.labels[listed.places])
    assert listed.predicted[0] != listed.labels[0]


def test_what_no_evaluation_of_the_run_is_about_stays_as_it_is(door: Door, tmp_path):
    run = door.service.folder(door.train(small()))
    put_mnist(tmp_path / "data", 7)
    for settings, split in ((DIGITS, "train"), (MNIST, "test")):
        listed = door.ask(q.ListImages(settings, None, split, None, "most wrong", run))
        assert (np.diff(listed.places) == 1).all()
        assert listed.predicted is None
    listed = door.ask(q.ListImages(DIGITS, None, "test", None, "most wrong", run.parent / "gone"))
    assert listed.predicted is None


def test_pictures_in_the_order_asked_for_of_every_split(door: Door):
    settings = changed(DIGITS, validation=ValidationCount(100))
    data = load(settings)
    for name, split in (("train", data.train), ("validation", data.validation), ("test", data.test)):
        pixels = door.ask(q.ReadThumbnails(settings, None, name, (5, 3), 14))
        assert pixels.shape == (2, 1, 14, 14)
        opened = door.ask(q.OpenImage(settings, None, name, 3))
        assert np.array_equal(opened.pixels, split.image(3).numpy())
        assert (opened.label, opened.file) == (int(split.labels[3]), "")
    with pytest.raises(DataError, match="the last of these is 99"):
        door.ask(q.OpenImage(settings, None, "validation", 100))


@pytest.mark.parametrize("split", ["train", "validation", "test"])
def test_an_image_of_ones_own_names_its_file(door: Door, photos, split):
    settings = changed(photos, validation=ValidationCount(2))
    listed = door.ask(q.ListImages(settings, None, split))
    for place in listed.places.tolist():
        opened = door.ask(q.OpenImage(settings, None, split, place))
        assert opened.path.endswith(opened.file)
        assert opened.file.split("/")[-2] == settings.source.classes[opened.label]
        with Image.open(opened.path) as picture:
            assert np.array_equal(np.asarray(picture).transpose(2, 0, 1), opened.pixels)


def test_images_of_ones_own_by_the_size_of_their_files(door: Door, photos):
    listed = door.ask(q.ListImages(photos, None, "train", None, "largest file"))
    last = door.ask(q.OpenImage(photos, None, "train", int(listed.places[-1])))
    assert last.file == "train/dog/000.png"
    assert sorted(listed.places) == list(range(8))
    published = door.ask(q.ListImages(DIGITS, None, "test", None, "largest file"))
    assert (np.diff(published.places) == 1).all()


@pytest.mark.parametrize("split", ["train", "validation", "test"])
def test_images_are_left_out_or_moved_by_the_names_of_their_files(door: Door, photos, split):
    settings = changed(photos, validation=ValidationCount(2))
    opened = [door.ask(q.OpenImage(settings, None, split, index)) for index in (1, 0)]
    names = tuple(one.file for one in opened)
    assert door.ask(q.CorrectImages(settings, None, split, (1, 0), "cat")) == MoveImages(names, "cat")
    out = door.ask(q.CorrectImages(settings, None, split, (1, 0)))
    assert out == LeaveOut(names, *((0, 0, 2) if split == "test" else (2, 0, 0)))
    source = corrected(settings.source, out)
    data = load(changed(settings, source=source, validation=NoValidation()))
    assert (len(data.train), len(data.test)) == (source.published.train_images, source.published.test_images)


def test_those_that_came_for_validation_are_counted_as_such(door: Door, tmp_path):
    root = put_parts(tmp_path / "photos", 4, 2)
    put_classes(root / "validation", 3)
    source = brought_in(root, Wish(size=(12, 12))).source
    settings = DataSettings(source=source, normalisation=ScaleToOne(), validation=FoundValidation())
    out = door.ask(q.CorrectImages(settings, None, "validation", (0, 4)))
    assert out.gone == Gone(2, 2, 0)
    after = load(changed(settings, source=corrected(source, out)))
    assert (len(after.train), len(after.validation)) == (8, 4)


def test_what_is_not_there_is_said(door: Door, photos):
    for question in (
        q.ReadThumbnails(photos, None, "test", (0, 4), 12),
        q.CorrectImages(photos, None, "test", (4,)),
    ):
        with pytest.raises(DataError, match="There is no image 4 here: the last of these is 3"):
            door.ask(question)
    with pytest.raises(DataError, match="names of these images are not known"):
        door.ask(q.CorrectImages(DIGITS, None, "test", (4,)))


def test_files_whose_names_no_text_holds_have_a_size_too(door: Door, tmp_path):
    root = put_parts(tmp_path / "photos", 3, 2)
    names = (b"a\nb.png", b"not \xff utf-8.png", b"back\\slash.png")
    for name in names:
        Image.effect_noise((90, 90), 90).convert("RGB").save(root / "train" / "cat" / os.fsdecode(name))
    source = brought_in(root, Wish(size=(12, 12))).source
    settings = DataSettings(source=source, normalisation=ScaleToOne())
    listed = door.ask(q.ListImages(settings, None, "train", None, "largest file"))
    first = [door.ask(q.OpenImage(settings, None, "train", place)).file for place in listed.places[:3].tolist()]
    assert source.train_images == 9
    assert sorted(first) == ["train/cat/a\\nb.png", "train/cat/back\\slash.png", "train/cat/not \\xff utf-8.png"]


def test_a_batch_is_the_one_that_training_gets(door: Door):
    data = changed(DIGITS, augmentation=(RandomCrop(), RandomFlip()))
    project = small(data=data)
    train = load(data).train
    feeder = feeder_of(project, train, fitted(data.normalisation, train), torch.device("cpu"))
    for step in (0, 124, 130):
        images, labels = feeder.batch(step)
        found = door.ask(q.MakeBatch(project, None, step))
        again = fitted(data.normalisation, train)(torch.from_numpy(found.pixels))
        assert torch.equal(again, images)
        assert np.array_equal(found.labels, labels.numpy())
        assert np.array_equal(train.labels.numpy()[found.places], found.labels)
        assert found.steps_per_epoch == 125


def test_the_last_batch_of_an_epoch_is_smaller(door: Door):
    project = small(data=changed(DIGITS, validation=ValidationCount(30)))
    last = door.ask(q.MakeBatch(project, None, 124))
    assert len(last.pixels) == len(last.places) == 8000 - 30 - 124 * 64


def test_values_are_counted_over_the_training_images(door: Door):
    settings = changed(DIGITS, validation=ValidationCount(1000))
    assert np.array_equal(door.ask(q.CountLevels(settings, None)), load(settings).train.levels.numpy())
