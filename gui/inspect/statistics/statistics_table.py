"""Statistics table: all that was gathered of a layer as rows, for other programs. Without Qt."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from engine.service.looking.layers.statistics_questions import Channels, Histogram, LayerStatistics

HEAD = ("what", "part", "from", "to", "count", "mean", "deviation", "zeros", "no number")
Row = Sequence[Any]


def rows_of(layer: LayerStatistics) -> Iterator[Row]:
    """The whole of each histogram, its bins, and each channel, counted from 1."""
    yield HEAD
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
    """Mean and deviation that a batch norm uses in testing, of each channel."""
    if layer.norm is None:
        return
    norm = layer.norm
    for number, (mean, variance) in enumerate(zip(norm.running_mean, norm.running_variance, strict=True), start=1):
        yield ("running", f"channel {number}", "", "", "", float(mean), float(variance) ** 0.5, "", "")
