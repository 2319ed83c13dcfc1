"""The blocks: what is measured, built, seen and told of what is inside them agrees, whatever the kind.

Nothing here lists kinds: a new member of the union is tried as the others are.
"""

from typing import get_args

import pytest
import torch

from engine.analysis.analysis import analyse
from engine.analysis.stack_listing import stack_table
from engine.analysis.unwrapping import unwrap_report
from engine.model.building import build
from engine.network.layer_base import Group
from engine.network.layers import BatchNorm, Conv2d, Flatten, Linear
from engine.network.network import Network
from engine.network.nodes import BLOCKS, Node, branches, copies_inside, random_ids, times_inside, with_branches
from engine.typed.document import changed, read, written
from tests.engine.settings_of import named, varied

IMAGE, CLASSES = (3, 8, 8), 4


@pytest.mark.parametrize("kind", BLOCKS, ids=named)
class TestEveryBlock:
    """A block filled with layers that keep the shape, so that any path fits any other."""

    def filled(self, kind):
        new_id = random_ids(4)
        inside = (Conv2d(3, padding=(1, 1)), BatchNorm())
        return with_branches(kind(), lambda _: tuple(Node(new_id(), op) for op in inside))

    def network(self, kind):
        new_id = random_ids(5)
        return Network(tuple(Node(new_id(), op) for op in (self.filled(kind), Flatten(), Linear())))

    def test_it_states_everything_itself(self, kind):
        assert kind.__final__
        assert kind.title
        assert kind.help.endswith(".")
        assert kind.group in get_args(Group)
        assert branches(kind())[0][0] == "body"  # what unwrapping leaves

    def test_editing_reaches_all_of_it(self, kind):
        block = self.filled(kind)
        assert all(len(nodes) == 2 for _, nodes in branches(block))
        assert with_branches(block, lambda nodes: nodes) is block
        assert with_branches(block, lambda _: ()) == with_branches(kind(), lambda _: ())

    def test_what_is_measured_is_what_is_built(self, kind):
        network = self.network(kind)
        analysis = analyse(network, IMAGE, CLASSES, batch=2)
        net = build(network, IMAGE, CLASSES)
        assert not analysis.problems
        assert set(net.layers) == {at for at, one in analysis.instances.items() if not branches(one.node.op)}
        assert sum(one.numel() for one in net.parameters()) == analysis.parameters
        found = net.eval().run(torch.zeros(2, *IMAGE), set(analysis.instances))
        assert {at: tuple(value.shape[1:]) for at, value in found.items()} == {
            at: one.output for at, one in analysis.instances.items()
        }

    def test_copies_are_counted_alike_everywhere(self, kind):
        network = self.network(kind)
        op = network.nodes[0].op
        instances = analyse(network, IMAGE, CLASSES).instances.values()
        inside = sum(len(nodes) for _, nodes in branches(op))
        assert len(instances) == 3 + times_inside(op) * inside
        assert bool(copies_inside(op, (), 0)) is (times_inside(kind()) > 1)

    def test_everything_inside_sees_something(self, kind):
        analysis = analyse(self.network(kind), IMAGE, CLASSES)
        assert all(analysis.receptive_field(at) is not None for at in analysis.instances)

    def test_it_is_put_into_words(self, kind):
        network = self.network(kind)
        assert kind.title in stack_table(analyse(network, IMAGE, CLASSES))
        assert unwrap_report(network, {network.nodes[0].id}).endswith(".")

    def test_it_goes_through_a_file_and_back(self, kind):
        network = self.network(kind)
        assert read(written(network), Network) == network
        for op in varied(network.nodes[0].op):
            assert changed(network.nodes[0], op=op).op == op
