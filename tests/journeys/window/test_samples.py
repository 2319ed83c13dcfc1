"""A run of an older program opens in the window; what a newer one wrote is said, and shows all that is known of it."""

import json
import shutil
from pathlib import Path

import msgspec
import pytest

from engine.events import Failed
from tests.journeys.person import Person
from tests.samples import SAMPLES


@pytest.fixture
def run(tmp_path: Path) -> Path:
    """The first run that was kept."""
    return Path(shutil.copytree(SAMPLES / "run-1", tmp_path / "run-1"))


def _open(window: Person, run: Path) -> None:
    window.chrome.files.open(run)
    window.wait(lambda: window.shared.workspace.shown is not None and window.shared.workspace.shown.run == run.name)


def _raise_version(file: Path) -> None:
    file.write_text(json.dumps(json.loads(file.read_bytes()) | {"version": 9}), encoding="utf-8")


def test_a_run_of_an_older_program_is_shown_whole_and_nothing_is_said_of_its_log(window: Person, run: Path) -> None:
    _open(window, run)
    assert window.shared.workspace.shown.step == 8
    assert "passed over" not in window.sentences


def test_lines_of_a_newer_program_in_a_log_are_said_and_hide_nothing(window: Person, run: Path) -> None:
    log = run / "events.jsonl"
    log.write_bytes(b'{"event":"weather"}\n' + log.read_bytes().replace(b'"event":"resumed"', b'"event":"risen"'))
    _open(window, run)
    assert "2 lines of its log were passed over: of a newer Layerscope, or damaged." in window.sentences
    assert window.pages.results.evaluation.step == 8


def test_a_run_that_failed_says_so_when_it_is_opened(window: Person, run: Path) -> None:
    with (run / "events.jsonl").open("ab") as log:
        log.write(
            msgspec.json.encode(Failed(run.name, 0, "The training ran away at step 8.", "Lower the rate.", 8)) + b"\n"
        )
    _open(window, run)
    assert "The run failed after 8 steps: The training ran away at step 8." in window.sentences


@pytest.mark.parametrize("name", ["project.json", "environment.json", "legs/2.json"])
def test_a_run_of_a_newer_program_is_refused_with_both_versions(window: Person, run: Path, name: str) -> None:
    _raise_version(run / name)
    window.chrome.files.open(run)
    window.wait(lambda: "version 9 of this file; this program knows up to" in window.sentences)
    assert name in window.sentences
