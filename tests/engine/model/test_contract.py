"""The contract of the analysis: what it accepts runs in torch, with the shapes and parameters it says."""

from collections import Counter

import pytest
import torch
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from engine.analysis.analysis import analyse
from engine.errors import NetworkError
from engine.model.building import build
from engine.model.modules import module_of
from engine.network.shapes import Misfit
from tests.engine.network.strategies import any_layer, cases, image_shapes
from tests.examples import examples

NETWORKS = examples(400)
LAYERS = examples(300)

# Why the analysis refuses layers that torch would run; its module says so too.
STRICTER = {
    "needs maps",  # torch reads (batch, features) as one image, or takes dropout of vectors
    "needs vector",  # torch applies a linear layer to the last side of the maps
    "channels",  # padding with fewer channels than there are would cut some off
    "same",  # torch refuses when the layer is made; ours computes the padding in numbers
}

quietly = settings(suppress_health_check=list(HealthCheck), database=None)


def agrees_with_torch(network, shape, classes):
    """Builds and runs an accepted network and holds every instance against what the analysis says of it."""
    analysis = analyse(network, shape, classes, batch=2)
    net, images = build(network, shape, classes), torch.zeros(2, *shape)
    promised = {at: instance.output for at, instance in analysis.instances.items()}
    for training in (True, False):
        with torch.no_grad():
            found = net.train(training).run(images, promised)
            assert net(images).shape == (2, classes)
        assert {at: tuple(value.shape[1:]) for at, value in found.items()} == promised
    with torch.no_grad():
        torch.testing.assert_close(net.straight()(images), net(images), rtol=0, atol=0, equal_nan=True)
    for at, layer in net.layers.items():
        assert sum(parameter.numel() for parameter in layer.parameters()) == analysis.instances[at].parameters
    assert sum(parameter.numel() for parameter in net.parameters()) == analysis.parameters
    assert trains_alone(net, shape) is not bool(analyse(network, shape, classes, batch=1).problems)


def trains_alone(net, shape):
    """Whether torch trains on one image: batch norm does not where a channel has one value."""
    try:
        net.train()(torch.zeros(1, *shape))
    except ValueError:
        return False
    return True


@pytest.mark.slow
def test_accepted_networks_run_as_promised_and_the_others_are_refused():
    tally = Counter()

    @settings(quietly, max_examples=NETWORKS)
    @given(cases())
    def check(case):
        network, shape, classes = case
        accepted = not analyse(network, shape, classes, batch=2).problems
        tally[accepted] += 1
        if accepted:
            agrees_with_torch(*case)
        else:
            with pytest.raises(NetworkError):
                build(*case)

    check()
    assert min(tally[True], tally[False]) >= NETWORKS / 5, tally


def runs_in_torch(layer, shape):
    """Whether torch makes this layer and runs it on a batch of two."""
    try:
        module_of(layer, shape, 3).train()(torch.zeros(2, *shape))
    except (RuntimeError, ValueError):
        return False
    return True


@settings(quietly, max_examples=LAYERS)
@given(any_layer(), st.one_of(image_shapes(), st.tuples(st.integers(1, 12))))
def test_layers_are_refused_exactly_where_torch_refuses_them_or_for_a_written_reason(layer, shape):
    output = layer.output(shape, 3)
    if not isinstance(output, Misfit):
        assert runs_in_torch(layer, shape)
    elif output.kind not in STRICTER:
        assert not runs_in_torch(layer, shape)
