"""In what two projects differ, in words."""

from itertools import count

from msgspec import structs

from engine.events import RateChanged
from engine.network.network import Network
from engine.network.nodes import renewed
from engine.project.data.data_settings import DataSettings
from engine.project.data.own_images import FolderImages
from engine.project.data.sources import Mnist
from engine.project.project import with_facts
from engine.project.recipes import read_recipe
from engine.project.training.budgets import Epochs
from engine.project.training.optimisers import Sgd
from engine.project.training.rate.by_hand import in_words
from engine.runs.comparison.difference import RunDifference
from engine.runs.comparison.difference import run_difference as of_runs
from engine.runs.comparison.groups import same_but_seed
from engine.runs.comparison.made import Made
from engine.runs.family.parent import Parent
from engine.runs.family.typed_in import TypedFilter
from engine.typed.document import changed

LENET = read_recipe("lenet5-sample")
PHOTOS = FolderImages(path="/photos", classes=("cat", "dog"), train_images=80, test_images=20)
RATES = ((0.1, 0.2, 0.01), (0.5, 0.0001, 0.01))


def run_difference(first, other, changes=((), ())) -> RunDifference:
    return of_runs(Made(first, None, changes[0]), Made(other, None, changes[1]))


def test_alike():
    assert not run_difference(LENET, LENET)
    assert run_difference(LENET, LENET).sentence == ""


def test_stack_training_and_data():
    wider = LENET.network.change({LENET.network.nodes[0].id}, filters=32)
    training = changed(LENET.training, optimiser=Sgd(), budget=Epochs(12), seed=7)
    other = changed(LENET, network=wider, training=training, data=changed(LENET.data, share=0.5, source=Mnist()))
    found = run_difference(LENET, other)
    assert found.stack == "Convolution 6→32"
    assert {"Optimiser Adam 0.001 → SGD 0.01", "Seed 0 → 7"} <= {*found.training}
    assert any(words.startswith("Epochs ") and words.endswith(" → 12") for words in found.training)
    assert found.data == ("Data set Digits → MNIST", "Share used 100 % → 50 %")
    assert found.sentence.startswith("Convolution 6→32, Optimiser Adam 0.001 → SGD 0.01")


def test_networks_that_were_not_made_of_each_other_are_told_in_few_words():
    other = changed(LENET, network=read_recipe("mlp-1").network)
    assert run_difference(LENET, other).stack == "2 conv · 3 linear → 2 linear"
    assert "Convolution" in run_difference(changed(LENET, network=Network()), LENET).stack


def test_fixed_words_are_told_by_their_names():
    other = changed(LENET, training=changed(LENET.training, initialisation="he-fan-in", class_weights="balanced"))
    assert run_difference(LENET, other).training == (
        "Class weights All alike → Balanced",
        "Initialisation As PyTorch does → He (by inputs)",
    )


def test_images_that_were_moved_are_no_difference_and_others_in_their_place_are():
    here = [with_facts(LENET, structs.replace(LENET.facts, checksum=checksum)) for checksum in "ab"]
    assert run_difference(here[0], here[1]).data == ("other images of Digits",)
    assert run_difference(here[0], here[0]).data == ()


def test_what_own_images_are_made_of_fills_no_pages():
    assert run_difference(LENET, changed(LENET, data=DataSettings(source=Mnist()))).data[0] == "Data set Digits → MNIST"


def test_of_runs_that_are_alike_it_is_said_in_what():
    """The same images in another place are another setting."""
    here, moved = (
        with_facts(changed(LENET, data=changed(LENET.data, source=source)), LENET.facts)
        for source in (PHOTOS, changed(PHOTOS, path="/moved"))
    )
    read = [with_facts(one, structs.replace(one.facts, checksum="a")) for one in (here, moved)]
    assert run_difference(read[0], read[0]).words == "Equal in every setting"
    assert run_difference(*read).sentence == ""
    assert run_difference(*read).words == "Equal but for where the images lie"
    assert run_difference(here, moved).words == "Data set photos → moved"


def test_stacks_of_other_ids_are_told_by_their_layers():
    """As those of two recipes that were begun anew; what layers are called is no difference."""
    numbers = count()
    network = Network(renewed(LENET.network.nodes, lambda: f"nx{next(numbers):04}"))
    again = changed(LENET, network=network.change_node({network.nodes[0].id}, name="Edges"))
    assert run_difference(LENET, again).words == "Equal in every setting"
    wider = changed(LENET, network=network.change({network.nodes[0].id}, filters=32))
    assert run_difference(LENET, wider).stack == "Convolution 6→32"


def test_a_rate_that_was_changed_by_hand_is_told():
    change, later = (RateChanged(run, time, 3, 0.1, 0.2) for run, time in (("a", 1.0), ("b", 2.0)))
    assert run_difference(LENET, LENET, ((), (change,))).training == ("rate by hand 0.1 → 0.2 at step 3",)
    assert run_difference(LENET, LENET, ((change,), ())).sentence == "rate not by hand"
    assert not run_difference(LENET, LENET, ((change,), (later,)))


def test_changes_whose_sentence_is_the_same_are_a_difference_all_the_same():
    first, other = ([RateChanged("", 0.0, step, 0.1, rate) for step, rate in enumerate(rates)] for rates in RATES)
    assert run_difference(LENET, LENET, (tuple(first), tuple(other))).sentence == in_words(tuple(other))


def test_a_fork_begins_with_weights_of_its_parent():
    fork = Made(LENET, Parent("/runs/one", 1600, title="One"))
    assert of_runs(Made(LENET), fork).sentence == "Begins with step 1,600 of “One”"
    assert of_runs(Made(LENET), fork).training == ("Begins with step 1,600 of “One”",)
    assert of_runs(fork, Made(LENET)).sentence == "Random first weights"
    assert of_runs(fork, Made(LENET, run="one")).sentence == "The first goes on from its step 1,600"
    typed = (TypedFilter("n00001", 0, "Layer 1 (Convolution)", "0f"),)
    put_in = Made(LENET, Parent("/runs/one", 1600, title="One"), typed_in=typed)
    assert of_runs(put_in, Made(LENET, run="one")).sentence == (
        "The first goes on from its step 1,600, filter 1 typed in"
    )
    assert of_runs(fork, Made(LENET, Parent("/runs/two", 5), run="one")).sentence.startswith(
        "The first goes on from its"
    )
    assert not of_runs(fork, Made(LENET, Parent("/elsewhere/one", 1600)))


def test_a_filter_that_was_typed_in_is_told():
    one, typed = Parent("/runs/one", 1600, title="One"), TypedFilter("n00001", 0, "Layer 1 (Convolution)", "0f")
    fork, edited = Made(LENET, one), Made(LENET, one, typed_in=(typed,))
    said = "filter 1 of Layer 1 (Convolution) typed in by hand"
    assert of_runs(fork, edited).sentence == f"F{said[1:]}"
    assert of_runs(edited, fork).sentence == "No filter typed in"
    assert of_runs(Made(LENET), edited).sentence == f"Begins with step 1,600 of “One”, {said}"
    assert of_runs(edited, Made(LENET)).sentence == "Random first weights, none typed in"
    assert of_runs(fork, Made(LENET, typed_in=(typed,))).sentence == f"Begins with its own first weights, {said}"
    named = structs.replace(typed, layer="Layer 1 (edges)")
    assert not of_runs(edited, Made(LENET, one, typed_in=(named,)))
    assert of_runs(edited, Made(LENET, one, typed_in=(structs.replace(typed, checksum="1e"),)))
    assert not same_but_seed(fork, edited)
