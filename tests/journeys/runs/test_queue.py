"""Repeat with seeds, and the queue: asked for in the window, trained by other processes, kept through its end."""

import shutil

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QMessageBox

from engine.project.recipes import read_recipe
from engine.queue.adding import Wanted, add
from engine.queue.capacity import Room
from engine.queue.entry import cancelled, without
from engine.queue.queue import Queue
from engine.queue.worker import Worker
from engine.service.runs import queued
from engine.typed.document import changed
from gui.gallery.several import Several
from gui.window.dialogs.repeat_dialog import RepeatDialog
from tests.engine.queue.workers import Child
from tests.journeys.person import Person, short
from tests.samples import SAMPLES

KEY = Qt.Key


class Process:
    """A worker that is pretended: the test takes its turns."""

    def __init__(self, runs):
        self.queue, self.started, self.status = Queue(runs), [], None
        self.worker = Worker(self.queue, self._start, lambda _: Room(1, 10**12))
        self.queue.folder.mkdir(parents=True, exist_ok=True)
        self.lock = self.queue.lock()
        self.lock.acquire()

    def _start(self, queue, entry):
        queue.make_room_for_telling()
        queue.told_by(entry.id).with_suffix(".out").write_bytes(b"")
        self.started.append(Child(queue, entry))
        return self.started[-1]

    def turn(self):
        """Begins what can be begun, as far as it begins."""
        self.worker.turn()
        for child in self.started:
            if child.status is None and not child.run.project_file.exists():
                child.begins()
                child.keeps(1)  # else it would be tidied up: no process of its number lives
        self.worker.turn()

    def poll(self):
        return self.status


@pytest.fixture
def workers(monkeypatch):
    """Those that the window starts."""
    found = []

    def start(runs):
        found.append(Process(runs))
        return found[-1]

    monkeypatch.setattr(queued, "start_worker", start)
    yield found
    for one in found:
        one.lock.release()


def dialog(person: Person, kind: type):
    person.wait(lambda: isinstance(QApplication.activeModalWidget(), kind))
    return QApplication.activeModalWidget()


def states(person: Person) -> list[str]:
    return [one.state for one in person.engine.queue.view.entries]


def repeat(person: Person, count: int, workers: list) -> Process:
    person.chrome.actions["repeat"].trigger()
    asked = dialog(person, RepeatDialog)
    asked.count.setValue(count)
    person.press(asked.enter)
    person.wait(lambda: len(states(person)) == count)
    person.frame.activateWindow()
    return workers[-1]


def test_repeated_with_seeds_it_is_seen_to_train_and_its_run_opens(window: Person, workers):
    process = repeat(window, 3, workers)
    assert window.frame.page == "runs"
    assert window.pages.parts_of_runs.front == "queue"
    process.turn()
    window.engine.queue.look()
    window.wait(lambda: states(window) == ["running", "waiting", "waiting"])
    assert window.window.run_displays.queue._label.text() == "Queue: 1 trains, 2 wait"
    assert [one.entry.seed for one in window.engine.queue.view.entries] == [0, 1, 2]
    process.started[0].ends()
    process.turn()
    window.engine.queue.look()
    window.wait(lambda: states(window) == ["done", "running", "waiting"])
    table = window.pages.queue.table
    table.selectRow(0)
    table.setFocus()
    window.key(KEY.Key_Return)
    window.wait(lambda: window.shared.run.current is not None)
    assert window.shared.run.current.id == process.started[0].run.id


def test_a_run_is_repeated_with_other_seeds_than_its_own(window: Person, workers):
    shutil.copytree(SAMPLES / "run-5", window.runs / "2026-01-01_101010_sample_aaa")
    window.frame.show_page("runs")
    window.wait(lambda: window.pages.runs.table.model().rowCount() == 1)
    window.pages.runs.table.selectRow(0)
    window.pages.runs._repeat()
    asked = dialog(window, RepeatDialog)
    assert asked.first == 1
    window.press(asked.enter)
    window.wait(lambda: len(states(window)) == 5)
    assert [one.entry.seed for one in window.engine.queue.view.entries] == [1, 2, 3, 4, 5]


def test_ticked_recipes_are_trained_one_after_the_other(window: Person, workers):
    window.chrome.actions["several"].trigger()
    asked = dialog(window, Several)
    window.wait(lambda: asked.list.count() > 10)
    assert not asked.enter.isEnabled()
    for row in range(asked.list.count()):
        if "digits" in asked.list.item(row).text():
            asked.list.item(row).setCheckState(Qt.CheckState.Checked)
    window.press(asked.enter)
    window.wait(lambda: states(window))
    assert set(states(window)) == {"waiting"}


def test_what_cannot_be_trained_is_said(window: Person, workers):
    window.panels.stack.view.selectAll()
    window.engine.queue.add([SAMPLES / "no-such-file.json"], 1, None, "cpu")
    window.wait(lambda: any("no such file" in one.text for one in window.said))
    assert workers == []


def test_the_window_closes_and_the_queue_goes_on(window: Person, workers):
    repeat(window, 2, workers).turn()
    window.engine.queue.look()
    window.wait(lambda: "running" in states(window))
    window.answer("Stay")
    assert not window.frame.close()
    window.wait(lambda: QApplication.activeModalWidget() is None)
    assert window.frame.isVisible()
    window.answer("Go on without the window")
    window.frame.close()
    window.wait(lambda: not window.frame.isVisible())
    assert not Queue(window.runs).read().held


def test_what_trains_without_its_worker_is_asked_about_too(window: Person, workers):
    process = repeat(window, 1, workers)
    process.turn()
    process.lock.release()  # it was killed
    process.status = -9
    window.engine.queue.look()
    window.wait(lambda: "running" in states(window) and not window.engine.queue.view.worked)
    window.answer("Stay")
    assert not window.frame.close()
    window.wait(lambda: QApplication.activeModalWidget() is None)


def test_the_queue_is_stopped_with_the_window(window: Person, workers):
    repeat(window, 2, workers).turn()
    window.engine.queue.look()
    window.wait(lambda: "running" in states(window))
    window.answer("Stop the queue")
    window.frame.close()
    window.wait(lambda: not window.frame.isVisible())
    assert Queue(window.runs).read().held


def test_whoever_stays_for_unsaved_work_has_stopped_no_queue(window: Person, workers):
    repeat(window, 2, workers).turn()
    window.engine.queue.look()
    window.wait(lambda: "running" in states(window))
    document = window.shared.document
    document.edit(changed(document.project, title="Mine"), "Name the project")
    window.answer("Cancel")
    assert not window.frame.close()
    assert QApplication.activeModalWidget() is None
    window.answer("Discard")
    window.frame.close()
    box = dialog(window, QMessageBox)
    assert "The run of this window" not in box.informativeText()
    window.press_named("Stop the queue", box)
    window.wait(lambda: not window.frame.isVisible())
    assert Queue(window.runs).read().held


def test_whoever_leaves_the_queue_alone_hears_that_the_windows_own_run_stops(opened, workers):
    window = opened(short(1_000_000))
    repeat(window, 2, workers).turn()
    window.engine.queue.look()
    window.wait(lambda: "running" in states(window))
    window.key(KEY.Key_F5)
    window.wait(lambda: window.state == "running" and window.step > 3)
    window.frame.close()
    box = dialog(window, QMessageBox)
    assert "The run of this window is none of them: it stops with the window." in box.informativeText()
    window.press_named("Stay", box)
    window.wait(lambda: QApplication.activeModalWidget() is None)
    assert window.state == "running"


def test_what_was_left_goes_on_with_the_next_window(opened, workers):
    first = opened(folder="one")
    process = repeat(first, 2, workers)
    process.lock.release()  # the computer was switched off
    first.close()
    workers.clear()
    second = opened(folder="one")
    second.wait(lambda: workers)
    second.wait(lambda: len(states(second)) == 2)


def test_recipes_that_cannot_be_added_stay_ticked_and_it_is_said_beside_them(window: Person, workers):
    window.chrome.actions["several"].trigger()
    asked = dialog(window, Several)
    window.wait(lambda: asked.list.count() > 10)
    rows = {asked.list.item(row).text(): asked.list.item(row) for row in range(asked.list.count())}
    here = next(item for text, item in rows.items() if "digits" in text)
    away = next(item for text, item in rows.items() if "CIFAR-10" in text)
    window.wait(lambda: away.text().endswith("CIFAR-10 · not on this computer yet"))
    assert "not on this computer" not in here.text()
    for item in (here, away):
        item.setCheckState(Qt.CheckState.Checked)
    window.press(asked.enter)
    window.wait(lambda: "Nothing was added" in asked.enough.text())
    assert asked.isVisible()
    assert len(asked.files) == 2
    away.setCheckState(Qt.CheckState.Unchecked)
    assert asked.enough.text() == "1 run"
    window.press(asked.enter)
    window.wait(lambda: states(window) == ["waiting"])
    window.wait(lambda: QApplication.activeModalWidget() is None)


def test_what_another_program_adds_is_seen_and_trained_while_nothing_was_left(window: Person, workers):
    repeat(window, 1, workers)
    queue = Queue(window.runs)
    queue.change(lambda file: without(file, {file.entries[0].id}))
    workers[-1].lock.release()
    window.engine.queue.look()
    window.wait(lambda: states(window) == [])
    workers[-1].status = 0
    add(queue, [Wanted(read_recipe("lenet5-sample"))])
    window.wait(lambda: states(window) == ["waiting"])
    window.wait(lambda: len(workers) == 2)


def test_the_list_of_runs_says_it_when_the_queue_is_through(window: Person, workers):
    process = repeat(window, 1, workers)
    process.turn()
    window.engine.queue.look()
    window.wait(lambda: states(window) == ["running"])
    listed = []
    window.pages.runs.refresh_asked.connect(lambda: listed.append(states(window)))
    process.started[0].ends()
    process.turn()
    window.engine.queue.look()
    window.wait(lambda: ["done"] in listed)


def test_the_seed_that_was_just_trained_is_not_proposed_again(window: Person, workers):
    window.train()
    window.chrome.actions["repeat"].trigger()
    asked = dialog(window, RepeatDialog)
    assert asked.first == window.shared.document.project.training.seed + 1
    asked.reject()


def test_its_end_is_said(window: Person, workers):
    process = repeat(window, 1, workers)
    process.turn()
    process.started[0].ends()
    process.turn()
    window.engine.queue.look()
    window.wait(lambda: states(window) == ["done"])
    assert "The queue is through: 1 done." in [one.text for one in window.said]


def test_the_end_of_one_queue_is_not_said_of_another(window: Person, workers, tmp_path):
    repeat(window, 2, workers)
    other = Queue(tmp_path / "others")
    add(other, [Wanted(read_recipe("lenet5-sample"))])
    other.change(lambda file: cancelled(file, {file.entries[0].id}))
    settings = window.shared.settings
    settings.change(runs_folder=str(other.runs))
    assert states(window) == []
    window.wait(lambda: states(window) == ["cancelled"])
    assert not any("through" in one.text for one in window.said)


def test_training_beside_the_queue_is_said(window: Person, workers):
    repeat(window, 1, workers).turn()
    window.engine.queue.look()
    window.wait(lambda: "running" in states(window))
    window.train()
    assert any(one.text.startswith("1 run of the queue train") for one in window.said)
