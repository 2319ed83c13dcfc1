"""Exact weights as a sheet of numbers with names along both sides, and as text for other programs. Without Qt."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import assert_never

import numpy as np

from engine.network.shapes import spelled
from engine.service.answers import ChannelWeights, ExactWeights, UnitWeights
from gui.appearance.numerals import in_figures, numeral

WRITTEN_OUT = (1e-4, 1e7)  # numbers outside of these have an exponent
OF_CHANNELS = ("scale", "shift", "running mean", "running variance")


@dataclass(frozen=True)
class Sheet:
    """Numbers (rows, columns) as float32. Of a filter `band` rows belong to one input channel, counted from `first`."""

    title: str  # filter 3 of 16
    shape: tuple[int, ...]  # of the weights
    values: np.ndarray
    columns: tuple[str, ...]
    row_noun: str
    bias: str  # in words, as it is copied; empty where that has no meaning
    band: int = 1
    first: int = 0

    def row_name(self, row: int) -> str:
        """in 3, row 1; or input 5; counted from 1."""
        name = f"{self.row_noun} {self.first + row // self.band + 1}"
        return f"{name}, row {row % self.band + 1}" if self.banded else name

    @property
    def banded(self) -> bool:
        """Whether several rows belong together."""
        return len(self.shape) == 3

    def cell(self, row: int, column: int) -> str:
        """A number as it is shown."""
        return shown(self.values[row, column])

    def figures(self) -> str:
        """bias 0.125 · min −0.5 · mean 0.01 · max 0.5 · weights 6×5×5; of a batch norm how many channels."""
        if not self.bias:
            return f"{numeral(len(self.values))} channel{'' if len(self.values) == 1 else 's'}"
        finite = self.values[np.isfinite(self.values)]
        parts = [in_figures(self.bias).replace("-", "−")]
        if finite.size:
            mean = np.float32(finite.mean(dtype=np.float64))
            parts += [f"min {shown(finite.min())}", f"mean {shown(mean)}", f"max {shown(finite.max())}"]
        return " · ".join([*parts, f"weights {spelled(self.shape)}"])

    def rectangle(self, rows: range, columns: range) -> str:
        """Some of the numbers, in English, separated by tabs and ends of lines."""
        return "\n".join("\t".join(exact(self.values[row, column]) for column in columns) for row in rows)

    def whole(self, layer: str, source: str) -> str:
        """All of it with names, shapes, and where it is from."""
        return "\n".join([f"{layer}\t{self.title}\t{source}", *self._head(), *self._body()]) + "\n"

    def _head(self) -> Iterator[str]:
        if self.bias:
            yield f"weights\t{spelled(self.shape)}"
            yield self.bias.replace(" ", "\t", 1)

    def _body(self) -> Iterator[str]:
        yield "\t".join(("", *self.columns))
        everywhere = range(len(self.columns))
        for row in range(len(self.values)):
            yield f"{self.row_name(row)}\t{self.rectangle(range(row, row + 1), everywhere)}"


def sheet(weights: ExactWeights) -> Sheet:
    """The sheet of one filter, one unit, or all channels of a batch norm."""
    match weights:
        case UnitWeights(weights=values) if values.ndim == 3:
            _, height, width = values.shape
            columns = tuple(f"column {column + 1}" for column in range(width))
            first, flat = weights.first_channel, values.reshape(-1, width)
            return Sheet(_of("filter", weights), values.shape, flat, columns, "in", _bias(weights), height, first)
        case UnitWeights(weights=values):
            return Sheet(_of("unit", weights), values.shape, values[:, None], ("weight",), "input", _bias(weights))
        case ChannelWeights():
            parts = (weights.scale, weights.shift, weights.running_mean, weights.running_variance)
            return Sheet("all channels", weights.scale.shape, np.stack(parts, 1), OF_CHANNELS, "channel", "")
        case _:
            assert_never(weights)


def _of(noun: str, weights: UnitWeights) -> str:
    return f"{noun} {weights.index + 1} of {weights.count}"


def _bias(weights: UnitWeights) -> str:
    return "no bias" if weights.bias is None else f"bias {exact(np.float32(weights.bias))}"


def exact(value: np.float32) -> str:
    """The shortest English number that is this very float32."""
    size = abs(value)
    if not np.isfinite(value) or size == 0 or WRITTEN_OUT[0] <= size < WRITTEN_OUT[1]:
        return np.format_float_positional(value, unique=True, trim="-")
    return np.format_float_scientific(value, unique=True, trim="-", exp_digits=1)


def shown(value: np.float32) -> str:
    """The same as a person reads it."""
    if not np.isfinite(value):
        return "not a number" if np.isnan(value) else "infinite"
    return in_figures(exact(value)).replace("-", "−")
