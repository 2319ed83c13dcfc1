"""Any gestures in any order, through the real panel: undo leads back exactly and redo forth again, rows are what a
rebuild from the written document gives, ids stay unique, and what Qt is told is what happened."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)
from PySide6.QtCore import QEvent, QModelIndex, QtMsgType, qInstallMessageHandler
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication, QComboBox

from engine.analysis.analysis import analyse
from engine.analysis.diff import diff
from engine.network.layers import Conv2d, GlobalAvgPool, Linear, ReLU
from engine.network.network import Network, duplicated_id
from engine.network.nodes import MAX_NESTING, Node, Repeat, Residual, random_ids
from engine.project.project import Project
from engine.typed.document import read, written
from gui.forms.fields.field import Field, NumberField, TruthField
from gui.forms.fields.pair_field import PairField
from gui.stack.list.dragging.layer_clip import clip_of
from gui.stack.list.rows import Row, places, rows_of
from gui.stack.list.stack_model import StackModel
from gui.stack.palette.catalogue import ENTRIES
from gui.stack.panel import StackPanel
from gui.state.document import Document
from gui.state.workspace import Workspace
from tests.examples import examples
from tests.gui.stack.networks import lenet, nodes, resnet


def marked(network: Network) -> Network:
    """Every second layer bears what an edit might forget to take along."""
    ids = {node.id for node in network.nodes[::2]}
    return network.change_node(ids, name="mine", note="why", trainable=False, enabled=False)


def deep() -> Network:
    """Blocks in blocks up to the depth that is allowed."""
    new_id = random_ids(3)
    inner = nodes(new_id, ReLU())
    for _ in range(MAX_NESTING):
        inner = (*nodes(new_id, ReLU()), Node(new_id(), Repeat(inner, 1)))
    return Network(
        (*nodes(new_id, Conv2d(4, (3, 3), padding=(1, 1))), *inner, *nodes(new_id, GlobalAvgPool(), Linear()))
    )


STEPS = 30  # of each order
STARTS = {"resnet": resnet(), "lenet": marked(lenet()), "deep": deep(), "nothing": Network()}
TEXTS = ("stem", "a **strong** note", "", "x" * 500)
PRESETS = ("Identity", "Pad channels", "Projection")
TYPED = (NumberField, PairField, TruthField)
numbers = st.integers(0, 99)
chosen = st.lists(numbers, max_size=3)  # which layers are selected first; none: the gesture finds what is selected


class Mirror:
    """The rows as somebody sees them who knows only what the model's signals tell."""

    def __init__(self, model: StackModel) -> None:
        self._model, self.rows = model, list(model.rows)
        model.rowsInserted.connect(self._insert)
        model.rowsRemoved.connect(self._remove)
        model.dataChanged.connect(self._change)

    def _insert(self, _: QModelIndex, first: int, last: int) -> None:
        self.rows[first:first] = self._model.rows[first : last + 1]

    def _remove(self, _: QModelIndex, first: int, last: int) -> None:
        del self.rows[first : last + 1]

    def _change(self, first: QModelIndex, last: QModelIndex) -> None:
        self.rows[first.row() : last.row() + 1] = self._model.rows[first.row() : last.row() + 1]


class Complaints(list[str]):
    """What Qt's model tester and the rest of Qt complain of, for the step that caused it to fail by."""

    @contextmanager
    def kept(self) -> Iterator[None]:
        before = qInstallMessageHandler(self._take)
        try:
            yield
        finally:
            qInstallMessageHandler(before)

    def _take(self, kind: QtMsgType, _: object, words: str) -> None:
        if kind is not QtMsgType.QtDebugMsg and "propagateSizeHints" not in words:
            self.append(words)


class Gestures(RuleBasedStateMachine):
    """What a person can do with a stack; every gesture is at most one step of undo."""

    def __init__(self, complaints: Complaints) -> None:
        super().__init__()
        complaints.clear()
        self.complaints = complaints
        self.document = Document(Project())
        self.workspace = Workspace(self.document)
        self.panel = StackPanel(self.document, self.workspace)
        self.view, self.model, self.form = self.panel.view, self.panel.model, self.panel.form
        self.tester = QAbstractItemModelTester(self.model, QAbstractItemModelTester.FailureReportingMode.Warning)
        self.mirror = Mirror(self.model)
        self.undo_stack = self.document.undo_stack
        self.history: list[Project] = []  # what each step of undo leads to
        self.index = 0  # the step that the history was at before this gesture

    def teardown(self) -> None:
        QGuiApplication.clipboard().clear()  # Qt may crash at the end of a process over what Python put there
        self.document.close()
        self.panel.close()
        for one in (self.tester, self.panel):
            one.deleteLater()
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)

    @initialize(start=st.sampled_from(list(STARTS)))
    def open_a_project(self, start: str) -> None:
        self.document.open(Project(network=STARTS[start]), None)
        self.panel.resize(360, 900)
        self.panel.show()
        self.history = [self.document.project]

    # --- what is selected and seen ---

    @rule(chosen=chosen)
    def select(self, chosen: list[int]) -> None:
        """None chosen: nothing, as a click beside the cards does."""
        self.workspace.select(())
        self.choose(chosen)

    @rule(number=numbers, folded=st.booleans())
    def fold_one(self, number: int, folded: bool) -> None:
        blocks = [row.key for row in self.model.rows if row.part == "open"]
        if blocks:
            self.view.fold_wanted.emit(blocks[number % len(blocks)], folded)

    @rule(name=st.sampled_from(["fold", "fold all", "unfold all", "advice", "dismiss"]))
    def show_otherwise(self, name: str) -> None:
        if name != "dismiss":
            self.panel.action(name).trigger()
        elif pieces := [piece for row in self.model.rows for piece in row.advice]:
            self.panel.advising.dismiss(pieces[0])

    # --- edits ---

    @rule(number=numbers)
    def insert(self, number: int) -> None:
        self.panel.palette_field.picked.emit(ENTRIES[number % len(ENTRIES)])
        self.note_step()

    @rule(chosen=chosen, number=numbers, copies=st.booleans())
    def drag(self, chosen: list[int], number: int, copies: bool) -> None:
        """Across depths, also into a block that is dragged itself."""
        self.choose(chosen)
        gaps = places(self.model.rows, self.network.nodes)
        clip = clip_of(self.network, self.workspace.selection, self.view.token)
        with self.moving(copies=copies):
            self.view.dropped.emit(clip, gaps[number % len(gaps)].gap, copies)
        self.note_step()

    @rule(chosen=chosen, name=st.sampled_from(["up", "down", "out", "in"]))
    def move(self, chosen: list[int], name: str) -> None:
        self.choose(chosen)
        with self.moving():
            self.trigger(name)

    @rule(chosen=chosen, name=st.sampled_from(["residual", "repeat"]))
    def wrap(self, chosen: list[int], name: str) -> None:
        self.choose(chosen)
        self.trigger(name)

    @rule(chosen=chosen, name=st.sampled_from(["unwrap", "duplicate", "delete"]))
    def edit(self, chosen: list[int], name: str) -> None:
        self.choose(chosen)
        self.trigger(name)

    @rule(chosen=chosen, name=st.sampled_from(["cut", "copy", "paste", "paste"]))
    def use_the_clipboard(self, chosen: list[int], name: str) -> None:
        self.choose(chosen)
        self.trigger(name)

    @rule(text=st.sampled_from(["", "hello", "{}", '{"nodes": [{"id": "n00000", "op": {"type": "Conv9d"}}]}']))
    def paste_foreign_text(self, text: str) -> None:
        before = self.document.project
        QGuiApplication.clipboard().setText(text)
        self.trigger("paste")
        assert self.document.project is before

    @rule(chosen=chosen, name=st.sampled_from(["enable", "freeze"]))
    def switch(self, chosen: list[int], name: str) -> None:
        self.choose(chosen)
        self.trigger(name)

    @rule(chosen=chosen, name=st.sampled_from(["name", "note"]), text=st.sampled_from(TEXTS))
    def write(self, chosen: list[int], name: str, text: str) -> None:
        self.choose(chosen)
        if self.form.node_form is not None:
            self.form.node_form.fields[name].edited.emit(text)
        self.note_step(merges=True)

    @rule(chosen=chosen, number=numbers, value=st.integers(-1, 9))
    def change_a_field_of_all_selected(self, chosen: list[int], number: int, value: int) -> None:
        self.choose(chosen)
        fields = self.form.op_form.fields if self.form.op_form else {}
        names = [name for name, field in fields.items() if isinstance(field, TYPED)]
        if names:
            field = fields[names[number % len(names)]]
            field.edited.emit(draft(field, value))
        self.note_step(merges=True)

    @rule(number=numbers, times=st.integers(0, 4))
    def change_times(self, number: int, times: int) -> None:
        if self.select_a_block(Repeat, number):
            self.form.op_form.fields["times"].edited.emit(times)
        self.note_step(merges=True)

    @rule(number=numbers, preset=st.sampled_from(PRESETS))
    def choose_a_shortcut(self, number: int, preset: str) -> None:
        if self.select_a_block(Residual, number):
            box = next(box for box in self.form.findChildren(QComboBox) if box.accessibleName() == "Shortcut")
            box.setCurrentText(preset)
            box.activated.emit(box.currentIndex())
        self.note_step()

    @rule(number=numbers)
    def mend(self, number: int) -> None:
        fixes = [fix for row in self.model.rows if row.problem for fix in row.problem.fixes[:3]]
        if fixes:
            self.view.cards.fix_asked.emit(fixes[number % len(fixes)])
        self.note_step()

    @rule(text=st.sampled_from(["", "a lesson"]))
    def write_the_projects_notes(self, text: str) -> None:
        self.document.edit_fields("Change notes", notes=text)
        self.note_step()

    # --- undo ---

    @precondition(lambda self: self.undo_stack.canUndo())
    @rule()
    def undo(self) -> None:
        self.undo_stack.undo()

    @precondition(lambda self: self.undo_stack.canRedo())
    @rule()
    def redo(self) -> None:
        self.undo_stack.redo()

    @rule()
    def undo_everything_and_redo_everything(self) -> None:
        while self.undo_stack.canUndo():
            self.undo_stack.undo()
            self.check()
        assert self.document.project is self.history[0]
        while self.undo_stack.canRedo():
            self.undo_stack.redo()
            self.check()
        assert self.document.project is self.history[-1]

    # --- what always holds ---

    @invariant()
    def check(self) -> None:
        QApplication.processEvents()
        self.index = self.undo_stack.index()
        assert self.complaints == []
        assert self.document.project is self.history[self.index]
        assert duplicated_id(self.network) is None
        self.check_rows()
        self.check_selection()

    def check_rows(self) -> None:
        folded = {row.key for row in self.model.rows if row.folded}
        project = read(written(self.document.project), Project)
        advised = self.panel.advising.on(self.document.analysis)
        analysis = analyse(project.network, project.facts.shape, len(project.facts.classes), project.training.batch)
        same(self.model.rows, rows_of(project.network, analysis, folded, advised))
        same(self.mirror.rows, self.model.rows)

    def check_selection(self) -> None:
        """The view and the form show what is selected; nothing is selected that is gone."""
        selection = set(self.workspace.selection)
        assert selection <= self.network.ids
        shown = {self.model.row(index.row()).key for index in self.view.selectionModel().selectedIndexes()}
        assert shown == selection & {row.key for row in self.model.rows}
        first = next((node for node in self.network if node.id in selection), None)
        assert (self.form.node_form.value if self.form.node_form else None) == first

    # --- help ---

    @property
    def network(self) -> Network:
        return self.document.network

    def choose(self, chosen: list[int]) -> None:
        ids = [node.id for node in self.network]
        if ids and chosen:
            self.workspace.select({ids[number % len(ids)]: None for number in chosen})

    def trigger(self, name: str) -> None:
        self.panel.action(name).trigger()
        self.note_step()

    @contextmanager
    def moving(self, *, copies: bool = False) -> Iterator[None]:
        """A move changes no layer, and copies leave all where they were."""
        before = self.network
        yield
        made = diff(before, self.network)
        assert not made.removed
        assert not made.changed
        assert not (made.moved if copies else made.added)

    def select_a_block(self, kind: type, number: int) -> bool:
        blocks = [node.id for node in self.network if isinstance(node.op, kind)]
        if blocks:
            self.workspace.select([blocks[number % len(blocks)]])
        return bool(blocks)

    def note_step(self, *, merges: bool = False) -> None:
        """A gesture that changed something is a step of undo; what is typed may go into the step before."""
        index, project = self.undo_stack.index(), self.document.project
        changed = project is not self.history[self.index]
        assert index - self.index in ((0, 1) if merges else (int(changed),))
        if changed:
            self.history[index:] = [project]
        assert self.undo_stack.count() == len(self.history) - 1


def same(found: Sequence[Row], expected: Sequence[Row]) -> None:
    """Row by row: thousands of words about all of them would help nobody."""
    assert [row.key for row in found] == [row.key for row in expected]
    for one, other in zip(found, expected, strict=True):
        assert one == other


def draft(field: Field, value: int) -> object:
    if isinstance(field, PairField):
        return (value, value)
    return bool(value % 2) if isinstance(field, TruthField) else value


@pytest.mark.timeout(600)  # a failure is made small before it is shown
@pytest.mark.usefixtures("qapp")
def test_any_gestures_in_any_order() -> None:
    complaints = Complaints()
    with complaints.kept():
        run_state_machine_as_test(
            lambda: Gestures(complaints), settings=settings(max_examples=examples(30), stateful_step_count=STEPS)
        )
