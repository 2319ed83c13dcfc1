"""The name of a file to write is completed, and nothing is overwritten that nobody was asked about."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog, QMessageBox, QWidget

from gui.pieces.copying.save_dialog import ask_where_to_save, completed

KINDS = {".png": "PNG picture (*.png)", ".svg": "SVG drawing (*.svg)"}
YES, NO = QMessageBox.StandardButton.Yes, QMessageBox.StandardButton.No


@pytest.fixture
def person(qtbot, monkeypatch):
    """Answers the dialogs from a script, and notes what was asked."""

    class Person(QWidget):
        typed: list[str]
        answers: list[QMessageBox.StandardButton]

        def __init__(self):
            super().__init__()
            self.typed, self.answers, self.asked, self.proposed = [], [], [], []

        def choose(self, parent, title, proposed, filters):
            self.proposed.append(proposed)
            return self.typed.pop(0), KINDS[".svg"]

        def answer(self, parent, title, words, buttons, default):
            assert default == NO
            self.asked.append(words)
            return self.answers.pop(0)

    person = Person()
    qtbot.addWidget(person)
    monkeypatch.setattr(QFileDialog, "getSaveFileName", person.choose)
    monkeypatch.setattr(QMessageBox, "question", person.answer)
    return person


@pytest.mark.parametrize(
    ("typed", "whole"),
    [
        ("a", "a.svg"),
        ("net-0.5", "net-0.5.svg"),
        ("a.png", "a.png"),
        ("a.PNG", "a.PNG"),
        ("a.pngx", "a.pngx.svg"),
        ("a.", "a..svg"),
        (".png", ".png.svg"),
        ("v1.2.Svg", "v1.2.Svg"),
    ],
)
def test_a_name_gets_the_chosen_suffix_unless_it_has_one(typed, whole):
    assert completed(Path("/x") / typed, KINDS, KINDS[".svg"]) == Path("/x") / whole


def test_an_unknown_filter_means_the_first():
    assert completed(Path("a"), KINDS, "") == Path("a.png")


def test_nothing_chosen_is_nothing(person):
    person.typed = [""]
    assert ask_where_to_save(person, "Save", "x.png", KINDS) is None


def test_what_the_dialog_asked_about_is_not_asked_again(person, tmp_path):
    (tmp_path / "a.svg").touch()
    (tmp_path / "net-0.5").touch()
    for name in ("a.svg", "net-0.5"):  # of the second nothing is overwritten
        person.typed = [str(tmp_path / name)]
        assert ask_where_to_save(person, "Save", "x.png", KINDS) == completed(tmp_path / name, KINDS, KINDS[".svg"])
    assert not person.asked


def test_another_file_is_replaced_only_with_leave(person, tmp_path):
    (tmp_path / "net-0.5.svg").touch()
    person.typed = [str(tmp_path / "net-0.5"), str(tmp_path / "net-0.5"), ""]
    person.answers = [NO, YES]
    assert ask_where_to_save(person, "Save", "x.png", KINDS) == tmp_path / "net-0.5.svg"
    assert person.asked == ["“net-0.5.svg” is there already. Do you want to replace it?"] * 2
    assert person.proposed == ["x.png", str(tmp_path / "net-0.5.svg")]


def test_no_leave_leads_back_to_the_dialog_and_out(person, tmp_path):
    (tmp_path / "a.svg").touch()
    person.typed, person.answers = [str(tmp_path / "a"), ""], [NO]
    assert ask_where_to_save(person, "Save", "x.png", KINDS) is None


def test_a_name_that_cannot_be_looked_at_is_left_to_the_writing(person, tmp_path):
    person.typed = [str(tmp_path / ("a" * 400))]
    assert ask_where_to_save(person, "Save", "x.png", KINDS).name.endswith(".svg")
    assert not person.asked
