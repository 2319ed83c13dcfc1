"""`train --seeds K`: K runs that differ in their seed alone, and how far they lie apart."""

import json
import os
import signal

import pytest

from engine.errors import DataError, Diverged
from engine.events import CheckpointSaved
from engine.project.project import read_project
from engine.project.recipes import read_recipe
from engine.runs.comparison.groups import groups, without_luck
from engine.runs.comparison.made import Made
from tests.engine.command.helpers import refused, told
from tests.engine.command.test_chain import TRAIN_KEYS

WORDS = ("train", "mlp-3", "--set=data.source=digits", "--threads=1", "--steps=4")


@pytest.fixture(scope="module")
def three(tmp_path_factory):
    """What three seeds from 5 on came to."""
    out = tmp_path_factory.mktemp("seeds")
    return out, told(*WORDS, "--seed=5", "--seeds=3", "--out", out, "--json")


def projects_in(folder):
    return [read_project(path) for path in sorted(folder.glob("*/project.json"))]


def test_the_runs_lie_in_the_folder_with_the_seeds_from_the_first_on(three):
    out, answer = three
    assert answer.status == 0
    seeds = [read_project(out / one["run"] / "project.json").training.seed for one in answer.figures["runs"]]
    assert seeds == [5, 6, 7]
    assert len(list(out.iterdir())) == 3
    assert groups([without_luck(Made(project)) for project in projects_in(out)]) == [[0, 1, 2]]


def test_the_last_line_holds_what_single_trainings_say_and_how_far_they_lie_apart(three):
    _, answer = three
    found = json.loads(answer.out.splitlines()[-1])
    assert list(found) == ["runs", "test_accuracy"]
    assert all(list(one) == TRAIN_KEYS for one in found["runs"])
    reached = [one["test_accuracy"] for one in found["runs"]]
    assert found["test_accuracy"] == {"mean": pytest.approx(sum(reached) / 3), "min": min(reached), "max": max(reached)}


def test_each_is_the_run_that_it_would_be_alone(three, tmp_path):
    alone = told(*WORDS, "--seed=7", "--out", tmp_path, "--json").figures
    same = ["steps", "train_loss", "test_loss", "test_accuracy"]
    assert [alone[key] for key in same] == [three[1].figures["runs"][2][key] for key in same]


def test_progress_names_the_seed(three):
    lines = three[1].err.splitlines()
    assert all(line.startswith("Seed ") for line in lines)
    assert any(line.startswith("Seed 6 (2 of 3): Test: ") for line in lines)


def test_a_person_reads_each_result_and_the_spread(tmp_path):
    answer = told(*WORDS, "--seeds=2", "--out", tmp_path)
    assert answer.out.count("Run: ") == 2
    assert answer.out.splitlines()[-1].startswith("Test images right: ")
    first = read_recipe("mlp-3").training.seed
    assert {one.training.seed for one in projects_in(tmp_path)} == {first, first + 1}


def test_one_seed_is_a_list_of_one(tmp_path):
    found = told(*WORDS, "--seeds=1", "--out", tmp_path, "--json").figures
    (only,) = found["runs"]
    assert found["test_accuracy"] == dict.fromkeys(("mean", "min", "max"), only["test_accuracy"])


@pytest.mark.parametrize("count", ["0", "-1", "1001", "two", "1.5", ""])
def test_a_bad_number_is_refused_in_words(count):
    assert "--seeds: must be a whole number from 1 to 1,000" in refused(*WORDS, f"--seeds={count}")


def test_seeds_do_not_go_past_the_last(tmp_path):
    words = refused(*WORDS, "--seed", 2**31 - 2, "--seeds=3", "--out", tmp_path)
    assert words == "After the seed 2,147,483,646 there are not 3 of them. Begin with a smaller one."
    assert not list(tmp_path.iterdir())


def test_a_run_goes_on_alone():
    assert "--seeds cannot be used with --resume." in refused("train", "mlp-3", "--seeds=2", "--resume")


def failing(monkeypatch, errors):
    """Trainings that end with these errors, one after the other; None trains."""
    from engine.training.course.course import Course

    run, left = Course.run, list(errors)

    def run_or_fail(course, saved_step=None):
        error = left.pop(0)
        if error is not None:
            raise error
        return run(course, saved_step)

    monkeypatch.setattr(Course, "run", run_or_fail)


def test_one_that_fails_is_told_and_the_others_go_on(tmp_path, monkeypatch):
    failing(monkeypatch, [None, Diverged("The loss is no number any more."), None])
    answer = told(*WORDS, "--seeds=3", "--out", tmp_path, "--json")
    assert answer.status == 1
    assert ": The loss is no number any more." in answer.err
    found = answer.figures
    good = [one["test_accuracy"] for one in found["runs"] if one["stopped_by"] == "budget"]
    assert len(good) == 2
    assert found["test_accuracy"]["mean"] == pytest.approx(sum(good) / 2)


def test_where_all_fail_there_is_no_accuracy(tmp_path, monkeypatch):
    failing(monkeypatch, [Diverged("No."), Diverged("No.")])
    answer = told(*WORDS, "--seeds=2", "--out", tmp_path)
    assert (answer.status, answer.out) == (1, "")


def test_what_is_wrong_with_the_first_is_wrong_with_all(tmp_path, monkeypatch):
    failing(monkeypatch, [DataError("These are no images."), None])
    answer = told(*WORDS, "--seeds=2", "--out", tmp_path, "--json")
    assert (answer.status, answer.out) == (2, "")
    assert answer.err.splitlines()[-1] == "These are no images."


def test_the_last_line_is_an_object_also_where_no_run_was_kept(tmp_path, monkeypatch):
    failing(monkeypatch, [Diverged("The loss is no number any more.")] * 2)
    answer = told(*WORDS, "--seeds=2", "--out", tmp_path, "--json")
    assert (answer.status, answer.figures["test_accuracy"]["mean"]) == (1, None)


@pytest.mark.skipif(os.name == "nt", reason="signals as on Unix")
@pytest.mark.usefixtures("interruptible")
def test_an_interruption_keeps_what_was_trained_and_begins_no_other(tmp_path, monkeypatch):
    from engine.training.course.course import Course

    run, calls = Course.run, []

    def interrupted_second(course, saved_step=None):
        calls.append(course)
        if len(calls) == 2:
            os.kill(os.getpid(), signal.SIGINT)
            while not course._controls.stopped_by:
                pass
        return run(course, saved_step)

    monkeypatch.setattr(Course, "run", interrupted_second)
    answer = told(*WORDS, "--seeds=4", "--out", tmp_path, "--json")
    assert answer.status == 130
    assert len(calls) == 2
    assert [one["stopped_by"] for one in answer.figures["runs"]][:1] == ["budget"]
    assert answer.err.splitlines()[-1].endswith("were not begun.")


@pytest.mark.skipif(os.name == "nt", reason="signals as on Unix")
@pytest.mark.usefixtures("interruptible")
def test_two_interruptions_leave_at_once_and_say_what_is_left_of_it(tmp_path, monkeypatch):
    from engine.command.telling.progress import ProgressTold

    def twice(progress, event):
        if isinstance(event, CheckpointSaved) and event.step:
            for _ in range(2):
                os.kill(os.getpid(), signal.SIGINT)

    monkeypatch.setattr(ProgressTold, "__call__", twice)
    monkeypatch.setattr("engine.training.course.course.CHECKPOINT_SECONDS", 0.0)
    answer = told(*WORDS, "--steps=100000", "--seeds=3", "--out", tmp_path, "--json")
    (only,) = answer.figures["runs"]
    assert (answer.status, list(only), only["stopped_by"]) == (130, TRAIN_KEYS, "interrupt")
    left, others, last = answer.err.splitlines()[-3:]
    assert f"it goes on with: main.py train {only['run']} --resume" in left
    assert (others, last) == ("Seeds 1 to 2 were not begun.", "Interrupted.")
