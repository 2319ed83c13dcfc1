"""Own drawings, as the window asks for them."""

import os

import numpy as np
import pytest

from engine.drawings import for_network
from engine.errors import DataError
from engine.project.data.sources import DIGITS
from engine.service import questions as q
from engine.service.answers import DrawingOf, ImageOf, PictureOf
from tests.engine.service.door import CIFAR, Door, a_one, small

NOTHING = DrawingOf(1, np.zeros((280, 280), np.uint8))


def keep(door: Door, image=None, label=1, project=None):
    return door.ask(q.KeepDrawing(project or small(), None, image or a_one(), label))


def test_at_first_there_are_none(door):
    found = door.ask(q.TryDrawings(small()))
    assert len(found) == 0
    assert not found.asked
    assert found.images.shape == (0, 1, 28, 28)


def test_what_was_kept_is_tried_on_the_shown_model(door):
    path = keep(door)
    keep(door, ImageOf("train", 0), 5)
    door.ask(q.ShowProject(small()))
    found = door.ask(q.TryDrawings(small()))
    assert path in found.files
    assert found.asked
    assert sorted(found.labels) == [1, 5]
    assert found.right == sum(found.guesses == found.labels)
    assert found.probabilities.min() > 0
    assert found.images.shape == (2, 1, 28, 28)
    seen = door.ask(q.Predict(a_one())).picture.pixels
    assert np.array_equal(found.images[found.files.index(path)], seen)


def test_what_is_muted_is_muted_for_drawings_too(door):
    for index in range(8):
        keep(door, ImageOf("train", index), 1)
    shown = door.ask(q.ShowProject(small()))
    *_, last = (node.id for node in shown.project.network.nodes)
    door.ask(q.UseMutes(q.Mutes(frozenset({q.Mute(last)}))))
    found = door.ask(q.TryDrawings(small()))
    assert len(set(found.probabilities.tolist())) == 1
    door.ask(q.UseMutes(q.Mutes()))
    assert len(set(door.ask(q.TryDrawings(small())).probabilities.tolist())) > 1


def test_images_that_networks_are_tried_on_are_told_apart(door):
    of_test, of_training = keep(door, ImageOf("test", 2), 1), keep(door, ImageOf("train", 0), 5)
    found = door.ask(q.TryDrawings(small()))
    marked = {path: found.tested(place) for place, path in enumerate(found.files)}
    assert marked == {of_test: True, of_training: False}


def test_a_drawing_is_read_once_until_its_file_is_another(door, monkeypatch):
    path, read = keep(door), []
    plain = for_network.read_drawn
    monkeypatch.setattr(for_network, "read_drawn", lambda one: read.append(one) or plain(one))
    for _ in range(3):
        door.ask(q.TryDrawings(small()))
    assert read == [path]
    os.utime(path, (1, 1))
    door.ask(q.TryDrawings(small()))
    assert read == [path, path]


def test_a_model_of_other_classes_is_not_asked(door):
    keep(door)
    door.ask(q.ShowProject(small(data=CIFAR)))
    found = door.ask(q.TryDrawings(small()))
    assert (len(found), found.asked, found.right) == (1, False, 0)
    assert len(door.ask(q.TryDrawings(small(data=CIFAR)))) == 0


def test_a_colour_picture_is_kept_as_it_is(door):
    picture = PictureOf(3, np.full((3, 40, 60), 90, np.uint8))
    keep(door, picture, 2, small(data=CIFAR))
    assert door.ask(q.TryDrawings(small(data=CIFAR))).images.shape == (1, 3, 32, 32)


def test_it_can_be_moved_put_away_put_back_and_exported(door, tmp_path):
    path = keep(door)
    path = door.ask(q.MoveDrawing(small(), path, 7))
    assert [DIGITS[label] for label in door.ask(q.TryDrawings(small())).labels] == ["7"]
    assert door.ask(q.ExportDrawings(small(), tmp_path / "mine.zip")) == 1
    put = door.ask(q.TakeOutDrawing(small(), path))
    assert len(door.ask(q.TryDrawings(small()))) == 0
    assert door.ask(q.PutBackDrawing(small(), put)) == path


@pytest.mark.parametrize(
    ("image", "label", "words"),
    [
        (NOTHING, 1, "nothing on the canvas"),
        (a_one(), 10, "none of this network"),
        (ImageOf("test", 99_999), 1, "no image 99,999"),
        (DrawingOf(2, np.full((5_000, 9), 255, np.uint8)), 1, "pixels a side"),
    ],
)
def test_what_cannot_be_kept_is_told(door, image, label, words):
    with pytest.raises(DataError, match=words):
        keep(door, image, label)
    assert len(door.ask(q.TryDrawings(small()))) == 0
