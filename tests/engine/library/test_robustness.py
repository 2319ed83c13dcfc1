"""What a run makes of distorted test images."""

import pytest

import engine


def test_a_run_is_asked_about_distorted_images(short):
    told = []
    found = engine.robustness(short, "rotation", strengths=[-90, 90], progress=lambda *far: told.append(far))
    assert (found.strengths, len(found), told[0]) == ((-90, 0, 90), 1000, (0, 3000))
    assert found.accuracy[1] > found.accuracy[0]
    with pytest.raises(engine.InputError, match="no distortion “rotate”"):
        engine.robustness(short, "rotate")
    with pytest.raises(engine.ProjectError, match="at most 180"):
        engine.robustness(short, "rotation", strengths=[181])
