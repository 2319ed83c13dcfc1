"""What listens to a run may fail at any moment: the run ends, says why, and leaves everything in order."""

import threading

import pytest

from engine.errors import Diverged, ListenerFailed
from engine.events import CheckpointSaved, EpochDone, Evaluated, Failed, Finished, Progress, StateChanged, StepsDone
from engine.project.training.budgets import Epochs, Steps
from engine.project.training.optimisers import Sgd
from engine.runs.checkpoints import Checkpoints
from engine.runs.folder import RunFolder
from engine.runs.logs import read_events
from engine.training.session.session import TrainingSession
from tests.engine.training.small import ONE_THREAD, SECONDS, Listener, equal, project, session, tensors, train

SHORT = project(budget=Epochs(1))
LONG = project(budget=Steps(1_000_000))
RUNS_AWAY = project(optimiser=Sgd(100.0, 0.9), budget=Steps(400), batch=20)


class Deaf(Exception):
    pass


class Stubborn(BaseException):  # as that of a test that fails, or of a program that wants to end
    pass


def is_state(name):
    return lambda event: isinstance(event, StateChanged) and event.state == name


def is_a(kind):
    return lambda event: isinstance(event, kind)


MOMENTS = {
    "preparing": is_state("preparing"),
    "running": is_state("running"),
    "checkpoint": is_a(CheckpointSaved),
    "steps": is_a(StepsDone),
    "epoch": is_a(EpochDone),
    "progress": is_a(Progress),
    "evaluated": is_a(Evaluated),
    "finished": is_a(Finished),
    "the end": is_state("finished"),
}


def failing_at(happens, error=Deaf):
    """A listener that fails when something happens, and all it heard."""
    heard = []

    def listener(event):
        heard.append(event)
        if happens(event):
            raise error("I cannot hear")

    return listener, heard


def trained(listener, tmp_path, what=SHORT):
    made = TrainingSession(what, RunFolder.create(what, tmp_path), listener, ONE_THREAD)
    made.start()
    assert made.join(SECONDS)
    return made


def check_over(made):
    """The run has failed and says so wherever it says anything; nothing is held any more."""
    assert made.state == "failed"
    assert not made.alive
    assert not made.folder.lock_file.exists()
    assert not made.request_tensors(lambda *_: pytest.fail("nobody may be called after the end"))


@pytest.mark.parametrize("error", [Deaf, Stubborn])
@pytest.mark.parametrize("moment", MOMENTS)
def test_a_listener_that_fails_ends_the_run_in_its_own_words(moment, error, tmp_path):
    listener, heard = failing_at(MOMENTS[moment], error)
    made = trained(listener, tmp_path)
    check_over(made)
    assert isinstance(made.error, ListenerFailed)
    assert made.error.what == f"What listens to the run failed ({error.__name__}: I cannot hear)."
    assert "report" not in made.error.hint
    assert isinstance(made.error.__cause__, error)
    assert [MOMENTS[moment](event) for event in heard].index(True) == len(heard) - 1  # never called again
    if moment == "preparing" or made.result.steps == 0:
        assert not made.folder.path.exists()  # it never made a step
        return
    assert made.result == made.folder.result()
    assert made.result.stopped_by == "failure"
    failed, end = read_events(made.folder.events_file)[-2:]
    assert (failed.what, end.state) == (made.error.what, "failed")
    assert failed.kept_step == next(reversed(Checkpoints(made.folder.checkpoints).steps()), None)


def test_such_a_run_goes_on_to_the_same_end(tmp_path):
    listener, _ = failing_at(lambda event: isinstance(event, Evaluated))
    failed = trained(listener, tmp_path, project(budget=Steps(24)))
    again, _ = train(project(budget=Steps(24)), tmp_path, failed.folder, resume=True)
    plain, _ = train(project(budget=Steps(24)), tmp_path)
    assert again.state == "finished"
    assert equal(tensors(again.folder), tensors(plain.folder))


def test_a_listener_that_fails_on_hearing_of_a_failure_hides_nothing(tmp_path):
    listener, _ = failing_at(is_a(Failed))
    made = trained(listener, tmp_path, RUNS_AWAY)
    check_over(made)
    assert isinstance(made.error, Diverged)
    assert made.folder.result().stopped_by == "failure"
    assert [event.what for event in read_events(made.folder.events_file)[-2:-1]] == [made.error.what]


def test_a_listener_that_fails_on_hearing_of_a_refusal_hides_nothing(tmp_path):
    listener, heard = failing_at(is_a(Failed))
    made = trained(listener, tmp_path, project(batch=9000))
    check_over(made)
    assert heard[-1].what == made.error.what
    assert "9,000" in made.error.what


def paused(tmp_path):
    made, listener = session(LONG, tmp_path)
    made.pause()
    made.start()
    listener.wait(is_state("paused"))
    return made, listener


@pytest.mark.parametrize("error", [Deaf, Stubborn])
def test_a_taker_that_fails_ends_the_run_and_keeps_nobody_waiting(tmp_path, error):
    made, listener = paused(tmp_path)
    served = threading.Event()

    def take(*_):
        made.request_tensors(lambda *_: served.set())
        raise error("too heavy")

    assert made.request_tensors(take)
    assert made.join(SECONDS)
    check_over(made)
    assert served.is_set()
    assert made.error.what == f"What listens to the run failed ({error.__name__}: too heavy)."
    assert isinstance(made.error.__cause__, error)
    assert listener.of(Failed)[0].kept_step == 0
    assert not made.folder.path.exists()  # it never made a step


def test_a_taker_that_fails_when_the_run_has_failed_hides_nothing(tmp_path):
    asked = []

    def hear(event):
        if isinstance(event, Failed):
            asked.append(made.request_tensors(lambda *_: 1 / 0))

    made = TrainingSession(RUNS_AWAY, RunFolder.create(RUNS_AWAY, tmp_path), hear, ONE_THREAD)
    made.start()
    assert made.join(SECONDS)
    check_over(made)
    assert asked == [True]
    assert isinstance(made.error, Diverged)


def test_a_taker_that_fails_after_the_last_step_is_said_too(tmp_path):
    listener = Listener()

    def hear(event):
        listener(event)
        if isinstance(event, Finished):
            assert made.request_tensors(lambda *_: 1 / 0)

    made = TrainingSession(SHORT, RunFolder.create(SHORT, tmp_path), hear, ONE_THREAD)
    made.start()
    assert made.join(SECONDS)
    check_over(made)
    assert isinstance(made.error, ListenerFailed)
    assert [event.state for event in listener.of(StateChanged)][-2:] == ["finished", "failed"]
