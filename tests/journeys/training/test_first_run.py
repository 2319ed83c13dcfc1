"""The first minutes: press Train, watch the 3, draw a digit, and go on from the finish."""

from PySide6.QtWidgets import QToolButton

from engine.project.recipes import read_recipe
from engine.service.answers import ImageOf
from engine.service.questions import Predict
from tests.journeys.conftest import Opened
from tests.journeys.person import Person, short

A_ONE = ((0.5, 0.12), (0.5, 0.88))


def _losses(person: Person) -> list[float]:
    run = person.panels.chart.run
    return [] if run is None else run.training("loss").values.tolist()


def test_from_the_start_to_the_finish_and_a_digit_of_ones_own(opened: Opened) -> None:
    person = opened(short(250), ready=False)
    assert person.reads("① Press Train")
    person.warm_up()
    person.wait(lambda: "guess" in person.answered)
    person.train()
    person.wait(lambda: person.told)
    losses = _losses(person)
    assert len(losses) == 250
    assert sum(losses[-20:]) < 0.3 * sum(losses[:20])
    person.wait(lambda: person.answered.startswith("taken for a 3,"))
    assert person.bars.startswith("3:")
    assert person.reads("on 2,000 digits it never saw.")
    _look_into_a_mistake(person)
    person.press_named("See mistakes", person.chrome.line)
    assert person.frame.page == "results"
    person.press_named("×", person.chrome.line)
    assert person.reads("③ Draw your own")
    person.panels.try_it.canvas.clear()
    person.draw(*A_ONE)
    person.wait(lambda: person.answered.startswith("taken for a 1,"))
    assert person.reads("Showing step 250 of")  # all steps are done


def _look_into_a_mistake(person: Person) -> None:
    def mistakes() -> list[QToolButton]:
        pictures = person.chrome.line.findChildren(QToolButton)
        return [one for one in pictures if one.isVisible() and "taken for" in one.toolTip()]

    person.wait(mistakes)
    mistake = mistakes()[0]
    person.press(mistake)
    said = mistake.accessibleName()  # "an 8, taken for a 3"
    person.wait(lambda: person.answered.startswith(said))
    assert person.panels.try_it.chooser.split.currentText() == "Test"


def test_train_pressed_before_the_engine_is_ready_waits_for_it(opened: Opened) -> None:
    person = opened(short(5), ready=False)
    person.press(person.chrome.top.train)
    assert person.train_words == "Waiting…"
    assert person.chrome.top.detail.text().startswith("Trains as soon as PyTorch is loaded")
    person.window.warm_up()
    person.wait(lambda: person.ended)


def test_the_first_steps_can_be_hidden_for_good(opened: Opened) -> None:
    person = opened(ready=False)
    person.press_named("×", person.chrome.line)
    assert not person.chrome.first_steps.isVisible()
    person.close()
    again = opened(ready=False)
    assert not again.chrome.first_steps.isVisible()


def test_how_a_run_ended_is_no_news_once_another_project_is_open(opened: Opened) -> None:
    person = opened(short(5))
    other = read_recipe("mlp-1")
    answered: list[object] = []

    def turn_away() -> None:
        if person.state == "finished":
            person.shared.document.open(other, None)

    person.shared.run.changed.connect(turn_away)
    person.press(person.chrome.top.train)
    person.wait(lambda: person.shared.workspace.shown is not None and person.shared.workspace.shown.project == other)
    person.chrome.files.open(person.runs / person.run)
    person.wait(lambda: person.shared.workspace.shown is not None and person.shared.workspace.shown.run == person.run)
    person.engine.jobs.ask(Predict(ImageOf("test", 0)), answered.append)
    person.wait(lambda: answered)  # after whatever was asked before
    assert not person.told
