"""Differences of networks, and their sentences."""

from hypothesis import given

from engine.analysis.diff import diff
from engine.network import layers
from engine.network.network import Gap
from engine.network.nodes import Node, Repeat
from tests.engine.network.stacks import lenet
from tests.engine.network.strategies import networks

NEW = Node("nnew00", layers.Dropout())


def test_equal_networks_do_not_differ():
    assert not diff(lenet(), lenet())
    assert diff(lenet(), lenet()).sentence == ""


def test_what_is_added_and_removed():
    after = lenet().insert(Gap(None, 9), (NEW,)).remove({"n00001"})
    found = diff(lenet(), after)
    assert [node.id for node in found.added] == ["nnew00"]
    assert [node.id for node in found.removed] == ["n00001"]
    assert found.changed == found.moved == ()
    assert found.sentence == "+Dropout, −Tanh"


def test_what_is_changed_says_from_what_to_what():
    after = lenet().change({"n00000"}, filters=32, kernel=(3, 5)).change_node({"n00004"}, name="conv2", trainable=False)
    assert diff(lenet(), after).sentence == ("Convolution 6→32, kernel size 5→3×5, Convolution named “conv2”, frozen")


def test_what_is_switched_off_or_on_says_so():
    off = lenet().change_node({"n00001"}, enabled=False)
    assert diff(lenet(), off).sentence == "Tanh switched off"
    assert diff(off, lenet()).sentence == "Tanh switched on"


def test_another_kind_of_layer_in_the_same_place():
    after = lenet().replace(Node("n00001", layers.ReLU()))
    assert diff(lenet(), after).sentence == "Tanh → ReLU"


def test_a_moved_layer_is_the_only_one_that_moved():
    after = lenet().move({"n00001"}, Gap(None, 8))
    assert [node.id for node in diff(lenet(), after).moved] == ["n00001"]
    assert diff(lenet(), after).sentence == "Tanh moved"


def test_layers_put_into_a_block_have_moved():
    after = lenet().wrap({"n00001", "n00002"}, Repeat((), 2), lambda: "nblock")
    found = diff(lenet(), after)
    assert [node.id for node in found.added] == ["nblock"]
    assert [node.id for node in found.moved] == ["n00001", "n00002"]


def test_a_long_sentence_ends_in_a_count():
    after = lenet().remove({f"n0000{index}" for index in range(6)})
    assert diff(lenet(), after).sentence.endswith(", 2 more")


@given(networks(), networks())
def test_a_difference_turned_round_swaps_added_and_removed(a, b):
    there, back = diff(a, b), diff(b, a)
    assert {node.id for node in there.added} == {node.id for node in back.removed}
    assert {after.id: before for before, after in there.changed} == {after.id: after for _, after in back.changed}
    assert bool(there) == (a != b)
