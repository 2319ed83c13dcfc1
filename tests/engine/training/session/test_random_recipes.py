"""Whatever the recipe and wherever it is cut: a run that goes on reaches the very weights of one that was never cut."""

import tempfile
from pathlib import Path
from typing import get_args

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

import engine.training.tuning.chosen_precision
from engine.project.data.data_settings import DataSettings, NoValidation, ValidationCount
from engine.project.project import problems
from engine.project.training.averaging import Averaging
from engine.project.training.budgets import Epochs, Steps
from engine.project.training.optimisers import Clipping, Optimiser
from engine.project.training.rate.schedules import Schedule, SlowStart, WarmUp
from engine.project.training.training_settings import TrainingSettings
from engine.project.training.watching import EarlyStopping, KeepBest
from engine.typed.fields import struct_fields, words
from tests.engine.settings_of import varied
from tests.engine.training.session.test_resuming import comparable, kept
from tests.engine.training.small import EVERYTHING, PLAIN, equal, project, tensors, train, train_to
from tests.examples import examples

LENGTH = 30  # steps, of 8 to the epoch


@pytest.fixture(autouse=True, scope="module")
def bfloat16_works():
    """Here it is known to; else each home would try it out in another process first."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(engine.training.tuning.chosen_precision, "unproven", lambda *_: "")
        yield


def some(*kinds):
    """Every kind, each with its usual settings or with one of them changed."""
    return st.sampled_from([value for kind in kinds for value in varied(kind())])


def optional(kind):
    return st.none() | some(kind)


FIELDS = {
    "optimiser": some(*get_args(Optimiser)),
    "schedule": some(*get_args(Schedule)),
    "warm_up": optional(WarmUp),
    "slow_start": optional(SlowStart),
    "clipping": optional(Clipping),
    "batch": st.just(500),
    "budget": st.sampled_from([Steps(LENGTH), Epochs(4, minutes=100)]),
    "evaluate_every": st.sampled_from([0, 0, 3, 5]),
    "early_stopping": optional(EarlyStopping),
    "keep_best": optional(KeepBest),
    "initialisation": st.sampled_from(words(struct_fields(TrainingSettings)["initialisation"])),
    "average": st.sampled_from([None, Averaging(), Averaging(0.9, 1), Averaging(0.5, 7)]),
    "precision": st.sampled_from(["float32", "float32", "bfloat16"]),
    "deterministic": st.booleans(),
    "zero_last_norm": st.booleans(),
    "loss": st.sampled_from(words(struct_fields(TrainingSettings)["loss"])),
    "class_weights": st.sampled_from(words(struct_fields(TrainingSettings)["class_weights"])),
    "label_smoothing": st.sampled_from([0.0, 0.1]),
    "drawings": st.none(),  # a person's own are needed for that: see test_own_drawings
    "seed": st.integers(0, 9),
}
PROJECTS = st.builds(
    lambda ops, validation, training: project(*ops, data=DataSettings(share=0.5, validation=validation), **training),
    st.sampled_from([PLAIN, EVERYTHING]),
    st.sampled_from([NoValidation(), ValidationCount(400)]),
    st.fixed_dictionaries(FIELDS),
).filter(lambda one: not problems(one))


def test_every_field_of_the_recipe_is_drawn():
    assert set(FIELDS) == set(struct_fields(TrainingSettings))


@settings(max_examples=examples(6), deadline=None)
@given(what=PROJECTS, cut=st.integers(0, LENGTH))
def test_cut_anywhere_it_goes_on_to_the_same_weights(what, cut):
    with tempfile.TemporaryDirectory() as runs:
        whole, _ = train(what, Path(runs))
        assume(whole.error is None)  # too high a rate has nothing to go on to
        made, _ = train_to(what, min(cut, whole.result.steps), Path(runs))
        if not made.kept:
            made, _ = train(what, Path(runs))
        elif made.result.stopped_by == "user":  # else it came to its own end
            made, _ = train(what, Path(runs), made.folder, resume=True)
        assert (made.error, made.result.stopped_by) == (None, whole.result.stopped_by)
        assert equal(tensors(made.folder), tensors(whole.folder))
        assert comparable(made.folder) == comparable(whole.folder)
        assert kept(made.folder) == kept(whole.folder)
