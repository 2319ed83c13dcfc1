"""Second display: a second run beside the shown one, in Try it: who they are, its answer, and where both differ."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject

from engine.service.answers import Prediction, RunSummary
from gui.appearance.numerals import numeral
from gui.runs.differences import names_beside
from gui.state.run.run_folder import current_folder
from gui.window.files.opened_runs import OpenedRuns
from gui.window.groups import Chrome, Engine, Panels, Shared
from gui.window.pages import Pages

STACK = "The stack"
TESTS = "By the newest tests of both, after step {} and step {}"


class SecondDisplay(QObject):
    """The first is whatever is shown; the second is chosen on the Compare page or in the list of runs."""

    def __init__(
        self, shared: Shared, engine: Engine, panels: Panels, pages: Pages, chrome: Chrome, opened: OpenedRuns
    ) -> None:
        super().__init__()
        self._shared, self._engine, self._pages, self._opened = shared, engine, pages, opened
        self._try_it, self._actions, self._frame = panels.try_it, chrome.actions, chrome.frame
        self._second, self._apart, self._box = engine.second, engine.apart, panels.try_it.second
        self._names: dict[Path, str] = {}  # of both, as they were told apart when they were put side by side
        self._prediction: Prediction | None = None
        pages.compare.beside_asked.connect(self._try_both)
        pages.runs.beside_asked.connect(self._put_beside)
        self._box.left.connect(self._second.leave)
        self._box.step_asked.connect(self._apart.step)
        self._second.changed.connect(self._show)
        self._second.answered.connect(self._answer)
        for changed in (shared.run.changed, shared.image.changed, self._apart.changed):
            changed.connect(self._show_standing)
        self._show()

    def _try_both(self) -> None:
        """A is shown, unless B is already: then they swap, so that the shown one is the first in both places."""
        page = self._pages.compare
        if self._shown == page.pair_folders[1]:
            page.head.swap.click()
        first, other = page.pair_folders
        self._names = {first: page.name_of(0), other: page.name_of(1)}
        if self._shown != first:
            self._opened.open(first)
        self._second.put_beside(other, page.name_of(1))
        self._frame.show_try_it()

    def _put_beside(self, run: RunSummary) -> None:
        """A run of the list, beside whatever is shown."""
        page = self._pages.runs
        shown = page.table.runs.shown_run
        both = (run,) if shown is None else (run, shown)
        names = names_beside(both, page.together)
        self._names = {one.folder: name for one, name in zip(both, names, strict=True)}
        self._second.put_beside(run.folder, self._names[run.folder])
        self._frame.show_try_it()

    @property
    def _shown(self) -> Path | None:
        """The folder of the shown run."""
        return current_folder(self._shared.run, self._engine.service)

    # --- what it says ---

    def _show(self) -> None:
        """Another one, or none."""
        there = self._second.folder is not None
        self._try_it.pair(on=there)
        for name in ("next apart", "previous apart"):
            self._actions[name].setEnabled(there)
        self._prediction = None
        self.say_again()

    def _answer(self, prediction: Prediction | None) -> None:
        self._prediction = prediction
        self._try_it.show_second(prediction, self._second.why_not)

    def say_again(self) -> None:
        """All of it, in the numerals of this moment."""
        self._try_it.show_second(self._prediction, self._second.why_not)
        self._show_standing()

    def _show_standing(self) -> None:
        """Who they are, and where they differ."""
        if self._second.folder is None:
            return
        run, shown, found = self._shared.run.current, self._shown, self._apart.found
        first = STACK if run is None or shown is None else self._names.get(shown, run.title)
        self._box.name(first, self._second.name)
        images = None if found is None else (len(found.indexes), found.images)
        steps = () if found is None else tuple(map(numeral, found.steps))
        tip = TESTS.format(*steps) if steps else ""
        self._box.show_apart(images, self._apart.place, self._apart.why_not, tip)
