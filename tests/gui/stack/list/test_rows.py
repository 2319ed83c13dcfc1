"""Rows: every gap of the network is exactly one place between them, whatever is folded."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.analysis.advice import Advice
from engine.analysis.analysis import analyse
from engine.network.layers import Conv2d, Flatten, Linear, ReLU
from engine.network.network import Gap, Network
from engine.network.nodes import Repeat, Residual, branches, random_ids
from gui.stack.list.cards.card_words import costs_of, counted, details, number_of, seen_by, spoken
from gui.stack.list.row_differences import difference
from gui.stack.list.rows import places, rows_of, span
from tests.gui.stack.networks import block, lenet, nodes, resnet


def rows(network: Network, folded: tuple[str, ...] = ()):
    return rows_of(network, analyse(network, (1, 28, 28), 10, 32), folded)


def gaps(network: Network) -> set[Gap]:
    """Every place in every sequence."""
    found = {Gap(None, index) for index in range(len(network.nodes) + 1)}
    for node in network:
        for name, inner in branches(node.op):
            found |= {Gap(node.id, index, name) for index in range(len(inner) + 1)}
    return found


@st.composite
def networks(draw: st.DrawFn) -> Network:
    new_id = random_ids(draw(st.integers(0, 99)))
    layer = st.builds(lambda op: nodes(new_id, op)[0], st.sampled_from([ReLU(), Conv2d(padding="same"), Linear()]))
    inside = st.recursive(
        layer,
        lambda node: st.one_of(
            st.builds(lambda body: nodes(new_id, Repeat(tuple(body)))[0], st.lists(node, max_size=3)),
            st.builds(
                lambda body, short: nodes(new_id, Residual(tuple(body), tuple(short)))[0],
                st.lists(node, max_size=3), st.lists(node, max_size=2),
            ),
        ),
        max_leaves=8,
    )  # fmt: skip
    return Network(tuple(draw(st.lists(inside, max_size=5))))


@given(networks())
def test_every_gap_is_exactly_one_place(network: Network) -> None:
    found = [place.gap for place in places(rows(network), network.nodes)]
    assert len(found) == len(set(found))
    assert set(found) == gaps(network)


@given(networks())
def test_keys_are_unique_and_lanes_follow_the_depth(network: Network) -> None:
    shown = rows(network)
    assert len({row.key for row in shown}) == len(shown)
    for row in shown:
        own = row.part in ("branch", "close") or (row.part == "open" and not row.folded)
        assert len(row.lanes) == row.depth + own


@given(networks(), st.data())
def test_folded_blocks_are_one_row(network: Network, data: st.DataObject) -> None:
    blocks = [node.id for node in network if branches(node.op)]
    folded = tuple(data.draw(st.sets(st.sampled_from(blocks)))) if blocks else ()
    shown = rows(network, folded)
    assert {row.key for row in shown if row.folded} <= set(folded)
    assert all(span(shown, i) == 1 for i, row in enumerate(shown) if row.folded)


@given(st.lists(st.integers(0, 20), unique=True), st.lists(st.integers(0, 20), unique=True))
def test_differences_lead_from_the_old_list_to_the_new(old: list[int], new: list[int]) -> None:
    before, after = [str(one) for one in old], [str(one) for one in new]
    steps = difference(before, after)
    result = list(before)
    for run in reversed(steps.removed):
        del result[run.first : run.last + 1]
    for run in steps.inserted:
        result[run.first : run.first] = after[run.first : run.last + 1]
    assert result == after


def test_moving_one_row_takes_out_and_puts_in_one() -> None:
    steps = difference("abcde", "acdeb")
    assert [tuple(run) for run in steps.removed] == [(1, 1)]
    assert [tuple(run) for run in steps.inserted] == [(4, 4)]


def test_what_follows_a_problem_is_unknown_and_not_broken() -> None:
    network = lenet()
    shown = rows(network.remove({network.nodes[8].id}))
    assert [row.state for row in shown] == ["fine"] * 8 + ["broken"] + ["unknown"] * 4


def test_what_is_in_a_disabled_block_is_disabled_too() -> None:
    network = resnet()
    repeat = network.nodes[3]
    shown = rows(network.change_node({repeat.id}, enabled=False))
    inside = [row for row in shown if repeat.id in network.ancestors(row.node.id)]
    assert inside
    assert {row.state for row in inside if row.part in ("card", "open")} == {"disabled"}


def test_a_problem_in_a_later_copy_is_at_its_card() -> None:
    new_id = random_ids(3)
    body = nodes(new_id, Conv2d(4, (15, 15)))
    network = Network((*nodes(new_id, Repeat(body, 3)),))
    broken = next(row for row in rows(network) if row.key == body[0].id)
    assert broken.state == "broken"
    assert broken.problem is not None


def test_a_wrong_output_has_a_row_of_its_own_at_the_end() -> None:
    network = lenet()
    shown = rows(network.remove({network.nodes[-1].id}))
    assert shown[-1].part == "whole"
    assert "10 classes" in shown[-1].problem.why
    assert places(shown, network.nodes)[-1].gap == Gap(None, len(network.nodes))


def test_shares_count_every_copy() -> None:
    network = resnet(times=5)
    shown = rows(network)
    layers = [row for row in shown if row.part == "card"]
    assert abs(sum(row.share_parameters for row in layers) - 1) < 1e-9
    assert abs(sum(row.share_multiply_adds for row in layers) - 1) < 1e-9


def test_numbers_and_shares_of_a_card_are_of_the_same_copies() -> None:
    new_id = random_ids(5)
    block = nodes(new_id, Repeat(nodes(new_id, Conv2d(4, (3, 3), padding=(1, 1))), 3))
    network = Network((*block, *nodes(new_id, Flatten(), Linear("classes"))))
    card = next(row for row in rows(network) if row.node is not None and isinstance(row.node.op, Conv2d))
    first, *others = (4 * 1 * 9 + 4, 4 * 4 * 9 + 4, 4 * 4 * 9 + 4)
    assert (card.copies, card.parameters) == (3, first + sum(others)), "the first copy has another input"
    told = details(card)
    assert f"{card.parameters} parameters in its 3 copies, " in told
    share = 100 * card.parameters / analyse(network, (1, 28, 28), 10).parameters
    assert f" {share:.1f} % of all" in told


def test_cards_are_spoken() -> None:
    new_id = random_ids(4)
    inner = nodes(new_id, Conv2d(16, (5, 5), padding=(2, 2)))
    network = Network(nodes(new_id, ReLU(), ReLU(), Repeat(inner, 1)))
    said = [spoken(row) for row in rows(network)]
    assert said[0] == "1. ReLU, output 1 by 28 by 28, level 1"
    assert said[2] == "3. Repeat, once, output 16 by 28 by 28, level 1"
    assert said[3] == "1. Convolution, 16 filters 5 by 5, padding 2, output 16 by 28 by 28, level 2"
    assert said[4] == "End of Repeat"


def test_an_empty_stack_has_one_empty_place() -> None:
    shown = rows(Network())
    assert [row.part for row in shown] == ["empty"]
    assert [place.gap for place in places(shown, ())] == [Gap(None, 0)]


def test_frozen_blocks_freeze_what_is_inside() -> None:
    node = block(random_ids(5), 1)
    network = Network((node,)).change_node({node.id}, trainable=False)
    assert all(row.frozen for row in rows(network) if row.part in ("card", "open"))


def test_an_identity_shortcut_is_one_empty_place_and_the_body_ends_above_it() -> None:
    network = Network((block(random_ids(6), 8),))
    key = network.nodes[0].id
    shown = rows(network)
    assert [row.part for row in shown] == ["open", *["card"] * 5, "empty", "close"]
    assert spoken(shown[6]) == "Shortcut of Residual block, passes its input on unchanged"
    around = [place for place in places(shown, network.nodes) if place.gap.parent == key][-2:]
    assert [(place.gap, place.position, place.on) for place in around] == [
        (Gap(key, 5), 6, False), (Gap(key, 0, "shortcut"), 6, True),
    ]  # fmt: skip


def test_a_folded_block_has_the_problem_of_what_is_inside_with_its_place() -> None:
    network = resnet()
    inner = network.nodes[3].op.body[0].op.body[3]
    broken = network.change({inner.id}, filters=12)
    shown = rows(broken, (network.nodes[3].id,))
    folded = next(row for row in shown if row.folded)
    assert folded.state == "broken"
    assert folded.problem.why.startswith("Layer 4 (Repeat), Layer 1 (Residual block): ")
    assert folded.problem.fixes


def test_a_folded_block_has_the_advice_on_what_is_inside() -> None:
    new_id = random_ids(7)
    inner = nodes(new_id, Conv2d(4, (31, 31), padding=(15, 15)))
    network = Network((*nodes(new_id, Repeat(inner, 2)),))
    analysis = analyse(network, (1, 28, 28), 10)
    piece = Advice(inner[0].id, "Large.", "kernel larger than map")
    shown = rows_of(network, analysis, (network.nodes[0].id,), {inner[0].id: (piece,)})
    assert shown[0].advice == (piece,)
    assert spoken(shown[0]).endswith("advice: Large.")
    assert "Advice: Large." in details(shown[0])


def test_kinds_are_counted_in_words() -> None:
    chosen = nodes(random_ids(8), Conv2d(), ReLU(), Conv2d(), Linear(), Linear(), Repeat(), Residual(), Residual())
    assert counted(chosen) == "2 convolutions, 2 linear layers, 2 residual blocks, 1 ReLU layer, 1 repeat"


def test_the_selection_is_summed_with_all_copies() -> None:
    network = resnet(times=3)
    analysis = analyse(network, (1, 28, 28), 10, 32)
    first = network.nodes[3].op.body[0].op.body[0]
    copies = [one for one in analysis.instances.values() if one.node.id == first.id]
    assert costs_of(copies) == ["1,728 parameters", "1.35 M multiply-adds"]
    assert seen_by(analysis, copies) == "sees 5×5 to 13×13 pixels"
    assert costs_of([]) == []


@pytest.mark.parametrize(
    ("amount", "words"), [(0, "0 filters"), (1, "1 filter"), (6, "6 filters"), (2e6, "2.00 M filters")]
)
def test_one_thing_is_told_in_the_singular(amount: float, words: str) -> None:
    assert number_of(amount, "filter") == words
