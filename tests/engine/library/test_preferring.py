"""What the filters of a run look for."""

import pytest

import engine


def test_images_that_excite_a_filter_are_found_and_one_is_made(short):
    told = []
    found = engine.strongest_images(short, "n00000", 1, count=3, progress=lambda *far: told.append(far))
    assert (found.images, len(found.patches)) == (2000, 3)
    assert told[0] == (0, 2000)
    view = engine.made_image(short, "n00000", 1, steps=20, progress=lambda *far: told.append(far))
    assert told[-1] == (19, 20)
    assert view.value > view.before
    with pytest.raises(engine.InputError, match="no such layer"):
        engine.made_image(short, "nowhere", 0)
