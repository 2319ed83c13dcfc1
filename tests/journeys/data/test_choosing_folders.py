"""Images that are missing: a wrong folder is told what it holds and changes nothing, a right one ends the matter."""

from pathlib import Path

from PySide6.QtWidgets import QFileDialog

from engine.project.data.data_settings import DataSettings
from engine.project.data.sources import FashionMnist, Mnist
from engine.typed.document import changed
from tests.journeys.conftest import Opened
from tests.journeys.person import Person, short
from tests.small_data import put_idx


def choose(person: Person, folder: Path) -> None:
    """Through the dialog that the button opens."""
    page = person.window.pages.data
    person.press_named("Use files I have…", page)
    person.wait(lambda: page.findChild(QFileDialog))
    dialog = page.findChild(QFileDialog)
    dialog.selectFile(str(folder))
    dialog.accept()
    person.wait(lambda: page.findChild(QFileDialog) is None)


def test_a_wrong_folder_then_the_one_around_a_right_one(opened: Opened, tmp_path: Path) -> None:
    around = tmp_path / "downloads"
    put_idx(around / "data", 200, 80)
    wrong = put_idx(tmp_path / "wrong", 30, 10, "FashionMNIST")
    (wrong / "letter.txt").touch()
    person = opened(changed(short(20), data=DataSettings(source=Mnist())))
    page, conditions = person.window.pages.data, person.shared.conditions
    person.chrome.frame.show_page("data")
    person.wait(lambda: person.reads("MNIST is not on this computer yet.", page))
    person.wait(lambda: conditions.get("images") is not None)
    before = person.shared.settings.value.data_folder

    choose(person, wrong)
    person.wait(lambda: person.reads("This folder holds 1 folder and 1 file, among them Fashion-MNIST; MNIST is", page))
    assert person.shared.settings.value.data_folder == before
    assert page.problem.isVisible()

    choose(person, around)
    person.wait(lambda: person.reads("200 training and 80 test images are here", page))
    assert person.shared.settings.value.data_folder == str(around / "data")
    assert f"MNIST was found in {around / 'data'}, the data folder from now on." in person.sentences
    assert page.folder.path.text() == str(around / "data")
    person.wait(lambda: page.overview.table.isVisible() and not page.problem.isVisible())
    assert not page.refusal.isVisible()
    assert conditions.get("images") is None
    person.train()


def test_a_folder_that_works_is_not_given_up_for_one_that_does_not(opened: Opened, tmp_path: Path) -> None:
    person = opened(changed(short(20), data=DataSettings(source=FashionMnist())), folder="other")
    put_idx(person.folder / "data", 200, 80, "FashionMNIST")
    page = person.window.pages.data
    person.chrome.frame.show_page("data")
    page.look_again()
    person.wait(lambda: person.reads("200 training and 80 test images are here", page))
    (tmp_path / "empty").mkdir()
    page.folder_chosen.emit(str(tmp_path / "empty"))
    person.wait(lambda: person.reads("This folder is empty; Fashion-MNIST is not there.", page))
    person.train()
