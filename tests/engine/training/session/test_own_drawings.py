"""A run that trains with own drawings keeps them, repeats itself, and goes on whatever becomes of the person's own."""

import shutil

import numpy as np
import pytest

from engine.drawings.for_network import set_of
from engine.drawings.pictures import Drawn
from engine.events import Noted
from engine.project.data.augmentations import RandomShift
from engine.project.data.data_settings import DataSettings
from engine.project.training.budgets import Steps
from engine.project.training.learning import learning
from engine.project.training.own_drawings import MixedDrawings
from engine.runs.kept_drawings import read_drawings, save_drawings
from engine.training.steps.own_drawings import NONE, trained_with
from tests.engine.service.door import a_one
from tests.engine.training.small import EVERYTHING, equal, project, tensors, train, train_to

MIXED = {"drawings": MixedDrawings(newest=1), "data": DataSettings(augmentation=(RandomShift(),))}


def told(**training):
    return project(*EVERYTHING, **MIXED, **training)


def keep(*labels):
    for label in labels:
        pixels = a_one().pixels.copy()
        pixels[40 : 60 + 20 * label, 60:80] = 255
        set_of(project()).keep(Drawn("drawing", pixels), label)


def test_without_any_the_run_says_how_to_get_some(tmp_path):
    made, _ = train(told(), tmp_path)
    assert made.error.what == NONE
    assert not made.kept


def test_they_are_kept_with_the_run_and_said(tmp_path):
    keep(1, 2)
    made, heard = train(told(), tmp_path)
    assert made.error is None
    images, labels = read_drawings(made.folder.drawings_file)
    assert images.shape == (2, 1, 28, 28)
    assert sorted(labels) == [1, 2]
    assert any("2 own drawings" in event.what for event in heard.of(Noted))
    plain, _ = train(project(*EVERYTHING, data=MIXED["data"]), tmp_path)
    assert not plain.folder.drawings_file.exists()
    assert not equal(tensors(made.folder), tensors(plain.folder))


def test_no_training_is_mixed_with_test_images_but_the_lesson_on_one():
    keep(1, 2)
    pixels = np.full((3, 28, 28), 90, np.uint8)
    set_of(project()).keep(Drawn("picture", pixels, tested=True), 7)
    plain, lesson = told(budget=Steps(21)), learning(told(), 20)
    assert sorted(kept.label for kept in trained_with(plain)) == [1, 2]
    assert next(kept.label for kept in trained_with(lesson)) == 7
    keep(3)  # the newest is another one by now
    assert 7 not in [kept.label for kept in trained_with(lesson)]


def test_it_goes_on_bit_for_bit_though_others_were_kept_meanwhile(tmp_path):
    keep(1, 2)
    whole, _ = train(told(), tmp_path)
    part, _ = train_to(told(), 9, tmp_path)
    keep(3, 4)
    shutil.rmtree(set_of(project()).folder)
    on, _ = train(told(), tmp_path, part.folder, resume=True)
    assert on.error is None
    assert equal(tensors(whole.folder), tensors(part.folder))


@pytest.mark.parametrize("damage", [b"", b"damaged"])
def test_without_its_drawings_it_does_not_go_on_with_others(tmp_path, damage):
    keep(1, 2)
    part, _ = train_to(told(), 9, tmp_path)
    part.folder.drawings_file.write_bytes(damage)
    on, _ = train(told(), tmp_path, part.folder, resume=True)
    assert "cannot be read" in on.error.what
    part.folder.drawings_file.unlink()
    on, _ = train(told(), tmp_path, part.folder, resume=True)
    assert "cannot be read" in on.error.what


def test_drawings_of_another_size_are_refused(tmp_path):

    keep(1)
    part, _ = train_to(told(), 3, tmp_path)
    save_drawings(np.zeros((1, 3, 9, 9), np.uint8), np.zeros(1, np.int64), part.folder.drawings_file)
    on, _ = train(told(), tmp_path, part.folder, resume=True)
    assert "not of these classes or of this size" in on.error.what
