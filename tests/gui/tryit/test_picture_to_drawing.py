"""Pictures as drawings: white on black, fitted, and refused in words."""

import numpy as np
import pytest
from PySide6.QtGui import QImage

from engine.errors import ImageError
from gui.tryit import picture_files, picture_to_drawing
from gui.tryit.strokes import SIDE


@pytest.fixture(autouse=True)
def application(qapp):
    """Images need one."""


def saved(folder, pixels, name="digit.png"):
    height, width = pixels.shape
    path = folder / name
    image = QImage(np.ascontiguousarray(pixels).data, width, height, width, QImage.Format.Format_Grayscale8)
    assert image.save(str(path))
    return path


def drawn_in(path):
    return picture_to_drawing.from_image(picture_files.read(path).image)


def ink(height=60, width=60, ground=0, tip=255):
    pixels = np.full((height, width), ground, np.uint8)
    pixels[height // 4 : height * 3 // 4, width * 9 // 20 : width * 11 // 20] = tip
    return pixels


@pytest.mark.parametrize(("ground", "tip"), [(0, 255), (255, 0)])
def test_dark_on_light_and_light_on_dark_become_white_on_black(tmp_path, ground, tip):
    pixels = drawn_in(saved(tmp_path, ink(ground=ground, tip=tip))).pixels
    assert pixels.shape == (SIDE, SIDE)
    assert pixels.dtype == np.uint8
    assert pixels[140, 140] == 255
    assert pixels[10, 10] == pixels[140, 40] == 0


def test_an_image_of_the_size_of_the_canvas_comes_in_unchanged(tmp_path):
    original = ink(SIDE, SIDE)
    original[100, 130:150] = 99  # a grey edge, as of an antialiased stroke
    assert (drawn_in(saved(tmp_path, original)).pixels == original).all()


def test_a_tall_image_keeps_its_shape_between_black_sides(tmp_path):
    pixels = drawn_in(saved(tmp_path, ink(100, 50))).pixels
    rows, columns = np.nonzero(pixels > 128)
    assert (np.ptp(rows) + 1, np.ptp(columns) + 1) == (pytest.approx(140, abs=2), pytest.approx(14, abs=2))
    assert (pixels[:, :60] == 0).all()


def test_a_photograph_of_grey_paper_in_uneven_light_leaves_the_ink_alone(tmp_path):
    light = np.linspace(60, 126, 300)[None] * (1 - 0.75 * (ink(300, 300) > 0))
    noisy = light + np.random.default_rng(0).normal(0, 2, light.shape)
    found = drawn_in(saved(tmp_path, noisy.clip(0, 255).astype(np.uint8)))
    expected = picture_to_drawing.fitted(ink(300, 300))
    assert (found.remark, (np.abs(found.pixels.astype(int) - expected) > 128).mean() < 0.01) == ("", True)


def test_pale_pencil_is_taken_with_a_word(tmp_path):
    found = drawn_in(saved(tmp_path, ink(ground=230, tip=175)))
    assert (found.pixels.max(), found.remark.startswith("Only weak contrast is left")) == (255, True)


def test_an_empty_sheet_is_refused_in_words(tmp_path):
    noise = np.random.default_rng(0).normal(180, 3, (200, 200)).astype(np.uint8)
    with pytest.raises(ImageError, match="Nothing is drawn"):
        drawn_in(saved(tmp_path, noise))


def test_a_small_drawing_on_a_large_sheet_is_brought_nearer(tmp_path):
    sheet = np.full((900, 1200), 240, np.uint8)
    sheet[700:800, 1000:1020] = 30
    rows, _ = np.nonzero(drawn_in(saved(tmp_path, sheet)).pixels > 128)
    assert np.ptp(rows) > SIDE / 2


def test_a_large_photograph_is_taken_as_jpeg(tmp_path):
    pixels = drawn_in(saved(tmp_path, ink(2000, 3000, ground=250, tip=10), "photo.jpg")).pixels
    assert pixels[140, 140] > 230


@pytest.mark.parametrize("tip", ["#000000", "#FFFFFF"])
def test_transparent_images_keep_their_ink_whether_dark_or_light(tip):
    image = QImage(60, 60, QImage.Format.Format_ARGB32)
    image.fill(0)
    for row in range(20, 40):
        for column in range(28, 32):
            image.setPixelColor(column, row, tip)
    pixels = picture_to_drawing.from_image(image).pixels
    assert pixels[140, 140] > 200
    assert pixels[10, 10] == 0
