"""What a step makes smaller: torch's own, with class weights as scikit-learn has them."""

import numpy as np
import pytest
import torch
from sklearn.utils.class_weight import compute_class_weight
from torch import nn

from engine.events import Evaluated, Noted
from engine.project.data.data_settings import DataSettings
from engine.project.data.spoiling import FewImages
from engine.project.training.budgets import Epochs, Steps
from engine.project.training.training_settings import TrainingSettings
from engine.training.steps.class_weights import balanced, in_words
from engine.training.steps.losses import loss_of
from tests.engine.training.small import project, train

WEIGHTS = torch.tensor([0.5, 1.0, 2.0, 4.0])


@pytest.fixture
def batch():
    generator = torch.Generator().manual_seed(1)
    return torch.randn(9, 4, generator=generator), torch.randint(0, 4, (9,), generator=generator)


@pytest.mark.parametrize("weights", [None, WEIGHTS], ids=["equal", "weighted"])
@pytest.mark.parametrize("smoothing", [0.0, 0.2])
class TestLosses:
    def test_cross_entropy_is_torchs(self, batch, smoothing, weights):
        found = loss_of(TrainingSettings(label_smoothing=smoothing), weights)(*batch)
        assert torch.equal(found, nn.CrossEntropyLoss(weights, label_smoothing=smoothing)(*batch))

    def test_the_squared_error_is_of_the_softmax_from_the_smoothed_truth(self, batch, smoothing, weights):
        found = loss_of(TrainingSettings(loss="squared-error", label_smoothing=smoothing), weights)(*batch)
        logits, labels = batch
        truth = (1 - smoothing) * torch.eye(4)[labels] + smoothing / 4
        each = ((logits.softmax(1) - truth) ** 2).mean(1)
        counts = torch.ones(9) if weights is None else weights[labels]
        torch.testing.assert_close(found, (each * counts).sum() / counts.sum())


def test_without_weights_and_smoothing_it_is_torchs_mean_squared_error(batch):
    logits, labels = batch
    expected = nn.MSELoss()(logits.softmax(1), nn.functional.one_hot(labels, 4).float())
    assert torch.equal(loss_of(TrainingSettings(loss="squared-error"))(logits, labels), expected)


def test_balanced_weights_are_scikit_learns():
    labels = np.array([0] * 50 + [1] * 30 + [3] * 5)
    expected = compute_class_weight("balanced", classes=np.array([0, 1, 3]), y=labels)
    found = balanced(torch.tensor(labels), 4)
    assert found[[0, 1, 3]].tolist() == pytest.approx(expected.tolist())
    assert found[2] == 1


def test_few_are_told_one_by_one_and_of_many_the_extremes():
    assert in_words([0.5, 2.0], ["cat", "dog"]) == "Class weights – cat: 0.5, dog: 2."
    assert (
        in_words([1.0] * 20 + [3.0, 0.25], [str(n) for n in range(22)])
        == "Class weights – the least 21: 0.25, the most 20: 3."
    )


def test_a_run_says_its_class_weights_and_is_another_by_them(tmp_path):
    data = DataSettings(spoiling=(FewImages(of_class=3, left_out=700),))
    losses = []
    for weights in ("equal", "balanced"):
        made, listener = train(project(data=data, class_weights=weights, budget=Steps(3)), tmp_path)
        told = [event.what for event in listener.of(Noted) if event.what.startswith("Class weights")]
        assert len(told) == (weights == "balanced")
        losses.append(made.result.train_loss)
    assert losses[0] != losses[1]
    assert "3: 6.24," in told[0]


def test_a_training_by_squared_error_is_tried_by_it_too(tmp_path):
    what = project(loss="squared-error", budget=Epochs(2))
    made, listener = train(what, tmp_path)
    told = listener.of(Evaluated)
    assert all(event.beside_training == event.trained_loss < 0.2 < event.loss for event in told)
    assert abs(told[-1].beside_training - made.result.train_loss) < 0.03  # of one scale
    assert made.result.test_loss == told[-1].loss
    assert all(event.trained_loss is None for event in train(project(), tmp_path)[1].of(Evaluated))
