"""A batch changed at once is the same as one image after the other, and each image gets draws of its own."""

from typing import get_args

import numpy as np
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st

from engine.data.batches import moves, recolouring
from engine.data.batches.augment import Draw, augmented, changed_by, draws
from engine.data.batches.augmenting_memory import augmenting_bytes
from engine.data.batches.moves import Crop, Move, moved
from engine.project.data.augmentations import (
    Augmentation,
    Cutout,
    RandomBrightness,
    RandomContrast,
    RandomCrop,
    RandomFlip,
    RandomFlipUpDown,
    RandomNoise,
    RandomRotation,
    RandomSaturation,
    RandomScale,
    RandomShift,
)
from tests.engine.data.live_bytes import LiveBytes
from tests.engine.settings_of import named

CPU = torch.device("cpu")
KINDS = get_args(Augmentation)
probabilities, amounts = st.floats(0.1, 1.0), st.floats(0.05, 0.9)
exact = st.one_of(
    st.builds(RandomCrop, padding=st.integers(1, 9)),
    st.builds(RandomFlip, probability=probabilities),
    st.builds(RandomFlipUpDown, probability=probabilities),
)
affine = st.one_of(
    st.builds(RandomRotation, degrees=st.floats(1, 180)),
    st.builds(RandomShift, share=st.floats(0.05, 0.5)),
    st.builds(RandomScale, amount=amounts),
)
colours = st.one_of(
    st.builds(RandomBrightness, amount=amounts),
    st.builds(RandomContrast, amount=amounts),
    st.builds(RandomSaturation, amount=amounts),
    st.builds(RandomNoise, spread=st.floats(0.05, 0.5)),
    st.builds(Cutout, size=st.integers(1, 9)),
)
seeds, counts, channels = st.integers(0, 2**63 - 1), st.integers(1, 9), st.sampled_from([1, 3])


def noise(count: int, channels: int = 3, height: int = 8, width: int = 6) -> torch.Tensor:
    generator = torch.Generator().manual_seed(3)
    return torch.randint(1, 256, (count, channels, height, width), generator=generator, dtype=torch.uint8)


# --- a slow reference: one image (C, H, W) after the other, as the words of the settings say it ---


def one_by_one(images: torch.Tensor, drawn: list[Draw]) -> np.ndarray:
    return np.stack([by_hand(image.numpy(), drawn, index) for index, image in enumerate(images)])


def by_hand(image: np.ndarray, drawn: list[Draw], index: int) -> np.ndarray:
    left = list(drawn)
    while left:
        are_moves = isinstance(left[0], Move)
        together = []
        while left and isinstance(left[0], Move) is are_moves:
            together.append(left.pop(0))
        image = _moved(image, together, index) if are_moves else _recoloured(image, together, index)
    return image


def _moved(image: np.ndarray, together: list, index: int) -> np.ndarray:
    if all(isinstance(move, moves.Exact) for move in together):
        for move in together:
            image = _exactly(image, move, index)
        return image
    height, width = image.shape[1:]
    maps = np.eye(3)
    for move in together:
        maps = maps @ _map(move, index, height, width)
    found = np.zeros(image.shape)
    for row in range(height):
        for column in range(width):
            point = np.array([column + 0.5 - width / 2, row + 0.5 - height / 2, 1.0])
            right, down, _ = maps @ point
            found[:, row, column] = _mixed(image, down + height / 2 - 0.5, right + width / 2 - 0.5)
    return found.round().astype(np.uint8)


def _exactly(image: np.ndarray, move, index: int) -> np.ndarray:
    if isinstance(move, moves.Crop):
        down, right = int(move.down[index]), int(move.right[index])
        most = max(abs(down), abs(right))
        padded = np.pad(image, ((0, 0), (most, most), (most, most)))
        height, width = image.shape[1:]
        return padded[:, most + down : most + down + height, most + right : most + right + width].copy()
    if not move.mirrored[index]:
        return image
    return image[:, :, ::-1].copy() if isinstance(move, moves.Flip) else image[:, ::-1].copy()


def _map(move, index: int, height: int, width: int) -> np.ndarray:
    """From where a point arrives back to where it was; columns to the right, rows down, from the centre."""
    match move:
        case moves.Crop():
            return np.array([[1, 0, move.right[index].item()], [0, 1, move.down[index].item()], [0, 0, 1]])
        case moves.Flip():
            return np.diag([-1.0 if move.mirrored[index] else 1.0, 1.0, 1.0])
        case moves.FlipUpDown():
            return np.diag([1.0, -1.0 if move.mirrored[index] else 1.0, 1.0])
        case moves.Rotation():
            angle = np.radians(move.degrees[index].item())
            return np.array([[np.cos(angle), -np.sin(angle), 0], [np.sin(angle), np.cos(angle), 0], [0, 0, 1]])
        case moves.Shift():
            right, down = move.right[index].item() * width, move.down[index].item() * height
            return np.array([[1, 0, -right], [0, 1, -down], [0, 0, 1]])
        case moves.Scale():
            return np.diag([1 / move.factor[index].item(), 1 / move.factor[index].item(), 1.0])
    raise AssertionError(move)


def _mixed(image: np.ndarray, down: float, right: float) -> np.ndarray:
    """Between four pixels, black outside."""
    total = np.zeros(len(image))
    for row in (int(np.floor(down)), int(np.floor(down)) + 1):
        for column in (int(np.floor(right)), int(np.floor(right)) + 1):
            if 0 <= row < image.shape[1] and 0 <= column < image.shape[2]:
                total += image[:, row, column] * (1 - abs(down - row)) * (1 - abs(right - column))
    return total


def _recoloured(image: np.ndarray, together: list, index: int) -> np.ndarray:
    values = image.astype(np.float64)
    for change in together:
        values = _coloured(values, change, index)
    return values.clip(0, 255).round().astype(np.uint8)


def _coloured(values: np.ndarray, change, index: int) -> np.ndarray:
    match change:
        case recolouring.Brightness():
            return values * change.factor[index].item()
        case recolouring.Contrast():
            return values.mean() + change.factor[index].item() * (values - values.mean())
        case recolouring.Saturation():
            if len(values) != 3:
                return values
            grey = 0.299 * values[0] + 0.587 * values[1] + 0.114 * values[2]
            return grey + change.factor[index].item() * (values - grey)
        case recolouring.Noise():
            return values + change.added[index].numpy()
        case recolouring.Hole():
            down, right = change.down[index].item(), change.right[index].item()
            values = values.copy()
            values[:, max(0, down) : max(0, down + change.side), max(0, right) : max(0, right + change.side)] = 0
            return values
    raise AssertionError(change)


# --- what a batch comes to ---


@given(st.lists(exact, max_size=4), seeds, counts, channels)
def test_crops_and_flips_of_a_batch_are_those_of_its_images_to_the_pixel(augmentation, seed, count, channels):
    images = noise(count, channels)
    expected = one_by_one(images, draws(augmentation, images.shape, CPU, seed))
    assert np.array_equal(augmented(images, augmentation, seed).numpy(), expected)


@given(st.lists(st.one_of(exact, affine, colours), max_size=5), seeds, counts, channels)
def test_a_batch_is_changed_as_its_images_one_by_one(augmentation, seed, count, channels):
    images = noise(count, channels)
    expected = one_by_one(images, draws(augmentation, images.shape, CPU, seed)).astype(int)
    found = augmented(images, augmentation, seed).numpy().astype(int)
    steps = 1 + 2 * len(augmentation)  # a level that was rounded the other way may be stretched by what follows
    assert np.abs(found - expected).max() <= (1 if len(augmentation) <= 1 else steps)
    assert (found != expected).mean() < 0.05


@pytest.mark.parametrize("kind", KINDS, ids=named)
def test_images_of_a_batch_get_draws_of_their_own(kind):
    images = noise(1).expand(16, -1, -1, -1)
    found = augmented(images, (kind(),), 5)
    assert len({image.numpy().tobytes() for image in found}) > 1
    again = augmented(images, (kind(),), 5)
    assert torch.equal(found, again)


@pytest.mark.parametrize("kind", KINDS, ids=named)
def test_every_number_is_drawn_for_each_image(kind):
    (drawn,) = draws((kind(),), (64, 3, 8, 8), CPU, 5)
    numbers = [value for value in vars(drawn).values() if isinstance(value, torch.Tensor)]
    assert numbers
    assert all(len(value) == 64 and len(value.unique(dim=0)) > 1 for value in numbers)


@pytest.mark.parametrize("kind", KINDS, ids=named)
def test_the_reference_tells_the_draw_of_an_image_from_that_of_the_next(kind):
    """Each kind by itself; a reference to which all draws were alike would find every batch right."""
    images = noise(1).expand(16, -1, -1, -1)
    found = augmented(images, (kind(),), 5).numpy().astype(int)
    (drawn,) = draws((kind(),), images.shape, CPU, 5)
    of_the_next = {
        name: value.roll(1, 0) if isinstance(value, torch.Tensor) else value for name, value in vars(drawn).items()
    }
    for draw, same in ((drawn, True), (type(drawn)(**of_the_next), False)):
        assert bool(np.abs(found - one_by_one(images, [draw])).max() <= 1) is same


@pytest.mark.parametrize("kind", KINDS, ids=named)
def test_an_image_does_not_change_with_those_beside_it(kind):
    """Only its own draw and its own pixels count."""
    images = noise(6)
    drawn = draws((kind(),), images.shape, CPU, 3)
    others = images.clone()
    others[1:] = 7
    assert torch.equal(changed_by(images, drawn)[0], changed_by(others, drawn)[0])


def test_turned_by_a_right_angle_rows_become_columns():
    images = noise(1, 1, 5, 5)
    found = moved(images, [moves.Rotation(torch.tensor([90.0]))])
    assert np.array_equal(found[0, 0].numpy(), np.rot90(images[0, 0].numpy()))


def test_a_shift_by_whole_pixels_is_exact_and_goes_down_and_to_the_right():
    images = noise(1, 1, 4, 5)
    found = moved(images, [moves.Shift(torch.tensor([0.25]), torch.tensor([0.4]))])[0, 0]
    assert torch.equal(found[1:, 2:], images[0, 0, :-1, :-2])
    assert found[0].sum() == found[:, :2].sum() == 0


def test_what_is_scaled_up_grows_about_the_centre():
    images = torch.zeros(1, 1, 8, 8, dtype=torch.uint8)
    images[0, 0, 3:5, 3:5] = 200
    found = moved(images, [moves.Scale(torch.tensor([2.0]))])[0, 0]
    assert found[3:5, 3:5].min() == 200
    assert found[2, 3] > 0
    assert found.sum() > 3 * images.sum()


def test_moves_beside_each_other_are_one_so_that_what_went_out_comes_back():
    images = noise(1, 1, 6, 6)
    there, back = (moves.Shift(torch.tensor([down]), torch.tensor([0.0])) for down in (0.5, -0.5))
    assert torch.equal(moved(images, [there, back]), images)


def test_every_window_within_the_padding_occurs_and_no_other():
    crop = draws([RandomCrop(padding=2)], (2000, 1, 8, 8), CPU, 1)[0]
    places = set(zip(crop.down.tolist(), crop.right.tolist(), strict=True))
    assert places == {(down, right) for down in range(-2, 3) for right in range(-2, 3)}


@pytest.mark.parametrize("probability", [0.1, 0.5, 1.0])
@pytest.mark.parametrize("kind", [RandomFlip, RandomFlipUpDown], ids=named)
def test_as_many_images_are_mirrored_as_the_probability_says(kind, probability):
    flip = draws([kind(probability=probability)], (4000, 1, 8, 8), CPU, 1)[0]
    assert flip.mirrored.float().mean().item() == pytest.approx(probability, abs=0.03)


def test_draws_reach_as_far_as_the_settings_say_and_no_farther():
    shape = (4000, 3, 8, 6)
    turn, shift, scale, bright = draws(
        [RandomRotation(30), RandomShift(0.2), RandomScale(0.3), RandomBrightness(0.4)], shape, CPU, 2
    )
    for found, low, high in (
        (turn.degrees, -30, 30), (shift.down, -0.2, 0.2), (shift.right, -0.2, 0.2), (scale.factor, 0.7, 1.3),
        (bright.factor, 0.6, 1.4),
    ):  # fmt: skip
        assert low <= found.min() < low + 0.02 * (high - low)
        assert high - 0.02 * (high - low) < found.max() <= high


def test_the_middle_of_a_hole_may_be_any_pixel():
    hole = draws([Cutout(3)], (2000, 1, 4, 5), CPU, 1)[0]
    middles = set(zip((hole.down + 1).tolist(), (hole.right + 1).tolist(), strict=True))
    assert middles == {(row, column) for row in range(4) for column in range(5)}


def test_what_comes_from_outside_is_black():
    images = torch.full((1, 1, 3, 3), 255, dtype=torch.uint8)
    got = moved(images, [Crop(torch.tensor([1]), torch.tensor([-1]))])
    assert got[0, 0].tolist() == [[0, 255, 255], [0, 255, 255], [0, 0, 0]]


@pytest.mark.parametrize("kind", KINDS, ids=named)
def test_the_images_given_stay_as_they_are(kind):
    images = noise(4)
    before = images.clone()
    augmented(images, [kind(), RandomCrop(), kind()], 0)
    assert torch.equal(images, before)


@pytest.mark.parametrize("augmentation", [(kind(),) for kind in KINDS] + [tuple(kind() for kind in KINDS)])
def test_the_memory_that_it_takes_is_what_was_said(augmentation):
    images = noise(64, 3, 32, 32)
    said = 64 * augmenting_bytes(augmentation, (3, 32, 32))
    with LiveBytes("cpu", (images,)) as live:
        augmented(images, augmentation, 1)
    assert 0.6 * said <= live.peak <= 1.05 * said
