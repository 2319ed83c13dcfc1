"""The table of all that runs were told: a row a setting, a value a run."""

from itertools import count

import pytest

from engine.events import RateChanged
from engine.network.network import Network
from engine.network.nodes import renewed
from engine.project.data.augmentations import RandomCrop
from engine.project.data.data_settings import DataSettings, ValidationCount
from engine.project.recipes import NAMES, read_recipe
from engine.project.training.optimisers import Sgd
from engine.runs.comparison.difference_table import difference_table as of_runs
from engine.runs.comparison.made import Made
from engine.runs.environment import read_environment
from engine.runs.family.parent import Parent
from engine.typed.document import changed
from tests.samples import SAMPLES

LENET = read_recipe("lenet5-sample")
CONVOLUTION = LENET.network.nodes[0].id


def difference_table(projects, environments, changes=None):
    by_hand = changes or [()] * len(projects)
    return of_runs([Made(project, None, said) for project, said in zip(projects, by_hand, strict=True)], environments)


def trained(**settings):
    return changed(LENET, training=changed(LENET.training, **settings))


def differing(*projects):
    rows = difference_table(projects, [None] * len(projects))
    return {f"{row.part} {row.title}": row.values for row in rows if row.differs}


def test_settings_that_are_not_the_same():
    found = differing(LENET, trained(seed=4), trained(batch=8))
    batch, seed = str(LENET.training.batch), str(LENET.training.seed)
    assert found == {"Training Batch size": (batch, batch, "8"), "Training Seed": (seed, "4", seed)}


def test_another_optimiser_keeps_what_both_have_on_one_row():
    found = differing(LENET, trained(optimiser=Sgd(rate=0.5, momentum=0.9)))
    assert found["Training Optimiser"] == (LENET.training.optimiser.title, "SGD")
    assert found["Training Optimiser: Learning rate"][1] == "0.5"
    assert found["Training Optimiser: Momentum"] == ("–", "0.9")


def test_layers_stand_side_by_side():
    other = changed(LENET, network=LENET.network.change({CONVOLUTION}, filters=7))
    found = differing(LENET, other)
    assert found.pop("Stack Parameters")
    (title,) = [title for title in found if title.startswith("Stack Layer 1")]
    assert title.endswith(": filters")
    assert found[title][1] == "7"
    kernels = [row for row in difference_table([LENET, other], [None, None]) if row.title.endswith(": kernel size")]
    assert kernels[0].values == ("5", "5")


def test_ids_alone_are_no_difference():
    numbers = count()
    other = changed(LENET, network=Network(renewed(LENET.network.nodes, lambda: f"nx{next(numbers):04}")))
    assert differing(LENET, other) == {}


def test_a_layer_more():
    without = changed(LENET, network=LENET.network.remove({CONVOLUTION}))
    found = differing(without, LENET)
    assert [value for title, value in found.items() if value[0] == "–" and title.count(":") == 0]


def test_stacks_that_have_nothing_in_common_are_told_in_words():
    found = differing(LENET, read_recipe("mlp-1"))
    assert not [title for title in found if title.startswith("Stack Layer")]
    assert "conv" in found["Stack Stack"][0]


def test_what_is_in_a_list_is_told_with_its_settings():
    cropped = [changed(LENET, data=changed(LENET.data, augmentation=(RandomCrop(padding=pad),))) for pad in (2, 4)]
    (values,) = differing(*cropped).values()
    assert "2" in values[0]
    assert "4" in values[1]


def test_counts_are_written_alike_and_a_seed_is_none():
    training = changed(LENET.training, batch=1024, seed=12345)
    told = changed(LENET, data=DataSettings(validation=ValidationCount(1000)), training=training)
    rows = {row.title: row.values[1] for row in difference_table([LENET, told], [None, None])}
    assert (rows["Validation: Images"], rows["Batch size"], rows["Seed"]) == ("1,000", "1,024", "12345")


def test_machine_and_images():
    environment = read_environment(SAMPLES / "run-5" / "environment.json")
    rows = difference_table([LENET, LENET], [environment, None])
    found = {row.title: row.values for row in rows if row.part in ("Machine", "Data") and row.differs}
    assert found["Device"] == (environment.device, "–")
    assert found["Test images"] == (f"{environment.data.test_images:,}", "–")


@pytest.mark.parametrize("name", NAMES)
def test_every_recipe_is_told_and_is_like_itself(name):
    recipe = read_recipe(name)
    rows = difference_table([recipe, recipe], [None, None])
    assert not [row for row in rows if row.differs]
    assert len({(row.part, row.title) for row in rows}) == len(rows)
    assert not [row for row in rows if "<" in "".join(row.values)]


def test_of_no_runs_there_is_nothing_to_tell():
    assert {row.values for row in difference_table([], [])} <= {()}


def test_a_rate_that_was_changed_by_hand_has_a_row():
    rows = difference_table([LENET, LENET], [None, None], [(), (RateChanged("", 0.0, 3, 0.1, 0.2),)])
    (row,) = [row for row in rows if row.differs]
    assert (row.part, row.title, row.values) == (
        "Training",
        "Rate by hand",
        ("–", "0.1 → 0.2 at step 3"),
    )


def test_with_what_weights_a_fork_began():
    rows = of_runs([Made(LENET), Made(LENET, Parent("/runs/one", 20, title="One"))], [None, None])
    (row,) = [row for row in rows if row.differs]
    assert (row.title, row.values) == ("Begins with", ("Its own first weights", "Step 20 of “One”"))
