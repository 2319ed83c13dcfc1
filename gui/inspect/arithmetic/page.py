"""How a number comes about: a value of the selected layer is held, and its arithmetic is spelled out."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from PySide6.QtCore import QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QApplication, QPushButton, QVBoxLayout, QWidget

from engine.network.addresses import parsed
from engine.service.answers import LayerView
from engine.service.looking.values.value_answers import ExplainedValue, Place, Use
from gui.appearance import lengths
from gui.inspect import layer_words
from gui.inspect.activations_section import OutputSection
from gui.inspect.arithmetic.maps.heaviest import heaviest, heaviest_map, middle
from gui.inspect.arithmetic.maps.held_maps import HeldMaps
from gui.inspect.arithmetic.steps.path_view import PathView
from gui.inspect.arithmetic.words import number_rows
from gui.inspect.arithmetic.words.shown_names import ShownNames
from gui.inspect.page_header import page_header
from gui.inspect.tiles.mosaic import MARGIN
from gui.pieces.copying.copied import Copied
from gui.pieces.copying.export_button import ExportButton
from gui.pieces.elided import Elided
from gui.pieces.next_look import NextLook
from gui.pieces.pages.page_cards import Columns, words
from gui.pieces.pages.scrolled import scrolled, with_a_bar
from gui.state.run.run import RunState
from gui.state.workspace import PREPARING, Workspace

CLICK = (
    "Click a value of a map or bar, or press Enter on it, to see how it comes about. Arrows slide it, Esc lets it go."
)
SELECT = "Select a layer in the stack, then click one of its values to see how it comes about."
WIDE_ENOUGH = 520


class ArithmeticPage(Copied):
    """Shows what it is given of the value that it holds; the window asks the engine.

    asked()          another value is held, or none: see `held`
    weight_asked()   another weight is looked at, or none: see `weight`
    """

    asked = Signal()
    weight_asked = Signal()

    def __init__(self, workspace: Workspace, run: RunState) -> None:
        super().__init__()
        self._workspace, self._run, self._names = workspace, run, ShownNames(workspace)
        self.address: Callable[[], str | None] = lambda: None  # of the layer that is selected
        self.why: Callable[[str], str] = lambda _: PREPARING  # nothing of it can be shown, or what to select
        self.held: Place | None = None
        self.value: ExplainedValue | None = None  # what is shown
        self._of: object = None  # of which model that is
        self.weight: tuple[str, tuple[int, ...]] | None = None  # whose learning is looked at: its tensor, and where
        self._view: LayerView | None = None
        self._channel: int | None = None  # of the input, whose map is in sight
        self.setAccessibleName("How a number comes about")
        self._make_parts()
        self._lay_out()
        self._connect()
        self._show()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape closes what was opened last: how a weight learns, then the value."""
        if event.key() == Qt.Key.Key_Escape and self.weight is not None:
            self._look_at_weight(None)
        elif event.key() == Qt.Key.Key_Escape and self.held is not None:
            self.release()
        else:
            super().keyPressEvent(event)

    # --- parts ---

    def _make_parts(self) -> None:
        self.heading, self.source, self.next_look = Elided("heading"), Elided("secondary"), NextLook()
        self.let_go = QPushButton("All values")
        self.let_go.setToolTip("Lets the value go and shows all of the layer’s (Esc).")
        self.sentence = words(CLICK, "secondary", wrap=True)
        self.outputs = OutputSection()
        self.held_maps, self.path = HeldMaps(self._names), PathView(self._names)
        self.among, self.learning = self.held_maps.among, self.path.learning

    def _lay_out(self) -> None:
        column, self.area = QVBoxLayout(self), with_a_bar(scrolled(self._content()))
        lengths.follow(column, setContentsMargins=(0, 8, 0, 4), setSpacing=8)
        self.export = ExportButton("arithmetic", self.parts, self._rows)
        column.addLayout(page_header(self.heading, self.source, self.next_look, self.let_go, self.export))
        column.addWidget(self.area, 1)

    def _content(self) -> QWidget:
        content = QWidget()
        column = QVBoxLayout(content)
        lengths.follow(column, setContentsMargins=(MARGIN, 0, MARGIN, 0), setSpacing=8)
        self.parts = Columns(self.held_maps, self.path, wide_enough=WIDE_ENOUGH, equal=False)
        for part in (self.sentence, self.outputs, self.parts):
            column.addWidget(part)
        column.addStretch(1)
        return content

    def _connect(self) -> None:
        self.outputs.mosaic.clicked.connect(lambda *index: self._hold_here(index))
        self.outputs.mosaic.opened.connect(self._hold_strongest)
        self.outputs.bars.clicked.connect(lambda unit: self._hold_here((unit,)))
        self.outputs.classes.clicked.connect(lambda unit: self._hold_here((unit,)))
        self.among.picked.connect(self._pick)
        self.among.turned.connect(self._turn)
        self.let_go.clicked.connect(lambda _: self.release())
        self.held_maps.back.clicked.connect(lambda _: self._go_back())
        self.path.channel_chosen.connect(self._see_channel)
        self.path.weight_chosen.connect(lambda *weight: self._look_at_weight(weight))
        self.path.use_chosen.connect(self._go_on)
        self.learning.closed.connect(lambda: self._look_at_weight(None))
        self._workspace.selection_changed.connect(self._on_selection)
        self._workspace.shown_changed.connect(self._on_shown)
        self._workspace.shown_changed.connect(self._title)
        self._run.changed.connect(self._title)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.held_maps.fit(self.width())

    # --- which value ---

    def hold(self, place: Place) -> None:
        """Holds a value; its arithmetic comes with the engine's answer."""
        self.held = place
        node = parsed(place.address)[0]
        if self.weight is not None and self.weight[0].partition("/")[0] != place.address:
            self._look_at_weight(None)
        if self._workspace.selected != node:
            self._workspace.select((node,))
        self._mark()
        self.asked.emit()

    def release(self) -> None:
        """Lets it go; the keyboard goes back to all values, if it was on the page."""
        had = self.isAncestorOf(QApplication.focusWidget() or self)
        self.held = self.value = self._channel = None
        self._look_at_weight(None)
        self._show()
        if had:
            self.outputs.take_keyboard()
        self.asked.emit()

    def _hold_here(self, index: tuple[int, ...]) -> None:
        if self._view is not None:
            self.hold(Place(self._view.address, index))
            self.among.take_keyboard()

    def _hold_strongest(self, tile: int) -> None:
        """By key a map is chosen, and arrows lead on from its strongest value."""
        self._hold_here((tile, *self.outputs.mosaic.strongest(tile)))

    def _pick(self, index: tuple[int, ...]) -> None:
        if self.held is not None:
            self.hold(Place(self.held.address, index))

    def _turn(self, by: int) -> None:
        if self.held is not None and self.value is not None and len(self.held.within) == 3:
            channel = self.held.within[0] + by
            if 0 <= channel < self.value.own.output[0]:
                self.hold(Place(self.held.address, (channel, *self.held.within[1:])))

    def _look_at_weight(self, weight: tuple[str, tuple[int, ...]] | None) -> None:
        self.weight = weight
        if weight is None and self.learning.isAncestorOf(QApplication.focusWidget() or self):
            self.among.take_keyboard()
        if weight is None:
            self.learning.hide()
        else:
            self.learning.wait()
            self._bring_into_sight(self.learning)
        self.weight_asked.emit()

    def _bring_into_sight(self, part: QWidget) -> None:
        """Once it has its place."""
        QTimer.singleShot(0, part, lambda: self.area.ensureWidgetVisible(part))

    def _begin_with(self, step: QWidget | None) -> None:
        """A value of another layer begins at its first line, or at its step, once that has its place."""
        bar = self.area.verticalScrollBar()

        def begin() -> None:
            bar.setValue(0 if step is None else bar.value() + step.mapTo(self.area.viewport(), QPoint()).y())

        QTimer.singleShot(0, self.parts, begin)

    def _go_back(self) -> None:
        if self.value is not None and (place := heaviest(self.value.own)) is not None:
            self._channel = None
            self.hold(place)

    def _go_on(self, use: Use) -> None:
        region = use.region
        self._channel = None
        self.hold(Place(use.address, (region.channels[0], *(middle(side) for side in region[1:] if side))))

    def _on_selection(self) -> None:
        if self.held is not None and self._workspace.selected != parsed(self.held.address)[0]:
            self.release()
        elif self.held is None:
            self._show()

    # --- what is shown ---

    def show_layer(self, view: LayerView | None) -> None:
        """The selected layer of the shown model, to choose a value from; None where there is none."""
        if view is not None and view.address != self.address():
            return
        self._view = view if view is not None and view.image is not None else None
        if self.held is None and self.isVisible():
            self._show()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.path.make_ready()
        self._show()

    def show_value(self, value: ExplainedValue) -> None:
        """How the held value came about; answers about others come too late and are dropped."""
        shown = self._workspace.shown
        if value.held == self.held and shown is not None:
            before = None if self.value is None else self.value.held.address
            self.value, self._of = value, shown.model
            self._show()
            if value.held.address != before:
                self._begin_with(self.path.steps[value.at] if value.at else None)

    def _on_shown(self) -> None:
        """Of another model nothing is said until its own value is there."""
        shown = self._workspace.shown
        if self.value is not None and (shown is None or shown.model != self._of):
            self.value = None
            if self.isVisible():
                self._show()

    def say(self, sentence: str) -> None:
        """Why there is nothing to show of the held value; it stays held, as another image or model may have it."""
        self.value = None
        self._show()
        self.sentence.setText(sentence)

    def _show(self) -> None:
        self._title()
        value, view = self.value, self._view
        if view is not None and view.address != self.address():  # of the layer that was selected before
            view = None
        self.let_go.setVisible(self.held is not None)
        self.export.setEnabled(value is not None)
        self.sentence.setVisible(value is None)
        choosing = self.held is None and view is not None
        if value is not None:
            self._show_value(value)
        if value is not None and self.parts.isHidden():
            QTimer.singleShot(0, self, self._come_into_sight)  # laying out takes as long again
        else:
            self.parts.setVisible(value is not None)
            self.outputs.setVisible(choosing)
        if value is None:
            self.sentence.setText(CLICK if choosing else self.why(SELECT))
            if view is not None and choosing:
                names = self._names.classes if view.probabilities is not None else ()
                self.outputs.show_activation(view, names)

    def _come_into_sight(self) -> None:
        """What was hidden while it was filled, in place of what was chosen from, from its first line on."""
        if self.value is not None:
            self.parts.show()
            self.among.take_keyboard_if_due()
            self.outputs.hide()  # the keyboard has left it: else Qt looks for another place, and scrolls
            self.area.verticalScrollBar().setValue(0)

    def say_why(self) -> None:
        """Why there is nothing to choose from is another reason by now."""
        if self.held is None and self.isVisible():
            self._show()

    def _title(self) -> None:
        shown, at = self._workspace.shown, self.held.address if self.held else self.address()
        self.heading.say(self._names.layer(at))
        step = 0 if shown is None else shown.step
        self.source.say(*(("",) if shown is None else layer_words.source(shown, step, self._run)))

    def _show_value(self, value: ExplainedValue) -> None:
        """With one map of those that it is made of: the one that was chosen, else the heaviest."""
        own = value.own
        if own.maps_of:
            self._channel = self._channel if self._channel in own.maps_of else heaviest_map(own)
        self.held_maps.show_value(value, self._channel if own.maps_of else None, self._names.of_vector(own, self._view))
        self._mark()
        self.path.show_value(value, self._channel)

    def _mark(self) -> None:
        """Where the held value is, at once."""
        if self.held is not None and self.value is not None and self.held.address == self.value.held.address:
            self.held_maps.hold(self.held.within, self.value)

    def _see_channel(self, channel: int) -> None:
        self._channel = channel
        if self.value is not None:
            self._show_value(self.value)

    def _rows(self) -> Iterator[Sequence[Any]] | None:
        """For other programs; None while no value is shown."""
        value = self.value
        if value is None:
            return None
        path = [(self._names.layer(one.place.address), one) for one in value.path]
        return number_rows.rows_of(path, self.learning.step)
