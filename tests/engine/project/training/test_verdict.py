"""What a training reached is judged by its curves and figures, and what to try are pure edits."""

import math

import numpy as np
import pytest

from engine.events import Failed
from engine.project.data.data_settings import ValidationCount
from engine.project.data.facts import Facts
from engine.project.project import with_facts
from engine.project.recipes import read_recipe
from engine.project.training.budgets import Epochs
from engine.project.training.own_drawings import MixedDrawings
from engine.project.training.rate.learning_rate import with_rate
from engine.project.training.verdict import Ended, diverged_at, guessing_loss, to_try, verdict
from engine.typed.document import changed

LENET = read_recipe("lenet5-sample")  # 10 classes, 2,000 test images, 250 steps an epoch
LEARNED = np.concatenate([np.linspace(2.3, 0.3, 300), np.full(1200, 0.3)]).astype(np.float32)


def losses(*values):
    return np.array(values, np.float32)


def judged(
    curve=LEARNED,
    accuracy=0.96,
    *,
    project=LENET,
    total=1500,
    stopped_by="budget",
    failure=None,
    tried_at=None,
    tests=(),
):
    at = len(curve) if tried_at is None else tried_at
    return verdict(Ended(project, total, curve, accuracy, at, tests or (0.3,), stopped_by, failure))


def test_a_good_one_says_what_it_reached():
    found = judged()
    assert (found.kind, found.sentence) == ("good", "96 % on 2,000 digits it never saw.")
    assert [fix.title for fix in found.fixes] == ["Train on"]
    assert not found.trouble


@pytest.mark.parametrize("accuracy", [0.098, 0.1, 0.115])
def test_one_at_chance_level_says_so_and_offers_another_rate(accuracy):
    found = judged(np.full(1500, 2.303, np.float32), accuracy)
    assert found.kind == "guessing"
    assert found.sentence.endswith("%: no better than guessing.")
    (fix,) = found.fixes
    edited = fix.edit(LENET)
    assert edited.training.optimiser.rate == LENET.training.optimiser.rate / 10
    assert edited.network == LENET.network
    assert fix.title == f"Learning rate {edited.training.optimiser.rate:g}"


def test_after_a_few_steps_it_may_yet_learn():
    found = judged(np.full(20, 2.303, np.float32), 0.1, total=20)
    assert found.sentence == "10 %: no better than guessing after 20 steps."
    assert [fix.title for fix in found.fixes] == ["Train on"]


def test_what_chance_does_not_give_is_no_guessing_unless_the_loss_is_that_of_it():
    assert judged(accuracy=0.13).kind == "good"
    assert judged(accuracy=0.13, tests=(2.31, 2.29)).kind == "guessing"
    assert judged(accuracy=0.3, tests=(2.31, 2.29)).kind == "good"


def test_of_few_images_the_loss_tells_what_was_guessed():
    facts = Facts((1, 28, 28), ("cat", "dog"), 40, 8)
    few = with_facts(LENET, facts)
    assert judged(accuracy=0.5, tests=(0.3,), project=few).kind == "good"
    assert judged(accuracy=1.0, tests=(0.01,), project=few).kind == "good"
    assert judged(accuracy=0.625, tests=(0.69, 0.692), project=few).kind == "guessing"


def test_one_right_more_often_than_chance_with_a_loss_above_guessing_is_no_success_and_does_not_still_fall():
    calming = np.linspace(50, 2.9, 1500).astype(np.float32)
    found = judged(calming, 0.25, project=with_rate(LENET, 0.1), tests=(3.2, 2.876))
    assert found.trouble
    assert found.sentence == "25 %: test loss 2.876, guessing has 2.303."
    assert [fix.title for fix in found.fixes] == ["Learning rate 0.001"]
    assert judged(calming, 0.25, tests=(0.3,)).kind != "guessing"  # it has learned something after all


def test_a_rate_that_was_far_too_low_is_raised_to_the_usual_one():
    crawling = with_rate(LENET, 1e-7)
    (fix,) = judged(np.full(1500, 2.303, np.float32), 0.1, project=crawling).fixes
    assert fix.edit(crawling).training.optimiser.rate == 0.001


def test_one_that_ran_away_says_its_loss_and_that_of_guessing():
    wild = with_rate(LENET, 10)
    found = judged(losses(2.3, *[395.0] * 400), 0.1, project=wild)
    assert (found.kind, found.figure) == ("diverged", "Loss 395:")
    assert found.sentence == "Loss 395: it ran away; guessing has 2.303."
    assert found.fixes[0].edit(wild).training.optimiser.rate == 0.001
    assert to_try(found) == "Try: learning rate 0.001."


def test_a_loss_that_is_no_number_ran_away_at_that_step():
    assert "it ran away at step 3." in judged(losses(2.3, 9.0, np.nan, np.nan), 0.1).sentence
    failure = Failed("a run", 0.0, "The training ran away at step 3.", "", 3, diverged=True)
    found = judged(losses(2.3, 9.0), None, stopped_by="failure", failure=failure)
    assert (found.kind, found.fixes[0].title) == ("diverged", "Learning rate 0.0001")


def test_another_failure_has_no_recipe_to_blame():
    failure = Failed("a run", 0.0, "The disk is full.", "Make room.", 3)
    found = judged(failure=failure, stopped_by="failure")
    assert (found.kind, found.sentence, found.fixes) == ("failed", "It failed: The disk is full.", ())


def test_one_that_was_stopped_says_where():
    found = judged(LEARNED[:740], 0.91, stopped_by="user", tried_at=500)
    assert found.sentence == "91 % on 2,000 digits it never saw at step 500. Stopped at step 740 of 1,500."
    assert judged(LEARNED[:740], None, stopped_by="user").sentence == (
        "Stopped at step 740 of 1,500. It was not tested yet."
    )


def test_one_whose_loss_still_falls_is_worth_training_on():
    falling = np.linspace(2.3, 0.5, 1500).astype(np.float32)
    assert judged(falling, 0.84).sentence == "84 % on 2,000 digits it never saw. The loss still falls."
    assert judged(falling, 0.84, tests=(0.5, 0.4, 0.6)).kind == "good"  # on what it never saw it rises again


@pytest.mark.parametrize(
    "ended",
    [
        losses(),
        losses(90.0),
        losses(2.3, 2.1, 0.4, 0.1),
        losses(2.3, *[2.303] * 500),  # stuck at guessing
        losses(2.3, 50.0, 900.0, *[2.5] * 300),  # a spike that was overcome
        losses(40.0, *np.linspace(40, 30, 200)),  # begun badly and hardly mended
        losses(2.3, *[0.1] * 400, 500.0),  # one bad batch at the end
        losses(2.3, *[6.0] * 300),  # bad, but near
    ],
)
def test_what_did_not_run_away(ended):
    assert diverged_at(ended, math.log(10)) is None


def test_what_ran_away():
    assert diverged_at(losses(2.3, *[20.0] * 300), math.log(10)) == pytest.approx(20)


def test_of_one_that_was_stopped_what_was_planned_is_finished_first():
    (fix,) = judged(LEARNED[:740], 0.91, stopped_by="user").fixes
    assert (fix.title, fix.edit) == ("Train on to 6 epochs", None)
    (fix,) = judged(np.full(20, 2.303, np.float32), 0.1, stopped_by="user").fixes
    assert fix.title == "Train on to 6 epochs"


@pytest.mark.parametrize(("images", "steps"), [(None, 250), (4_000, 125), (3_999, 125), (3_998, 126)])
def test_an_epoch_is_as_long_as_training_makes_it(images, steps):
    """By the images that are trained on, and a last batch of one image joins the one before."""
    project = changed(LENET, training=changed(LENET.training, budget=Epochs(1)))
    if images is not None:
        project = changed(project, data=changed(project.data, validation=ValidationCount(images)))
    whole = judged(np.full(steps, 2.303, np.float32), 0.1, project=project, total=steps)
    assert whole.sentence == "10 %: no better than guessing."
    less = judged(np.full(steps - 1, 2.303, np.float32), 0.1, project=project, total=steps)
    assert less.sentence == f"10 %: no better than guessing after {steps - 1} steps."


@pytest.mark.parametrize(
    ("stopped_by", "words"),
    [("patience", "Ended early at step 740 of 1,500."), ("time", "Its time was over at step 740 of 1,500.")],
)
def test_one_that_came_to_an_end_of_its_own_before_its_budget_says_which(stopped_by, words):
    found = judged(LEARNED[:740], 0.91, stopped_by=stopped_by)
    assert found.sentence == f"91 % on 2,000 digits it never saw. {words}"
    assert [fix.title for fix in found.fixes] == ["Train on to 6 epochs"]


@pytest.mark.parametrize(
    ("best", "words"),
    [
        (1500, "On the validation images its last epoch was the best."),
        (1250, "Step 1,250, the best on the validation images, is kept."),
    ],
)
def test_which_step_is_kept_as_the_best_is_told(best, words):
    found = verdict(Ended(LENET, 1500, LEARNED, 0.96, 1500, (0.3,), "budget", best_step=best))
    assert found.sentence == f"96 % on 2,000 digits it never saw. {words}"


def test_the_loss_of_guessing_is_of_the_loss_that_is_trained_by():
    assert guessing_loss(10) == pytest.approx(math.log(10))
    assert guessing_loss(10, "squared-error") == pytest.approx(0.09)


def test_images_that_it_learned_from_are_none_that_it_never_saw():
    mixed = changed(LENET, training=changed(LENET.training, drawings=MixedDrawings(0.5)))
    for project, learned, words in (
        (LENET, 0, "96 % on 2,000 digits it never saw."),
        (LENET, None, "96 % on 2,000 digits it never saw."),
        (mixed, 0, "96 % on 2,000 digits it never saw."),
        (mixed, 1, "96 % on 2,000 test digits, 1 of which it learned from."),
        (LENET, 2, "96 % on 2,000 test digits, 2 of which it learned from."),
        (mixed, None, "96 % on 2,000 test digits."),
    ):
        found = verdict(Ended(project, 1500, LEARNED, 0.96, 1500, (0.3,), "budget", learned=learned))
        assert found.sentence == words
    forked = verdict(Ended(LENET, 1500, LEARNED, 0.96, 1500, (0.3,), "budget", drawings=True))
    assert forked.sentence == "96 % on 2,000 test digits."


def test_stopped_and_interrupted_are_two_things():
    said = {by: judged(total=3000, stopped_by=by).words for by in ("user", "interrupt")}
    assert "Stopped at step 1,500 of 3,000" in said["user"]
    assert "Interrupted at step 1,500 of 3,000" in said["interrupt"]
