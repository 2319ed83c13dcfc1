"""Numbers as people type and step them, within bounds that the struct's field gives."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from typing import TypeAlias

from msgspec.inspect import FloatType, IntType

from gui.appearance.numerals import Marks, numeral, setting, typed_marks

Number: TypeAlias = int | float
FINEST = 1e-6  # the first step up from zero for rates and decays
COARSE = 0.1  # the same for shares
WHOLE = re.compile(r"[+-]?[0-9]{1,300}")
REAL = re.compile(r"[+-]?([0-9]+\.?[0-9]*|\.[0-9]+)([eE][+-]?[0-9]+)?")
MINUS = "−"
GROUPS = "'’"  # stand between thousands on any desktop, as spaces do

MIXED_WORD = "mixed"  # stands in a field where the things that are edited together differ


class Mixed:
    """The value of a field in which several things differ; shown as nothing, with a word behind."""

    def __str__(self) -> str:
        return ""


MIXED = Mixed()


@dataclass(frozen=True)
class Limits:
    """Bounds of a number; None where there is none. An open bound does not itself belong to the range."""

    whole: bool
    low: Number | None = None
    high: Number | None = None
    low_open: bool = False
    high_open: bool = False

    def words(self) -> str:
        """A short hint, "1–4,096", where both ends are known and of use."""
        most = 99_999 if self.whole else 1
        if self.low is None or self.high is None or self.high > most:
            return ""
        return f"{numeral(self.low)}–{numeral(self.high)}"

    def allows(self, value: Number) -> bool:
        """True within the bounds."""
        above = self.low is None or value > self.low or (value == self.low and not self.low_open)
        below = self.high is None or value < self.high or (value == self.high and not self.high_open)
        return above and below


def limits(kind: IntType | FloatType) -> Limits:
    """The bounds that msgspec knows of a number's type."""
    low = kind.ge if kind.ge is not None else kind.gt
    high = kind.le if kind.le is not None else kind.lt
    return Limits(isinstance(kind, IntType), low, high, kind.ge is None, kind.le is None)


def spelled(value: object) -> str:
    """A number without needless figures; a word as it is."""
    if isinstance(value, float):
        return setting(value)
    return str(value).replace("-", MINUS) if isinstance(value, int) else str(value)


def parsed(text: str, *, whole: bool, marks: Marks | None = None) -> object:
    """The number in a text, or the text itself where there is none: the struct then says what is wrong with it.

    A minus is a hyphen or a true one. Marks between thousands must stand between thousands. A point stands before
    tenths on every desktop, as the program shows it so; a comma does where the desktop's does.
    """
    clean, marks = text.strip(), marks or typed_marks()
    decimal = marks.decimal if marks.decimal in clean else "."
    head, point, tail = (clean, "", "") if whole else clean.partition(decimal)
    plain = f"{_ungrouped(head, marks.group)}{'.' if point else ''}{tail}".replace(MINUS, "-")
    if not (WHOLE if whole else REAL).fullmatch(plain):
        return clean
    value = int(plain) if whole else float(plain)
    return value if math.isfinite(value) else clean


def _ungrouped(text: str, group: str) -> str:
    """Without the marks between thousands, where every one stands between thousands: none do after a zero."""
    between = rf"[{re.escape(group)}{GROUPS}\s]"
    return re.sub(between, "", text) if re.fullmatch(rf"[+−-]?[1-9][0-9]{{0,2}}({between}[0-9]{{3}})+", text) else text


def stepped(value: Number, steps: int, bounds: Limits) -> Number:
    """The number some steps up or down, kept within its bounds: whole numbers by one, others by their first figure."""
    if bounds.whole:
        return _kept(int(value) + steps, value, bounds)
    result = float(value)
    for _ in range(abs(steps)):
        result = _kept(_by_first_figure(result, steps > 0, bounds), result, bounds)
    return result


def _by_first_figure(value: float, up: bool, bounds: Limits) -> float:
    """0.001 to 0.002, 0.01 down to 0.009, 0 to the first sensible value."""
    if value <= 0:
        return (COARSE if bounds.high is not None and bounds.high <= 1 else FINEST) if up else value
    exponent = math.floor(math.log10(value) + 1e-9)
    if not up and value <= 10.0**exponent * (1 + 1e-9):
        exponent -= 1
    result = value + 10.0**exponent * (1 if up else -1)
    return 0.0 if result < FINEST / 10 else float(f"{result:.10g}")


def _kept(wanted: Number, old: Number, bounds: Limits) -> Number:
    if bounds.allows(wanted):
        return wanted
    if bounds.high is not None and wanted > bounds.high and not bounds.high_open:
        return bounds.high if not bounds.whole else int(bounds.high)
    if bounds.low is not None and wanted < bounds.low and not bounds.low_open:
        return bounds.low if not bounds.whole else int(bounds.low)
    return old
