"""Where values lie and where they go: held against what changes when one of them does."""

import pytest
import torch
from hypothesis import HealthCheck, given, settings

from engine.analysis.analysis import analyse
from engine.analysis.wiring import wiring
from engine.errors import InputError
from engine.inspection.arithmetic.explanation import Place
from engine.inspection.arithmetic.path import path
from engine.inspection.arithmetic.places import forward_of
from engine.inspection.arithmetic.seen import seen_of_image
from engine.inspection.arithmetic.windows import window_in, window_out
from engine.network.layers import Activation, Conv2d, Flatten, GlobalAvgPool, Linear, Softmax
from engine.network.nodes import LAYERS
from tests.engine.inspection.arithmetic.lively import an_image, lively, some_places
from tests.engine.model.stacks import IMAGE, lenet, resnet, stack
from tests.engine.network.strategies import cases
from tests.engine.settings_of import named
from tests.engine.test_every_layer import CLASSES, around, fitting
from tests.engine.test_every_layer import IMAGE as SMALL
from tests.examples import examples


def places_of(region):
    sides = [side for side in (region.rows, region.columns) if side]
    grid = torch.cartesian_prod(*(torch.tensor(list(side)) for side in (region.channels, *sides)))
    return set(map(tuple, grid.reshape(len(grid), -1).tolist()))


def changed(layer, given_, index):
    """Where the output is another when the value at `index` of the input is much larger."""
    poked = given_.clone()
    poked[(0, *index)] += 1000.0
    with torch.no_grad():
        differs = layer(poked) != layer(given_)
    return set(map(tuple, differs[0].nonzero().tolist()))


@pytest.mark.parametrize("kind", LAYERS, ids=named)
def test_a_value_goes_where_it_changes_something_and_comes_from_there(kind):
    for op, fits in fitting(kind):
        network = around(op, fits)
        shape = analyse(network, SMALL, CLASSES).instances["n00001"].input
        net = lively(network, SMALL, CLASSES)
        layer, given_ = net.layers[network.nodes[1].id], an_image(shape)
        output = op.output(shape, CLASSES)
        for index in some_places(shape, 3):
            region = window_out(op, shape, output, index)
            told = places_of(region) if region.channels else set()
            found = changed(layer, given_, index)
            assert found <= told, (op, index)
            if not issubclass(kind, Activation):
                assert found == told, (op, index)
            for place in list(told)[:5]:
                assert index in places_of(window_in(op, shape, place)), (op, index, place)


@settings(max_examples=examples(40), deadline=None, suppress_health_check=list(HealthCheck), database=None)
@given(cases())
def test_nothing_of_the_image_outside_of_what_a_value_sees_matters(case):
    network, shape, classes = case
    analysis = analyse(network, shape, classes)
    if analysis.problems:
        return
    net = lively(network, shape, classes).double()
    for at, one in list(analysis.instances.items())[-6:]:
        index = some_places(one.output, 1)[-1]
        seen = seen_of_image(analysis, wiring(analysis), at, index)
        x = an_image(shape).double().requires_grad_()
        value = net.run(x, {at})[at][(0, *index)]
        if value.grad_fn is None:
            continue
        value.backward()
        outside = torch.ones(shape[1:], dtype=torch.bool)
        if seen.rows and seen.columns:
            outside[seen.rows[0] : seen.rows[-1] + 1, seen.columns[0] : seen.columns[-1] + 1] = False
        assert not (x.grad[0] if x.grad is not None else torch.zeros(shape))[:, outside].any(), (at, index, seen)


def test_a_flattened_unit_sees_what_it_saw_in_its_map():
    analysis = analyse(lenet(), IMAGE, 10)
    seen = seen_of_image(analysis, wiring(analysis), "n00008", (0,))
    assert (seen.rows, seen.columns) == (tuple(range(14)), tuple(range(14)))
    whole = seen_of_image(analysis, wiring(analysis), "n00009", (0,))
    assert whole.rows == tuple(range(28))


def test_a_vector_has_no_part_of_an_image_that_is_seen():
    network = stack(Linear())
    assert seen_of_image(analyse(network, (4,), 3), wiring(analyse(network, (4,), 3)), "n00000", (0,)) is None


def test_a_softmax_of_a_flattened_map_sees_all_that_the_map_saw():
    network = stack(Conv2d(2), Flatten(), Softmax(), Linear())
    analysis = analyse(network, (1, 6, 6), 3)
    assert seen_of_image(analysis, wiring(analysis), "n00002", (0,)).rows == tuple(range(6))
    assert seen_of_image(analysis, wiring(analysis), "n00001", (0,)).rows == (0, 1, 2)


def test_a_value_before_a_block_goes_into_its_layers_and_into_its_sum():
    analysis = analyse(resnet(), (3, 32, 32), 10)
    uses = forward_of(analysis, "nsrelu", (3, 8, 8))
    assert [use.address for use in uses] == ["naca00@0", "na0000@0"]
    assert uses[0].region == (range(16), (7, 8, 9), (7, 8, 9))
    assert uses[1].region == (range(3, 4), (8,), (8,))


def test_a_pixel_goes_into_the_first_layer_and_an_answer_nowhere():
    analysis = analyse(lenet(), IMAGE, 10)
    assert forward_of(analysis, None, (0, 0, 0))[0].region == (range(6), (0, 1, 2), (0, 1, 2))
    assert forward_of(analysis, "n00013", (3,)) == ()


def test_what_no_window_reaches_goes_nowhere():
    network = stack(Conv2d(2), Conv2d(2, (1, 1), (2, 2)), GlobalAvgPool(), Linear())
    analysis = analyse(network, (1, 6, 6), 3)
    assert forward_of(analysis, "n00000", (0, 1, 2)) == ()
    assert forward_of(analysis, "n00000", (0, 2, 2))[0].region.rows == (1,)


def test_a_path_holds_the_convolution_its_activation_and_the_pooling():
    analysis = analyse(lenet(), IMAGE, 10)
    for at, index in (("n00000", (3, 9, 4)), ("n00001", (3, 9, 4))):
        assert path(analysis, Place(at, index)) == (
            ("n00000", (3, 9, 4)),
            ("n00001", (3, 9, 4)),
            ("n00002", (3, 4, 2)),
        )
    assert path(analysis, Place("n00013", (4,))) == (("n00013", (4,)),)
    assert path(analysis, Place("n00008", (399,)))[0] == ("n00006", (15, 4, 4))


def test_a_path_of_a_repeat_is_that_of_its_last_layer():
    analysis = analyse(resnet(), (3, 32, 32), 10)
    found = path(analysis, Place("none00", (1, 2, 3)))
    assert [one.address for one in found][:2] == ["na0000@2", "narelu@2"]


def test_a_broken_network_is_known_before_its_problem_only():
    network = stack(Conv2d(2), Linear(), Conv2d(2))
    analysis = analyse(network, (1, 6, 6), 3)
    assert path(analysis, Place("n00000", (0, 1, 1))) == (("n00000", (0, 1, 1)),)
    assert forward_of(analysis, "n00000", (0, 1, 1)) == ()
    with pytest.raises(InputError, match="no such layer"):
        forward_of(analysis, "n00001", (0,))


@pytest.mark.parametrize(
    ("kernel", "dilation", "size", "at", "rows"),
    [
        (2, 3, 5, 0, (2,)),  # taps −1 and 2
        (2, 9, 5, 2, ()),  # taps −2 and 7
        (3, 2, 7, 3, (2, 3, 4, 5, 6)),  # taps 2, 4 and 6
    ],
)
def test_where_a_dilated_kernel_reaches_beyond_the_border_only_what_is_under_a_tap_is_seen(
    kernel, dilation, size, at, rows
):
    padding = {2: 1, 3: 1}[kernel] if dilation != 9 else 4
    conv = Conv2d(1, kernel=(kernel, kernel), dilation=(dilation, dilation), padding=(padding, padding))
    analysis = analyse(stack(conv), (1, size, size), 3)
    seen = seen_of_image(analysis, wiring(analysis), "n00000", (0, at, at))
    assert tuple(seen.rows) == rows
