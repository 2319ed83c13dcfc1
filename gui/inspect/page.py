"""The Inspect page: the selected layer's weights, and what it makes of the current image, live while it learns."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QApplication,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QStackedLayout,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from engine.network.addresses import parsed
from engine.network.layers import Conv2d
from engine.network.network import Network
from engine.network.nodes import Op
from engine.service.answers import ExactWeights, LayerView, Shown
from gui.appearance import lengths, theme
from gui.inspect import layer_words
from gui.inspect.activations_section import OutputSection
from gui.inspect.enlarged.openers import Openers
from gui.inspect.filters_section import FilterSection
from gui.inspect.mute.mute_part import MutePart
from gui.inspect.page_header import page_header
from gui.inspect.repeat_copy_chooser import CopyChooser
from gui.inspect.tiles.mosaic import MARGIN
from gui.inspect.why_none import SELECT, WhyNone
from gui.pieces.elided import Elided
from gui.pieces.pages.panel_keys import PanelKeys
from gui.pieces.pages.scrolled import scrolled
from gui.state.document import Document
from gui.state.run.run import RunState
from gui.state.shown.image import CurrentImage
from gui.state.workspace import Workspace

if TYPE_CHECKING:
    from gui.inspect.weights.weight_dialog import WeightDialog

KEYS = PanelKeys("On What it learned", (("Esc", "closes the list of what muting costs"),))
POINT = "Point at a value to read it."


class InspectPage(QWidget):
    """Shows what it is given for the address it names; the window asks the engine.

    address_changed()   another copy of a layer, or another of its input channels, was chosen
    weights_wanted()    exact weights are to be shown: see `wanted_weights`
    message(sentence)   something was copied, for the status bar
    layer_wanted()      the stack is empty: a person wants to add a first layer
    filling_changed()   another view fills the page: see `filling`
    """

    address_changed = Signal()
    weights_wanted = Signal()
    message = Signal(str)
    layer_wanted = Signal()
    filling_changed = Signal()

    def __init__(  # it stands where all of these meet
        self,
        document: Document,
        workspace: Workspace,
        image: CurrentImage,
        run: RunState,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._document, self._workspace, self._image, self._run = document, workspace, image, run
        self._why_none = WhyNone(document, workspace, image, run)
        self._shown_address: str | None = None
        self._failure = ("", "")  # an address that could not be looked into, and why
        self._step, self._figures = 0, ""
        self._shape: tuple[int, ...] | None = None  # of the weights of the layer that is shown
        self._weights: WeightDialog | None = None  # made when it is first opened
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self._make_parts()
        self._lay_out()
        self._connect()
        self._follow()

    def _connect(self) -> None:
        workspace = self._workspace
        self.copies.changed.connect(self.address_changed)
        self.filters.channel_asked.connect(self.address_changed)
        self.filters.pressed.connect(self.open_weights)
        self.outputs.bars.clicked.connect(self._on_output)
        self.exact.clicked.connect(lambda _: self.open_weights(self.filters.chosen, 0))
        self.add.clicked.connect(lambda _: self.layer_wanted.emit())
        for section in (self.filters, self.outputs):
            section.read.connect(self._read_out)
        workspace.selection_changed.connect(self._follow)
        workspace.shown_changed.connect(self._follow)
        self.mute.said.connect(self._follow)
        self._run.changed.connect(self._follow)
        workspace.reading_changed.connect(self._say_why)
        self._image.missing_changed.connect(self._say_why)
        self._document.changed.connect(lambda *_: self._follow())

    # --- parts ---

    def _make_parts(self) -> None:
        self.heading, self.source = Elided("heading"), Elided("secondary")
        self.copies = CopyChooser()
        self.figures = QLabel()
        self.figures.setWordWrap(True)
        self.figures.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        theme.set_role(self.figures, "secondary")
        self.exact = QToolButton()
        self.exact.setText("Exact weights…")
        self.exact.setToolTip("All numbers of a filter or unit, with its bias, to read and to copy.")
        theme.set_role(self.exact, "choice")
        self.purpose = QLabel()
        self.purpose.setWordWrap(True)
        theme.set_role(self.purpose, "secondary")
        self.filters, self.outputs = FilterSection(), OutputSection()
        self.mute = MutePart(self._workspace.muted, self.filters, self.outputs)
        self.openers = Openers(self.filters, self.outputs)
        self.add = QPushButton("Add a first layer")
        self.sentence = QLabel()
        self.sentence.setWordWrap(True)
        theme.set_role(self.sentence, "secondary")
        self.readout = Elided("caption")
        self.readout.keep_its_place()

    def _lay_out(self) -> None:
        self._front, self._sections = QStackedLayout(self), QWidget()
        self._filling: list[QWidget] = []  # what stands in front of the sections, one behind the other
        self._front.addWidget(self._sections)
        column = QVBoxLayout(self._sections)
        lengths.follow(column, setContentsMargins=(0, 8, 0, 4), setSpacing=8)
        column.addLayout(page_header(self.heading, self.source, self.copies, self.mute.row))
        column.addWidget(self._scrolled(), 1)
        self.readout.setIndent(MARGIN)
        column.addWidget(self.readout)

    def _scrolled(self) -> QScrollArea:
        """The part that scrolls: header and read-out stay where they are."""
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(0, 0, 0, 0)
        lengths.follow(column, setSpacing=12)
        for label in (self.figures, self.purpose, self.sentence):
            label.setContentsMargins(MARGIN, 0, MARGIN, 0)
        column.addLayout(self._figures_row())
        for part in (self.mute, self.purpose, self.filters, self.outputs, self.sentence):
            column.addWidget(part)
        column.addLayout(self._add_row())
        column.addStretch(1)
        self.area = scrolled(content)
        return self.area

    def _figures_row(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setContentsMargins(0, 0, MARGIN, 0)
        lengths.follow(row, setSpacing=8)
        row.addWidget(self.figures, 1)
        for button in (self.exact, self.openers.more):
            row.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
        return row

    def _add_row(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setContentsMargins(MARGIN, 0, MARGIN, 0)
        row.addWidget(self.add)
        row.addStretch(1)
        return row

    def fill(self, view: QWidget) -> None:
        """Another view fills the page in place of the sections, or of the view that does so by now."""
        self._filling = [*(one for one in self._filling if one is not view), view]
        self._front.addWidget(view)
        self._front.setCurrentWidget(view)
        self.filling_changed.emit()

    def leave(self, view: QWidget, heir: QWidget | None = None) -> None:
        """What it took the place of is in front again; of the sections `heir` has the keyboard.

        Where that is elsewhere it stays there, as with a press on the card of another layer.
        """
        had = QApplication.focusWidget()
        self._filling = [one for one in self._filling if one is not view]
        self._front.setCurrentWidget(self._filling[-1] if self._filling else self._sections)
        if had is not None and not self.isAncestorOf(had):
            had.setFocus()  # whatever came in front may have taken it
        elif heir is not None and not self._filling:
            heir.setFocus()
        self.filling_changed.emit()

    @property
    def filling(self) -> QWidget | None:
        """The view that fills the page; None: the sections."""
        return self._filling[-1] if self._filling else None

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and not self.mute.ranking.isHidden():
            self.mute.leave_ranking()
        else:
            super().keyPressEvent(event)

    # --- which layer ---

    def address(self) -> str | None:
        """The address to look into: in the shown model, of the layer that the selected one of the stack stands for, in
        the chosen copies. None where no single one is selected, or that model does not run it: then see `why`.
        """
        at = None if self._selected() is None else self._address_in(self._network())
        return at if at is not None and self._workspace.runs(at) else None

    def _selected(self) -> str | None:
        node_id = self._workspace.selected
        return node_id if node_id is not None and self._document.network.find(node_id) is not None else None

    def _network(self) -> Network:
        """Where the selected layer is looked at."""
        return self._workspace.network_of(self._selected() or "")

    def _address_in(self, network: Network) -> str | None:
        node_id = self._selected()
        return None if node_id is None else self.copies.address(network, node_id)

    def input_channel(self) -> int | None:
        """The input channel whose weights are wanted, where not all of a layer's are shown at once."""
        return self.filters.input_channel

    def _follow(self) -> None:
        """The selection, the model or the stack has changed: what can be said before the engine answers."""
        self.copies.show_for(self._network(), self._selected())
        if self._weights is not None and self._weights.asked is not None and self._weights.asked[0] != self.address():
            self._weights.close()
        if self._workspace.shown is None or not self._shows_right_layer():
            self._show_sentence()
        elif self._shown_address == self.address():  # it may have another name now, or its training has ended
            self._title(self._workspace.shown, self._step)
            self._say_figures()

    def _shows_right_layer(self) -> bool:
        """Whether a layer is shown that may stay until the answer about the next one comes."""
        return self._shown_address is not None and self.address() is not None

    # --- what is shown ---

    def show_layer(self, view: LayerView | None) -> None:
        """A layer of the shown model, or none: it has no such layer, nothing is selected, or nothing can run.

        Answers about another layer than the selected one come too late and are dropped.
        """
        shown = self._workspace.shown
        if view is None or shown is None:
            self._shown_address = None
            self._show_sentence()
        elif view.address == self.address():
            self._failure = ("", "")
            self._show_view(view, shown)

    def show_failure(self, address: str, why: str) -> None:
        """A layer could not be looked into; said until it can."""
        self._failure = address, why
        self._say_why()

    def _show_view(self, view: LayerView, shown: Shown) -> None:
        another, self._shown_address = view.address != self._shown_address, view.address
        self._step = view.step
        self._show_layer_of(self._op(view), view, shown)
        self._title(shown, view.step)
        self._figures = layer_words.figures(view)
        self._say_figures()
        self._say(self.sentence, self._image.missing)
        what = self.outputs if view.image is not None else self.sentence  # which says why there is no image
        self._show_parts(self.figures, what, *((self.exact,) if self._shape else (self.purpose,)))
        if another:
            self.area.verticalScrollBar().setValue(0)
        self._read_out()

    def _say_figures(self) -> None:
        """Those of the shown model; what the stack has no longer is said to be the run's."""
        of_run = self.address() in self._workspace.outdated
        self._say(self.figures, layer_words.of_the_run(self._figures) if of_run else self._figures)

    def _show_layer_of(self, op: Op | None, view: LayerView, shown: Shown) -> None:
        self._shape = view.weights_shape
        self._say(self.purpose, "" if op is None else layer_words.purpose(op))
        groups = op.groups if isinstance(op, Conv2d) else 1
        self.filters.show_weights(view, of_image=view.input == shown.project.facts.shape, groups=groups)
        noun = "Value" if op is None else layer_words.value_noun(op)
        self.openers.show_layer(view)
        self.mute.show_layer(view, layer_words.channel_noun(op, view.output))
        self.outputs.show_activation(view, self._names(view, shown), noun)

    def _op(self, view: LayerView) -> Op | None:
        """What is shown, as the shown model has it."""
        shown = self._workspace.shown
        node = None if shown is None else shown.project.network.find(parsed(view.address)[0])
        return None if node is None else node.op

    def _names(self, view: LayerView, shown: Shown) -> tuple[str, ...]:
        """Outputs that are the network's answer are those of the classes."""
        return () if view.probabilities is None else shown.project.facts.classes

    def _show_sentence(self) -> None:
        """No layer to show: why, in the middle of the page."""
        shown = self._workspace.shown
        silent = shown is None or (self._selected() is not None and not shown.complete)
        self._title(None if silent else shown, 0 if shown is None else shown.step)
        self._say(self.sentence, self.why())
        self._show_parts(self.sentence, *((self.add,) if not self._document.network.nodes else ()))

    def why(self, select: str = SELECT) -> str:
        """Why nothing of the selected layer is shown; where none is selected `select` asks for one."""
        failed_at, failure = self._failure
        return self._why_none.of(
            self._address_in(self._document.network), failure if failed_at == self.address() else "", select
        )

    def _say_why(self) -> None:
        if not self.sentence.isHidden():
            self.add.setVisible(not self._document.network.nodes)
            self._say(self.sentence, self.why())

    def _title(self, shown: Shown | None, step: int) -> None:
        network, node_id = self._network(), self._selected()
        self.heading.say("" if node_id is None else layer_words.heading(network, node_id, self._document.network))
        place = "" if node_id is None else layer_words.inside(network, node_id)
        muted = self.mute.words if self._shown_address == self.address() else ""
        self.source.say(*((place,) if shown is None else layer_words.source(shown, step, self._run, place, muted)))
        for section in (self.filters, self.outputs):
            section.show_of(" · ".join(filter(None, (self.heading.text(), self.source.text()))))

    def _say(self, label: QLabel, text: str) -> None:
        if label.text() != text:
            label.setText(text)

    def _show_parts(self, *parts: QWidget) -> None:
        """Shows these; the weights show and hide themselves while a layer is shown."""
        several = len(self._workspace.selection) > 1
        self.openers.more.setVisible(self.figures in parts or several)
        self.openers.survey.setEnabled(self.openers.survey.isEnabled() and not several)
        for part in (self.figures, self.exact, self.purpose, self.outputs, self.sentence, self.add):
            part.setVisible(part in parts)
        if self.figures not in parts:
            self.filters.hide()
        self.mute.set_there(there=self.figures in parts)
        self.readout.setVisible(self.figures in parts)

    def _read_out(self) -> None:
        self.readout.say(self.filters.reading() or self.outputs.reading() or POINT)

    # --- exact weights ---

    def open_weights(self, index: int, part: int) -> None:
        """Those of a filter or unit of the layer, at one of its inputs; counted from 0."""
        at = self._shown_address
        if at is None or self._shape is None:
            return
        if self._weights is None:
            from gui.inspect.weights.weight_dialog import WeightDialog  # seldom needed, so not at the window's start

            self._weights = WeightDialog(self)
            self._weights.wanted.connect(self.weights_wanted)
            self._weights.message.connect(self.message)
        self._weights.open_at(at, layer_words.named(self._network(), at, self._document.network), index, part)

    def _on_output(self, unit: int) -> None:
        """Of a linear layer the outputs are its units; of a batch norm its channels."""
        if self._shape is not None:
            self.open_weights(*((0, unit) if len(self._shape) == 1 else (unit, 0)))

    def wanted_weights(self) -> tuple[str, int] | None:
        """Address and index of the filter or unit whose exact weights are open; None where none are."""
        return None if self._weights is None else self._weights.asked

    def show_weights(self, weights: ExactWeights | None) -> None:
        """Exact weights of the shown model, or none: it has no such layer any more."""
        shown = self._workspace.shown
        if self._weights is None:
            return
        if weights is None or shown is None:
            self._weights.close()
        else:
            words = layer_words.weights_of(shown, weights.step, self._run)
            self._weights.show_weights(weights, words)
