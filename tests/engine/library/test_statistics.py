"""Statistics of a run, for scripts."""

import numpy as np
import pytest

import engine


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


def test_what_there_is_not_is_refused_in_words(short):
    with pytest.raises(engine.InputError, match="does not have this layer"):
        engine.statistics(short, "nowhere")
    with pytest.raises(engine.InputError, match="no mode “all”"):
        engine.statistics(short, "n00000", mode="all")
