"""Statistics of a run, for scripts."""

import shutil

import numpy as np
import pytest

import engine
from engine.drawings.for_network import set_of
from engine.drawings.pictures import Drawn
from engine.project.training.budgets import Steps
from engine.project.training.own_drawings import MixedDrawings
from tests.engine.service.door import a_one
from tests.engine.training.small import project


def test_statistics_are_of_the_weights_of_a_step(short):
    run = engine.open_run(short)
    layer = next(iter(run.weights())).split("/")[0]
    name = f"{layer}/weight"
    for step in (None, 0):
        found = engine.statistics(run, layer, step=step)
        weights = run.weights(step)[name].astype(np.float64)
        assert found.tensors[0].values.mean == pytest.approx(weights.mean(), abs=1e-6)
        assert found.tensors[0].length == pytest.approx(np.linalg.norm(weights), rel=1e-5)
        assert found.tensors[0].gradient_length > 0
        assert found.images == 1000
    training = engine.statistics(run, layer, mode="training")
    assert (training.mode, training.batch) == ("training", run.project.training.batch)


def test_updates_are_those_of_the_next_step_or_between_kept_ones(short):
    run = engine.open_run(short)
    now, first, between = engine.updates(run, step=20), engine.updates(run.project), engine.updates(run, step=3)
    assert (now.first, now.next) == (20, True)
    assert (first.first, first.next) == (0, True)
    assert (between.first, between.steps) == (2, 2)
    assert {one.name for one in now.of} == {one.name for one in first.of} == set(run.weights())
    assert all(one.moved > 0 for one in (*now.of, *first.of, *between.of))


def test_a_step_with_own_drawings_moves_the_weights_as_the_run_that_takes_it(tmp_path):
    told = project(budget=Steps(1), drawings=MixedDrawings(share=0.9))
    set_of(told).keep(Drawn("drawing", a_one().pixels), 1)
    training = engine.train(told, out=tmp_path, device="cpu", threads=1)
    training.wait()
    before, after = training.run.weights(0), training.run.weights(1)
    really = {name: np.linalg.norm(after[name] - before[name]) for name in before}
    for asked in (told, training.run.project):
        found = engine.updates(asked)
        assert {one.name: one.moved for one in found.of} == pytest.approx(really, rel=1e-4)
    name = next(iter(before))
    place = (0,) * before[name].ndim
    assert engine.explain_step(told, name, place).after == pytest.approx(after[name][place], rel=1e-5)


def test_a_snapshot_that_cannot_be_read_is_passed_over(short, tmp_path):
    run = engine.open_run(shutil.copytree(short.path, tmp_path / "run"))
    (run.path / "snapshots" / "000002.safetensors").write_bytes(b"cut")
    found = engine.updates(run, step=3)
    assert (found.first, found.steps) == (1, 3)


def test_a_project_has_no_later_steps(short):
    for asked in (
        lambda **at: engine.updates(short.project, **at),
        lambda **at: engine.explain_step(short.project, "n00000/weight", (0,) * 4, **at),
    ):
        with pytest.raises(engine.InputError, match="has taken no step"):
            asked(step=3)


def test_what_there_is_not_is_refused_in_words(short):
    with pytest.raises(engine.InputError, match="does not have this layer"):
        engine.statistics(short, "nowhere")
    with pytest.raises(engine.InputError, match="no mode “all”"):
        engine.statistics(short, "n00000", mode="all")
