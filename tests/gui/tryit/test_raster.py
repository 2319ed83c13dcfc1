"""The pixels of a drawing."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gui.tryit.raster import Raster
from gui.tryit.sheet import Sheet
from gui.tryit.strokes import SIDE, Drawing, Point, Stroke, three

coordinates = st.floats(-20, SIDE + 20, width=32)
points = st.builds(Point, coordinates, coordinates, st.floats(2, 60, width=32))
strokes = st.lists(points, min_size=1, max_size=12)


def raster_of(*made):
    raster = Raster()
    raster.repaint(Drawing(made))
    return raster


def by_hand(points):
    """A stroke as the canvas makes one: without points that lie on each other."""
    sheet = Sheet()
    sheet.press("mouse", "pen", points[0])
    for point in points[1:]:
        sheet.move("mouse", point)
    sheet.lift()
    return sheet.drawing.steps[0]


def erased(stroke):
    return Stroke(stroke.points, "eraser")


@pytest.fixture(autouse=True)
def application(qapp):
    """Painting needs one."""


@settings(max_examples=30)
@given(st.lists(strokes, min_size=1, max_size=3))
def test_drawing_point_by_point_leaves_the_pixels_of_the_drawing_painted_at_once(drawn):
    sheet = Sheet()
    for stroke in drawn:
        sheet.press("mouse", "pen", stroke[0])
        for point in stroke[1:]:
            sheet.move("mouse", point)
        sheet.lift()
    assert (sheet.raster.pixels() == raster_of(*sheet.drawing.steps).pixels()).all()


def test_a_dot_is_a_white_disc_as_wide_as_the_tip():
    pixels = raster_of(Stroke((Point(140, 140, 40),))).pixels()
    assert pixels[140, 140] == 255
    assert pixels.sum() / 255 == pytest.approx(np.pi * 20**2, rel=0.02)
    assert pixels[140, 115] == pixels[140, 165] == 0


def test_a_line_is_antialiased_at_its_edge_and_white_inside():
    pixels = raster_of(Stroke((Point(40, 60, 20), Point(240, 200, 20)))).pixels()
    assert pixels[130, 140] == 255
    assert ((pixels > 0) & (pixels < 255)).any()


def test_the_eraser_takes_ink_away():
    line = Stroke((Point(40, 140, 20), Point(240, 140, 20)))
    pixels = raster_of(line, Stroke((Point(140, 140, 60),), "eraser")).pixels()
    assert pixels[140, 140] == 0
    assert pixels[140, 60] == 255


@settings(max_examples=60)
@given(st.lists(strokes, min_size=1, max_size=3))
def test_a_stroke_that_is_erased_leaves_nothing(drawn):
    made = [by_hand(stroke) for stroke in drawn]
    assert not raster_of(*made, *map(erased, made)).pixels().any()


@given(strokes)
def test_what_is_erased_beside_a_drawing_leaves_its_bounds_as_they_were(drawn):
    """A hairline of grey would move the box around the ink, and so change the answer."""
    dot = Stroke((Point(140, 140, 20),))
    before = raster_of(dot).pixels()
    raster = raster_of(by_hand(drawn), erased(by_hand(drawn)), dot)
    assert np.array_equal(raster.pixels(), before)


@pytest.mark.parametrize("shape", [(1, 28, 28), (3, 32, 32), (3, 20, 31), (1, 300, 300), (1, 1, 1)])
def test_an_image_that_nothing_is_drawn_on_is_left_as_it_is(shape):
    ground = np.random.default_rng(1).integers(0, 255, shape, dtype=np.uint8)
    assert np.array_equal(raster_of().over(ground), ground)


def test_the_line_passes_without_a_break_however_far_apart_its_points_are():
    pixels = raster_of(Stroke((Point(20, 140, 10), Point(140, 30, 10), Point(260, 140, 10)))).pixels()
    assert (pixels[:, 25:255].max(axis=0) == 255).all()


def test_the_drawn_three_looks_like_one():
    pixels = raster_of(*three().visible).pixels()
    left, right = pixels[:, :140], pixels[:, 140:]
    assert right.sum() > 1.5 * left.sum()
    assert pixels[95:120, 60:105].max() == pixels[150:190, 60:130].max() == 0


def test_pixels_are_a_copy():
    raster = raster_of(Stroke((Point(140, 140, 40),)))
    raster.pixels()[:] = 9
    assert raster.pixels()[0, 0] == 0


def test_an_empty_raster_knows_it():
    assert raster_of().is_empty()
    assert not raster_of(Stroke((Point(140, 140),))).is_empty()
