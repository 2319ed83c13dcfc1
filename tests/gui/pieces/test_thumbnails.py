"""Thumbnails: pictures of what is in sight, and never those of other images."""

from __future__ import annotations

import numpy as np
import pytest

from gui.pieces.images.thumbnails import Thumbnails


@pytest.fixture
def thumbnails(qapp) -> Thumbnails:
    return Thumbnails()


@pytest.fixture
def asked(thumbnails) -> list[tuple[int, ...]]:
    questions: list[tuple[int, ...]] = []
    thumbnails.wanted.connect(questions.append)
    return questions


def pixels(count: int) -> np.ndarray:
    return np.zeros((count, 1, 28, 28), np.uint8)


def test_late_pictures_are_of_the_images_before(thumbnails, asked):
    thumbnails.see([1, 2])
    thumbnails.forget()
    thumbnails.take(asked[0], pixels(2))
    assert thumbnails.picture(1) is None
    thumbnails.see([3])
    thumbnails.take(asked[0], pixels(2))
    assert (asked, thumbnails.picture(1), thumbnails.picture(3)) == ([(1, 2), (3,)], None, None)
    thumbnails.take(asked[1], pixels(1))
    assert thumbnails.picture(3) is not None


def test_what_was_given_up_is_asked_for_again_when_it_is_in_sight_again(thumbnails, asked):
    thumbnails.see([1, 2])
    thumbnails.give_up()
    thumbnails.see([1, 2])
    assert asked == [(1, 2), (1, 2)]
