"""The Settings page: opened by key, each choice at once, and the next start knows them."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from engine.project.project import save_project
from gui import app
from gui.appearance import numerals, theme
from gui.forms.fields.number_box import NumberBox
from gui.forms.fields.text_fields import NumbersField
from gui.state.settings import Settings
from gui.window.dialogs.settings_dialog import SettingsDialog
from tests.journeys.conftest import Opened
from tests.journeys.person import CTRL, LEFT, Person, short


def settings_of(person: Person) -> SettingsDialog:
    person.key(Qt.Key.Key_Comma, CTRL)
    person.bot.waitUntil(lambda: isinstance(QApplication.activeModalWidget(), SettingsDialog))
    dialog = QApplication.activeModalWidget()
    person.bot.waitUntil(dialog.forms["Look"].fields["theme"].editor.hasFocus)
    return dialog


def leave(person: Person, dialog: SettingsDialog) -> None:
    person.bot.keyClick(dialog, Qt.Key.Key_Escape)
    person.bot.waitUntil(lambda: QApplication.activeModalWidget() is None)


def test_theme_and_folder_hold_at_once_and_at_the_next_start(opened: Opened, tmp_path: Path) -> None:
    person, images = opened(ready=False), tmp_path / "images"
    images.mkdir()
    dialog = settings_of(person)
    person.key(Qt.Key.Key_Down)  # the theme has the keyboard
    person.key(Qt.Key.Key_Down)
    assert theme.current().is_dark
    line = dialog.forms["Folders"].fields["data_folder"].editor
    line.setFocus()
    person.type(str(images))
    person.bot.keyClick(line, Qt.Key.Key_Return)
    assert dialog.isVisible()  # Enter takes the path and does not close
    assert person.shared.settings.value.data_folder == str(images)
    leave(person, dialog)
    person.close()

    again = opened(ready=False)
    assert (again.shared.settings.value.theme, again.shared.settings.value.data_folder) == ("dark", str(images))
    dialog = settings_of(again)
    reset = dialog.forms["Folders"].resets["data_folder"]
    again.bot.mouseClick(reset, LEFT)
    assert again.shared.settings.value.data_folder == ""
    leave(again, dialog)


def test_new_runs_are_kept_where_was_chosen_and_the_old_one_trains_on_where_it_is(
    opened: Opened, tmp_path: Path
) -> None:
    person, elsewhere = opened(short(20)), tmp_path / "elsewhere"
    person.train()
    first = person.run
    person.shared.settings.change(runs_folder=str(elsewhere))
    person.chrome.actions["train on"].trigger()
    person.wait(lambda: person.step == 40 and person.ended)
    assert (person.runs / first / "legs" / "2.json").is_file()
    assert not elsewhere.exists()
    person.chrome.actions["afresh"].trigger()
    person.wait(lambda: person.run != first and person.ended)
    assert (elsewhere / person.run / "result.json").is_file()
    person.frame.show_page("runs")
    person.wait(lambda: person.pages.runs.table.model().rowCount() == 1)


def test_the_program_starts_with_what_was_chosen() -> None:
    assert app.first_project(Settings()).title == "LeNet-5 on digits"
    assert app.first_project(Settings(starts_with="mlp-1")).title != "LeNet-5 on digits"
    assert not app.first_project(Settings(starts_with="gallery")).network.nodes
    assert app.first_project(Settings(starts_with="a recipe of a newer program")).network.nodes


def test_the_project_opened_last_is_there_at_the_start_where_that_is_wanted(opened: Opened, tmp_path: Path) -> None:
    person, path = opened(ready=False), tmp_path / "mine.json"
    save_project(short(5, "mlp-1", seed=7), path)
    person.shared.settings.remember(path)
    app.open_last(person.window)
    assert person.shared.document.path is None  # not wanted
    person.shared.settings.change(starts_with="last")
    app.open_last(person.window)
    assert person.shared.document.path == path
    path.unlink()
    app.open_last(person.window)  # gone: what is there stays
    assert person.shared.document.path == path


def test_another_style_of_numbers_changes_no_value_of_any_field(window: Person) -> None:
    project, document = window.shared.document.project, window.shared.document
    try:
        for style, page in zip(("comma", "point", "space"), ("training", "data", "inspect"), strict=True):
            window.shared.settings.change(numbers=style)
            window.frame.show_page(page)
            for field in (*window.frame.findChildren(NumberBox), *window.frame.findChildren(NumbersField)):
                field.settle()  # what Tab does on its way through
            assert (document.project, document.drafts.invalid) == (project, ())
    finally:
        numerals.choose("point")
