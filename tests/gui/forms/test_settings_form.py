"""The settings as a form: every choice holds at once, says what is wrong, and can be taken back to what is usual."""

import json
from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog, QWidget
from pytestqt.qtbot import QtBot

from gui.forms.field_specs import specs
from gui.forms.settings_form import SettingsForm
from gui.state.data.folder_check import checked_folder
from gui.state.settings import Settings, SettingsFile

TITLED = tuple(spec.name for spec in specs(Settings))


@pytest.fixture
def settings(tmp_path: Path) -> SettingsFile:
    return SettingsFile(tmp_path / "settings.json")


@pytest.fixture
def form(qtbot: QtBot, settings: SettingsFile) -> SettingsForm:
    made = SettingsForm(settings, TITLED, more_names={"starts_with": {"lenet5-sample": "LeNet-5"}}, explained=True)
    qtbot.addWidget(made)
    made.show()
    return made


def kept(settings: SettingsFile) -> dict:
    return json.loads(settings.path.read_text())


def choose(form: SettingsForm, name: str, text: str) -> None:
    box = form.fields[name].editor
    index = box.findText(text)
    assert index >= 0, [box.itemText(one) for one in range(box.count())]
    box.setCurrentIndex(index)
    box.activated.emit(index)


def type_into(qtbot: QtBot, form: SettingsForm, name: str, text: str) -> None:
    editor = form.fields[name].editor
    line = editor.lineEdit() if hasattr(editor, "lineEdit") else editor
    line.setFocus()
    line.selectAll()
    qtbot.keyClicks(line, text)
    form.fields[name].settle()


def test_making_it_shows_no_window_of_its_own(qtbot: QtBot, qapp, settings: SettingsFile) -> None:
    """A part that is shown before it has its place flashes up as a window, and takes the keyboard away."""
    before = QWidget()
    qtbot.addWidget(before)
    before.show()
    before.activateWindow()
    qtbot.waitUntil(before.isActiveWindow)
    seen = []
    qapp.focusWindowChanged.connect(seen.append)
    qtbot.addWidget(SettingsForm(settings, TITLED, explained=True))
    qapp.processEvents()
    qapp.focusWindowChanged.disconnect(seen.append)
    assert not seen
    assert before.isActiveWindow()


def test_every_choice_is_kept_at_once(qtbot: QtBot, form: SettingsForm, settings: SettingsFile) -> None:
    choose(form, "theme", "Dark")
    choose(form, "zoom", "150 %")
    form.fields["keep_awake"].editor.click()
    type_into(qtbot, form, "threads", "3")
    now = kept(settings)
    assert (now["theme"], now["zoom"], now["keep_awake"], now["threads"]) == ("dark", 1.5, False, 3)


@pytest.mark.parametrize(
    ("name", "value"),
    [("theme", "dark"), ("zoom", 1.5), ("threads", 2), ("keep_awake", False), ("starts_with", "gallery")],
)
def test_each_can_be_reset_to_what_is_usual(form: SettingsForm, settings: SettingsFile, name: str, value) -> None:
    assert not form.resets[name].isVisible()
    settings.change(**{name: value})  # elsewhere: the form follows
    assert form.resets[name].isVisible()
    form.resets[name].click()
    assert getattr(settings.value, name) == getattr(Settings(), name)
    assert not form.resets[name].isVisible()


def test_a_size_from_elsewhere_is_shown_as_it_is(form: SettingsForm, settings: SettingsFile) -> None:
    settings.change(zoom=1.3)
    assert form.fields["zoom"].editor.currentText() == "130 %"


def test_a_value_that_cannot_be_is_said_and_not_kept(qtbot: QtBot, form: SettingsForm, settings: SettingsFile) -> None:
    type_into(qtbot, form, "threads", "5000")
    assert "1,024" in form.error("threads")
    assert settings.value.threads == 0


def test_a_folder_is_chosen(form: SettingsForm, settings: SettingsFile, monkeypatch, tmp_path: Path) -> None:
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(tmp_path))
    form.fields["runs_folder"].choose.click()
    assert settings.value.runs_folder == str(tmp_path)
    assert form.error("runs_folder") == ""


def test_a_folder_that_cannot_be_written_says_so_there_and_the_old_one_stays(
    qtbot: QtBot, form: SettingsForm, settings: SettingsFile, tmp_path: Path
) -> None:
    (tmp_path / "file").write_text("in the way")
    type_into(qtbot, form, "runs_folder", str(tmp_path / "file" / "runs"))
    assert form.error("runs_folder") == "“file” is a file. Choose a folder."
    assert settings.value.runs_folder == ""
    type_into(qtbot, form, "runs_folder", str(tmp_path / "new"))
    assert form.error("runs_folder") == ""
    assert settings.value.runs_folder == str(tmp_path / "new")


def test_a_folder_of_before_that_can_no_longer_be_used_is_said_at_once(
    qtbot: QtBot, settings: SettingsFile, tmp_path: Path
) -> None:
    (tmp_path / "file").write_text("in the way")
    settings.change(runs_folder=str(tmp_path / "file" / "runs"))
    form = SettingsForm(settings, ("runs_folder",))
    qtbot.addWidget(form)
    assert form.error("runs_folder") == "“file” is a file. Choose a folder."


def test_an_empty_folder_is_the_usual_one(qtbot: QtBot, form: SettingsForm, settings: SettingsFile) -> None:
    line = form.fields["data_folder"].editor
    assert line.placeholderText().endswith("data")
    settings.change(data_folder="/somewhere")
    line.clear()
    form.fields["data_folder"].settle()
    assert settings.value.data_folder == ""


def test_what_is_said_of_folders(tmp_path: Path) -> None:
    assert checked_folder(str(tmp_path / "a" / "b"), to_write=True).usable
    assert not checked_folder("runs", to_write=True).usable


@pytest.mark.skipif(not Path("/proc/self").exists(), reason="a folder where nobody writes, not even root")
def test_a_folder_that_can_only_be_read_is_taken_for_images_alone() -> None:
    assert not checked_folder("/proc/none", to_write=True).usable
    assert not checked_folder("/proc", to_write=True).usable
    only_read = checked_folder("/proc", to_write=False)
    assert only_read.usable
    assert only_read.sentence == ""  # nothing is written there


def test_every_setting_with_a_title_can_be_chosen(form: SettingsForm) -> None:
    assert set(form.fields) == set(TITLED)
    for field in form.fields.values():
        assert field.editor.accessibleName()
        assert field.editor.accessibleDescription()
