"""A drawing as a value: what lies under it, steps, undo and redo."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.service.answers import ImageOf
from gui.tryit.strokes import SIDE, Clear, Drawing, Ground, Picture, Point, Stroke, three

DOT = Stroke((Point(10, 10),))
LINE = Stroke((Point(0, 0), Point(100, 100, 30)), "eraser")
PICTURE = Picture.of(np.full((SIDE, SIDE), 7, np.uint8))
GROUND = Ground(ImageOf("test", 3), np.zeros((1, 28, 28), np.uint8))
steps = st.lists(st.sampled_from([DOT, LINE, PICTURE, GROUND, Clear()]), max_size=8)


def drawing_of(made):
    drawing = Drawing()
    for step in made:
        drawing = drawing.with_step(step)
    return drawing


@given(steps)
def test_undoing_everything_gives_the_empty_drawing_and_redoing_everything_the_full_one(made):
    full = drawing = drawing_of(made)
    while drawing.can_undo:
        drawing = drawing.undo()
    assert drawing.visible == ()
    while drawing.can_redo:
        drawing = drawing.redo()
    assert drawing == full


def test_clearing_can_be_undone():
    drawing = drawing_of([DOT, LINE]).cleared()
    assert drawing.visible == ()
    assert drawing.undo().visible == (DOT, LINE)


def test_clearing_what_is_clear_is_no_step():
    assert Drawing().cleared() == Drawing()
    assert drawing_of([DOT]).cleared().cleared() == drawing_of([DOT]).cleared()


def test_a_new_stroke_forgets_what_was_undone():
    assert not drawing_of([DOT, LINE]).undo().with_step(DOT).can_redo


def test_a_picture_hides_what_was_drawn_before_it():
    assert drawing_of([DOT, PICTURE, LINE]).visible == (PICTURE, LINE)


def test_strokes_lie_on_the_image_that_was_there_first_until_it_is_covered():
    drawing = Drawing(first=GROUND).with_step(DOT)
    assert (drawing.visible, drawing.ground) == ((GROUND, DOT), GROUND)
    for cover in (Clear(), PICTURE):
        assert drawing.with_step(cover).ground is None
        assert drawing.with_step(cover).undo().ground is GROUND
    assert not drawing.undo().can_undo


def test_the_pixels_of_the_first_image_may_come_later():
    waiting = Drawing(first=Ground(ImageOf("test", 3), None)).with_step(DOT)
    assert waiting.of(GROUND.pixels).ground.pixels is GROUND.pixels
    assert waiting.of(GROUND.pixels).steps == (DOT,)
    assert Drawing().of(GROUND.pixels) == Drawing()


def test_a_picture_of_another_size_is_refused():
    with pytest.raises(ValueError):
        Picture.of(np.zeros((28, 28), np.uint8))


@pytest.mark.parametrize("packed", [b"", b"not zlib", PICTURE.packed[:-40]])
def test_damaged_pictures_are_refused(packed):
    with pytest.raises(ValueError):
        Picture(packed).pixels()


def test_a_picture_that_unpacks_into_more_than_a_canvas_is_refused():
    import zlib

    with pytest.raises(ValueError):
        Picture(zlib.compress(bytes(10_000_000))).pixels()


def test_the_three_that_waits_is_not_undone_but_comes_back_where_it_was_wiped():
    assert not three().can_undo
    assert three().undo() == three()
    assert three().cleared().undo().visible == three().visible
    drawn = three().with_step(Stroke((Point(1, 1),)))
    assert drawn.undo().visible == three().visible


def test_the_drawn_three_is_one_stroke_well_inside_the_canvas():
    (stroke,) = three().visible
    assert all(40 < point.x < SIDE - 40 and 30 < point.y < SIDE - 30 for point in stroke.points)
