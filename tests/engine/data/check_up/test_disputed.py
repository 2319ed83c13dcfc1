"""Labels that a model disagrees with: the surest first, with the class that it takes each for as a way out."""

import numpy as np

from engine.data.check_up.disputed import found_disputed
from engine.data.check_up.fingerprints import fingerprinted
from engine.data.check_up.subject import Images, Subject, Verdicts
from engine.data.image_names import ImageNames
from engine.project.data.corrections import LeaveOut, MoveImages
from engine.project.data.own_images import FolderImages
from engine.project.data.sources import Digits


def subject(source, tested=None, trained=None):
    pixels = np.random.default_rng(0).integers(0, 256, (4, 1, 8, 8), np.uint8)
    prints = fingerprinted(pixels, lambda _: None)
    names = ImageNames(b"a.png\nb.png\nc.png\nd.png\n")
    parts = [Images(part, np.arange(4), np.array([0, 0, 1, 1]), prints, names) for part in ("train", "test")]
    return Subject(source, ("cat", "dog"), *parts, verdicts=(trained, tested))


VERDICTS = Verdicts(np.arange(4), np.array([0, 1, 0, 0]), np.array([1, 0.95, 0.5, 0.96], np.float32))
SOURCE = FolderImages(path="/photos", classes=("cat", "dog"), train_images=4, test_images=4)


def test_the_surest_come_first_and_the_unsure_are_left_alone():
    (found,) = found_disputed(subject(SOURCE, VERDICTS))
    assert found.count == 2
    assert [one.images[0].name for one in found.examples] == ["d.png", "b.png"]
    assert found.examples[0].words == "dog → cat, 96 %"


def test_each_can_be_moved_or_left_out():
    (found,) = found_disputed(subject(SOURCE, VERDICTS))
    ways = [way.correction for way in found.examples[0].ways]
    assert ways == [MoveImages(("d.png",), "cat"), LeaveOut(("d.png",), 0, 0, 1)]


def test_nothing_can_be_done_to_published_images():
    (found,) = found_disputed(subject(Digits(), VERDICTS))
    assert not found.examples[0].ways


def test_without_a_model_nobody_disputes_anything():
    assert not list(found_disputed(subject(SOURCE)))


def test_of_training_images_it_says_how_many_were_asked_about():
    trained = Verdicts(np.array([3, 0, 1]), np.array([0, 0, 1]), np.array([0.99, 0.99, 0.92], np.float32))
    tested, found = found_disputed(subject(SOURCE, VERDICTS, trained))
    assert (tested.kind, found.kind, found.count) == ("disputed", "disputed training", 2)
    assert found.sentence.startswith("2 training images are taken for another class")
    assert found.sentence.endswith(", of 3 that it was asked about.")
    assert [one.images[0].name for one in found.examples] == ["d.png", "b.png"]
    assert [way.correction for way in found.examples[0].ways] == [
        MoveImages(("d.png",), "cat"),
        LeaveOut(("d.png",), 1),
    ]
