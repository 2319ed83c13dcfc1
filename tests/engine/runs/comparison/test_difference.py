"""In what two projects differ, in words."""

from engine.network.network import Network
from engine.project.data.data_settings import DataSettings
from engine.project.data.sources import Mnist
from engine.project.recipes import read_recipe
from engine.project.training.budgets import Epochs
from engine.project.training.optimisers import Sgd
from engine.runs.comparison.beyond import NOTHING, Beyond
from engine.runs.comparison.difference import run_difference
from engine.typed.document import changed

LENET = read_recipe("lenet5-sample")


def test_alike():
    assert not run_difference(LENET, LENET)
    assert run_difference(LENET, LENET).sentence == ""


def test_stack_training_and_data():
    wider = LENET.network.change({LENET.network.nodes[0].id}, filters=32)
    training = changed(LENET.training, optimiser=Sgd(), budget=Epochs(12), seed=7)
    other = changed(LENET, network=wider, training=training, data=changed(LENET.data, share=0.5, source=Mnist()))
    found = run_difference(LENET, other)
    assert found.stack == "Convolution 6→32"
    assert {"Optimiser Adam → SGD", "Seed 0 → 7"} <= {*found.training}
    assert any(words.startswith("Epochs ") and words.endswith(" → 12") for words in found.training)
    assert found.data == ("Data set Digits → MNIST", "Share used 1 → 0.5")
    assert found.sentence.startswith("Convolution 6→32, Optimiser Adam → SGD")


def test_networks_that_were_not_made_of_each_other_are_told_in_few_words():
    other = changed(LENET, network=read_recipe("mlp-1").network)
    assert run_difference(LENET, other).stack == "2 conv · 3 linear → 2 linear"
    assert "Convolution" in run_difference(changed(LENET, network=Network()), LENET).stack


def test_what_own_images_are_made_of_fills_no_pages():
    assert run_difference(LENET, changed(LENET, data=DataSettings(source=Mnist()))).data[0] == "Data set Digits → MNIST"


def test_a_rate_that_was_changed_by_hand_is_told():
    assert run_difference(LENET, LENET, (NOTHING, Beyond("rate by hand 0.1 → 0.2 at step 3"))).training == (
        "rate by hand 0.1 → 0.2 at step 3",
    )
    assert run_difference(LENET, LENET, (Beyond("rate by hand"), NOTHING)).sentence == "rate not by hand"
    assert not run_difference(LENET, LENET, (Beyond("rate by hand"), Beyond("rate by hand")))
