"""System libraries that Qt's window plug-in needs: checked before Qt is loaded, as Qt would end the program instead."""

from __future__ import annotations

import ctypes
import os
import sys

LIBRARIES = {
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libdbus-1.so.3": "libdbus-1-3",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-shape.so.0": "libxcb-shape0",
}


def problem() -> str:
    """Why no window can be opened here and what to do, or "". Looks on Linux only, and not where a platform is chosen
    that needs no X11.
    """
    chosen, wayland = os.environ.get("QT_QPA_PLATFORM", ""), os.environ.get("WAYLAND_DISPLAY", "")
    if not sys.platform.startswith("linux") or chosen not in ("xcb", "") or (wayland and not chosen):
        return ""
    if package := next((package for library, package in LIBRARIES.items() if not _loads(library)), ""):
        return f"The window needs a system library that is not here: sudo apt install {package}"
    if not os.environ.get("DISPLAY"):
        return "There is no screen here for a window. The command line needs none: main.py --help"
    return ""


def _loads(library: str) -> bool:
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True
