"""Runs that are not as they should be: figures that are no numbers, a folder that goes, a copy, dates to come."""

import json
import shutil
from pathlib import Path

import numpy as np
from PySide6.QtCore import Qt

from engine.runs.logs import STEP, read_steps
from tests.journeys.conftest import Opened
from tests.journeys.person import SHIFT, Person, short
from tests.journeys.window.test_troubles import _still_works
from tests.samples import SAMPLES

F5 = Qt.Key.Key_F5
PAGES = ("data", "training", "results", "runs", "inspect")
NEWEST = max(SAMPLES.glob("run-*"), key=lambda path: int(path.name[4:]))


def lying_in(person: Person, name: str) -> Path:
    """A finished run of an earlier day, in the folder of runs."""
    return Path(shutil.copytree(NEWEST, person.runs / name))


def shown(person: Person, folder: Path) -> None:
    person.chrome.files.open(folder)
    person.wait(lambda: person.state == "read" and person.shared.run.current.folder == folder)
    person.wait(lambda: person.nothing_asked)


def looked_at_everywhere(person: Person) -> None:
    for page in PAGES:
        person.frame.show_page(page)
        person.wait(lambda: person.nothing_asked)


def without_numbers(folder: Path) -> None:
    """No loss of it is a number, and none of its figures is known."""
    records = np.array(read_steps(folder / "steps.bin"))
    records["loss"] = np.resize([np.nan, np.inf, -np.inf, 0, 1e30], len(records))
    records["rate"], records["seconds"] = np.nan, 0
    (folder / "steps.bin").write_bytes(records.tobytes())
    lines = [json.loads(line) for line in (folder / "events.jsonl").read_bytes().splitlines()]
    for line in lines:
        line.update({name: None for name in line if name.endswith(("loss", "per_second"))})
    (folder / "events.jsonl").write_text("".join(f"{json.dumps(line)}\n" for line in lines))
    result = json.loads((folder / "result.json").read_bytes())
    result |= {name: None for name, value in result.items() if isinstance(value, float) and name != "seconds"}
    (folder / "result.json").write_text(json.dumps(result))


def test_a_run_without_one_number_is_listed_and_shown_on_every_page(window: Person) -> None:
    folder = lying_in(window, "2026-01-01_101010_sample_aaa")
    without_numbers(folder)
    shown(window, folder)
    looked_at_everywhere(window)
    assert window.pages.runs.table.model().rowCount() == 1
    assert "unexpected" not in window.sentences
    assert not [one for one in window.said if one.level == "error"]


def test_a_log_that_is_damaged_in_the_middle_keeps_the_rest_and_says_so(window: Person) -> None:
    folder = lying_in(window, "2026-01-01_101010_sample_aaa")
    log = bytearray((folder / "steps.bin").read_bytes())
    steps = len(log) // STEP.itemsize
    log[5 * STEP.itemsize : 6 * STEP.itemsize] = b"\xff" * STEP.itemsize
    (folder / "steps.bin").write_bytes(log)
    shown(window, folder)
    run = window.shared.run.current
    assert (run.step, run.remark) == (steps, "Figures of 1 step cannot be read: its log is damaged there.")
    assert run.remark in window.sentences
    curve = window.panels.chart.run.training("loss")
    assert curve.steps[-1] == steps
    assert np.isfinite(curve.values[-1])
    for measure in ("loss", "accuracy"):
        values = window.panels.chart.run.training(measure).values
        assert np.flatnonzero(np.isnan(values)).tolist() == [5]
    looked_at_everywhere(window)
    assert "unexpected" not in window.sentences


def test_a_folder_that_goes_while_its_run_is_shown_is_said_in_words(window: Person) -> None:
    folder = lying_in(window, "2026-01-01_101010_sample_aaa")
    shown(window, folder)
    shutil.rmtree(folder)
    looked_at_everywhere(window)
    assert window.pages.runs.table.model().rowCount() == 0
    assert "unexpected" not in window.sentences
    _still_works(window)


def test_a_run_of_a_day_to_come_is_listed_first_and_opens(window: Person) -> None:
    """The clock was set back since it was trained."""
    for name in ("2026-01-01_101010_sample_aaa", "2099-12-31_235959_sample_bbb"):
        lying_in(window, name)
    window.frame.show_page("runs")
    window.wait(lambda: window.pages.runs.table.model().rowCount() == 2)
    shown(window, window.runs / "2099-12-31_235959_sample_bbb")
    assert window.pages.runs.table.runs.index(0, 0).data()
    assert not [one for one in window.said if one.level == "error"]


def test_two_windows_on_the_same_runs(opened: Opened) -> None:
    first = opened(short(100_000))
    first.key(F5)
    first.wait(lambda: first.state == "running" and first.step > 3)
    second = opened(short(60))
    folder = first.runs / first.run
    second.frame.show_page("runs")
    second.wait(lambda: second.pages.runs.table.model().rowCount() == 1)
    shown(second, folder)
    second.pages.runs.removal_asked.emit((folder,))
    second.wait(lambda: "trained by process" in second.sentences)
    assert folder.is_dir()
    first.frame.activateWindow()
    first.wait(first.frame.isActiveWindow)
    first.key(F5, SHIFT)
    first.wait(lambda: first.ended)
    second.pages.runs.removal_asked.emit((folder,))
    second.wait(lambda: not folder.exists())
    first.frame.show_page("runs")
    first.wait(lambda: first.pages.runs.table.model().rowCount() == 0)
    assert "unexpected" not in first.sentences + second.sentences
