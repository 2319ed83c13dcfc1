"""What Qt needs of the system, asked of the loader before Qt is loaded: Qt itself would end the program instead.

`python3 -m gui.window.qt_libraries` prints the Debian packages that are missing for a window under X11. It needs the
standard library alone.
"""

from __future__ import annotations

import ctypes
import importlib.util
import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from engine.platform import HERE


class Package(NamedTuple):
    """Names in Debian and Fedora, the libraries that are there once it is installed, and the one window system that
    needs them ("": each does). Some of the libraries come with a package that it depends on.
    """

    debian: str
    fedora: str
    libraries: tuple[str, ...]
    platform: str = ""


PACKAGES = (
    Package("libglib2.0-0", "glib2", ("libglib-2.0.so.0", "libgthread-2.0.so.0")),
    Package("zlib1g", "zlib", ("libz.so.1",)),
    Package("libzstd1", "libzstd", ("libzstd.so.1",)),
    Package("libegl1", "libglvnd-egl", ("libEGL.so.1",)),
    Package("libgl1", "libglvnd-glx", ("libGL.so.1",)),
    Package("libx11-6", "libX11", ("libX11.so.6",)),
    Package("libdbus-1-3", "dbus-libs", ("libdbus-1.so.3",)),
    Package("libfontconfig1", "fontconfig", ("libfontconfig.so.1", "libfreetype.so.6")),
    Package("libxkbcommon0", "libxkbcommon", ("libxkbcommon.so.0",)),
    Package("libxkbcommon-x11-0", "libxkbcommon-x11", ("libxkbcommon-x11.so.0", "libxcb-xkb.so.1"), "xcb"),
    Package("libx11-xcb1", "libX11-xcb", ("libX11-xcb.so.1",), "xcb"),
    Package(
        "libxcb-cursor0",
        "xcb-util-cursor",
        (
            "libxcb-cursor.so.0",
            "libxcb-image.so.0",
            "libxcb-render-util.so.0",
            "libxcb-render.so.0",
            "libxcb-shm.so.0",
            "libxcb-util.so.1",
            "libxcb.so.1",
        ),
        "xcb",
    ),
    Package("libxcb-icccm4", "xcb-util-wm", ("libxcb-icccm.so.4",), "xcb"),
    Package("libxcb-keysyms1", "xcb-util-keysyms", ("libxcb-keysyms.so.1",), "xcb"),
    Package("libxcb-randr0", "libxcb", ("libxcb-randr.so.0",), "xcb"),
    Package("libxcb-shape0", "libxcb", ("libxcb-shape.so.0",), "xcb"),
    Package("libxcb-sync1", "libxcb", ("libxcb-sync.so.1",), "xcb"),
    Package("libxcb-xfixes0", "libxcb", ("libxcb-xfixes.so.0",), "xcb"),
    Package("libwayland-cursor0", "libwayland-cursor", ("libwayland-cursor.so.0", "libwayland-client.so.0"), "wayland"),
)
FONT = Package("fonts-dejavu-core", "dejavu-sans-fonts", ())
APT_LISTS = Path("/var/lib/apt/lists")


def opens() -> bool:
    """Whether a window can be opened here. If not, standard error says why, and on a terminal the command that helps
    is offered to be run at once.
    """
    if not (reason := problem()):
        return True
    _say(f"{reason}\n")
    if not _install(missing(_platform())):
        return False
    if reason := problem():
        _say(f"{reason}\n")
    return not reason


def problem() -> str:
    """Why no window can be opened here and what to do, or ""."""
    platform = _platform()
    if reason := qt_problem(platform):
        return reason
    if HERE.name == "Linux" and platform == "xcb" and not _screen_answers():
        return "There is no screen here for a window. The command line needs none: main.py --help"
    return ""


def _screen_answers() -> bool:
    """Whether the X server that DISPLAY names is there; Qt would end the program."""
    if not os.environ.get("DISPLAY"):
        return False
    xcb = ctypes.CDLL("libxcb.so.1")
    xcb.xcb_connect.restype = ctypes.c_void_p
    connection = ctypes.c_void_p(xcb.xcb_connect(None, None))
    answers = not xcb.xcb_connection_has_error(connection)
    xcb.xcb_disconnect(connection)
    return answers


def qt_problem(platform: str) -> str:
    """Why Qt cannot be used for this window system ("xcb", "wayland", "offscreen"), whatever screen there is, or ""."""
    found = importlib.util.find_spec("PySide6")
    if not found or not found.origin:
        return "The window needs PySide6, which is not installed here. This installs it:\nuv sync"
    if HERE.name != "Linux":
        return ""
    refusal = _refusal(Path(found.origin).parent / "Qt", platform)
    if not refusal and _finds_a_font():
        return ""
    lacking = missing(platform)
    return _sentence(lacking) if lacking else refusal


def missing(platform: str) -> list[Package]:
    """What has to be installed on this Linux for Qt to open windows and to write in them."""
    if HERE.name != "Linux":
        return []
    needed = [package for package in PACKAGES if package.platform in ("", platform)]
    lacking = [package for package in needed if not all(map(_loads, package.libraries))]
    return lacking if _finds_a_font() else [*lacking, FONT]


def command(lacking: Sequence[Package]) -> list[list[str]]:
    """What installs these packages here, step by step; nothing where neither apt nor dnf is."""
    sudo = [] if os.geteuid() == 0 else ["sudo"]
    if shutil.which("apt-get"):
        update = [] if any(APT_LISTS.glob("*_Packages*")) else [[*sudo, "apt-get", "update"]]
        return [*update, [*sudo, "apt-get", "install", *(package.debian for package in lacking)]]
    if shutil.which("dnf"):
        return [[*sudo, "dnf", "install", *dict.fromkeys(package.fedora for package in lacking)]]
    return []


def _platform() -> str:
    """The window system that Qt will take: the first one chosen, or Wayland where it runs, or else X11."""
    chosen = re.split("[:;]", os.environ.get("QT_QPA_PLATFORM", ""))[0]
    return chosen or ("wayland" if os.environ.get("WAYLAND_DISPLAY") else "xcb")


def _loads(library: str) -> bool:
    return not _against(library)


def _against(library: str) -> str:
    """What the loader has against this library, or ""."""
    try:
        ctypes.CDLL(library)
    except OSError as error:
        return str(error)
    return ""


def _finds_a_font() -> bool:
    """Whether fontconfig, which Qt will ask, knows any font."""
    if not _loads("libfontconfig.so.1"):
        return False
    fontconfig = ctypes.CDLL("libfontconfig.so.1")
    fontconfig.FcConfigGetFonts.restype = ctypes.POINTER(ctypes.c_int)
    fontconfig.FcInitReinitialize()  # looks again: the font may have been installed since the last look
    fonts = fontconfig.FcConfigGetFonts(None, 0)  # the system's fonts; the first number is how many
    return bool(fonts) and fonts[0] > 0


def _refusal(qt: Path, platform: str) -> str:
    """A sentence with what the loader has against Qt's own files, or ""; it names only the first library."""
    files = [qt / "lib/libQt6Widgets.so.6", qt / "lib/libQt6Svg.so.6", qt / f"plugins/platforms/libq{platform}.so"]
    said = next(filter(None, (_against(str(file)) for file in files if file.exists())), "")
    return said and f"Qt cannot be loaded on this machine. The loader says: {said}"


def _sentence(lacking: Sequence[Package]) -> str:
    """What is missing, with the command that installs it alone on the last line."""
    libraries = [name for package in lacking for name in package.libraries]
    what = " and ".join(filter(None, ("system libraries" * bool(libraries), "a font" * (FONT in lacking))))
    if steps := command(lacking):
        return f"The window needs {what} that this machine does not have. This installs all of it:\n{_line(steps)}"
    return f"The window needs {what} that this machine does not have: {', '.join(libraries)}"


def _line(steps: Sequence[Sequence[str]]) -> str:
    return " && ".join(map(shlex.join, steps))


def _install(lacking: Sequence[Package]) -> bool:
    """Whether a person at a terminal wanted the command to be run, and it did what it should."""
    steps = command(lacking) if lacking else []
    if not (steps and shutil.which(steps[0][0]) and _at_a_terminal()):
        return False
    try:
        return _agreed() and all(map(_works, steps))
    except KeyboardInterrupt:
        _say("\n")
        return False


def _works(words: Sequence[str]) -> bool:
    return subprocess.run(words, check=False).returncode == 0  # noqa: S603  # the words come from the tables above


def _at_a_terminal() -> bool:
    return all(stream is not None and stream.isatty() for stream in (sys.stdin, sys.stderr))


def _agreed() -> bool:
    _say("Run it now? [y/N] ")
    return sys.stdin.readline().strip().lower() in ("y", "yes")


def _say(words: str) -> None:
    sys.stderr.write(words)
    sys.stderr.flush()


if __name__ == "__main__":
    sys.stdout.write(f"{' '.join(package.debian for package in missing('xcb'))}\n")
