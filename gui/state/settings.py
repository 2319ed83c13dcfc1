"""Settings: what a person chose for this machine, in one small JSON file; a broken or unwritable file loses nothing."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Annotated, Literal

import msgspec
from msgspec import Meta

from engine.errors import NewerVersion, ProjectError
from engine.files import write_aside
from engine.platform import config_folder
from engine.typed.document import changed, written
from engine.typed.versions import Format

RECENT = 10


class Settings(msgspec.Struct, frozen=True):
    """Everything that is remembered between two starts. Unknown fields are skipped: an older program may read it."""

    version: Literal[1] = 1
    theme: Literal["system", "light", "dark"] = "system"
    zoom: Annotated[float, Meta(ge=0.5, le=2)] = 1.0
    recent: tuple[str, ...] = ()
    layout: dict[str, tuple[int, ...]] = {}
    geometry: Annotated[tuple[int, ...], Meta(max_length=4)] = ()
    maximised: bool = False
    chart_folded: bool = False
    palette_pinned: bool = False
    compact_cards: bool = False
    first_steps: bool = True
    after_finish: Literal["ask", "train on", "afresh"] = "ask"
    device: str = "auto"
    threads: Annotated[int, Meta(ge=0, le=1024)] = 0  # 0: chosen by the engine
    data_folder: str = ""
    runs_columns: tuple[str, ...] = ()  # of the table of runs, in order; (): the usual ones
    runs_sorted_by: str = ""  # a column, with "-" where the greatest comes first
    advice: bool = True


SETTINGS = Format("settings", Settings)


class SettingsFile:
    """The settings and the file they live in."""

    def __init__(self, path: Path | None = None) -> None:
        self.path = path or config_folder() / "settings.json"
        self.problem = ""
        self.tell: Callable[[str], object] = lambda _: None  # hears of a problem when it begins
        self._is_newer = False  # a newer program's file is never written over
        self.value = self._read()

    def change(self, **fields: object) -> None:
        """Changes some settings and writes them; an unwritable file is noted in `problem` and changes nothing else."""
        value = changed(self.value, **fields)
        if value == self.value:
            return
        self.value = value
        if self._is_newer:
            return
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            write_aside(self.path, written(value))
            self.problem = ""
        except OSError as error:
            known = bool(self.problem)
            self.problem = f"Settings cannot be saved to {self.path} ({(error.strerror or str(error)).lower()})."
            if not known:
                self.tell(self.problem)

    def remember(self, path: Path) -> None:
        """Puts a file first among the recent ones."""
        name = str(path.resolve())
        others = [one for one in self.value.recent if one != name]
        self.change(recent=(name, *others)[:RECENT])

    def _read(self) -> Settings:
        try:
            return SETTINGS.read(self.path.read_bytes())
        except FileNotFoundError:
            return Settings()
        except NewerVersion as error:
            self._is_newer = True
            self.problem = f"{error.in_file(self.path)} The usual settings are used, and none are saved."
            return Settings()
        except (OSError, ProjectError):
            self.problem = f"The settings in {self.path} cannot be read; the usual ones are used."
            return Settings()
