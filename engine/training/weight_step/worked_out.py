"""Worked out: what an optimiser does to one weight, in plain arithmetic, line by line.

Held against the very steps of training by tests; the formulas are those of torch's optimisers of the same names.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from math import isfinite, nan, sqrt
from typing import TypeAlias, assert_never

from engine import figures
from engine.project.training.optimisers import Adagrad, Adam, AdamW, NAdam, Optimiser, RmsProp, Sgd
from engine.training.optimisers import adagrad, moments, nadam, rmsprop
from engine.training.weight_step.weight_step import Line, decimals_of, weight_written

Kept: TypeAlias = Mapping[str, float]  # what the optimiser keeps of the weight, by torch's names; empty before step 1
Write: TypeAlias = Callable[[float], str]
Formula: TypeAlias = Callable[..., float]
Term: TypeAlias = tuple[float, Write]  # a number of a line, and how it is written there


def worked_out(settings: Optimiser, weight: float, gradient: float, rate: float, kept: Kept) -> tuple[Line, ...]:
    """The lines from a gradient, which may have been clipped, to the weight after a step."""
    sheet = _Sheet(weight, rate, kept)
    match settings:
        case Sgd():
            _sgd(sheet, settings, gradient)
        case Adam() | AdamW():
            _adam(sheet, settings, gradient)
        case NAdam():
            _nadam(sheet, settings, gradient)
        case RmsProp():
            _rmsprop(sheet, settings, gradient)
        case Adagrad():
            _adagrad(sheet, settings, gradient)
        case _:
            assert_never(settings)
    return sheet.lines


@dataclass(frozen=True)
class _Draft:
    """A line whose weights are not written yet: in how many decimals follows from how far the step moves it."""

    name: str
    how: str  # with {} for each term
    formula: Formula
    terms: tuple[Term, ...]
    value: float
    write: Write

    @property
    def line(self) -> Line:
        texts = [write(value) for value, write in self.terms]
        written = self.write(self.value)
        finite = all(isfinite(value) for value, _ in self.terms) and isfinite(self.value)
        holds = not finite or self.write(self.formula(*map(_read, texts))) == written
        return Line(self.name, self.how.format(*texts), self.value, written, holds)


class _Sheet:
    """Lines in the making."""

    def __init__(self, weight: float, rate: float, kept: Kept) -> None:
        self.weight, self.rate, self._kept = weight, rate, kept
        self._before, self._drafts = weight, list[_Draft]()

    @property
    def lines(self) -> tuple[Line, ...]:
        """As they are read."""
        return tuple(draft.line for draft in self._drafts)

    def kept(self, name: str) -> float:
        """What is kept under a name; 0 before the first step."""
        return self._kept.get(name, 0.0)

    @property
    def begun(self) -> bool:
        """Whether there was a step before."""
        return bool(self._kept)

    def line(self, what: str, how: str, formula: Formula, *terms: Term, write: Write | None = None) -> float:
        """Writes a line and gives its value, that of the formula for the terms."""
        value = formula(*(term for term, _ in terms))
        self._drafts.append(_Draft(what, how, formula, terms, value, write or _n))
        return value

    @property
    def now(self) -> Term:
        """The weight."""
        return self.weight, self._w

    def decayed(self, gradient: float, decay: float) -> float:
        """The gradient with weight decay as a part of it."""
        if not decay:
            return gradient
        terms = (gradient, _n), (decay, _s), (self.weight, _f)
        return self.line("Gradient with weight decay", "{} + {} · {}", lambda g, d, w: g + d * w, *terms)

    def averaged(self, what: str, name: str, share: float, new: float) -> float:
        """A running average that keeps a share of what it was."""
        terms = (share, _s), (self.kept(name), _f), (1 - share, _s), (new, _f)
        return self.line(what, "{} · {} + {} · {}", lambda kept, was, rest, new: kept * was + rest * new, *terms)

    def after(self, how: str, change: Formula, *terms: Term) -> None:
        """The last line."""
        self.line("Weight after", f"{{}} − {how}", lambda w, *of: w - change(*of), self.now, *terms, write=self._w)

    def _w(self, weight: float) -> str:
        return weight_written(weight, decimals_of(self._before, self._drafts[-1].value))


def _sgd(sheet: _Sheet, settings: Sgd, gradient: float) -> None:
    moved = gradient = sheet.decayed(gradient, settings.weight_decay)
    if settings.momentum:
        moved = _moved(sheet, settings.momentum, gradient, first="the gradient: there was no step before")
    if settings.nesterov:
        terms = (gradient, _n), (settings.momentum, _s), (moved, _f)
        moved = sheet.line("Looking ahead", "{} + {} · {}", lambda g, share, m: g + share * m, *terms)
    sheet.after("{} · {}", _times, (sheet.rate, _n), (moved, _f))


def _moved(sheet: _Sheet, momentum: float, new: float, first: str) -> float:
    """The movement of which a share is kept."""
    if not sheet.begun and first:
        return sheet.line("Movement", first, lambda: new)
    terms = (momentum, _s), (sheet.kept("momentum_buffer"), _f), (new, _f)
    return sheet.line("Movement", "{} · {} + {}", lambda share, was, new: share * was + new, *terms)


def _adam(sheet: _Sheet, settings: Adam | AdamW, gradient: float) -> None:
    if isinstance(settings, AdamW):
        _shrunk(sheet, settings.weight_decay)
    else:
        gradient = sheet.decayed(gradient, settings.weight_decay)
    steps = sheet.kept("step") + 1
    mean = _mean(sheet, settings, gradient)
    share = 1 - settings.beta1**steps
    mean = sheet.line("Mean, corrected for its beginning", "{} / {}", _over, (mean, _n), (share, _n))
    root = _root(sheet, settings, gradient, steps)
    sheet.after("{} · {} / {}", _step, (sheet.rate, _n), (mean, _f), (root, _n))


def _shrunk(sheet: _Sheet, decay: float) -> None:
    """Weight decay that does not pass through the averages."""
    if decay:
        terms = sheet.now, (sheet.rate, _n), (decay, _s)
        how = "{} · (1 − {} · {})"
        write = sheet.now[1]
        sheet.weight = sheet.line("Weight, decayed", how, lambda w, rate, d: w * (1 - rate * d), *terms, write=write)


def _mean(sheet: _Sheet, settings: Adam | AdamW | NAdam, gradient: float) -> float:
    return sheet.averaged("Mean of the gradients", "exp_avg", settings.beta1, gradient)


def _root(sheet: _Sheet, settings: Adam | AdamW | NAdam, gradient: float, steps: float) -> float:
    """Of the mean of the squares, corrected, by which is divided."""
    squares = sheet.averaged("Mean of their squares", "exp_avg_sq", settings.beta2, gradient * gradient)
    terms = (squares, _n), (1 - settings.beta2**steps, _n), (moments.EPSILON, _f)
    formula = lambda of, share, least: sqrt(max(0.0, _over(of, share))) + least  # noqa: E731
    return sheet.line("Root of these, corrected", "√({} / {}) + {}", formula, *terms)


def _nadam(sheet: _Sheet, settings: NAdam, gradient: float) -> None:
    gradient = sheet.decayed(gradient, settings.weight_decay)
    steps = sheet.kept("step") + 1
    mean, root = _mean(sheet, settings, gradient), _root(sheet, settings, gradient, steps)
    now, following = (
        settings.beta1 * (1 - 0.5 * nadam.WARMING ** (at * settings.momentum_decay)) for at in (steps, steps + 1)
    )
    product = (sheet.kept("mu_product") if sheet.begun else 1.0) * now
    own, ahead = (1 - now) / (1 - product), following / (1 - product * following)
    terms = (own, _n), (gradient, _f), (ahead, _f), (mean, _f)
    formula = lambda own, g, ahead, m: own * g + ahead * m  # noqa: E731
    step = sheet.line("Gradient and mean, looking ahead", "{} · {} + {} · {}", formula, *terms)
    sheet.after("{} · {} / {}", _step, (sheet.rate, _n), (step, _f), (root, _n))


def _rmsprop(sheet: _Sheet, settings: RmsProp, gradient: float) -> None:
    gradient = sheet.decayed(gradient, settings.weight_decay)
    squares = sheet.averaged("Mean of the squares", "square_avg", settings.alpha, gradient * gradient)
    how, terms = "√({}) + {}", [(squares, _n)]
    if settings.centered:
        how, mean = "√({} − {}²) + {}", sheet.averaged("Mean of the gradients", "grad_avg", settings.alpha, gradient)
        terms.append((mean, _f))
    size = sheet.line("How large gradients have been", how, _size, *terms, (rmsprop.EPSILON, _f))
    step = sheet.line("Gradient by their size", "{} / {}", _over, (gradient, _n), (size, _n))
    if settings.momentum:
        step = _moved(sheet, settings.momentum, step, first="")
    sheet.after("{} · {}", _times, (sheet.rate, _n), (step, _f))


def _size(squares: float, *rest: float) -> float:
    """The root of a mean of squares, from which that of the mean is taken where there is one, and the least."""
    *mean, least = rest
    variance = squares - sum(one * one for one in mean)
    return sqrt(variance) + least if variance >= 0 else nan


def _adagrad(sheet: _Sheet, settings: Adagrad, gradient: float) -> None:
    gradient = sheet.decayed(gradient, settings.weight_decay)
    terms = (sheet.kept("sum"), _n), (gradient, _f)
    total = sheet.line("Sum of all squares", "{} + {}²", lambda was, g: was + g * g, *terms)
    size = sheet.line("Root of these", "√{} + {}", _size, (total, _n), (adagrad.EPSILON, _f))
    sheet.after("{} · {} / {}", _step, (sheet.rate, _n), (gradient, _f), (size, _n))


def _times(rate: float, by: float) -> float:
    return rate * by


def _step(rate: float, one: float, other: float) -> float:
    return rate * _over(one, other)


def _over(one: float, other: float) -> float:
    return one / other if other else nan


def _n(value: float) -> str:
    """A number as it came out, written out as what was set is: they stand one above the other."""
    return figures.plain(value, 4, figures.LEAST_WRITTEN_OUT).replace("-", "−")


def _f(value: float) -> str:
    """The same behind a sign."""
    return f"({_n(value)})" if value < 0 else _n(value)


def _s(value: float) -> str:
    """A number as it was set."""
    return figures.plain(value, 6)


def _read(text: str) -> float:
    """A number by what is written of it."""
    return float(text.strip("()").replace("−", "-").replace(",", ""))
