"""Figures as a person reads them."""

from __future__ import annotations


def percent(share: float | None) -> str:
    """96.05 %; empty without a figure."""
    return "" if share is None else f"{100 * share:.2f} %"


def loss(value: float | None) -> str:
    """0.1234, or that it is no number."""
    return "not a number" if value is None else f"{value:.4f}"


def speed(images_per_second: float | None) -> str:
    """12,345 images/s; empty without a figure."""
    return "" if images_per_second is None else f"{images_per_second:,.0f} images/s"


def counted(count: int, noun: str) -> str:
    """1 epoch, 1,500 steps."""
    return f"{count:,} {noun}" if count == 1 else f"{count:,} {noun}s"
