"""What a network says, by name, without leaving a trace in it."""

import pytest
import torch

from engine.data.batches.normalise import Normaliser
from engine.model.building import build
from engine.model.net import Net
from engine.network.layers import BatchNorm, Dropout, Flatten, Linear
from engine.prediction.answer import predict, top
from tests.engine.model.stacks import stack

PLAIN = Normaliser((0.5,), (0.5,))


def small_net() -> Net:
    return build(stack(Flatten(), BatchNorm(), Dropout(0.5), Linear()), (1, 4, 4), 3)


def images(count: int) -> torch.Tensor:
    return torch.randint(0, 256, (count, 1, 4, 4), dtype=torch.uint8)


def test_probabilities_are_those_of_evaluation_whatever_the_number_of_images():
    net, x = small_net(), images(600)
    got = predict(net, PLAIN, x)
    assert (got.shape, got.dtype) == ((600, 3), torch.float32)
    torch.testing.assert_close(got, net.eval()(PLAIN(x)).softmax(1))
    torch.testing.assert_close(predict(net, PLAIN, x[:1]), got[:1])
    assert predict(net, PLAIN, x[:0]).shape == (0, 3)


@pytest.mark.parametrize("training", [True, False])
def test_the_network_is_left_as_it_was(training):
    net = small_net().train(training)
    before = {name: value.clone() for name, value in net.state_dict().items()}
    predict(net, PLAIN, images(8))
    assert net.training == training
    assert all(torch.equal(value, before[name]) for name, value in net.state_dict().items())


def test_a_network_without_weights_can_be_asked_too():
    got = predict(build(stack(Flatten()), (1, 4, 4), 16), PLAIN, images(2))
    torch.testing.assert_close(got.sum(1), torch.ones(2))


def test_the_most_probable_classes_come_first_and_equals_in_order():
    best = top(torch.tensor([0.2, 0.4, 0.2, 0.2]), ["a", "b", "c", "d"])
    assert [name for name, _ in best] == ["b", "a", "c"]
    assert best[0][1] == pytest.approx(0.4)
    assert len(top(torch.tensor([0.5, 0.5]), ["a", "b"], 5)) == 2
