"""Distorted images, against torchvision, slow references and what must hold of any image."""

from itertools import product
from math import ceil, erf, sqrt

import numpy as np
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from torchvision.transforms import InterpolationMode
from torchvision.transforms.functional import adjust_contrast, affine, rotate

from engine.errors import InputError, ProjectError
from engine.inspection.robustness.distorting import distorted, edge_of
from engine.inspection.robustness.distortions import (
    KINDS,
    Blur,
    Contrast,
    Noise,
    Rotation,
    Scale,
    Shift,
    StrokeWeight,
    distortion,
)

every_kind = pytest.mark.parametrize("kind", KINDS)
BILINEAR = InterpolationMode.BILINEAR


def images(count=4, channels=1, height=12, width=15, seed=0, edge=0):
    """Noise within an edge of one colour, two pixels wide."""
    draw = torch.Generator().manual_seed(seed)
    made = torch.randint(0, 256, (count, channels, height, width), generator=draw, dtype=torch.uint8)
    inner = torch.full_like(made, edge)
    inner[:, :, 2:-2, 2:-2] = made[:, :, 2:-2, 2:-2]
    return inner


def far(one, other):
    """The largest difference of two batches, in levels."""
    return int((one.int() - other.int()).abs().max())


@every_kind
@given(seed=st.integers(0, 99), sides=st.tuples(st.integers(1, 9), st.integers(1, 9)), channels=st.sampled_from((1, 3)))
def test_without_strength_nothing_changes_and_with_it_any_image_stays_an_image(kind, seed, sides, channels):
    batch = torch.randint(0, 256, (2, channels, *sides), generator=torch.Generator().manual_seed(seed)).byte()
    before, how = batch.clone(), KINDS[kind]
    assert torch.equal(distorted(batch, distortion(kind, how.nothing), [0, 1]), batch)
    for strength in (how.tested[0], how.tested[-1]):
        found = distorted(batch, distortion(kind, strength), [0, 1])
        assert (found.dtype, found.shape) == (torch.uint8, batch.shape)
    assert torch.equal(batch, before)


@every_kind
def test_each_image_is_distorted_by_itself(kind):
    batch = images(3, 3, edge=40)
    for strength in KINDS[kind].tested[::5]:
        together = distorted(batch, distortion(kind, strength), [5, 6, 7])
        for at in range(3):
            alone = distorted(batch[at : at + 1], distortion(kind, strength), [5 + at])
            assert far(alone[0], together[at]) <= 1


@every_kind
def test_the_less_the_strength_the_less_changes(kind):
    batch, how = images(edge=0), KINDS[kind]
    farthest = how.tested[-1] - how.nothing
    little, more = (distorted(batch, distortion(kind, how.nothing + farthest * share), [0] * 4) for share in (1e-4, 1))
    assert far(little, batch) <= 2
    assert far(more, batch) > 2


@pytest.mark.parametrize("degrees", [-180, -45, 30, 90])
@pytest.mark.parametrize("edge", [0, 200])
def test_rotation_is_that_of_torchvision(degrees, edge):
    batch = images(4, 3, edge=edge)
    theirs = rotate(batch, degrees, interpolation=BILINEAR, fill=[float(edge)] * 3)
    inside = rotate(torch.full_like(batch, 255), degrees, interpolation=BILINEAR)
    ours = distorted(batch, Rotation(degrees), [0] * 4)
    assert far(torch.where(inside == 255, ours, 0), torch.where(inside == 255, theirs, 0)) <= 1
    assert far(torch.where(inside == 0, ours, edge), torch.full_like(batch, edge)) == 0


def test_shift_and_scale_are_those_of_torchvision():
    batch = images(4, 1, 10, 20)
    assert far(distorted(batch, Shift(25), [0] * 4)[..., 5:], batch[..., :-5]) == 0
    assert distorted(batch, Shift(25), [0] * 4)[..., :5].max() == 0
    for per_cent in (50, 150):
        theirs = affine(batch, 0, [0, 0], per_cent / 100, [0.0], interpolation=BILINEAR)
        assert far(distorted(batch, Scale(per_cent), [0] * 4), theirs) <= 1


def test_contrast_is_that_of_torchvision():
    batch = images(1, 1)
    for per_cent in (0, 40, 180):
        assert far(distorted(batch, Contrast(per_cent), [0]), adjust_contrast(batch, per_cent / 100)) <= 1


def test_blur_is_that_of_a_slow_reference():
    batch, spread = images(2, 3, 9, 7), 0.1 * 7
    reach = ceil(3 * spread)
    borders = [erf((place - 0.5) / spread / sqrt(2)) for place in range(-reach, reach + 2)]
    weights = np.diff(borders)
    weights /= weights.sum()
    padded = np.pad(batch.numpy().astype(float), ((0, 0), (0, 0), (reach, reach), (reach, reach)), mode="edge")
    slow = np.zeros(batch.shape)
    for down, vertical in enumerate(weights):
        for right, horizontal in enumerate(weights):
            slow += vertical * horizontal * padded[:, :, down : down + 9, right : right + 7]
    assert far(distorted(batch, Blur(10), [0, 0]), torch.from_numpy(slow.round())) <= 1


def slow_dilation(image, radius):
    """Of (height, width): the lightest within a disc around each pixel."""
    height, width = image.shape
    around, found = np.pad(image, radius), np.zeros_like(image)
    for down, right in product(range(-radius, radius + 1), repeat=2):
        if down**2 + right**2 <= radius**2:
            moved = around[radius + down : radius + down + height, radius + right : radius + right + width]
            found = np.maximum(found, moved)
    return torch.from_numpy(found).float()


def slow_strokes(image, pixels):
    """Mixed of the discs of whole radii; below 0 the dark grows."""
    if pixels < 0:
        return 255 - slow_strokes(255 - image, -pixels)
    whole = int(pixels)
    return torch.lerp(slow_dilation(image, whole), slow_dilation(image, whole + 1), pixels - whole)


@given(
    seed=st.integers(0, 99),
    sides=st.tuples(st.integers(1, 60), st.integers(1, 60)),
    per_cent=st.integers(-10, 10) | st.floats(-10, 10, width=16),
)
def test_strokes_grow_and_shrink_as_in_a_slow_reference(seed, sides, per_cent):
    image = images(1, 1, *sides, seed=seed, edge=10)
    slow = slow_strokes(image[0, 0].numpy(), per_cent / 100 * min(sides))
    assert torch.equal(distorted(image, StrokeWeight(per_cent), [0])[0, 0], slow.round().byte())


def test_dark_strokes_on_a_light_ground_grow_as_light_ones_on_a_dark():
    batch = images(3, 3, edge=20)
    for strength in (-6, 3, 10):
        light = distorted(batch, StrokeWeight(strength), [0] * 3)
        assert torch.equal(255 - distorted(255 - batch, StrokeWeight(strength), [0] * 3), light)


def test_a_point_becomes_a_disc():
    point = torch.zeros(1, 1, 200, 200, dtype=torch.uint8)
    point[0, 0, 100, 100] = 255
    rows, columns = torch.meshgrid(torch.arange(200) - 100, torch.arange(200) - 100, indexing="ij")
    disc = (rows**2 + columns**2 <= 20**2) * 255
    assert far(distorted(point, StrokeWeight(10), [0])[0, 0], disc) == 0


def test_noise_is_of_the_spread_that_it_says_and_the_same_for_a_seed():
    grey = torch.full((2, 1, 100, 100), 128, dtype=torch.uint8)
    found = distorted(grey, Noise(10), [3, 4])
    assert float(found.float().std()) == pytest.approx(25.5, abs=0.5)
    assert float(found.float().mean()) == pytest.approx(128, abs=0.5)
    assert not torch.equal(found[0], found[1])
    assert torch.equal(distorted(grey, Noise(10), [4, 3]), found.flip(0))


def test_the_colour_of_an_edge_is_that_of_most_of_it():
    batch = images(1, 3, edge=77)
    batch[0, :, 0, :3] = 255
    assert edge_of(batch.float()).flatten().tolist() == [77, 77, 77]


@given(st.sampled_from(sorted(KINDS)), st.floats(allow_nan=False, min_value=-300, max_value=300))
def test_each_says_what_it_does(kind, strength):
    how = KINDS[kind]
    assert how.title
    assert how.help.endswith(".")
    assert list(how.tested) == sorted(set(how.tested))
    assert how.nothing in how.tested
    if how.tested[0] <= strength <= how.tested[-1]:
        made = distortion(kind, strength)
        assert made.in_words == "as it is" if made.changes_nothing else f"{abs(strength):g}" in made.in_words
    else:
        with pytest.raises(ProjectError, match="must be at"):
            distortion(kind, strength)


def test_what_is_no_kind_is_a_sentence():
    with pytest.raises(InputError, match="no distortion “rotatoin”"):
        distortion("rotatoin", 3)
