"""The facts of a project's data: those that were found out win, count for their own data set, and stand in no file."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.errors import ProjectError
from engine.project.assignments import assigned
from engine.project.data.data_settings import DataSettings, ValidationCount, ValidationShare
from engine.project.data.facts import Facts, difference
from engine.project.data.sources import SOURCES, Digits, Mnist
from engine.project.project import (
    Project,
    analysed,
    images_in,
    parse_project,
    problems,
    project_text,
    read_project,
    save_project,
    training_images,
    with_facts,
)
from engine.project.recipes import read_recipe
from engine.project.training.training_settings import TrainingSettings
from engine.typed.document import changed
from tests.engine.settings_of import named

SMALL = Mnist.published.counted(200, 80)
MNIST = Project(data=DataSettings(source=Mnist()))


@pytest.mark.parametrize("kind", SOURCES, ids=named)
def test_until_somebody_looks_the_facts_are_the_published_ones(kind):
    assert Project(data=DataSettings(source=kind())).facts is kind.published


@given(train=st.integers(1, 10**6), test=st.integers(1, 10**6))
def test_what_was_found_wins_over_what_was_published(train, test):
    known = with_facts(MNIST, Mnist.published.counted(train, test))
    assert (training_images(known), known.facts.test_images) == (train, test)
    assert (known.facts.shape, known.facts.classes) == (Mnist.published.shape, Mnist.published.classes)
    assert with_facts(known, None).facts is Mnist.published


@given(train=st.integers(2, 5000), test=st.integers(1, 5000), share=st.floats(0.01, 0.99))
def test_the_splits_of_any_data_set_are_all_its_images(train, test, share):
    settings = DataSettings(source=Mnist(), validation=ValidationShare(share))
    known = with_facts(Project(data=settings), Mnist.published.counted(train, test))
    assert images_in(known, "train") + images_in(known, "validation") == train
    assert images_in(known, "test") == test


def test_facts_count_for_their_own_data_set_alone():
    known = with_facts(MNIST, SMALL)
    other = changed(known, data=changed(known.data, source=Digits()))
    assert other.facts is Digits.published
    assert changed(other, data=known.data).facts == SMALL


def test_an_edit_keeps_them_and_another_shape_reaches_the_stack():
    known = with_facts(read_recipe("mlp-1"), Facts((1, 14, 14), tuple("abc"), 30, 10))
    edited = changed(known, training=changed(known.training, batch=5))
    assert edited.facts is known.facts
    assert (analysed(edited).input, analysed(edited).classes) == ((1, 14, 14), 3)


def test_the_same_work_on_other_images_is_the_same_project():
    known = with_facts(MNIST, SMALL)
    assert (known == MNIST, known != MNIST) == (True, False)
    assert hash(known) == hash(MNIST)
    assert known != changed(MNIST, title="Another")
    assert MNIST != "a word"


def test_no_file_holds_them_and_none_may(tmp_path):
    known = with_facts(MNIST, SMALL)
    assert project_text(known) == project_text(MNIST)
    save_project(known, tmp_path / "mine.json")
    assert read_project(tmp_path / "mine.json").facts is Mnist.published
    with pytest.raises(ProjectError, match="here is no field “here”"):
        parse_project(b'{"format": "layerscope", "version": 1, "here": {}}')


def test_nobody_edits_them():
    for path in ("here=1", "here.facts.train_images=5"):
        with pytest.raises(ProjectError, match="no field “here"):
            assigned(MNIST, path)
    with pytest.raises(ProjectError, match="no field “here"):
        changed(MNIST, here=None)
    assert assigned(with_facts(MNIST, SMALL), "training.batch=5").training.batch == 5


def test_a_batch_larger_than_what_is_there_is_a_problem():
    wide = changed(MNIST, training=TrainingSettings(batch=201))
    assert problems(wide) == []
    (problem,) = problems(with_facts(wide, SMALL))
    assert problem.what == "A batch of 201 is larger than the 200 training images."


def test_validation_is_taken_from_what_is_there():
    kept = Project(data=DataSettings(source=Mnist(), validation=ValidationCount(200)))
    assert problems(kept) == []
    assert [one.what for one in problems(with_facts(kept, SMALL))] == ["No training images are left of 200."]
    more = Project(data=DataSettings(source=Mnist(), validation=ValidationCount(60_000)))
    assert problems(with_facts(more, Mnist.published.counted(70_000, 10))) == []


def test_a_difference_is_a_sentence_and_sameness_is_none():
    assert difference("MNIST", Mnist.published, Mnist.published.counted(60_000, 10_000)) == ""
    said = "MNIST has 200 training and 80 test images here, not 60,000 and 10,000."
    assert difference("MNIST", Mnist.published, SMALL) == said
