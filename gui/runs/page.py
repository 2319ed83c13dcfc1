"""RunsPage: what was trained before, to be opened again, named, told apart and removed."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QEvent, QPoint, Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices, QGuiApplication, QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QHBoxLayout,
    QMenu,
    QPushButton,
    QSizePolicy,
    QSplitter,
    QStackedWidget,
)

from engine.service.answers import Families, RunSummary
from engine.service.questions import LabelChange
from gui.appearance import lengths
from gui.pieces.pages.page_cards import Page
from gui.pieces.pages.panel_keys import PanelKeys
from gui.pieces.pages.search_field import SearchField
from gui.runs.compared import COMPARE, MOST, NOTHING_TO_COMPARE, added_by_compare, compared
from gui.runs.disk_line import DiskLine
from gui.runs.empty_list import EmptyList, NoneFound
from gui.runs.family_tree import NO_FAMILIES, FamilyTree
from gui.runs.note_dialog import NoteDialog
from gui.runs.refresh_button import RefreshButton
from gui.runs.run_menu import fill_run_menu
from gui.runs.runs_table import RunsTable
from gui.state.settings import SettingsFile

KEYS = PanelKeys(  # of the table
    "In the list of runs",
    (
        ("Enter", "open the run"),
        ("Space", "tick it: it is drawn in the chart and compared with the shown run"),
        ("F2", "give it another name"),
        ("Del", "move it to the trash"),
        ("Ctrl+Z", "bring back what was moved there"),
        ("Ctrl+F", "find runs by words"),
    ),
)


class RunsPage(Page):
    """Lists the runs it is given.

    run_chosen(path)                    a run is to be shown
    refresh_asked()                     the list is to be read anew
    train_asked()                       the one action of the empty list
    labelled(paths, change)             runs were given another name ("" is that of its project), note, tags or place
    removal_asked(paths), undo_asked()  runs are to be moved to the trash; the last ones are to come back
    lightening_asked(runs)              of runs what they kept along the way is to go
    compared(runs)                      these are to be drawn beside the shown run
    chart_asked()                       the chart is to be seen
    together_changed()                  others than before, or another shown run, are compared: `together`
    comparison_asked()                  they are to be seen side by side
    beside_asked(run)                   this one is to answer beside what is shown, in Try it
    fork_asked(path)                    the next run is to begin from a step of this one
    repeat_asked(path, title, seed, seconds)   to be trained again with other seeds than this; what it took, or None
    """

    run_chosen = Signal(Path)
    refresh_asked = Signal()
    train_asked = Signal()
    labelled = Signal(object, object)
    removal_asked = Signal(object)
    undo_asked = Signal()
    lightening_asked = Signal(object)
    compared = Signal(object)
    chart_asked = Signal()
    together_changed = Signal()
    comparison_asked = Signal()
    beside_asked = Signal(object)
    fork_asked = Signal(Path)
    repeat_asked = Signal(Path, str, object, object)

    def __init__(self, settings: SettingsFile) -> None:
        super().__init__("Runs")
        self.table = RunsTable()
        kept = settings.value
        self.table.choose_columns(kept.runs_columns, kept.runs_columns_asked, kept.runs_sorted_by)
        self.table.columns_chosen.connect(
            lambda keys, asked, sorted_by: settings.change(
                runs_columns=keys, runs_columns_asked=asked, runs_sorted_by=sorted_by
            )
        )
        self._compared: tuple[RunSummary, ...] = ()
        self._together: tuple[RunSummary, ...] = ()
        self.family = FamilyTree()
        self.disk = DiskLine()
        self.open = _button("Open", "Shows the run's curves, its network and what it reached (Enter).")
        self.compare = _button("Compare", "")
        self.more = _button(
            "More", "What else can be done with the selected runs; the same by a click of the right button."
        )
        self.more.setMenu(QMenu(self.more))
        self.search = SearchField("Find runs", "Words of name, data, stack, optimiser, state, tags or note (Ctrl+F)")
        self.search.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)  # the buttons have room first
        self.refresh = RefreshButton()
        self.empty, self._none_found = EmptyList(), NoneFound()
        self._places = QStackedWidget()
        for place in (self.empty, self.table, self._none_found):
            self._places.addWidget(place)
        self._lay_out()
        self._connect()
        self._show_runs(())

    # --- what it shows ---

    def show_runs(self, runs: Sequence[RunSummary], families: Families = NO_FAMILIES) -> None:
        """Shows other runs, and how they belong together as forks."""
        self.empty.say_that_it_looked()
        self._show_runs(runs, families)

    def _show_runs(self, runs: Sequence[RunSummary], families: Families = NO_FAMILIES) -> None:
        self.table.show_runs(runs)
        for part in (self.open, self.compare, self.more, self.search, self.refresh):
            part.setVisible(bool(runs))
        self.family.show_families(families)
        self.disk.show_runs(runs)
        self._show_found()

    def _seek(self, text: str) -> None:
        self.table.seek(text)
        self._show_found()

    def _show_found(self) -> None:
        found, there = self.table.runs.rowCount(), not self.search.isHidden()
        self._places.setCurrentIndex(0 if not there else 1 if found else 2)
        self.disk.show_found(found if there and self.search.text().strip() else None)
        self._show_choice()

    def mark(self, shown: Path | None) -> None:
        """Marks the run that the window shows."""
        self.table.runs.mark(shown)
        self._compare()

    def tell_removed(self, done: str) -> None:
        """What was moved to the trash, with a way back; "" once there is none."""
        self.disk.tell_removed(done)

    def leave_out(self, folder: Path) -> None:
        """This run is not to be drawn any more: its tick goes, and it is selected no longer."""
        self.table.runs.tick([one for one in self._compared if one.folder == folder], on=False)
        self.table.deselect(folder)

    # --- keys ---

    def event(self, event: QEvent) -> bool:
        """Ctrl+Z is the page's as long as something can be brought back, also where the list is empty by then."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and self._brings_back(event):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self._brings_back(event):
            self.undo_asked.emit()
        else:
            super().keyPressEvent(event)

    def _find(self) -> None:
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.selectAll()

    def _brings_back(self, event: QKeyEvent) -> bool:
        return event.matches(QKeySequence.StandardKey.Undo) and not self.disk.undo.isHidden()

    # --- making ---

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        lengths.follow(row, setSpacing=8)
        for part in (self.open, self.compare, self.more):
            row.addWidget(part)
        row.addWidget(self.search, 1)
        row.addWidget(self.refresh)
        self.column.addLayout(row)
        self.column.addWidget(self._split(), 1)
        self.column.addWidget(self.disk)

    def _split(self) -> QSplitter:
        """The list over the family of the selected run, which can be drawn larger, or away."""
        split = QSplitter(Qt.Orientation.Vertical)
        split.addWidget(self._places)
        split.addWidget(self.family)
        split.setCollapsible(0, False)
        split.setStretchFactor(0, 1)
        return split

    def _connect(self) -> None:
        table = self.table
        table.opened.connect(self.run_chosen)
        self.family.opened.connect(self.run_chosen)
        table.selection_changed.connect(self._show_choice)
        table.menu_asked.connect(self._pop_up)
        table.removal_asked.connect(self._remove)
        table.undo_asked.connect(self.undo_asked)
        table.runs.renamed.connect(lambda folder, title: self.labelled.emit((folder,), LabelChange(title=title)))
        table.runs.ticked_changed.connect(self._compare)
        self.compare.clicked.connect(lambda *_: self._compare_ticked())
        self.disk.undo_asked.connect(self.undo_asked)
        self.disk.lightening_asked.connect(lambda: self.lightening_asked.emit(table.chosen))
        self.search.textChanged.connect(self._seek)
        QShortcut(QKeySequence.StandardKey.Find, self, self._find)  # wherever the keyboard is, in sight
        self.open.clicked.connect(self._open)
        self.refresh.clicked.connect(self.refresh_asked)
        self.empty.train.clicked.connect(self.train_asked)
        self._none_found.all_wanted.connect(self.search.clear)
        self.more.menu().aboutToShow.connect(self._fill_more)

    # --- what is done with the selected runs ---

    def fill(self, menu: QMenu) -> None:
        """With all of it, as things stand."""
        acts = {
            "open": self._open,
            "compare": self._compare_chosen,
            "beside": self._ask_beside,
            "chart": self._show_in_chart,
            "no chart": lambda: self.table.runs.tick(self.table.chosen, on=False),
            "fork": self._fork,
            "repeat": self._repeat,
            "folder": self._open_folder,
            "rename": self.table.rename,
            "note": self._edit_note,
            "pin": lambda: self._pin(pinned=True),
            "unpin": lambda: self._pin(pinned=False),
            "path": self._copy_paths,
            "remove": self._remove,
            "empty": self.disk.empty_asked.emit,
        }
        table = self.table
        fill_run_menu(menu, table.chosen, table.runs.ticked, acts, trash=self.disk.has_trash, shown=table.runs.shown)

    def _pop_up(self, at: QPoint) -> None:
        if self.table.chosen:
            menu = QMenu(self)
            menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            self.fill(menu)
            menu.popup(at)

    def _fill_more(self) -> None:
        menu = self.more.menu()
        self.fill(menu)
        menu.addSeparator()
        menu.addMenu(self.table.column_menu())

    def _show_choice(self) -> None:
        chosen = self.table.chosen
        self.open.setEnabled(len(chosen) == 1)
        self.more.setEnabled(bool(chosen))
        self.family.show_chosen(chosen)
        self.disk.show_chosen(chosen)
        self._compare()

    def _compare(self) -> None:
        """Says which runs are drawn, where those are others than before."""
        wanted = compared(self.table.runs.ticked, self.table.chosen, self.table.runs.shown)
        self.disk.show_too_many(too_many=len(wanted) > MOST)
        runs = wanted[:MOST]
        shown = self.table.runs.shown_run
        before, self._together = self._together, (*(() if shown is None else (shown,)), *runs)
        if runs != self._compared:
            self._compared = runs
            self.compared.emit(runs)
        if self._together != before:
            self.family.call(self._together)
            self.together_changed.emit()
        possible = bool(runs) or any(str(run.folder) != self.table.runs.shown for run in self.table.chosen)
        self.compare.setEnabled(possible)
        self.compare.setToolTip(COMPARE if possible else NOTHING_TO_COMPARE)

    @property
    def together(self) -> tuple[RunSummary, ...]:
        """The runs that are compared, the shown one first."""
        return self._together

    def _ask_beside(self) -> None:
        if run := self.table.selected:
            self.beside_asked.emit(run)

    def _compare_ticked(self) -> None:
        runs = self.table.runs
        runs.tick(added_by_compare(runs.ticked, self.table.chosen, runs.shown), on=True)
        self.comparison_asked.emit()

    def _compare_chosen(self) -> None:
        """Asked for at these very runs."""
        self.table.runs.tick(self.table.chosen, on=True)
        self.comparison_asked.emit()

    def _show_in_chart(self) -> None:
        self.table.runs.tick(self.table.chosen, on=True)
        self.chart_asked.emit()

    def _open(self) -> None:
        if run := self.table.selected:
            self.run_chosen.emit(run.folder)

    def _repeat(self) -> None:
        if run := self.table.selected:
            took = run.seconds if run.state == "finished" else None
            self.repeat_asked.emit(run.folder, run.title, run.recipe.seed, took)

    def _fork(self) -> None:
        if run := self.table.selected:
            self.fork_asked.emit(run.folder)

    def _open_folder(self) -> None:
        if run := self.table.selected:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(run.folder)))

    def _copy_paths(self) -> None:
        QGuiApplication.clipboard().setText("\n".join(str(run.folder) for run in self.table.chosen))

    def _edit_note(self) -> None:
        if run := self.table.selected:
            dialog = NoteDialog(run, self)
            dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            dialog.accepted.connect(lambda: self.labelled.emit((run.folder,), dialog.change))
            dialog.open()

    def _pin(self, *, pinned: bool) -> None:
        self.labelled.emit(tuple(run.folder for run in self.table.chosen), LabelChange(pinned=pinned))

    def _remove(self) -> None:
        if chosen := self.table.chosen:
            self.removal_asked.emit(tuple(run.folder for run in chosen))


def _button(text: str, help: str) -> QPushButton:
    button = QPushButton(text)
    button.setToolTip(help)
    return button
