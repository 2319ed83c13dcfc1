"""A run that trains with own drawings keeps them, repeats itself, and goes on whatever becomes of the person's own."""

import shutil

import numpy as np
import pytest

from engine.data.dataset import Split
from engine.data.store import load
from engine.drawings import for_network
from engine.drawings.for_network import set_of
from engine.drawings.pictures import Drawn
from engine.errors import Stopped
from engine.events import Evaluated, Finished, Noted
from engine.project.data.augmentations import RandomShift
from engine.project.data.data_settings import DataSettings
from engine.project.training.budgets import Steps
from engine.project.training.learning import learning
from engine.project.training.own_drawings import MixedDrawings
from engine.runs.collection.run_list import run_list
from engine.runs.family.learned_images import learned_images
from engine.runs.family.parent import Parent, save_parent
from engine.runs.folder import RunFolder
from engine.runs.kept_drawings import read_drawings, save_drawings
from engine.runs.leak import leak_in_words
from engine.training.course import evaluations
from engine.training.steps.own_drawings import NONE, put_drawings, trained_with, with_drawings
from tests.engine.service.door import a_one
from tests.engine.training.small import EVERYTHING, SECONDS, equal, project, session, tensors, train, train_to

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


def test_a_run_that_is_stopped_reads_no_more_of_them(tmp_path, monkeypatch):
    keep(1, 2, 3)
    folder, read, real = RunFolder.create(told(), tmp_path), [], for_network._image

    def go_on():
        if read:
            raise Stopped

    monkeypatch.setattr(for_network, "_image", lambda *all_: read.append(all_) or real(*all_))
    with pytest.raises(Stopped):
        put_drawings(told(), folder, load(project().data), go_on)
    assert len(read) == 1
    assert not folder.drawings_file.exists()


def test_a_run_that_is_stopped_goes_through_no_more_test_images_and_nobody_does_so_twice(
    monkeypatch,
):
    keep(1, 2)
    dataset, parts, real = load(project().data), [], Split.in_parts

    def in_parts(split):
        for part in real(split):
            parts.append(part)
            yield part

    def go_on():
        if parts:
            raise Stopped

    monkeypatch.setattr(Split, "in_parts", in_parts)
    with pytest.raises(Stopped):
        with_drawings(dataset, told(), None, go_on)
    assert len(parts) == 1
    with_drawings(dataset, told(), None)
    once = len(parts)
    with_drawings(dataset, told(), None)
    assert len(parts) == once


def test_no_training_is_mixed_with_test_images_but_the_lesson_on_one():
    keep(1, 2)
    pixels = np.full((3, 28, 28), 90, np.uint8)
    set_of(project()).keep(Drawn("picture", pixels, tested=True), 7)
    plain, lesson = told(budget=Steps(21)), learning(told(), 20)
    assert sorted(kept.label for kept in trained_with(plain)) == [1, 2]
    assert next(kept.label for kept in trained_with(lesson)) == 7
    keep(3)  # the newest is another one by now
    assert 7 not in [kept.label for kept in trained_with(lesson)]


def of_the_data(split, index=0):
    dataset = load(project().data)
    return Drawn("picture", getattr(dataset, split).image(index).numpy(), tested=False)


def test_images_of_the_test_that_were_kept_before_they_had_a_mark_are_told_by_their_pixels(tmp_path):
    set_of(project()).keep(of_the_data("test"), 1)
    made, _ = train(told(budget=Steps(21)), tmp_path)
    assert made.error.what == NONE
    set_of(project()).keep(of_the_data("train"), 3)
    made, heard = train(told(budget=Steps(21)), tmp_path)
    assert read_drawings(made.folder.drawings_file)[1].tolist() == [3]
    assert {event.learned for event in heard.of(Evaluated)} == {0}


def test_a_lesson_on_a_test_image_says_beside_its_accuracy_that_it_counts(tmp_path):
    keep(1)
    set_of(project()).keep(of_the_data("test", 4)._replace(tested=True), 7)
    made, heard = train(learning(told(), 20), tmp_path)
    assert {event.learned for event in heard.of(Evaluated)} == {1}
    (listed,) = run_list(tmp_path)
    assert listed.leak == "It learned from 1 of these images, which is counted."
    fork, _ = train(project(*EVERYTHING), tmp_path / "forks")
    images = load(project().data).test
    assert learned_images(fork.folder, images) == 0
    save_parent(Parent(str(made.folder.path), 20), fork.folder.parent_file)
    assert learned_images(fork.folder, images) == 1
    shutil.rmtree(made.folder.path)
    assert learned_images(fork.folder, images) == 0


def test_a_stop_while_it_is_looked_what_was_learned_keeps_the_finished_evaluation(tmp_path, monkeypatch):
    made, heard = session(told(), tmp_path)

    def looked(run, images, go_on=lambda: None):
        made.stop()
        go_on()
        return 0

    keep(1)
    with monkeypatch.context() as patched:
        patched.setattr(evaluations, "learned_images", looked)
        made.start()
        assert made.join(SECONDS)
    assert [(event.step, event.learned) for event in heard.of(Evaluated)] == [(16, None)]
    assert [event.stopped_by for event in heard.of(Finished)] == ["user"]
    _, heard = train(told(), tmp_path, made.folder, resume=True)
    assert [(event.step, event.learned) for event in heard.of(Evaluated)] == [(20, 0)]


def test_what_it_learned_from_is_looked_up_once(tmp_path, monkeypatch):
    looked, real = [], learned_images
    monkeypatch.setattr(evaluations, "learned_images", lambda *given: looked.append(given) or real(*given))
    _, heard = train(project(), tmp_path)
    assert len(heard.of(Evaluated)) == 2
    assert len(looked) == 1


def test_of_a_run_with_drawings_of_which_nobody_looked_that_is_said():
    assert "nobody looked" in leak_in_words(None, drawings=True)
    assert leak_in_words(None, drawings=False) == leak_in_words(0, drawings=True) == ""
    assert leak_in_words(2, drawings=False) == "It learned from 2 of these images, which are counted."


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
