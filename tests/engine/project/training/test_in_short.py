"""A recipe in a few words: nothing that is learned by differs silently."""

import msgspec
import pytest

from engine.project.training.averaging import Averaging
from engine.project.training.in_short import differs
from engine.project.training.optimisers import Adam, Clipping, Sgd
from engine.project.training.own_drawings import MixedDrawings
from engine.project.training.rate.schedules import Cosine, SlowStart, WarmUp
from engine.project.training.training_settings import TrainingSettings
from engine.project.training.watching import EarlyStopping, KeepBest
from engine.typed.document import changed

USUAL = TrainingSettings()
OTHERS = {
    "schedule": Cosine(),
    "warm_up": WarmUp(),
    "slow_start": SlowStart(),
    "clipping": Clipping(),
    "drawings": MixedDrawings(),
    "early_stopping": EarlyStopping(),
    "keep_best": KeepBest(),
    "average": Averaging(),
    "loss": "squared-error",
    "class_weights": "balanced",
    "label_smoothing": 0.1,
    "initialisation": "xavier",
    "zero_last_norm": True,
    "precision": "bfloat16",
    "deterministic": False,
}
ELSEWHERE = ("optimiser", "batch", "seed", "budget", "evaluate_every")  # told beside it, or nothing is learned by them


def test_of_the_usual_settings_nothing_is_said():
    assert differs(USUAL) == ""


@pytest.mark.parametrize("field", [one for one in TrainingSettings.__struct_fields__ if one not in ELSEWHERE])
def test_every_field_has_its_words(field):
    assert differs(changed(USUAL, **{field: OTHERS[field]}))


def test_all_of_it_is_a_short_line():
    words = differs(
        changed(USUAL, optimiser=Sgd(0.1, 0.9, 5e-4, nesterov=True), schedule=Cosine(), label_smoothing=0.1)
    )
    assert words == "weight decay 0.0005, nesterov, cosine, smoothing 0.1"
    assert differs(changed(USUAL, optimiser=Adam(beta1=0.8))) == "beta 1 0.8"
    others = changed(USUAL, initialisation="he-fan-in", loss="squared-error", class_weights="balanced")
    assert differs(others) == "squared error, balanced classes, He (by inputs)"
    assert len(msgspec.structs.fields(TrainingSettings)) == len(OTHERS) + len(ELSEWHERE)
