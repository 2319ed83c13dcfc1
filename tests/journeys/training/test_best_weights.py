"""A run that keeps its best weights: which are shown is said, and one click leads to the others and back."""

from engine.project.data.data_settings import DataSettings, ValidationCount
from engine.project.project import Project
from engine.project.training.budgets import Epochs
from engine.project.training.optimisers import Sgd
from engine.project.training.watching import KeepBest
from engine.typed.document import changed
from gui.state.run.training_words import NOW
from gui.window.display.training.best_weights import SHOW_BEST
from tests.journeys.person import Person, short


def still() -> Project:
    """Moves nothing, so that its first epoch stays the best: eight steps an epoch."""
    told = short(1, optimiser=Sgd(1e-7, 0.0), batch=50, keep_best=KeepBest("accuracy"))
    training = changed(told.training, budget=Epochs(2))
    return changed(told, training=training, data=DataSettings(share=0.05, validation=ValidationCount(100)))


def test_the_best_weights_are_one_click_away_and_so_are_the_last(window: Person) -> None:
    window.shared.document.open(still(), None)
    window.train()
    window.chrome.line.say("result", None)
    line = window.chrome.line
    window.wait(lambda: "Step 8 was the best on the validation images." in line.sentence)
    assert line.sentence.startswith("Showing step 16")
    window.press_named(SHOW_BEST, line)
    window.wait(lambda: line.sentence.startswith("Showing step 8"))
    window.wait(lambda: "It was the best on the validation images." in line.sentence)
    window.press_named(NOW, line)
    window.wait(lambda: line.sentence.startswith("Showing step 16"))


def test_the_result_leads_there_too(window: Person) -> None:
    window.shared.document.open(still(), None)
    window.train()
    window.wait(lambda: window.told)

    def ways() -> list[str]:
        saying = window.chrome.line.said("result")
        return [] if saying is None else [way.text for way in saying.ways]

    window.wait(lambda: SHOW_BEST in ways())  # which step it is, is asked of the run's folder
    window.engine.showing.show_run(8)
    window.wait(lambda: SHOW_BEST not in ways())
