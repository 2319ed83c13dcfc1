"""Evaluation counts every image once and leaves the network and the dice as they were."""

import hypothesis.strategies as st
import numpy as np
import pytest
import torch
from hypothesis import given
from hypothesis.extra.numpy import arrays

from engine.data.batches.normalise import Normaliser
from engine.data.dataset import whole
from engine.data.store import load
from engine.events import MATRIX_CLASSES
from engine.metrics.confusion import counted
from engine.model.building import build
from engine.model.weights import copy_tensors
from engine.network import layers as kinds
from engine.runs.kept.predictions import mean_loss, share_right
from engine.training.steps.evaluation import evaluate
from engine.training.steps.losses import squared_error
from tests.engine.training.small import EVERYTHING, equal, network, project

HALF = Normaliser((0.5,), (0.5,))


def net_and_split():
    return build(network(*EVERYTHING), (1, 28, 28), 10).train(), load(project().data).test


def test_it_equals_one_large_batch():
    net, split = net_and_split()
    found = evaluate(net, split, HALF)
    net.eval()
    logits = net(HALF(split.images))
    torch.testing.assert_close(found.loss, torch.nn.functional.cross_entropy(logits, split.labels).item())
    squared = squared_error(logits, split.labels, None, 0.0).item()
    torch.testing.assert_close(found.squared_error, squared, rtol=1e-4, atol=1e-6)
    assert (found.trained_loss("cross-entropy"), found.trained_loss("squared-error")) == (None, found.squared_error)
    assert found.confusion.images == len(split)
    assert found.confusion.images_of_class.tolist() == torch.bincount(split.labels, minlength=10).tolist()
    assert found.accuracy == (logits.argmax(1) == split.labels).double().mean().item()


def test_nothing_is_changed():
    net, split = net_and_split()
    before, dice = copy_tensors(net), torch.get_rng_state()
    assert evaluate(net, split, HALF) is not None
    assert net.training
    assert equal(before, copy_tensors(net))
    assert torch.equal(dice, torch.get_rng_state())


def test_it_ends_when_told_and_restores_the_mode():
    net, split = net_and_split()
    asked = []
    assert evaluate(net, split, HALF, lambda done: asked.append(done) or done < 1000) is None
    assert asked == [0, 500, 1000]
    assert net.training


def evaluated(logits, labels):
    """What is recorded of a network that gives these logits (images, classes)."""
    table = torch.tensor(logits)
    net = build(network(kinds.Flatten(), kinds.Linear()), (1, 1, len(labels)), table.shape[1])
    images = torch.zeros(len(labels), 1, 1, len(labels), dtype=torch.uint8)
    net.register_forward_hook(lambda *_: table)
    split = whole(images, torch.tensor(labels))
    return evaluate(net, split, Normaliser((0.0,), (1.0,)))


def test_every_image_has_its_answer_the_rank_of_the_truth_and_both_probabilities():
    found = evaluated([[3.0, 1.0, 2.0], [3.0, 1.0, 2.0], [3.0, 1.0, 2.0]], [0, 1, 2])
    shares = torch.tensor([3.0, 1.0, 2.0]).softmax(0).numpy()
    assert found.predicted["predicted"].tolist() == [0, 0, 0]
    assert found.predicted["rank"].tolist() == [1, 3, 2]
    np.testing.assert_allclose(found.predicted["probability"], shares[[0, 0, 0]], rtol=1e-6)
    np.testing.assert_allclose(found.predicted["truth"], shares, rtol=1e-6)
    assert found.accuracy == pytest.approx(1 / 3)
    assert found.rows == ((1, 0, 0), (1, 0, 0), (1, 0, 0))


def test_of_equal_classes_the_first_leads_in_answer_and_rank():
    found = evaluated([[1.0, 1.0, 0.0], [1.0, 1.0, 0.0], [0.0, 0.0, 0.0]], [0, 1, 2])
    assert found.predicted["predicted"].tolist() == [0, 0, 0]
    assert found.predicted["rank"].tolist() == [1, 2, 3]


@given(
    arrays(np.float32, st.tuples(st.integers(1, 6), st.integers(1, 5)), elements=st.sampled_from(
        [0.0, 1.0, -2.0, 200.0, float("inf"), float("-inf"), float("nan")]
    )),
    st.data(),
)  # fmt: skip
def test_the_truth_has_rank_1_just_where_it_is_the_answer_also_where_logits_are_no_numbers(logits, data):
    images, classes = logits.shape
    labels = data.draw(st.lists(st.integers(0, classes - 1), min_size=images, max_size=images))
    found = evaluated(logits, labels)
    predicted, ranks = found.predicted["predicted"], found.predicted["rank"]
    assert ((predicted == labels) == (ranks == 1)).all()
    assert ((ranks >= 1) & (ranks <= classes)).all()
    numbers = ~np.isnan(logits).any(1)
    assert (predicted == logits.argmax(1))[numbers].all()
    assert found.confusion.images == images
    assert found.accuracy == found.confusion.right.sum() / images


def test_the_figures_come_from_the_records():
    net, split = net_and_split()
    found = evaluate(net, split, HALF)
    labels, predicted = split.labels.numpy(), found.predicted
    assert len(predicted) == len(split)
    assert found.accuracy == share_right(predicted) == (predicted["predicted"] == labels).mean()
    assert found.rows == counted(labels, predicted["predicted"].astype(np.int64), 10).rows()
    assert mean_loss(predicted) == pytest.approx(found.loss, rel=1e-5)
    assert (predicted["probability"] >= predicted["truth"]).all()


@pytest.mark.parametrize("classes", [MATRIX_CLASSES, MATRIX_CLASSES + 1])
def test_the_matrix_of_many_classes_is_in_no_event(classes):
    found = evaluated([[float(i == j) for j in range(classes)] for i in range(3)], [0, 1, 2])
    assert found.confusion.mistakes == 0
    assert len(found.rows) == (classes if classes == MATRIX_CLASSES else 0)
