"""Every value explained: the working comes to what torch computes, for all layers, all settings and any network."""

from math import isclose

import pytest
import torch
from hypothesis import HealthCheck, given, settings

from engine.analysis.analysis import analyse
from engine.analysis.wiring import wiring
from engine.errors import InputError
from engine.inspection.arithmetic.explaining import all_explained, explained
from engine.inspection.arithmetic.explanation import Place
from engine.inspection.arithmetic.workings import Added, Averaged, Convolved, Largest, Passed, Weighed
from engine.network.layers import Conv2d, Flatten, GlobalAvgPool, Linear, MaxPool2d, ReLU
from engine.network.nodes import LAYERS, Repeat, Residual
from tests.engine.inspection.arithmetic.lively import an_image, hooked, lively, some_places
from tests.engine.inspection.arithmetic.slow_reference import scale, worked_out
from tests.engine.model.stacks import IMAGE, lenet, node, stack
from tests.engine.network.strategies import cases
from tests.engine.settings_of import named
from tests.engine.test_every_layer import CLASSES, around, fitting
from tests.engine.test_every_layer import IMAGE as SMALL
from tests.examples import examples

NEAR = 1e-5  # of the scale of what is summed


@pytest.mark.parametrize("kind", LAYERS, ids=named)
def test_every_layer_with_every_setting_comes_to_what_torch_and_a_slow_reference_say(kind):
    for op, shape in fitting(kind):
        network = around(op, shape)
        net, x = lively(network, SMALL, CLASSES), an_image(SMALL)
        at = network.nodes[1].id
        given_, gave = hooked(net, x)[at]
        places = [Place(at, index) for index in some_places(gave.shape, 6)]
        for one in all_explained(net, x, places):
            index, near = one.place.within, NEAR * scale(op, net.layers[at], given_, one.place.within)
            assert one.value == float(gave[index]), op
            assert isclose(one.working.total, one.value, abs_tol=near), (op, index)
            assert isclose(one.working.total, worked_out(op, net.layers[at], given_, index), abs_tol=near), (op, index)
            assert (one.sources, one.input) == ((network.nodes[0].id,), tuple(given_.shape))


@settings(max_examples=examples(60), deadline=None, suppress_health_check=list(HealthCheck), database=None)
@given(cases())
def test_every_value_of_any_network_comes_to_what_torch_says(case):
    network, shape, classes = case
    analysis = analyse(network, shape, classes)
    if analysis.problems:
        return
    net, x = lively(network, shape, classes), an_image(shape)
    places = [Place(at, i) for at, one in analysis.instances.items() for i in some_places(one.output, 2)]
    with torch.no_grad():
        gave = net.run(x, analysis.instances)
    seen_by_hooks = hooked(net, x)
    for one in all_explained(net, x, places):
        at, index = one.place
        value = float(gave[at][0][index])
        assert one.value == value
        if at in seen_by_hooks:
            assert value == pytest.approx(float(seen_by_hooks[at][1][index]), rel=1e-5, abs=1e-6)
        largest = max([1.0, *(float((x if s is None else gave_of(net, x, s)).abs().max()) for s in one.sources)])
        assert isclose(one.working.total, value, rel_tol=NEAR, abs_tol=NEAR * largest * weight_of(net, one)), one


def gave_of(net, x, at):
    with torch.no_grad():
        return net.run(x, {at})[at]


def weight_of(net, one):
    """What the largest of its inputs may be multiplied by, all in all."""
    layer = net.layers.get(one.place.address)
    weight = None if layer is None else getattr(layer, "weight", None)
    return 1.0 if weight is None else 2 + float(weight[one.place.within[0]].abs().sum()) * 2


def test_a_convolution_shows_patch_kernel_and_products_by_channel():
    network = stack(
        Conv2d(4, (3, 3), padding=(1, 1)), Conv2d(6, (3, 2), (2, 1), (1, 1), (2, 1), 2), Flatten(), Linear()
    )
    net, x = lively(network, (3, 8, 8), 5), an_image((3, 8, 8))
    at = network.nodes[1].id
    one = explained(net, x, at, (4, 0, 2))
    given_ = gave_of(net, x, network.nodes[0].id)[0]
    work = one.working
    assert isinstance(work, Convolved)
    assert (work.first, work.shown) == (2, (2, 3))
    assert work.inside.tolist() == [[False, False], [True, True], [True, True]]
    assert one.window == (range(2, 4), (1, 3), (1, 2))
    torch.testing.assert_close(torch.tensor(work.patches[:, 1:]), given_[2:4][:, [1, 3]][:, :, [1, 2]])
    torch.testing.assert_close(torch.tensor(work.kernels), net.layers[at].weight.detach()[4])
    assert work.products.sum((1, 2)).tolist() == pytest.approx(work.sums.tolist(), rel=1e-5)
    assert one.seen.rows == tuple(range(5))


def test_a_linear_unit_shows_its_largest_terms_and_sums_the_others():
    net, x = lively(lenet(), IMAGE, 10), an_image(IMAGE)
    at = lenet().nodes[9].id
    work = explained(net, x, at, (7,)).working
    assert isinstance(work, Weighed)
    given_, gave = hooked(net, x)[at]
    products = given_ * net.layers[at].weight[7].detach()
    assert list(work.inputs) == products.abs().argsort(descending=True)[: len(work.inputs)].tolist()
    assert len(work.inputs) + work.others == 400
    assert work.rest == pytest.approx(float(products.sum() - products[list(work.inputs)].sum()), abs=1e-5)
    assert work.total == pytest.approx(float(gave[7]), abs=1e-5)


def test_a_pooling_names_its_winner():
    network = stack(MaxPool2d((3, 3), (2, 2), (1, 1)), Flatten(), Linear())
    net, x = lively(network, (2, 6, 6), 3), an_image((2, 6, 6))
    x[0, 1, 3, 2] = 50.0
    one = explained(net, x, network.nodes[0].id, (1, 1, 1))
    assert isinstance(one.working, Largest)
    assert one.working.winner == (3, 2)
    assert one.value == one.working.total == 50.0
    assert one.sources == (None,)


def test_a_block_shows_both_of_its_paths_and_a_repeat_its_last_copy():
    body = (node("conv", Conv2d(2, padding=(1, 1))), node("relu", ReLU()))
    network = stack(Repeat((node("sum", Residual(body)),), 2), Flatten(), Linear())
    net, x = lively(network, (2, 5, 5), 3), an_image((2, 5, 5))
    copied, summed = all_explained(net, x, [Place("n00000", (1, 2, 3)), Place("nsum00@1", (1, 2, 3))])
    assert isinstance(copied.working, Passed)
    assert copied.working.because == "repeat"
    assert copied.sources == ("nsum00@1",)
    assert isinstance(summed.working, Added)
    assert summed.sources == ("nrelu0@1", "nsum00@0")
    assert summed.working.body == float(gave_of(net, x, "nrelu0@1")[0, 1, 2, 3])


def test_what_is_switched_off_passes_its_value_on():
    network = stack(Conv2d(2), Conv2d(2), Flatten(), Linear()).change_node({"n00001"}, enabled=False)
    one = explained(lively(network, (1, 6, 6), 3), an_image((1, 6, 6)), "n00001", (1, 2, 3))
    assert (one.working.because, one.sources, one.working.total) == ("off", ("n00000",), one.value)
    assert wiring(analyse(network, (1, 6, 6), 3)).maker("n00001") == "n00000"


def test_the_answer_for_a_class_has_its_probability():
    net, x = lively(lenet(), IMAGE, 10), an_image(IMAGE)
    one = explained(net, x, lenet().nodes[-1].id, (4,))
    assert one.probability.total == pytest.approx(float(net.probabilities(x)[0, 4]), abs=1e-6)
    assert explained(net, x, lenet().nodes[-2].id, (4,)).probability is None


def test_a_net_that_trains_is_explained_as_it_predicts():
    net, x = lively(lenet(), IMAGE, 10), an_image(IMAGE)
    at = lenet().nodes[9].id
    quiet = explained(net, x, at, (3,)).value
    assert explained(net.train(), x, at, (3,)).value == quiet
    assert net.training


@pytest.mark.parametrize("bad", [float("nan"), float("inf"), float("-inf")])
def test_what_is_no_number_stays_none(bad):
    network = stack(Conv2d(2, padding=(1, 1)), ReLU(), MaxPool2d(), Flatten(), Linear())
    net, x = lively(network, (1, 6, 6), 3), an_image((1, 6, 6))
    x[0, 0, 2, 2] = bad
    for place in [("n00000", (0, 2, 2)), ("n00001", (1, 1, 2)), ("n00002", (0, 1, 1)), ("n00004", (2,))]:
        one = explained(net, x, *place)
        torch.testing.assert_close(one.working.total, one.value, equal_nan=True, rtol=1e-5, atol=1e-5)


def test_a_wide_layer_is_bounded_to_what_a_page_shows():
    network = stack(Conv2d(2048, (1, 1)), Conv2d(4096, (3, 3)), Flatten(), Linear())
    net, x = lively(network, (1, 5, 5), 3), an_image((1, 5, 5))
    one = explained(net, x, "n00001", (4000, 1, 1))
    assert len(one.working.sums) == 2048
    assert one.working.patches.shape == (64, 3, 3)
    assert one.working.total == pytest.approx(one.value, rel=1e-4)
    assert isclose(one.working.total, one.value, abs_tol=NEAR * 2048)


def test_the_mean_of_a_large_map_has_no_grid():
    network = stack(GlobalAvgPool(), Linear())
    work = explained(lively(network, (1, 300, 300), 3), an_image((1, 300, 300)), "n00000", (0,)).working
    assert isinstance(work, Averaged)
    assert (work.patch, work.count) == (None, 90_000)


@pytest.mark.parametrize(
    ("at", "index", "words"),
    [
        ("nnone0", (0, 0, 0), "The network has no such layer. Name one that runs, by its address."),
        ("n00000", (6, 0, 0), r"Convolution gives maps of 6×28×28: it has no value at \(6, 0, 0\)."),
        ("n00000", (3,), r"it has no value at \(3\). Give channel, row and column, each counted from 0."),
        ("n00009", (-1,), "Give one number, from 0 to 119."),
    ],
)
def test_a_value_that_is_not_there_is_a_sentence(at, index, words):
    with pytest.raises(InputError, match=words):
        explained(lively(lenet(), IMAGE, 10), an_image(IMAGE), at, index)
