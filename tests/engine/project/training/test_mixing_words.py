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
        (told(batch=1), "50% of the batches of one image"),
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


def test_without_them_nothing_is_said():
    assert mixed_in_words(TrainingSettings(), 3) == ""
