"""Compact cards: one line a layer, no room for maps; what is wrong still says so."""

from gui.stack.list.cards.card_style import BETWEEN, COMPACT, FULL
from tests.gui.stack.networks import lenet
from tests.gui.stack.stacks import Show, Stack


def heights(stack: Stack) -> set[int]:
    return {stack.rect(row.key).height() - BETWEEN for row in stack.model.rows}


def test_every_card_has_one_line_and_asks_for_no_maps(show: Show) -> None:
    stack = show(lenet())
    seen: list[bool] = []
    stack.panel.compact_changed.connect(seen.append)
    assert heights(stack) == {COMPACT, FULL}
    assert stack.panel.visible_addresses()
    stack.panel.action("compact").trigger()
    assert heights(stack) == {COMPACT}
    assert stack.panel.visible_addresses() == ()
    stack.panel.action("compact").trigger()
    assert heights(stack) == {COMPACT, FULL}
    assert seen == [True, False]


def test_a_broken_card_keeps_its_sentence_and_its_fixes(show: Show) -> None:
    stack = show(lenet())
    stack.panel.set_compact(True)
    assert stack.panel.action("compact").isChecked()
    flatten = stack.network.nodes[8].id
    stack.document.edit_network(stack.network.remove({flatten}), "Delete")
    broken = next(row.key for row in stack.model.rows if row.problem)
    assert stack.rect(broken).height() > FULL
