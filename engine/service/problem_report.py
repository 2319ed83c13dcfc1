"""Problem report: all that helps to find a fault, as text to read before it is passed on. No images, no weights."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from itertools import islice
from pathlib import Path

from engine.crash_reports import crash_files
from engine.log import log_files, without_home
from engine.platform import HERE, log_folder
from engine.version import headline, library_versions

LOG_LINES, EVENT_LINES, CRASH_LINES = 400, 20, 200  # the last of a file
OTHER_LOGS, CRASHES = 2, 3  # the newest
LINE, BYTES = 2000, 400_000  # characters of a line, bytes of a file's end, at most


def problem_report(window: Sequence[str], run: Path | None, *, devices: bool) -> str:
    """The report; `window` says what the window knows. `devices` asks torch for them, which must be loaded then."""
    parts = [_section("Versions", _versions), _section("This computer", lambda: _computer(window, devices=devices))]
    if run is not None:
        parts.append(_section(f"The run shown: {run.name}", lambda: _run(run)))
    parts += [_section("The log", _logs), _section("Crash reports", _crashes)]
    return without_home("\n".join(parts))


def _section(title: str, lines: Callable[[], Iterator[str]]) -> str:
    """One that cannot be read must not hide the others."""
    try:
        found = list(lines()) or ["(none)"]
    except Exception as error:  # noqa: BLE001  # a report of a fault may meet the fault itself
        found = [f"(cannot be read: {type(error).__name__}: {error})"]
    return "\n".join([title, "-" * len(title), *found, ""])


def _versions() -> Iterator[str]:
    yield headline()
    yield from (f"{name} {version}" for name, version in library_versions().items())


def _computer(window: Sequence[str], *, devices: bool) -> Iterator[str]:
    yield f"Processor: {HERE.processor()}, {os.cpu_count()} threads"
    import psutil

    memory = psutil.virtual_memory()
    yield f"Memory: {memory.total / 1e9:,.1f} GB, {memory.available / 1e9:,.1f} GB free"
    yield f"Devices: {_devices() if devices else 'not known, as the engine is not loaded'}"
    yield from window


def _devices() -> str:
    import torch

    from engine.machine.devices import available, hardware

    return ", ".join(f"{name} ({hardware(torch.device(name))})" for name in available())


def _run(run: Path) -> Iterator[str]:
    for name, lines in (("environment.json", None), ("result.json", None), ("events.jsonl", EVENT_LINES)):
        yield from _file(run / name, lines)


def _logs() -> Iterator[str]:
    files = log_files(log_folder())
    mine = [path for path in files if f"_{os.getpid()}." in path.name]
    for path in (*mine, *islice((path for path in files if path not in mine), OTHER_LOGS)):
        yield from _file(path, LOG_LINES)


def _crashes() -> Iterator[str]:
    for path in crash_files(log_folder())[:CRASHES]:
        yield from _file(path, CRASH_LINES)


def _file(path: Path, most: int | None) -> Iterator[str]:
    """A file's name and its last lines."""
    if not path.is_file():
        return
    lines = _end(path)
    shown = lines if most is None else lines[-most:]
    yield f"{path.name}{f', the last {len(shown)} lines' if len(shown) < len(lines) else ''}:"
    yield from (f"  {line[:LINE]}" for line in shown)


def _end(path: Path) -> list[str]:
    with path.open("rb") as file:
        file.seek(max(0, path.stat().st_size - BYTES))
        return file.read(BYTES).decode(errors="replace").splitlines()
