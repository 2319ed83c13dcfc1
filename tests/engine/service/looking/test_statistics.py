"""Asking the service how a layer of the shown model spreads, and what its dropout drops."""

from typing import get_args

import numpy as np
import pytest

from engine.errors import DataError, InputError
from engine.inspection.muting import sample
from engine.network.activation_functions import ReLU
from engine.network.layers import BatchNorm, Conv2d, Dropout, Flatten, Linear
from engine.network.network import Network
from engine.network.nodes import Node
from engine.project.project import Project
from engine.runs.kept.snapshots import Snapshots
from engine.service import questions as q
from engine.service.answers import DrawingOf, ImageOf
from engine.service.looking.layers.spread_over_time import chosen
from engine.service.looking.layers.statistics_questions import RidgeOf
from engine.typed.document import changed
from tests.engine.service.door import MNIST, a_one, small

NETWORK = Network(
    (
        Node("nconv0", Conv2d(4, (5, 5))),
        Node("nnorm0", BatchNorm()),
        Node("nrelu0", ReLU()),
        Node("nflat0", Flatten()),
        Node("ndrop0", Dropout()),
        Node("nlast0", Linear("classes")),
    )
)
A_DIGIT = ImageOf("test", 3)


@pytest.fixture
def project() -> Project:
    return changed(small(20), network=NETWORK)


@pytest.fixture
def trained(door, project):
    """A run that has learned a little is shown."""
    door.ask(q.ShowRun(door.service.folder(door.train(project))))
    return door


def gathered(door, address="nnorm0", mode="testing"):
    return door.ask(q.GatherStatistics(address, mode))


def test_a_batch_norm_that_has_learned_nothing_yet_changes_nothing_in_testing_and_much_in_training(door, project):
    door.ask(q.ShowProject(project))
    found = gathered(door)
    testing, training = found.layer, gathered(door, mode="training").layer
    assert (found.step, found.missing, testing.images, testing.batch) == (0, None, 1000, 64)
    assert testing.norm.untouched
    np.testing.assert_allclose(testing.after.channels.mean, testing.before.channels.mean, atol=1e-3)
    np.testing.assert_allclose(training.after.channels.mean, 0, atol=1e-4)
    np.testing.assert_allclose(training.after.channels.deviation, 1, atol=0.05)
    assert testing.before.values.mean == pytest.approx(training.before.values.mean, abs=1e-2)


def test_statistics_are_of_the_shown_weights_and_the_same_when_asked_again(trained):
    first, again = gathered(trained), gathered(trained)
    weights = trained.ask(q.ReadWeights("nconv0", 0))
    assert first.step == weights.step == 20
    assert not first.layer.norm.untouched
    assert [one.name for one in first.layer.tensors] == ["weight", "bias"]
    for one, other in zip(first.layer.tensors, again.layer.tensors, strict=True):
        assert one.gradient_length == other.gradient_length > 0
    assert first.layer.loss > 0
    assert first.layer.gradient_images == 64
    assert first.layer.active_at == "nrelu0"
    assert len(first.layer.units) == 4


def test_they_are_those_of_the_muted_model(trained):
    trained.ask(q.UseMutes(q.Mutes(frozenset({q.Mute("nrelu0", 2)}))))
    found = gathered(trained, "nrelu0").layer
    assert found.units.dead[2]
    assert (found.muted, found.muted_elsewhere) == ((2,), False)
    assert gathered(trained, "nlast0").layer.muted_elsewhere
    assert not gathered(trained, "nlast0").layer.after.channels.dead.any()


def test_of_a_network_that_is_broken_behind_there_are_no_gradients(door, project):
    broken = Network((*NETWORK.nodes[:3], Node("nlast0", Linear("classes"))))
    door.ask(q.ShowProject(changed(project, network=broken)))
    found = gathered(door).layer
    assert found.before.values.count == 1000 * 4 * 24 * 24
    assert all(one.gradient is None for one in found.tensors)
    with pytest.raises(InputError, match="does not have this layer"):
        gathered(door, "nlast0")


def test_without_images_there_are_the_weights(door, project):
    door.ask(q.ShowProject(changed(project, data=MNIST)))
    found = gathered(door, "nconv0")
    assert isinstance(found.missing, DataError)
    assert (found.layer.images, found.layer.before) == (0, None)
    assert found.layer.tensors[0].values.count == 4 * 25
    with pytest.raises(InputError, match="no weights"):
        gathered(door, "ngone0")


def test_dropout_is_shown_on_an_image_and_a_drawing(trained):
    for image in (A_DIGIT, a_one()):
        found = trained.ask(q.DropOut("ndrop0", image, 1))
        assert (found.image, found.step, found.probability) == (image, 20, 0.5)
        assert set(np.unique(found.factors)) == {0, 2}
        assert 0.4 < (found.factors != 0).mean() < 0.6
        assert found.given.shape == found.factors.shape == (4 * 24 * 24,)
    assert trained.ask(q.DropOut("ndrop0", DrawingOf(2, np.zeros((28, 28), np.uint8)), 1)) is None
    with pytest.raises(InputError, match="drops nothing"):
        trained.ask(q.DropOut("nconv0", A_DIGIT, 1))


# --- over training ---


@pytest.fixture
def run(trained):
    return trained.service.folder(next(event.run for event in trained.events if getattr(event, "run", "")))


def test_a_ridge_has_what_each_kept_step_gave_and_its_last_line_is_that_of_now(trained, run):
    trained.events.clear()
    found = trained.ask(q.GatherRidge(run, "nnorm0", "outputs", "training"))
    assert found.steps == tuple(Snapshots(run / "snapshots").steps())
    assert found.shares.shape == (len(found.steps), len(found.edges) - 1)
    np.testing.assert_allclose(found.shares.sum(1), 1)
    middles = (found.edges[1:] + found.edges[:-1]) / 2
    now = gathered(trained, mode="training").layer.after.values
    assert found.shares[-1] @ middles == pytest.approx(now.mean, abs=0.05)
    assert any(getattr(event, "unit", "") == "steps" for event in trained.events)


def test_a_ridge_tells_its_images_and_in_training_they_are_a_whole_batch_at_least(trained, run, monkeypatch):
    monkeypatch.setattr(sample, "WORK_FOR_MEANS", 1)
    for what, mode, images, batch in (
        ("outputs", "training", 64, 64),
        ("outputs", "testing", 1, None),
        ("gradients", "testing", 64, 64),
        ("weights", "testing", 0, None),
    ):
        found = trained.ask(q.GatherRidge(run, "nconv0", what, mode))
        assert (found.images, found.batch) == (images, batch)


def test_ridges_of_all_kinds_are_one_question_apart_from_that_of_through_time(trained, run):
    kinds = [q.GatherRidge(run, "nconv0", what, "testing") for what in get_args(RidgeOf)]
    assert {one.channel for one in kinds}.isdisjoint({q.ReadRidge.channel})
    told = trained.ask(kinds[0])
    np.testing.assert_array_equal(told.shares, trained.ask(q.ReadRidge(run, "nconv0")).shares)


def test_of_an_activation_zeros_are_left_out_and_told(trained, run):
    found = trained.ask(q.GatherRidge(run, "nrelu0", "outputs", "testing"))
    assert (found.zeros > 0.2).all()
    np.testing.assert_allclose(found.shares.sum(1), 1)
    assert found.edges[0] == 0


def test_a_ridge_of_gradients_is_of_a_layer_that_learns(trained, run, tmp_path):
    found = trained.ask(q.GatherRidge(run, "nconv0", "gradients", "testing"))
    now = gathered(trained, "nconv0").layer.tensors[0].gradient
    assert found.edges[0] <= now.low <= now.high <= found.edges[-1] + 1e-9
    for question, words in (
        (q.GatherRidge(run, "nrelu0", "gradients", "testing"), "no gradient"),
        (q.GatherRidge(run, "ngone0", "outputs", "testing"), "does not have this layer"),
        (q.GatherRidge(tmp_path, "nconv0", "outputs", "testing"), "Another run is shown"),
    ):
        with pytest.raises(InputError, match=words):
            trained.ask(question)


def test_snapshots_that_cannot_be_read_are_passed_over(trained, run):
    whole = trained.ask(q.GatherRidge(run, "nnorm0", "outputs", "testing")).steps
    Snapshots(run / "snapshots").at(whole[1]).write_bytes(b"damaged")
    assert trained.ask(q.GatherRidge(run, "nnorm0", "outputs", "testing")).steps == (whole[0], *whole[2:])


def test_not_more_steps_than_can_be_told_apart_are_looked_at():
    assert chosen([3, 5]) == [3, 5]
    assert chosen([]) == []
    many = chosen(list(range(100)))
    assert (len(many), many[0], many[-1]) == (36, 0, 99)


def test_the_next_step_moves_each_tensor_as_the_step_of_the_training_does(trained, run, project):
    found = trained.ask(q.MeasureUpdates(project, None, 0))
    snapshots = Snapshots(run / "snapshots")
    before, after = snapshots.load(0), snapshots.load(1)
    assert (found.first, found.steps, found.next) == (0, 1, True)
    assert {one.name for one in found.of} == {name for name in before if name.endswith(("weight", "bias"))}
    for one in found.of:
        moved = np.linalg.norm(after[one.name].astype(float) - before[one.name])
        assert one.moved == pytest.approx(moved, rel=1e-4, abs=1e-8)
        assert one.length == pytest.approx(np.linalg.norm(before[one.name]), rel=1e-5)
    assert found.named("nnorm0/bias").ratio is None
    assert found.named("nconv0/weight").ratio == pytest.approx(found.of[0].moved / found.of[0].length)


def test_without_a_checkpoint_it_is_what_steps_moved_on_average_between_the_kept_ones(trained, run, project):
    found = trained.ask(q.MeasureUpdates(project, run, 5))
    assert (found.first, found.steps, found.next) == (4, 4, False)
    snapshots = Snapshots(run / "snapshots")
    before, after = snapshots.load(4), snapshots.load(8)
    one = found.named("nconv0/weight")
    assert one.moved == pytest.approx(np.linalg.norm(after[one.name] - before[one.name]) / 4, rel=1e-5)
    last = trained.ask(q.MeasureUpdates(project, run, 20))  # whose checkpoint is kept
    assert (last.first, last.steps) == (20, 1)
    assert last.next
    neighbours = trained.ask(q.MeasureUpdates(project, run, 1))
    assert (neighbours.first, neighbours.steps, neighbours.next) == (1, 1, False)
    assert last.remark.startswith("The run has ended here")
