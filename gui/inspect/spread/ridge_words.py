"""Words about a ridge: what stands above it, and what can be done. Without Qt."""

from __future__ import annotations

CLICK = "A click on a line shows everything as it was then."
HELP = f"A line for each kept step, the newest in front, all equally high. {CLICK}"


def title(noun: str, layer: str) -> str:
    """What spreads, and of which layer."""
    return f"How the {noun} of “{layer}” spread at each kept step"


def name(noun: str) -> str:
    """The same where it is known which layer is meant."""
    return f"How the {noun} spread at each kept step"
