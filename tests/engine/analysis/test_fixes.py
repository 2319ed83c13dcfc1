"""Fixes: each mends the very problem it is offered for, and every kind of mistake has one."""

import pytest
from hypothesis import given

from engine.analysis.analysis import analyse
from engine.network import layers
from engine.network.network import Network, duplicated_id
from engine.network.nodes import Repeat, Residual, random_ids
from tests.engine.network.stacks import lenet, nodes, stack
from tests.engine.network.strategies import cases, counted_ids

DIGIT, PHOTO = (1, 28, 28), (3, 32, 32)
HEAD = (layers.Flatten(), layers.Linear())
CONV = layers.Conv2d(8, padding=(1, 1))


def fixed(network, shape, text, batch=None):
    """The analysis after the fix of this text of the first problem."""
    (fix,) = [fix for fix in analyse(network, shape, 10, batch).problems[0].fixes if fix.text == text]
    return analyse(fix.apply(network, random_ids(0)), shape, 10, batch)


def ops(analysis):
    return [node.op for node in analysis.network.nodes]


@pytest.mark.parametrize(
    ("layers_", "text", "after"),
    [
        ((CONV, layers.Linear()), "Insert Flatten before it", (CONV, *HEAD)),
        (
            (CONV, layers.Linear()),
            "Insert global average pooling before it",
            (CONV, layers.GlobalAvgPool(), layers.Linear()),
        ),
        ((*HEAD, CONV), "Remove it", HEAD),
        ((layers.Flatten(), CONV, layers.Linear()), "Move it before Flatten", (CONV, *HEAD)),
        ((HEAD[0], layers.Dropout2d(0.3), HEAD[1]), "Make it Dropout", (HEAD[0], layers.Dropout(0.3), HEAD[1])),
        ((layers.Conv2d(8, (40, 40)), *HEAD), "Set kernel to 28", (layers.Conv2d(8, (28, 28)), *HEAD)),
        (
            (layers.Conv2d(8, (40, 30)), *HEAD),
            "Set padding to 6×1",
            (layers.Conv2d(8, (40, 30), padding=(6, 1)), *HEAD),
        ),
        (
            (layers.Conv2d(8, (40, 40)), *HEAD),
            "Set padding to “same”",
            (layers.Conv2d(8, (40, 40), padding="same"), *HEAD),
        ),
        ((layers.Conv2d(8, dilation=(20, 20)), *HEAD), "Set dilation to 1", (layers.Conv2d(8), *HEAD)),
        ((layers.MaxPool2d((30, 30)), *HEAD), "Set kernel to 28", (layers.MaxPool2d((28, 28)), *HEAD)),
        ((layers.Conv2d(8, groups=3), *HEAD), "Set groups to 1", (layers.Conv2d(8), *HEAD)),
        (
            (layers.Conv2d(9), layers.Conv2d(8, groups=3), *HEAD),
            "Set filters to 9",
            (layers.Conv2d(9), layers.Conv2d(9, groups=3), *HEAD),
        ),
        (
            (layers.Conv2d(8, (5, 5), (2, 2), "same"), *HEAD),
            "Set stride to 1",
            (layers.Conv2d(8, (5, 5), (1, 1), "same"), *HEAD),
        ),
        (
            (layers.Conv2d(8, (5, 5), (2, 2), "same"), *HEAD),
            "Set padding to 2",
            (layers.Conv2d(8, (5, 5), (2, 2), (2, 2)), *HEAD),
        ),
        ((layers.MaxPool2d(padding=(2, 2)), *HEAD), "Set padding to 1", (layers.MaxPool2d(padding=(1, 1)), *HEAD)),
        ((CONV, layers.PadChannels(4), *HEAD), "Set channels to 8", (CONV, layers.PadChannels(8), *HEAD)),
        ((layers.Flatten(), layers.Linear(84)), "Set units of Linear to “classes”", HEAD),
        (
            (layers.Flatten(), layers.Linear(84), layers.ReLU()),
            "Add Linear (classes) at the end",
            (layers.Flatten(), layers.Linear(84), layers.ReLU(), layers.Linear()),
        ),
        ((CONV,), "Add Flatten and Linear (classes) at the end", (CONV, *HEAD)),
        (
            (CONV,),
            "Add global average pooling and Linear (classes) at the end",
            (CONV, layers.GlobalAvgPool(), layers.Linear()),
        ),
        (
            (layers.Conv2d(10, (28, 28)),),
            "Add Flatten at the end",
            (layers.Conv2d(10, (28, 28)), layers.Flatten()),
        ),
        ((), "Add Flatten and Linear (classes) at the end", HEAD),
        ((Repeat((), 5), *HEAD, layers.Linear(3)), "Set units of Linear to “classes”", (Repeat((), 5), *HEAD, HEAD[1])),
    ],
)
def test_a_fix_does_what_it_says_and_leaves_a_network_that_runs(layers_, text, after):
    analysis = fixed(stack(*layers_), DIGIT, text)
    assert ops(analysis) == list(after)
    assert analysis.problems == ()


def test_single_values_are_mended_by_removing_batch_norm():
    assert ops(fixed(stack(HEAD[0], layers.BatchNorm(), HEAD[1]), DIGIT, "Remove it", batch=1)) == list(HEAD)


def widening(stride=(2, 2), padding=(1, 1)):
    new_id = counted_ids()
    body = nodes(new_id, layers.Conv2d(8, stride=stride, padding=padding), layers.ReLU())
    return stack(Residual(body), *HEAD, new_id=new_id)


@pytest.mark.parametrize("shape", [(3, 32, 32), (3, 31, 7), (3, 2, 3)])
@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("Pad the channels in its shortcut", [layers.MaxPool2d, layers.PadChannels]),
        ("Make its shortcut a projection", [layers.Conv2d, layers.BatchNorm]),
    ],
)
def test_a_shortcut_is_made_to_fit(shape, text, kinds):
    analysis = fixed(widening(), shape, text)
    assert analysis.problems == ()
    assert [type(node.op) for node in analysis.network.nodes[0].op.shortcut] == kinds


def test_at_stride_1_only_the_channels_are_padded():
    analysis = fixed(widening(stride=(1, 1)), PHOTO, "Pad the channels in its shortcut")
    assert [node.op for node in analysis.network.nodes[0].op.shortcut] == [layers.PadChannels(8)]


def test_a_body_without_padding_is_made_to_keep_its_size():
    text = "Set padding in its body to “same” and pad the channels in its shortcut"
    assert fixed(widening(stride=(1, 1), padding=(0, 0)), PHOTO, text).problems == ()


def test_a_shortcut_to_a_vector_becomes_a_linear_projection():
    new_id = counted_ids()
    network = stack(Residual(nodes(new_id, layers.GlobalAvgPool())), layers.Linear(), new_id=new_id)
    assert fixed(network, PHOTO, "Make its shortcut a linear projection").problems == ()


def test_a_shortcut_that_only_disturbs_is_emptied():
    new_id = counted_ids()
    block = Residual(nodes(new_id, CONV), nodes(new_id, layers.MaxPool2d()))
    analysis = fixed(stack(CONV, block, *HEAD, new_id=new_id), PHOTO, "Remove the layers of its shortcut")
    assert analysis.network.nodes[1].op == Residual(block.body)


def test_unequal_paths_are_named_both():
    (problem,) = analyse(widening(), PHOTO, 10).problems
    assert "8×16×16" in problem.why
    assert "3×32×32" in problem.why


def test_a_problem_in_a_later_copy_says_so_and_can_be_mended_by_fewer_copies():
    new_id = counted_ids()
    network = stack(Repeat(nodes(new_id, layers.Conv2d(8, (5, 5), (2, 2))), 4), *HEAD, new_id=new_id)
    (problem,) = analyse(network, DIGIT, 10).problems
    assert problem.address == "n00000@2"
    assert problem.why.startswith("In copy 3: the kernel of 5×5 is larger than the 4×4")
    assert fixed(network, DIGIT, "Repeat it only 2 times").network.nodes[0].op.times == 2


def test_too_many_copies_are_reduced():
    new_id = counted_ids()
    inner = Repeat(nodes(new_id, layers.ReLU()), 256)
    network = stack(Repeat(nodes(new_id, inner), 256), *HEAD, new_id=new_id)
    (problem,) = analyse(network, DIGIT, 10).problems
    assert "65,795" in problem.why
    assert problem.fixes
    assert all(not analyse(fix.apply(network), DIGIT, 10).problems for fix in problem.fixes)


def test_fixes_that_leave_fewer_problems_come_first():
    network = stack(layers.Flatten(), CONV, layers.MaxPool2d(), layers.Linear())
    problem = analyse(network, DIGIT, 10).problems[0]
    left = [len(analyse(fix.apply(network), DIGIT, 10).problems) for fix in problem.fixes]
    assert left == sorted(left)


def test_a_fix_needs_no_ids_given():
    network = stack(CONV, layers.Linear())
    after = analyse(network, DIGIT, 10).problems[0].fixes[0].apply(network)
    assert duplicated_id(after) is None
    assert len(after.ids) == 3


@given(cases())
def test_every_problem_of_a_layer_has_a_fix_and_every_fix_mends_it(case):
    network, shape, classes = case
    for problem in analyse(network, shape, classes, batch=2).problems:
        assert problem.why.endswith(".")
        assert problem.fixes
        for fix in problem.fixes:
            after = fix.apply(network, random_ids(1, network.ids))
            assert duplicated_id(after) is None
            left = analyse(after, shape, classes, batch=2).problems
            assert all(other.address != problem.address or other.why != problem.why for other in left)


def test_fixes_are_looked_for_once():
    (problem,) = analyse(Network(lenet().nodes[:-1]), DIGIT, 10).problems
    assert problem.fixes is problem.fixes


def test_a_fix_whose_place_has_gone_changes_nothing():
    network = stack(CONV, layers.Linear())
    later = network.remove({"n00001"})
    assert analyse(network, DIGIT, 10).problems[0].fixes[0].apply(later) is later
