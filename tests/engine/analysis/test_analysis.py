"""The analysis: figures by hand, what is unknown after a problem, and what is remembered between edits."""

import pytest
from hypothesis import given

from engine.analysis import measuring
from engine.analysis.analysis import analyse, forget, refuse, refuse_untrainable
from engine.errors import NetworkError
from engine.network import layers
from engine.network.addresses import address, in_words, parsed
from engine.network.network import Gap, Network
from engine.network.nodes import Node, Repeat, Residual
from tests.engine.network.stacks import lenet, nodes, resnet, stack
from tests.engine.network.strategies import cases, counted_ids

DIGIT, PHOTO = (1, 28, 28), (3, 32, 32)


def test_lenet_by_hand():
    analysis = analyse(lenet(), DIGIT, 10, batch=64)
    assert analysis.problems == ()
    assert [one.output for one in analysis.instances.values()] == [
        (6, 28, 28), (6, 28, 28), (6, 14, 14), (6, 14, 14), (16, 10, 10), (16, 10, 10), (16, 5, 5), (16, 5, 5),
        (400,), (120,), (120,), (84,), (84,), (10,),
    ]  # fmt: skip
    assert analysis.output == (10,)
    assert analysis.parameters == 61_706
    assert analysis.multiply_adds == 117_600 + 240_000 + 48_000 + 10_080 + 840
    assert analysis.activations == 2 * 4704 + 2 * 1176 + 2 * 1600 + 2 * 400 + 400 + 240 + 168 + 10
    assert analysis.activation_bytes == analysis.activations * 64 * 4


@pytest.mark.parametrize("rolled", [False, True])
@pytest.mark.parametrize(
    ("blocks", "parameters"), [(3, 269_722), (5, 464_154), (7, 658_586), (9, 853_018), (18, 1_727_962)]
)
def test_resnets_have_the_published_parameters(blocks, parameters, rolled):
    analysis = analyse(resnet(blocks, rolled=rolled), PHOTO, 10, batch=128)
    assert analysis.problems == ()
    assert analysis.parameters == parameters


def test_a_rolled_resnet_has_the_instances_of_the_unrolled_one():
    rolled, unrolled = (analyse(resnet(5, rolled=rolled), PHOTO, 10) for rolled in (True, False))
    shapes = [one.output for one in rolled.instances.values() if not isinstance(one.node.op, Repeat)]
    assert shapes == [one.output for one in unrolled.instances.values()]
    assert rolled.multiply_adds == unrolled.multiply_adds == 68_862_592


def test_instances_are_addressed_by_their_copies_outermost_first():
    inner = Repeat((Node("nconv0", layers.Conv2d(1, padding=(1, 1))),), 3)
    outer = Repeat((Node("ninner", inner),), 2)
    analysis = analyse(Network((Node("nouter", outer),)), DIGIT, 10)
    assert list(analysis.instances) == [
        "nouter",
        "ninner@0", "nconv0@0.0", "nconv0@0.1", "nconv0@0.2",
        "ninner@1", "nconv0@1.0", "nconv0@1.1", "nconv0@1.2",
    ]  # fmt: skip
    assert analysis.instances["nouter"].parameters == 6 * 10


def test_addresses_are_read_back():
    assert parsed(address("n3f8a2", (1, 0))) == ("n3f8a2", (1, 0))
    assert parsed("n3f8a2") == ("n3f8a2", ())
    assert in_words((1, 0)) == "copy 2, in it copy 1"


def test_after_a_problem_all_is_unknown_and_before_it_all_is_known():
    analysis = analyse(stack(layers.Conv2d(6), layers.Linear(20), layers.ReLU(), layers.Linear()), DIGIT, 10)
    assert [(one.input, one.output) for one in analysis.instances.values()] == [
        (DIGIT, (6, 26, 26)), ((6, 26, 26), None), (None, None), (None, None),
    ]  # fmt: skip
    assert [problem.node for problem in analysis.problems] == ["n00001"]
    assert analysis.output is None
    assert analysis.parameters == 60
    assert analysis.instances["n00001"].problem is analysis.problems[0]
    assert analysis.receptive_field("n00000").size == (3, 3)
    assert analysis.receptive_field("n00001") is None


def test_both_paths_of_a_residual_show_their_problems():
    new_id = counted_ids()
    block = Residual(nodes(new_id, layers.Linear(5)), nodes(new_id, layers.Conv2d(4, (40, 40))))
    problems = analyse(stack(block, layers.Linear(), new_id=new_id), DIGIT, 10).problems
    assert [problem.node for problem in problems] == ["n00000", "n00001"]


def test_a_disabled_node_passes_its_input_on():
    off = Node("noff00", Repeat((Node("nconv0", layers.Conv2d(6)),), 3), enabled=False)
    analysis = analyse(Network((off, *lenet().nodes)), DIGIT, 10)
    assert analysis.problems == ()
    assert analysis.parameters == 61_706
    assert analysis.instances["noff00"].output == DIGIT
    assert "nconv0@0" not in analysis.instances


def test_an_empty_network_is_the_identity():
    assert analyse(Network(), (10,), 10).problems == ()
    assert analyse(Network(), DIGIT, 10).output == DIGIT
    assert [problem.kind for problem in analyse(Network(), DIGIT, 10).problems] == ["output"]


def test_an_empty_repeat_and_an_empty_residual_change_nothing():
    analysis = analyse(stack(Repeat((), 5), Residual(), layers.Flatten(), layers.Linear()), DIGIT, 10)
    assert analysis.problems == ()


@pytest.mark.parametrize(
    ("shape", "batch", "kinds"),
    [((84,), 1, ["one value"]), ((84,), 2, []), ((84,), None, []), ((84, 1, 1), 1, ["one value"]), ((84, 1, 2), 1, [])],
)
def test_batch_norm_needs_two_values_for_each_channel(shape, batch, kinds):
    network = stack(layers.BatchNorm(), layers.Flatten(), layers.Linear())
    assert [problem.kind for problem in analyse(network, shape, 10, batch).problems] == kinds


@pytest.mark.parametrize("around", [False, True])
def test_frozen_batch_norm_takes_single_values(around):
    norm = Node("nnorm0", layers.BatchNorm(), trainable=around)
    first = Node("nblock", Residual((norm,)), trainable=not around) if around else norm
    network = Network((first, Node("nlast0", layers.Linear())))
    assert analyse(network, (84,), 10, batch=1).problems == ()


def test_what_would_be_too_large_is_a_problem_and_not_an_overflow():
    network = stack(layers.AdaptiveAvgPool2d((4096, 4096)), layers.Conv2d(4096))
    (problem,) = analyse(network, PHOTO, 10).problems
    assert (problem.node, problem.kind) == ("n00001", "too large")
    assert "4096×4094×4094" in problem.why
    assert "3×4096×4096" in problem.why


@pytest.mark.parametrize("shape", [(), (3, 32), (0, 28, 28), (1, 2, 3, 4)])
def test_an_input_that_is_no_image_is_a_problem(shape):
    assert [problem.kind for problem in analyse(lenet(), shape, 10).problems] == ["input"]


def test_repeats_in_repeats_without_end_are_refused_before_they_are_measured():
    new_id = counted_ids()
    op = layers.ReLU()
    for _ in range(16):
        op = Repeat(nodes(new_id, op), 256)
    analysis = analyse(stack(op, new_id=new_id), DIGIT, 10)
    assert [problem.kind for problem in analysis.problems] == ["too many"]
    assert len(analysis.instances) == 0


def test_more_nesting_than_a_file_may_have_is_a_problem():
    new_id, op = counted_ids(), layers.ReLU()
    for _ in range(17):
        op = Residual(nodes(new_id, op))
    assert [problem.kind for problem in analyse(stack(op, new_id=new_id), DIGIT, 10).problems] == ["too deep"]


def test_refuse_says_where_why_and_what_to_do():
    with pytest.raises(NetworkError) as raised:
        refuse(analyse(stack(layers.Conv2d(6), layers.Linear()), DIGIT, 10))
    assert str(raised.value) == (
        "Layer 2 (Linear): A linear layer needs a vector, such as the 4056 values of a Flatten, but gets maps of "
        "6×26×26. Insert Flatten before it."
    )
    refuse(analyse(lenet(), DIGIT, 10))


@given(cases())
def test_what_is_remembered_changes_nothing(case):
    network, shape, classes = case
    before = analyse(network, shape, classes)
    forget()
    fresh = analyse(network, shape, classes)
    assert fresh is not before
    assert dict(fresh.instances) == dict(before.instances)
    assert fresh.problems == before.problems
    assert fresh.parameters == before.parameters


@given(cases())
def test_totals_are_the_sums_over_the_layers(case):
    analysis = analyse(*case)
    plain = [one for one in analysis.instances.values() if not isinstance(one.node.op, Repeat | Residual)]
    assert analysis.parameters == sum(one.parameters for one in plain)
    assert analysis.multiply_adds == sum(one.multiply_adds for one in plain)
    assert analysis.activations == sum(one.activations for one in plain)


@given(cases())
def test_a_network_without_a_problem_is_known_throughout(case):
    network, shape, classes = case
    analysis = analyse(network, shape, classes)
    unknown = [one for one in analysis.instances.values() if one.output is None]
    if analysis.problems:
        assert unknown or analysis.problems[-1].kind == "output"
    else:
        assert not unknown
        assert analysis.output == (classes,)


def test_an_edit_measures_only_what_it_touches():
    network = resnet(18)
    analyse(network, PHOTO, 10)
    before = measuring.measure.cache_info().misses
    conv = next(node for node in network if isinstance(node.op, layers.Conv2d))
    analyse(network.change({conv.id}, bias=True), PHOTO, 10)
    assert measuring.measure.cache_info().misses - before == 1
    analyse(network.insert(Gap(None, 3), (Node("nextra", layers.Dropout2d()),)), PHOTO, 10)
    assert measuring.measure.cache_info().misses - before == 2


@pytest.mark.parametrize("freeze", ["layer", "block"])
def test_a_network_whose_every_weight_is_frozen_cannot_be_trained(freeze):
    block = Node("nb10c0", Repeat((Node("nc0000", layers.Conv2d(4, (3, 3), padding="same")),)))
    network = Network((block, Node("nf0000", layers.Flatten()), Node("n11000", layers.Linear(), trainable=False)))
    refuse_untrainable(analyse(network, DIGIT, 10))
    frozen = network.change_node(["nb10c0" if freeze == "block" else "nc0000"], trainable=False)
    with pytest.raises(NetworkError, match="No layer has weights to train"):
        refuse_untrainable(analyse(frozen, DIGIT, 10))
