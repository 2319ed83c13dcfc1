"""Runs: named, removed and brought back with real keys, and what the window says of one that lies in the trash."""

import shutil

import pytest
from PySide6.QtCore import QItemSelectionModel, Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QLineEdit, QMenu, QMessageBox

from engine.errors import RunFolderError
from engine.runs.collection.trash import Trash
from engine.service.questions import LabelChange
from engine.service.runs.beginning import Beginning
from engine.typed.document import changed
from gui.chart.beside.row import OtherRun
from gui.state.run.training_words import AFRESH
from tests.journeys.looking.test_late_replies import held
from tests.journeys.person import CTRL, Person
from tests.samples import SAMPLES

KEY = Qt.Key
ROWS = QItemSelectionModel.SelectionFlag.Select | QItemSelectionModel.SelectionFlag.Rows


@pytest.fixture
def person(window: Person) -> Person:
    """Before two runs of earlier days."""
    for name in ("2026-01-01_101010_sample_aaa", "2026-01-02_101010_sample_bbb"):
        shutil.copytree(SAMPLES / "run-5", window.runs / name)
    show_runs(window)
    return window


def show_runs(person: Person, count: int = 2) -> None:
    person.frame.show_page("inspect")
    person.frame.show_page("runs")
    person.wait(lambda: len(listed(person)) == count)
    table(person).setFocus()


def table(person: Person):
    return person.pages.runs.table


def listed(person: Person) -> list[str]:
    model = table(person).model()
    return [model.index(row, 0).data() for row in range(model.rowCount())]


def test_a_run_is_renamed_removed_and_brought_back_with_keys(person: Person):
    table(person).selectRow(0)
    person.key(KEY.Key_F2)
    person.bot.keyClicks(table(person).findChild(QLineEdit), "Mine")
    person.bot.keyClick(table(person).findChild(QLineEdit), KEY.Key_Return)
    person.wait((person.runs / "2026-01-02_101010_sample_bbb" / "label.json").exists)
    person.wait(lambda: listed(person) == ["Mine", "Sample"])
    person.bot.waitUntil(lambda: table(person).hasFocus())
    person.key(KEY.Key_Delete)
    person.wait(lambda: listed(person) == ["Sample"])
    assert (person.runs / ".trash" / "2026-01-02_101010_sample_bbb").is_dir()
    person.wait(lambda: person.pages.runs.disk.words.startswith("Moved 1 run to the trash"))
    person.key(KEY.Key_Z, CTRL)
    person.wait(lambda: listed(person) == ["Mine", "Sample"])
    assert not person.shared.document.undo_stack.canRedo()  # the stack's own undo was left alone
    person.wait(lambda: not person.pages.runs.disk.undo.isVisible())


def test_the_trash_is_emptied_after_a_question(person: Person):
    table(person).selectAll()
    person.key(KEY.Key_Delete)
    person.wait(lambda: listed(person) == [] and "trash 2 runs" in person.pages.runs.disk.words)
    person.answer("Empty the trash")
    person.pages.runs.disk.empty_asked.emit()
    person.wait(lambda: not list((person.runs / ".trash").iterdir()))
    person.wait(lambda: "trash" not in person.pages.runs.disk.words)
    assert not person.pages.runs.disk.undo.isVisible()


def test_the_shown_run_goes_to_the_trash_and_its_curve_stays(person: Person):
    person.train()
    show_runs(person, 3)
    table(person).selectRow(0)
    assert table(person).selected.folder.name == person.run
    person.key(KEY.Key_Delete)
    person.wait(lambda: "its curve stays" in person.sentences)
    assert len(person.panels.chart.losses())
    person.wait(lambda: len(listed(person)) == 2)
    assert not person.engine.control.can_train_on
    person.press(person.pages.runs.disk.undo)
    person.wait(lambda: len(listed(person)) == 3)
    person.wait(lambda: person.engine.control.can_train_on)


def test_a_run_that_is_stopped_before_its_first_step_leaves_nothing(window: Person):
    window.press(window.chrome.top.train)
    run = window.run
    window.service.pause(run)
    window.wait(lambda: window.state == "paused")
    assert window.step == 0
    window.chrome.actions["stop"].trigger()
    window.wait(lambda: window.state is None and not window.service.alive(run))
    assert list(window.runs.iterdir()) == []
    window.wait(lambda: window.shared.workspace.shown is not None)
    assert window.train_words == "Train"
    window.train()
    assert [path.name for path in window.runs.iterdir()] == [window.run] != [run]


def test_the_shown_run_has_its_new_name_in_the_chart_too(person: Person):
    table(person).selectRow(0)
    person.key(KEY.Key_Return)
    person.wait(lambda: person.panels.chart.run is not None)
    assert person.panels.chart.run.name == "Sample"
    show_runs(person)
    table(person).setFocus()
    person.key(KEY.Key_F2)
    person.bot.keyClicks(table(person).findChild(QLineEdit), "Mine")
    person.bot.keyClick(table(person).findChild(QLineEdit), KEY.Key_Return)
    person.wait(lambda: person.panels.chart.run.name == "Mine")


def test_a_run_has_one_name_everywhere(window: Person, monkeypatch: pytest.MonkeyPatch):
    document, asked = window.shared.document, []
    monkeypatch.setattr(QMessageBox, "question", lambda *_: asked.append(1) or QMessageBox.StandardButton.Cancel)
    document.edit_fields("Seed", training=changed(document.project.training, seed=7))
    window.train()
    window.wait(lambda: window.told)
    window.chrome.line._close()
    window.chrome.first_steps.offer(offered=False)
    window.pages.runs.labelled.emit((window.runs / window.run,), LabelChange(title="My best run"))
    window.wait(lambda: "My best run" in window.chrome.line.sentence)
    assert window.panels.chart.run.name == "My best run"
    window.wait(lambda: "My best run" in window.panels.inspect.source.text())
    document.edit_fields("Another", training=changed(document.project.training, seed=8))
    afresh = next(one for one in window.chrome.line.findChildren(QAbstractButton) if one.text() == AFRESH)
    assert "“My best run” stays" in afresh.toolTip()
    document.undo_stack.undo()
    assert document.modified
    assert window.chrome.status.kept == "Kept by its run"
    assert window.chrome.files.may_leave("To open another.")  # its folder keeps the project, whatever it is called
    assert asked == []
    window.engine.control.train_on()
    window.wait(lambda: window.ended and window.step == 120)
    assert window.panels.chart.run.name == "My best run"


def test_a_run_that_is_named_while_another_begins_has_its_name_when_it_is_shown_again(
    window: Person, monkeypatch: pytest.MonkeyPatch
):
    window.train()
    first = window.run
    with held(monkeypatch, Beginning, "new_run") as let_go:
        window.engine.control.start("afresh")
        window.pages.runs.labelled.emit((window.runs / first,), LabelChange(title="Mine"))
        window.wait(lambda: window.nothing_asked)
        window.engine.control.press_stop()
        let_go()
        window.wait(lambda: window.shared.run.current is not None and window.shared.run.current.id == first)
    assert window.panels.chart.run.name == window.shared.run.current.title == "Mine"


def test_what_could_not_be_brought_back_can_be_tried_again(person: Person, monkeypatch: pytest.MonkeyPatch):
    table(person).selectAll()
    person.key(KEY.Key_Delete)
    undo = person.pages.runs.disk.undo
    person.wait(lambda: listed(person) == [] and undo.isVisible())
    for refused in (RunFolderError("The disk is busy.", "Try again."), OSError("a bug")):
        with monkeypatch.context() as patch:
            patch.setattr(Trash, "bring_back", raising(refused))
            person.pages.runs.undo_asked.emit()
            assert not undo.isVisible()
            person.wait(undo.isVisible)
    for box in person.frame.findChildren(QMessageBox):  # of the bug
        box.close()
    assert "The disk is busy" in person.sentences
    person.press(undo)
    person.wait(lambda: listed(person) == ["Sample", "Sample"])


def test_what_could_not_be_emptied_can_still_be_brought_back(person: Person, monkeypatch: pytest.MonkeyPatch):
    table(person).selectAll()
    person.key(KEY.Key_Delete)
    undo = person.pages.runs.disk.undo
    person.wait(lambda: listed(person) == [] and undo.isVisible() and "trash 2 runs" in person.pages.runs.disk.words)
    with monkeypatch.context() as patch:
        patch.setattr(Trash, "empty", raising(RunFolderError("The disk is busy.", "Try again.")))
        person.answer("Empty the trash")
        person.pages.runs.disk.empty_asked.emit()
        person.wait(lambda: "The disk is busy" in person.sentences)
    person.press(undo)
    person.wait(lambda: listed(person) == ["Sample", "Sample"])


def raising(error: Exception):
    def refuse(*_: object) -> None:
        raise error

    return refuse


def test_runs_are_compared_in_the_chart(person: Person):
    """Two are selected and drawn beside the shown one; a click in the legend takes one away, deselecting the other."""
    person.train()
    show_runs(person, 3)
    rows = [row for row, title in enumerate(listed(person)) if title == "Sample"]
    table(person).clearSelection()
    for row in rows:
        table(person).selectionModel().select(table(person).runs.index(row, 0), ROWS)
    chart = person.panels.chart
    assert chart.folded
    person.pages.runs.fill(menu := QMenu())
    next(one for one in menu.actions() if one.text() == "Show in chart").trigger()
    assert not chart.folded
    person.wait(lambda: len(beside(person)) == 2)
    person.wait(lambda: len([x for x, _ in chart.plot._lines.others.curves() if len(x)]) == 2)
    person.frame.show_page("inspect")
    person.wait(lambda: all(one.isVisible() for one in beside(person)))
    person.press(beside(person)[0])
    person.wait(lambda: len(beside(person)) == 1)
    person.frame.show_page("runs")
    person.wait(lambda: len(listed(person)) == 3)
    table(person).selectRow(rows[1])
    table(person).setFocus()
    person.key(KEY.Key_Space)
    person.wait(lambda: not beside(person))


def beside(person: Person) -> list[OtherRun]:
    """The runs in the legend beside the shown one."""
    return [one for one in person.panels.chart.findChildren(OtherRun) if not one.isHidden()]


def test_a_run_of_the_same_name_elsewhere_is_another(person: Person, tmp_path):
    """It is the folder that tells runs apart: a copy of a listed run may be shown from anywhere."""
    name = "2026-01-02_101010_sample_bbb"
    shutil.copytree(SAMPLES / "run-5", tmp_path / "elsewhere" / name)
    person.shared.document.undo_stack.setClean()
    person.chrome.files.open(tmp_path / "elsewhere" / name)
    person.wait(lambda: person.shared.run.current is not None)
    show_runs(person)
    page, before = person.pages.runs, person.shared.run.current
    page.labelled.emit((person.runs / name,), LabelChange(title="Mine"))
    person.wait(lambda: "Mine" in listed(person))
    page.removal_asked.emit((person.runs / name,))
    person.wait(lambda: len(listed(person)) == 1)
    assert person.shared.run.current == before
    page.labelled.emit((tmp_path / "elsewhere" / name,), LabelChange(title="Yours"))
    person.wait(lambda: person.shared.run.current != before)
    assert not person.shared.run.current.removed


def test_the_keys_of_a_run_s_menu_are_the_list_s_alone(person: Person):
    person.pages.runs.more.menu().aboutToShow.emit()
    table(person).selectRow(0)
    shown, layers = person.shared.workspace.shown, len(person.shared.document.project.network.nodes)
    person.panels.stack.view.setFocus()
    person.key(KEY.Key_Delete)
    assert len(person.shared.document.project.network.nodes) == layers - 1, "the card goes, not the run"
    person.key(KEY.Key_F2)
    person.key(KEY.Key_Return)
    assert table(person).findChild(QLineEdit) is None, "no run is named anew"
    assert person.shared.workspace.shown == shown
    assert len(listed(person)) == 2


def test_the_question_on_opening_a_run_has_its_name(person: Person, monkeypatch: pytest.MonkeyPatch):
    asked: list[str] = []
    monkeypatch.setattr(
        QMessageBox, "question", lambda *said: asked.append(said[2]) or QMessageBox.StandardButton.Cancel
    )
    document = person.shared.document
    document.edit_fields("Seed", training=changed(document.project.training, seed=7))
    run = table(person).runs.run(0)
    person.pages.runs.run_chosen.emit(run.folder)
    assert asked[0].startswith(f"You asked to open “{run.title}”.")


def test_a_project_whose_run_was_deleted_elsewhere_is_asked_about(window: Person, monkeypatch: pytest.MonkeyPatch):
    """The window looks when a person comes back to it, and waits for no disk when it is left."""
    document, asked = window.shared.document, []
    monkeypatch.setattr(QMessageBox, "question", lambda *_: asked.append(1) or QMessageBox.StandardButton.Cancel)
    document.edit_fields("Seed", training=changed(document.project.training, seed=7))
    window.train()
    window.wait(lambda: window.ended)
    assert window.chrome.status.kept == "Kept by its run"
    (window.runs / window.run).rename(window.runs / ".elsewhere")
    QApplication.instance().applicationStateChanged.emit(Qt.ApplicationState.ApplicationActive)
    window.wait(lambda: window.chrome.status.kept != "Kept by its run")
    assert not window.chrome.files.may_leave("To open another.")
    assert asked
    (window.runs / ".elsewhere").rename(window.runs / window.run)
    QApplication.instance().applicationStateChanged.emit(Qt.ApplicationState.ApplicationActive)
    window.wait(lambda: window.chrome.status.kept == "Kept by its run")
    assert window.chrome.files.may_leave("To open another.")
