"""Why figures of one run cannot be held against those of another."""

from engine.project.data.data_settings import DataSettings
from engine.project.data.sources import Mnist
from engine.project.recipes import read_recipe
from engine.runs.comparison.caveats import other_evaluated_loss, other_images, other_loss, other_validation
from engine.runs.comparison.made import Made
from engine.typed.document import changed

LENET = read_recipe("lenet5-sample")


def trained(**fields: object):
    return changed(LENET, training=changed(LENET.training, **fields))


def test_runs_that_can_be_compared_have_none():
    faster = trained(batch=7, seed=3)
    assert other_images(LENET, faster) == other_loss(LENET, faster) == ""


def test_other_images_are_named():
    mnist = changed(LENET, data=DataSettings(source=Mnist()))
    assert other_images(LENET, mnist) == other_validation(LENET, mnist) == "other data: MNIST"
    divided = changed(LENET, data=changed(LENET.data, split_seed=3))
    assert (other_images(LENET, divided), other_validation(LENET, divided)) == ("", "other validation images")


def test_what_is_told_of_the_training_alone_leaves_evaluations_comparable():
    assert other_evaluated_loss(Made(LENET), Made(trained(label_smoothing=0.1, class_weights="balanced"))) == ""
    assert other_evaluated_loss(Made(LENET), Made(trained(loss="squared-error"))) == "other loss: squared error"


def test_evaluations_that_tell_the_cross_entropy_alone_are_compared_by_that():
    older, newer = (Made(trained(loss="squared-error"), cross_entropy_alone=alone) for alone in (True, False))
    assert other_evaluated_loss(Made(LENET), older) == ""
    assert other_evaluated_loss(newer, older) == "other loss: cross-entropy"
    assert other_evaluated_loss(older, newer) == "other loss: squared error"


def test_another_loss_is_named():
    assert other_loss(LENET, trained(loss="squared-error")) == "other loss: squared error"
    assert other_loss(LENET, trained(label_smoothing=0.1)) == "other loss: cross-entropy, smoothing 0.1"
    assert other_loss(trained(label_smoothing=0.1), trained(class_weights="balanced")).endswith("balanced classes")
