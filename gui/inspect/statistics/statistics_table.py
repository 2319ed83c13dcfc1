"""Statistics table: all that was gathered of a layer as rows, for other programs. Without Qt."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from engine.service.looking.layers.statistics_questions import Channels, Histogram, LayerStatistics

HEAD = ("what", "part", "from", "to", "count", "mean", "deviation", "zeros", "no number", "share")
Row = Sequence[Any]
Ratio = tuple[str, float | None]  # of a layer the share of the length of its weights
Line = tuple[str, float, float, float]  # what it is, from and to, and the share of the values between


def rows_of(layer: LayerStatistics, updates: Sequence[Ratio] = (), ridge: Sequence[Line] = ()) -> Iterator[Row]:
    """The whole of each histogram, its bins, and each channel, counted from 1; then how far a step moves each layer.

    And how something spread at each kept step.
    """
    yield HEAD
    for row in _of_layer(layer):
        yield (*row, "")
    for name, ratio in updates:
        yield ("weights moved by a step", name, "", "", "", "", "", "", "", ratio)
    for what, low, high, share in ridge:
        yield (what, "bin", low, high, "", "", "", "", "", share)


def _of_layer(layer: LayerStatistics) -> Iterator[Row]:
    for name, spread in (("in", layer.before), ("out", layer.after)):
        if spread is not None:
            yield from _histogram_rows(name, spread.values)
            yield from _channel_rows(name, spread.channels)
    for one in layer.tensors:
        yield from _histogram_rows(one.name, one.values)
        if one.gradient is not None:
            yield from _histogram_rows(f"gradient of {one.name}", one.gradient)
    yield from _norm_rows(layer)


def _histogram_rows(name: str, histogram: Histogram) -> Iterator[Row]:
    ends = (histogram.low, histogram.high)
    figures = (histogram.count, histogram.mean, histogram.deviation, histogram.zero_share, histogram.broken)
    yield (name, "all", *ends, *figures)
    edges = histogram.edges.tolist()
    for low, high, count in zip(edges[:-1], edges[1:], histogram.counts.tolist(), strict=True):
        yield (name, "bin", low, high, count, "", "", "", "")


def _channel_rows(name: str, channels: Channels) -> Iterator[Row]:
    arrays = (channels.low, channels.high, channels.mean, channels.deviation, channels.zeros)
    for number, (low, high, mean, deviation, zeros) in enumerate(zip(*map(list, arrays), strict=True), start=1):
        yield (name, f"channel {number}", *map(float, (low, high)), "", *map(float, (mean, deviation, zeros)), "")


def _norm_rows(layer: LayerStatistics) -> Iterator[Row]:
    """Mean and deviation that a batch norm uses in testing, its scale and shift, of each channel."""
    if layer.norm is None:
        return
    norm = layer.norm
    for number, (mean, variance) in enumerate(zip(norm.running_mean, norm.running_variance, strict=True), start=1):
        yield ("running", f"channel {number}", "", "", "", float(mean), float(variance) ** 0.5, "", "")
    for name, values in (("scale", norm.scale), ("shift", norm.shift)):
        for number, value in enumerate(values, start=1):
            yield (name, f"channel {number}", "", "", "", value, "", "", "")
