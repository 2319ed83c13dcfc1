"""Platform: all in which operating systems differ, decided here and nowhere else.

Whoever touches what differs takes a `Platform`, by default `HERE`, so that another system's ways can be tried on this
one. The standard library alone is imported, as `gui.window.qt_libraries` needs it where nothing else is installed.
"""

from __future__ import annotations

import contextlib
import errno
import os
import platform
import shutil
import sys
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path, PurePath, PurePosixPath, PureWindowsPath
from typing import TYPE_CHECKING, Any, ClassVar, Literal, final

if TYPE_CHECKING:
    from platformdirs import PlatformDirs

PAUSES = (0.01, 0.02, 0.04, 0.08, 0.16, 0.32, 0.4)  # seconds; about one in all
NOT_OFFERED = {errno.ENOTSUP, errno.EOPNOTSUPP, errno.EINVAL, errno.ENOTTY, errno.ENOSYS}
HELD = {errno.EACCES, errno.EPERM, errno.EBUSY, errno.ENOTEMPTY}  # the last: what was removed from it still lingers
FULL_SYNC = 51  # F_FULLFSYNC, which Python names on macOS alone
NO_WINDOW, NEW_GROUP = 0x08000000, 0x00000200  # of subprocess, which names them on Windows alone
TRIM_THRESHOLD, MMAP_THRESHOLD = -1, -3  # of glibc's mallopt
LARGEST_KEPT, MOST_KEPT = 1 << 25, 1 << 30  # bytes: of one piece, the largest that glibc takes; of all together
LONG_PATH = 259  # characters, unless Windows was told to allow more


@dataclass(frozen=True)
class Platform:
    """What is usual on Unix; the others say what they do otherwise. All methods raise OSError as the system does."""

    name: ClassVar[Literal["Linux", "macOS", "Windows"]] = "Linux"
    gpu: ClassVar[Literal["cuda", "mps"]] = "cuda"  # the kind of GPU that torch uses there
    paths: ClassVar[type[PurePath]] = PurePosixPath
    separators: ClassVar[str] = "/"
    removed_linger: ClassVar[bool] = False  # a removed file keeps its name until everyone has closed it
    refused: ClassVar[str] = "Choose a folder of your own."  # the hint where a file may not be written

    def sync_file(self, handle: int) -> None:
        """Makes a file's content last through a power cut."""
        os.fsync(handle)

    def sync_folder(self, folder: Path) -> None:
        """Makes a rename in a folder last through a power cut."""
        handle = os.open(folder, os.O_RDONLY)
        try:
            self.sync_file(handle)
        finally:
            os.close(handle)

    def rename(self, source: Path, target: Path) -> None:
        """Gives a file another name, also one that is taken by a file; a folder one that is free."""
        os.replace(source, target)  # noqa: PTH105  # tests make it fail

    def remove(self, file: Path) -> None:
        """Takes a file away, if it is there."""
        file.unlink(missing_ok=True)

    def remove_folder(self, folder: Path) -> None:
        """Takes a folder away with all that is in it."""
        shutil.rmtree(folder)

    def link(self, file: Path, name: Path) -> None:
        """Gives a file a second name, which must be free."""
        os.link(file, name)

    def lock(self, handle: int) -> bool:
        """Takes the system's lock on a file, which ends when it is closed; False while it is another's."""
        fcntl = _module("fcntl")
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except (BlockingIOError, PermissionError):
            return False
        except OSError:  # no locks on this file system
            return True
        return True

    def step_back(self) -> None:
        """Lowers the priority of the thread that asks, until it ends, where the system can."""

    def of_its_own(self) -> dict[str, Any]:
        """How `subprocess.Popen` starts a process that Ctrl-C on this one's terminal does not reach."""
        return {"start_new_session": True}

    def keep_freed_memory(self) -> None:
        """Has the process keep what it frees for what it needs next, where the system would take it back each time."""

    def give_memory_back(self) -> None:
        """Gives the system what is kept in that way and not needed."""

    def cores(self) -> int | None:
        """Cores that this process may use; None where the system does not say."""
        allowed: Callable[[int], set[int]] | None = getattr(os, "sched_getaffinity", None)
        return len(allowed(0)) if allowed else None

    def processor(self) -> str:
        """The processor as its maker calls it, where the system says so."""
        return platform.processor() or platform.machine()

    def born(self, pid: int) -> str:
        """When a process started, as the kernel counts; empty where the time of day at which it did is kept itself."""
        return ""

    def looks_like_path(self, word: str) -> bool:
        """Whether a word is more than a name: it goes through a folder or has an ending."""
        return any(sign in word for sign in f".{self.separators}")

    def against(self, path: PurePath, below: int = 0) -> str:
        """Why nothing can be at a path with `below` more characters after it, as a sentence, or ""."""
        return "A path cannot hold the character of code 0." if "\0" in str(path) else ""


@final
@dataclass(frozen=True)
class Linux(Platform):
    """Linux, and whatever is none of the other two."""

    def processor(self) -> str:
        with contextlib.suppress(OSError):
            for line in Path("/proc/cpuinfo").read_text(errors="replace").splitlines():
                name, _, value = line.partition(":")
                if name.strip() == "model name":
                    return value.strip()
        return super().processor()

    def born(self, pid: int) -> str:
        """The boot and ticks since: the time of day is worked out from the clock as it is when one asks."""
        try:
            boot = Path("/proc/sys/kernel/random/boot_id").read_text().strip()
            ticks = Path(f"/proc/{pid}/stat").read_text(errors="replace").rpartition(")")[2].split()[19]  # proc(5)
        except (OSError, IndexError):
            return ""
        return f"{boot} {ticks}"

    def step_back(self) -> None:
        if sys.platform == "linux":  # elsewhere a thread has no priority of its own
            thread = threading.get_native_id()
            os.setpriority(os.PRIO_PROCESS, thread, max(10, os.getpriority(os.PRIO_PROCESS, thread)))

    def keep_freed_memory(self) -> None:
        """Left to itself glibc gives the memory of a step's maps back at its end, and the next fetches it page by page.

        That took a fifth of the time of a small ConvNet. Both are needed: setting one alone keeps the other small.
        """
        for setting, size in ((MMAP_THRESHOLD, LARGEST_KEPT), (TRIM_THRESHOLD, MOST_KEPT)):
            _glibc("mallopt", setting, size)

    def give_memory_back(self) -> None:
        _glibc("malloc_trim", 0)


def _glibc(name: str, *numbers: int) -> None:
    """Calls a function of the C library that only glibc has."""
    import ctypes

    if called := getattr(ctypes.CDLL(None), name, None):
        called(*numbers)


def _fully_synced(handle: int) -> None:
    fcntl = _module("fcntl")
    fcntl.fcntl(handle, getattr(fcntl, "F_FULLFSYNC", FULL_SYNC))


@final
@dataclass(frozen=True)
class MacOS(Platform):
    """There fsync leaves the content in the drive's own memory, which a power cut empties."""

    name = "macOS"
    gpu = "mps"
    full_sync: Callable[[int], None] = _fully_synced

    def sync_file(self, handle: int) -> None:
        try:
            self.full_sync(handle)
        except OSError as error:
            if error.errno not in NOT_OFFERED:
                raise
            super().sync_file(handle)  # a network drive or a memory stick


def _windows_allows_long() -> bool:
    try:
        return bool(import_module("ctypes").windll.ntdll.RtlAreLongPathsEnabled() & 0xFF)
    except (AttributeError, OSError):  # before Windows 10
        return False


@final
@dataclass(frozen=True)
class Windows(Platform):
    """There a virus scanner or an indexer may hold a file that was just written: for a moment nothing else may."""

    name = "Windows"
    paths = PureWindowsPath
    separators = "\\/:"
    removed_linger = True
    refused = "Choose a folder of your own. If it is, another program may hold it, such as a virus scanner: try again."
    pause: Callable[[float], None] = time.sleep
    long_paths: Callable[[], bool] = _windows_allows_long

    def of_its_own(self) -> dict[str, Any]:
        return {"creationflags": NO_WINDOW | NEW_GROUP}

    def sync_folder(self, folder: Path) -> None:
        """No folder can be opened there; NTFS keeps a journal of names."""

    def rename(self, source: Path, target: Path) -> None:
        if not target.is_dir():
            self._patiently(lambda: Platform.rename(self, source, target))
        else:  # no waiting makes that free
            raise FileExistsError(errno.EEXIST, "A folder has this name", str(target))

    def remove(self, file: Path) -> None:
        self._patiently(lambda: Platform.remove(self, file))

    def remove_folder(self, folder: Path) -> None:
        self._patiently(lambda: Platform.remove_folder(self, folder))

    def lock(self, handle: int) -> bool:
        msvcrt = _module("msvcrt")
        try:
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

    def against(self, path: PurePath, below: int = 0) -> str:
        from engine.names import against_on_windows

        longest = None if self.long_paths() else LONG_PATH - below
        return super().against(path) or against_on_windows(PureWindowsPath(path), longest)

    def _patiently(self, action: Callable[[], None]) -> None:
        """Does it, tried again for about a second while somebody holds what it is about."""
        for seconds in PAUSES:
            try:
                return action()
            except OSError as error:
                if error.errno not in HELD:
                    raise
                self.pause(seconds)
        return action()


def _module(name: str) -> Any:
    """A module of the standard library that some systems lack; its types are known only where it is."""
    return import_module(name)


def _here() -> Platform:
    match sys.platform:
        case "win32":
            return Windows()
        case "darwin":
            return MacOS()
        case _:
            return Linux()


HERE = _here()  # the system that this process runs on


def data_folder() -> Path:
    """Where what the user makes and downloads lies."""
    return _user_folders().user_data_path


def data_sets_folder() -> Path:
    """Where data sets lie unless told otherwise."""
    return data_folder() / "data"


def runs_folder() -> Path:
    """Where runs are kept unless told otherwise."""
    return data_folder() / "runs"


def config_folder() -> Path:
    """Where the user's settings lie."""
    return _user_folders().user_config_path


def state_folder() -> Path:
    """Where lies what is of use for the next start alone."""
    return _user_folders().user_state_path


def log_folder() -> Path:
    """Where logs and crash reports lie."""
    return _user_folders().user_log_path


def images_folder() -> Path:
    """Where own images are kept as they were decoded: a cache, which may be emptied at any time."""
    return _user_folders().user_cache_path / "images"


def _user_folders() -> PlatformDirs:
    from platformdirs import PlatformDirs

    return PlatformDirs("layerscope", appauthor=False)


def absolute(path: Path) -> Path:
    """The path from the root on, without “..”, which behind a link leads elsewhere than it seems to."""
    return path.resolve() if ".." in path.parts else path.absolute()


def expanded(path: str | os.PathLike[str]) -> Path:
    """The path with a home folder in place of its ~; that of nobody stays as it is, and is not there."""
    return Path(os.path.expanduser(os.fsdecode(path)))  # noqa: PTH111  # pathlib's raises an error for nobody's home
