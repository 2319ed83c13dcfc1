"""What the analysis says about tensors is what torch makes of the network, and what a transfer keeps."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.analysis.analysis import analyse
from engine.analysis.kept_weights import Tally, sources, tally
from engine.analysis.tensor_shapes import _of_layer, tensor_shapes
from engine.errors import LayerscopeError, NetworkError
from engine.model.building import build_prefix, unset
from engine.model.modules import module_of
from engine.model.transfer import transfer
from engine.model.weights import named_tensors, split_name
from engine.network.layers import BatchNorm, Conv2d, Linear
from engine.network.nodes import LAYERS, Repeat
from engine.network.shapes import Misfit
from engine.project.recipes import NAMES, read_recipe
from tests.engine.network.strategies import any_layer, cases, counted_ids, image_shapes

SHAPES = st.one_of(image_shapes(), st.tuples(st.integers(1, 12)))


def shapes_of(tensors):
    """By layer, as torch has them."""
    found = {}
    for name, tensor in tensors.items():
        at, own = split_name(name)
        found.setdefault(at, {})[own] = tuple(tensor.shape)
    return found


def in_order(shapes):
    return [(at, list(tensors.items())) for at, tensors in shapes.items()]


def built(analysis):
    """The tensors of what of a network can be built."""
    return named_tensors(build_prefix(analysis))


@given(op=any_layer(), shape=SHAPES, classes=st.integers(2, 6))
def test_every_layer_has_the_tensors_of_its_module(op, shape, classes):
    if isinstance(op.output(shape, classes), Misfit):
        return
    module = module_of(op, shape, classes)
    tensors = {**dict(module.named_parameters()), **dict(module.named_buffers())}
    known = _of_layer(op, shape, classes) if op.parameters(shape, classes) else {}
    assert {name: tuple(tensor.shape) for name, tensor in tensors.items()} == known


@pytest.mark.parametrize("kind", LAYERS, ids=lambda kind: kind.__name__)
def test_no_kind_of_layer_is_forgotten(kind):
    fits = next(shape for shape in ((8, 12, 12), (8,)) if not isinstance(kind().output(shape, 5), Misfit))
    known = bool(kind().parameters(fits, 5))
    assert known == bool(list(module_of(kind(), fits, 5).state_dict()))
    assert known == (kind in (Conv2d, Linear, BatchNorm))


@given(cases())
def test_a_network_has_the_tensors_that_torch_makes_in_that_order(case):
    analysis = analyse(*case)
    assert in_order(tensor_shapes(analysis)) == in_order(shapes_of(built(analysis)))


@pytest.mark.parametrize("name", NAMES)
def test_the_recipes_do(name):
    project = read_recipe(name)
    net = unset(project.network, project.facts.shape, len(project.facts.classes))
    known = tensor_shapes(analyse(project.network, project.facts.shape, len(project.facts.classes)))
    assert in_order(known) == in_order(shapes_of(named_tensors(net)))


def check_tally(shown, document):
    """The tally is what a transfer reports, or would report of what can be built."""
    found, old = tally(shown, document), built(shown)
    try:
        _, report = transfer(old, document.network, document.input, document.classes)
    except NetworkError:
        assert document.problems
        new = shapes_of(built(document))
        assert found == Tally(len(sources(shapes_of(old), new)), len(new))
    else:
        assert found == Tally(len(report.kept), len(report.kept) + len(report.made_anew))


@given(cases(), cases())
def test_any_two_networks_are_tallied_as_they_are_transferred(one, other):
    """Their ids are counted from the same number, so that addresses meet that know nothing of each other."""
    check_tally(analyse(*one), analyse(*other))


def edits(network):
    """Networks an edit away from this one."""
    new_id = counted_ids()
    ids = sorted(network.ids)
    taken = {new_id() for _ in range(200)}  # beyond the ids that the network has
    assert network.ids <= taken
    return st.one_of(
        st.sampled_from(ids).map(lambda node: network.remove({node})),
        st.sampled_from(ids).map(network.unwrap),
        st.tuples(st.sampled_from(ids), st.integers(1, 3)).map(
            lambda drawn: network.wrap({drawn[0]}, Repeat(times=drawn[1]), new_id)
        ),
        st.sampled_from(ids).map(lambda node: network.duplicate({node}, new_id)),
        st.tuples(st.sampled_from(ids), any_layer()).map(lambda drawn: with_layer(network, *drawn)),
    )


def with_layer(network, node_id, layer):
    return network.replace(type(network.find(node_id))(node_id, layer))


@given(st.data(), cases())
def test_an_edited_network_is_tallied_as_it_is_transferred(data, case):
    network, shape, classes = case
    if not network.nodes:
        return
    try:
        edited = data.draw(edits(network))
    except LayerscopeError:  # blocks too deep
        return
    before, after = analyse(network, shape, classes), analyse(edited, shape, classes)
    check_tally(before, after)
    check_tally(after, before)
