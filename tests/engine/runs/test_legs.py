"""A run that trained on keeps what it was told each time, and goes on as if it had never stopped."""

import pytest

from engine.errors import RunFolderError
from engine.project.training.budgets import Epochs, Steps
from engine.project.training.legs import Anew, GoOn, Hold
from engine.project.training.optimisers import Adam
from engine.project.training.rate.schedules import Cosine, StepDecay
from engine.runs.legs import read_legs
from engine.runs.logs import read_steps
from tests.engine.training.small import equal, project, tensors, train, train_to


def cosine(steps):
    return project(optimiser=Adam(0.003), schedule=Cosine(unit="step"), budget=Steps(steps))


def rates_of(folder):
    return read_steps(folder.steps_file)["rate"].tolist()


def test_every_leg_is_kept_and_what_ran_is_never_rewritten(tmp_path):
    made, _ = train(cosine(20), tmp_path)
    kept = {file.name: file.read_bytes() for file in (made.folder.project_file, made.folder.environment_file)}
    for steps in (30, 40):
        train(cosine(steps), tmp_path, made.folder, resume=True)
    legs = read_legs(made.folder.legs)
    assert [(leg.first_step, leg.total, leg.project) for leg in legs] == [(20, 30, cosine(30)), (30, 40, cosine(40))]
    assert {name: (made.folder.path / name).read_bytes() for name in kept} == kept
    assert sorted(file.name for file in made.folder.legs.iterdir()) == ["2.json", "3.json"]


def test_the_rates_of_a_cosine_never_jump_up_to_the_middle_of_its_curve(tmp_path):
    made, _ = train(cosine(20), tmp_path)
    planned = rates_of(made.folder)
    train(cosine(30), tmp_path, made.folder, resume=True)
    found = rates_of(made.folder)
    assert found[:20] == planned
    assert max(found[20:]) <= 0.003 / 10 * 1.0001
    assert isinstance(read_legs(made.folder.legs)[0].rule, Anew)


@pytest.mark.parametrize(("extend", "rule"), [("hold", Hold), ("anew", Anew), ("stretch", GoOn)])
def test_the_rule_may_be_chosen(extend, rule, tmp_path):
    made, _ = train(cosine(20), tmp_path)
    train(cosine(30), tmp_path, made.folder, resume=True, extend=extend)
    assert isinstance(read_legs(made.folder.legs)[0].rule, rule)


@pytest.mark.parametrize("stop", [21, 25, 29])
def test_a_leg_that_was_stopped_goes_on_to_the_very_weights_of_one_that_was_not(stop, tmp_path):
    whole, _ = train(cosine(20), tmp_path)
    train(cosine(30), tmp_path, whole.folder, resume=True)
    made, _ = train(cosine(20), tmp_path)
    train_to(cosine(30), stop, tmp_path, made.folder, resume=True)
    train(cosine(30), tmp_path, made.folder, resume=True)
    assert rates_of(made.folder) == rates_of(whole.folder)
    assert equal(tensors(made.folder), tensors(whole.folder))
    assert len(read_legs(made.folder.legs)) == 1


def test_steps_go_on_by_absolute_step(tmp_path):
    def told(epochs):
        return project(schedule=StepDecay(1), budget=Epochs(epochs))

    whole, _ = train(told(3), tmp_path)
    made, _ = train(told(1), tmp_path)
    train(told(3), tmp_path, made.folder, resume=True)
    assert rates_of(made.folder) == rates_of(whole.folder)
    assert equal(tensors(made.folder), tensors(whole.folder))


def test_a_leg_that_cannot_be_read_is_refused_in_words(tmp_path):
    made, _ = train(cosine(20), tmp_path)
    train(cosine(30), tmp_path, made.folder, resume=True)
    (made.folder.legs / "2.json").write_bytes(b"{}")
    again, _ = train(cosine(40), tmp_path, made.folder, resume=True)
    assert isinstance(again.error, RunFolderError)
    assert "2.json" in again.error.what
