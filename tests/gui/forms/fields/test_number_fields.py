"""Numbers, pairs and lists of numbers in a form: typed, stepped, and what stands beside and in place of them."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from engine.network.layers import BatchNorm, Conv2d, Dropout, Linear, MaxPool2d
from engine.project.data.data_settings import Constants
from engine.project.training.rate.schedules import MultiStep
from engine.project.training.training_settings import TrainingSettings
from gui.forms.struct_form import StructForm
from gui.stack.form.arrangement import chief
from tests.gui.forms.hands import edits, shown, type_into

INNER = 2  # pixels that Qt keeps on both sides of a line's text


@pytest.mark.parametrize("locale", ["en_GB", "de_DE"])
@pytest.mark.parametrize("text", ["1,5", "1.5", "1 5", "1_5"])
@pytest.mark.parametrize(
    ("kind", "name", "said_of"),
    [(Conv2d, "filters", "Filters"), (Conv2d, "kernel", "Kernel size"), (Linear, "units", "Units"),
     (TrainingSettings, "batch", "Batch size")],
)  # fmt: skip
def test_a_broken_number_in_a_field_of_whole_ones_is_refused_where_it_was_typed(
    qtbot: QtBot, desktop: Callable[[str], None], locale: str, text: str, kind: type, name: str, said_of: str
) -> None:
    desktop(locale)
    form = shown(qtbot, kind())
    said = edits(form)
    type_into(qtbot, form, name, text)
    assert said == []
    assert f"not “{text}”" in form.error(name)
    assert form.fields[name].editor.lineEdit().text() == text


@pytest.mark.parametrize(
    ("locale", "text", "value"),
    [
        ("de_DE", "0,25", 0.25),
        ("de_DE", "0.25", 0.25),
        ("fr_FR", "0,25", 0.25),
        ("en_GB", "0.25", 0.25),
        ("en_GB", "0,25", None),
    ],
)
def test_a_decimal_comma_is_read_where_the_desktop_has_one(
    qtbot: QtBot, desktop: Callable[[str], None], locale: str, text: str, value: float | None
) -> None:
    desktop(locale)
    form = shown(qtbot, Dropout(0.5))
    said = edits(form)
    type_into(qtbot, form, "probability", text)
    assert said == ([] if value is None else [("probability", value)])
    assert form.error("probability") == ("" if value is not None else "Must be a number, not “0,25”.")


@pytest.mark.parametrize(
    ("locale", "text", "value"),
    [("de_DE", "0,49, 0,48", (0.49, 0.48)), ("de_DE", "0,49; 0,48", (0.49, 0.48)),
     ("de_DE", "0.49, 0.48", (0.49, 0.48)), ("de_DE", "0,5", (0.5,)),
     ("en_GB", "0.49,0.48", (0.49, 0.48)), ("en_GB", "0.49; 0.48", (0.49, 0.48))],
)  # fmt: skip
def test_several_numbers_are_told_apart_on_any_desktop(
    qtbot: QtBot, desktop: Callable[[str], None], locale: str, text: str, value: tuple[float, ...]
) -> None:
    desktop(locale)
    form = shown(qtbot, Constants((0.1,), (0.2,)))
    said = edits(form)
    type_into(qtbot, form, "mean", text)
    assert said == [("mean", value)]


@pytest.mark.parametrize(
    ("text", "value"), [("7", (7, 7)), ("3×7", (3, 7)), ("3x7", (3, 7)), (" 3 * 7 ", (3, 7)), ("7×7", (7, 7))]
)
def test_height_and_width_are_one_number_while_they_are_equal(qtbot: QtBot, text: str, value: tuple[int, int]) -> None:
    form = shown(qtbot, Conv2d(kernel=(5, 5)))
    said = edits(form)
    line = form.fields["kernel"].editor.lineEdit()
    assert line.text() == "5"
    type_into(qtbot, form, "kernel", text)
    assert said == [("kernel", value)]
    assert line.text() == ("7" if value == (7, 7) else "3×7")


@pytest.mark.parametrize(("text", "words"), [("3×", "whole"), ("3×5×7", "2"), ("300×5", "most"), ("x", "whole")])
def test_a_pair_that_cannot_be_is_refused(qtbot: QtBot, text: str, words: str) -> None:
    form = shown(qtbot, Conv2d())
    said = edits(form)
    type_into(qtbot, form, "kernel", text)
    assert said == []
    assert words in form.error("kernel")


def test_stepping_a_pair_steps_both_sides(qtbot: QtBot) -> None:
    form = shown(qtbot, Conv2d(kernel=(3, 5)))
    said = edits(form)
    qtbot.keyClick(form.fields["kernel"].editor, Qt.Key.Key_Up)
    assert said == [("kernel", (4, 6))]


def test_words_beside_numbers(qtbot: QtBot) -> None:
    form = shown(qtbot, Conv2d(padding=(2, 2)))
    said = edits(form)
    type_into(qtbot, form, "padding", "same")
    type_into(qtbot, form, "padding", "1")
    assert said == [("padding", "same"), ("padding", (1, 1))]
    units = shown(qtbot, Linear())
    said = edits(units)
    type_into(qtbot, units, "units", "84")
    type_into(qtbot, units, "units", "classes")
    assert said == [("units", 84), ("units", "classes")]


def test_numbers_with_commas(qtbot: QtBot) -> None:
    form = shown(qtbot, MultiStep())
    said = edits(form)
    type_into(qtbot, form, "milestones", "3, 6; 9")
    type_into(qtbot, form, "milestones", "3, soon")
    assert said == [("milestones", (3, 6, 9))]
    assert "soon" in form.error("milestones")


def test_a_poolings_stride_follows_its_size_until_it_is_set_and_again_when_it_is_cleared(qtbot: QtBot) -> None:
    form = shown(qtbot, MaxPool2d(kernel=(3, 3)))
    said = edits(form)
    line = form.fields["stride"].editor.lineEdit()
    assert (line.text(), line.placeholderText()) == ("", "as size")
    type_into(qtbot, form, "kernel", "4")
    assert form.value.steps == (4, 4)
    type_into(qtbot, form, "stride", "2")
    assert (line.text(), form.value.steps) == ("2", (2, 2))
    line.selectAll()
    qtbot.keyClick(form.fields["stride"].editor, Qt.Key.Key_Delete)
    qtbot.keyClick(form.fields["stride"].editor, Qt.Key.Key_Return)
    assert (line.text(), line.placeholderText()) == ("", "as size")
    assert said == [("kernel", (4, 4)), ("stride", (2, 2)), ("stride", "size")]


@pytest.mark.parametrize(("key", "steps"), [(Qt.Key.Key_Up, (4, 5)), (Qt.Key.Key_Down, (2, 3))])
def test_a_stride_that_follows_the_size_is_stepped_from_there(
    qtbot: QtBot, key: Qt.Key, steps: tuple[int, int]
) -> None:
    form = shown(qtbot, MaxPool2d(kernel=(2, 2)))
    type_into(qtbot, form, "kernel", "3×4")
    qtbot.keyClick(form.fields["stride"].editor, key)
    assert form.value.stride == steps


def test_a_small_number_is_written_out_and_read_either_way(qtbot: QtBot) -> None:
    form = shown(qtbot, BatchNorm())
    line = form.fields["epsilon"].editor.lineEdit()
    assert line.text() == "0.00001"
    for typed, value in (("1e-6", 1e-6), ("0.00002", 2e-5), ("1E-05", 1e-5)):
        type_into(qtbot, form, "epsilon", typed)
        assert form.value.epsilon == value
    assert line.text() == "0.00001"


def test_what_stands_in_place_of_a_number_is_whole_in_a_narrow_column(qtbot: QtBot) -> None:
    form = StructForm(MaxPool2d, MaxPool2d(), chief(MaxPool2d), columns=2)
    qtbot.addWidget(form)
    form.show()
    form.resize(268, form.sizeHint().height())
    line = form.fields["stride"].editor.lineEdit()
    assert line.placeholderText() == "as size"
    assert line.width() - line.textMargins().left() >= line.fontMetrics().horizontalAdvance("as size") + 2 * INNER
