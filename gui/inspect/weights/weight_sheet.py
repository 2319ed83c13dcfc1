"""Exact weights as a sheet of numbers with names along both sides, and as text for other programs. Without Qt."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import assert_never

import numpy as np

from engine.network.shapes import spelled
from engine.service.answers import ChannelWeights, ExactWeights, UnitWeights
from gui.appearance.numerals import in_figures

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
    def noun(self) -> str:
        """filter 3, within a sentence."""
        return self.title.partition(" of ")[0]

    @property
    def names(self) -> tuple[object, ...]:
        """What its rows and columns are called by; alike where these are."""
        return self.columns, self.row_noun, self.shape, self.band, self.first

    @property
    def banded(self) -> bool:
        """Whether several rows belong together."""
        return len(self.shape) == 3

    def cell(self, row: int, column: int) -> str:
        """A number as it is shown."""
        return shown(self.values[row, column])

    def figures(self) -> str:
        """bias 0.125 · min −0.5 · mean 0.01 · max 0.5 · weights 6×5×5; empty for a batch norm."""
        if not self.bias:
            return ""
        finite = self.values[np.isfinite(self.values)]
        parts = [in_figures(self.bias).replace("-", "−")]
        if finite.size:
            mean = np.float32(finite.mean(dtype=np.float64))
            parts += [f"min {shown(finite.min())}", f"mean {shown(mean)}", f"max {shown(finite.max())}"]
        return " · ".join([*parts, f"weights {spelled(self.shape)}"])

    def rectangle(self, rows: range, columns: range) -> str:
        """Some of the numbers, in English, separated by tabs and ends of lines."""
        chosen = self.values[rows.start : rows.stop, columns.start : columns.stop]
        return "\n".join("\t".join(map(exact, row)) for row in chosen)

    def whole(self, layer: str, source: str) -> str:
        """All of it with names, shapes, and where it is from."""
        return "\n".join([f"{layer}\t{self.title}\t{source}", *self._head(), *self._body()]) + "\n"

    def _head(self) -> Iterator[str]:
        if self.bias:
            yield f"weights\t{spelled(self.shape)}"
            yield self.bias.replace(" ", "\t", 1)

    def _body(self) -> Iterator[str]:
        yield "\t".join(("", *self.columns))
        for row, numbers in enumerate(self.values):
            yield "\t".join((self.row_name(row), *map(exact, numbers)))


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
    return str(value).removesuffix(".0")


def shown(value: np.float32) -> str:
    """The same as a person reads it."""
    if not np.isfinite(value):
        return "not a number" if np.isnan(value) else "infinite"
    return in_figures(exact(value)).replace("-", "−")
