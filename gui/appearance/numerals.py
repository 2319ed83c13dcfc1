"""Numerals: how the window writes numbers: what stands before tenths and between thousands, as the person chose.

All numbers of the window pass here; files, the command line and what is copied for other programs stay English.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from typing import Literal, TypeAlias

from engine import figures

Style: TypeAlias = Literal["system", "point", "comma", "space"]

ENGLISH_NUMBER = re.compile(
    r"(?<![\w.,])(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?(?:e[+-]?\d+)?(?!\w|[.,]\d)"  # no version, no part of a name
)


@dataclass(frozen=True)
class Marks:
    """What stands before tenths, and between thousands."""

    decimal: str = "."
    group: str = ","


ENGLISH = Marks()
STYLES: dict[Style, Marks] = {"point": ENGLISH, "comma": Marks(",", "."), "space": Marks(",", "\u202f")}


class _Chosen:
    """What was chosen last, for all windows of the process, as with the theme."""

    marks = ENGLISH


def choose(style: Style) -> None:
    """Numbers are written so from now on."""
    _Chosen.marks = STYLES.get(style) or desktop_marks()


def marks() -> Marks:
    """As was chosen."""
    return _Chosen.marks


def typed_marks() -> Marks:
    """What a typed number may have: as was chosen, and where that is English, as this desktop has it, too."""
    return desktop_marks() if marks() == ENGLISH else marks()


def desktop_marks() -> Marks:
    """Those of this desktop."""
    from PySide6.QtCore import QLocale  # words of cards are made without Qt

    locale = QLocale()
    return Marks(locale.decimalPoint(), locale.groupSeparator())


def numeral(value: float, spec: str = ",") -> str:
    """A number, by one of Python's format specifications: 1,500 or 0.25, with a true minus sign."""
    return _marked(format(value, spec)).replace("-", "−")


def in_figures(text: str) -> str:
    """A sentence of the engine, which writes numbers in English."""
    return text if marks() == ENGLISH else ENGLISH_NUMBER.sub(lambda found: _marked(found[0]), text)


def loss(value: float | None) -> str:
    """As `engine.figures` writes a loss."""
    return in_figures(figures.loss(value))


def losses(cross_entropy: float | None, squared_error: float | None = None) -> str:
    """As `engine.figures` writes the loss of an evaluation, or both by their names."""
    return in_figures(figures.losses(cross_entropy, squared_error))


def setting(value: float) -> str:
    """As `engine.figures` writes what was set: 0.00001, with a true minus sign."""
    return in_figures(figures.setting(value)).replace("-", "−")


def rate(value: float, digits: int = 3) -> str:
    """As `engine.figures` writes a learning rate."""
    return in_figures(figures.rate(value, digits))


def plain(value: float, digits: int = 3, least: float = figures.WRITTEN_OUT[0]) -> str:
    """As `engine.figures` writes a value of any size plainly, with a true minus sign."""
    return in_figures(figures.plain(value, digits, least)).replace("-", "−")


def beside(value: float, apart: float) -> str:
    """The same with so many more digits that it is told from others that lie so far `apart`: 0.9995 beside 1.0005."""
    far = abs(apart) if math.isfinite(apart) else 0.0
    more = math.floor(math.log10(abs(value) / far)) + 1 if far and abs(value) > far else 0
    return plain(value, 3 + min(12, more))


def percent(share: float | None) -> str:
    """96.05 %, as an accuracy is written; empty without a figure."""
    return in_figures(figures.percent(share))


def share_of(share: float, images: int) -> str:
    """As `engine.figures` writes a share of so many images: 93 %, 96.1 % or 96.05 %."""
    return in_figures(figures.share_of(share, images))


def tenths_of_percent(share: float) -> str:
    """43.5 %."""
    return in_figures(figures.tenths_of_percent(share))


def rounded_percent(share: float) -> str:
    """10 %, 98.7 % or 99.63 %."""
    return in_figures(figures.rounded_percent(share))


def counted(count: int, noun: str) -> str:
    """1 epoch, 1,500 steps."""
    return in_figures(figures.counted(count, noun))


def size(count: int) -> str:
    """Bytes as 0.4 MB, 80 MB, 1.2 GB."""
    return in_figures(figures.size(count))


def unbroken(text: str) -> str:
    """No line ends between a figure and its %."""
    return text.replace(" %", "\N{NO-BREAK SPACE}%")


def _marked(english: str) -> str:
    chosen = marks()
    return english.translate({ord("."): chosen.decimal, ord(","): chosen.group})
