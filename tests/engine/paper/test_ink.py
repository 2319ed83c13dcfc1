"""Ink is found on any ground, under any light, and only there."""

import io
import runpy
import sys
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from engine.paper.ink import ink_of
from engine.paper.regions import drawing_among, labelled
from tests.engine.command.test_predict import three

PHOTOS = Path(__file__).resolve().parents[4] / "shared" / "cases" / "photos"
DRAWN = three() > 0.5
ACROSS = np.linspace(0, 1, 280)


def photographed(values):
    return np.clip(values, 0, 255).round().astype(np.uint8)


def noise(spread=2.5, size=280):
    return np.random.default_rng(0).normal(0, spread, (size, size))


def agreement(ink) -> float:
    """Intersection over union of what was found and what was drawn."""
    found = ink.strokes > 127
    return (found & DRAWN).sum() / (found | DRAWN).sum()


@pytest.mark.parametrize("paper", [235, 180, 128, 127, 90])
@pytest.mark.parametrize("grain", [0, 2.5])
def test_paper_of_any_grey(paper, grain):
    ink = ink_of(photographed(paper * (1 - 0.75 * three()) + noise(grain)))
    assert agreement(ink) > 0.93
    assert (ink.dark, ink.weak, ink.contrast) == (True, False, pytest.approx(0.75, abs=0.06))
    assert not ink.strokes[:20].any()


@pytest.mark.parametrize(
    "light",
    [
        0.5 + 0.5 * ACROSS[None, :],
        1 - 0.5 * ACROSS[:, None],
        1 - 0.25 * (ACROSS[:, None] + ACROSS[None, :]),
        1 - 0.5 * (np.hypot(ACROSS[:, None] - 0.5, ACROSS[None, :] - 0.5) * 1.41) ** 2,
        1 - 0.5 * np.hypot(ACROSS[:, None], ACROSS[None, :] - 0.3) / 1.25,
    ],
)
def test_light_that_falls_by_half(light):
    for grain in (0, 2.5):
        ink = ink_of(photographed(200 * light * (1 - 0.7 * three()) + noise(grain)))
        assert agreement(ink) > 0.9
        assert ink.dark
        assert not ink_of(photographed(200 * light + noise(grain + 0.5))).strokes.any()


def test_chalk_on_a_board():
    ink = ink_of(photographed((80 + 130 * three()) * (0.6 + 0.4 * ACROSS) + noise()))
    assert (agreement(ink) > 0.9, ink.dark) == (True, False)


def test_pale_pencil_is_weak_but_there():
    ink = ink_of(photographed(230 * (1 - 0.25 * three()) + noise(2)))
    assert (agreement(ink) > 0.9, ink.weak) == (True, True)


@pytest.mark.parametrize("grey", [40, 126, 180, 235])
def test_an_empty_sheet_is_empty(grey):
    for side in (28, 280):
        assert ink_of(photographed(grey + noise(3, side))).empty


def test_the_table_beside_the_sheet_is_no_ink():
    sheet = 210 * (1 - 0.75 * three()) + noise()
    sheet[:12], sheet[:, -9:] = 60, 60
    assert agreement(ink_of(photographed(sheet))) > 0.9


def test_lines_printed_on_the_sheet_are_no_ink():
    sheet = 225 * (1 - 0.75 * three())
    sheet[20::40] *= 0.8
    sheet[21::40] *= 0.8
    found = ink_of(photographed(sheet * (1 - 0.4 * ACROSS) + noise())).strokes
    rows, columns = np.nonzero(found)
    expected = np.nonzero(DRAWN)
    assert np.abs([rows.min() - expected[0].min(), columns.max() - expected[1].max()]).max() < 12


def test_a_jpeg_of_a_digit_does_not_spread():
    digit = np.asarray(Image.fromarray(photographed(255 * three())).resize((28, 28)))
    file = io.BytesIO()
    Image.fromarray(digit).save(file, "jpeg", quality=85)
    found = ink_of(np.asarray(Image.open(file))).strokes
    assert np.abs(np.argwhere(found > 0).min(0) - np.argwhere(digit > 40).min(0)).max() <= 1


@given(st.integers(1, 70), st.integers(1, 70), st.integers(0, 2**32 - 1), st.sampled_from([0, 1, 20, 120]))
def test_every_picture_has_an_answer(height, width, seed, spread):
    random = np.random.default_rng(seed)
    grey = photographed(random.uniform(0, 255) + random.normal(0, spread, (height, width)))
    ink = ink_of(grey)
    assert (ink.strokes.shape, ink.strokes.dtype) == (grey.shape, np.uint8)
    assert bool(ink.strokes.any()) == (not ink.empty)


def test_regions_hang_together_by_corners_too():
    mask = np.array([[1, 0, 0, 1], [0, 1, 0, 1], [1, 0, 0, 0], [0, 0, 1, 1]], bool)
    labels = labelled(mask)
    assert labels.max() == 3
    assert labels[0, 0] == labels[1, 1] == labels[2, 0]
    assert np.array_equal(labels > 0, mask)


def test_of_a_drawing_specks_are_left_out():
    mask = np.zeros((60, 60), bool)
    mask[10:50, 20:30] = mask[55, 55] = True
    assert drawing_among(mask, mask).sum() == 400


@pytest.mark.skipif(not PHOTOS.is_file(), reason="the sample photographs are not beside this clone")
def test_the_sample_photographs(tmp_path, monkeypatch):
    monkeypatch.setattr(sys, "argv", [str(PHOTOS), str(tmp_path)])
    runpy.run_path(str(PHOTOS))
    for path in tmp_path.glob("*.png"):
        ink = ink_of(np.asarray(Image.open(path).convert("L")))
        assert ink.weak == (path.stem == "pale-pencil")
        assert ink.empty if path.stem.startswith("empty") else agreement(ink) > 0.9
