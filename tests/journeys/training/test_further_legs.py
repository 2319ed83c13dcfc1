"""Runs that train on, do not begin or end at once: what the window says of them is what was."""

import pytest
from PySide6.QtWidgets import QApplication

from engine.errors import DeviceError
from engine.project.training.budgets import Steps
from engine.runs.environment import read_environment
from engine.runs.folder import RunFolder
from engine.runs.legs import read_legs
from engine.training.course.course import Course
from engine.training.session import session
from engine.typed.document import changed
from gui.window.dialogs.train_on_dialog import TrainOnDialog
from tests.journeys.conftest import Opened
from tests.journeys.looking.test_late_replies import held
from tests.journeys.person import Person, short


def _train_on(person: Person, times: int = 1) -> None:
    for _ in range(times):
        before = len(person.shared.run.current.legs)
        person.engine.control.train_on()
        person.wait(lambda before=before: len(person.shared.run.current.legs) > before and person.ended)
        person.wait(lambda: not person.service.alive(person.run))


@pytest.fixture
def too_large(monkeypatch: pytest.MonkeyPatch) -> None:
    """No network can be built from now on."""

    def refuse(*_: object, **__: object) -> None:
        raise DeviceError("It is too large.", "Make it smaller.")

    monkeypatch.setattr(session, "prepare", refuse)


def test_each_leg_adds_the_budget_of_the_document(window):
    window.train()
    window.wait(lambda: not window.service.alive(window.run))
    _train_on(window, 2)
    assert [leg.total for leg in window.shared.run.current.legs] == [60, 120, 180]
    document = window.shared.document
    document.edit_fields("Fewer", training=changed(document.project.training, budget=Steps(10)))
    assert window.engine.control.further_leg().total == 190


def test_a_leg_is_trained_as_the_run_was_whatever_is_chosen_for_new_runs(window):
    window.train()
    window.wait(lambda: not window.service.alive(window.run))
    folder = RunFolder.open(window.runs / window.run)
    begun = read_environment(folder.environment_file)
    window.shared.settings.change(threads=begun.threads + 1, device="cuda:7")
    said = []
    window.shared.run.began.connect(lambda _: said.append(window.chrome.top.device.text()))
    window.wait(lambda: "CUDA:7" in window.chrome.top.device.toolTip())  # of a new run
    assert window.chrome.top.device.text() == "CPU · 1 thread"  # of this one, which would go on
    _train_on(window)
    assert said == ["CPU · 1 thread"]  # of this one
    assert window.state == "finished"
    assert (folder.latest_environment().threads, folder.latest_environment().device) == (begun.threads, begun.device)
    assert len(read_legs(folder.legs)) == 1


def test_a_leg_that_never_began_leaves_the_run_as_it_was(window, request):
    window.train()
    window.wait(lambda: not window.service.alive(window.run))
    request.getfixturevalue("too_large")
    for times in (1, 2):
        window.engine.control.train_on()
        window.wait(lambda times=times: window.state == "failed" and window.sentences.count("too large") == times)
        window.wait(lambda: not window.service.alive(window.run))
    run = window.shared.run.current
    assert (len(run.legs), run.total, run.step) == (1, 60, 60)
    assert run.evaluation is not None
    assert read_legs(RunFolder.open(window.runs / window.run).legs) == ()


@pytest.mark.usefixtures("too_large")
def test_the_stack_is_shown_again_after_a_run_that_failed_at_once(window):
    window.press(window.chrome.top.train)
    window.wait(lambda: window.state == "failed")
    window.panels.stack.action("duplicate").trigger()
    network = window.shared.document.network
    workspace = window.shared.workspace
    window.wait(lambda: workspace.shown is not None and workspace.shown.project.network == network)


def test_train_on_at_the_very_moment_of_the_end(window, monkeypatch):
    """The run says that it has finished a little before its thread has gone."""
    pressed = []

    def press() -> None:
        if window.state == "finished" and not pressed:
            pressed.append(window.service.alive(window.run))
            window.engine.control.train_on()
            let_go()

    with held(monkeypatch, Course, "serve_the_last") as let_go:
        window.shared.run.changed.connect(press)
        window.press(window.chrome.top.train)
        window.wait(lambda: window.step == 120 and window.ended)
    assert pressed == [True]
    assert "training already" not in window.sentences


def test_an_opened_run_that_trains_on_before_the_engine_is_loaded_is_that_run(opened: Opened):
    first = opened()
    first.train()
    second = opened(ready=False, folder="two")
    second.shared.settings.change(after_finish="train on")
    second.chrome.files.open(first.runs / first.run)
    second.wait(lambda: second.shared.run.current is not None)
    second.engine.control.press_train()
    second.window.warm_up()
    second.wait(lambda: second.shared.run.training)
    assert second.run == first.run


def test_a_run_taken_back_while_the_one_before_ends_leaves_that_one(opened: Opened):
    person = opened(short(100_000))
    person.press(person.chrome.top.train)
    person.wait(lambda: person.step > 20)
    trained, control = person.run, person.engine.control
    control.press_stop()
    control.start("afresh")
    control.press_stop()
    current = person.shared.run
    person.wait(lambda: current.current is not None and current.current.id == trained and not current.training)
    assert current.current.phase == "finished"


def test_what_has_ended_lets_go_of_images_and_weights(window):
    window.train()
    window.wait(lambda: not window.service.alive(window.run))
    ended = window.service._run.session
    assert (ended._course, ended._dataset) == (None, None)


def test_while_it_is_asked_how_the_window_hears_the_engine(opened: Opened):
    """The question comes as the engine has loaded: what else is heard then must not wait for the answer."""
    first = opened(short(20))
    first.train()
    folder = first.runs / first.run
    first.close()
    second = opened(ready=False, folder="two")
    second.chrome.files.open(folder)
    second.wait(lambda: second.shared.run.current is not None)
    second.press(second.chrome.top.train)
    second.window.warm_up()
    second.wait(lambda: isinstance(QApplication.activeModalWidget(), TrainOnDialog))
    dialog = QApplication.activeModalWidget()
    second.wait(lambda: second.shared.workspace.shown is not None and not second.engine.loading.going_on)
    second.wait(lambda: second.panels.chart.plot is not None)
    assert dialog.isVisible()
    dialog.reject()
    assert second.state == "read"
