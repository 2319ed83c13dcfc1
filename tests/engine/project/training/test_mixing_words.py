"""What part of the batches own drawings are is said in words."""

import pytest

from engine.project.training.mixing_words import mixed, mixed_in_words
from engine.project.training.own_drawings import MixedDrawings
from engine.project.training.training_settings import TrainingSettings


def told(batch=32, share=0.5):
    return TrainingSettings(batch=batch, drawings=MixedDrawings(share=share))


@pytest.mark.parametrize(
    ("training", "words"),
    [
        (TrainingSettings(), ""),
        (told(), "16 of the 32 images in each batch"),
        (told(share=0.3), "about 10 of the 32 images in each batch"),
        (told(batch=2, share=0.9), "1 of the 2 images in each batch"),
        (told(batch=25, share=0.28), "7 of the 25 images in each batch"),  # 0.28 · 25 is a little more than 7
        (told(batch=1), "50 % of the images trained with"),
    ],
)
def test_how_much_of_a_batch_they_are(training, words):
    assert mixed(training) == words


@pytest.mark.parametrize(
    ("kept", "whose"),
    [
        (None, "own drawings, be they few or many"),
        (0, "to be own drawings, of which you kept none yet"),
        (1, "one and the same drawing of yours"),
        (2, "your 2 own drawings, again and again"),
        (16, "your 16 own drawings"),
    ],
)
def test_few_are_seen_again_and_again(kept, whose):
    said = f"16 of the 32 images in each batch are {whose}. The training loss is of these, too."
    assert mixed_in_words(told(), kept) == said


@pytest.mark.parametrize(
    ("kept", "whose"),
    [
        (None, "is one of your own drawings, be they few or many"),
        (0, "is to be an own drawing, of which you kept none yet"),
        (1, "is one and the same drawing of yours"),
        (2, "is one of your 2 own drawings"),
    ],
)
def test_one_of_a_batch_is_one_of_them(kept, whose):
    said = f"1 of the 2 images in each batch {whose}. The training loss is of these, too."
    assert mixed_in_words(told(batch=2), kept) == said


def test_of_batches_of_one_image_a_share_of_all_images_are_drawings():
    assert mixed_in_words(told(batch=1), 2).startswith("50 % of the images trained with are your 2 own drawings.")


def test_as_many_as_a_batch_takes_are_not_seen_again_within_it():
    assert "again" not in mixed_in_words(told(batch=25, share=0.28), 7)
    assert "again and again" in mixed_in_words(told(batch=25, share=0.28), 6)


def test_without_them_nothing_is_said():
    assert mixed_in_words(TrainingSettings(), 3) == ""
