"""SelectionForm: everything about the selected layers that can be changed, and what is wrong with them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import msgspec
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QScrollBar, QVBoxLayout, QWidget

from engine.analysis.advice import Advice
from engine.analysis.analysis import Instance, Problem
from engine.analysis.memory_in_words import wanted
from engine.errors import ProjectError
from engine.network.layers import Weightless
from engine.network.network import Network
from engine.network.nodes import Node, Residual
from gui.appearance import lengths, theme
from gui.appearance.numerals import numeral
from gui.forms.field_specs import FieldSpec
from gui.forms.struct_form import StructForm
from gui.forms.tab_order import follow_layout
from gui.pieces.elided import Elided
from gui.stack.edit.editing import Editing
from gui.stack.form.advice_box import AdviceBox
from gui.stack.form.arrangement import chief, kept, of_nodes, rest
from gui.stack.form.layer_problem_box import LayerProblemBox
from gui.stack.form.more import More
from gui.stack.form.residual_shortcut import ResidualShortcutChoice
from gui.stack.list.cards.card_words import costs_of, counted, seen_by
from gui.state.document import Document
from gui.state.error_words import in_words

COLUMNS, BORDER = 2, 1
USUAL = 146  # the height that two lines of fields take: so the stack stands still while layers are looked through
LEAST = 96  # where there is little room
Fields = tuple[FieldSpec, ...]


class SelectionForm(QFrame):
    """The form of one selected layer, or of several at once where they are of one kind.

    It is as high as it needs to be; with less room it scrolls. What seldom matters stands under "More". The keyboard
    comes to it from the widget `after`.
    """

    def __init__(
        self,
        document: Document,
        editing: Editing,
        dismiss: Callable[[Advice], None],
        after: QWidget,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._document, self._editing, self._after = document, editing, after
        self._most = 0
        self._ids: tuple[str, ...] = ()
        self._kind: type | None = None
        self._forms: dict[tuple[type, tuple[str, ...]], StructForm] = {}  # made once, then shown and hidden
        self.op_form: StructForm | None = None  # the fields that matter most
        self.rest_form: StructForm | None = None  # the others of the layer's own
        self.node_form: StructForm | None = None  # those that every layer has
        self._shortcut = ResidualShortcutChoice(document, editing)
        theme.set_role(self, "surface")
        self.title, self.caption = Elided("heading"), Elided("caption")
        self._problem, self._advice = LayerProblemBox(editing.mend), AdviceBox(dismiss)
        self._fields, self.more = QVBoxLayout(), More()
        self._inside, self._area = QWidget(), QScrollArea()
        self._lay_out()
        self.more.turned.connect(lambda _: self._note_drafts())

    def _lay_out(self) -> None:
        column = QVBoxLayout(self._inside)
        lengths.follow(column, setContentsMargins=(12, 8, 12, 6), setSpacing=6)
        lengths.follow(self._fields, setSpacing=6)
        head = QVBoxLayout()
        head.setSpacing(0)
        head.addWidget(self.title)
        head.addWidget(self.caption)
        column.addLayout(head)
        column.addWidget(self._problem)
        column.addWidget(self._advice)
        column.addLayout(self._fields)
        self._fields.addWidget(self._shortcut)
        column.addStretch()
        column.addWidget(self.more)
        self._area.setWidgetResizable(True)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._area.setWidget(self._inside)
        self._inside.setAutoFillBackground(False)
        self._area.viewport().setAutoFillBackground(False)
        self._inside.installEventFilter(self)
        whole = QHBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self._area)

    # --- showing ---

    def show_nodes(self, ids: tuple[str, ...], advice: tuple[Advice, ...] = ()) -> None:
        """Shows these nodes as they are now; what is being typed stays while they are the same nodes."""
        chosen = set(ids)
        nodes = [node for node in self._document.network if node.id in chosen]
        kinds = {type(node.op) for node in nodes}
        kind = kinds.pop() if len(kinds) == 1 else None
        others = ids != self._ids or kind is not self._kind
        if others:
            self._ids, self._kind = ids, kind
            self._choose_forms(nodes)
        elif nodes:
            self._update_forms(nodes)
        self._describe(nodes)
        boxes = [self._problem.show_problem(_problem(self._document, nodes)), self._advice.show_advice(advice)]
        if others or any(boxes):
            follow_layout(self._after, self._inside)

    @property
    def scroll_bar(self) -> QScrollBar:
        """Of the form, where it is higher than the room it has."""
        return self._area.verticalScrollBar()

    def focus_first(self) -> None:
        """Puts the focus into the first field, of a layer without any of its own into the first under "More"."""
        if self.op_form is not None and self.op_form.fields:
            self.op_form.focus_first()
        elif self.node_form is not None:
            self.more.set_open(True)
            self.node_form.focus_first()

    def _describe(self, nodes: list[Node]) -> None:
        self.title.say(_title(self._document.network, nodes))
        self.caption.say(*_captions(self._document, nodes))
        self.more.setVisible(bool(nodes))
        self.more.line.say(
            [
                word
                for form, values in self._under_more(nodes)
                for word in kept([form.specs[name] for name in form.fields], values)
            ]
        )

    def _under_more(self, nodes: list[Node]) -> list[tuple[StructForm, list[Any]]]:
        """The forms there, each with the values that it shows."""
        found = ((self.rest_form, [node.op for node in nodes]), (self.node_form, nodes))
        return [(form, list(values)) for form, values in found if form is not None]

    def _choose_forms(self, nodes: list[Node]) -> None:
        """Shows the forms of these nodes' kind and the one that all nodes have, from their beginning."""
        for form in self._forms.values():
            form.hide()  # all: what was being written ends with its layer
        first, ops, kind = nodes[0] if nodes else None, [node.op for node in nodes], self._kind
        self.op_form = self._form(kind, chief(kind), ops, self._fields) if kind else None
        self.rest_form = self._form(kind, rest(kind), ops, self.more.column) if kind and rest(kind) else None
        self._show_shortcut(first.id if first and len(nodes) == 1 and isinstance(first.op, Residual) else None)
        learns = any(not isinstance(op, Weightless) for op in ops)
        self.node_form = self._form(Node, of_nodes(learns=learns), nodes, self.more.column) if first else None
        self.scroll_bar.setValue(0)
        self._note_drafts()

    def _form(self, kind: type, fields: Fields, values: Sequence[Any], column: QVBoxLayout) -> StructForm:
        key = (kind, tuple(spec.title for spec in fields))
        form = self._forms.get(key)
        if form is None:
            form = self._forms[key] = StructForm(kind, values[0], fields, columns=COLUMNS)
            edit = self._edit_node if kind is Node else self._edit_op
            form.edited.connect(lambda name, changed: edit(form, name, changed))
            form.drafts_changed.connect(self._note_drafts)
            self._document.drafts.settling.connect(form.settle)
            form.explain = self._explain
            column.insertWidget(column.count() if kind is Node else 0, form)
        form.start(values[0], _mixed(form, values))
        form.setVisible(bool(form.fields))
        return form

    def _explain(self, name: str, draft: object) -> str:
        """What an absurd value would take."""
        node = self._document.network.find(self._ids[0]) if self._ids else None
        if node is None:
            return ""
        one = _instance(self._document, node)
        return wanted(node.op, one.input if one else None, self._document.analysis.classes, name, draft)

    def _show_shortcut(self, node_id: str | None) -> None:
        if node_id is None:
            self._shortcut.hide()
        else:
            self._shortcut.show_block(node_id)

    def _update_forms(self, nodes: list[Node]) -> None:
        ops = [node.op for node in nodes]
        if self.op_form is not None:
            self.op_form.set_value(ops[0], _mixed(self.op_form, ops))
        for form, values in self._under_more(nodes):
            form.set_value(values[0], _mixed(form, values))
        self._shortcut.refresh()

    # --- editing ---

    def _edit_op(self, form: StructForm, name: str, value: object) -> None:
        self._edit(form, name, lambda network: network.change(self._ids, **{name: value}))

    def _edit_node(self, form: StructForm, name: str, value: object) -> None:
        self._edit(form, name, lambda network: network.change_node(self._ids, **{name: value}))

    def _edit(self, form: StructForm, name: str, edit: Callable[[Network], Network]) -> None:
        text = f"Change {form.label(name).lower()}"
        try:
            self._document.edit_network(edit(self._document.network), text, (self._ids, form.gesture))
        except ProjectError as error:
            form.refuse(name, in_words(error))

    def _note_drafts(self) -> None:
        """Tells which fields are in error; "More" stays open while one of them is there."""
        inside = [draft for form in self._inside_more() for draft in form.drafts("stack")]
        if inside and not self.more.is_open:
            self.more.set_open(True)
        shown = self.op_form.drafts("stack") if self.op_form is not None else ()
        self._document.drafts.note(self, (*shown, *inside))

    def _inside_more(self) -> list[StructForm]:
        return [form for form in (self.rest_form, self.node_form) if form is not None]

    # --- its place ---

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest and watched is self._inside:
            self.fit()
        return False

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.fit()

    def give_room(self, most: int) -> None:
        """So many pixels of height may be its own."""
        if most != self._most:
            self._most = most
            self.fit()

    def fit(self) -> None:
        """As high as its words and fields need at this width, and no higher than it may be."""
        inside, width = self._inside, self.width() - 2 * BORDER
        needed = inside.heightForWidth(width) if inside.hasHeightForWidth() else inside.sizeHint().height()
        wanted = max(theme.px(USUAL), needed + 2 * BORDER)
        self.setFixedHeight(max(theme.px(LEAST), min(wanted, self._most)))


def _mixed(form: StructForm, values: Sequence[msgspec.Struct]) -> set[str]:
    """The fields in which these differ."""
    first = values[0]
    rest = values[1:]
    return {name for name in form.fields if rest and any(getattr(one, name) != getattr(first, name) for one in rest)}


def _title(network: Network, nodes: list[Node]) -> str:
    if not nodes:
        return "Nothing selected"
    if len(nodes) > 1:
        return f"{numeral(len(nodes))} layers"
    return f"{network.gap(nodes[0].id).index + 1}. {nodes[0].label}"


def _captions(document: Document, nodes: list[Node]) -> tuple[str, ...]:
    """What one output sees of the image, or what the selection is made of; and what it costs, all copies counted.

    Then in fewer words.
    """
    if not nodes:
        return ("Select a layer to see and change it.",)
    analysis, ids = document.analysis, [node.id for node in nodes]
    outer = {node.id for node in document.network.outermost(ids)} if len(ids) > 1 else ids
    instances = analysis.instances_of(outer)
    what = counted(nodes) if len(nodes) > 1 else seen_by(analysis, instances) or nodes[0].op.help
    costs = costs_of(instances)
    brief = what.removesuffix(" pixels").replace("the whole image", "all")
    return tuple(" · ".join(parts) for parts in ((what, *costs), (brief, *costs), costs) if parts)


def _instance(document: Document, node: Node) -> Instance | None:
    """The first copy of a node."""
    return next(iter(document.analysis.instances_of((node.id,))), None)


def _problem(document: Document, nodes: list[Node]) -> Problem | None:
    if not document.analysis.problems:
        return None
    ids = {node.id for node in nodes}
    return next((problem for problem in document.analysis.problems if problem.node in ids), None)
