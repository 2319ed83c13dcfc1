"""A drawing as a value: steps, undo and redo, and its way through JSON."""

import msgspec
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gui.tryit.strokes import SIDE, Clear, Drawing, Picture, Point, Stroke, three

DOT = Stroke((Point(10, 10),))
LINE = Stroke((Point(0, 0), Point(100, 100, 30)), "eraser")
PICTURE = Picture.of(np.full((SIDE, SIDE), 7, np.uint8))
steps = st.lists(st.sampled_from([DOT, LINE, PICTURE, Clear()]), max_size=8)


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


@given(steps)
def test_a_drawing_survives_json(made):
    drawing = drawing_of(made).undo()
    assert msgspec.json.decode(msgspec.json.encode(drawing), type=Drawing) == drawing


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


def test_the_drawn_three_is_one_stroke_well_inside_the_canvas():
    (stroke,) = three().steps
    assert all(40 < point.x < SIDE - 40 and 30 < point.y < SIDE - 30 for point in stroke.points)


@pytest.mark.parametrize("point", [[1e300, 0, 5], [0, 0, 0], [0, 0, 1e9], ["a", 0, 1]])
def test_points_no_hand_could_have_drawn_are_refused_when_read(point):
    drawing = {"steps": [{"type": "stroke", "points": [point]}]}
    with pytest.raises(msgspec.ValidationError):
        msgspec.convert(drawing, Drawing)
