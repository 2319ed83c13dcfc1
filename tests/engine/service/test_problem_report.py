"""The report of a problem: what it holds, what it never holds, and that nothing broken hides the rest."""

import subprocess
import sys
from pathlib import Path

import pytest

from engine.crash_reports import write_report
from engine.log import LOG, logged
from engine.platform import log_folder
from engine.project.project import Project
from engine.runs.folder import RunFolder
from engine.service.problem_report import EVENT_LINES, LOG_LINES, OTHER_LOGS, problem_report
from engine.version import version

ROOT = Path(__file__).resolve().parent.parent.parent.parent


@pytest.fixture
def run(tmp_path):
    folder = RunFolder.create(Project(title="Mine", notes="private thoughts"), tmp_path)
    folder.environment_file.write_text(f'{{"device": "cpu", "root": "{Path.home()}/data"}}')
    folder.events_file.write_text("".join(f'{{"step": {number}}}\n' for number in range(100)))
    (folder.snapshots / "000000.safetensors").write_bytes(b"WEIGHTS")
    return folder.path


def test_it_holds_versions_machine_log_crashes_and_the_run(run):
    with logged("window"):
        LOG.error("the chart was upset")
        write_report(ValueError("nobody foresaw this"), "in the window")
        text = problem_report(["Window: Qt 6"], run, devices=False)
    for words in (f"Layerscope {version()}", "torch 2", "numpy ", "Processor: ", "Memory: ", "Window: Qt 6"):
        assert words in text
    assert "the chart was upset" in text
    assert "nobody foresaw this" in text
    assert '"device": "cpu", "root": "~/data"' in text
    assert f"events.jsonl, the last {EVENT_LINES} lines:" in text
    assert '{"step": 99}' in text
    assert '{"step": 79}' not in text
    assert str(Path.home()) not in text
    assert "WEIGHTS" not in text
    assert "private" not in text


def test_without_a_run_a_log_and_crashes_it_says_so():
    text = problem_report([], None, devices=False)
    assert "The run shown" not in text
    assert text.count("(none)") + text.count("(cannot be read") == 2


def test_a_folder_of_logs_that_is_a_file_hides_nothing():
    log_folder().parent.mkdir(parents=True)
    log_folder().touch()
    text = problem_report([], None, devices=False)
    assert "The log\n-------\n(cannot be read: NotADirectoryError" in text
    assert f"Layerscope {version()}" in text


def test_what_is_no_text_is_shown_as_far_as_it_is(run):
    (run / "environment.json").write_bytes(b"\xff\xfe{\x00")
    assert "environment.json:" in problem_report([], run, devices=False)


def test_a_run_that_has_gone_hides_nothing(tmp_path):
    assert "(none)" in problem_report([], tmp_path / "gone", devices=False)


def test_the_newest_logs_are_there_and_their_ends(tmp_path):
    log_folder().mkdir(parents=True)
    for number in range(OTHER_LOGS + 3):
        path = log_folder() / f"layerscope_{4_000_000 + number}.log"
        path.write_text("".join(f"{number}: line {line}\n" for line in range(LOG_LINES + 10)))
    text = problem_report([], None, devices=False)
    assert text.count(f"the last {LOG_LINES} lines") == OTHER_LOGS
    assert f"line {LOG_LINES + 9}" in text
    assert "line 9\n" not in text


def test_it_needs_no_torch():
    code = (
        "import sys; from engine.service.problem_report import problem_report; "
        "problem_report([], None, devices=False); print('torch' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout == "False\n"


def test_devices_are_named_once_the_engine_is_there():
    assert "Devices: cpu" in problem_report([], None, devices=True)
    assert "as the engine is not loaded" in problem_report([], None, devices=False)
