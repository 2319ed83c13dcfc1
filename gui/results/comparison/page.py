"""ComparePage: runs side by side: in what they differ, what they reached, and two of them image by image."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QPushButton, QStackedWidget, QVBoxLayout, QWidget

from engine.metrics.class_scores import Averages
from engine.service.comparison.comparison_answers import ComparedRun, ComparedRuns, Pair
from gui.appearance import theme
from gui.appearance.numerals import in_figures
from gui.pieces.classes.names import shown
from gui.pieces.pages.page_cards import Page, words
from gui.pieces.pages.sub_pages import SubPages
from gui.results.comparison.confusion_part import ConfusionPart
from gui.results.comparison.figures_part import FiguresPart
from gui.results.comparison.head import CompareHead
from gui.results.comparison.images_part import ImagesPart
from gui.results.comparison.pair_words import FIRST, OTHER, Side
from gui.results.comparison.seeds_part import SeedsPart
from gui.results.comparison.settings_part import SettingsPart
from gui.results.export_menu import ExportMenu, Part

EMPTY = "Tick two runs in the list: here you see in what they differ, and whether one is better."
ONE = "One run is chosen. Tick another in the list to see it beside this one."
OF_RUNS, OF_PAIR = ("settings", "figures", "seeds"), ("confusion", "images")  # the parts, by what they are about
NOTHING = ComparedRuns((), ())
COMPARING = "Both are looked at, image by image…"


class ComparePage(Page):
    """At least two runs, of which two, A and B, are compared image by image. Each part is filled when it is in front.

    wanted()               what is in sight lacks an answer: of `folders`, or of the pair
    try_asked()            the pair's missing tests are to be made now
    runs_asked()           the list of runs is wanted, to tick some
    beside_asked()         both of the pair are to answer in Try it
    image_picked(index)    a test image is to be looked at
    message, problem       as the exporter says
    """

    wanted = Signal()
    try_asked = Signal()
    runs_asked = Signal()
    beside_asked = Signal()
    image_picked = Signal(int)
    message = Signal(str)
    problem = Signal(str, str)

    def __init__(self) -> None:
        super().__init__("Compare")
        self._folders: tuple[Path, ...] = ()
        self._names: dict[Path, str] = {}
        self._steps: dict[Path, int] = {}  # a run that has gone on is compared anew
        self.runs: ComparedRuns | None = None
        self.pair: Pair | None = None
        self._pair_of: tuple[Path, ...] = ()
        self._classes: tuple[str, ...] = ()
        self._why, self._can_try = "", False
        self._marked: int | None = None
        self._stale: set[str] = set()  # the parts that show something else still
        self.head, self.parts = CompareHead(), SubPages("Compare")
        self.settings, self.figures, self.confusion = SettingsPart(), FiguresPart(), ConfusionPart()
        self.images, self.seeds = ImagesPart(), SeedsPart()
        self.empty, self.choose = words(EMPTY, "secondary", wrap=True), QPushButton("Choose runs")
        self.export = ExportMenu(self.head.menu, self._part_in_front)
        self._lay_out()
        self._connect()
        self.offer((), ())

    def _lay_out(self) -> None:
        self.parts.add("settings", "What differs", self.settings, scrolls=True)
        self.parts.add("figures", "Figures", self.figures, scrolls=True)
        self.parts.add("confusion", "Confusion", self.confusion, scrolls=True)
        self.parts.add("images", "Images", self.images, scrolls=True)
        self.parts.add("seeds", "Seeds", self.seeds)
        self._places, content = QStackedWidget(), QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.head)
        column.addWidget(self.parts, 1)
        self._places.addWidget(self._nothing())
        self._places.addWidget(content)
        self.column.addWidget(self._places, 1)

    def _nothing(self) -> QWidget:
        theme.set_role(self.choose, "primary")
        self.empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.addStretch(1)
        column.addWidget(self.empty)
        column.addWidget(self.choose, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(2)
        return holder

    def _connect(self) -> None:
        self.choose.clicked.connect(lambda *_: self.runs_asked.emit())
        self.parts.changed.connect(lambda *_: self._fill())
        self.head.pair_chosen.connect(self._choose_pair)
        self.head.beside_asked.connect(self.beside_asked)
        self.head.try_asked.connect(self._try)
        self.confusion.picked.connect(self._list_cell)
        self.images.picked.connect(self.image_picked)
        self.export.message.connect(self.message)
        self.export.problem.connect(self.problem)

    # --- which runs ---

    def offer(self, folders: Sequence[Path], names: Sequence[str], steps: Sequence[int] = ()) -> None:
        """Other runs to compare, by what each is called among them, the shown one first, and how far each is."""
        pair, before = self.head.pair_folders, self._steps
        self._steps = dict(zip(folders, steps, strict=False))
        if tuple(folders) != self._folders:
            self.runs = None
            self._renew(*OF_RUNS)
        self._folders, self._names = tuple(folders), dict(zip(folders, names, strict=True))
        self.head.offer(folders, names)
        enough = len(folders) > 1
        self._places.setCurrentIndex(int(enough))
        self.empty.setText(ONE if folders else EMPTY)
        if not enough or self.head.pair_folders != pair or any(self._steps.get(one) != before.get(one) for one in pair):
            self._forget_pair()
        elif self.runs is not None:
            self.show_runs(self.runs)
        if enough and self.isVisible():
            self.wanted.emit()

    @property
    def folders(self) -> tuple[Path, ...]:
        """Those of all runs; () while there are too few."""
        return self._folders if len(self._folders) > 1 else ()

    @property
    def pair_folders(self) -> tuple[Path, ...]:
        """Those of A and B; () while there are too few."""
        return self.head.pair_folders if self.folders else ()

    @property
    def lacks_pair(self) -> bool:
        """Whether nothing is known yet of the two that are chosen."""
        return bool(self.pair_folders) and self._pair_of != self.pair_folders

    def run_of(self, place: int) -> ComparedRun | None:
        """What is known of A (0) or B (1)."""
        runs = () if self.runs is None else self.runs.runs
        wanted = self.pair_folders[place : place + 1]
        return next((run for run in runs if (run.folder,) == wanted), None)

    def name_of(self, place: int) -> str:
        """What A (0) or B (1) is called."""
        return self._names.get(self.pair_folders[place], "") if self.pair_folders else ""

    def _choose_pair(self) -> None:
        self._forget_pair()
        self._renew(*OF_RUNS)
        self.wanted.emit()

    def _forget_pair(self) -> None:
        self.pair, self._pair_of, self._why, self._can_try = None, (), "", False
        self._show_pair()

    # --- what is known of them ---

    def show_runs(self, found: ComparedRuns) -> None:
        """What all of them were told and reached."""
        self.runs = found
        self._say()
        self._renew(*OF_RUNS)

    def _show_of_runs(self, part: str) -> None:
        found = self.runs or NOTHING
        runs = found.runs
        names, tips = [self._name(run.folder) for run in runs], [run.difference for run in runs]
        match part:
            case "settings":
                self.settings.show_settings(names, found.settings, tips)
            case "figures":
                self.figures.show_figures(names, runs, self._averages())
            case "seeds":
                self.seeds.show_groups(found, self._names)

    def _name(self, folder: Path) -> str:
        """With its letter, where it is one of the two."""
        pair = self.pair_folders
        letter = dict(zip(pair, (FIRST, OTHER), strict=False)).get(folder, "")
        name = self._names.get(folder, folder.name)
        return f"{letter} · {name}" if letter else name

    def _averages(self) -> dict[Path, Averages]:
        """Of very many classes only the labels tell."""
        if self.pair is None or self.pair.first is None or self.pair.other is None:
            return {}
        sides = (self.pair.first, self.pair.other)
        return {folder: one.metrics.scores.macro for folder, one in zip(self._pair_of, sides, strict=False)}

    def show_pair(self, pair: Pair, classes: tuple[str, ...]) -> None:
        """A and B, image by image; the classes are called so."""
        self.pair, self._pair_of, self._classes, self._why = pair, self.pair_folders, shown(classes), ""
        self._can_try = False
        self._show_pair()
        self._renew("figures")

    def show_pair_error(self, sentence: str, *, can_try: bool = False) -> None:
        """Why A and B cannot be compared image by image; `can_try`: a test now would tell."""
        self.pair, self._pair_of, self._why, self._can_try = None, self.pair_folders, sentence, can_try
        self._show_pair()

    def _try(self) -> None:
        self._forget_pair()
        self.try_asked.emit()

    def _show_pair(self) -> None:
        self._say()
        self._renew(*OF_PAIR)

    def _say(self) -> None:
        """Which is better; and which runs cannot be read."""
        said = self._why or COMPARING if self.pair is None else in_figures(self.pair.verdict)
        refused = () if self.runs is None else self.runs.refused
        self.head.say("\n".join((said, *refused)), can_try=self._can_try)

    def call(self, classes: tuple[str, ...]) -> None:
        """Shows the same with the classes called so."""
        self._classes = shown(classes)
        self.rewrite()

    def rewrite(self) -> None:
        """Writes all figures again."""
        self._say()
        self._renew(*OF_RUNS, *OF_PAIR)

    def mark(self, index: int | None) -> None:
        """Marks the test image that is looked at, where it is listed."""
        self._marked = index
        self.images.mark(index)

    # --- its parts ---

    def _renew(self, *parts: str) -> None:
        """They show something else from now on: each once it is in front."""
        self._stale.update(parts)
        self._fill()

    def _fill(self) -> None:
        """Shows in the part in front what is known by now."""
        part = self.parts.front
        if self.isVisible() and part in self._stale:
            self._stale.discard(part)
            self._show_part(part)
        self.head.more.setEnabled(self._part_in_front() is not None)

    def _show_part(self, part: str) -> None:
        if part in OF_RUNS:
            self._show_of_runs(part)
        elif part == "confusion":
            self.confusion.call(*(self._name(folder) for folder in self.pair_folders))
            self.confusion.show_pair(self.pair, self._classes, self._why)
        else:
            self.images.show_pair(self.pair, self._classes, self._why)
            self.images.mark(self._marked)

    def _list_cell(self, truth: int, answer: int, side: Side) -> None:
        self.parts.show_page("images")
        self.images.choose_cell(truth, answer, side)

    def _part_in_front(self) -> Part | None:
        parts: dict[str, SettingsPart | FiguresPart | ConfusionPart | ImagesPart | SeedsPart] = {
            "settings": self.settings,
            "figures": self.figures,
            "confusion": self.confusion,
            "images": self.images,
            "seeds": self.seeds,
        }
        part = parts[self.parts.front]
        return part if self.runs is not None and part.filled else None

    # --- Qt's events ---

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._fill()
        if self.folders:
            self.wanted.emit()
