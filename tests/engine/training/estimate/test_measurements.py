"""What measured trainings say of others, on a machine that needs just so long for each figure of their work."""

import pytest

from engine.machine.setup import Setup
from engine.network.layers import ReLU
from engine.network.nodes import Node
from engine.project.recipes import NAMES, read_recipe
from engine.training.estimate.costs import USUAL_IMAGE, USUAL_STEP, Costs
from engine.training.estimate.measurements import Found, Measurements, On, Ran
from engine.training.estimate.work import Work, work_of
from engine.typed.document import changed

HERE = On("cpu", Setup(1, "channels_last"))
WORK = {name: work_of(read_recipe(name)) for name in NAMES}
SLOWER = (2.0, 3.0, 5.0, 4.0)  # than usual, for each figure of an image


def found(work: Work) -> Found:
    """On a machine that is slower than usual, not in all things alike."""
    step = 3 * sum(usual * count for usual, count in zip(USUAL_STEP, work.step.features, strict=True))
    image = sum(
        slower * usual * count for slower, usual, count in zip(SLOWER, USUAL_IMAGE, work.image.features, strict=True)
    )
    return Found(step, image, image / 3, 8.0 * work.activations)


def test_nothing_is_said_where_nothing_was_measured():
    measurements = Measurements()
    assert measurements.expected(WORK["mlp-1"], HERE) is None
    measurements.add(WORK["mlp-1"], HERE, found(WORK["mlp-1"]))
    assert measurements.expected(WORK["mlp-1"], On("cpu", Setup(2, "channels_last"))) is None


def test_what_was_measured_is_said_as_it_was():
    measurements = Measurements()
    for work in WORK.values():
        measurements.add(work, HERE, found(work))
    for work in WORK.values():
        assert measurements.measured(work, HERE) == measurements.expected(work, HERE) == found(work)


@pytest.mark.parametrize("name", NAMES)
def test_each_is_foretold_from_the_others(name):
    measurements = Measurements()
    for work in WORK.values():
        if work != WORK[name]:
            measurements.add(work, HERE, found(work))
    expected, truth = measurements.expected(WORK[name], HERE), found(WORK[name])
    assert expected.per_step == pytest.approx(truth.per_step, rel=0.25)
    assert expected.per_image == pytest.approx(truth.per_image, rel=0.25)
    assert expected.kept == pytest.approx(truth.kept, rel=0.01)


def ran(work: Work, batch: int, times: float) -> Ran:
    """A run whose steps took so many times as long as was measured."""
    return Ran(work, HERE, batch, times * found(work).step(batch))


def measured(*works: Work) -> Measurements:
    made = Measurements()
    for work in works:
        made.add(work, HERE, found(work))
    return made


class TestRuns:
    """What a run took tells more than what was measured of its network."""

    def test_it_is_said_as_it_ran(self):
        work = WORK["lenet5-mnist"]
        known = measured(work)
        known.note(ran(work, 64, 1.5))
        expected, alone = known.expected(work, HERE), found(work)
        assert expected.step(64) == pytest.approx(1.5 * alone.step(64))
        assert expected.step(8) == pytest.approx(1.5 * alone.step(8))
        assert (expected.tried, expected.kept) == (alone.tried, alone.kept)
        assert known.measured(work, HERE) == alone

    def test_the_newest_counts(self):
        work = WORK["lenet5-mnist"]
        known = measured(work)
        for times in (3.0, 0.8):
            known.note(ran(work, 64, times))
        assert known.expected(work, HERE).step(64) == pytest.approx(0.8 * found(work).step(64))

    def test_others_are_told_from_it_too(self):
        work, other = WORK["plain-20-cifar10"], WORK["plain-32-cifar10"]
        known = measured(work)
        before = known.expected(other, HERE).step(128)
        known.note(ran(work, 128, 1.4))
        assert known.expected(other, HERE).step(128) == pytest.approx(1.4 * before, rel=0.05)

    def test_one_that_was_not_measured_itself_is_known_by_its_run(self):
        work = WORK["plain-32-cifar10"]
        known = measured(WORK["plain-20-cifar10"])
        known.note(ran(work, 128, 1.4))
        assert known.expected(work, HERE).step(128) == pytest.approx(1.4 * found(work).step(128))

    def test_elsewhere_it_says_nothing(self):
        work, there = WORK["mlp-1"], On("cpu", Setup(2, "channels_last"))
        known = measured(work)
        known.add(work, there, found(work))
        known.note(ran(work, 64, 2.0))
        assert known.expected(work, there) == found(work)

    def test_alone_it_tells_nothing_as_its_memory_is_not_known(self):
        known = Measurements()
        known.note(ran(WORK["mlp-1"], 64, 1.0))
        assert known.expected(WORK["mlp-1"], HERE) is None

    def test_what_was_too_quick_for_the_clock_stays_as_it_is(self):
        known = Measurements()
        known.add(WORK["mlp-1"], HERE, Found(0.0, 0.0, 0.0, 8.0))
        known.note(ran(WORK["mlp-1"], 64, 1.0))
        assert known.expected(WORK["mlp-1"], HERE) == Found(0.0, 0.0, 0.0, 8.0)


def test_one_more_layer_takes_a_little_longer():
    project = read_recipe("lenet5-sample")
    first, *others = project.network.nodes
    deeper = changed(project, network=changed(project.network, nodes=(first, Node("nzzzzz", ReLU()), *others)))
    measurements = Measurements()
    measurements.add(work_of(project), HERE, found(work_of(project)))
    before, after = (measurements.expected(work_of(one), HERE) for one in (project, deeper))
    assert before.per_step < after.per_step < 1.3 * before.per_step
    assert before.per_image < after.per_image < 1.3 * before.per_image


def test_costs_that_fit_no_measurement_stay_positive():
    costs = Costs(USUAL_IMAGE, [(1e6, 0.0, 1e4, 784.0), (2e6, 0.0, 1e4, 784.0)], [1e-3, 1e-4])
    assert all(costs.seconds(tuple(float(place == one) for one in range(4))) > 0 for place in range(4))
    assert Costs(USUAL_IMAGE, [(1.0,) * 4], [0.0]).seconds((1.0,) * 4) > 0  # too quick for the clock
