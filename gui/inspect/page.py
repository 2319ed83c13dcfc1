"""The Inspect page: the selected layer's weights, and what it makes of an image, live while the network learns."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from engine.network.addresses import parsed
from engine.service.answers import LayerView, Picture, Shown
from gui.appearance import lengths, theme
from gui.inspect import image_words
from gui.inspect.activations_section import OutputSection
from gui.inspect.filters_section import FilterSection
from gui.inspect.image_chooser import ImageChooser
from gui.inspect.mosaic import MARGIN
from gui.inspect.repeat_copy_chooser import CopyChooser
from gui.pieces.elided import Elided
from gui.pieces.panel_keys import PanelKeys
from gui.pieces.preview import Preview
from gui.state.document import Document
from gui.state.run import RunState
from gui.state.workspace import Workspace

THUMBNAIL, LARGE = 56, 224
SELECT = "Select a layer in the stack to look into it."
NOT_IN_RUN = "This layer is not in the shown run. Train to look into it."
PREPARING = "The network is being prepared…"
PROBLEM = "The stack cannot run yet: its cards say why."
SWITCHED_OFF = "This layer is switched off: data passes by unchanged."
BLOCK_OFF = "The block around this layer is switched off: data passes by unchanged."
POINT = "Point at a value to read it."


KEYS = PanelKeys(
    "On the page Inspect",
    (
        (", and .", "the image before, the next one"),
        ("R", "an image by chance"),
        ("M", "the next mistake"),
    ),
)


class InspectPage(QWidget):
    """Shows what it is given for the address it names; the window asks the engine.

    address_changed()                  another copy of a layer, or another of its input channels, was chosen
    next_mistake_asked(split, start)   the next image from `start` on that the model gets wrong is wanted
    """

    address_changed = Signal()
    next_mistake_asked = Signal(str, int)

    def __init__(self, document: Document, workspace: Workspace, run: RunState, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._document, self._workspace, self._run = document, workspace, run
        self._shown_address: str | None = None
        self._step = 0
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self._make_parts()
        self._lay_out()
        self.chooser.next_mistake_asked.connect(self.next_mistake_asked)
        self.copies.changed.connect(self.address_changed)
        self.filters.channel_asked.connect(self.address_changed)
        for section in (self.filters, self.outputs):
            section.read.connect(self._read_out)
        workspace.selection_changed.connect(self._follow)
        workspace.shown_changed.connect(self._follow)
        run.changed.connect(self._follow)
        workspace.reading_changed.connect(self._on_reading)
        document.changed.connect(lambda *_: self._follow())
        self._follow()

    # --- parts ---

    def _make_parts(self) -> None:
        self.thumbnail, self.large = Preview(), Preview()
        self.thumbnail.set_message("")
        self.heading, self.source = QLabel(), Elided("secondary")
        theme.set_role(self.heading, "heading")
        self.copies = CopyChooser()
        self.chooser = ImageChooser(self._document, self._workspace)
        self.figures = QLabel()
        self.figures.setWordWrap(True)
        self.figures.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        theme.set_role(self.figures, "secondary")
        self.filters, self.outputs = FilterSection(), OutputSection()
        self.caption, self.sentence = QLabel(), QLabel()
        self.sentence.setWordWrap(True)
        theme.set_role(self.sentence, "secondary")
        self.readout = Elided("caption")

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        lengths.follow(column, setContentsMargins=(0, 8, 0, 4), setSpacing=8)
        column.addLayout(self._header())
        column.addWidget(self._scrolled(), 1)
        self.readout.setIndent(MARGIN)
        column.addWidget(self.readout)
        self._fit()

    def _header(self) -> QHBoxLayout:
        title = QHBoxLayout()
        lengths.follow(title, setSpacing=8)
        title.addWidget(self.heading)
        title.addWidget(self.source, 1)
        title.addWidget(self.copies)
        lines = QVBoxLayout()
        lengths.follow(lines, setSpacing=4)
        lines.addLayout(title, 1)
        lines.addWidget(self.chooser)
        header = QHBoxLayout()
        header.setContentsMargins(MARGIN, 0, MARGIN, 0)
        lengths.follow(header, setSpacing=12)
        header.addWidget(self.thumbnail, 0, Qt.AlignmentFlag.AlignTop)
        header.addLayout(lines, 1)
        return header

    def _scrolled(self) -> QScrollArea:
        """The part that scrolls: header and read-out stay where they are."""
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(0, 0, 0, 0)
        lengths.follow(column, setSpacing=12)
        for label in (self.figures, self.caption, self.sentence):
            label.setContentsMargins(MARGIN, 0, MARGIN, 0)
        self._large_place = _indented(self.large)
        for part in (self.figures, self.filters, self.outputs, self._large_place, self.caption, self.sentence):
            column.addWidget(part)
        column.addStretch(1)
        self.area = QScrollArea()
        self.area.setWidgetResizable(True)
        self.area.setFrameShape(QScrollArea.Shape.NoFrame)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.setWidget(content)
        return self.area

    # --- which layer ---

    def address(self) -> str | None:
        """The address to look into: the selected node in the chosen copies; None while no single node is selected."""
        node_id, network = self._workspace.selected, self._document.network
        if node_id is None or network.find(node_id) is None:
            return None
        return self.copies.address(network, node_id)

    def input_channel(self) -> int | None:
        """The input channel whose weights are wanted, where not all of a layer's are shown at once."""
        return self.filters.input_channel

    def _follow(self) -> None:
        """The selection, the model or the stack has changed: what can be said before the engine answers."""
        self.copies.show_for(self._document.network, self._selected())
        if self._workspace.shown is None or not self._shows_right_layer():
            self._show_sentence_or_picture()
        elif self._shown_address == self.address():  # it may have another name now, or its training has ended
            self._title(self._workspace.shown, self._step)

    def _selected(self) -> str | None:
        return None if self.address() is None else self._workspace.selected

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
            self._show_sentence_or_picture()
        elif view.address == self.address():
            self._show_view(view, shown)

    def _show_view(self, view: LayerView, shown: Shown) -> None:
        self._step = view.step
        self._title(shown, view.step)
        self._show_image(view.picture, shown, view.step)
        self._say(self.figures, image_words.figures(view))
        self.filters.show_weights(view, of_image=view.input == shown.project.facts.shape)
        self.outputs.show_activation(view.activation, self._names(view, shown))
        self._show_parts(self.figures, self.outputs)
        if view.address != self._shown_address:
            self._shown_address = view.address
            self.area.verticalScrollBar().setValue(0)
        self._read_out()

    def _names(self, view: LayerView, shown: Shown) -> tuple[str, ...]:
        """The last layer's outputs are those of the classes."""
        classes, nodes = shown.project.facts.classes, shown.project.network.nodes
        last = bool(nodes) and parsed(view.address)[0] == nodes[-1].id
        return classes if last and view.activation.shape == (len(classes),) else ()

    def show_picture(self, picture: Picture) -> None:
        """The image alone, while no layer is selected."""
        shown = self._workspace.shown
        if shown is None:
            return
        self._show_image(picture, shown, shown.step)
        if self.address() is None:
            self._title(shown, shown.step)
            self.large.set_pixels(picture.pixels)
            classes = shown.project.facts.classes
            said = image_words.verdict(picture, classes, trained=shown.trained)
            self._say(self.caption, ": ".join(filter(None, (image_words.image_of(picture), said))))
            self._show_parts(self.large, self.caption, self.sentence)

    def _show_image(self, picture: Picture, shown: Shown, step: int) -> None:
        self.thumbnail.set_pixels(picture.pixels)
        self.chooser.show_picture(picture, shown.project.facts.classes, trained=step > 0)

    def _show_sentence_or_picture(self) -> None:
        """No layer to show: why, in the middle of the page."""
        shown = self._workspace.shown
        silent = shown is None or (self.address() is not None and not shown.complete)
        self._title(None if silent else shown, 0 if shown is None else shown.step)
        self._say(self.sentence, self._why())
        pictured = shown is not None and self.address() is None
        self._show_parts(self.sentence, *((self.large, self.caption) if pictured else ()))
        if shown is None:
            self.thumbnail.set_pixels(None)

    def _why(self) -> str:
        shown, at = self._workspace.shown, self.address()
        if at is None:
            return SELECT if shown is not None else self._waiting()
        if off := self._switched_off(parsed(at)[0]):
            return off
        if shown is not None and shown.source != "initial":
            return NOT_IN_RUN
        return image_words.why_idle(self._document.analysis, at) or self._preparing()

    def _waiting(self) -> str:
        return PROBLEM if self._document.analysis.problems else self._preparing()

    def _switched_off(self, node_id: str) -> str:
        """That a layer, or a block around it, is switched off; empty where all are on."""
        network = self._document.network
        around = (network.find(block) for block in network.ancestors(node_id))
        if any(block is not None and not block.enabled for block in around):
            return BLOCK_OFF
        node = network.find(node_id)
        return "" if node is None or node.enabled else SWITCHED_OFF

    def _preparing(self) -> str:
        """Images may have to be read first, which can take a while."""
        return self._workspace.reading or PREPARING

    def _on_reading(self) -> None:
        if not self.sentence.isHidden():
            self._say(self.sentence, self._why())

    def _title(self, shown: Shown | None, step: int) -> None:
        network, node_id = self._document.network, self._selected()
        self._say(self.heading, "Image" if node_id is None else image_words.heading(network, node_id))
        place = "" if node_id is None else image_words.inside(network, node_id)
        source = "" if shown is None else image_words.weights_of(shown, step, training=self._run.training)
        self.source.say(" · ".join(filter(None, (place, source))))

    def _say(self, label: QLabel, text: str) -> None:
        if label.text() != text:
            label.setText(text)

    def _show_parts(self, *parts: QWidget) -> None:
        """Shows these; the weights show and hide themselves while a layer is shown."""
        for part in (self.figures, self.outputs, self.large, self.caption, self.sentence):
            part.setVisible(part in parts)
        self._large_place.setVisible(self.large in parts)
        if self.outputs not in parts:
            self.filters.hide()
        self.readout.setVisible(self.outputs in parts)

    def _read_out(self) -> None:
        self.readout.say(self.filters.reading() or self.outputs.reading() or POINT)

    # --- keys and sizes ---

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Keys that no field of the page wanted choose the image."""
        if event.key() in {Qt.Key.Key_Comma, Qt.Key.Key_Less}:
            self.chooser.step(-1)
        elif event.key() in {Qt.Key.Key_Period, Qt.Key.Key_Greater}:
            self.chooser.step(1)
        elif event.key() == Qt.Key.Key_R and not event.modifiers():
            self.chooser.choose_random()
        elif event.key() == Qt.Key.Key_M and not event.modifiers():
            self.chooser.ask_next_mistake()
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._fit()

    def _fit(self) -> None:
        """Lengths that follow the zoom."""
        lengths.follow(self.thumbnail, setFixedSize=(THUMBNAIL, THUMBNAIL))
        lengths.follow(self.large, setFixedSize=(LARGE, LARGE))


def _indented(part: QWidget) -> QWidget:
    holder = QWidget()
    row = QHBoxLayout(holder)
    row.setContentsMargins(MARGIN, 0, MARGIN, 0)
    row.addWidget(part)
    row.addStretch(1)
    return holder
