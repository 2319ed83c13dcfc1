"""What systems do differently, each tried on this one: patience on Windows, the drive's own memory on macOS."""

import errno
import os
import shutil
import stat
import subprocess
import sys
from pathlib import Path, PurePosixPath, PureWindowsPath
from platform import libc_ver
from types import SimpleNamespace

import pytest

from engine.errors import RunFolderError
from engine.files import create_whole, discard_asides, discard_folder, flush, sync_folder, write_aside, write_synced
from engine.guard import guarded
from engine.platform import HERE, PAUSES, Linux, MacOS, Platform, Windows, absolute
from engine.project.project import Project
from engine.runs.folder import RunFolder, written_error

ROOT = Path(__file__).resolve().parents[2]


def failing(times, number=errno.EACCES, then=None):
    """Something of the system that fails so many times."""
    left = [times]

    def call(*arguments, **options):
        if left[0]:
            left[0] -= 1
            raise OSError(number, os.strerror(number))
        return then(*arguments, **options)

    return call


@pytest.fixture
def pauses():
    return []


@pytest.fixture
def windows(pauses):
    return Windows(pause=pauses.append, long_paths=lambda: False)


@pytest.fixture
def synced(monkeypatch):
    """What was flushed, and still is: "file" or "folder"."""
    kinds, really = [], os.fsync

    def sync(handle):
        kinds.append("folder" if stat.S_ISDIR(os.fstat(handle).st_mode) else "file")
        really(handle)

    monkeypatch.setattr(os, "fsync", sync)
    return kinds


def test_this_system_is_one_of_them():
    assert {"linux": "Linux", "darwin": "macOS", "win32": "Windows"}.get(sys.platform, "Linux") == HERE.name


class TestWindows:
    def test_a_removed_file_that_somebody_holds_is_gone_for_a_flush(self, tmp_path, monkeypatch):
        def refused(*_: object, **__: object) -> None:
            raise PermissionError(errno.EACCES, "held")

        monkeypatch.setattr(Path, "open", refused)
        flush([tmp_path / "000001.npz"], Windows(long_paths=lambda: False))
        with pytest.raises(PermissionError):
            flush([tmp_path / "000001.npz"], Linux())

    @pytest.mark.parametrize("times", [1, 3, len(PAUSES)])
    def test_a_rename_waits_for_whoever_holds_the_file(self, tmp_path, monkeypatch, windows, pauses, times):
        path = tmp_path / "a.json"
        path.write_bytes(b"old")
        monkeypatch.setattr(os, "replace", failing(times, then=os.replace))
        write_aside(path, b"new", windows)
        assert path.read_bytes() == b"new"
        assert [file.name for file in tmp_path.iterdir()] == ["a.json"]
        assert pauses == list(PAUSES[:times])

    def test_the_pauses_rise_to_a_second_in_all(self):
        assert list(PAUSES) == sorted(PAUSES)
        assert 0.9 < sum(PAUSES) < 1.2

    def test_one_that_stays_held_is_told_with_the_old_file_in_its_place(self, tmp_path, monkeypatch, windows, pauses):
        path = tmp_path / "a.json"
        path.write_bytes(b"old")
        monkeypatch.setattr(os, "replace", failing(99))
        with pytest.raises(PermissionError) as refused:
            write_aside(path, b"new", windows)
        assert path.read_bytes() == b"old"
        assert [file.name for file in tmp_path.iterdir()] == ["a.json"]
        assert len(pauses) == len(PAUSES)
        sentence = written_error(refused.value, path, windows)
        assert "cannot be written to." in sentence.what
        assert "virus scanner" in sentence.hint

    @pytest.mark.parametrize("number", [errno.ENOSPC, errno.EIO, errno.ENOENT])
    def test_nothing_else_is_waited_for(self, tmp_path, monkeypatch, windows, pauses, number):
        monkeypatch.setattr(os, "replace", failing(99, number))
        with pytest.raises(OSError):
            write_aside(tmp_path / "a.json", b"new", windows)
        assert not pauses

    def test_a_folder_in_the_way_is_not_waited_for(self, tmp_path, windows, pauses):
        (tmp_path / "a.json").mkdir()
        with pytest.raises(FileExistsError):
            write_aside(tmp_path / "a.json", b"new", windows)
        assert not pauses

    def test_folders_are_renamed_and_removed_with_the_same_patience(self, tmp_path, monkeypatch, windows, pauses):
        (tmp_path / "a" / "b").mkdir(parents=True)
        monkeypatch.setattr(os, "replace", failing(2, then=os.replace))
        windows.rename(tmp_path / "a", tmp_path / "c")
        assert (tmp_path / "c" / "b").is_dir()
        monkeypatch.setattr(shutil, "rmtree", failing(2, errno.ENOTEMPTY, then=shutil.rmtree))
        discard_folder(tmp_path / "c", windows)
        assert not list(tmp_path.iterdir())
        assert pauses == [*PAUSES[:2], *PAUSES[:2]]

    def test_files_are_removed_with_the_same_patience(self, tmp_path, monkeypatch, windows, pauses):
        (tmp_path / ".0.part").touch()
        monkeypatch.setattr(Path, "unlink", failing(1, then=Path.unlink))
        discard_asides(tmp_path, windows)
        assert not list(tmp_path.iterdir())
        assert pauses == [PAUSES[0]]

    def test_a_folder_that_stays_held_raises_nothing_where_it_is_only_tidied_up(self, tmp_path, monkeypatch, windows):
        monkeypatch.setattr(shutil, "rmtree", failing(99))
        discard_folder(tmp_path, windows)
        assert tmp_path.is_dir()

    def test_no_folder_is_flushed_there(self, tmp_path, synced, windows):
        write_aside(tmp_path / "a.json", b"new", windows)
        sync_folder(tmp_path, windows)
        assert synced == ["file"]

    def test_the_lock_is_taken_of_its_first_byte_and_refused_in_words_of_its_own(self, tmp_path, monkeypatch, windows):
        taken = []
        monkeypatch.setitem(sys.modules, "msvcrt", SimpleNamespace(LK_NBLCK=2, locking=lambda *how: taken.append(how)))
        assert windows.lock(7)
        assert taken == [(7, 2, 1)]
        monkeypatch.setattr(sys.modules["msvcrt"], "locking", failing(1))
        assert not windows.lock(7)

    def test_a_guard_that_was_just_removed_is_waited_for(self, tmp_path, monkeypatch, windows):
        monkeypatch.setitem(sys.modules, "msvcrt", SimpleNamespace(LK_NBLCK=2, locking=lambda *_: None))
        monkeypatch.setattr(Path, "open", failing(2, then=Path.open))
        with guarded(tmp_path / "lock", windows):
            assert (tmp_path / ".lock.guard").exists()
        assert not list(tmp_path.iterdir())

    def test_a_thread_keeps_its_priority(self, monkeypatch, windows):
        monkeypatch.setattr(os, "setpriority", failing(1))
        windows.step_back()
        MacOS().step_back()

    @pytest.mark.parametrize("word", ["runs\\mine", "C:\\runs\\mine", "C:runs", "runs/mine", "lenet.json", "..\\x"])
    def test_paths_are_told_from_names(self, windows, word):
        assert windows.looks_like_path(word)
        assert not windows.looks_like_path("train")

    def test_paths_have_its_rules(self, windows):
        assert windows.paths("C:\\runs").is_absolute()
        assert windows.paths("\\\\server\\share\\runs").is_absolute()
        assert not windows.paths("\\runs").is_absolute()
        assert not windows.paths("C:runs").is_absolute()

    def test_a_path_too_long_is_refused_unless_it_was_told_to_allow_it(self, windows):
        path = PureWindowsPath("C:\\", "x" * 200)
        assert not windows.against(path)
        assert "too long" in windows.against(path, below=60)
        assert not Windows(long_paths=lambda: True).against(path, below=60)

    @pytest.mark.parametrize("name", ["CON", "what?", "runs."])
    def test_a_run_is_refused_in_words_where_windows_lets_none_be(self, tmp_path, monkeypatch, windows, name):
        monkeypatch.setattr("engine.runs.folder.HERE", windows)
        with pytest.raises(RunFolderError) as refused:
            RunFolder.create(Project(), tmp_path / name)
        assert f"“{name}” cannot be a name on Windows" in refused.value.what
        assert not list(tmp_path.iterdir())


class TestMacOS:
    def test_a_file_is_flushed_out_of_the_drives_own_memory(self, tmp_path, synced):
        full = []
        macos = MacOS(full_sync=full.append)
        write_synced(tmp_path / "a", b"1", macos)
        write_aside(tmp_path / "b", b"2", macos)
        assert len(full) == 3  # the folder's names too
        assert not synced

    @pytest.mark.parametrize("number", [errno.ENOTSUP, errno.EINVAL, errno.ENOTTY])
    def test_where_the_file_system_cannot_the_usual_flush_is_made(self, tmp_path, synced, number):
        write_aside(tmp_path / "a", b"1", MacOS(full_sync=failing(99, number)))
        assert synced == ["file", "folder"]
        assert (tmp_path / "a").read_bytes() == b"1"

    @pytest.mark.parametrize("number", [errno.ENOSPC, errno.EIO])
    def test_a_disk_that_fails_is_no_reason_for_less(self, tmp_path, synced, number):
        with pytest.raises(OSError):
            write_aside(tmp_path / "a", b"1", MacOS(full_sync=failing(99, number)))
        assert not synced
        assert not list(tmp_path.iterdir())

    def test_the_number_of_the_full_flush_is_given_to_the_system(self, monkeypatch):
        asked = []
        monkeypatch.setattr("fcntl.fcntl", lambda *how: asked.append(how))
        MacOS().sync_file(5)
        assert asked == [(5, 51)]


class TestLinux:
    def test_file_and_folder_are_flushed(self, tmp_path, synced):
        write_aside(tmp_path / "a", b"1", Linux())
        assert synced == ["file", "folder"]

    def test_nothing_is_waited_for(self, tmp_path, monkeypatch):
        monkeypatch.setattr(os, "replace", failing(1))
        with pytest.raises(PermissionError):
            Linux().rename(tmp_path / "a", tmp_path / "b")

    def test_names_of_windows_are_names_here(self):
        assert not Linux().against(PurePosixPath("/runs/CON/what?"))
        assert Linux().paths("/runs").is_absolute()
        assert not Linux().paths("C:\\runs").is_absolute()
        assert not Linux().looks_like_path("runs\\mine")


@pytest.mark.parametrize("platform", [Linux(), MacOS(full_sync=os.fsync), Windows(long_paths=lambda: False)])
class TestEvery:
    def test_it_writes_whole_files(self, tmp_path, platform: Platform):
        write_aside(tmp_path / "a", b"1", platform)
        write_aside(tmp_path / "a", b"2", platform)
        create_whole(tmp_path / "b", b"3", platform)
        with pytest.raises(FileExistsError):
            create_whole(tmp_path / "b", b"4", platform)
        assert {file.name: file.read_bytes() for file in tmp_path.iterdir()} == {"a": b"2", "b": b"3"}

    def test_a_full_disk_leaves_the_old_file(self, tmp_path, monkeypatch, platform: Platform):
        write_aside(tmp_path / "a", b"old", platform)
        monkeypatch.setattr(os, "replace", failing(99, errno.ENOSPC))
        with pytest.raises(OSError, match="No space"):
            write_aside(tmp_path / "a", b"new", platform)
        assert {file.name: file.read_bytes() for file in tmp_path.iterdir()} == {"a": b"old"}

    def test_no_path_holds_the_character_of_code_zero(self, platform: Platform):
        assert "code 0" in platform.against(platform.paths("a\0b"))

    def test_it_names_the_processor_and_tells_nothing_of_a_process_that_is_not_there(self, platform: Platform):
        assert platform.processor()
        assert platform.born(2**31 - 1) == ""

    def test_it_is_a_value(self, platform: Platform):
        assert platform == type(platform)(**vars(platform))


A_RUN_BESIDE_A_SCANNER = """
import os, sys
from platform import libc_ver
from types import SimpleNamespace

here, sys.platform = sys.platform, "win32"
import engine.platform
sys.platform = here
import torch  # it must not find the next line
sys.modules["msvcrt"] = SimpleNamespace(LK_NBLCK=2, locking=lambda *_: None)
asked, really = [], os.replace

def held(source, target):
    there = os.path.exists(source)
    asked.extend([target] * there)
    if there and len(asked) % 3:
        raise PermissionError(13, "Access is denied", str(source), 5, str(target))
    really(source, target)

os.replace = held
import engine
training = engine.train("lenet5-sample", out=sys.argv[1], device="cpu", threads=1)
for event in training:
    if isinstance(event, engine.StepsDone):
        training.stop()
result = engine.open_run(training.run.path).result
print(engine.platform.HERE.name, len(asked), result.stopped_by, result.steps)
"""


@pytest.mark.slow
def test_a_run_goes_through_though_a_scanner_holds_every_file_for_a_moment(tmp_path):
    """A whole run in a process that takes this system for Windows."""
    words = [sys.executable, "-c", A_RUN_BESIDE_A_SCANNER, str(tmp_path)]
    done = subprocess.run(words, cwd=ROOT, capture_output=True, text=True, check=True, timeout=110)
    name, asked, stopped_by, steps = done.stdout.split()
    assert (name, stopped_by) == ("Windows", "user")
    assert int(steps) > 0
    assert int(asked) > 12
    assert not [path for path in tmp_path.rglob("*") if path.suffix == ".part" or ".aside" in path.name]


FETCHED = """
import resource, threading
from engine.platform import HERE

def fetched():
    return resource.getrusage(resource.RUSAGE_THREAD).ru_minflt

def rounds(count):
    for _ in range(count):
        pieces = [b"x" * (1 << 22) for _ in range(8)]
        del pieces

def work():
    for keep in (False, True):
        if keep:
            HERE.keep_freed_memory()
        rounds(2)
        before = fetched()
        rounds(10)
        print(fetched() - before)

thread = threading.Thread(target=work)
thread.start()
thread.join()
"""


@pytest.mark.skipif(libc_ver()[0] != "glibc", reason="elsewhere the system decides")
def test_what_is_freed_is_kept_for_what_is_needed_next():
    done = subprocess.run([sys.executable, "-c", FETCHED], cwd=ROOT, capture_output=True, text=True, check=True)
    without, kept = map(int, done.stdout.split())
    assert kept < without / 20  # pages fetched from the system


def test_a_c_library_without_these_functions_is_left_alone(monkeypatch):
    monkeypatch.setattr("ctypes.CDLL", lambda _: SimpleNamespace())
    Linux().keep_freed_memory()
    Linux().give_memory_back()


def test_a_path_past_a_link_leads_where_the_system_says(tmp_path, monkeypatch):
    (tmp_path / "far" / "folder").mkdir(parents=True)
    monkeypatch.chdir(tmp_path)
    assert absolute(Path("far/../runs")) == tmp_path.resolve() / "runs"
    assert absolute(Path("runs")) == tmp_path / "runs"
    try:
        Path("link").symlink_to(tmp_path / "far" / "folder", target_is_directory=True)
    except OSError:
        pytest.skip("no links here")
    assert absolute(Path("link/../runs")) == (tmp_path / "far" / "runs").resolve()
