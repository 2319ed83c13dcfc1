"""The valid prefix: what runs before the first problem, and nothing else."""

from hypothesis import given

from engine.analysis.analysis import analyse
from engine.analysis.valid_prefix import valid_prefix
from engine.network import layers
from engine.network.network import Network
from engine.network.nodes import Node, Repeat, Residual
from tests.engine.network.stacks import lenet, nodes, stack
from tests.engine.network.strategies import cases, counted_ids

DIGIT = (1, 28, 28)


def prefix_of(network, batch=None):
    return valid_prefix(analyse(network, DIGIT, 10, batch))


@given(cases())
def test_the_prefix_runs_with_the_shapes_that_it_has_in_the_whole(case):
    network, shape, classes = case
    whole = analyse(network, shape, classes)
    prefix = analyse(valid_prefix(whole), shape, classes)
    assert not any(problem.node for problem in prefix.problems)  # the output may be wrong, as of the whole
    assert prefix.output is not None
    assert all(whole.instances[at] == one for at, one in prefix.instances.items())


@given(cases())
def test_the_prefix_is_the_longest_beginning_that_runs(case):
    network, shape, classes = case
    prefix = valid_prefix(analyse(network, shape, classes))
    kept = len(prefix.nodes)
    assert prefix.nodes == network.nodes[:kept]
    if kept < len(network.nodes):
        longer = analyse(Network(network.nodes[: kept + 1]), shape, classes)
        assert longer.output is None
    else:
        assert prefix == network


def test_without_flatten_all_before_the_linear_layer_runs():
    network = lenet().remove({"n00008"})
    assert prefix_of(network).nodes == network.nodes[:8]


def test_a_wrong_output_leaves_the_network_as_it_is():
    network = lenet().remove({"n0000d"})
    assert [problem.kind for problem in analyse(network, DIGIT, 10).problems] == ["output"]
    assert prefix_of(network) is network


def test_a_block_goes_with_the_layer_that_breaks_inside_it():
    new_id = counted_ids()
    shrinking = Repeat(nodes(new_id, layers.MaxPool2d()), 6)
    unequal = Residual(nodes(new_id, layers.Conv2d(4)))
    for block in (shrinking, unequal):
        network = stack(layers.Conv2d(2), block, layers.Flatten(), layers.Linear(), new_id=new_id)
        assert prefix_of(network).nodes == network.nodes[:1]


def test_a_disabled_layer_stays_what_it_is():
    off = Node("noff00", layers.Linear(), enabled=False)
    network = Network((off, *lenet().remove({"n00008"}).nodes))
    assert prefix_of(network).nodes == network.nodes[:9]


def test_a_network_refused_as_a_whole_has_no_prefix():
    assert valid_prefix(analyse(lenet(), (3, 32), 10)) == Network()
    assert prefix_of(stack(layers.Linear())) == Network()


def test_what_only_training_forbids_ends_the_prefix_too():
    network = stack(layers.Flatten(), layers.BatchNorm(), layers.Linear())
    assert prefix_of(network, batch=2) is network
    assert len(prefix_of(network, batch=1).nodes) == 1
