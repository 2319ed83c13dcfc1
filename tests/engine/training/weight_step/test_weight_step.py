"""How one weight learns is what the training does in its next step: all optimisers, clipping, schedules, dropout."""

import re
from dataclasses import replace
from itertools import cycle
from math import isclose, isnan, sqrt
from typing import get_args

import pytest
import torch

from engine import figures
from engine.data.store import load
from engine.errors import InputError, RunFolderError
from engine.model.weights import arrays_of, named_tensors, trainable_parameters
from engine.project.data.data_settings import DataSettings
from engine.project.training.optimisers import Adam, AdamW, Clipping, Optimiser, Sgd
from engine.project.training.rate.schedules import Cosine
from engine.runs.checkpoints import Checkpoint, Position
from engine.training.steps.preparation import prepare
from engine.training.weight_step.standing import beginning, standing_of
from engine.training.weight_step.taking import weight_step
from engine.training.weight_step.weight_step import decimals_of, weight_written
from engine.typed.document import changed
from tests.engine.settings_of import named, varied
from tests.engine.training.small import EVERYTHING, project, tensors, train_to

CPU = torch.device("cpu")
PLACES = [("n00000/weight", (1, 0, 2, 3)), ("n00000/bias", (0,)), ("n00003/weight", (7, 30))]


@pytest.fixture(scope="module")
def dataset():
    return load(DataSettings())


def allowed(kind):
    return [one for one in varied(kind()) if not (isinstance(one, Sgd) and one.nesterov and one.momentum == 0)]


def standing(stands, prepared):
    """Where a training stands that goes on, as its checkpoint would say it."""
    records = prepared.trainer.fetch()
    kept = (named_tensors(prepared.net), prepared.stepper.tensors())
    copies = ({name: one.clone() for name, one in tensors.items()} for tensors in kept)
    checkpoint = Checkpoint(Position(prepared.trainer.step, 0), *map(arrays_of, copies))
    return replace(stands, checkpoint=checkpoint, records=records)


@pytest.mark.parametrize("kind", get_args(Optimiser), ids=named)
def test_the_next_step_is_worked_out_for_every_optimiser(kind, dataset):
    for place, varied_settings in zip(cycle(PLACES), allowed(kind), strict=False):
        settings = changed(varied_settings, rate=0.002)  # so that no unit dies
        what = project(optimiser=settings, clipping=Clipping(0.5), schedule=Cosine(), batch=20)
        stands = beginning(what)
        prepared = prepare(what, dataset, CPU, stands.legs)
        for _ in range(2):
            prepared.trainer.advance()
        found = weight_step(standing(stands, prepared), dataset, *place)
        before = {name: one.clone() for name, one in named_tensors(prepared.net).items()}
        prepared.trainer.advance()
        prepared.trainer.fetch()
        _compare(found, before, named_tensors(prepared.net), settings)


@pytest.mark.parametrize("kind", get_args(Optimiser), ids=named)
def test_so_is_the_first_step_of_all(kind, dataset):
    what = project(optimiser=kind(), batch=20)
    prepared = prepare(what, dataset, CPU)
    before = {name: one.clone() for name, one in named_tensors(prepared.net).items()}
    prepared.trainer.advance()
    prepared.trainer.fetch()
    _compare(weight_step(beginning(what), dataset, *PLACES[2]), before, named_tensors(prepared.net), kind())


def _compare(one, before, after, settings):
    moved = abs(float(after[one.name][one.index]) - one.before)
    assert one.gradient != 0
    assert one.before == float(before[one.name][one.index])
    assert one.after == pytest.approx(float(after[one.name][one.index]), abs=1e-7 + 1e-4 * moved), settings
    assert isclose(one.lines[-1].value, one.after, rel_tol=1e-5, abs_tol=1e-7 + 1e-4 * moved), (settings, one)
    assert one.lines[-1].name == "Weight after"
    for line in one.lines:
        assert line.holds == (_as_written(line) in {line.written, None}), line


def _as_written(line):
    """What the numbers of a line come to for who reckons along, in the digits of its result; None without any."""
    if not any(sign in line.how for sign in "+·/√"):
        return None
    plain = line.how.replace("·", "*").replace("−", "-").replace("²", "**2").replace(",", "")
    found = eval(re.sub(r"√([\d.]+)", r"sqrt(\1)", plain).replace("√", "sqrt"), {"sqrt": sqrt})  # noqa: S307
    if line.name in {"Weight after", "Weight, decayed"}:
        return weight_written(found, len(line.written.partition(".")[2]))
    return figures.plain(found, 4, figures.LEAST_WRITTEN_OUT).replace("-", "−")


def test_a_small_move_is_seen_in_the_weight():
    for before, after, written in (
        (-0.1926, -0.1925794, ("−0.1926000", "−0.1925794")),
        (0.5, 0.5125, ("0.5000", "0.5125")),
        (0.5, 0.5, ("0.5000", "0.5000")),
        (0.1, 0.1 + 1e-12, ("0.100000000", "0.100000000")),
        (1234.5, 1234.7, ("1,234.500", "1,234.700")),
        (-5.07e-6, -5.0712e-6, ("−0.00000507000", "−0.00000507120")),
    ):
        decimals = decimals_of(before, after)
        assert (weight_written(before, decimals), weight_written(after, decimals)) == written


def test_the_first_step_of_a_project_is_known_without_a_run(dataset):
    what = project(optimiser=Adam(), batch=10)
    one = weight_step(beginning(what), dataset, "n00003/bias", (4,))
    assert (one.step, one.images, one.rate) == (1, 10, 0.001)
    assert one.lines[-1].value == pytest.approx(one.before - 0.001 * (1 if one.gradient > 0 else -1), abs=1e-5)


def test_a_gradient_is_the_slope_of_the_loss(dataset):
    what = project(optimiser=Sgd(0.1, momentum=0), batch=50)
    one = weight_step(beginning(what), dataset, *PLACES[0])
    prepared = prepare(what, dataset, CPU)
    net, (images, labels) = prepared.net.double(), prepared.trainer._feeder.batch(0)

    def loss(shift):
        weight = trainable_parameters(net)[PLACES[0][0]]
        with torch.no_grad():
            weight[PLACES[0][1]] += shift
            found = torch.nn.functional.cross_entropy(net(images.double()), labels).item()
            weight[PLACES[0][1]] -= shift
        return found

    assert one.gradient == pytest.approx((loss(1e-5) - loss(-1e-5)) / 2e-5, rel=1e-3, abs=1e-7)
    assert one.loss == pytest.approx(loss(0), rel=1e-5)


def test_dropout_and_batch_norm_are_as_in_the_step_and_nobody_elses_generator_moves(dataset):
    what = project(*EVERYTHING, optimiser=AdamW(), batch=20)
    prepared = prepare(what, dataset, CPU)
    torch.manual_seed(3)
    state = torch.get_rng_state()
    one = weight_step(beginning(what), dataset, "n00006/weight", (3, 5))
    assert torch.equal(torch.get_rng_state(), state)
    prepared.trainer.advance()
    prepared.trainer.fetch()
    assert one.after == float(named_tensors(prepared.net)["n00006/weight"][3, 5])


def test_a_run_on_disk_is_looked_at_where_it_stands(dataset, tmp_path):
    what = project(optimiser=Adam(), batch=100)
    session, _ = train_to(what, 5, tmp_path)
    one = weight_step(standing_of(session.folder.path), dataset, "n00000/weight", (0, 0, 1, 1))
    again, _ = train_to(what, 6, tmp_path, session.folder, resume=True)
    assert one.step == 6
    assert one.after == pytest.approx(float(tensors(again.folder)["n00000/weight"][0, 0, 1, 1]), abs=1e-7)
    assert not one.remark
    with pytest.raises(RunFolderError, match="not known after step 4"):
        standing_of(session.folder.path, 4)


def test_what_does_not_learn_is_a_sentence(dataset):
    frozen = project().network.change_node({"n00000"}, trainable=False)
    what = changed(project(), network=frozen)
    for name, index, words in [
        ("n00000/weight", (0, 0, 0, 0), "is no weight that learns"),
        ("n00003/weight", (10, 0), r"none is at \(10, 0\)"),
        ("n00003/running_mean", (0,), "is no weight that learns"),
    ]:
        with pytest.raises(InputError, match=words):
            weight_step(beginning(what), dataset, name, index)


def test_gradients_that_are_no_number_make_a_step_that_is_none(dataset):
    what = project(optimiser=Sgd(), clipping=Clipping(0.5), batch=20)
    stands = beginning(what)
    prepared = prepare(what, dataset, CPU, stands.legs)
    prepared.trainer.advance()
    name, index = PLACES[0]
    with torch.no_grad():
        named_tensors(prepared.net)[name][index] = float("nan")
    found = weight_step(standing(stands, prepared), dataset, name, index)
    assert found.clipped is not None
    assert isnan(found.clipped.factor)
    assert isnan(found.lines[-1].value)
    assert isnan(found.after)
