"""QueuePage: what waits to be trained, what trains and what became of it; what may be done with each, and with all."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QMenu, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from engine.service.answers import EntryView, QueueView
from gui.appearance import lengths, rewriting, theme
from gui.appearance.numerals import in_figures
from gui.pieces.elided import Elided
from gui.pieces.pages.page_cards import Page, words
from gui.pieces.pages.shown_key import shown_key
from gui.runs.queue.counts import all_counts
from gui.runs.queue.queue_table import QueueTable
from gui.state.queue import QueueState

EMPTY = "Nothing is in the queue. What you put here trains by itself, also while this window is closed."
STOPPED = "Stopped: it goes on when you say so"
BEGINS = "Begins in a moment"


class QueuePage(Page):
    """Shows the queue as it stands, and changes it.

    run_chosen(path)   a run of it is to be shown
    files_asked()      files of projects are to be chosen for it
    """

    run_chosen = Signal(Path)
    files_asked = Signal()

    def __init__(self, queue: QueueState) -> None:
        super().__init__("Queue")
        self._queue = queue
        self.runs: Path | None = None  # where its runs lie
        self.table = QueueTable()
        self.add = _button("Add", "Puts more into the queue.")
        self.add.setMenu(self._add_menu())
        self.open = _button("Open", "Shows the run's curves, its network and what it reached (Enter).")
        self.more = _button("More", "What else can be done with the selected entries; the same by the right button.")
        self.more.setMenu(QMenu(self.more))
        self.hold = _button("", "")
        self.ended = _button("Take off what has ended", "Clears the list of what has ended; its runs stay.")
        self._words = Elided("caption")
        self._places = QStackedWidget()
        self._places.addWidget(self._empty())
        self._places.addWidget(self.table)
        self._lay_out()
        self._connect()
        self._show()

    def _lay_out(self) -> None:
        row, foot = QHBoxLayout(), QHBoxLayout()
        for layout in (row, foot):
            lengths.follow(layout, setSpacing=8)
        for part in (self.add, self.open, self.more):
            row.addWidget(part)
        row.addStretch(1)
        row.addWidget(self.hold)
        foot.addWidget(self._words, 1)
        foot.addWidget(self.ended)
        self.column.addLayout(row)
        self.column.addWidget(self._places, 1)
        self.column.addLayout(foot)

    def _connect(self) -> None:
        table = self.table
        table.opened.connect(self._open)
        table.moved.connect(self._queue.move)
        table.paused.connect(self._pause)
        table.removed.connect(self._remove)
        table.menu_asked.connect(self._pop_up)
        table.selection_changed.connect(self._show_choice)
        self.open.clicked.connect(self._open)
        self.more.menu().aboutToShow.connect(lambda: self._fill(self.more.menu()))
        self.hold.clicked.connect(self._toggle)
        self.ended.clicked.connect(self._take_off)
        self._queue.changed.connect(self._show)
        rewriting.follow(self._show)

    def _add_menu(self) -> QMenu:
        menu = QMenu("Add", self.add)
        menu.addAction("This project with several seeds…", self._queue.repeat_asked.emit)
        menu.addAction("Several recipes…", self._queue.several_asked.emit)
        menu.addAction("Files of projects…", self.files_asked.emit)
        return menu

    def _empty(self) -> QWidget:
        repeat = _button("Repeat with seeds…", "Trains this project several times, to see how much is luck.")
        theme.set_role(repeat, "primary")
        repeat.clicked.connect(self._queue.repeat_asked)
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.addStretch(1)
        text = words(EMPTY, "secondary", wrap=True)
        text.setAlignment(Qt.AlignmentFlag.AlignCenter)
        column.addWidget(text)
        column.addWidget(repeat, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(2)
        return holder

    # --- what it shows ---

    def _show(self) -> None:
        view = self._queue.view
        self.table.show_entries(view.entries)
        there = bool(view.entries)
        self._places.setCurrentIndex(int(there))
        for part in (self.open, self.more, self.ended):
            part.setVisible(there)
        self.ended.setEnabled(view.left < len(view.entries))
        goes = view.worked and not view.held
        self.hold.setText("Stop the queue" if goes else "Go on")
        held = "Those that train keep what they learned, and go on from there later."
        self.hold.setToolTip(held if goes else "Trains what is left in the queue.")
        self.hold.setVisible(_can_be_held(view))  # with its words already, to which it is laid out
        self._words.say(self._standing())
        self._show_choice()

    def _standing(self) -> str:
        """How many do what, and what hinders them."""
        view = self._queue.view
        stands = STOPPED if view.stopped else BEGINS if _begins(view) else ""
        said = (view.remark, view.waits, stands)
        return " · ".join(part for part in (*map(in_figures, said), all_counts(view)) if part)

    @property
    def standing(self) -> str:
        """What it says at its foot."""
        return self._words.text()

    def _show_choice(self) -> None:
        chosen = self.table.chosen
        self.open.setEnabled(len(chosen) == 1 and bool(chosen[0].entry.run))
        self.more.setEnabled(bool(chosen))

    # --- what is done ---

    def _pop_up(self, at: QPoint) -> None:
        if self.table.chosen:
            menu = QMenu(self)
            menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            self._fill(menu)
            menu.popup(at)

    def _fill(self, menu: QMenu) -> None:
        """What may be done with the selected entries, as they stand."""
        menu.clear()
        chosen = self.table.chosen
        states = {one.state for one in chosen}
        live, over = {"running", "paused"}, {"done", "failed", "cancelled"}
        paused = states & live == {"paused"}
        waits = bool(states & {"waiting", "stopped"})
        rows = (
            ("Open", "Return", self._open, self.open.isEnabled()),
            ("Go on" if paused else "Pause", "Space", self._pause, bool(states & live)),
            ("Train sooner", "Alt+Up", lambda: self.table.move_chosen(-1), waits),
            ("Train later", "Alt+Down", lambda: self.table.move_chosen(1), waits),
            ("Train after all", "", self._again, bool(states & {"failed", "cancelled"})),
            ("Cancel", "Del", self._cancel, waits or bool(states & live)),
            ("Take off the list", "Del", self._take_off_chosen, bool(states & over)),
        )
        for text, key, do, enabled in rows:
            action = menu.addAction(text, do)
            action.setEnabled(enabled)
            if key:
                shown_key(action, key)

    def _open(self) -> None:
        chosen = self.table.chosen
        if len(chosen) == 1 and chosen[0].entry.run and self.runs is not None:
            self.run_chosen.emit(self.runs / chosen[0].entry.run)

    def _pause(self) -> None:
        live = [one for one in self.table.chosen if one.state in ("running", "paused")]
        if live:
            pauses = any(one.state == "running" for one in live)
            self._queue.change(_ids(live), "pause" if pauses else "resume")

    def _remove(self) -> None:
        """What Delete does: what has ended goes off the list, or, where nothing of it has, all of it is cancelled."""
        if any(not one.entry.ended for one in self.table.chosen):
            self._cancel()
        else:
            self._take_off_chosen()

    def _cancel(self) -> None:
        self._queue.change(_ids(self.table.chosen), "cancel")

    def _again(self) -> None:
        self._queue.change(_ids(self.table.chosen), "again")

    def _take_off_chosen(self) -> None:
        self._queue.change(_ids(one for one in self.table.chosen if one.entry.ended), "remove")

    def _take_off(self) -> None:
        self._queue.change(_ids(one for one in self._queue.view.entries if one.entry.ended), "remove")

    def _toggle(self) -> None:
        view = self._queue.view
        self._queue.hold(on=view.worked and not view.held)


def _can_be_held(view: QueueView) -> bool:
    """Whether it can be stopped or go on as a whole; what was paused by hand goes on by hand."""
    waits = any(one.state == "waiting" for one in view.entries)
    if view.worked and not view.held:
        return waits or any(one.entry.state == "running" for one in view.entries)
    return waits or view.stopped


def _begins(view: QueueView) -> bool:
    """Whether the first of those that wait is about to be started."""
    states = {one.state for one in view.entries}
    return view.worked and "waiting" in states and not view.waits and not states & {"running", "ending", "paused"}


def _ids(entries: Iterable[EntryView]) -> tuple[str, ...]:
    return tuple(one.entry.id for one in entries)


def _button(text: str, help: str) -> QPushButton:
    button = QPushButton(text)
    button.setToolTip(help)
    return button
