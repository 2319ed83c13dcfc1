"""What is said of a run and its model is true: opened, untrained beside it, stopped, judged, and trained on."""

import shutil
from pathlib import Path

import pytest
from PySide6.QtWidgets import QMessageBox

from engine.project.data.sources import Mnist
from engine.project.training.rate.learning_rate import with_rate
from engine.typed.document import changed
from gui.pieces.veil import Veil
from gui.window.display.training import stack_changed
from tests.journeys.conftest import Opened
from tests.journeys.person import Person, short

UNTRAINED = "untrained"


def _veiled(person: Person) -> bool:
    return any(veil.isVisible() for veil in person.panels.chart.findChildren(Veil))


def _shows_run(person: Person) -> bool:
    shown = person.shared.workspace.shown
    return shown is not None and shown.source == "saved" and shown.trained


def test_an_opened_run_is_no_change_and_the_next_is_opened_without_a_question(
    opened: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QMessageBox, "question", lambda *_: pytest.fail("a question"))
    person = opened(short(8))
    person.train()
    first = person.runs / person.run
    person.shared.document.open(short(9), None)
    person.train()
    second = person.runs / person.run
    for folder in (first, second, first):
        person.chrome.files.open(folder)
        person.wait(lambda folder=folder: _shows_run(person) and person.shared.workspace.shown.run == folder.name)
        assert not person.shared.document.modified
        assert "•" not in person.frame.windowTitle()


def test_a_project_that_a_run_keeps_is_left_without_a_question(opened: Opened, monkeypatch: pytest.MonkeyPatch) -> None:
    """What was edited and trained is in the run's folder: nothing would be lost."""
    monkeypatch.setattr(QMessageBox, "question", lambda *_: pytest.fail("a question"))
    person = opened(short(8))
    person.train()
    first = person.runs / person.run
    person.shared.document.edit(with_rate(person.shared.document.project, 0.01), "Rate")
    person.train()
    assert person.shared.document.modified
    person.chrome.files.open(first)
    person.wait(lambda: person.shared.run.current is not None and person.shared.run.current.id == first.name)


def test_over_an_opened_trained_run_nobody_is_told_to_press_train(opened: Opened) -> None:
    first = opened(short(8))
    first.train()
    second = opened(folder="two", ready=False)
    assert second.reads("① Press Train")
    second.chrome.files.open(first.runs / first.run)
    second.wait(lambda: second.shared.run.current is not None)
    assert not second.reads("① Press Train")
    second.warm_up()
    second.wait(lambda: _shows_run(second))
    assert not second.reads("This layer is not in the shown run")


def test_a_run_remembers_where_its_images_lay(opened: Opened, real_data: Path, tmp_path: Path) -> None:
    first = opened(ready=False)
    elsewhere = tmp_path / "elsewhere"
    shutil.copytree(real_data / "MNIST" / "raw", elsewhere / "MNIST" / "raw")
    project = short(8)
    first.shared.document.open(changed(project, data=changed(project.data, source=Mnist())), None)
    first.warm_up()
    first.window.pages.data.folder_chosen.emit(str(elsewhere))
    first.wait(lambda: first.shared.settings.value.data_folder == str(elsewhere))  # once somebody looked into it
    first.train()
    second = opened(folder="two")
    second.chrome.files.open(first.runs / first.run)
    second.wait(lambda: _shows_run(second))
    second.frame.show_page("inspect")
    second.wait(second.panels.inspect.outputs.isVisible)
    second.frame.show_page("data")
    second.wait(second.window.pages.data.overview.table.isVisible)
    assert second.shared.conditions.gravest is None


def test_beside_a_run_the_first_weights_are_told_greyed_and_left_with_one_click(opened: Opened) -> None:
    person = opened(short(8))
    person.train()
    assert not _veiled(person)
    person.chrome.actions[UNTRAINED].trigger()
    person.wait(lambda: person.chrome.line.topic == "beside")
    assert person.chrome.line.sentence == "Showing the first weights. The run is at step 8."
    assert _veiled(person)
    person.press_named("Back to the run", person.chrome.line)
    person.wait(lambda: _shows_run(person))
    assert person.chrome.line.topic != "beside"
    assert not _veiled(person)


def test_the_curves_are_back_where_another_run_ends_before_its_first_step(opened: Opened) -> None:
    person = opened(short(8))
    person.train()
    trained, chart = person.run, person.panels.chart
    person.engine.control.start("afresh")
    assert person.run != trained
    person.service.pause(person.run)
    person.wait(lambda: person.state == "paused")
    assert person.step == 0
    assert chart.run.run_id == person.run != trained
    person.press(person.chrome.top.stop)
    person.wait(lambda: person.shared.run.current.id == trained)
    assert chart.run.run_id == trained
    assert len(chart.losses()) == 8


def test_a_run_that_was_stopped_before_its_first_step_leaves_nothing_behind(opened: Opened) -> None:
    person = opened(short(100_000))
    person.press(person.chrome.top.train)
    person.press(person.chrome.top.stop)
    person.wait(lambda: person.train_words == "Train")
    run = person.shared.run.current
    assert run is None or run.step > 0
    assert "training –" not in person.panels.chart._legend.text()
    person.wait(lambda: person.shared.workspace.shown is not None)


def test_what_changes_the_training_does_not_start_afresh_in_silence(opened: Opened) -> None:
    person = opened(short(8))
    person.train()
    before, document = person.run, person.shared.document
    document.edit(with_rate(document.project, 0.01), "Rate")
    assert person.chrome.line.topic == "changed"
    assert "Learning rate 0.001 → 0.01." in person.chrome.line.sentence
    assert "Train starts a new run." in person.chrome.line.sentence
    person.press(person.chrome.top.train)
    person.wait(lambda: person.run != before and person.ended)
    assert "A new run;" in person.sentences
    assert person.chrome.line.topic != "changed"


def test_a_run_at_chance_level_says_so_and_offers_what_to_try(opened: Opened) -> None:
    hopeless = with_rate(short(300), 1e-12)
    person = opened(hopeless)
    person.train()
    person.wait(lambda: person.chrome.line.topic == "result")
    assert "no better than guessing." in person.chrome.line.sentence
    person.press_named("Learning rate 0.001", person.chrome.line)
    document = person.shared.document
    assert document.project.training.optimiser.rate == 0.001
    assert document.undo_stack.undoText() == "Learning rate 0.001"
    document.undo_stack.undo()
    assert document.project == hopeless


def test_what_a_run_reached_is_no_news_while_it_trains_on(opened: Opened) -> None:
    person = opened(short(8))
    person.train()
    person.wait(lambda: person.chrome.line.topic == "result")
    person.engine.control.train_on()
    assert person.chrome.line.topic != "result"
    person.wait(lambda: person.ended and person.step == 16)
    person.wait(lambda: person.chrome.line.topic == "result")


def test_a_changed_stack_is_compared_once_whatever_weights_come(opened: Opened, monkeypatch: pytest.MonkeyPatch):
    """Newer weights come twice a second, and comparing a deep stack takes long."""
    person = opened(short(100_000))
    compared, shown = [], []
    real = stack_changed.diff
    monkeypatch.setattr(stack_changed, "diff", lambda *both: compared.append(both) or real(*both))
    person.press(person.chrome.top.train)
    person.wait(lambda: person.state == "running" and person.shared.workspace.shown is not None)
    document = person.shared.document
    nodes = document.network.nodes
    document.edit_network(changed(document.network, nodes=nodes[:-2] + nodes[-1:]), "cut")
    person.shared.workspace.shown_changed.connect(lambda: shown.append(None))
    person.wait(lambda: len(shown) >= 3)
    assert len(compared) == 1
    document.edit_network(changed(document.network, nodes=nodes), "back")
    document.edit_network(changed(document.network, nodes=nodes[:-2] + nodes[-1:]), "cut again")
    assert person.chrome.line.said("changed") is not None
    person.engine.control.press_stop()
    person.wait(lambda: person.ended)
