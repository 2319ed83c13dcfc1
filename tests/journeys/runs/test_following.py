"""A run that another process trains is opened, and shown as it gets on."""

import shutil

import pytest

from engine.runs.lock.lock import Lock
from engine.runs.logs import STEP
from tests.journeys.person import Person
from tests.samples import SAMPLES

HALF = 4  # of its eight steps


@pytest.fixture
def lived(window: Person):
    """A run that has come half way, and is trained by this very process as far as its lock says."""
    run = window.runs / "2026-01-01_101010_sample_aaa"
    shutil.copytree(SAMPLES / "run-5", run)
    steps, events = (run / "steps.bin").read_bytes(), (run / "events.jsonl").read_bytes()
    (run / "result.json").unlink()
    (run / "steps.bin").write_bytes(steps[: HALF * STEP.itemsize])
    (run / "events.jsonl").write_bytes(b"".join(events.splitlines(keepends=True)[:3]))
    lock = Lock(run / "lock")
    lock.acquire()

    def come_to_its_end() -> None:
        (run / "steps.bin").write_bytes(steps)
        (run / "events.jsonl").write_bytes(events)
        shutil.copy(SAMPLES / "run-5" / "result.json", run)
        lock.release()

    yield run, come_to_its_end
    lock.release()


def test_it_is_shown_as_it_gets_on_until_its_end(window: Person, lived):
    run, come_to_its_end = lived
    followed = window.window.run_displays.followed
    window.pages.runs.run_chosen.emit(run)
    window.wait(lambda: window.shared.run.current and window.shared.run.current.step == HALF)
    window.wait(lambda: (shown := window.shared.workspace.shown) is not None and shown.run == run.name)
    assert followed._timer.isActive()
    come_to_its_end()
    followed.look()
    window.wait(lambda: window.shared.run.current.step == 8)
    window.wait(lambda: not followed._timer.isActive())
    curves = window.panels.chart.run
    assert (len(curves.loss), curves.run_id) == (8, run.name)
    assert curves.evaluations["test"].steps
    assert window.shared.run.current.evaluation is not None


def test_it_is_let_go_once_something_else_is_shown(window: Person, lived):
    run, come_to_its_end = lived
    window.pages.runs.run_chosen.emit(run)
    window.wait(lambda: window.shared.run.current and window.shared.run.current.step == HALF)
    window.chrome.files.new("lenet5-sample")
    window.wait(lambda: window.shared.run.current is None)
    come_to_its_end()
    window.window.run_displays.followed.look()
    window.wait(lambda: window.engine.jobs.idle)
    assert window.shared.run.current is None


def test_its_last_evaluation_is_drawn_though_no_step_came_with_it(window: Person, lived):
    run, come_to_its_end = lived
    window.pages.runs.run_chosen.emit(run)
    window.wait(lambda: window.shared.run.current and window.shared.run.current.step == HALF)
    chart = window.panels.chart
    chart.set_folded(False)
    come_to_its_end()
    events = (run / "events.jsonl").read_bytes()
    (run / "events.jsonl").write_bytes(b"".join(events.splitlines(keepends=True)[:3]))
    look(window)
    window.wait(lambda: len(chart.run.loss) == 8)
    window.wait(lambda: not chart._stale)
    (run / "events.jsonl").write_bytes(events)
    look(window)
    window.wait(lambda: chart.run.evaluations["test"].steps)
    window.wait(lambda: not chart._stale)
    assert len(chart.plot._lines.first._points["test"].getData()[0]) == len(chart.run.evaluations["test"])
    assert chart.run.ended


def test_one_that_went_on_from_an_earlier_step_is_drawn_anew(window: Person, lived):
    run, _ = lived
    window.pages.runs.run_chosen.emit(run)
    window.wait(lambda: window.shared.run.current and window.shared.run.current.step == HALF)
    steps = (run / "steps.bin").read_bytes()
    (run / "steps.bin").write_bytes(steps[: 2 * STEP.itemsize])
    look(window)
    window.wait(lambda: window.shared.run.current.step == 2)
    assert window.panels.chart.run.loss.steps.tolist() == [1, 2]


def test_a_share_that_was_away_for_a_moment_ends_nothing(window: Person, lived):
    run, come_to_its_end = lived
    followed = window.window.run_displays.followed
    window.pages.runs.run_chosen.emit(run)
    window.wait(lambda: window.shared.run.current and window.shared.run.current.step == HALF)
    window.wait(lambda: (shown := window.shared.workspace.shown) is not None and shown.run == run.name)
    (run / "project.json").rename(run / "away")
    said = len(window.said)
    for _ in range(2):
        look(window)
        window.wait(lambda: window.engine.jobs.idle)
        assert followed._timer.isActive()
    assert len(window.said) == said + 1
    (run / "away").rename(run / "project.json")
    come_to_its_end()
    look(window)
    window.wait(lambda: window.shared.run.current.step == 8)
    assert not followed._timer.isActive()


def look(window: Person) -> None:
    window.window.run_displays.followed._timer.stop()
    window.window.run_displays.followed.look()


def test_one_that_is_removed_meanwhile_stays_as_it_was_last_seen(window: Person, lived):
    run, _ = lived
    window.pages.runs.run_chosen.emit(run)
    window.wait(lambda: window.shared.run.current and window.shared.run.current.step == HALF)
    shutil.rmtree(run)
    window.window.run_displays.followed.look()
    window.wait(lambda: window.engine.jobs.idle)
    assert window.shared.run.current.step == HALF
