"""What the engine answers late, while the person does something else: nothing is lost, stale or wrong."""

import gzip
import struct
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Event

import numpy as np
import pytest
from PySide6.QtCore import Qt

from engine.errors import DataMissing
from engine.project.data.sources import FashionMnist, Mnist
from engine.project.recipes import read_recipe
from engine.runs.folder import RunFolder
from engine.runs.legs import read_legs
from engine.service import answering
from engine.service.answers import DrawingOf, ImageOf
from engine.service.images.image_search import ImageSearch
from engine.service.model import model_files
from engine.service.runs.beginning import Beginning
from gui.data.usual_constants import with_other_images
from tests.journeys.conftest import Opened
from tests.journeys.person import Person, short

F5 = Qt.Key.Key_F5


@contextmanager
def held(monkeypatch: pytest.MonkeyPatch, owner: object, name: str) -> Iterator[Callable[[], None]]:
    """What is called there waits, on its own thread, until it is let go."""
    gate, do = Event(), getattr(owner, name)

    def wait(*args: object, **options: object) -> object:
        assert gate.wait(60)
        return do(*args, **options)

    monkeypatch.setattr(owner, name, wait)
    yield gate.set
    gate.set()


def _two_runs(person: Person) -> tuple[Path, Path]:
    """Two runs of different stacks; the second is shown."""
    person.train()
    first = person.run
    person.shared.document.open(short(30, "mlp-1", batch=100), None)
    person.shared.document.edit_fields("Digits", data=read_recipe("lenet5-sample").data)
    person.shared.document.undo_stack.setClean()
    person.train()
    return person.runs / first, person.runs / person.run


def test_an_edit_made_while_a_run_is_opened_is_kept(window: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    window.train()
    folder, document = window.runs / window.run, window.shared.document
    document.open(read_recipe("mlp-1"), None)
    with held(monkeypatch, answering, "run_view") as let_go:
        window.chrome.files.open(folder)
        document.edit_fields("Rename", title="My edit")
        let_go()
        window.wait(lambda: "was not opened" in window.sentences)
    assert document.project.title == "My edit"
    assert window.shared.run.current is None
    document.undo_stack.undo()
    assert document.project == read_recipe("mlp-1")


def test_an_edit_made_while_a_file_with_a_model_is_opened_is_kept(
    window: Person, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file, document = tmp_path / "kept.layerscope", window.shared.document
    window.chrome.files.save_model.emit(file)
    window.wait(file.exists)
    document.open(read_recipe("mlp-1"), None)
    with held(monkeypatch, model_files, "project_in") as let_go:
        window.chrome.files.open(file)
        document.edit_fields("Rename", title="My edit")
        let_go()
        window.wait(lambda: "was not opened" in window.sentences)
    assert document.project.title == "My edit"


def test_train_before_a_run_is_there_trains_what_the_window_shows(
    window: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    window.train()
    folder = window.runs / window.run
    other = short(40, "lenet5-sample", batch=64)
    window.shared.document.open(other, None)
    with held(monkeypatch, answering, "run_view") as let_go:
        window.chrome.files.open(folder)
        window.key(F5)
        window.wait(lambda: window.state == "running" or window.ended)
        let_go()
        window.wait(lambda: window.ended)
    assert window.shared.document.project == other
    assert RunFolder(window.runs / window.run).project() == other
    assert window.panels.chart.run.run_id == window.run != folder.name
    assert window.shared.run.current.project == other


def test_train_on_extends_the_run_that_the_window_shows(opened: Opened, monkeypatch: pytest.MonkeyPatch) -> None:
    """Also while the engine still shows another: its weights are no part of the command."""
    person = opened(short(20))
    first, second = _two_runs(person)
    untouched = {path: path.stat().st_mtime_ns for path in second.rglob("*")}
    with held(monkeypatch, answering.Answering, "_show_run") as let_go:
        person.chrome.files.open(first)
        person.wait(lambda: person.shared.run.current is not None and person.shared.run.current.id == first.name)
        person.engine.control.train_on()
        person.wait(lambda: person.shared.run.current.phase == "finished")
        let_go()
    assert [leg.total for leg in read_legs(first / "legs")] == [40]
    assert {path: path.stat().st_mtime_ns for path in second.rglob("*")} == untouched
    assert RunFolder(first).result().steps == 40


def test_training_on_takes_back_how_the_run_ended(window: Person) -> None:
    window.train()
    window.wait(lambda: window.told)
    run, before = window.shared.run.current, window.panels.chart.run
    assert window.pages.results.evaluation is not None
    shown: list[object] = []
    window.shared.run.began.connect(lambda _: shown.append((window.told, window.pages.results.evaluation)))
    window.engine.control.train_on()
    window.wait(lambda: shown)
    assert shown == [(False, None)]
    assert window.panels.chart.run is before
    assert before.total_steps == 120
    window.wait(lambda: window.ended and window.step == 120)
    assert window.shared.run.current.id == run.id
    window.wait(lambda: window.told)
    assert window.pages.results.evaluation.step == 120


def test_a_run_is_there_before_the_engine_is(opened: Opened) -> None:
    person = opened(short(20))
    person.train()
    folder = person.runs / person.run
    person.close()
    again = opened(ready=False, folder="two")
    again.chrome.files.open(folder)
    again.wait(lambda: again.shared.run.current is not None)
    assert not again.shared.workspace.engine_ready
    assert again.shared.document.project == short(20)
    assert again.panels.chart.run.last_step == 20
    assert again.pages.results.evaluation.step == 20
    again.warm_up()
    again.wait(lambda: again.shared.workspace.shown.run == folder.name)


def _idx(path: Path, values: np.ndarray) -> None:
    head = struct.pack(f">HBB{values.ndim}I", 0, 8, values.ndim, *values.shape)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(gzip.compress(head + values.tobytes()))


def _mnist(root: Path, grey: int) -> Path:
    for part in ("train", "t10k"):
        _idx(root / "MNIST" / "raw" / f"{part}-images-idx3-ubyte.gz", np.full((20, 28, 28), grey, np.uint8))
        _idx(root / "MNIST" / "raw" / f"{part}-labels-idx1-ubyte.gz", np.arange(20, dtype=np.uint8) % 10)
    return root


def test_another_data_folder_changes_the_images_everywhere(opened: Opened, tmp_path: Path) -> None:
    person = opened(read_recipe("mlp-1"))
    looked: list[int] = []
    person.engine.live.prediction.connect(lambda said: said and looked.append(int(said.picture.pixels.max())))
    person.shared.image.look_at(ImageOf("test", 3))
    for grey in (40, 200):
        person.pages.data.folder_chosen.emit(str(_mnist(tmp_path / str(grey), grey)))
        person.wait(lambda grey=grey: looked and looked[-1] == grey)
    person.key(Qt.Key.Key_2, Qt.KeyboardModifier.AltModifier)
    person.wait(person.pages.data.overview.table.isVisible)


def test_stop_takes_back_a_start_and_the_next_one_trains(window: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    from engine.service.runs import beginning

    with held(monkeypatch, beginning.Beginning, "_images") as let_go:
        window.key(F5)
        window.wait(lambda: window.state == "preparing")
        first = window.shared.run.current.id
        window.engine.control.press_stop()
        let_go()
        window.wait(lambda: window.shared.run.current is None)
    window.train()
    assert window.run != first
    assert not (window.runs / first).exists()


def test_mistakes_are_looked_for_again_after_a_start_that_was_taken_back(
    window: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    window.train()
    window.frame.show_page("results")
    window.pages.results.show_part("mistakes")
    tiles, first = window.pages.results.mistakes.list, window.run
    window.wait(lambda: tiles.isVisible() and len(tiles.images.indexes))
    with held(monkeypatch, Beginning, "new_run") as let_go:
        window.engine.control.start("afresh")
        window.wait(lambda: window.state == "preparing")
        assert not tiles.isVisible()
        window.engine.control.press_stop()
        let_go()
        window.wait(lambda: window.shared.run.current is not None and window.shared.run.current.id == first)
    window.wait(tiles.isVisible)


@pytest.mark.parametrize("goes", ["draws", "chooses another"])
def test_a_late_mistake_takes_nobody_away_from_what_they_look_at(
    window: Person, monkeypatch: pytest.MonkeyPatch, goes: str
) -> None:
    window.train()
    window.shared.image.look_at(ImageOf("test", 0))
    with held(monkeypatch, ImageSearch, "mistakes") as let_go:
        window.panels.try_it.chooser.ask_next_mistake()
        if goes == "draws":
            window.panels.try_it.start_drawing()
            window.draw((0.3, 0.2), (0.6, 0.8))
            window.wait(lambda: isinstance(window.shared.image.ref, DrawingOf))
        else:
            window.shared.image.look_at(ImageOf("train", 5))
        mine = window.shared.image.ref
        let_go()
        window.wait(lambda: window.nothing_asked)
    assert window.shared.image.ref == mine


def test_a_run_that_finds_its_images_says_nothing_of_other_data(
    window: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    document, conditions = window.shared.document, window.shared.conditions
    with held(monkeypatch, Beginning, "new_run") as let_go:
        window.engine.control.start("afresh")
        document.edit_fields("Fashion", data=with_other_images(document.project.data, FashionMnist()))
        window.wait(lambda: conditions.get("images") is not None)
        let_go()
        window.wait(lambda: window.state == "running" or window.ended)
    assert conditions.get("images").text == "Fashion-MNIST is not on this computer yet."


def test_a_run_that_misses_its_images_is_no_word_about_other_data(
    window: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    document = window.shared.document

    def missing(*_: object) -> None:
        raise DataMissing("The digits are not here.", "Choose their folder.")

    monkeypatch.setattr(Beginning, "_images", missing)
    with held(monkeypatch, Beginning, "new_run") as let_go:
        window.engine.control.start("afresh")
        document.edit_fields("Fashion", data=with_other_images(document.project.data, FashionMnist()))
        document.edit_fields("Classes", data=with_other_images(document.project.data, Mnist()))
        window.wait(lambda: window.shared.conditions.get("images") is not None)
        let_go()
        window.wait(lambda: window.shared.run.current is None)
    assert window.shared.conditions.get("images").text == "MNIST is not on this computer yet."
    assert "The digits are not here" in window.sentences
    assert window.frame.page != "data"


def test_a_new_project_is_shown_in_place_of_a_run_that_was_asked_for_before(
    window: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What was asked for last; nobody is told of an edit that they did not make."""
    window.train()
    folder = window.runs / window.run
    window.shared.document.open(short(30, "mlp-1"), None)
    with held(monkeypatch, answering, "run_view") as let_go:
        window.chrome.files.open(folder)
        window.chrome.files.new("mlp-3")
        let_go()
        window.wait(lambda: window.nothing_asked)
    assert window.shared.document.project == read_recipe("mlp-3")
    assert window.shared.run.current is None
    assert "edited" not in window.sentences
