"""What goes wrong gets its sentence at its place, loses nothing, and the window lives on."""

import shutil
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMessageBox

from engine.events import Noted
from engine.network.layers import Flatten, Linear
from engine.network.network import Network
from engine.network.nodes import Node
from engine.project.data.sources import Mnist
from engine.project.project import Project
from engine.project.recipes import read_recipe
from engine.project.training.optimisers import Sgd
from engine.service.answers import ImageOf
from engine.service.model.showing import Showing
from engine.typed.document import changed
from gui.inspect.parts import ARITHMETIC
from gui.state.shown.live import NO_LAYER
from tests.drags import drop_file
from tests.journeys.conftest import Opened
from tests.journeys.person import CTRL, SHIFT, Person, short

F5 = Qt.Key.Key_F5


def _still_works(person: Person) -> None:
    """A run from start to finish, after all."""
    person.shared.document.open(short(5), None)
    person.wait(lambda: "guess" in person.answered)
    person.train()


@pytest.mark.parametrize("name", ["broken.json", "broken.layerscope"])
def test_a_damaged_file_is_named_and_the_project_stays(window: Person, tmp_path: Path, name: str) -> None:
    path, before = tmp_path / name, window.shared.document.project
    path.write_bytes(b"PK\x03\x04 neither a project nor a model")
    drop_file(window.frame, path)
    window.wait(lambda: name in window.chrome.status.message)
    assert "error: " in window.sentences
    assert window.shared.document.project is before


def test_a_folder_that_holds_nothing_to_learn_from_is_named(window: Person, tmp_path: Path) -> None:
    before, empty = window.shared.document.project, tmp_path / "empty"
    empty.mkdir()
    drop_file(window.frame, empty)
    window.wait(lambda: (dialog := window.window.import_display.dialog) and str(empty) in dialog.problem.text())
    assert not window.window.import_display.dialog.take.isEnabled()
    assert window.shared.document.project is before


def test_what_is_to_be_known_of_a_run_is_said(window: Person) -> None:
    window.engine.bridge.sink(Noted("a run", 0.0, "Two folders are no classes."))
    window.wait(lambda: "Two folders are no classes." in window.chrome.status.message)


def test_a_dropped_text_is_no_picture(window: Person, tmp_path: Path) -> None:
    window.wait(lambda: "guess" in window.answered)
    path, answer = tmp_path / "words.txt", window.answered
    path.write_text("not a picture")
    drop_file(window.panels.try_it.canvas, path)
    window.wait(lambda: (dialog := window.window.import_display.dialog) and "words.txt" in dialog.problem.text())
    assert not window.panels.try_it.canvas.is_empty()
    assert window.answered == answer


def test_missing_images_are_said_on_the_data_page_and_by_train(window: Person) -> None:
    window.shared.document.open(read_recipe("lenet5-mnist"), None)
    window.shared.image.look_at(ImageOf("test", 3))
    window.wait(window.panels.try_it.missing.isVisible)
    assert window.reads("MNIST is not on this computer yet.", window.panels.try_it)
    window.press(window.chrome.top.train)
    window.wait(lambda: "not on this computer" in window.chrome.status.message and window.train_words == "Train")
    assert window.frame.page == "data"
    window.wait(lambda: window.reads("MNIST is not on this computer", window.pages.data))
    assert not window.runs.exists()
    _still_works(window)


def test_without_images_the_drawing_is_answered_and_an_image_says_what_is_missing(window: Person) -> None:
    window.shared.document.open(read_recipe("lenet5-mnist"), None)
    first = window.panels.stack.visible_addresses()[0]
    window.wait(lambda: first in window.panels.stack.view.cards.maps)
    window.shared.workspace.select([first])
    window.shared.image.look_at(ImageOf("test", 3))
    try_it = window.panels.try_it
    window.wait(try_it.missing.isVisible)
    window.wait(lambda: window.reads("MNIST is not on this computer yet.", window.panels.inspect))
    assert first not in window.panels.stack.view.cards.maps
    for part in (ARITHMETIC, "statistics"):  # no page of it waits for what does not come
        window.panels.parts_of_inspect.show_page(part)
        page = getattr(window.pages, part)
        window.wait(lambda page=page: window.reads("MNIST is not on this computer yet.", page))
        window.wait(lambda page=page: not window.reads("Put them", page) and not window.reads("main.py", page))
    window.press(try_it.missing.data)
    assert window.frame.page == "data"
    window.press(try_it.missing.draw)
    window.draw((0.5, 0.2), (0.5, 0.8))
    window.wait(lambda: first in window.panels.stack.view.cards.maps and "guess" in window.answered)
    assert not try_it.missing.isVisible()
    assert "unexpected" not in window.sentences


def test_a_run_goes_on_without_the_files_that_its_images_came_from(
    opened: Opened, real_data: Path, tmp_path: Path
) -> None:
    person = opened(ready=False)
    root = tmp_path / "one" / "data"
    shutil.copytree(real_data / "MNIST" / "raw", root / "MNIST" / "raw")
    project = short(100_000)
    mnist = changed(project, data=changed(project.data, source=Mnist()))
    person.shared.document.open(mnist, None)
    person.warm_up()
    person.key(F5)
    person.wait(lambda: person.state == "running" and person.step > 3)
    shutil.rmtree(root)
    step = person.step
    person.wait(lambda: person.step > step + 5)
    person.key(F5, SHIFT)
    person.wait(lambda: person.ended)
    person.answer("Start afresh")
    person.press(person.chrome.top.train)
    person.wait(lambda: "MNIST" in person.chrome.status.message)


def test_a_run_folder_deleted_while_it_trains_is_said_and_what_was_learned_stays(
    opened: Opened, tmp_path: Path
) -> None:
    person = opened(short(100_000))
    person.key(F5)
    person.wait(lambda: person.state == "running" and person.shared.workspace.shown.step > 3)
    shutil.rmtree(person.runs.rename(tmp_path / "gone"))  # at once: it goes on writing while it is emptied
    person.key(F5, SHIFT)
    person.wait(lambda: person.state in ("failed", "finished"))
    person.wait(lambda: "cannot be written to (no such file or directory)" in person.sentences)
    assert "unexpected" not in person.sentences
    assert person.shared.workspace.shown.step > 3
    assert len([one for one in person.said if one.level == "error"]) < 4
    _still_works(person)


def test_a_file_in_place_of_the_runs_folder_is_said(window: Person) -> None:
    window.runs.parent.mkdir(exist_ok=True)
    window.runs.write_text("in the way")
    window.press(window.chrome.top.train)
    window.wait(lambda: "is not a folder" in window.chrome.status.message)
    assert window.train_words == "Train"
    window.runs.unlink()
    _still_works(window)


def test_unwritable_settings_are_said_and_hold_for_this_session(window: Person) -> None:
    path = window.shared.settings.path
    path.unlink()
    path.mkdir()
    window.chrome.actions["zoom in"].trigger()
    window.wait(lambda: "Settings cannot be saved" in window.chrome.status.message)
    assert window.shared.settings.value.zoom == 1.1
    window.train()


def test_a_run_that_ran_away_says_what_to_do(opened: Opened) -> None:
    wild = Sgd(rate=100.0, momentum=0.0, weight_decay=10.0)
    person = opened(short(1000, optimiser=wild))
    person.key(F5)
    person.wait(lambda: person.state == "failed")
    assert "ran away at step" in person.chrome.status.message
    assert "ten times lower" in person.chrome.status.message
    person.wait(lambda: person.train_words == "Train")
    _still_works(person)


def test_a_network_that_cannot_fit_is_refused_with_its_size(opened: Opened) -> None:
    layers = [Flatten(), *[Linear(32_768)] * 99, Linear("classes")]
    huge = Network(tuple(Node(f"n{place:05}", layer) for place, layer in enumerate(layers)))
    person = opened(Project(title="Huge", network=huge, training=short(5).training), ready=False)
    person.window.warm_up()
    person.wait(lambda: person.shared.workspace.engine_ready)
    person.wait(lambda: "Even single images do not fit" in person.answered)
    person.press(person.chrome.top.train)
    person.wait(lambda: "Even single images do not fit" in person.chrome.status.message)
    assert person.train_words == "Train"
    _still_works(person)


def test_a_failed_warm_up_says_what_to_do(opened: Opened, monkeypatch: pytest.MonkeyPatch) -> None:
    person = opened(ready=False)
    monkeypatch.setattr("engine.service.model.warm_up._ready", _cannot_load)
    person.press(person.chrome.top.train)
    person.window.warm_up()
    person.wait(lambda: person.reads("PyTorch could not be loaded"))
    person.wait(lambda: "uv sync" in person.chrome.status.message)
    assert person.train_words == "Train"
    person.panels.stack.view.setFocus()
    person.key(Qt.Key.Key_D, CTRL)  # editing goes on
    assert person.shared.document.modified
    monkeypatch.undo()
    person.press(person.chrome.top.train)
    person.wait(lambda: person.ended)


def _cannot_load(_: object) -> None:
    raise ImportError("libcudart.so.12: cannot open shared object file")


def test_the_unexpected_is_reported_and_the_window_lives_on(window: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise RuntimeError("a bug")

    monkeypatch.setattr("engine.service.images.image_search.ImageSearch.mistakes", broken)
    window.train()
    window.wait(lambda: window.frame.findChildren(QMessageBox))
    (dialog,) = window.frame.findChildren(QMessageBox)
    report = dialog.informativeText().split("A report is in ")[1].split(" Your work")[0].removesuffix(".")
    assert "a bug" in Path(report).read_text()
    dialog.close()
    monkeypatch.undo()
    _still_works(window)


def test_what_breaks_inspect_is_told_once_and_said_in_its_place(
    window: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object, **__: object) -> None:
        raise RuntimeError("a bug")

    sentence = window.panels.inspect.sentence
    with monkeypatch.context() as patch:
        patch.setattr(Showing, "inspect", broken)
        window.shared.workspace.select([window.shared.document.network.nodes[2].id])
        window.wait(lambda: "should not have" in window.sentences)
        assert sentence.text() == NO_LAYER
        assert sentence.isVisible()
        window.engine.live.ask_layer()
        window.wait(lambda: window.nothing_asked)
    assert window.sentences.count("should not have") == 1
    window.engine.live.ask_layer()
    window.wait(lambda: not sentence.isVisible())
