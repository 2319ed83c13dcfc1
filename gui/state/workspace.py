"""Workspace: what the panels share and is not the document: selection, shown model, how far the engine is."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from PySide6.QtCore import QObject, Signal

from engine.analysis.analysis import Analysis
from engine.network.network import Network
from engine.network.shapes import Shape
from engine.project.project import Project, analysed
from engine.service.answers import Compute, Shown
from gui.state.bridge import Told
from gui.state.document import Document
from gui.state.run.since_the_run import changed_layers
from gui.state.shown import counterpart
from gui.state.shown.called import called_as_in, otherwise_called
from gui.state.shown.mutes import MutedState
from gui.state.shown.own_filters import OwnFilters

PREPARING = "The network is being prepared…"  # said where something is shown of it, until there is a model


class Workspace(QObject):
    """Values with a signal each; setting an equal value says nothing."""

    selection_changed = Signal()
    shown_changed = Signal()  # another model, or newer weights of the same
    engine_ready_changed = Signal()
    reading_changed = Signal()

    def __init__(self, document: Document, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._document = document
        self._selection: tuple[str, ...] = ()
        self._shown: Shown | None = None
        self._reading = ""
        self.no_model = ""  # why there is none; empty while it is on its way
        self._compared: tuple[Project | None, Analysis | None, dict[str, Shape]] = (None, None, {})
        self._firsts: tuple[Analysis | None, dict[str, str]] = (None, {})
        self.compute: Compute | None = None
        self.muted = MutedState(lambda: self.analysis, self)  # of the shown model
        self.own_filters = OwnFilters(self)  # and in place of its own
        document.changed.connect(self._forget_removed)
        document.changed.connect(self._on_names)
        for changed in (self.shown_changed, document.changed):
            changed.connect(lambda *_: self.muted.follow())
        document.replaced.connect(self.muted.unmute_all)

    @property
    def selection(self) -> tuple[str, ...]:
        """Ids of the selected nodes in the order they were chosen."""
        return self._selection

    @property
    def selected(self) -> str | None:
        """The selected node, where it is a single one."""
        return self._selection[0] if len(self._selection) == 1 else None

    def select(self, ids: Iterable[str]) -> None:
        """Selects nodes."""
        chosen = tuple(ids)
        if chosen != self._selection:
            self._selection = chosen
            self.selection_changed.emit()

    @property
    def shown(self) -> Shown | None:
        """What is known of the one current model; None until the engine is ready."""
        return self._shown

    def show_model(self, shown: Shown | None, why: str = "") -> None:
        """Makes it the current model; its classes are called as in the document. Of none `why` says why there is none,
        unless it is on its way.
        """
        if (shown, why) != (self._shown, self.no_model):
            self._shown, self.no_model = shown and self._called(shown), why
            if shown is not None:
                self.own_filters.follow((shown.run, shown.project.network))
            self.shown_changed.emit()

    def _called(self, shown: Shown) -> Shown:
        return replace(shown, project=called_as_in(self._document.project, shown.project))

    @property
    def analysis(self) -> Analysis:
        """Of the shown model; of the stack while there is none."""
        return self._document.analysis if self._shown is None else analysed(self._shown.project)

    def network_of(self, node_id: str) -> Network:
        """Where a node of the stack is looked at: see `counterpart`."""
        return counterpart.network_of(self._shown, self._document.network, node_id)

    @property
    def first_copies(self) -> dict[str, str]:
        """The address of the first copy of each layer of the shown model, by its id."""
        analysis = self.analysis
        if self._firsts[0] is not analysis:
            self._firsts = analysis, counterpart.first_copies(analysis)
        return self._firsts[1]

    def runs(self, at: str) -> bool:
        """Whether there is something to look at, at an address; True while there is no model that could say."""
        return self._shown is None or counterpart.runs(self._shown, at)

    @property
    def outdated(self) -> dict[str, Shape]:
        """Layers that are others in the stack than in the shown run: what comes out of them there, by its address."""
        shown, now = self._shown, self._document.analysis
        if shown is None or shown.run is None:
            return {}
        run, analysis, _ = self._compared
        if run is not shown.project or analysis is not now:
            self._compared = (shown.project, now, changed_layers(shown.project, now))
        return self._compared[2]

    @property
    def reading(self) -> str:
        """How far the engine is with images that it reads for the window; empty when it reads none."""
        return self._reading

    def note_progress(self, told: Told) -> None:
        """Takes over how far a reading for the window is; a run's own reading is no business of the panels."""
        if told.unit == "images" and not told.run and told.words != self._reading:
            self._reading = told.words
            self.reading_changed.emit()

    @property
    def engine_ready(self) -> bool:
        """True once the warm-up is done: requests are answered at once."""
        return self.compute is not None

    def set_engine_ready(self, compute: Compute) -> None:
        """The warm-up is done, and said what there is to compute on."""
        self.compute = compute
        self.engine_ready_changed.emit()

    def _on_names(self, old: Project, new: Project) -> None:
        if self._shown is not None and otherwise_called(old, new):
            self._shown = self._called(self._shown)
            self.shown_changed.emit()

    def _forget_removed(self) -> None:
        ids = self._document.network.ids
        self.select(one for one in self._selection if one in ids)
