"""A learning rate that is changed by hand: from the next step on, in proportion, and kept for whoever goes on."""

import shutil
import tempfile
from pathlib import Path

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from engine.errors import InputError
from engine.events import CheckpointSaved, Noted, RateChanged, StepsDone, rate_changes, rate_factor
from engine.project.data.data_settings import DataSettings, NoValidation, ValidationCount
from engine.project.project import problems
from engine.project.training.budgets import Epochs, Steps
from engine.project.training.optimisers import Sgd
from engine.project.training.rate.schedules import Cosine, MultiStep, OnPlateau, SlowStart, WarmUp
from engine.runs.checkpoints import Checkpoints
from engine.runs.folder import RunFolder
from engine.runs.logs import read_events, read_steps
from engine.training.course import course
from engine.training.session.session import TrainingSession
from tests.engine.training.session.test_random_recipes import FIELDS
from tests.engine.training.session.test_resuming import comparable
from tests.engine.training.small import (
    EVERYTHING,
    ONE_THREAD,
    PLAIN,
    SECONDS,
    Listener,
    equal,
    project,
    reached,
    session,
    tensors,
    train,
    train_to,
)
from tests.examples import examples

COSINE = project(schedule=Cosine(unit="step"), warm_up=WarmUp(5, "step"), budget=Steps(20))


def go_to(made, listener, done, step):
    """Single steps from one where it is paused to another."""
    for _ in range(step - done):
        made.step()
    if step > done:
        listener.wait(reached(step))


def trained(what, runs, changes, folder=None, stop_at=None, **options):
    """Trains in single steps, changing the rate after those that are named, each in a pause; then to the end or a step.

    It may fail.
    """
    made, listener = session(what, runs, folder, **options)
    made.pause()
    made.start()
    done = listener.wait(lambda event: getattr(event, "state", "") == "paused").step
    for step, rate in changes.items():
        go_to(made, listener, done, step)
        done = step
        made.change_rate(rate)
        listener.wait(lambda event, rate=rate: isinstance(event, RateChanged) and event.after == rate)
    if stop_at is None:
        made.resume()
    else:
        go_to(made, listener, done, stop_at)
        made.stop()
    assert made.join(SECONDS)
    return made, listener


def rates(folder):
    return read_steps(folder.steps_file)["rate"].tolist()


def plain_rates(what, runs):
    made, _ = train(what, runs)
    return rates(made.folder)


def test_the_next_step_has_it_and_the_schedule_goes_on_in_proportion(tmp_path):
    told = plain_rates(COSINE, tmp_path)
    made, listener = trained(COSINE, tmp_path, {8: 0.2})
    (change,) = listener.of(RateChanged)
    assert (change.step, change.after) == (8, 0.2)
    assert change.before == pytest.approx(told[8])
    factor = 0.2 / change.before
    assert rates(made.folder) == pytest.approx([*told[:8], *(factor * rate for rate in told[8:])])


def test_of_two_changes_both_count(tmp_path):
    told = plain_rates(COSINE, tmp_path)
    made, listener = trained(COSINE, tmp_path, {4: 0.1, 12: 0.001})
    changes = rate_changes(read_events(made.folder.events_file))
    assert changes == tuple(listener.of(RateChanged))
    assert rates(made.folder)[12:] == pytest.approx([rate_factor(changes) * rate for rate in told[12:]])
    assert Checkpoints(made.folder.checkpoints).load(20).position.rate_factor == rate_factor(changes)


def test_while_it_runs_it_holds_from_the_next_step_on(tmp_path):
    made, listener = session(project(budget=Steps(10**6)), tmp_path)
    made.start()
    listener.wait(lambda event: isinstance(event, StepsDone))
    made.change_rate(0.01)
    change = listener.wait(lambda event: isinstance(event, RateChanged))
    listener.wait(reached(change.step + 1))
    made.stop()
    assert made.join(SECONDS)
    found = rates(made.folder)
    assert found[: change.step] == pytest.approx([0.05] * change.step)
    assert found[change.step :] == pytest.approx([0.01] * (len(found) - change.step))


def test_a_kill_right_after_it_loses_nothing(tmp_path):
    """The log is cut back to the newest checkpoint, so the change has one of its own."""
    whole, _ = trained(COSINE, tmp_path, {9: 0.003})
    killed, copied = [], tmp_path / "killed"

    def kill(event):
        if isinstance(event, CheckpointSaved) and changed and not killed:
            shutil.copytree(made.folder.path, copied, ignore=shutil.ignore_patterns("lock", "command"))
            killed.append(event.step)

    changed, listener, folder = [], Listener(), RunFolder.create(COSINE, tmp_path)
    made = TrainingSession(COSINE, folder, lambda event: (kill(event), listener(event)), ONE_THREAD)
    made.pause()
    made.start()
    for _ in range(9):
        made.step()
    listener.wait(reached(9))
    changed.append(True)
    made.change_rate(0.003)
    listener.wait(lambda _: bool(killed))
    made.stop()
    assert made.join(SECONDS)
    assert killed == [9]
    again, _ = train(COSINE, tmp_path, RunFolder.open(copied), resume=True)
    assert rate_changes(read_events(again.folder.events_file))
    assert rates(again.folder) == rates(whole.folder)
    assert equal(tensors(again.folder), tensors(whole.folder))


def test_training_on_keeps_it(tmp_path):
    """A cosine that holds its last rate holds the one that the run really had."""
    short = project(schedule=Cosine(least_rate=0.02, unit="step"), budget=Steps(10))
    longer = project(schedule=Cosine(least_rate=0.02, unit="step"), budget=Steps(14))
    made, _ = trained(short, tmp_path, {6: 0.5})
    again, _ = train(longer, tmp_path, made.folder, resume=True)
    found = rates(again.folder)
    assert found[10:] == pytest.approx([found[9]] * 4)


@pytest.mark.parametrize(
    "schedule",
    [MultiStep((12,), 0.5, "step"), OnPlateau(patience=0, threshold=0.99, factor=0.5)],
    ids=["milestones", "plateau"],
)
def test_what_lowers_the_rate_lowers_the_new_one(tmp_path, schedule):
    data = DataSettings(validation=ValidationCount(400))
    what = project(data=data, schedule=schedule, slow_start=SlowStart(0.5, 0.01), budget=Epochs(3))
    told = plain_rates(what, tmp_path)
    made, listener = trained(what, tmp_path, {5: 0.1})
    found = rates(made.folder)
    factor = 0.1 / listener.of(RateChanged)[0].before
    assert found == pytest.approx([*told[:5], *(factor * rate for rate in told[5:])])
    assert len({round(rate, 9) for rate in found[5:]}) > 1


def test_what_is_no_rate_is_refused(tmp_path):
    made, _ = session(COSINE, tmp_path)
    for wrong in (0, -1, 101, float("nan"), "fast"):
        with pytest.raises(InputError, match="Learning rate"):
            made.change_rate(wrong)


def test_a_rate_of_nothing_cannot_be_multiplied(tmp_path):
    what = project(schedule=MultiStep((1, 2), 1e-300, "step"), budget=Steps(4))
    made, listener = session(what, tmp_path)
    made.pause()
    made.start()
    listener.wait(lambda event: getattr(event, "state", "") == "paused")
    for _ in range(2):
        made.step()
    listener.wait(reached(2))
    made.change_rate(0.1)
    assert listener.wait(lambda event: isinstance(event, Noted) and "rate" in event.what).what == course.NO_FACTOR
    made.resume()
    assert made.join(SECONDS)
    assert not listener.of(RateChanged)


def test_the_same_rate_again_changes_nothing(tmp_path):
    made, listener = session(project(optimiser=Sgd(0.05), budget=Steps(4)), tmp_path)
    made.change_rate(0.05)
    made.start()
    assert made.join(SECONDS)
    assert not listener.of(RateChanged)


def test_what_was_given_at_the_end_of_a_schedule_does_not_lift_what_begins_anew(tmp_path):
    short = project(schedule=Cosine(unit="step"), budget=Steps(20))
    made, _ = trained(short, tmp_path, {19: 0.05})
    first = short.training.optimiser.rate
    for extend in ("auto", "anew", "stretch", "hold"):
        copied = shutil.copytree(made.folder.path, tmp_path / extend)
        longer = project(schedule=Cosine(unit="step"), budget=Steps(40))
        train(longer, tmp_path, RunFolder.open(copied), resume=True, extend=extend)
        further = rates(RunFolder.open(copied))[20:]
        assert max(further) <= max(first, 0.05) * (1 + 1e-6), extend
        if extend == "anew":
            assert further[0] == pytest.approx(0.1 * max(first, 0.05))
        if extend in ("auto", "hold"):
            assert further == pytest.approx([0.05] * 20)


RECIPES = st.builds(
    lambda ops, validation, training: project(*ops, data=DataSettings(share=0.5, validation=validation), **training),
    st.sampled_from([PLAIN, EVERYTHING]),
    st.sampled_from([NoValidation(), ValidationCount(400)]),
    st.fixed_dictionaries({**FIELDS, "early_stopping": st.none(), "precision": st.just("float32")}),
).filter(lambda one: not problems(one))


@settings(max_examples=examples(2), deadline=None)
@given(what=RECIPES, at=st.integers(0, 20), cut=st.integers(1, 28))
def test_whatever_the_recipe_cut_anywhere_it_goes_on_to_the_same_weights(what, at, cut):
    with tempfile.TemporaryDirectory() as folder:
        runs, changes = Path(folder), {at: 0.01234}
        whole, _ = trained(what, runs, changes)
        assume(whole.error is None)  # too high a rate has nothing to go on to
        if cut > at:
            made, _ = trained(what, runs, changes, stop_at=cut)
            again, _ = train(what, runs, made.folder, resume=True)
        else:
            made, _ = train_to(what, cut, runs)
            again, _ = trained(what, runs, changes, made.folder, resume=True)
        assert again.error is None
        assert equal(tensors(again.folder), tensors(whole.folder))
        assert comparable(again.folder) == comparable(whole.folder)
