"""A run that was stopped: what may follow it is said by its name, and nothing begins afresh under another one."""

from PySide6.QtWidgets import QApplication, QDialogButtonBox, QPushButton

from engine.project.training.budgets import Steps
from engine.typed.document import changed
from gui.window.dialogs.train_on_dialog import TrainOnDialog
from tests.journeys.conftest import Opened
from tests.journeys.person import Person, short
from tests.journeys.window.test_changing import _add, _select


def _stopped(person: Person) -> None:
    """Trains some steps, and stops."""
    person.press(person.chrome.top.train)
    person.wait(lambda: person.step > 3)
    person.chrome.actions["stop"].trigger()
    person.wait(lambda: person.ended and person.told)
    person.wait(lambda: not person.service.alive(person.run))


def _offered(person: Person) -> list[str]:
    """What the line offers, the first of it as a button."""
    ways = [way.text for way in person.chrome.line.said("result").ways]
    assert person.chrome.line.topic == "result"
    assert ways[:1] == [one.text() for one in person.chrome.line.findChildren(QPushButton) if one.isVisible()][:1]
    return ways


def test_a_run_that_was_stopped_is_finished_as_it_was_planned(opened: Opened) -> None:
    person = opened(short(100_000))
    _stopped(person)
    document = person.shared.document
    document.edit_fields("Fewer", training=changed(document.project.training, budget=Steps(60)))
    _stopped_at = person.step
    document.undo_stack.undo()
    assert person.train_words == "Train on"
    assert person.chrome.top.train.toolTip().startswith("Train on to 100,000 steps (")
    assert _offered(person)[0] == "Train on to 100,000 steps"
    person.press_named("×", person.chrome.line)
    person.press_named("×", person.chrome.line)  # the first steps
    assert f"stopped at step {person.step} of 100,000" in person.chrome.line.sentence
    first = person.run
    _answer_how(person, "Train on to 100,000 steps")
    person.wait(lambda: person.shared.run.training and person.step > _stopped_at)
    assert (person.run, person.shared.run.current.total) == (first, 100_000)
    person.chrome.actions["stop"].trigger()
    person.wait(lambda: person.ended)


def _answer_how(person: Person, button: str) -> None:
    """Presses Train and answers the question how."""
    person.press(person.chrome.top.train)
    person.wait(lambda: isinstance(QApplication.activeModalWidget(), TrainOnDialog))
    dialog = QApplication.activeModalWidget()
    assert person.reads(f"This run was stopped at step {person.step} of ", dialog)
    (box,) = dialog.findChildren(QDialogButtonBox)
    next(one for one in box.buttons() if one.text() == button).click()


def test_what_is_left_of_a_run_that_was_opened_is_said(opened: Opened) -> None:
    first = opened(short(100_000))
    _stopped(first)
    step, folder = first.step, first.runs / first.run
    first.close()
    second = opened(ready=False, folder="two")
    second.chrome.files.open(folder)
    second.warm_up()
    second.wait(lambda: second.shared.workspace.shown is not None and second.shared.workspace.shown.run == folder.name)
    said = f"“LeNet-5 on digits” was stopped at step {step} of 100,000."
    second.wait(lambda: second.chrome.line.sentence == said)
    assert second.train_words == "Train on"


def test_train_on_is_not_offered_over_a_stack_that_was_changed_while_it_trained(opened: Opened) -> None:
    person = opened(short(100_000))
    person.press(person.chrome.top.train)
    person.wait(lambda: person.step > 3)
    _select(person, 0)
    _add(person, "dropout")
    person.chrome.actions["stop"].trigger()
    person.wait(lambda: person.ended and person.told)
    assert not any(words.startswith("Train on") for words in _offered(person))
    assert _offered(person)[0] == "Start afresh"
    assert any(words.startswith("Continue with the weights that fit") for words in _offered(person))
    assert person.train_words == "Train"
    first = person.run
    person.engine.control.train_on()  # by whatever way: it starts nothing
    assert "cannot train on" in person.sentences
    assert (person.run, person.shared.run.training) == (first, False)
    person.shared.document.undo_stack.undo()
    assert "Train on to 100,000 steps" in _offered(person)


def test_over_a_broken_stack_the_result_offers_no_training(opened: Opened) -> None:
    person = opened(short(5))
    person.press(person.chrome.top.train)
    person.wait(lambda: person.told and person.ended)
    network = person.shared.document.network
    broken = network.remove([node.id for node in network.nodes if node.op.title == "Flatten"])
    person.shared.document.edit_network(broken, "Remove")
    assert person.train_words == "1 problem: show"
    assert person.chrome.line.topic == "result"
    assert not any(words.startswith(("Train on", "Start afresh")) for words in _offered(person))


def test_of_a_run_that_was_never_tried_nobody_is_led_to_results_but_to_a_test(opened: Opened) -> None:
    person = opened(short(100_000))
    _stopped(person)
    assert person.shared.run.current.evaluation is None
    assert _offered(person) == ["Train on to 100,000 steps", "Test it now"]
    assert not person.chrome.line.said("result").shots
    person.frame.show_page("results")
    assert person.reads("It ended before its first test.", person.pages.results)
    person.press_named("Test it now", person.pages.results)
    person.wait(lambda: person.reads("on 2,000 digits it never saw", person.chrome.line))
    evaluation, run = person.shared.run.current.evaluation, person.shared.run.current
    assert (evaluation.split, evaluation.step, sum(map(sum, evaluation.confusion))) == ("test", run.step, 2000)
    assert "See results" in _offered(person) or "See mistakes" in _offered(person)
    person.wait(lambda: person.pages.results.found is not None)
    assert not person.reads("It ended before its first test.", person.pages.results)


def test_no_page_asks_for_training_while_it_trains(opened: Opened) -> None:
    person = opened(short(100_000))
    page = person.pages.runs
    person.frame.show_page("runs")
    person.wait(page.empty.train.isVisible)  # once it is known that there are none
    person.press(person.chrome.top.train)
    person.wait(lambda: person.step > 3)
    assert not page.empty.train.isVisibleTo(page.empty.train.parentWidget())
    person.chrome.actions["stop"].trigger()
    person.wait(lambda: person.ended)
    assert page.empty.train.isVisibleTo(page.empty.train.parentWidget())
