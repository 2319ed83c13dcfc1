"""What an evaluation found for each image, as the run keeps it or looked through again, and small images."""

import shutil
from pathlib import Path

import numpy as np
import pytest

from engine.data.store import DataStore
from engine.errors import RunFolderError, Stopped
from engine.events import Evaluated, Progress
from engine.runs.kept.predictions import Predictions
from engine.service import questions as q
from engine.service.images.evaluated_images import EvaluatedImages
from engine.service.long_tasks import Task
from tests.engine.service.door import MNIST, Door, put_mnist, small
from tests.runs_on_disk import log

DIGITS = small().data


def found_of(door: Door, folder: Path, step: int, split="test"):
    return door.ask(q.FindPredictions(DIGITS, folder, split, step))


def counted(found) -> list[list[int]]:
    counts = np.zeros((10, 10), int)
    np.add.at(counts, (found.labels, found.predicted), 1)
    return counts.tolist()


def test_what_a_run_logged_of_images_that_it_learned_from_is_said_when_its_parent_is_gone(door: Door, run: Path):
    assert found_of(door, run, 40).learned == 0
    log(run, Evaluated(run.name, 0.0, "test", 1, 40, 0.1, 0.97, (), 0.1, learned=3))
    assert found_of(door, run, 40).learned == 3
    log(run, Evaluated(run.name, 0.0, "validation", 1, 40, 0.1, 0.97, (), 0.1, learned=5))
    assert found_of(door, run, 40).learned == 3


@pytest.fixture
def run(door: Door):
    return door.service.folder(door.train(small()))


def test_predictions_are_those_that_the_evaluation_counted(door: Door, run: Path):
    event = next(event for event in door.events if isinstance(event, Evaluated) and event.step == 40)
    found = found_of(door, run, 40)
    assert (found.split, found.step, len(found.labels)) == ("test", 40, 2000)
    assert counted(found) == [list(row) for row in event.confusion]
    assert found.probability.min() > 0
    assert found.probability.max() <= 1


def test_they_are_of_the_evaluation_whatever_is_shown_meanwhile(door: Door, run: Path):
    before = found_of(door, run, 40)
    door.ask(q.ShowProject(small(2)))
    assert counted(found_of(door, run, 40)) == counted(before)


def test_where_they_are_not_kept_the_weights_of_the_step_are_tried_again(door: Door, run: Path):
    kept = found_of(door, run, 40)
    shutil.rmtree(run / "predictions")
    again = found_of(door, run, 40)
    assert again.step == 40
    assert np.array_equal(again.predicted, kept.predicted)
    assert np.allclose(again.probability, kept.probability, atol=1e-5)
    said = [event for event in door.events if isinstance(event, Progress) and "Looking through the test" in event.doing]
    assert said
    assert said[-1].total == 2000


def test_where_the_weights_of_the_step_are_not_kept_either_those_of_the_newest_answer_and_say_so(door: Door, run: Path):
    shutil.rmtree(run / "predictions")
    assert found_of(door, run, 39).step == 40


def test_where_nothing_is_kept_it_is_said_in_words(door: Door, run: Path):
    for name in ("predictions", "checkpoints", "snapshots"):
        shutil.rmtree(run / name)
    with pytest.raises(RunFolderError, match="no weights"):
        found_of(door, run, 40)


def test_predictions_of_other_images_are_refused_in_words(door: Door, run: Path):
    put_mnist(run.parent.parent / "data", 7)
    with pytest.raises(RunFolderError, match="not those of these images"):
        door.ask(q.FindPredictions(MNIST, run, "test", 40))


def test_looking_through_ends_soon_after_it_is_given_up(door: Door, run: Path):
    shutil.rmtree(run / "predictions")
    said = []
    task = Task(1, lambda _: None, lambda event: (said.append(event), task.stop()))
    with pytest.raises(Stopped):
        EvaluatedImages(DataStore(), DIGITS, None).predictions(run, "test", 40, task)
    assert len(said) == 1


def test_images_come_in_the_order_asked_for(door: Door):
    found = door.ask(q.ReadImages(DIGITS, None, "test", (5, 3, 5), 28))
    assert (found.shape, found.dtype) == ((3, 1, 28, 28), np.uint8)
    assert np.array_equal(found[0], found[2])
    assert np.array_equal(found[1], door.ask(q.ReadImages(DIGITS, None, "test", (3,), 64))[0])


def test_large_images_are_made_smaller_but_never_below_the_side_asked_for(door: Door):
    whole, half = (door.ask(q.ReadImages(DIGITS, None, "test", (0,), side)) for side in (15, 14))
    assert (whole.shape, half.shape) == ((1, 1, 28, 28), (1, 1, 14, 14))
    assert np.array_equal(half[0, 0, 7, 7], np.round(whole[0, 0, 14:16, 14:16].mean()).astype(np.uint8))


def test_predictions_that_an_earlier_program_kept_in_another_order_are_found_out_anew(door: Door, run: Path):
    kept = found_of(door, run, 40)
    predictions = Predictions(run / "predictions", "test")
    predictions.save(40, predictions.load(40)[::-1])
    again = found_of(door, run, 40)
    assert np.array_equal(again.predicted, kept.predicted)
