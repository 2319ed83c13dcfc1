"""Numbers as the person writes them: one function for all of the window, and for sentences that the engine made."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QLocale

from gui.appearance import numerals
from gui.appearance.numerals import counted, in_figures, loss, numeral, plain, rounded_percent, setting
from gui.forms.fields.numbers import parsed, spelled

ROOT = Path(__file__).resolve().parents[3]
NUMBER = re.compile(r",|,?\.\d+[fge%]|g")
ELSEWHERE = {  # numbers that no person reads in the window
    "gui/appearance/numerals.py",
    "gui/appearance/theme.py",  # sizes of type, for the stylesheet
    "gui/window/files/recovery.py",  # the name of a file
    "gui/window/dialogs/report_dialog.py",  # a report is English
}


@pytest.fixture(autouse=True)
def english_afterwards() -> Iterator[None]:
    yield
    numerals.choose("point")


@pytest.mark.parametrize(
    ("style", "thousands", "share", "small"),
    [
        ("point", "1,234,567", "98.7 %", "0.0814"),
        ("comma", "1.234.567", "98,7 %", "0,0814"),
        ("space", "1\u202f234\u202f567", "98,7 %", "0,0814"),
    ],
)
def test_each_style(style: str, thousands: str, share: str, small: str) -> None:
    numerals.choose(style)
    assert numeral(1_234_567) == thousands
    assert rounded_percent(0.987) == share
    assert loss(0.0814) == small
    assert counted(1_234_567, "step") == f"{thousands} steps"


@pytest.mark.parametrize(
    ("english", "written"),
    [
        ("A batch of 10,000 is larger than 8,000.", "A batch of 10.000 is larger than 8.000."),
        ("It needs 1,234.5 MB, and 2.0 GB are free.", "It needs 1.234,5 MB, and 2,0 GB are free."),
        ("The loss is 2.30e-05.", "The loss is 2,30e-05."),
        ("of torch 2.13.0 and conv1.weight", "of torch 2.13.0 and conv1.weight"),
        ("5.5, rounded down to 5", "5,5, rounded down to 5"),
        ("maps of 16×28×28, in 1, 2, 3", "maps of 16×28×28, in 1, 2, 3"),
    ],
)  # fmt: skip
def test_sentences_of_the_engine(english: str, written: str) -> None:
    assert in_figures(english) == english
    numerals.choose("comma")
    assert in_figures(english) == written


def test_as_the_system() -> None:
    before = QLocale()
    QLocale.setDefault(QLocale("de_DE"))
    try:
        numerals.choose("system")
        assert numeral(1234.5, ",.1f") == "1.234,5"
    finally:
        QLocale.setDefault(before)


@pytest.mark.parametrize("style", ["point", "comma", "space"])
@pytest.mark.parametrize("value", [0.001, 0.5, 1e-08, 12.25, 1500])
def test_what_a_field_shows_it_reads(style: str, value: float) -> None:
    numerals.choose(style)
    assert parsed(spelled(value), whole=isinstance(value, int)) == value


def formats(path: Path) -> Iterator[str]:
    """The format specifications of a module's f-strings."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    rounding = (
        node for node in ast.walk(tree) if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "float"
    )
    numbers = {id(part) for call in rounding for part in ast.walk(call)}  # rounded, and read again
    for node in ast.walk(tree):
        if (
            id(node) not in numbers
            and isinstance(node, ast.FormattedValue)
            and isinstance(node.format_spec, ast.JoinedStr)
        ):
            yield "".join(part.value for part in node.format_spec.values if isinstance(part, ast.Constant))


def numerals_with_exponents(path: Path) -> Iterator[int]:
    """The lines where a number may be given an exponent that it does not need."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "numeral" and len(node.args) > 1:
            spec = node.args[1]
            if isinstance(spec, ast.Constant) and str(spec.value).endswith(("g", "e")):
                yield node.lineno


def test_no_number_of_the_window_has_an_exponent_without_need() -> None:
    fields = ROOT / "gui/forms/fields/numbers.py"  # what stands in a field is read again, and must be that very number
    for path in set((ROOT / "gui").rglob("*.py")) - {fields}:
        lines = list(numerals_with_exponents(path))
        assert not lines, f"{path}, lines {lines}: use gui.appearance.numerals.plain(value, digits)"


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (-3.4712, "−3.47"),
        (110.0, "110"),
        (12345.6, "12,346"),
        (0.00012345, "0.000123"),
        (0.5, "0.5"),
        (999_999.7, "1,000,000"),
        (9.999, "10"),
        (0.0, "0"),
        (-0.0, "0"),
        (1.5e9, "1.50e+09"),
        (float("nan"), "not a number"),
        (float("-inf"), "infinite"),
    ],
)
def test_values_are_written_plainly(value: float, written: str) -> None:
    assert plain(value) == written


def test_no_number_of_the_window_is_written_past_it() -> None:
    for path in (ROOT / "gui").rglob("*.py"):
        if path.relative_to(ROOT).as_posix() not in ELSEWHERE:
            past = [spec for spec in formats(path) if NUMBER.fullmatch(spec)]
            assert not past, f"{path} writes {past}: use gui.appearance.numerals.numeral(value, spec)"


def test_less_than_nothing_has_a_true_minus() -> None:
    assert [numeral(-1234), numeral(-0.424, ".3f"), plain(-0.5)] == ["−1,234", "−0.424", "−0.5"]
    assert [setting(-0.5), setting(-1e-12)] == ["−0.5", "−1e−12"]
