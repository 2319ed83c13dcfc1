"""Settings: what a person chose for this machine, in one small JSON file.

A broken or unwritable file loses nothing: of a broken one every good setting is taken over, and it is kept beside.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Annotated, Literal, TypeAlias

import msgspec
from msgspec import Meta
from PySide6.QtCore import QObject, Signal

from engine.errors import NewerVersion, ProjectError
from engine.files import write_aside
from engine.platform import HERE, config_folder, data_sets_folder, runs_folder
from engine.text import listed
from engine.typed.document import changed, untyped, written
from engine.typed.salvage import salvaged
from engine.typed.versions import Format, Plain
from gui.appearance.numerals import Style
from gui.appearance.theme import ZOOM_RANGE, Mode

RECENT = 10
UNREADABLE = "The settings cannot be read; the usual ones are used."
FIRST_PROJECT, GALLERY, LAST = "lenet5-sample", "gallery", "last"
GPU = ("mps", "MPS (Apple GPU)") if HERE.gpu == "mps" else ("cuda", "CUDA (NVIDIA GPU)")
Pixels: TypeAlias = Annotated[int, Meta(ge=-100_000, le=100_000)]
NO_NUL = r"^[^\x00]*$"  # no system has it in a path
Theme: TypeAlias = Annotated[
    Mode,
    Meta(
        title="Theme",
        description="Light or dark; as the system has it, it changes along.",
        extra_json_schema={"names": {"system": "As the system", "light": "Light", "dark": "Dark"}},
    ),
]
Zoom: TypeAlias = Annotated[
    float,
    Meta(
        ge=ZOOM_RANGE[0],
        le=ZOOM_RANGE[1],
        title="Size",
        description="Of everything in the window. Ctrl with + and - changes it, too.",
        extra_json_schema={"steps": [step / 100 for step in (50, 75, 80, 90, 100, 110, 125, 150, 175, 200)]},
    ),
]
Numbers: TypeAlias = Annotated[
    Style,
    Meta(
        title="Numbers",
        description="How they are written here; files and the command line stay English. What stands there already is "
        "written anew at the next start at the latest.",
        extra_json_schema={
            "names": {
                "point": "1,234.5",
                "comma": "1.234,5",
                "space": "1\u202f234,5",
                "system": "As the system",
            }
        },
    ),
]
DataFolder: TypeAlias = Annotated[
    str,
    Meta(
        pattern=NO_NUL,
        title="Data sets",
        description="Where the images of data sets are looked for.",
        extra_json_schema={"folder": "read"},
    ),
]
RunsFolder: TypeAlias = Annotated[
    str,
    Meta(
        pattern=NO_NUL,
        title="Runs",
        description="Where new runs are kept, and which runs the Runs page lists. Those elsewhere stay where they are.",
        extra_json_schema={"folder": "written"},
    ),
]
Device: TypeAlias = Annotated[
    str,
    Meta(
        title="Device",
        description="Where the network computes, from the next run on. Automatic takes a GPU where there is one.",
        extra_json_schema={"names": {"auto": "Automatic", "cpu": "CPU", **dict((GPU,))}},
    ),
]
Threads: TypeAlias = Annotated[
    int,
    Meta(
        ge=0,
        le=1024,
        title="Threads",
        description="How many cores the CPU part may use, from the next run on. Automatic takes as many as are "
        "fastest: tried before a network's first longer run, and remembered.",
        extra_json_schema={"zero": "Automatic"},
    ),
]
LowerPrecision: TypeAlias = Annotated[
    bool,
    Meta(
        title="Lower precision",
        description="“Make it fast”, on the Training page, also tries computing with 16 bits for each number in place "
        "of 32. Faster on some processors; the results change a little.",
    ),
]
AfterFinish: TypeAlias = Annotated[
    Literal["ask", "train on", "afresh"],
    Meta(
        title="Train, after a run",
        description="What Train does when the network in the stack has been trained already.",
        extra_json_schema={"names": {"ask": "Asks", "train on": "Trains on", "afresh": "Starts afresh"}},
    ),
]
StartsWith: TypeAlias = Annotated[
    str,
    Meta(
        title="Begin with",
        description="What is open when the program starts without a file.",
        extra_json_schema={"names": {GALLERY: "The gallery of projects", LAST: "The project or run opened last"}},
    ),
]
KeepAwake: TypeAlias = Annotated[
    bool, Meta(title="Keep awake", description="The computer does not fall asleep while a run trains.")
]
ShowFirstSteps: TypeAlias = Annotated[
    bool, Meta(title="First steps", description="The three first steps above the chart, until they are done.")
]
Coach: TypeAlias = Annotated[
    bool,
    Meta(
        title="Coach",
        description="A sentence above the chart when the curves of a run show that something is worth trying.",
    ),
]
Advice: TypeAlias = Annotated[
    bool, Meta(title="Advice", description="Remarks below the stack about what is unusual in a network.")
]
ImageMemory: TypeAlias = Annotated[
    float,
    Meta(
        ge=0.05,
        le=0.9,
        title="Image memory",
        description="Own images that would take more of the free memory than this stay on the disk, of which is read "
        "what is needed; from the next reading on.",
        extra_json_schema={"steps": [0.1, 0.25, 0.5, 0.75]},
    ),
]


class Settings(msgspec.Struct, frozen=True):
    """Everything that is remembered between two starts. Unknown fields are skipped: an older program may read it.

    Those with a title are chosen on the Settings page, the others are where the window stood.
    """

    version: Literal[3] = 3
    theme: Theme = "system"
    zoom: Zoom = 1.0
    numbers: Numbers = "point"
    recent: tuple[Annotated[str, Meta(pattern=NO_NUL)], ...] = ()
    layout: dict[str, tuple[int, ...]] = {}
    geometry: Annotated[tuple[Pixels, ...], Meta(max_length=4)] = ()
    maximised: bool = False
    palette_pinned: bool = False
    compact_cards: bool = False
    tip_width: Annotated[float, Meta(ge=4, le=64)] = 24.0  # of the pen, in pixels of the canvas
    device: Device = "auto"
    threads: Threads = 0  # 0: chosen by the engine
    lower_precision: LowerPrecision = False
    after_finish: AfterFinish = "ask"
    keep_awake: KeepAwake = True
    load_seconds: Annotated[float, Meta(ge=0)] = 0.0  # that PyTorch took at the last start; 0: not known
    data_folder: DataFolder = ""  # "": the usual place
    image_memory: ImageMemory = 0.25  # of what is free
    runs_folder: RunsFolder = ""
    runs_columns: tuple[str, ...] = ()  # of the table of runs, in order; (): the usual ones
    runs_columns_asked: tuple[str, ...] = ()  # of them those that get room before all others, the first before the next
    runs_sorted_by: str = ""  # a column, with "-" where the greatest comes first
    chart_axis: Literal["step", "epoch", "time"] = "step"  # what the chart's horizontal axis counts
    chart_others: Literal["training", "validation", "test"] = "training"  # the curve of runs beside the shown one
    chart_bands: bool = False  # runs that differ in their seeds alone as one mean and its spread
    light_pictures: bool = False  # of the chart, whatever the theme is
    starts_with: StartsWith = FIRST_PROJECT  # GALLERY, LAST or the name of a recipe
    first_steps: ShowFirstSteps = True
    advice: Advice = True
    coach: Coach = True
    hushed: tuple[str, ...] = ()  # kinds of remarks that the coach is not to make again


def _by_page(old: Plain) -> Plain:
    """Version 2: the chart's room is kept by page; before, it was folded beside all of them or none."""
    layout = old.get("layout", {})
    others = {name: value for name, value in old.items() if name != "chart_folded"}
    if not isinstance(layout, dict):  # whoever reads it says so
        return others
    folded = {"page inspect": [0, 1]} if old.get("chart_folded") else {}
    kept = {name: sizes for name, sizes in layout.items() if name != "centre"}
    return {**others, "layout": {**kept, **folded}}


def _bounded(old: Plain) -> Plain:
    """Version 2 knew no bounds of where the window was, nor of the characters of a path."""
    return old


SETTINGS = Format("settings", Settings, (_by_page, _bounded))
USUAL_FOLDERS = {"data_folder": data_sets_folder, "runs_folder": runs_folder}


class SettingsFile(QObject):
    """The settings and the file they live in. Whoever does what a setting says listens to `changed`."""

    changed = Signal(object, object)  # the settings before and after

    def __init__(self, path: Path | None = None) -> None:
        super().__init__()
        self.path = path or config_folder() / "settings.json"
        self.unread = ""  # what of the file could not be read when the program started
        self.problem = ""  # why settings are not saved
        self.tell: Callable[[], object] = lambda: None  # hears when a problem begins, and when it ends
        self._is_kept = False  # a file that is never written over: a newer program's, or a broken one that stays
        self.value = self._read()

    def change(self, **fields: object) -> None:
        """Changes some settings and writes them; an unwritable file is noted in `problem` and changes nothing else."""
        value = changed(self.value, **fields)
        if value == self.value:
            return
        old, self.value = self.value, value
        self._keep()
        self.changed.emit(old, value)

    def _keep(self) -> None:
        if self._is_kept:
            return
        before, self.problem = self.problem, self._written()
        if self.problem != before:
            self.tell()

    def _written(self) -> str:
        """Writes them; gives why they cannot be."""
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            write_aside(self.path, written(self.value))
        except OSError as error:
            return f"Settings cannot be saved to {self.path} ({(error.strerror or str(error)).lower()})."
        return ""

    def remember(self, path: Path) -> None:
        """Puts a file first among the recent ones."""
        name = str(path.resolve())
        others = [one for one in self.value.recent if one != name]
        self.change(recent=(name, *others)[:RECENT])

    # --- reading ---

    def _read(self) -> Settings:
        try:
            content = self.path.read_bytes()
            return SETTINGS.read(content)
        except (FileNotFoundError, NotADirectoryError):
            return Settings()
        except NewerVersion as error:
            self._is_kept = True
            self.problem = f"{error.in_file(self.path)} The usual settings are used, and none are saved."
            return Settings()
        except OSError:
            return self._mended(Settings(), UNREADABLE)
        except ProjectError:
            return self._mended(*_what_is_good(content))

    def _mended(self, good: Settings, unread: str) -> Settings:
        """Puts the broken file aside, and what is good of it in its place."""
        broken = self.path.with_name(f"{self.path.name}.broken")
        try:
            self.path.replace(broken)
        except OSError:
            self._is_kept = True
            self.unread, self.problem = unread, f"{self.path} is broken and cannot be moved: no settings are saved."
            return good
        self.unread = f"{unread} The file as it was: {broken}"
        self.value = good
        self._keep()
        return good


def _what_is_good(content: bytes) -> tuple[Settings, str]:
    """Of a broken file's settings, those that can be read, and what is to be said of the others."""
    try:
        good, wrong = salvaged(SETTINGS.brought_up(untyped(content)), Settings())
    except ProjectError:
        return Settings(), UNREADABLE
    names = listed(sorted(str(error.where) for error in wrong)) or "Version"
    return good, f"Settings that could not be read, and are as usual: {names}."
