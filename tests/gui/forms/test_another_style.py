"""Another style of numbers writes the fields anew and changes no value, be it written, typed or refused."""

from collections.abc import Callable, Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from gui.appearance import numerals, rewriting
from gui.appearance.numerals import Style
from gui.forms.fields.field import Field, NumberField
from gui.forms.fields.numbers import Limits, spelled
from gui.forms.fields.pair_field import PairField
from gui.forms.fields.text_fields import NumbersField

WHOLE, REAL = Limits(whole=True), Limits(whole=False)
STYLES = st.lists(st.sampled_from(tuple(numerals.STYLES)), min_size=2, max_size=4)
VALUES = st.one_of(st.integers(1, 10**7), st.floats(1e-7, 1e7).map(lambda value: float(f"{value:.6g}")))


@pytest.fixture(autouse=True)
def as_it_was() -> Iterator[None]:
    """The style is that of the whole process."""
    yield
    numerals.choose("point")


def choose(style: Style) -> None:
    numerals.choose(style)
    rewriting.refresh()


def said_by(field: Field) -> list[object]:
    said: list[object] = []
    field.edited.connect(said.append)
    return said


def line_of(field: Field) -> QLineEdit:
    return field.editor if isinstance(field.editor, QLineEdit) else field.editor.lineEdit()


KINDS: dict[str, tuple[Callable[[bool], Field], Callable[[object], object]]] = {
    "number": (lambda whole: NumberField(WHOLE if whole else REAL), lambda value: value),
    "pair": (lambda whole: PairField(WHOLE if whole else REAL), lambda value: (value, value)),
    "numbers": (lambda whole: NumbersField(WHOLE if whole else REAL), lambda value: (value, value)),
}


@pytest.mark.parametrize("kind", KINDS)
@given(value=VALUES, styles=STYLES)
def test_a_written_value_stays_in_silence(qapp: QApplication, kind: str, value: float, styles: list[Style]) -> None:
    make, several = KINDS[kind]
    choose(styles[0])
    field = make(isinstance(value, int))
    field.accept(several(value))
    said = said_by(field)
    for style in styles[1:]:
        choose(style)
        field.settle()
    assert said == []
    again = make(isinstance(value, int))
    again.accept(several(value))
    assert line_of(field).text() == line_of(again).text()


@pytest.mark.parametrize("kind", KINDS)
@given(value=VALUES, styles=STYLES)
def test_what_was_typed_means_what_it_meant(qapp: QApplication, kind: str, value: float, styles: list[Style]) -> None:
    make, several = KINDS[kind]
    choose(styles[0])
    field = make(isinstance(value, int))
    field.accept(several(type(value)(3)))
    said = said_by(field)
    text = spelled(value)
    line_of(field).setText(f"{text}; {text}" if kind == "numbers" else text)
    for style in styles[1:]:
        choose(style)
    field.settle()
    assert said == ([] if value == 3 else [several(value)])


def test_what_was_refused_is_refused_as_it_was_typed(qtbot: QtBot) -> None:
    field = NumberField(REAL)
    qtbot.addWidget(field)
    field.accept(0.5)
    said = said_by(field)
    line_of(field).setText("much")
    field.settle()
    choose("comma")
    field.settle()
    assert said == ["much", "much"]
    assert line_of(field).text() == "much"
