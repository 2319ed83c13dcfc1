"""What keeps a window from opening is named before Qt is loaded, and only where it matters."""

import ctypes

import pytest

from gui.window import qt_libraries


@pytest.fixture(autouse=True)
def x11(monkeypatch: pytest.MonkeyPatch) -> None:
    """Linux with X11, a screen and every library."""
    monkeypatch.setattr(qt_libraries.sys, "platform", "linux")
    monkeypatch.setenv("DISPLAY", ":0")
    monkeypatch.delenv("QT_QPA_PLATFORM")
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    monkeypatch.setattr(ctypes, "CDLL", lambda _: None)


def _without(monkeypatch: pytest.MonkeyPatch, library: str) -> None:
    def load(name: str) -> None:
        if name == library:
            raise OSError(name)

    monkeypatch.setattr(ctypes, "CDLL", load)


def test_nothing_is_said_where_all_is_there() -> None:
    assert qt_libraries.problem() == ""


@pytest.mark.parametrize(("library", "package"), qt_libraries.LIBRARIES.items())
def test_each_library_has_its_package(monkeypatch: pytest.MonkeyPatch, library: str, package: str) -> None:
    _without(monkeypatch, library)
    assert qt_libraries.problem().endswith(f"sudo apt install {package}")


def test_x11_is_not_asked_for_where_something_else_is_used(monkeypatch: pytest.MonkeyPatch) -> None:
    _without(monkeypatch, "libxcb-cursor.so.0")
    monkeypatch.setenv("WAYLAND_DISPLAY", "wayland-0")
    assert qt_libraries.problem() == ""
    monkeypatch.delenv("WAYLAND_DISPLAY")
    monkeypatch.setenv("QT_QPA_PLATFORM", "offscreen")
    assert qt_libraries.problem() == ""


def test_no_screen_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DISPLAY")
    assert qt_libraries.problem().startswith("There is no screen here")
