"""Threads that nobody gave: tried once for a network, remembered, kept by the run; what is learned is the same."""

from operator import attrgetter

import pytest
import torch

from engine.data.store import load
from engine.errors import Stopped
from engine.events import Foreseen, Noted, StateChanged
from engine.machine import threads as machine_threads
from engine.machine.devices import Machine
from engine.machine.setup import Setup
from engine.machine.threads import thread_counts
from engine.project.project import with_facts
from engine.project.training.budgets import Steps
from engine.runs.environment import read_environment
from engine.training.session import session as session_room
from engine.training.steps import preparation
from engine.training.tuning import bench, contest, remembered, thread_choice
from engine.training.tuning.contest import Tried
from engine.training.tuning.remembered import KEPT
from engine.training.tuning.thread_choice import in_words
from engine.training.tuning.tuned import KnownSetup
from tests.engine.training.small import EVERYTHING, equal, project, session, tensors

ANYHOW = Machine("cpu")
THREADS = attrgetter("threads")


@pytest.fixture(autouse=True)
def state(tmp_path, monkeypatch):
    """Two cores, nothing measured before, a moment's trying whatever the run, and two threads faster than one."""
    monkeypatch.setattr("engine.machine.kept_file.state_folder", lambda: tmp_path / "state")
    monkeypatch.setattr(remembered, "_unwritten", {})
    for module in (thread_choice, remembered):
        monkeypatch.setattr(module, "thread_counts", lambda: (1, 2))
    monkeypatch.setattr(thread_choice, "SHORT_RUN", 0.0)
    monkeypatch.setattr(thread_choice, "SECONDS", 0.1)
    monkeypatch.setattr(thread_choice, "best", lambda tried: max(tried, key=THREADS))


def of(threads):
    return Setup(threads, "channels_last")


def trained(tmp_path, machine=ANYHOW, **settings):
    made, listener = session(project(*EVERYTHING, **{"budget": Steps(6), **settings}), tmp_path, machine=machine)
    made.start()
    assert made.join(60)
    assert made.error is None
    return made, listener, read_environment(made.folder.environment_file)


def trying(listener):
    return [event for event in listener.of(StateChanged) if "Trying" in event.doing]


def test_the_first_run_of_a_network_tries_and_the_next_remembers(tmp_path):
    made, listener, environment = trained(tmp_path)
    assert [event.doing for event in trying(listener)] == ["Trying 1 and 2 threads"]
    assert (environment.threads, environment.setup_by, made.threads) == (2, "measured", 2)
    (foreseen,) = listener.of(Foreseen)
    assert foreseen.seconds > 0
    assert "2 threads, measured just now" in listener.of(Noted)[0].what
    _, again, environment = trained(tmp_path)
    assert not trying(again)
    assert not again.of(Foreseen)
    assert (environment.threads, environment.setup_by) == (2, "remembered")


@pytest.mark.parametrize("other", [{"batch": 100}, {"batch": 500}])
def test_another_batch_is_tried_anew(tmp_path, other):
    trained(tmp_path)
    _, listener, _ = trained(tmp_path, **other)
    assert bool(trying(listener)) == (other["batch"] != 500)


def test_a_window_beside_it_is_another_case(tmp_path):
    trained(tmp_path)
    _, listener, _ = trained(tmp_path, Machine("cpu", background=True))
    assert trying(listener)


def test_threads_that_somebody_gave_are_taken_and_not_remembered(tmp_path):
    _, listener, environment = trained(tmp_path, Machine("cpu", 1))
    assert not trying(listener)
    assert (environment.threads, environment.setup_by) == (1, "given")
    assert not KEPT.path.exists()


def test_what_was_tried_leaves_no_trace_in_the_weights(tmp_path):
    measured, _, _ = trained(tmp_path)
    given, _, _ = trained(tmp_path, Machine("cpu", 2))
    assert equal(tensors(measured.folder), tensors(given.folder))


def test_a_run_that_goes_on_keeps_its_threads(tmp_path, monkeypatch):
    made, _, _ = trained(tmp_path)
    monkeypatch.setattr(thread_choice, "best", lambda tried: min(tried, key=THREADS))
    KEPT.path.unlink()
    more, listener = session(
        project(*EVERYTHING, budget=Steps(9)), tmp_path, machine=ANYHOW, folder=made.folder, resume=True
    )
    more.start()
    assert more.join(60)
    assert more.error is None
    assert not trying(listener)
    assert more.threads == 2


def test_a_short_run_takes_the_rule(tmp_path, monkeypatch):
    monkeypatch.setattr(thread_choice, "SHORT_RUN", 1e9)
    _, listener, environment = trained(tmp_path)
    assert not trying(listener)
    assert environment.setup_by == "default"
    assert not KEPT.path.exists()


def test_stopped_while_trying_no_run_is_kept(tmp_path, monkeypatch):
    made, _ = session(project(*EVERYTHING, budget=Steps(6)), tmp_path, machine=ANYHOW)
    monkeypatch.setattr(contest.Tried, "speed", property(lambda _: pytest.fail("tried to the end")))
    began = thread_choice.Bench.__init__

    def stop(self, *args):
        began(self, *args)
        made.stop()

    monkeypatch.setattr(thread_choice.Bench, "__init__", stop)
    made.start()
    assert made.join(60)
    assert made.state == "finished"
    assert not made.kept
    assert not KEPT.path.exists()


@pytest.mark.parametrize("content", [b"", b"{", b'{"known": {"a": "b"}}', b'{"version": 99}', b'{"threads": 3}'])
def test_a_damaged_memory_is_measured_anew(tmp_path, content):
    KEPT.path.parent.mkdir(parents=True)
    KEPT.path.write_bytes(content)
    _, listener, environment = trained(tmp_path)
    assert trying(listener)
    assert environment.setup_by == "measured"


def test_the_oldest_choices_go(monkeypatch):
    monkeypatch.setattr(remembered, "MOST", 3)
    monkeypatch.setattr(remembered, "thread_counts", lambda: (1, 128))
    for key in "abcda":
        remembered.remember(key, KnownSetup(of(ord(key)), "measured"))
    assert [remembered.remembered(key) is not None for key in "abcd"] == [True, False, True, True]
    assert remembered.remembered("c").setup == of(99)


def test_what_was_measured_in_words():
    fast, slow, late = Tried([200.0]), Tried([100.0]), Tried([200.0], [0.1] * 99)
    one, two = of(1), of(2)
    assert in_words(two, {one: slow, two: fast}) == "Trains on 2 threads, measured just now: 2.0 times as fast as on 1."
    assert in_words(one, {one: fast, two: slow}).startswith("Trains on 1 thread, measured just now: 2.0 times")
    assert in_words(one, {one: slow, two: Tried([104.0])}).endswith("2 would be hardly faster.")
    assert in_words(one, {one: slow, two: late}).endswith("with 2 the window would not stay fluid.")


def of_digits(go_on=lambda: None, longest=1.0):
    what, before = project(*EVERYTHING, budget=Steps(6)), torch.get_num_threads()
    dataset = load(what.data)
    try:
        return bench.Bench(with_facts(what, dataset.facts), dataset, torch.device("cpu"), of(1), go_on, longest)
    finally:
        torch.set_num_threads(before)


@pytest.mark.parametrize(("longest", "batch", "steps"), [(0.0, 2, 2), (1e9, 500, 4)])
def test_it_begins_with_few_images_and_takes_more_where_these_are_quick(longest, batch, steps):
    asked = []
    made = of_digits(lambda: asked.append(None), longest)
    made.close()
    assert (made.batch, len(asked)) == (batch, steps)
    assert made.images == 6 * 500
    assert made.run_seconds == pytest.approx(made.step_seconds * made.images / batch)


def test_told_to_stop_it_takes_no_further_step(monkeypatch):
    taken = []
    monkeypatch.setattr(bench, "_step", taken.append)

    def go_on():
        if taken:
            raise Stopped

    with pytest.raises(Stopped):
        of_digits(go_on)
    assert len(taken) == 1


def test_what_is_about_as_fast_is_not_said_to_be_one_time_as_fast():
    one, two, four = map(of, (1, 2, 4))
    assert in_words(one, {one: Tried([101.0]), two: Tried([100.0])}).endswith("just now: about as fast as on 2.")
    tried = {one: Tried([100.0]), two: Tried([104.0]), four: Tried([108.0])}
    assert in_words(four, tried).endswith("just now: about as fast as on 2.")


def test_where_no_number_of_threads_leaves_the_window_fluid_that_is_said():
    late = [0.1] * 100
    assert in_words(of(1), {of(1): Tried([100.0], late), of(2): Tried([200.0], late)}).endswith(
        "the window would stay fluid with no number of them, so it is the smallest."
    )


def test_a_long_step_is_tried_on_a_part_of_the_batch():
    assert bench.part(128, 0.1) == 128
    assert bench.part(128, 0.4) == 32
    assert bench.part(128, 1000.0) == 2
    assert bench.part(1, 1000.0) == 1


@pytest.mark.parametrize(
    ("cores", "said", "counts"),
    [
        (1, None, (1,)),
        (2, None, (1, 2)),
        (6, None, (1, 2, 4, 6)),
        (8, None, (1, 2, 4, 8)),
        (8, "3", (1, 2, 3)),
        (2, "16", (1, 2)),
        (4, "2,1", (1, 2)),
        (4, "many", (1, 2, 4)),
        (4, "0", (1, 2, 4)),
    ],
)
def test_powers_of_two_up_to_the_cores(monkeypatch, cores, said, counts):
    import psutil

    monkeypatch.setattr(psutil, "cpu_count", lambda logical: cores)
    monkeypatch.setattr(type(machine_threads.HERE), "cores", lambda _: cores)
    monkeypatch.setenv("OMP_NUM_THREADS", said) if said else monkeypatch.delenv("OMP_NUM_THREADS")
    assert thread_counts() == counts


@pytest.mark.parametrize("cores", [1, 2, 3, 4, 6, 8, 16])
def test_a_run_begins_on_any_number_of_cores(tmp_path, monkeypatch, cores):
    """What it would take by rule, all but one, is tried too, though it be no power of two."""
    for module in (thread_choice, remembered):
        monkeypatch.setattr(module, "thread_counts", thread_counts)
    monkeypatch.setattr("psutil.cpu_count", lambda logical: cores)
    monkeypatch.setattr(type(machine_threads.HERE), "cores", lambda _: cores)
    monkeypatch.delenv("OMP_NUM_THREADS", raising=False)
    tried = []
    monkeypatch.setattr(thread_choice, "best", lambda found: tried.extend(found) or min(found, key=THREADS))
    trained(tmp_path)
    assert set(map(THREADS, tried)) == ({*thread_counts(), cores - 1} if cores > 1 else set())


def test_what_trying_took_is_given_back_before_it_is_asked_whether_the_training_fits(tmp_path, monkeypatch):
    happened = []
    checked = preparation.check_memory
    monkeypatch.setattr(type(session_room.HERE), "give_memory_back", lambda _: happened.append("given back"))
    monkeypatch.setattr(preparation, "check_memory", lambda *of: happened.append("asked") or checked(*of))
    trained(tmp_path)
    of_the_run = max(at for at, what in enumerate(happened) if what == "asked")
    assert happened[of_the_run - 1] == "given back"
