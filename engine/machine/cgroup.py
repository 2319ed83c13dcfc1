"""Memory of a cgroup: how much memory is left of what a container may use; psutil knows of the whole machine only.

Source: the kernel's Documentation/admin-guide/cgroup-v2.rst and cgroup-v1/memory.rst. The pages of files that were read
lately count as used there, but are given up when memory is wanted.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from pathlib import Path

ROOT, OWN = Path("/sys/fs/cgroup"), Path("/proc/self/cgroup")


def left_in_container(root: Path = ROOT, own: Path = OWN) -> int | None:
    """Bytes that are left under the tightest limit around this process; None without a limit."""
    left = [room for group in _groups(root, own) if (room := _room(group)) is not None]
    return min(left, default=None)


def _groups(root: Path, own: Path) -> Iterator[Path]:
    """The memory groups of this process from the inside out, in both versions."""
    with contextlib.suppress(OSError):
        for line in own.read_text().splitlines():
            number, controllers, path = line.split(":", 2)
            if number == "0" or "memory" in controllers.split(","):
                base = root if number == "0" else root / "memory"
                inner = base / path.strip("/")
                yield from (group for group in (inner, *inner.parents) if group.is_relative_to(base))


def _room(group: Path) -> int | None:
    for most, now, cache in _NAMES:
        limit, used = _number(group / most), _number(group / now)
        if limit is not None and used is not None:
            return max(0, limit - used + _reclaimable(group / "memory.stat", cache))
    return None


_NAMES = (
    ("memory.max", "memory.current", "inactive_file"),
    ("memory.limit_in_bytes", "memory.usage_in_bytes", "total_inactive_file"),
)


def _number(file: Path) -> int | None:
    """What a file says; None for "max" and where there is no such file."""
    with contextlib.suppress(OSError, ValueError):
        return int(file.read_text())
    return None


def _reclaimable(file: Path, name: str) -> int:
    with contextlib.suppress(OSError, ValueError):
        for line in file.read_text().splitlines():
            key, _, value = line.partition(" ")
            if key == name:
                return int(value)
    return 0
