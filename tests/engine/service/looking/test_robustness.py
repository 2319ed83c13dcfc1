"""Asking the service what the shown model makes of distorted images."""

import numpy as np
import pytest

from engine.errors import DataError, InputError
from engine.inspection.robustness.distortions import Noise, Rotation
from engine.network.layers import Conv2d, Flatten, Linear, MaxPool2d
from engine.network.network import Network
from engine.network.nodes import Node
from engine.service import questions as q
from engine.service.answers import DrawingOf, ImageOf
from engine.typed.document import changed
from tests.engine.service.door import MNIST, a_one, small

BROKEN = Network((Node("nconv0", Conv2d(2, (3, 3))), Node("npool0", MaxPool2d((60, 60), (60, 60)))))
WHOLE = Network((Node("nflat0", Flatten()), Node("nlast0", Linear("classes"))))


def test_an_image_beside_itself_distorted(door):
    door.ask(q.ShowProject(small()))
    found = door.ask(q.Distort(ImageOf("test", 3), Rotation(90)))
    assert (found.step, found.before.pixels.shape) == (0, (1, 28, 28))
    plain = door.ask(q.Predict(ImageOf("test", 3)))
    np.testing.assert_array_equal(found.before.pixels, plain.picture.pixels)
    np.testing.assert_allclose(found.before.probabilities, plain.probabilities, atol=1e-5)
    assert found.label == plain.picture.label
    np.testing.assert_array_equal(found.after.pixels[0], np.rot90(found.before.pixels[0]))
    assert found.after.probabilities.sum() == pytest.approx(1, abs=1e-5)


def test_a_drawing_and_nothing_drawn(door):
    door.ask(q.ShowProject(small()))
    found = door.ask(q.Distort(a_one(), Noise(50)))
    assert (found.label, found.after.pixels.max()) == (None, 255)
    empty = door.ask(q.Distort(DrawingOf(9, np.zeros((280, 280), np.uint8)), Noise(50)))
    assert (empty.before, empty.after) == (None, None)


def test_a_sample_is_measured_and_what_a_mute_changes_counts(door):
    door.ask(q.ShowProject(small()))
    found = door.ask(q.MeasureRobustness("rotation"))
    assert (found.step, found.count, len(found.found)) == (0, 2000, 1000)
    assert door.ask(q.MeasureRobustness("rotation")) is found
    assert door.ask(q.MeasureRobustness("blur")) is not found
    assert door.ask(q.MeasureRobustness("rotation")) is found
    last = small().network.nodes[-1].id
    door.ask(q.UseMutes(q.Mutes(frozenset({q.Mute(last, 3)}))))
    muted = door.ask(q.MeasureRobustness("rotation"))
    assert muted is not found
    assert not np.array_equal(muted.found.probability, found.found.probability)


def test_what_is_seen_is_what_was_counted(door):
    door.ask(q.ShowProject(small()))
    found = door.ask(q.MeasureRobustness("noise")).found
    strength = found.strengths[7]
    for row in (0, 500):
        image = ImageOf("test", int(found.places[row]))
        one = door.ask(q.Distort(image, Noise(strength)))
        assert one.after.probabilities.argmax() == found.predicted[7, row]
        assert one.after.probabilities.max() == pytest.approx(found.probability[7, row], abs=1e-4)
        listed = door.ask(q.ReadDistorted(Noise(strength), (image.index,), 28))
        np.testing.assert_array_equal(listed[0], one.after.pixels)


def test_what_there_is_not_is_said_in_words(door):
    with pytest.raises(InputError, match="no model"):
        door.ask(q.Distort(a_one(), Noise(5)))
    door.ask(q.ShowProject(changed(small(), network=BROKEN)))
    for question in (q.Distort(a_one(), Noise(5)), q.MeasureRobustness("noise")):
        with pytest.raises(InputError, match="cannot answer"):
            door.ask(question)
    door.ask(q.ShowProject(changed(small(), network=WHOLE, data=MNIST)))
    assert door.ask(q.Distort(a_one(), Noise(5))).after is not None
    for question in (
        q.Distort(ImageOf("test", 3), Noise(5)),
        q.MeasureRobustness("noise"),
        q.ReadDistorted(Noise(5), (1,), 28),
    ):
        with pytest.raises(DataError):
            door.ask(question)
