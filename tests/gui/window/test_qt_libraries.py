"""What keeps a window from opening is named before Qt is loaded, all of it at once, and mended by one command."""

import ctypes
import importlib.util
import os
import re
import subprocess
from pathlib import Path

import PySide6
import pytest

from gui.window import qt_libraries

QT = Path(PySide6.__file__).parent / "Qt"
README = Path(__file__).resolve().parents[3] / "README.md"
OF_QT_AND_C = re.compile(r"lib(Qt6\w+|icu\w+|c|m|gcc_s|stdc\+\+)\.so\.\d+")
BARE = {library for package in qt_libraries.PACKAGES for library in package.libraries}


class Loader:
    """Stands for ctypes.CDLL: loads everything but what is missing, and a fontconfig that knows so many fonts."""

    def __init__(self, *missing: str, fonts: int = 3) -> None:
        self.missing, self.fonts = set(missing), fonts

    def __call__(self, name: str) -> "Loader":
        if lost := self.missing & {name, Path(name).name, *_needed_by(name)}:
            raise OSError(f"{min(lost)}: cannot open shared object file: No such file or directory")
        return self

    def FcInitReinitialize(self) -> int:
        return 1

    @property
    def FcConfigGetFonts(self):
        return lambda *_: [self.fonts]


class Terminal:
    """Stands for standard input: a person who types this, or none at all."""

    def __init__(self, typed: str | None) -> None:
        self._typed = typed

    def isatty(self) -> bool:
        return self._typed is not None

    def readline(self) -> str:
        if self._typed == "^C":
            raise KeyboardInterrupt
        return self._typed


@pytest.fixture(autouse=True)
def x11(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Debian with X11 and a screen, used by root, with every library, fonts and fresh package lists."""
    monkeypatch.setattr(qt_libraries.sys, "platform", "linux")
    monkeypatch.setenv("DISPLAY", ":0")
    monkeypatch.setattr(qt_libraries, "_screen_answers", lambda: bool(os.environ.get("DISPLAY")))
    monkeypatch.delenv("QT_QPA_PLATFORM")
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    monkeypatch.setattr(qt_libraries.os, "geteuid", lambda: 0)
    monkeypatch.setattr(qt_libraries, "APT_LISTS", tmp_path)
    (tmp_path / "debian_main_Packages").touch()
    _installed(monkeypatch, "apt-get")
    _loader(monkeypatch)


def _installed(monkeypatch: pytest.MonkeyPatch, *programs: str) -> None:
    monkeypatch.setattr(qt_libraries.shutil, "which", lambda name: name if name in programs else None)


def _loader(monkeypatch: pytest.MonkeyPatch, *missing: str, fonts: int = 3) -> None:
    monkeypatch.setattr(ctypes, "CDLL", Loader(*missing, fonts=fonts))


def _at(monkeypatch: pytest.MonkeyPatch, typed: str | None) -> None:
    monkeypatch.setattr(qt_libraries.sys, "stdin", Terminal(typed))
    monkeypatch.setattr(qt_libraries.sys.stderr, "isatty", lambda: True, raising=False)


def _runs(monkeypatch: pytest.MonkeyPatch, status: int, *, helps: bool = True) -> list[list[str]]:
    """What is run from now on; afterwards every library is there, if it helps."""
    ran = []

    def run(words: list[str], *, check: bool) -> subprocess.CompletedProcess:
        ran.append(words)
        if helps:
            _loader(monkeypatch)
        return subprocess.CompletedProcess(words, status)

    monkeypatch.setattr(qt_libraries.subprocess, "run", run)
    return ran


def _needed(*files: str) -> set[str]:
    """Libraries that these files of Qt are linked to, as their names stand in them, without Qt's and C's own."""
    found = {name.decode() for file in files for name in re.findall(rb"\0(lib[\w.+-]+\.so\.\d+)(?=\0)", _read(file))}
    return {name for name in found if not OF_QT_AND_C.fullmatch(name)}


def _read(file: str) -> bytes:
    return (QT / file).read_bytes()


def _needed_by(name: str) -> set[str]:
    """What loads along with a file of Qt."""
    return _listed(Path(name).stem.removeprefix("libq")) if name.startswith(str(QT)) else set()


def _listed(platform: str) -> set[str]:
    return {
        name for package in qt_libraries.PACKAGES if package.platform in ("", platform) for name in package.libraries
    }


def test_nothing_is_said_where_all_is_there(capsys: pytest.CaptureFixture) -> None:
    assert qt_libraries.problem() == ""
    assert qt_libraries.opens()
    assert capsys.readouterr().err == ""


@pytest.mark.skipif(not (QT / "lib").exists(), reason="this Qt was not made for Linux")
def test_the_table_has_all_that_this_qt_is_linked_to() -> None:
    modules = [f"lib/libQt6{name}.so.6" for name in ("Core", "DBus", "Gui", "OpenGL", "Svg", "Test", "Widgets")]
    assert _needed(*modules, "plugins/platforms/libqoffscreen.so") == _listed("")
    assert _needed(*modules, "lib/libQt6XcbQpa.so.6", "plugins/platforms/libqxcb.so") == _listed("xcb")
    assert _needed(*modules, "lib/libQt6WaylandClient.so.6", "plugins/platforms/libqwayland.so") == _listed("wayland")


def test_everything_is_named_at_once_with_one_command_alone_on_its_line(monkeypatch: pytest.MonkeyPatch) -> None:
    _loader(monkeypatch, *BARE)
    sentence, line = qt_libraries.problem().split("\n")
    packages = [package.debian for package in qt_libraries.PACKAGES if package.platform != "wayland"]
    assert "system libraries and a font" in sentence
    assert line == f"apt-get install {' '.join(packages)} fonts-dejavu-core"


@pytest.mark.parametrize("package", [package for package in qt_libraries.PACKAGES if package.platform != "wayland"])
def test_each_library_has_its_package(monkeypatch: pytest.MonkeyPatch, package: qt_libraries.Package) -> None:
    for library in package.libraries:
        _loader(monkeypatch, library)
        assert package.debian in qt_libraries.problem().split("\n")[1].split()


def test_a_machine_without_fonts_is_told_so(monkeypatch: pytest.MonkeyPatch) -> None:
    _loader(monkeypatch, fonts=0)
    sentence, line = qt_libraries.problem().split("\n")
    assert "needs a font that" in sentence
    assert line == "apt-get install fonts-dejavu-core"


def test_the_command_suits_the_machine(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    _loader(monkeypatch, "libxcb-shape.so.0", "libxcb-sync.so.1", fonts=0)
    monkeypatch.setattr(qt_libraries.os, "geteuid", lambda: 1000)
    assert qt_libraries.problem().endswith("\nsudo apt-get install libxcb-shape0 libxcb-sync1 fonts-dejavu-core")
    (tmp_path / "debian_main_Packages").unlink()
    assert "\nsudo apt-get update && sudo apt-get install libxcb-shape0" in qt_libraries.problem()
    _installed(monkeypatch, "dnf")
    assert qt_libraries.problem().endswith("\nsudo dnf install libxcb dejavu-sans-fonts")
    _installed(monkeypatch)
    assert qt_libraries.problem().endswith("does not have: libxcb-shape.so.0, libxcb-sync.so.1")


@pytest.mark.parametrize("chosen", ["wayland", "offscreen", "offscreen:size=1", "wayland;xcb"])
def test_x11_is_not_asked_for_where_something_else_is_chosen(monkeypatch: pytest.MonkeyPatch, chosen: str) -> None:
    monkeypatch.delenv("DISPLAY")
    monkeypatch.setenv("QT_QPA_PLATFORM", chosen)
    _loader(monkeypatch, "libxcb-cursor.so.0")
    assert qt_libraries.problem() == ""
    _loader(monkeypatch, "libEGL.so.1")
    assert "libegl1" in qt_libraries.problem()


def test_wayland_needs_its_own_where_it_runs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WAYLAND_DISPLAY", "wayland-0")
    _loader(monkeypatch, *BARE)
    assert "libwayland-cursor0" in qt_libraries.problem()
    assert "libxcb" not in qt_libraries.problem()


def test_what_the_loader_says_of_a_newer_qt_is_passed_on(monkeypatch: pytest.MonkeyPatch) -> None:
    _loader(monkeypatch, "libqxcb.so")
    assert qt_libraries.problem().endswith("libqxcb.so: cannot open shared object file: No such file or directory")


def test_no_screen_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DISPLAY")
    assert qt_libraries.problem().startswith("There is no screen here")


def test_without_qt_its_package_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(importlib.util, "find_spec", lambda _: None)
    assert qt_libraries.problem().endswith("\nuv sync")


def test_the_command_is_offered_at_a_terminal_and_the_window_opens(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture
) -> None:
    _loader(monkeypatch, "libEGL.so.1")
    _at(monkeypatch, "y\n")
    ran = _runs(monkeypatch, 0)
    assert qt_libraries.opens()
    assert ran == [["apt-get", "install", "libegl1"]]
    assert capsys.readouterr().err.endswith("\napt-get install libegl1\nRun it now? [y/N] ")


@pytest.mark.parametrize("typed", ["\n", "n\n", "", "^C"])
def test_nothing_is_run_without_a_yes(monkeypatch: pytest.MonkeyPatch, typed: str) -> None:
    _loader(monkeypatch, "libEGL.so.1")
    _at(monkeypatch, typed)
    ran = _runs(monkeypatch, 0)
    assert not qt_libraries.opens()
    assert ran == []


def test_nothing_is_offered_without_a_terminal(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture) -> None:
    _loader(monkeypatch, "libEGL.so.1")
    _at(monkeypatch, None)
    assert not qt_libraries.opens()
    assert capsys.readouterr().err.endswith("\napt-get install libegl1\n")


def test_nothing_is_offered_that_only_another_could_run(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(qt_libraries.os, "geteuid", lambda: 1000)
    _loader(monkeypatch, "libEGL.so.1")
    _at(monkeypatch, "y\n")
    ran = _runs(monkeypatch, 0)
    assert not qt_libraries.opens()
    assert ran == []


def test_a_command_that_fails_ends_it_there(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "debian_main_Packages").unlink()
    _loader(monkeypatch, "libEGL.so.1")
    _at(monkeypatch, "yes\n")
    ran = _runs(monkeypatch, 100, helps=False)
    assert not qt_libraries.opens()
    assert ran == [["apt-get", "update"]]


def test_what_is_still_missing_afterwards_is_said(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture
) -> None:
    _loader(monkeypatch, "libEGL.so.1")
    _at(monkeypatch, "y\n")
    _runs(monkeypatch, 0, helps=False)
    assert not qt_libraries.opens()
    assert capsys.readouterr().err.count("apt-get install libegl1") == 2


def test_the_readme_names_the_same_packages() -> None:
    asked = [*(package for package in qt_libraries.PACKAGES if package.platform != "wayland"), qt_libraries.FONT]
    text = README.read_text(encoding="utf-8")
    assert f"sudo apt-get install {' '.join(package.debian for package in asked)}\n" in text
    assert f"sudo dnf install {' '.join(dict.fromkeys(package.fedora for package in asked))}\n" in text


def test_a_display_that_does_not_answer_is_no_screen(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.undo()
    monkeypatch.setenv("DISPLAY", ":4711")
    assert not qt_libraries._screen_answers()
