"""A data set with fewer images than it was published with: every figure in the window is of what is there."""

from pathlib import Path

from PySide6.QtCore import Qt

from engine.project.project import Project
from engine.project.recipes import read_recipe
from engine.project.training.budgets import Epochs
from engine.runs.folder import RunFolder
from engine.typed.document import changed
from tests.journeys.conftest import Opened
from tests.journeys.person import Person
from tests.small_data import put_idx

HERE = "200 training and 80 test images are here; it was published with 60,000 and 10,000."
SAID = "MNIST has 200 training and 80 test images here, not 60,000 and 10,000."


def _small(opened: Opened, tmp_path: Path, project: Project | None = None) -> Person:
    put_idx(tmp_path / "one" / "data", 200, 80)
    mlp = read_recipe("mlp-1")
    person = opened(project or changed(mlp, training=changed(mlp.training, budget=Epochs(2))))
    person.wait(lambda: person.shared.document.project.facts.train_images == 200)
    return person


def test_budget_progress_finish_and_training_on_count_what_is_there(opened: Opened, tmp_path: Path) -> None:
    person = _small(opened, tmp_path)
    totals: list[int] = []
    person.shared.run.began.connect(lambda run: totals.append(run.total))
    person.train()
    person.wait(lambda: person.reads("on 80 digits it never saw"))
    run = person.shared.run.current
    assert run is not None
    assert (run.step, run.total, totals) == (40, 40, [40])
    assert not person.shared.document.modified
    person.engine.control.train_on()
    person.wait(lambda: person.step == 80 and person.ended)
    assert totals == [40, 80]
    assert [message.text for message in person.said].count(SAID) == 1
    assert RunFolder.open(person.runs / person.run).latest_project().facts.test_images == 80


def test_a_run_that_is_opened_again_brings_its_own_counts(opened: Opened, tmp_path: Path) -> None:
    person = _small(opened, tmp_path)
    person.train()
    folder = person.runs / person.run
    other = opened(folder="two")  # whose data folder is empty
    other.chrome.files.open(folder)
    other.wait(lambda: other.shared.run.current is not None)
    run = other.shared.run.current
    assert run is not None
    assert (run.total, run.project.facts.train_images) == (40, 200)
    other.wait(lambda: other.shared.workspace.shown is not None and other.shared.workspace.shown.run == folder.name)
    shown = other.shared.workspace.shown
    assert shown is not None
    assert shown.project.facts.test_images == 80


def test_the_data_page_says_it_as_long_as_it_is_so(opened: Opened, tmp_path: Path) -> None:
    person = _small(opened, tmp_path)
    person.key(Qt.Key.Key_2, Qt.KeyboardModifier.AltModifier)
    person.wait(lambda: person.reads(HERE, person.pages.data))
    person.wait(person.pages.data.overview.table.isVisible)
    put_idx(tmp_path / "whole", 60, 20)
    person.pages.data.folder_chosen.emit(str(tmp_path / "whole"))
    person.wait(lambda: person.reads("60 training and 20 test images are here", person.pages.data))
    person.shared.document.edit_fields("Digits", data=read_recipe("lenet5-sample").data)
    person.wait(lambda: person.reads("8,000 training and 2,000 test images are here.", person.pages.data))
    person.shared.document.undo_stack.setClean()


def test_a_batch_that_is_too_large_for_them_is_refused(opened: Opened, tmp_path: Path) -> None:
    mlp = read_recipe("mlp-1")
    person = _small(opened, tmp_path, changed(mlp, training=changed(mlp.training, batch=500)))
    person.press(person.chrome.top.train)
    person.wait(lambda: "A batch of 500 is larger than the 200 training images." in person.sentences)
    assert person.shared.run.current is None
