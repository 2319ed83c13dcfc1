"""Own drawings in each batch: as many as they are to be, a function of seed and step, and nothing else changes."""

import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st

from engine.data.batches.feeding import Feeder
from engine.data.batches.mixing import Mixing
from engine.data.batches.normalise import Normaliser
from engine.data.dataset import whole

PLAIN = Normaliser((0.0,), (1.0,))
CPU = torch.device("cpu")


def images(values, first=0):
    """Images of one grey each, whose label is that."""
    labels = torch.arange(first, first + values)
    return whole(labels.to(torch.uint8)[:, None, None, None].expand(-1, 1, 2, 2).contiguous(), labels)


def mixing(drawings=5, share=0.5, newest=0, seed=3):
    return Mixing(images(drawings, 100), share, newest, seed, CPU)


def feeder(mixed, count=40, batch=8):
    return Feeder(images(count), batch, normaliser=PLAIN, shuffle=True, seed=3, mixing=mixed)


@given(st.integers(1, 200), st.integers(0, 10**6), st.floats(0.001, 0.999), st.integers(1, 30))
def test_there_is_always_some_of_both(batch, step, share, drawings):
    found, labels = mixing(drawings, share).drawn(step, batch)
    assert len(found) == len(labels)
    assert abs(len(labels) - share * batch) <= 1
    if batch > 1:
        assert 1 <= len(labels) <= batch - 1
    assert (found[:, 0, 0, 0] == labels).all()
    counts = torch.bincount(labels - 100, minlength=drawings) if len(labels) else torch.zeros(drawings)
    assert counts.max() - counts.min() <= 1  # none twice before all were taken


def test_the_newest_are_in_each():
    for step in range(20):
        _, labels = mixing(30, 0.25, newest=2).drawn(step, 8)
        assert labels[:2].tolist() == [100, 101] or len(labels) == 1


def test_a_batch_of_one_is_now_a_drawing_and_now_an_image():
    counts = [mixing().count(step, 1) for step in range(200)]
    assert 60 < sum(counts) < 140


def test_it_is_a_function_of_seed_and_step():
    one, again, other = mixing(), mixing(), mixing(seed=4)
    assert torch.equal(one.drawn(7, 8)[1], again.drawn(7, 8)[1])
    assert any(not torch.equal(one.drawn(step, 8)[1], other.drawn(step, 8)[1]) for step in range(9))


def test_drawings_take_the_place_of_the_last_images_of_a_batch():
    mixed, plain = feeder(mixing()), feeder(None)
    assert mixed.steps_per_epoch == plain.steps_per_epoch
    for step in (6, 0, 13):
        pixels, labels = mixed.pictures(step)
        _, usual = plain.pictures(step)
        assert labels[:4].tolist() == usual[:4].tolist()
        assert labels[4:].min() >= 100
        assert (pixels[:, 0, 0, 0] == labels).all()
        assert mixed.places(step).tolist() == plain.places(step)[:4].tolist()


@pytest.mark.parametrize("newest", [0, 5, 64])
def test_one_drawing_fills_its_part_alone(newest):
    _, labels = feeder(mixing(1, newest=newest)).batch(0)
    assert labels[4:].tolist() == [100] * 4
