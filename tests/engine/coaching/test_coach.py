"""The coach says what the curves of a run show, at the latest at its end, and of a healthy one nothing at any time."""

import math
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.coaching.coach import JUDGES, advised
from engine.coaching.remark import KINDS, TITLES
from engine.coaching.seen import Seen, Tried
from engine.coaching.standing_still import Still
from engine.project.assignments import assigned
from engine.project.project import with_facts
from engine.project.recipes import read_recipe
from engine.project.training.rate.learning_rate import with_rate
from engine.typed.document import changed
from tests.engine.coaching.curves.recorded import moments, recorded
from tests.examples import examples

HEALTHY = [name for name in recorded() if name.startswith("healthy")]
SHOWING = {
    "overfitting": ("overfitting-validation", "overfitting-test", "overfitting-fashion"),
    "diverged": ("diverged-lenet5", "diverged-mlp"),
    "guessing": ("guessing-shuffled", "guessing-adam", "guessing-crawls"),
    "rate too high": (
        "rate-too-high-digits",
        "rate-too-high-cifar10",
        "rate-too-high-above-guessing",
        "rate-too-high-three-epochs",
    ),
    "rate too low": ("rate-too-low-adam", "rate-too-low-sgd"),
    "dead units": ("dead-units-mnist", "dead-units-mlp"),
    "plateau": ("plateau-digits", "plateau-wrong-labels"),
}
LENET = read_recipe("lenet5-sample")  # 10 classes, 2,000 test images, 250 steps an epoch
HELD_BACK = assigned(LENET, "data.validation=share")  # 800 validation images, 225 steps


def said(name: str) -> list[str]:
    """The kinds that were spoken of while it trained and after, in order."""
    return [remark.kind for seen in moments(name) if (remark := advised(seen)) is not None]


def test_there_are_twenty_healthy_runs_and_some_for_each_kind():
    assert len(HEALTHY) >= 20
    assert set(SHOWING) == set(KINDS) == set(TITLES) == set(JUDGES)
    assert tuple(JUDGES) == KINDS


@pytest.mark.parametrize("name", HEALTHY)
def test_nothing_is_said_of_a_healthy_run_at_any_time(name):
    assert said(name) == []


@pytest.mark.parametrize(("kind", "name"), [(kind, name) for kind, names in SHOWING.items() for name in names])
def test_what_a_run_was_made_to_show_is_said(kind, name):
    assert kind in said(name)


figures_drawn = st.one_of(
    st.floats(0, 5), st.sampled_from([float("nan"), float("inf"), 0.0, 1e30, 2.302585]), st.floats(1e-12, 1e12)
)


@st.composite
def seen_drawn(draw):
    """Some figures, held for stretches of steps, with noise, and evaluations that need not fit them."""
    steps, spread = draw(st.integers(0, 3000)), draw(st.sampled_from([0, 0.01, 0.5]))
    levels = draw(st.lists(figures_drawn, min_size=1, max_size=8))
    noise = np.random.default_rng(draw(st.integers(0, 99))).normal(size=steps) * spread
    along = np.linspace(0, len(levels) - 1e-9, steps)
    with np.errstate(invalid="ignore", over="ignore"):
        losses = np.array(levels)[along.astype(int)] + noise
    rate = draw(st.sampled_from([1e-8, 1e-4, 1e-3, 0.1, 10.0]))
    return Seen(
        LENET,
        losses,
        np.full(steps, draw(st.floats(0, 1))),
        np.full(steps, rate),
        validation=draw(tried_drawn),
        test=draw(tried_drawn),
        still=tuple(draw(st.lists(st.builds(Still, st.just("A"), st.integers(0, 9), st.integers(0, 9), st.just(1))))),
        ended=draw(st.booleans()),
    )


tried_drawn = st.lists(st.tuples(figures_drawn, st.floats(0, 1)), max_size=12).map(
    lambda rows: Tried(
        np.arange(1.0, len(rows) + 1) * 250, np.array([row[0] for row in rows]), np.array([row[1] for row in rows])
    )
)


@settings(max_examples=examples(60), deadline=None)
@given(seen_drawn())
def test_whatever_the_curves_are_it_says_one_sentence_or_none(seen):
    remark = advised(seen)
    if remark is not None:
        assert remark.sentence.endswith(".")
        assert "nan" not in remark.sentence.lower().split()
        assert not remark.taken(seen.project)
        for fix in remark.fixes:
            assert fix.edit(seen.project) != seen.project


def learning(steps=1500, end=0.3):
    """A loss that has come down."""
    curve = np.concatenate([np.linspace(2.3, end, steps // 3), np.full(steps - steps // 3, end)])
    return curve + np.random.default_rng(0).normal(size=steps) * 0.02


def seen(losses, *, accuracy=0.9, rate=0.001, **fields):
    project = HELD_BACK if "validation" in fields else LENET
    return Seen(project, np.asarray(losses), np.full(len(losses), accuracy), np.full(len(losses), rate), **fields)


def tried(*losses, accuracy=0.9):
    steps = 250.0 * np.arange(1, len(losses) + 1)
    return Tried(steps, np.array(losses), np.full(len(losses), accuracy))


RISING = tried(0.5, 0.3, 0.4, 0.5, 0.6, 0.7)


def test_where_test_images_alone_show_it_it_says_so_and_advises_to_keep_images_back():
    losses = np.linspace(1.0, 0.01, 1500)
    remark = advised(seen(losses, accuracy=0.99, test=RISING))
    assert remark.kind == "overfitting"
    assert remark.lead == "Overfitting since epoch 2."
    assert remark.words.startswith("Test loss 0.300 → 0.600. Training loss down to 0.09")
    assert [fix.title for fix in remark.fixes] == ["Keep back a tenth"]


def test_where_there_are_validation_images_test_images_decide_nothing():
    losses = np.linspace(1.0, 0.01, 1500)
    assert advised(seen(losses, accuracy=0.99, test=RISING, validation=tried(*[0.3] * 6))) is None
    remark = advised(seen(losses, accuracy=0.99, validation=RISING))
    assert [fix.title for fix in remark.fixes] == [
        "Add Dropout", "Add augmentation", "Weight decay 0.0005", "Stop early",
    ]  # fmt: skip
    assert remark.fixes[0].edit(LENET).network.nodes[-2].op.title == "Dropout"


def test_one_that_only_becomes_too_sure_of_itself_does_not_overfit():
    surer = Tried(RISING.steps, RISING.loss, np.linspace(0.8, 0.95, 6))
    assert advised(seen(np.linspace(1.0, 0.01, 1500), accuracy=0.99, validation=surer)) is None


def test_figures_that_jump_about_show_nothing():
    jumping = tried(0.5, 0.3, 0.6, 0.32, 0.55, 0.31, 0.5)
    assert advised(seen(np.linspace(1.0, 0.01, 1750), accuracy=0.99, validation=jumping)) is None


def test_what_it_is_told_not_to_say_leaves_room_for_the_next():
    both = seen(learning(), still=(Still("Convolution", 5, 6, 1000, "filters"),), validation=RISING)
    assert advised(both).kind == "dead units"
    assert advised(both).words.startswith("5 of 6 filters of “Convolution” have not moved since step 1,000")
    assert (after := advised(both, ("dead units",))) is None or after.kind != "dead units"


def test_a_remark_is_over_once_a_project_has_what_it_advises():
    remark = advised(seen(learning(), accuracy=0.9, still=(Still("Linear", 60, 84, 1000),)))
    for fix in remark.fixes:
        assert remark.taken(fix.edit(LENET))
    assert not remark.taken(LENET)


def test_of_one_that_has_ended_the_verdict_says_what_went_wrong():
    lost = np.full(1500, 2.303)
    assert advised(seen(lost, accuracy=0.1)).kind == "guessing"
    assert advised(seen(lost, accuracy=0.1, ended=True)) is None
    ended = seen(np.linspace(2.3, 150.0, 1500), still=(Still("Linear", 74, 84, 1250),), ended=True)
    assert advised(ended) is None
    assert advised(seen([*learning(), np.nan], validation=RISING)) is None


def test_a_loss_that_ran_away_and_came_down_again_but_not_below_guessing_is_spoken_of_at_its_end():
    calmed = seen(np.linspace(50, 2.6, 1500), accuracy=0.25, rate=0.1, ended=True)
    remark = advised(replace(calmed, project=with_rate(LENET, 0.1)))
    assert remark.kind == "rate too high"
    assert remark.words.endswith("guessing 2.303: 100 × the usual.")
    assert [fix.title for fix in remark.fixes] == ["Learning rate 0.001"]


def test_where_it_is_not_to_say_that_a_run_only_guesses_it_does_not_say_so_in_other_words():
    lost = replace(seen(np.full(1500, 2.303), accuracy=0.1, rate=0.01), project=with_rate(LENET, 0.01))
    assert advised(lost).kind == "guessing"
    assert advised(lost, ("guessing",)) is None
    assert advised(replace(lost, accuracies=np.full(1500, 0.25)), ("guessing",)).kind == "rate too high"
    came_down = replace(lost, losses=np.linspace(50, 2.6, 1500))
    assert advised(came_down, ("guessing",)).kind == "rate too high"


@pytest.mark.parametrize("name", HEALTHY)
def test_of_a_healthy_run_nothing_is_said_under_another_name(name):
    assert not [remark for moment in moments(name, 6) if (remark := advised(moment, ("guessing", "diverged")))]


def smoothed(share: float, rate: float, end: float, *, accuracy: float) -> Seen:
    """Of two classes, with label smoothing: its loss has come down to an end and stays there."""
    project = assigned(with_rate(LENET, rate), f"training.label_smoothing={share}")
    losses = np.concatenate([np.linspace(math.log(2), end, 500), np.full(2000, end)])
    losses += np.random.default_rng(0).normal(size=2500) * 0.001
    two = with_facts(project, changed(project.facts, classes=("cat", "dog")))
    return Seen(two, losses, np.full(2500, accuracy), np.full(2500, rate))


def test_label_smoothing_leaves_a_loss_near_that_of_guessing_to_one_that_is_right():
    right = smoothed(0.7, 0.003, 0.65, accuracy=0.999)
    assert right.least == pytest.approx(0.6474, abs=1e-4)
    assert advised(right) is None
    assert advised(smoothed(0.7, 0.003, 0.695, accuracy=0.5)).kind == "guessing"
    assert smoothed(0, 0.003, 0.3, accuracy=0.9).least == 0


def test_of_a_loss_that_label_smoothing_holds_up_what_is_left_to_learn_counts():
    still_learning = smoothed(0.4, 0.001, 0.5, accuracy=0.93)
    slowly = np.linspace(0.56, 0.54, 2500) + np.random.default_rng(0).normal(size=2500) * 0.001
    assert advised(replace(still_learning, losses=slowly)) is None


def test_of_a_rate_that_was_changed_by_hand_it_says_nothing_at_first_and_then_goes_by_the_one_that_runs():
    losses = np.concatenate([learning(600, 0.5), np.linspace(0.5, 1.5, 600)])
    project = with_rate(LENET, 0.01)
    rates = np.where(np.arange(1200) < 300, 0.01, 0.001)
    rising = Seen(project, losses, np.full(1200, 0.7), rates, factor=0.1, changed_at=900)
    assert advised(rising) is None
    remark = advised(replace(rising, changed_at=300))
    assert remark.kind == "rate too high"
    assert [fix.title for fix in remark.fixes] == ["Learning rate 0.00033"]
