"""The log: what went wrong with where it arose, in a file a process, nothing personal, and never a fault itself."""

import logging
import os
import subprocess
import sys
import threading
import warnings
from pathlib import Path, PureWindowsPath

import pytest

from engine import log
from engine.log import KEPT, LOG, Early, log_files, logged, thread_failures_logged, without_home
from engine.platform import Windows, log_folder
from engine.processes import started
from engine.version import version


@pytest.fixture
def mine():
    return log_folder() / f"layerscope_{os.getpid()}.log"


def fail():
    raise ZeroDivisionError("the test's own")


def tell_an_error():
    try:
        fail()
    except ZeroDivisionError:
        LOG.exception("something failed")


def test_it_begins_with_versions_and_keeps_errors_with_where_they_arose(mine):
    with logged("window"):
        tell_an_error()
    first, *rest = mine.read_text(encoding="utf-8").splitlines()
    assert f"Layerscope {version()}, Python " in first
    assert first.endswith(", window")
    assert "ERROR MainThread: something failed" in rest[0]
    assert any("in fail" in line for line in rest)
    assert rest[-1] == "ZeroDivisionError: the test's own"


def test_nothing_is_kept_before_and_after_it(mine):
    LOG.warning("before")
    with logged("window"):
        pass
    LOG.warning("after")
    assert mine.read_text(encoding="utf-8").count("\n") == 1


def test_what_was_told_before_there_was_a_file_follows_the_first_line(mine):
    LOG.addHandler(early := Early())
    LOG.warning("a font is missing")
    LOG.removeHandler(early)
    with logged("window", early.records):
        pass
    assert mine.read_text(encoding="utf-8").splitlines()[1].endswith("a font is missing")


def test_warnings_are_kept_and_shown_as_ever(mine, monkeypatch):
    shown = []
    monkeypatch.setattr(warnings, "showwarning", lambda *what: shown.append(str(what[0])))
    with warnings.catch_warnings():
        warnings.simplefilter("always")
        with logged("window"):
            warnings.warn("old ways", stacklevel=1)
    assert shown == ["old ways"]
    assert "UserWarning: old ways" in mine.read_text(encoding="utf-8")


def test_an_error_that_ends_a_thread_is_kept_and_shown_as_ever(mine, monkeypatch):
    shown = []
    monkeypatch.setattr(threading, "excepthook", shown.append)
    with logged("window"), thread_failures_logged():
        thread = threading.Thread(target=fail, name="worker 7")
        thread.start()
        thread.join()
    assert len(shown) == 1
    assert threading.excepthook == shown.append
    text = mine.read_text(encoding="utf-8")
    assert "worker 7 ended" in text
    assert "in fail" in text


def test_it_is_turned_over_and_three_files_of_a_megabyte_are_kept(mine):
    with logged("window"):
        for number in range(5000):
            LOG.warning("%06d %s", number, "x" * 1000)
    files = log_files(mine.parent)
    assert sorted(path.name for path in files) == [f"{mine.name}{ending}" for ending in ("", ".1", ".2")]
    assert all(path.stat().st_size <= 1_000_000 for path in files)
    assert "004999 x" in mine.read_text(encoding="utf-8").splitlines()[-1]


@pytest.mark.parametrize("where", ["a file is in the way", "it is a file", "the disk is full"])
def test_a_folder_that_cannot_be_written_to_is_no_fault(tmp_path, capfd, where):
    folder = tmp_path / "log"
    if where == "a file is in the way":
        (tmp_path / "log").touch()
        folder = folder / "inner"
    elif where == "it is a file":
        folder.touch()
    else:
        folder = Path("/dev/full")
    with logged("window", folder=folder):
        tell_an_error()
    assert capfd.readouterr() == ("", "")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="a full disk as on Linux")
def test_a_disk_that_fills_up_is_no_fault(mine, capfd):
    mine.parent.mkdir(parents=True)
    mine.symlink_to("/dev/full")
    with logged("window"):
        tell_an_error()
    assert capfd.readouterr() == ("", "")


def test_what_is_no_text_is_written_all_the_same(mine):
    with logged("window"):
        LOG.warning("%s", "a\udcffb")
    assert "a\\udcffb" in mine.read_text(encoding="utf-8")


def test_old_logs_are_cleared_away_but_none_of_a_process_that_lives(mine):
    mine.parent.mkdir(parents=True)
    gone = [number for number in range(4_000_000, 4_000_000 + KEPT + 5) if started(number) is None]
    living = os.getppid()
    for at, number in enumerate([living, *gone]):
        for ending in ("", ".1"):
            path = mine.parent / f"layerscope_{number}.log{ending}"
            path.touch()
            os.utime(path, (1000 + at, 1000 + at))
    (mine.parent / "notes.log").touch()
    with logged("window"):
        pass
    left = {path.name for path in mine.parent.iterdir()}
    kept = [living, *gone[-KEPT:]]
    assert left == {"notes.log", mine.name} | {f"layerscope_{n}.log{ending}" for n in kept for ending in ("", ".1")}


def test_ones_own_log_comes_first(mine):
    mine.parent.mkdir(parents=True)
    mine.touch()
    os.utime(mine, (1, 1))
    (mine.parent / "layerscope_1.log").touch()
    assert log_files(mine.parent)[0] == mine


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("in HOME/runs: no", "in ~/runs: no"),
        ("“HOME” is full", "“~” is full"),
        ("it is HOME.", "it is ~."),
        ("HOME\nHOME", "~\n~"),
        ("HOMEs/x", "HOMEs/x"),
        ("HOME-old/x", "HOME-old/x"),
        ("HOME.old/x", "HOME.old/x"),
        ("/mntHOME/x", "/mntHOME/x"),
    ],
)
def test_the_home_folder_is_a_tilde(text, written):
    home = str(Path.home())
    assert without_home(text.replace("HOME", home)) == written.replace("HOME", home)


def test_a_home_reached_through_a_link_is_one_too(tmp_path, monkeypatch):
    (tmp_path / "real").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "real")
    monkeypatch.setenv("HOME", str(tmp_path / "link"))
    assert without_home(f"{tmp_path / 'real' / 'a'} {tmp_path / 'link' / 'b'}") == "~/a ~/b"


def test_a_home_that_is_the_root_leaves_paths_alone(monkeypatch):
    monkeypatch.setenv("HOME", "/")
    assert without_home("/tmp/a") == "/tmp/a"


def test_a_home_as_windows_writes_it(monkeypatch):
    monkeypatch.setattr(log, "HERE", Windows())
    written = log._written(PureWindowsPath("C:\\Users\\Anna"))
    for text in ("C:\\Users\\Anna\\x", "c:/users/anna/x", "'C:\\\\Users\\\\Anna\\\\x'"):
        assert "nna" not in written.sub("~", text)
    assert "Annas" in written.sub("~", "C:\\Users\\Annas\\x")


def test_scripts_hear_nothing_until_they_want_to(capfd):
    LOG.error("not for the terminal")
    assert capfd.readouterr() == ("", "")


HEAVY = {"logging.handlers", "socket", "psutil", "msgspec", "numpy", "platformdirs", "importlib.metadata"}


def test_its_import_is_light():
    code = "import sys, engine.log; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert not HEAVY & set(done.stdout.split())


def test_levels_of_the_program_reach_a_scripts_own_handlers(caplog):
    with caplog.at_level(logging.WARNING):
        LOG.warning("for whoever listens")
    assert "for whoever listens" in caplog.text
