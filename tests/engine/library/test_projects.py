"""Reading, editing and checking projects."""

import numpy as np
import pytest

import engine
from engine.analysis.advice import advice
from engine.network.layers import Conv2d, Dropout, Flatten, Linear, Softmax
from engine.project.project import Project, save_project
from engine.project.training.budgets import Epochs, Steps
from engine.project.training.optimisers import AdamW, Sgd
from engine.project.training.rate.schedules import MultiStep
from tests.engine.command.helpers import told
from tests.engine.training.small import network, project

# --- reading ---


def test_a_project_is_read_by_name_file_and_run(short, tmp_path):
    save_project(project(), tmp_path / "mine.json")
    assert engine.read("mlp-1").title == engine.recipes()["mlp-1"]
    assert engine.read(tmp_path / "mine.json") == engine.read(str(tmp_path / "mine.json")) == project()
    assert engine.read(short) == engine.read(short.path) == short.project


@pytest.mark.parametrize("name", ["nowhere", "", "folder/none.json", 7, None])
def test_what_is_no_project_is_refused_in_words(name):
    with pytest.raises(engine.InputError) as caught:
        engine.read(name)
    assert str(caught.value).endswith((".", "?"))


# --- editing ---


def test_fields_are_set_as_text_and_as_values():
    before = engine.read("lenet5-sample")
    edited = engine.edit(
        before, "training.optimiser=sgd", "network.1.kernel=3", training__optimiser__rate=0.05, training__batch=64
    )
    assert edited.training.optimiser == Sgd(0.05)
    assert edited.training.batch == 64
    assert edited.network.nodes[0].op.kernel == (3, 3)
    assert before == engine.read("lenet5-sample")
    assert edited == engine.edit(
        "lenet5-sample",
        "training.batch=64",
        **{"training.optimiser": "sgd", "training.optimiser.rate": "0.05", "network.1.kernel": 3},
    )


@pytest.mark.parametrize(
    ("fields", "path", "value"),
    [
        ({"training__optimiser": AdamW(0.01)}, "training.optimiser", AdamW(0.01)),
        ({"training__batch": np.int64(16)}, "training.batch", 16),
        ({"training__budget": Epochs(2), "training__budget__epochs": 3}, "training.budget", Epochs(3)),
        ({"training__budget": "steps", "training__budget__steps": 9}, "training.budget", Steps(9)),
        ({"training__schedule": MultiStep(milestones=(2, 4))}, "training.schedule", MultiStep(milestones=(2, 4))),
        ({"data__shuffle": False}, "data.shuffle", False),
        ({"title": "128"}, "title", "128"),
        ({"network": network(Flatten(), Linear())}, "network", network(Flatten(), Linear())),
    ],
)
def test_values_of_every_kind(fields, path, value):
    found = engine.edit("mlp-1", **fields)
    for name in path.split("."):
        found = getattr(found, name)
    assert found == value


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"training__bach": 1}, "There is no field “training.bach”. Did you mean “batch”?"),
        ({"training__batch": 0}, "Training, Batch size: must be at least 1, not 0."),
        ({"training__batch": None}, "Training, Batch size: must be"),
        ({"training__batch": 1.5}, "Training, Batch size: must be"),
        ({"title": 5}, "Title: must be"),
        ({"network__99__filters": 1}, "There is no “99” in network."),
        ({"training__batch": object()}, "A value of the type object cannot be kept in a project."),
    ],
)
def test_a_field_that_makes_no_sense_is_refused_in_words(fields, sentence):
    with pytest.raises(engine.ProjectError) as caught:
        engine.edit("lenet5-sample", **fields)
    assert str(caught.value).startswith(sentence)


# --- checking ---


def test_a_check_is_what_the_command_line_prints():
    found = engine.check("lenet5-sample")
    assert f"{found}\n" == told("check", "lenet5-sample").out
    assert (found.ok, found.refusal, found.problems) == (True, None, ())
    assert found.parameters == sum(layer.parameters for layer in found.layers) == 61_706
    assert found.multiply_adds == sum(layer.multiply_adds for layer in found.layers)
    assert found.layers[0].output == (6, 28, 28)
    assert found.layers[-1].output == (10,)
    assert found.activation_bytes == found.analysis.activation_bytes


def test_a_broken_stack_is_answered_with_fixes_that_mend_it(tmp_path):
    broken = project(Conv2d(4), Linear(), batch=9000)
    found = engine.check(broken)
    assert not found.ok
    across, layer = found.problems
    assert str(across).startswith("Training, Batch size: A batch of 9,000 is larger than the 8,000 training images.")
    assert str(layer).startswith("Layer 2 (Linear): ")
    mended = engine.edit(broken, network=layer.fixes[0].apply(broken.network), training__batch=500)
    assert engine.check(mended).ok
    save_project(broken, tmp_path / "broken.json")
    answer = told("check", tmp_path / "broken.json")
    assert (answer.status, answer.out) == (2, f"{found}\n")
    assert answer.sentence.endswith("2 problems to mend before it can be trained.")


def test_what_training_would_refuse_is_said():
    found = engine.check(project(Flatten(), Softmax()))
    assert not found.ok
    frozen = engine.edit(project(Flatten(), Linear()), "network.2.trainable=false")
    assert str(engine.check(frozen).refusal).startswith("No layer has weights to train.")


def test_advice_is_that_of_the_window():
    advised = Project(network=network(Flatten(), Dropout(0.5), Dropout(0.5), Linear(), Softmax()))
    found = engine.check(advised)
    assert found.advice == advice(advised.network, found.analysis) != ()
