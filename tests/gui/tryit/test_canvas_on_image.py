"""The canvas with an image of the data, and what is drawn on it."""

import numpy as np
import pytest
from PySide6.QtGui import QImage

from engine.service.answers import DrawingOf, ImageOf, PictureOf
from gui.state.shown.image import EMPTY
from gui.tryit.strokes import Drawing, Ground
from tests.drags import drop_file
from tests.gui.tryit.hand import RIGHT, drag

IMAGE = ImageOf("test", 5)
COLOURS = np.random.default_rng(0).integers(0, 255, (3, 32, 32), dtype=np.uint8)


@pytest.fixture
def on_image(canvas):
    """The canvas with an image in colour."""
    canvas.put(IMAGE, Drawing(first=Ground(IMAGE, None)))
    canvas.put_pixels(IMAGE, COLOURS)
    return canvas


def test_an_image_is_shown_in_its_colours_every_pixel_a_square(on_image):
    seen, ratio = on_image.grab().toImage(), on_image.devicePixelRatioF()
    pixel = 140 / 32 * ratio
    for row, column in ((3, 4), (16, 30), (29, 11)):
        shown = seen.pixelColor(round((column + 0.5) * pixel), round((row + 0.5) * pixel))
        assert shown.getRgb()[:3] == tuple(COLOURS[:, row, column])


def test_drawing_on_an_image_changes_it_only_where_something_is_drawn(on_image):
    drag(on_image, (20, 20), (50, 20))
    on_image.announce()
    drawn = on_image.image
    assert isinstance(drawn, PictureOf)
    assert (drawn.name, drawn.drawn, drawn.pixels.shape) == ("test 5", True, (3, 32, 32))
    assert (drawn.pixels[:, 4, 5:11] == 255).all()
    assert np.array_equal(drawn.pixels[:, 8:], COLOURS[:, 8:])
    assert np.array_equal(drawn.pixels[:, :, 16:], COLOURS[:, :, 16:])


def test_the_eraser_leaves_the_black_of_the_ground(on_image):
    drag(on_image, (20, 20), (50, 20), button=RIGHT)
    on_image.announce()
    assert not on_image.image.pixels[:, 4, 5:11].any()


def test_undo_brings_the_very_image_back_and_redo_the_drawing(on_image, qtbot):
    drag(on_image, (20, 20), (50, 20))
    on_image.announce()
    drawn = on_image.image.pixels
    on_image.undo()
    on_image.announce()
    assert on_image.image == IMAGE
    on_image.redo()
    on_image.announce()
    assert np.array_equal(on_image.image.pixels, drawn)
    on_image.clear()
    on_image.announce()
    assert on_image.image == EMPTY
    on_image.undo()
    on_image.undo()
    on_image.announce()
    assert on_image.image == IMAGE


def test_strokes_on_an_image_that_is_not_there_are_a_drawing(canvas):
    canvas.put(IMAGE, Drawing(first=Ground(IMAGE, None)))
    drag(canvas, (20, 20), (50, 20))
    canvas.announce()
    assert isinstance(canvas.image, DrawingOf)
    canvas.undo()
    canvas.announce()
    assert canvas.image == IMAGE


def test_an_image_that_is_higher_than_wide_keeps_its_shape(canvas):
    pixels = np.full((1, 40, 20), 90, np.uint8)
    canvas.put(IMAGE, Drawing(first=Ground(IMAGE, pixels)))
    seen, ratio = canvas.grab().toImage(), canvas.devicePixelRatioF()
    lights = [seen.pixelColor(round(x * ratio), round(70 * ratio)).lightness() for x in (20, 70, 120)]
    assert lights == [0, 90, 0]
    drag(canvas, (70, 5), (70, 135))
    canvas.announce()
    assert (canvas.image.pixels[0, 1:39, 9:11] == 255).all()
    assert (canvas.image.pixels[0, :, :4] == 90).all()


def test_where_pictures_are_taken_as_they_are_a_file_becomes_the_image(on_image, tmp_path, qtbot):
    path = tmp_path / "leaf.png"
    leaf = QImage(60, 40, QImage.Format.Format_RGB32)
    leaf.fill("#20C040")
    leaf.save(str(path))
    on_image.takes_drawings = False
    with qtbot.waitSignal(on_image.taken) as said:
        drop_file(on_image, path)
    on_image.announce()
    taken = on_image.image
    assert said.args == ["leaf.png is the image now."]
    assert (taken.name, taken.drawn, taken.pixels.shape) == ("leaf.png", False, (3, 40, 60))
    assert taken.pixels[:, 20, 30].tolist() == [0x20, 0xC0, 0x40]
    on_image.undo()
    on_image.announce()
    assert on_image.image == IMAGE


def test_screen_readers_hear_which_image_it_is(on_image):
    assert on_image.accessibleDescription().startswith("Test image 5.")
    drag(on_image, (20, 20), (50, 20))
    on_image.announce()
    assert on_image.accessibleDescription().startswith("Test image 5, drawn upon.")
