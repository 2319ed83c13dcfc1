"""Edits of the network: pure, sharing what did not change, with unique ids, and each with an inverse."""

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from engine.errors import NetworkError, ProjectError
from engine.network import layers
from engine.network.network import Gap, Network, duplicated_id, place
from engine.network.nodes import MAX_NESTING, Node, Repeat, Residual, branches, depth, random_ids, walk
from engine.typed.document import read, written
from tests.engine.network.stacks import lenet, nodes, stack
from tests.engine.network.strategies import any_layer, counted_ids, networks

NEW = Node("nnew00", layers.ReLU())


def gaps(network):
    """Every gap of the network."""
    found = [Gap(None, index) for index in range(len(network.nodes) + 1)]
    for node in network:
        for branch, inner in branches(node.op):
            found += [Gap(node.id, index, branch) for index in range(len(inner) + 1)]
    return found


@st.composite
def networks_and_gaps(draw):
    network = draw(networks())
    return network, draw(st.sampled_from(gaps(network)))


@st.composite
def networks_and_ids(draw):
    network = draw(networks())
    assume(network.nodes)
    ids = st.sampled_from(sorted(network.ids))
    return network, draw(st.sets(ids, min_size=1, max_size=3))


def shared(before, after):
    """Every node that is equal to what it was is the very same object."""
    old = {node.id: node for node in before}
    return all(node is old[node.id] for node in after if node == old.get(node.id))


def ids_in(node):
    return {inner.id for inner in walk((node,))}


@given(networks_and_gaps())
def test_what_is_inserted_is_there_and_goes_again(case):
    network, gap = case
    after = network.insert(gap, (NEW,))
    assert after.gap(NEW.id) == gap
    assert after.find(NEW.id) is NEW
    assert duplicated_id(after) is None
    assert shared(network, after)
    assert after.remove({NEW.id}) == network


@given(networks_and_ids())
def test_what_is_removed_is_gone_with_all_inside_it(case):
    network, ids = case
    after = network.remove(ids)
    gone = {inner.id for node in network.outermost(ids) for inner in walk((node,))}
    assert after.ids == network.ids - gone
    assert shared(network, after)


@given(networks_and_ids(), st.data())
def test_a_move_keeps_every_node_once(case, data):
    network, ids = case
    after = network.move(ids, data.draw(st.sampled_from(gaps(network))))
    assert duplicated_id(after) is None
    assert after.ids == network.ids


@given(networks(), st.data())
def test_a_move_back_returns_to_the_start(network, data):
    assume(network.nodes)
    one = data.draw(st.sampled_from(sorted(network.ids)))
    after = network.move({one}, data.draw(st.sampled_from(gaps(network))))
    start, here = network.gap(one), after.gap(one)
    later = start.index + (start.parent == here.parent and start.branch == here.branch and here.index < start.index)
    assert after.move({one}, Gap(start.parent, later, start.branch)) == network


@given(networks_and_ids())
def test_duplicates_have_ids_of_their_own(case):
    network, ids = case
    chosen = network.outermost(ids)
    after = network.duplicate(ids, random_ids(0, network.ids))
    assert duplicated_id(after) is None
    assert shared(network, after)
    assert after.remove(after.ids - network.ids) == network
    assert len(after.ids) == len(network.ids) + sum(len(ids_in(node)) for node in chosen)


@given(networks_and_ids(), st.sampled_from([Residual(), Repeat((), 3)]))
def test_a_block_around_one_node_and_its_removal_return_to_the_start(case, block):
    network, ids = case
    one = min(ids)
    after = network.wrap({one}, block, lambda: "nblock")
    assert duplicated_id(after) is None
    assert after.gap(one) == Gap("nblock", 0)
    assert after.find(one) is network.find(one)
    assert after.unwrap("nblock") == network


@given(networks())
def test_networks_go_through_a_file_and_back(network):
    assert read(written(network), Network) == network


@given(networks(), any_layer())
def test_an_edit_never_changes_the_network_it_comes_from(network, layer):
    before = written(network)
    network.insert(Gap(None, 0), (Node("nnew00", layer),)).remove(network.ids)
    assert written(network) == before


def test_a_moved_selection_keeps_its_order():
    network = lenet()
    first, second = network.nodes[2].id, network.nodes[0].id
    after = network.move({first, second}, Gap(None, 5))
    assert [node.id for node in after.nodes[:5]] == ["n00001", "n00003", "n00004", "n00000", "n00002"]


def test_a_block_cannot_be_moved_into_itself():
    network = stack(Repeat((NEW,), 2))
    assert network.move({"n00000"}, Gap("n00000", 0)) is network


def test_neighbours_are_wrapped_in_the_place_of_the_first():
    network = lenet().wrap({"n00001", "n00002"}, Repeat((), 3), lambda: "nblock")
    assert [node.id for node in network.nodes[:3]] == ["n00000", "nblock", "n00003"]
    assert [node.id for node in network.nodes[1].op.body] == ["n00001", "n00002"]
    assert network.nodes[1].op.times == 3


def test_layers_apart_are_not_wrapped():
    with pytest.raises(NetworkError, match="next to each other"):
        lenet().wrap({"n00001", "n00003"}, Repeat(), lambda: "nblock")


def test_blocks_nest_sixteen_deep_and_not_deeper():
    network, new_id = stack(layers.ReLU()), counted_ids()
    new_id()
    for _ in range(MAX_NESTING):
        network = network.wrap({network.nodes[0].id}, Residual(), new_id)
    assert depth(network.nodes) == MAX_NESTING
    with pytest.raises(NetworkError, match="16 deep"):
        network.wrap({network.nodes[0].id}, Residual(), new_id)


def test_a_gap_that_is_not_there_is_refused():
    network = stack(Repeat((NEW,), 2))
    for gap in (Gap("nowhere", 0), Gap("n00000", 0, "shortcut"), Gap("nnew00", 0)):
        with pytest.raises(KeyError):
            network.insert(gap, (Node("nother", layers.ReLU()),))


def test_a_changed_setting_leaves_the_layers_inside_as_they_are():
    new_id = counted_ids()
    network = stack(Repeat(nodes(new_id, layers.Conv2d(8), layers.ReLU()), 2), new_id=new_id)
    block = network.nodes[0]
    after = network.change({block.id}, times=5).change_node({block.id}, name="stage 1")
    assert after.nodes[0].op.times == 5
    assert after.nodes[0].label == "stage 1"
    assert all(a is b for a, b in zip(after.nodes[0].op.body, block.op.body, strict=True))


def test_several_layers_are_changed_at_once_and_bad_values_refused():
    network = lenet().change({"n00000", "n00004"}, filters=12)
    assert [node.op.filters for node in network.nodes if isinstance(node.op, layers.Conv2d)] == [12, 12]
    with pytest.raises(ProjectError):
        lenet().change({"n00000"}, filters=0)


def test_a_place_is_named_through_the_blocks_around_it():
    new_id = counted_ids()
    block = Residual(nodes(new_id, layers.ReLU()), nodes(new_id, layers.Conv2d(8)))
    network = stack(layers.ReLU(), block, new_id=new_id)
    assert place(network, "n00001").words == "Layer 2 (Residual block), shortcut, Layer 1 (Convolution)"
    assert network.ancestors("n00001") == [network.nodes[1].id]
