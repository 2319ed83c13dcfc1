"""Fields set by path and text: typed by the field, and answered in words where that cannot be."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.errors import ProjectError
from engine.network.layers import Conv2d, ReLU
from engine.project.assignments import assigned, set_by_path
from engine.project.data.augmentations import RandomCrop, RandomFlip
from engine.project.data.data_settings import Constants, ValidationShare
from engine.project.data.sources import Mnist
from engine.project.project import Project
from engine.project.recipes import read_recipe
from engine.project.training.optimisers import Adam, Sgd
from engine.project.training.rate.schedules import MultiStep, SlowStart

LENET = read_recipe("lenet5-sample")
RESNET = read_recipe("resnet-20-cifar10")


def said(assignment, project=LENET):
    with pytest.raises(ProjectError) as caught:
        assigned(project, assignment)
    return str(caught.value)


@pytest.mark.parametrize(
    ("assignment", "field", "value"),
    [
        ("training.batch=128", "batch", 128),
        (" training.batch = 128 ", "batch", 128),
        ("training.optimiser=sgd", "optimiser", Sgd()),
        ("training.optimiser.kind=sgd", "optimiser", Sgd()),
        ("training.optimiser.rate=1", "optimiser", Adam(rate=1.0)),
        ('training.optimiser={"kind": "sgd", "momentum": 0}', "optimiser", Sgd(momentum=0.0)),
        ("training.schedule=multi-step", "schedule", MultiStep()),
        ("training.slow_start.factor=0.2", "slow_start", SlowStart(factor=0.2)),
        ("training.slow_start=null", "slow_start", None),
        ("training.initialisation=he-fan-out", "initialisation", "he-fan-out"),
    ],
)
def test_training_fields(assignment, field, value):
    assert getattr(assigned(LENET, assignment).training, field) == value


@pytest.mark.parametrize(
    ("assignment", "field", "value"),
    [
        ("data.source=mnist", "source", Mnist()),
        ("data.shuffle=false", "shuffle", False),
        ("data.shuffle=False", "shuffle", False),
        ("data.augmentation=crop,flip", "augmentation", (RandomCrop(), RandomFlip())),
        ("data.augmentation=", "augmentation", ()),
        ('data.augmentation=[{"kind": "crop", "padding": 2}]', "augmentation", (RandomCrop(2),)),
        ("data.normalisation.mean=0.1,0.2,0.3", "normalisation", Constants((0.1, 0.2, 0.3))),
        ("data.normalisation.mean=[0.5]", "normalisation", Constants((0.5,))),
    ],
)
def test_data_fields(assignment, field, value):
    assert getattr(assigned(LENET, assignment).data, field) == value


def test_choosing_the_kind_that_is_there_keeps_its_fields():
    faster = assigned(LENET, "training.optimiser.rate=0.1")
    assert assigned(faster, "training.optimiser.kind=adam") == faster


def test_assignments_follow_each_other():
    project = assigned(assigned(LENET, "data.validation=share"), "data.validation.share=0.25")
    assert project.data.validation == ValidationShare(0.25)
    assert set_by_path(project, "title", "a=b").title == "a=b"


@pytest.mark.parametrize(
    ("assignment", "op"),
    [
        ("network.1.filters=7", Conv2d(7, (5, 5), padding=(2, 2))),
        (f"network.{LENET.network.nodes[0].id}.filters=7", Conv2d(7, (5, 5), padding=(2, 2))),
        ("network.nodes.1.op.filters=7", Conv2d(7, (5, 5), padding=(2, 2))),
        ("network.1.kernel=3", Conv2d(6, (3, 3), padding=(2, 2))),
        ("network.1.kernel=3,5", Conv2d(6, (3, 5), padding=(2, 2))),
        ("network.1.padding=1", Conv2d(6, (5, 5), padding=(1, 1))),
        ("network.1.padding=same", Conv2d(6, (5, 5), padding="same")),
        ("network.1.kind=ReLU", ReLU()),
    ],
)
def test_a_layer_is_reached_by_its_place_or_id(assignment, op):
    project = assigned(LENET, assignment)
    assert project.network.nodes[0].op == op
    assert project.network.nodes[1:] == LENET.network.nodes[1:]


def test_switches_of_a_node_are_reached_beside_the_fields_of_its_layer():
    node = assigned(assigned(LENET, "network.1.trainable=false"), "network.1.name=eyes").network.nodes[0]
    assert (node.trainable, node.name) == (False, "eyes")


def test_layers_inside_blocks_are_reached_through_them():
    project = assigned(RESNET, "network.4.body.1.body.2.momentum=0.2")
    assert project.network.nodes[3].op.body[0].op.body[1].op.momentum == 0.2
    assert assigned(RESNET, "network.4.times=9").network.nodes[3].op.times == 9


@pytest.mark.parametrize(
    ("assignment", "words"),
    [
        ("training", "“training” sets nothing. Write, for example, training.batch=128."),
        ("=3", "“=3” sets nothing."),
        ("training.bach=3", "There is no field “training.bach”. Did you mean “batch”?"),
        ("trainin.batch=3", "There is no field “trainin”. Did you mean “training”?"),
        ("training.batch.x=3", "“training.batch” has no fields."),
        ("training..batch=3", "There is no field “training.”."),
        ("format=x", "There is no field “format”."),
        ("training.batch=x", "Training, Batch size: must be a whole number, not “x”."),
        ("training.batch=", "Training, Batch size: must be a whole number, not “”."),
        ("training.batch=0", "Training, Batch size: must be at least 1, not 0."),
        ("training.optimiser.rate=nan", "Training, Optimiser, Learning rate: must be a number, not “nan”."),
        ("training.batch=1,5", "Training, Batch size: must be a whole number, not “1,5”."),
        ("training.batch=1_5", "Training, Batch size: must be a whole number, not “1_5”."),
        ("training.batch=1.5", "Training, Batch size: must be a whole number, not 1.5."),
        ("training.budget.epochs=1,5", "Training, Budget, Epochs: must be a whole number, not “1,5”."),
        ("training.optimiser.rate=0,001", "Training, Optimiser, Learning rate: must be a number, not “0,001”."),
        ("network.1.filters=1,5", "Layer 1 (Convolution), Filters: must be a whole number, not “1,5”."),
        ("training.optimiser=sdg", "Training, Optimiser, Kind: “sdg” is not known. Did you mean “sgd”?"),
        ("training.optimiser.momentum=0.5", "There is no field “training.optimiser.momentum”. Known: rate,"),
        ("data.shuffle=perhaps", "Data, Shuffle: must be true or false, not “perhaps”."),
        ("data.augmentation.1.padding=3", "There is no “1” in data.augmentation. It is empty."),
        ("network.0.filters=3", "There is no “0” in network. Count from 1 to 14."),
        ("network.99999999999999999999.filters=3", "There is no “99999999999999999999” in network."),
        ("network.²=3", "There is no “²” in network."),
        ("network.1.filtrs=3", "There is no field “network.1.filtrs”. Did you mean “filters”?"),
        ("network.1.filters=0", "Layer 1 (Convolution), Filters: must be at least 1, not 0."),
        ("network.2.kind=Relu", "Layer 2, Kind: “Relu” is not known. Did you mean “ReLU”?"),
        ("network.1=3", "Layer 1: must be an object, not 3."),
    ],
)
def test_what_cannot_be_set_is_answered_in_words(assignment, words):
    assert said(assignment).startswith(words)


@given(st.text(alphabet='training.optimsbchduw1kf=[]{}"\\,- 0²é', max_size=30), st.text(max_size=10))
def test_any_text_is_an_assignment_or_answered(path, value):
    for assignment in (f"{path}={value}", f"training.{path}={value}", f"network.1.{path}={value}"):
        try:
            assert isinstance(assigned(LENET, assignment), Project)
        except ProjectError:
            continue


@pytest.mark.parametrize(
    ("assignment", "paths"),
    [
        ("training.rate=1", "“training.optimiser.rate”"),
        ("training.learning_rate=1", "“training.optimiser.rate”"),
        ("training.Learning-Rate=1", "“training.optimiser.rate”"),
        ("optimiser=sgd", "“training.optimiser”"),
        ("seed=1", "“training.seed”"),
        ("training.epochs=1", "“training.budget.epochs”"),
        ("slow_start=null", "“training.slow_start”"),
    ],
)
def test_a_field_that_lies_deeper_is_named_with_all_of_its_path(assignment, paths):
    assert said(assignment).endswith(f"Did you mean {paths}?")


def test_a_field_of_another_kind_is_not_meant():
    assert "training.optimiser.momentum" not in said("training.momentum=0")
    with_sgd = assigned(LENET, "training.optimiser=sgd")
    assert said("training.momentum=0", with_sgd).endswith("“training.optimiser.momentum”?")
    assert said("training.optimizer=sgd").endswith("Did you mean “optimiser”?")
