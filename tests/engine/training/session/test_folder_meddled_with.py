"""Somebody takes files away while a run trains: it mends what it can, else it ends in words, with what it came to."""

import shutil

import pytest

from engine.errors import LayerscopeError
from engine.events import Failed
from engine.project.training.budgets import Steps
from engine.runs.checkpoints import Checkpoints
from tests.engine.training.small import SECONDS, project, reached, session

LONG = project(budget=Steps(1_000_000))


def meddled(what, tmp_path, meddle):
    """A run in whose folder something is done after its second step."""
    made, listener = session(what, tmp_path / "runs")
    made.pause()
    made.start()
    listener.wait(lambda event: getattr(event, "state", "") == "paused")
    for _ in range(2):
        made.step()
    listener.wait(reached(2))
    meddle(made.folder.path)
    made.resume()
    assert made.join(SECONDS)
    return made, listener


def test_without_the_folder_of_checkpoints_it_makes_one_anew(tmp_path):
    made, _ = meddled(project(), tmp_path, lambda run: shutil.rmtree(run / "checkpoints"))
    assert made.error is None
    assert Checkpoints(made.folder.checkpoints).newest()[0].position.step == 20


@pytest.mark.parametrize("log", ["steps.bin", "events.jsonl"])
def test_without_a_log_it_ends_in_words(log, tmp_path):
    made, listener = meddled(LONG, tmp_path, lambda run: (run / log).unlink())
    assert isinstance(made.error, LayerscopeError)
    assert listener.of(Failed)
    assert made.result.stopped_by == "failure"


def _file_in_its_place(run):
    run.rename(run.with_name("elsewhere"))
    run.write_text("hi")


@pytest.mark.parametrize(
    "meddle", [shutil.rmtree, lambda run: run.rename(run.with_name("elsewhere")), _file_in_its_place]
)
def test_without_its_folder_it_ends_in_words_and_says_what_it_came_to(meddle, tmp_path):
    made, listener = meddled(LONG, tmp_path, meddle)
    assert isinstance(made.error, LayerscopeError)
    assert listener.of(Failed)
    assert made.result.stopped_by == "failure"
    assert made.result.steps >= 2
    assert made.result.seconds > 0
