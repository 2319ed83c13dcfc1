"""Pause, step, resume and stop by keys; training on, and what Train asks after a run."""

from PySide6.QtCore import Qt

from gui.state.run.training_words import AFRESH_TIP, ASK_TIP, TRAIN_TIP
from tests.journeys.conftest import Opened
from tests.journeys.person import SHIFT, Person, short

F5, F10 = Qt.Key.Key_F5, Qt.Key.Key_F10


def test_pause_step_resume_and_stop_by_keys(opened: Opened) -> None:
    person = opened(short(100_000))
    top = person.chrome.top
    assert not top.step.isEnabled()
    person.key(F5)
    person.wait(lambda: person.state == "running" and person.train_words == "Pause")
    person.key(F5)
    person.wait(lambda: person.train_words == "Resume")
    paused = person.step
    assert person.reads(f"paused at step {paused:,} of 100,000", top)
    person.key(F10)
    person.wait(lambda: person.step == paused + 1)
    assert person.train_words == "Resume"
    person.wait(lambda: person.shared.workspace.shown.step == paused + 1)
    person.key(F5)
    person.wait(lambda: person.train_words == "Pause" and person.step > paused + 5)
    person.key(F5, SHIFT)
    person.wait(lambda: person.ended)
    assert person.train_words == "Train on"
    assert person.told


def test_stop_and_train_on_leave_the_keyboard_to_train(opened: Opened) -> None:
    person = opened(short(100_000))
    person.press(person.chrome.top.train)
    person.wait(lambda: person.step > 3)
    person.chrome.top.stop.setFocus()
    person.press(person.chrome.top.stop)
    person.wait(lambda: person.ended and person.told)
    assert person.chrome.top.train.hasFocus()
    person.chrome.actions["stop"].trigger()
    person.press_named("Train on", person.chrome.line)
    person.wait(lambda: person.shared.run.training and not person.told)
    assert person.chrome.top.train.hasFocus()
    person.chrome.actions["stop"].trigger()
    person.wait(lambda: person.ended)


def test_after_a_run_train_asks_whether_to_go_on(window: Person) -> None:
    assert window.chrome.top.train.toolTip() == f"{TRAIN_TIP} (F5)"
    window.train()
    assert window.chrome.top.train.toolTip() == f"{ASK_TIP} (F5)"
    first = window.run
    window.answer("Train on")
    window.press(window.chrome.top.train)
    window.wait(lambda: window.step == 120 and window.ended)
    assert window.run == first
    assert window.panels.chart.run.last_step == 120
    window.answer("Start afresh")
    window.press(window.chrome.top.train)
    window.wait(lambda: window.run != first and window.ended)
    assert window.step == 60


def test_the_answer_can_be_remembered(window: Person) -> None:
    window.train()
    window.chrome.actions.menus["Train"].aboutToShow.emit()
    after = next(menu for menu in window.chrome.actions.menus["Train"].children() if _is_menu(menu))
    next(action for action in after.actions() if "fresh" in action.text()).trigger()
    first = window.run
    window.train()
    assert window.run != first
    assert window.shared.settings.value.after_finish == "afresh"
    assert window.chrome.top.train.toolTip() == f"{AFRESH_TIP} (F5)"


def _is_menu(thing: object) -> bool:
    return getattr(thing, "title", lambda: "")().startswith("After")


def test_the_result_trains_on(window: Person) -> None:
    window.train()
    window.wait(lambda: window.told)
    window.press_named("Train on", window.chrome.line)
    window.wait(lambda: window.step == 120 and window.ended)
    window.wait(lambda: window.told)
    assert not window.shared.settings.problem
