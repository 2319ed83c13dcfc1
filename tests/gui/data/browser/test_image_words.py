"""What is said of the images that are listed, and of a batch."""

import numpy as np
import pytest

from engine.service.images.browsing.browse_answers import Listed, TrainingBatch
from gui.data.browser.image_words import batch_heading, heading, sentence, tile_name, verdict

CLASSES = ("cat", "dog")
WRONG = Listed(
    "test", np.array([7, 1206]), np.array([0, 1]), np.array([1, 1]), np.array([0.02, 0.97], np.float32), step=40
)
PLAIN = Listed("train", np.arange(8000), np.zeros(8000, np.int64))


def test_an_image_with_its_place_its_class_and_what_it_was_taken_for():
    assert sentence(WRONG, 0, CLASSES) == "Test image 7: cat, taken for dog, with 2.0 % for cat"
    assert sentence(WRONG, 1, CLASSES) == "Test image 1,206: dog, recognised, with 97.0 %"
    assert sentence(PLAIN, 1206, CLASSES) == "Training image 1,206: cat"
    assert verdict(PLAIN, 0, CLASSES) == ""


def test_a_name_says_what_it_was_taken_for_where_that_is_something_else():
    assert [tile_name(WRONG, place, CLASSES) for place in (0, 1)] == ["cat → dog", "dog"]
    assert tile_name(PLAIN, 5, CLASSES) == "cat"


def test_how_many_there_are_and_of_what():
    assert heading(PLAIN, "all", "") == "8,000 training images"
    assert heading(PLAIN, "nine", "") == "Nine of 8,000 training images"
    assert heading(WRONG, "nine", "cat") == "2 test images of “cat”"


@pytest.mark.parametrize(
    ("step", "count", "said"),
    [
        (0, 64, "64 images: batch 1 of 125 in epoch 1"),
        (124, 34, "34 images: the last of the 125 batches of epoch 1; the others have 64"),
        (249, 65, "65 images: the last of the 125 batches of epoch 2; the one left over joins it"),
        (124, 64, "64 images: batch 125 of 125 in epoch 1"),
    ],
)
def test_the_last_batch_is_said_to_be_smaller_where_it_is(step, count, said):
    none = np.zeros(count, np.int64)
    assert batch_heading(TrainingBatch(step, np.zeros((count, 1, 2, 2), np.uint8), none, none, 125), 64) == said
