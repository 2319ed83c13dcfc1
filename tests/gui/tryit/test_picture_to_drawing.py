"""Image files as drawings: white on black, fitted, and refused in words."""

import numpy as np
import pytest
from PySide6.QtGui import QImage

from engine.errors import ImageError
from gui.tryit import picture_to_drawing
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


def ink(height=60, width=60, ground=0, tip=255):
    pixels = np.full((height, width), ground, np.uint8)
    pixels[height // 4 : height * 3 // 4, width * 9 // 20 : width * 11 // 20] = tip
    return pixels


@pytest.mark.parametrize(("ground", "tip"), [(0, 255), (255, 0)])
def test_dark_on_light_and_light_on_dark_become_white_on_black(tmp_path, ground, tip):
    pixels = picture_to_drawing.read(saved(tmp_path, ink(ground=ground, tip=tip)))
    assert pixels.shape == (SIDE, SIDE)
    assert pixels.dtype == np.uint8
    assert pixels[140, 140] == 255
    assert pixels[10, 10] == pixels[140, 40] == 0


def test_an_image_of_the_size_of_the_canvas_comes_in_unchanged(tmp_path):
    original = np.random.default_rng(0).integers(0, 100, (SIDE, SIDE), dtype=np.uint8)
    assert (picture_to_drawing.read(saved(tmp_path, original)) == original).all()


def test_a_tall_image_keeps_its_shape_between_black_sides(tmp_path):
    pixels = picture_to_drawing.read(saved(tmp_path, np.full((100, 50), 100, np.uint8)))
    assert (pixels[:, :69] == 0).all()
    assert (pixels[:, 75:205] == 100).all()
    assert (pixels[:, 211:] == 0).all()


def test_a_large_photograph_is_taken_as_jpeg(tmp_path):
    pixels = picture_to_drawing.read(saved(tmp_path, ink(2000, 3000, ground=250, tip=10), "photo.jpg"))
    assert pixels[140, 140] > 230


@pytest.mark.parametrize("tip", ["#000000", "#FFFFFF"])
def test_transparent_images_keep_their_ink_whether_dark_or_light(tip):
    image = QImage(60, 60, QImage.Format.Format_ARGB32)
    image.fill(0)
    for row in range(20, 40):
        for column in range(28, 32):
            image.setPixelColor(column, row, tip)
    pixels = picture_to_drawing.from_image(image)
    assert pixels[140, 140] > 200
    assert pixels[10, 10] == 0


def test_a_file_that_is_not_an_image_is_refused_in_words(tmp_path):
    path = tmp_path / "notes.png"
    path.write_text("not an image")
    with pytest.raises(ImageError, match=r"notes.png: This file is not an image"):
        picture_to_drawing.read(path)


def test_a_missing_file_is_refused_in_words(tmp_path):
    with pytest.raises(ImageError, match="cannot be read"):
        picture_to_drawing.read(tmp_path / "gone.png")


def test_a_huge_image_is_refused_before_it_is_decoded(tmp_path, monkeypatch):
    monkeypatch.setattr(picture_to_drawing, "MAX_PIXELS", 100)
    with pytest.raises(ImageError, match="60×60"):
        picture_to_drawing.read(saved(tmp_path, ink()))
