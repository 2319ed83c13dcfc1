"""Version: of the program, which stands in pyproject.toml alone, and of what it runs on."""

from __future__ import annotations

import platform
from pathlib import Path

PROJECT = Path(__file__).resolve().parent.parent / "pyproject.toml"
LIBRARIES = ("torch", "torchvision", "PySide6-Essentials", "pyqtgraph", "numpy", "msgspec", "safetensors")


def version() -> str:
    """The program's, e.g. "0.1.0"; "unknown" for a copy that was taken out of its project."""
    import tomllib

    try:
        return str(tomllib.loads(PROJECT.read_text(encoding="utf-8"))["project"]["version"])
    except (OSError, ValueError, KeyError, TypeError):
        return "unknown"


def library_versions() -> dict[str, str]:
    """The versions of the libraries that are installed, by name; none of them is imported."""
    from importlib import metadata  # slow to import, and seldom asked for

    found = {}
    for name in LIBRARIES:
        try:
            found[name] = metadata.version(name)
        except metadata.PackageNotFoundError:
            continue
    return found


def surroundings() -> str:
    """Python and system in one line."""
    return f"Python {platform.python_version()}, {platform.platform()}"


def headline() -> str:
    """Program, Python and system in one line."""
    return f"Layerscope {version()}, {surroundings()}"
