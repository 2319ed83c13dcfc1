"""Crash reports: an error nobody foresaw, and a crash that ends the process at once."""

import re
import subprocess
import sys
from pathlib import Path

from engine.crash_reports import crash_files, write_report
from engine.platform import log_folder
from engine.version import version

ROOT = Path(__file__).resolve().parent.parent.parent
KEEPING = """
import ctypes
from engine.crash_reports import crash_files, crashes_kept
from engine.platform import log_folder
with crashes_kept():
"""


def test_a_report_says_what_was_done_with_which_version_and_where_it_arose():
    try:
        (Path.home() / "none").read_text()
    except OSError as error:
        path = write_report(error, f"reading {Path.home() / 'none'}")
    text = path.read_text(encoding="utf-8")
    assert path.parent == log_folder()
    assert f"Layerscope {version()}" in text
    assert "reading ~/none" in text
    assert "FileNotFoundError" in text
    assert str(Path.home()) not in text


def inside(code):
    """A process that does this while its crashes are kept; in this one that would take them from pytest."""
    words = [sys.executable, "-c", f"{KEEPING}    {code}"]
    return subprocess.run(words, cwd=ROOT, capture_output=True, text=True, check=False)


def test_a_library_that_crashes_leaves_where():
    assert inside("ctypes.string_at(0)").returncode < 0
    (path,) = crash_files(log_folder())
    assert "string_at" in path.read_text(encoding="utf-8")


def test_a_process_that_ends_well_leaves_nothing():
    done = inside("print([path.name for path in log_folder().iterdir()], crash_files(log_folder()))")
    assert re.fullmatch(r"\['crash_\d+.txt'\] \[\]\n", done.stdout), done
    assert not list(log_folder().iterdir())


def test_what_killed_processes_left_empty_is_cleared_away():
    log_folder().mkdir(parents=True)
    (log_folder() / "crash_4000000.txt").touch()
    (log_folder() / "crash_4000001.txt").write_text("Fatal")
    assert inside("pass").returncode == 0
    assert [path.name for path in log_folder().iterdir()] == ["crash_4000001.txt"]


def test_a_folder_that_cannot_be_written_to_is_no_fault():
    log_folder().parent.mkdir(parents=True)
    log_folder().touch()
    done = inside("print('here')")
    assert (done.returncode, done.stdout, done.stderr) == (0, "here\n", "")
