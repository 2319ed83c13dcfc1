"""Random use of a service in a slow world: reading and answering are held up at any moment, for any time.

Whatever happens, the newest question on each channel is answered, what was asked for last is shown, one session trains
at most, every run that was begun ends once, and closing leaves no thread.
"""

import tempfile
import threading
from collections import Counter
from contextlib import ExitStack
from pathlib import Path
from unittest.mock import patch

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

import engine.data.store
from engine.errors import DataError, InputError, RunFolderError, Stopped
from engine.events import NotBegun, Reply, StateChanged
from engine.project.data.data_settings import DataSettings
from engine.project.data.sources import Digits
from engine.project.training.budgets import Steps
from engine.runs.environment import read_environment
from engine.service import questions as q
from engine.service.answers import ImageOf, Shown
from engine.service.moments import Moments
from tests.engine.service.door import MNIST, ONE_THREAD, SECONDS, Door, a_one, is_end, put_mnist, small

GREY = {"a": 7, "b": 9}  # of the images in each data folder; "none" has no images
IMAGE = ImageOf("test", 3)
ENDLESS = 1_000_000
RUNS = st.integers(0, 3)
DATA = {"mnist": MNIST, "digits": DataSettings()}
SHOWS = (q.ShowProject, q.ShowRun, q.ShowModelFile)
LOOKS = {
    "predict": q.Predict(a_one()),
    "inspect": q.Inspect("n00002", IMAGE),
    "cards": q.CardMaps(("n00002",), IMAGE),
    "image": q.Predict(IMAGE),
    "look": q.LookAtData(MNIST),
    "first": q.FirstMistakes(),
    "next": q.NextMistake("test", 0),
    "read": q.ReadImages(MNIST, None, "test", (0, 3), 28),
    "list": q.ListRuns(),
}


class Gate:
    """Holds up whoever comes by while it is shut."""

    def __init__(self):
        self._open = threading.Event()
        self._open.set()

    def hold(self):
        self._open.clear()

    def release(self):
        self._open.set()

    def wait(self, stop=None):
        while not self._open.wait(0.002):
            if stop is not None and stop():
                raise Stopped


class Use(RuleBasedStateMachine):
    def __init__(self):
        super().__init__()
        self._stack = ExitStack()
        self.root = Path(self._stack.enter_context(tempfile.TemporaryDirectory()))
        for name, value in GREY.items():
            put_mnist(self.root / name, value)
        (self.root / "data").symlink_to(self.root / "a")
        self.gates = {"reading": Gate(), "moments": Gate()}
        self._hold_up()
        self.before = set(threading.enumerate())
        self.door = Door(self.root)
        self.folder = "a"
        self.asked: dict[int, tuple[object, set[str]]] = {}  # with the folders in use since
        self.newest: dict[str, int] = {}  # by channel; in order: all
        self.shows: int | None = None  # the question whose model must be shown at rest, where that is certain
        self.begun: Counter[str] = Counter()
        self.pressed: dict[str, str] = {}  # the folder in use when a run was begun first
        self.current = "none yet"
        self.since = 0  # of the events, the first after the current run was begun
        self.ends = False  # whether the current one ends by itself, or was told to
        self.paused = False

    def _hold_up(self):
        read, answer = engine.data.store.read, Moments._answer

        def slow_read(source, root, progress, stop, budget):
            if not isinstance(source, Digits):
                self.gates["reading"].wait(stop)
            return read(source, root, progress, stop, budget)

        def slow_answer(moments, *args):
            self.gates["moments"].wait()
            answer(moments, *args)

        self._stack.enter_context(patch.object(engine.data.store, "read", slow_read))
        self._stack.enter_context(patch.object(Moments, "_answer", slow_answer))

    # --- what may be done ---

    @initialize()
    def begin(self):
        self._show("mnist", 0, 0)

    @rule(gate=st.sampled_from(["reading", "moments"]), hold=st.booleans())
    def hold_up(self, gate, hold):
        self.gates[gate].hold() if hold else self.gates[gate].release()

    @rule(name=st.sampled_from([*LOOKS, "newest", "newest", "read run", "save"]), at=RUNS)
    def ask(self, name, at):
        match name:
            case "newest":
                self._ask(q.TakeNewest(self.current))
                self.shows = None
            case "read run":
                self._ask(q.ReadRun(self.door.service.folder(self._run(at))))
            case "save":
                self._ask(q.SaveWithModel(small(data=MNIST), self.root / "saved.layerscope", b""))
            case _:
                self._ask(LOOKS[name])

    @rule(what=st.sampled_from([*DATA, "run"]), seed=st.integers(0, 3), at=RUNS)
    def show(self, what, seed, at):
        self._show(what, seed, at)

    def _show(self, what, seed, at):
        run = what == "run" and self.begun
        what = "mnist" if what == "run" else what
        folder = self.door.service.folder(self._run(at))
        self.shows = self._ask(q.ShowRun(folder) if run else q.ShowProject(small(data=DATA[what], seed=seed)))

    @rule(folder=st.sampled_from(["a", "b"] * 4 + ["none"]))
    def use_folder(self, folder):
        self.folder = folder
        for _, folders in self.asked.values():
            folders.add(folder)
        self._ask(q.UseDataFolder(self.root / folder))

    @rule(question=st.sampled_from(q.AnyQuestion.__args__))
    def cancel(self, question):
        channel = question.channel
        self.door.service.cancel(channel)
        kept = {key: request for key, request in self.newest.items() if key.split(":")[0] != channel}
        self.newest = self.newest if question is q.UseDataFolder else kept
        if channel == q.ShowProject.channel:
            self.shows = None

    @rule(
        data=st.sampled_from([*DATA, "mnist"]),
        steps=st.sampled_from([1, 3, ENDLESS]),
        from_shown=st.booleans(),
    )
    def train(self, data, steps, from_shown):
        might_train, since = self.door.service.alive(self.current), self._told()
        try:
            run = self.door.service.train(small(steps, DATA[data], batch=5), ONE_THREAD, from_shown=from_shown)
        except InputError:
            assert might_train
            return
        self.pressed[run] = self.folder if data == "mnist" else ""
        self._began(run, since, ends=steps != ENDLESS)

    @rule(at=RUNS, steps=st.integers(1, 9))
    def train_on(self, at, steps):
        if not self.begun:
            self.train("mnist", 3, from_shown=False)
        run, might_train, since = self._run(at), self.door.service.alive(self.current), self._told()
        try:
            assert self.door.service.train_on(run, Steps(steps), ONE_THREAD) == run
        except InputError:
            assert might_train
            return
        self._began(run, since, ends=True)

    @rule(name=st.sampled_from(["pause", "resume", "step", "stop", "stop"]))
    def command(self, name):
        getattr(self.door.service, name)(self.current)
        if name == "stop":
            self.ends, self.paused = self.current in self.begun, False
        else:
            self.paused = name == "pause" or (self.paused and name == "step")

    @rule()
    def rest(self):
        """Everything that must come comes."""
        for gate in self.gates.values():
            gate.release()
        if self.current in self.begun:
            self.door._wait(lambda: any(self._is_on_its_way(event) for event in self.door.events[self.since :]))
        if self.ends and not self.paused:
            assert self.door.service.wait(SECONDS)
            self.door._wait(lambda: self._ended(self.current) == self.begun[self.current])
        for request in self.newest.values():
            self.door._wait(lambda request=request: request in self.door.replies)
        for request in self.newest.values():
            self._check_reply(request)
        self._check_shown()
        for run, folder in self.pressed.items():
            self._check_folder(run, folder)

    # --- what must hold ---

    @invariant()
    def one_session_at_most(self):
        training = [thread for thread in threading.enumerate() if thread.name.startswith("training ")]
        assert len(training) <= 1

    @invariant()
    def only_what_was_asked_is_answered_and_only_what_was_begun_speaks(self):
        self.door.look()
        assert self.door.replies.keys() <= self.asked.keys()
        assert {event.run for event in self.door.events if getattr(event, "run", "")} <= self.begun.keys()
        for run, times in self.begun.items():
            assert self._ended(run) <= times

    def teardown(self):
        try:
            self.gates["moments"].release()
            assert self.door.service.close(SECONDS)
            self.door.look()
            assert all(self._ended(run) == times for run, times in self.begun.items())
            assert not [thread for thread in threading.enumerate() if thread not in self.before]
            assert not [event for event in self.door.events if isinstance(event, Reply)]
            locks = list((self.root / "runs").glob("*/lock"))
            assert not locks
        finally:
            self.gates["reading"].release()
            self._stack.close()

    # --- helpers ---

    def _ask(self, question):
        request = self.door.service.ask(question)
        assert request not in self.asked
        self.asked[request] = (question, {self.folder})
        self.newest[f"{question.channel}:{request}" if question.in_order else question.channel] = request
        return request

    def _began(self, run, since, *, ends):
        self.begun[run] += 1
        self.current, self.since, self.ends, self.paused = run, since, ends, False

    def _told(self):
        self.door.look()
        return len(self.door.events)

    def _is_on_its_way(self, event):
        """Whether it tells that the current run trains, or has ended."""
        going = isinstance(event, StateChanged) and event.state in ("running", "paused")
        return (going and event.run == self.current) or is_end(event, self.current)

    def _run(self, at):
        """One of the runs that were begun, counted from the newest, or one that never was."""
        begun = list(self.begun)
        return begun[-1 - at % len(begun)] if begun else "never"

    def _ended(self, run):
        return sum(is_end(event, run) for event in self.door.events)

    def _check_reply(self, request):
        (question, folders), reply = self.asked[request], self.door.replies[request]
        if reply.error is not None:
            assert isinstance(reply.error, InputError), reply.error
            if isinstance(reply.error, DataError):
                assert "none" in folders
            if isinstance(reply.error, RunFolderError):
                assert isinstance(question, q.ShowRun | q.ReadRun)
        elif isinstance(question, q.LookAtData):
            assert int(reply.result.samples[0].max()) in {GREY.get(folder) for folder in folders}

    def _check_shown(self):
        """What was asked for last, and answered, is what is shown."""
        if self.shows is None:
            return
        reply = self.door.replies[self.shows]
        if isinstance(reply.result, Shown):
            shown = self.door.service._moments.call(lambda: self.door.service._answering._showing.shown)
            assert shown.serial == reply.result.serial

    def _check_folder(self, run, folder):
        environment = read_environment(self.door.service.folder(run) / "environment.json")
        if environment is not None:
            root = environment.data.root
            assert (Path(root).resolve() if root else root) == ((self.root / folder).resolve() if folder else None)


TestUse = Use.TestCase
TestUse.settings = settings(
    max_examples=25,
    stateful_step_count=25,
    deadline=None,
    phases=[Phase.reuse, Phase.generate],  # threads are never in step twice, so a failure cannot be made smaller
    suppress_health_check=list(HealthCheck),
)


# What random use found is kept as a plain walk through the same machine.


@pytest.mark.parametrize("closes", [False, True])
def test_kept_an_image_waits_while_a_run_trains_on_and_another_folder_is_chosen(closes):
    use = Use()
    try:
        use.begin()
        use.hold_up("reading", hold=True)
        use.ask("image", 0)
        use.train("digits", 3, from_shown=True)
        use.train_on(0, 4)
        use.use_folder("b")
        use.ask("inspect", 0)
        use.show("run", 0, 0)
        use.train("mnist", ENDLESS, from_shown=False)
        if not closes:
            use.rest()
    finally:
        use.teardown()


def test_kept_a_run_is_stopped_and_trained_on_again_and_again():
    use = Use()
    try:
        use.begin()
        for steps in (1, 3):
            use.train("mnist", steps, from_shown=False)
            use.train_on(0, 9)
            use.command("pause")
            use.command("stop")
            use.train_on(0, 9)
            use.command("stop")
            use.train_on(0, 2)
            use.ask("newest", 0)
            use.rest()
    finally:
        use.teardown()


def test_each_kind_of_end_is_one_event():
    """As the machine counts them."""
    ends = [NotBegun("r"), StateChanged("r", 0.0, "finished", 1), StateChanged("r", 0.0, "failed", 1)]
    assert all(is_end(event, "r") and not is_end(event, "s") for event in ends)
    assert not is_end(StateChanged("r", 0.0, "stopping", 1), "r")
