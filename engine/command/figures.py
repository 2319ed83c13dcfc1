"""Figures as a person reads them."""

from __future__ import annotations


def percent(share: float | None) -> str:
    """96.05 %; empty without a figure."""
    return "" if share is None else f"{100 * share:.2f} %"


def loss(value: float | None) -> str:
    """0.1234, of a loss that exploded 9.17e+09, or that it is no number."""
    if value is None:
        return "not a number"
    return f"{value:.4f}" if abs(value) < 10_000 else f"{value:.3g}"


def speed(images_per_second: float | None) -> str:
    """12,345 images/s; empty without a figure."""
    return "" if images_per_second is None else f"{images_per_second:,.0f} images/s"


def counted(count: int, noun: str) -> str:
    """1 epoch, 1,500 steps."""
    return f"{count:,} {noun}" if count == 1 else f"{count:,} {noun}s"
