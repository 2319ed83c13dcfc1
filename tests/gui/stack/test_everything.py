"""Any edits in any order: rows equal a rebuild, ids stay unique, undo leads back exactly and redo forth again."""

from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pytestqt.qtbot import QtBot

from engine.network.network import Network, duplicated_id
from engine.project import Project
from gui.forms.field import Field, NumberField, TruthField
from gui.forms.pair_field import PairField
from gui.stack.catalogue import ENTRIES
from gui.stack.clip import clip_of
from gui.stack.rows import places, rows_of
from tests.gui.stack.networks import lenet, resnet
from tests.gui.stack.stacks import Stack

NAMES = (
    "delete", "duplicate", "cut", "copy", "paste", "enable", "freeze", "up", "down", "out", "in", "residual", "repeat",
    "unwrap", "fold", "fold all", "unfold all", "advice",
)  # fmt: skip
Act = Callable[[Stack], None]


def choose(numbers: list[int]) -> Act:
    def act(stack: Stack) -> None:
        ids = [node.id for node in stack.network]
        stack.workspace.select({ids[number % len(ids)]: None for number in numbers} if ids else ())

    return act


def drop(number: int, copies: bool) -> Act:
    def act(stack: Stack) -> None:
        gaps = places(stack.model.rows, stack.network.nodes)
        clip = clip_of(stack.network, stack.workspace.selection, stack.view.token)
        stack.view.dropped.emit(clip, gaps[number % len(gaps)].gap, copies)

    return act


def add(number: int) -> Act:
    return lambda stack: stack.panel.palette_field.picked.emit(ENTRIES[number % len(ENTRIES)])


def trigger(name: str) -> Act:
    return lambda stack: stack.panel.action(name).trigger()


def type_in(number: int, value: int) -> Act:
    """Edits one field of all selected layers, as far as they have a form."""

    def act(stack: Stack) -> None:
        for form in (stack.form.op_form, stack.form.node_form):
            fields = [name for name, field in form.fields.items() if isinstance(field, KNOWN)] if form else []
            if fields and number % 2:
                field = form.fields[fields[number % len(fields)]]
                field.edited.emit((value, value) if isinstance(field, PairField) else _draft(field, value))

    return act


def _draft(field: Field, value: int) -> object:
    return bool(value % 2) if isinstance(field, TruthField) else value


KNOWN = (NumberField, PairField, TruthField)


def mend(number: int) -> Act:
    """Applies one of the fixes that the cards offer."""

    def act(stack: Stack) -> None:
        fixes = [fix for row in stack.model.rows if row.problem for fix in row.problem.fixes[:3]]
        if fixes:
            stack.view.cards.fix_asked.emit(fixes[number % len(fixes)])

    return act


def dismiss(stack: Stack) -> None:
    for piece in [piece for row in stack.model.rows for piece in row.advice][:1]:
        stack.panel.advising.dismiss(piece)


def undo(stack: Stack) -> None:
    stack.document.undo_stack.undo()


def redo(stack: Stack) -> None:
    stack.document.undo_stack.redo()


acts = st.one_of(
    st.builds(choose, st.lists(st.integers(0, 99), min_size=1, max_size=3)),
    st.builds(drop, st.integers(0, 99), st.booleans()),
    st.builds(add, st.integers(0, 99)),
    st.builds(trigger, st.sampled_from(NAMES)),
    st.builds(type_in, st.integers(0, 99), st.integers(-1, 9)),
    st.builds(mend, st.integers(0, 99)),
    st.sampled_from([undo, redo, dismiss]),
)


@pytest.fixture
def stack(qtbot: QtBot) -> Stack:
    made = Stack(lenet())
    qtbot.addWidget(made.panel)
    yield made
    made.document.close()


def check(stack: Stack) -> None:
    folded = {row.key for row in stack.model.rows if row.folded}
    analysis = stack.document.analysis
    advised = stack.panel.advising.on(analysis)
    assert stack.model.rows == rows_of(stack.network, analysis, folded, advised)
    assert duplicated_id(stack.network) is None
    shown = {stack.model.row(index.row()).key for index in stack.view.selectionModel().selectedIndexes()}
    visible = {row.key for row in stack.model.rows}
    assert shown == set(stack.workspace.selection) & visible


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(start=st.sampled_from([lenet(), resnet(), Network()]), steps=st.lists(acts, max_size=16))
def test_any_edits_in_any_order(stack: Stack, start: Network, steps: list[Act]) -> None:
    stack.document.open(Project(network=start), None)
    for step in steps:
        step(stack)
        check(stack)
    history = stack.document.undo_stack
    while history.canRedo():
        history.redo()
    last = stack.network
    while history.canUndo():
        history.undo()
        check(stack)
    assert stack.network == start
    while history.canRedo():
        history.redo()
    assert stack.network == last
