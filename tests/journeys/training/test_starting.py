"""The start and the end of the real process: what is loaded at the first paint, files, signals, missing libraries."""

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from engine.log import log_files
from engine.platform import log_folder
from engine.project.project import read_project, save_project
from engine.runs.checkpoints import Checkpoints
from engine.runs.folder import RunFolder, runs_root
from gui.window.files.recovery import recovery_folder
from tests.journeys.person import short

ROOT = Path(__file__).resolve().parents[3]
LONG = 120  # seconds that a slow, busy machine may take
WITHOUT_LIBRARIES = """
import ctypes, sys
load = ctypes.CDLL
def missing(name, *rest, **more):
    if name.endswith(tuple(sys.argv[1:])):
        raise OSError(name)
    return load(name if "fontconfig" in name else None)
ctypes.CDLL = missing
import main
status = main.main([])
assert not [name for name in sys.modules if name.startswith("PySide6")]
sys.exit(status)
"""

Start = Callable[..., "Started"]


class Started:
    """A window in a process of its own."""

    def __init__(self, *words: str) -> None:
        command = [sys.executable, "-m", "tests.journeys.start", *words]
        self.process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)

    def until(self, word: str) -> list[str]:
        """Reads what it says until a line begins with the word; the rest of that line."""
        assert self.process.stdout is not None
        for line in self.process.stdout:
            if line.split()[:1] == [word]:
                return line.split()[1:]
        raise AssertionError(f"it ended without “{word}”: {self.process.stderr.read()}")

    def end(self, name: signal.Signals) -> int:
        """Sends a signal and waits for the end; the exit status."""
        self.process.send_signal(name)
        _, wrong = self.process.communicate(timeout=LONG)
        assert "Traceback" not in wrong
        assert "Fatal" not in wrong
        return self.process.returncode


@pytest.fixture
def start() -> Iterator[Start]:
    processes: list[Started] = []

    def begin(*words: str) -> Started:
        processes.append(Started(*words))
        return processes[-1]

    yield begin
    for one in processes:
        one.process.kill()
        one.process.communicate()


def test_the_first_paint_waits_for_nothing_slow_and_the_end_for_no_library(start: Start) -> None:
    started = start("painted")
    assert started.until("painted") == []
    assert started.end(signal.SIGTERM) == 130


def test_a_file_is_opened_and_the_end_keeps_run_and_unsaved_work(start: Start, tmp_path: Path) -> None:
    path = tmp_path / "mine.json"
    save_project(short(1_000_000), path)
    started = start("trained", str(path))
    assert "LeNet-5" in started.until("opened")
    started.until("queued")
    started.until("step")
    assert started.end(signal.SIGINT) == 130
    (folder,) = RunFolder.list(runs_root())
    result = folder.result()
    assert result is not None
    assert result.stopped_by == "interrupt"
    found, skipped = Checkpoints(folder.checkpoints).newest(at_most=result.steps)
    assert found is not None
    assert (found.position.step, skipped) == (result.steps, ())
    (left,) = recovery_folder().glob("*.json")
    assert read_project(left) == folder.project()
    assert read_project(path) != read_project(left)
    (log,) = log_files(log_folder())
    assert log.read_text(encoding="utf-8").splitlines()[0].endswith(", window")
    assert [file.suffix for file in log_folder().iterdir()] == [".log"]


def test_a_missing_system_library_is_named_before_qt_is_loaded() -> None:
    lacking = ("libxcb-cursor.so.0", "libqxcb.so")
    told = _main("-c", WITHOUT_LIBRARIES, *lacking, QT_QPA_PLATFORM="xcb", DISPLAY=":0")
    assert told.returncode == 2
    assert told.stderr.startswith("The window needs system libraries that this machine does not have")
    assert "cursor" in told.stderr


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="only X11 has no screen without a word")
def test_without_a_screen_the_command_line_is_named() -> None:
    told = _main("-c", WITHOUT_LIBRARIES, QT_QPA_PLATFORM="xcb", DISPLAY="")
    assert told.returncode == 2
    assert told.stderr.startswith("There is no screen here")


def _main(*words: str, **environment: str) -> subprocess.CompletedProcess[str]:
    env = {**os.environ, **environment}
    command = [sys.executable, *words]
    return subprocess.run(command, cwd=ROOT, env=env, capture_output=True, text=True, timeout=LONG, check=False)
