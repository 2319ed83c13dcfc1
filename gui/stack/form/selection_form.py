"""SelectionForm: everything about the selected layers that can be changed, and what is wrong with them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import msgspec
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from engine.analysis.advice import Advice
from engine.analysis.analysis import Instance, Problem
from engine.analysis.memory_in_words import wanted
from engine.errors import ProjectError
from engine.network.network import Network
from engine.network.nodes import Node, Residual
from engine.network.shapes import spelled
from gui.appearance import lengths, theme
from gui.forms.struct_form import StructForm
from gui.stack.edit.editing import Editing
from gui.stack.form.advice_box import AdviceBox
from gui.stack.form.layer_problem_box import LayerProblemBox
from gui.stack.form.residual_shortcut import ResidualShortcutChoice
from gui.stack.list.card_words import counted
from gui.state.document import Document

NODE_FIELDS = ("name", "enabled", "trainable", "note")


class SelectionForm(QFrame):
    """The form of one selected layer, or of several at once where they are of one kind."""

    def __init__(
        self,
        document: Document,
        editing: Editing,
        dismiss: Callable[[Advice], None],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._document, self._editing = document, editing
        self._ids: tuple[str, ...] = ()
        self._kind: type | None = None
        self._forms: dict[type, StructForm] = {}  # made once for each kind, then shown and hidden
        self.op_form: StructForm | None = None
        self.node_form: StructForm | None = None
        self._shortcut = ResidualShortcutChoice(document, editing)
        theme.set_role(self, "surface")
        self._title, self._caption = QLabel(), QLabel()
        self._problem, self._advice = LayerProblemBox(editing.mend), AdviceBox(dismiss)
        self._fields = QVBoxLayout()
        self._fields.addWidget(self._shortcut)
        self._lay_out()

    def _lay_out(self) -> None:
        theme.set_role(self._title, "heading")
        theme.set_role(self._caption, "caption")
        self._caption.setWordWrap(True)
        inside = QWidget()
        column = QVBoxLayout(inside)
        lengths.follow(column, setContentsMargins=(12,) * 4, setSpacing=8)
        head = QHBoxLayout()
        lengths.follow(head, setSpacing=8)
        head.addWidget(self._title, 0, Qt.AlignmentFlag.AlignTop)
        head.addWidget(self._caption, 1)
        column.addLayout(head)
        column.addWidget(self._problem)
        column.addWidget(self._advice)
        column.addLayout(self._fields)
        column.addStretch()
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(inside)
        inside.setAutoFillBackground(False)
        area.viewport().setAutoFillBackground(False)
        whole = QHBoxLayout(self)
        whole.setContentsMargins(1, 1, 1, 1)
        whole.addWidget(area)

    def show_nodes(self, ids: tuple[str, ...], advice: tuple[Advice, ...] = ()) -> None:
        """Shows these nodes as they are now; what is being typed stays while they are the same nodes."""
        chosen = set(ids)
        nodes = [node for node in self._document.network if node.id in chosen]
        kinds = {type(node.op) for node in nodes}
        kind = kinds.pop() if len(kinds) == 1 else None
        if ids != self._ids or kind is not self._kind:
            self._ids, self._kind = ids, kind
            self._choose_forms(nodes)
        elif nodes:
            self._update_forms(nodes)
        self._describe(nodes)
        self._advice.show_advice(advice)

    def focus_first(self) -> None:
        """Puts the focus into the first field."""
        for form in (self.op_form, self.node_form):
            if form is not None and form.fields:
                form.focus_first()
                return

    def _describe(self, nodes: list[Node]) -> None:
        self._title.setText(_title(self._document.network, nodes))
        self._caption.setText(_caption(self._document, nodes))
        problem = _problem(self._document, nodes)
        self._problem.show_problem(problem)

    def _choose_forms(self, nodes: list[Node]) -> None:
        """Shows the form of these nodes' kind and the one that all nodes have."""
        for form in self._forms.values():
            form.hide()  # all: what was being written ends with its layer
        first = nodes[0] if nodes else None
        self.op_form = self._form(self._kind, [node.op for node in nodes], self._edit_op) if self._kind else None
        self._show_shortcut(first.id if first and len(nodes) == 1 and isinstance(first.op, Residual) else None)
        self.node_form = self._form(Node, nodes, self._edit_node) if first else None
        self._note_drafts()

    def _form(self, kind: type, values: Sequence[Any], edit: Callable[[StructForm, str, object], None]) -> StructForm:
        form = self._forms.get(kind)
        if form is None:
            form = self._forms[kind] = StructForm(kind, values[0], NODE_FIELDS if kind is Node else None)
            form.edited.connect(lambda name, changed: edit(form, name, changed))
            form.drafts_changed.connect(self._note_drafts)
            self._document.drafts.settling.connect(form.settle)
            form.explain = self._explain
            self._fields.insertWidget(self._fields.count() if kind is Node else 0, form)
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
        if self.node_form is not None:
            self.node_form.set_value(nodes[0], _mixed(self.node_form, nodes))
        self._shortcut.refresh()

    def _edit_op(self, form: StructForm, name: str, value: object) -> None:
        self._edit(form, name, lambda network: network.change(self._ids, **{name: value}))

    def _edit_node(self, form: StructForm, name: str, value: object) -> None:
        self._edit(form, name, lambda network: network.change_node(self._ids, **{name: value}))

    def _edit(self, form: StructForm, name: str, edit: Callable[[Network], Network]) -> None:
        text = f"Change {form.label(name).lower()}"
        try:
            self._document.edit_network(edit(self._document.network), text, (self._ids, form.gesture))
        except ProjectError as error:
            form.refuse(name, f"{error.what} {error.hint}".strip())

    def _note_drafts(self) -> None:
        shown = (form for form in (self.op_form, self.node_form) if form is not None)
        self._document.drafts.note(self, tuple(draft for form in shown for draft in form.drafts("stack")))


def _mixed(form: StructForm, values: Sequence[msgspec.Struct]) -> set[str]:
    """The fields in which these differ."""
    first = values[0]
    rest = values[1:]
    return {name for name in form.fields if rest and any(getattr(one, name) != getattr(first, name) for one in rest)}


def _title(network: Network, nodes: list[Node]) -> str:
    if not nodes:
        return "Nothing selected"
    if len(nodes) > 1:
        return f"{len(nodes):,} layers"
    return f"{network.gap(nodes[0].id).index + 1}. {nodes[0].label}"


def _caption(document: Document, nodes: list[Node]) -> str:
    """What one output sees of the image, or what the selection is made of."""
    if not nodes:
        return "Select a layer to see and change it."
    if len(nodes) > 1:
        return counted(nodes)
    one = _instance(document, nodes[0])
    field = document.analysis.receptive_field(one.address) if one else None
    if one is None or one.output is None or field is None:
        return nodes[0].op.help
    seen = "the whole image" if field.covers else f"{spelled(field.size)} pixels"
    return f"Each output sees {seen}"


def _instance(document: Document, node: Node) -> Instance | None:
    """The first copy of a node."""
    return next(iter(document.analysis.instances_of((node.id,))), None)


def _problem(document: Document, nodes: list[Node]) -> Problem | None:
    if not document.analysis.problems:
        return None
    ids = {node.id for node in nodes}
    return next((problem for problem in document.analysis.problems if problem.node in ids), None)
