"""What is said of a training from what was measured: by the images that there are, and of just this network."""

import pytest
from msgspec.structs import replace

from engine.data.facts import looked_up
from engine.machine.devices import Machine
from engine.project.recipes import read_recipe
from engine.training.estimate.forecast import Forecast
from engine.training.estimate.measurements import Found, Measurements, place_of
from engine.training.estimate.work import work_of
from engine.training.steps.conditions import conditions
from engine.typed.document import changed

ONE = Machine("cpu", threads=1)
A_MILLISECOND_AN_IMAGE = Found(0.0, 0.001, 0.0, 1.0)


def with_batch(batch):
    project = looked_up(read_recipe("lenet5-sample"))
    return changed(project, training=changed(project.training, batch=batch))


def frozen(project):
    nodes = [replace(node, trainable=False) for node in project.network.nodes]
    return changed(project, network=changed(project.network, nodes=(*nodes[:-1], project.network.nodes[-1])))


def known_of(project):
    measured = Measurements()
    measured.add(work_of(project), place_of(conditions(ONE)), A_MILLISECOND_AN_IMAGE)
    return Forecast(measured)


@pytest.mark.parametrize("batch", [32, 5000, 7000])
def test_the_last_batch_has_the_images_that_are_left(batch):
    project = with_batch(batch)
    assert known_of(project).estimate(project, ONE).epoch == pytest.approx(8.0, rel=0.01)  # 8,000 images


def test_layers_that_do_not_learn_are_measured_anew():
    project = with_batch(32)
    forecast = known_of(project)
    assert forecast.estimate(project, ONE).measured
    assert not forecast.estimate(frozen(project), ONE).measured


def test_a_layer_with_another_name_is_the_same_work():
    project = with_batch(32)
    first, *others = project.network.nodes
    named = changed(project, network=changed(project.network, nodes=(replace(first, name="eyes"), *others)))
    assert work_of(named) == work_of(project)
