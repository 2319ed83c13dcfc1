"""Names of files and folders that every system takes, and what Windows has against some."""

from __future__ import annotations

import re
from pathlib import PureWindowsPath

LONGEST = 80  # characters of a name made from a title
FORBIDDEN = re.compile(r'[<>:"|?*\\/\x00-\x1f]')
DEVICES = {"con", "prn", "aux", "nul", "conin$", "conout$"} | {
    f"{port}{number}" for port in ("com", "lpt") for number in "123456789¹²³"
}


def name_from(title: str, usual: str) -> str:
    """A name for a file or folder, without an ending, from any title: letters and digits joined by dashes."""
    words = "".join(letter if letter.isalnum() else " " for letter in title.lower()).split()
    name = "-".join(words)[:LONGEST].strip("-") or usual
    return f"{name}-1" if _is_device(name) else name


def against_on_windows(path: PureWindowsPath, longest: int | None) -> str:
    """Why Windows lets nothing be at a path, as a sentence, or ""; `longest` is the number of characters it allows."""
    if longest is not None and len(str(path)) > longest:
        return f"“{path}” is too long: Windows allows it {longest} characters."
    parts = path.parts[1:] if path.anchor else path.parts
    return next(filter(None, map(_against_name, parts)), "")


def _against_name(name: str) -> str:
    if name in (".", ".."):
        return ""
    if found := FORBIDDEN.search(name):
        sign = f"“{found[0]}”" if found[0].isprintable() else f"the character of code {ord(found[0])}"
        return f"“{name}” cannot be a name on Windows: it holds {sign}."
    if _is_device(name):
        return f"“{name}” cannot be a name on Windows, which calls a device so."
    if name[-1] in ". ":
        return f"“{name}” cannot be a name on Windows: it ends in a dot or a space."
    return ""


def _is_device(name: str) -> bool:
    """Whatever stands after the first dot, and spaces before it, change nothing."""
    return name.split(".", 1)[0].rstrip(" ").lower() in DEVICES
