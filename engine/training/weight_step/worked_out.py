"""Worked out: what an optimiser does to one weight, in plain arithmetic, line by line.

Held against the very steps of training by tests; the formulas are those of torch's optimisers of the same names.
"""

from __future__ import annotations

from collections.abc import Mapping
from math import nan, sqrt
from typing import assert_never

from engine import figures
from engine.project.training.optimisers import Adagrad, Adam, AdamW, NAdam, Optimiser, RmsProp, Sgd
from engine.training.optimisers import adagrad, moments, nadam, rmsprop
from engine.training.weight_step.weight_step import Line

Kept = Mapping[str, float]  # what the optimiser keeps of the weight, by torch's names; empty before the first step


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
    return tuple(sheet.lines)


class _Sheet:
    """Lines in the making."""

    def __init__(self, weight: float, rate: float, kept: Kept) -> None:
        self.weight, self.rate, self._kept = weight, rate, kept
        self.lines: list[Line] = []

    def kept(self, name: str) -> float:
        """What is kept under a name; 0 before the first step."""
        return self._kept.get(name, 0.0)

    @property
    def begun(self) -> bool:
        """Whether there was a step before."""
        return bool(self._kept)

    def line(self, what: str, how: str, value: float) -> float:
        """Writes a line and gives its value."""
        self.lines.append(Line(what, how, value))
        return value

    def decayed(self, gradient: float, decay: float) -> float:
        """The gradient with weight decay as a part of it."""
        if not decay:
            return gradient
        how = f"{_n(gradient)} + {_s(decay)} · {_f(self.weight)}"
        return self.line("Gradient with weight decay", how, gradient + decay * self.weight)

    def averaged(self, what: str, name: str, share: float, new: float) -> float:
        """A running average that keeps a share of what it was."""
        before = self.kept(name)
        how = f"{_s(share)} · {_f(before)} + {_s(1 - share)} · {_f(new)}"
        return self.line(what, how, share * before + (1 - share) * new)

    def after(self, change: float, how: str) -> None:
        """The last line."""
        self.line("Weight after", f"{_n(self.weight)} − {how}", self.weight - change)


def _sgd(sheet: _Sheet, settings: Sgd, gradient: float) -> None:
    moved = gradient = sheet.decayed(gradient, settings.weight_decay)
    if settings.momentum:
        moved = _moved(sheet, settings.momentum, gradient, first="the gradient: there was no step before")
    if settings.nesterov:
        how = f"{_n(gradient)} + {_s(settings.momentum)} · {_f(moved)}"
        moved = sheet.line("Looking ahead", how, gradient + settings.momentum * moved)
    sheet.after(sheet.rate * moved, f"{_n(sheet.rate)} · {_f(moved)}")


def _moved(sheet: _Sheet, momentum: float, new: float, first: str) -> float:
    """The movement of which a share is kept."""
    if not sheet.begun and first:
        return sheet.line("Movement", first, new)
    before = sheet.kept("momentum_buffer")
    return sheet.line("Movement", f"{_s(momentum)} · {_f(before)} + {_f(new)}", momentum * before + new)


def _adam(sheet: _Sheet, settings: Adam | AdamW, gradient: float) -> None:
    if isinstance(settings, AdamW):
        _shrunk(sheet, settings.weight_decay)
    else:
        gradient = sheet.decayed(gradient, settings.weight_decay)
    steps = sheet.kept("step") + 1
    mean = _mean(sheet, settings, gradient)
    share = 1 - settings.beta1**steps
    mean = sheet.line("Mean, corrected for its beginning", f"{_n(mean)} / {_n(share)}", _over(mean, share))
    root = _root(sheet, settings, gradient, steps)
    sheet.after(sheet.rate * _over(mean, root), f"{_n(sheet.rate)} · {_f(mean)} / {_n(root)}")


def _shrunk(sheet: _Sheet, decay: float) -> None:
    """Weight decay that does not pass through the averages."""
    if decay:
        how = f"{_n(sheet.weight)} · (1 − {_n(sheet.rate)} · {_s(decay)})"
        sheet.weight = sheet.line("Weight, decayed", how, sheet.weight * (1 - sheet.rate * decay))


def _mean(sheet: _Sheet, settings: Adam | AdamW | NAdam, gradient: float) -> float:
    return sheet.averaged("Mean of the gradients", "exp_avg", settings.beta1, gradient)


def _root(sheet: _Sheet, settings: Adam | AdamW | NAdam, gradient: float, steps: float) -> float:
    """Of the mean of the squares, corrected, by which is divided."""
    squares = sheet.averaged("Mean of their squares", "exp_avg_sq", settings.beta2, gradient * gradient)
    share = 1 - settings.beta2**steps
    root = sqrt(max(0.0, _over(squares, share))) + moments.EPSILON
    return sheet.line("Root of these, corrected", f"√({_n(squares)} / {_n(share)}) + {_f(moments.EPSILON)}", root)


def _nadam(sheet: _Sheet, settings: NAdam, gradient: float) -> None:
    gradient = sheet.decayed(gradient, settings.weight_decay)
    steps = sheet.kept("step") + 1
    mean, root = _mean(sheet, settings, gradient), _root(sheet, settings, gradient, steps)
    now, following = (
        settings.beta1 * (1 - 0.5 * nadam.WARMING ** (at * settings.momentum_decay)) for at in (steps, steps + 1)
    )
    product = (sheet.kept("mu_product") if sheet.begun else 1.0) * now
    own, ahead = (1 - now) / (1 - product), following / (1 - product * following)
    how = f"{_n(own)} · {_f(gradient)} + {_f(ahead)} · {_f(mean)}"
    step = sheet.line("Gradient and mean, looking ahead", how, own * gradient + ahead * mean)
    sheet.after(sheet.rate * _over(step, root), f"{_n(sheet.rate)} · {_f(step)} / {_n(root)}")


def _rmsprop(sheet: _Sheet, settings: RmsProp, gradient: float) -> None:
    gradient = sheet.decayed(gradient, settings.weight_decay)
    squares = sheet.averaged("Mean of the squares", "square_avg", settings.alpha, gradient * gradient)
    how = _n(squares)
    if settings.centered:
        mean = sheet.averaged("Mean of the gradients", "grad_avg", settings.alpha, gradient)
        how, squares = f"{how} − {_f(mean)}²", squares - mean * mean
    size = sqrt(squares) + rmsprop.EPSILON if squares >= 0 else nan
    size = sheet.line("How large gradients have been", f"√({how}) + {_f(rmsprop.EPSILON)}", size)
    step = sheet.line("Gradient by their size", f"{_n(gradient)} / {_n(size)}", _over(gradient, size))
    if settings.momentum:
        step = _moved(sheet, settings.momentum, step, first="")
    sheet.after(sheet.rate * step, f"{_n(sheet.rate)} · {_f(step)}")


def _adagrad(sheet: _Sheet, settings: Adagrad, gradient: float) -> None:
    gradient = sheet.decayed(gradient, settings.weight_decay)
    before = sheet.kept("sum")
    total = sheet.line("Sum of all squares", f"{_n(before)} + {_f(gradient)}²", before + gradient * gradient)
    size = sheet.line("Root of these", f"√{_n(total)} + {_f(adagrad.EPSILON)}", sqrt(total) + adagrad.EPSILON)
    sheet.after(sheet.rate * _over(gradient, size), f"{_n(sheet.rate)} · {_f(gradient)} / {_n(size)}")


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
