"""A run that has become slow goes on with other threads, says so, and equals itself however it was broken off."""

import shutil
from dataclasses import dataclass

import pytest
import torch

from engine.errors import DeviceError
from engine.events import CheckpointSaved, ComputedOn, Noted, Progress, Resumed, StateChanged, ThreadsChanged
from engine.machine.devices import Machine
from engine.machine.setup import Setup
from engine.project.training.budgets import Steps
from engine.runs.checkpoints import Checkpoints
from engine.runs.environment import read_environment
from engine.runs.folder import RunFolder
from engine.runs.logs import read_events
from engine.service.runs.run_view import run_view
from engine.training.course.voice import Voice
from engine.training.steps.conditions import Conditions
from engine.training.tuning import rethreading, thread_choice
from engine.training.tuning.contest import Tried
from engine.training.tuning.remembered import KEPT
from engine.training.tuning.rethreading import Rethreading, Retried, faster, may_change
from engine.training.tuning.slowness import Slowness
from engine.training.tuning.tuned import KnownSetup
from tests.engine.training.small import EVERYTHING, SECONDS, equal, project, session, tensors, train

ANYHOW, GIVEN = Machine("cpu"), Machine("cpu", 2)
ONE, TWO = Setup(1, "channels_last"), Setup(2, "channels_last")
WHAT = project(*EVERYTHING, budget=Steps(40))  # its epochs have 16 steps
CHANGE = 16


class SlowAfter(Slowness):
    """Says after each of some steps that training has become 3.1 times as slow, until threads were tried."""

    def __init__(self, *steps):
        super().__init__()
        self._steps, self._now, self.heard = set(steps), 0, 0.0

    def add(self, records):
        self._now, self.heard = int(records["step"][-1]), self.heard + float(records["seconds"].sum(dtype=float))

    def begin_anew(self):
        self._steps = {step for step in self._steps if step > self._now}

    @property
    def knows(self):
        return self._now >= min(self._steps, default=float("inf"))

    fallen = knows
    speed, times_as_slow = 1000.0, 3.1


@pytest.fixture(autouse=True)
def takes(tmp_path, monkeypatch):
    """Two cores of which a new run takes both, and a moment's trying, in which so many threads prove the fastest."""
    monkeypatch.setattr("engine.machine.kept_file.state_folder", lambda: tmp_path / "state")
    monkeypatch.setattr(thread_choice, "remembered", lambda _: KnownSetup(TWO, "measured"))
    monkeypatch.setattr(rethreading, "thread_counts", lambda: (1, 2))
    monkeypatch.setattr(rethreading, "SECONDS", 0.1)

    def say(threads):
        monkeypatch.setattr(
            rethreading, "faster", lambda tried, _: next(one for one in tried if one.threads == threads)
        )

    say(1)
    return say


def trained(runs, slow, what=WHAT, **options):
    made, listener = train(what, runs, slowness=slow, **{"machine": ANYHOW, **options})
    assert made.error is None
    return made, listener


def overhear(made, listener, hear):
    """Has somebody else hear each event first, on the training thread."""
    made._sink = Voice(lambda event: (hear(event), listener(event)))


@pytest.fixture
def changed(tmp_path):
    return trained(tmp_path / "changed", SlowAfter(CHANGE))


def of_two(tmp_path):
    """The same training on two threads from its beginning to its end."""
    return train(WHAT, tmp_path / "two", machine=GIVEN)[0].folder


def changes(folder):
    found = [event for event in read_events(folder.events_file) if isinstance(event, ThreadsChanged)]
    return [(event.step, event.before, event.threads) for event in found]


class TestARunThatHasBecomeSlow:
    def test_goes_on_with_other_threads_and_says_so(self, changed):
        made, listener = changed
        assert made.threads == 1
        assert changes(made.folder) == [(CHANGE, 2, 1)]
        (noted,) = listener.of(Noted)
        assert noted.what.startswith("The computer is busy: training had become 3.1 times as slow. On 1 thread it goes")
        assert noted.what.endswith("From step 17 on the run cannot be repeated bit for bit.")
        assert noted.warns
        assert Progress(made.folder.id, "Trying 1 and 2 threads", 0, 0) in listener.events

    def test_has_that_on_disk_before_it_goes_on_and_nothing_is_rewritten(self, changed):
        made, listener = changed
        assert CHANGE in [event.step for event in listener.of(CheckpointSaved)]
        assert Checkpoints(made.folder.checkpoints).load(CHANGE).position.threads == 1
        environment = read_environment(made.folder.environment_file)
        assert (environment.threads, environment.setup_by) == (2, "remembered")
        assert run_view(made.folder.path).compute.threads == 1
        assert not KEPT.path.exists()

    def test_stays_as_it_is_where_nothing_is_faster(self, takes, tmp_path):
        takes(2)
        made, listener = trained(tmp_path, SlowAfter(CHANGE))
        assert (made.threads, changes(made.folder)) == (2, [])
        (noted,) = listener.of(Noted)
        assert noted.what.endswith("had become 3.1 times as slow, and other threads would be no faster.")
        assert not noted.warns
        assert Checkpoints(made.folder.checkpoints).load(40).position.threads == 2
        assert equal(tensors(made.folder), tensors(of_two(tmp_path)))

    def test_comes_back_when_it_is_quiet_again(self, takes, tmp_path):
        slow = SlowAfter(CHANGE, 32)
        made, listener = session(WHAT, tmp_path, slowness=slow, machine=ANYHOW)
        overhear(made, listener, lambda event: takes(2) if isinstance(event, ThreadsChanged) else None)
        made.start()
        assert made.join(SECONDS)
        assert changes(made.folder) == [(CHANGE, 2, 1), (32, 1, 2)]
        assert run_view(made.folder.path).compute.threads == 2

    def test_goes_on_where_nothing_can_be_tried(self, tmp_path, monkeypatch):
        def refuse(*_):
            raise DeviceError("There is no memory for it.")

        monkeypatch.setattr(rethreading, "Bench", refuse)
        made, listener = trained(tmp_path, SlowAfter(CHANGE))
        assert (made.threads, listener.of(Noted), made.result.steps) == (2, [], 40)

    def test_does_not_try_before_a_last_step_that_never_comes(self, tmp_path):
        _, listener = trained(tmp_path, SlowAfter(CHANGE), project(budget=Steps(CHANGE)))
        assert not listener.of(ThreadsChanged)

    @pytest.mark.parametrize("command", ["pause", "stop"])
    def test_heeds_what_it_is_told_while_it_tries(self, tmp_path, command):
        made, listener = session(WHAT, tmp_path, slowness=SlowAfter(CHANGE), machine=ANYHOW)
        told = []

        def tell(event):
            if isinstance(event, Progress) and event.doing.startswith("Trying") and not told:
                told.append(event)
                getattr(made, command)()

        overhear(made, listener, tell)
        made.start()
        if command == "pause":
            listener.wait(lambda event: isinstance(event, StateChanged) and event.state == "paused")
            assert not listener.of(ThreadsChanged)
            made.resume()
        assert made.join(SECONDS)
        assert made.error is None
        assert [change[1:] for change in changes(made.folder)] == ([(2, 1)] if command == "pause" else [])


def test_threads_that_somebody_gave_stay_also_when_the_run_goes_on(tmp_path):
    made, listener = trained(tmp_path, SlowAfter(CHANGE), machine=GIVEN)
    longer = project(*EVERYTHING, budget=Steps(60))
    again, more = trained(tmp_path, SlowAfter(48), longer, folder=made.folder, resume=True)
    assert not listener.of(Noted) + more.of(Noted)
    assert (again.threads, changes(made.folder)) == (2, [])


def test_only_what_steps_take_is_time(tmp_path):
    slow = SlowAfter()
    made, _ = trained(tmp_path, slow)
    assert slow.heard == pytest.approx(made.result.seconds, rel=1e-6)


@dataclass
class Killed:
    """Copies of a run's folder as a kill would leave them, at each event of a kind."""

    runs: object

    def at(self, event, folder):
        if isinstance(event, ThreadsChanged) or (isinstance(event, CheckpointSaved) and event.step == CHANGE):
            name = type(event).__name__
            shutil.copytree(folder.path, self.runs / name / folder.id, ignore=shutil.ignore_patterns("lock"))

    def left(self, kind):
        (path,) = (self.runs / kind.__name__).iterdir()
        return RunFolder.open(path)


@pytest.fixture
def killed(tmp_path):
    made, listener = session(WHAT, tmp_path / "whole", slowness=SlowAfter(CHANGE), machine=ANYHOW)
    copies = Killed(tmp_path / "killed")
    overhear(made, listener, lambda event: copies.at(event, made.folder))
    made.start()
    assert made.join(SECONDS)
    assert made.error is None
    return made.folder, copies


class TestARunThatWasKilled:
    def test_right_after_the_change_it_goes_on_as_the_unbroken_one(self, killed, tmp_path):
        whole, copies = killed
        left = copies.left(CheckpointSaved)
        again, listener = trained(tmp_path, SlowAfter(), folder=left, resume=True)
        assert [event.threads for event in listener.of(ComputedOn)] == [1]
        (resumed,) = listener.of(Resumed)
        assert (resumed.step, resumed.bit_equal, listener.of(Noted)) == (CHANGE, True, [])
        assert equal(tensors(again.folder), tensors(whole))
        assert changes(left) == [(CHANGE, 2, 1)]

    def test_before_that_was_on_disk_nothing_has_changed(self, killed, tmp_path):
        left = killed[1].left(ThreadsChanged)
        assert changes(left) == [(CHANGE, 2, 1)]
        again, listener = trained(tmp_path, SlowAfter(), folder=left, resume=True)
        assert [event.threads for event in listener.of(ComputedOn)] == [2]
        assert (again.threads, changes(left)) == (2, [])
        assert equal(tensors(again.folder), tensors(of_two(tmp_path)))

    def test_it_may_change_again_later(self, killed, tmp_path, takes):
        left = killed[1].left(CheckpointSaved)
        takes(2)
        again, _ = trained(tmp_path, SlowAfter(32), folder=left, resume=True)
        assert (again.threads, changes(left)) == (2, [(CHANGE, 2, 1), (32, 1, 2)])


class TestTrainingOn:
    LONGER = project(*EVERYTHING, budget=Steps(60))

    def test_takes_the_threads_that_the_run_had_at_last(self, changed, tmp_path):
        made, _ = changed
        again, listener = trained(tmp_path, SlowAfter(), self.LONGER, folder=made.folder, resume=True)
        assert [event.threads for event in listener.of(ComputedOn)] == [1]
        assert not listener.of(Noted)
        assert (again.threads, made.folder.latest_environment().threads) == (1, 1)
        assert changes(made.folder) == [(CHANGE, 2, 1)]

    def test_may_come_back_to_what_the_run_was_begun_with(self, changed, tmp_path, takes):
        takes(2)
        again, _ = trained(tmp_path, SlowAfter(48), self.LONGER, folder=changed[0].folder, resume=True)
        assert again.threads == 2

    def test_with_others_that_are_given_is_a_change_too(self, changed, tmp_path):
        made, _ = changed
        trained(tmp_path, SlowAfter(), self.LONGER, folder=made.folder, resume=True, machine=GIVEN)
        assert changes(made.folder) == [(CHANGE, 2, 1), (40, 1, 2)]
        assert run_view(made.folder.path).compute.threads == 2
        again, listener = trained(tmp_path, SlowAfter(), self.LONGER, folder=made.folder, resume=True)
        assert (again.threads, listener.of(Noted)) == (2, [])


def test_others_that_are_given_for_a_while_are_not_kept(changed, tmp_path):
    made, _ = changed
    left, _ = session(WHAT, tmp_path, folder=made.folder, resume=True, machine=GIVEN)
    left.start()
    assert left.join(SECONDS)
    again, listener = trained(tmp_path, SlowAfter(), folder=made.folder, resume=True)
    assert (again.threads, listener.of(Noted)) == (1, [])


def watched(threads, slowness, settled=2):
    on = Conditions(torch.device("cpu"), Setup(threads, "channels_last"), "measured")
    return Rethreading(WHAT, None, on, slowness, lambda _: None, settled, threads)


class TestWhenThreadsAreTried:
    class Knows(Slowness):
        knows, fallen = True, False

    class Fallen(Knows):
        fallen = True

    def test_when_it_has_become_slow(self):
        assert watched(2, self.Fallen()).due
        assert not watched(2, self.Knows()).due

    def test_every_some_minutes_while_it_is_not_as_it_was_begun(self):
        assert watched(1, self.Knows()).due
        assert not watched(1, Slowness()).due

    def test_never_where_somebody_chose_them(self):
        assert not watched(1, None).due

    @pytest.mark.parametrize(
        ("device", "by", "may"),
        [
            ("cpu", "measured", True),
            ("cpu", "remembered", True),
            ("cpu", "tuned", True),
            ("cpu", "default", True),
            ("cpu", "kept", True),
            ("cpu", "given", False),
            ("cpu", "unknown", False),
            ("cuda:0", "default", False),
        ],
    )
    def test_where_the_cpu_computes_and_the_program_chose(self, device, by, may):
        assert may_change(Conditions(torch.device(device), TWO, by)) == may

    def test_not_on_a_single_core(self, monkeypatch):
        monkeypatch.setattr(rethreading, "thread_counts", lambda: (1,))
        assert not may_change(Conditions(torch.device("cpu"), ONE, "default"))


class TestWhoIsTaken:
    def test_the_fastest_that_is_clearly_faster(self):
        four = Setup(4, "channels_last")
        assert faster({ONE: Tried([130.0]), TWO: Tried([100.0]), four: Tried([150.0])}, TWO) == four
        assert faster({ONE: Tried([115.0]), TWO: Tried([100.0])}, TWO) == TWO

    def test_none_that_leaves_a_window_less_fluid(self):
        late = Tried([300.0], [0.1] * 99)
        assert faster({ONE: late, TWO: Tried([100.0], [0.002] * 99)}, TWO) == TWO
        assert faster({ONE: late, TWO: Tried([100.0], [0.2] * 99)}, TWO) == ONE


class TestWords:
    def test_slow_and_changed(self):
        assert Retried(2, 1, 1.84, 3.14).words(1203) == (
            "The computer is busy: training had become 3.1 times as slow. On 1 thread it goes on 1.8 times as fast. "
            "From step 1,204 on the run cannot be repeated bit for bit."
        )

    def test_slow_and_as_it_was(self):
        assert Retried(2, 2, 1.0, 3.14).words(7) == (
            "The computer is busy: training had become 3.1 times as slow, and other threads would be no faster."
        )

    def test_back_again(self):
        assert Retried(1, 2, 1.7, None).words(7).startswith("Threads were tried again. On 2 threads it goes on 1.7 ")
        assert Retried(1, 1, 1.0, None).words(7) == ""
