"""Muting layers of a run."""

import pytest

import engine
from engine.network.layers import Softmax
from engine.project.training.budgets import Steps
from engine.runs.reader import RunReader
from tests.engine.training.small import PLAIN, project


def test_muting_tells_what_is_right_before_and_after(short):
    found = engine.mute(short, ["n00000"])
    assert found.before.count == 1000
    assert found.before.accuracy == pytest.approx(engine.evaluate(short).accuracy, abs=0.05)
    assert {one.label for one in found.classes} == set(range(10))
    assert found.after.loss != found.before.loss
    by_mean = engine.mute(short, [("n00000", 1)], how="mean")
    assert by_mean.before.loss == found.before.loss
    assert by_mean.after.loss != engine.mute(short, [("n00000", 1)]).after.loss


def test_ranking_agrees_with_muting_and_changes_nothing(short):
    before, told = RunReader(short.path).arrays(None)[1], []
    found = engine.rank_channels(short, "n00000", progress=lambda *how_far: told.append(how_far))
    dearest = found.costs[0]
    alone = engine.mute(short, [("n00000", dearest.channel)])
    assert alone.after.loss - alone.before.loss == pytest.approx(dearest.loss, abs=1e-5)
    assert told
    after = RunReader(short.path).arrays(None)[1]
    assert all((after[name] == array).all() for name, array in before.items())


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        (lambda run: engine.mute(run, ["nowhere"]), "no layer “nowhere”"),
        (lambda run: engine.mute(run, [("n00000", 2)]), "no channel 2"),
        (lambda run: engine.mute(run, ["n00000"], how="half"), "no way to mute “half”"),
        (lambda run: engine.rank_channels(run, "nowhere"), "no such layer"),
    ],
)
def test_what_cannot_be_muted_is_refused_in_words(short, wrong, words):
    with pytest.raises(engine.InputError, match=words):
        wrong(short)


def test_the_softmax_that_ends_a_network_is_not_muted_as_no_answer_passes_it(tmp_path):
    ends = project(*PLAIN, Softmax(), budget=Steps(1))
    training = engine.train(ends, out=tmp_path, device="cpu", threads=1)
    training.wait()
    for asked in ("n00004", ("n00004", 3)):
        with pytest.raises(engine.InputError, match="changes no answer"):
            engine.mute(training.run, [asked])
    assert engine.mute(training.run, ["n00003"]).after.loss != engine.mute(training.run, []).after.loss
