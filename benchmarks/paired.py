"""Paired comparison: blocks of A and B in turn, A B B A, so that a slow drift of the machine falls on both alike.

Printed is the median of the pairs' ratios with its interval: the order statistics that hold the true median with at
least 95 %, whatever the distribution. With fewer than six pairs there are none, and the extremes stand there.
"""

from argparse import ArgumentParser
from collections.abc import Callable, Sequence
from math import comb
from statistics import median

Block = Callable[[float], float]  # works for so many seconds and gives a speed


def blocks(
    parser: ArgumentParser, trial: tuple[int, float], whole: tuple[int, float] = (10, 10.0)
) -> tuple[int, float]:
    """How many pairs, of blocks of so many seconds, a person asks for: the `whole`, unless they say otherwise."""
    parser.add_argument("--quick", action="store_true", help=f"{trial[0]} pairs of {trial[1]:.0f} s")
    parser.add_argument("--pairs", type=int, default=whole[0])
    parser.add_argument("--seconds", type=float, default=whole[1], help="of each block")
    chosen, _ = parser.parse_known_args()
    return trial if chosen.quick else (chosen.pairs, chosen.seconds)


def ratios(first: Block, second: Block, pairs: int, seconds: float) -> list[float]:
    """second / first of each pair; one short block of both goes before."""
    first(seconds / 5), second(seconds / 5)
    found = []
    for pair in range(pairs):
        if pair % 2 == 0:
            a, b = first(seconds), second(seconds)
        else:
            b, a = second(seconds), first(seconds)
        found.append(b / a)
    return found


def interval(values: Sequence[float]) -> tuple[float, float]:
    """The distribution-free 95 % interval of the median."""
    ordered, count = sorted(values), len(values)
    outside, low = 0.0, 0
    while low < count // 2 and outside + 2 * comb(count, low) / 2**count <= 0.05:
        outside += 2 * comb(count, low) / 2**count
        low += 1
    low = max(0, low - 1)
    return ordered[low], ordered[-1 - low]


def row(name: str, values: Sequence[float], least: float | None = None, most: float | None = None) -> str:
    """One line: name, median, interval, and whether it reaches what it should, or stays below."""
    low, high = interval(values)
    line = f"{name:<44} {median(values):6.3f}   {low:.3f} to {high:.3f}   {len(values)} pairs"
    if least is not None:
        line += f"   at least {least:.2f}: {'yes' if median(values) >= least else 'NO'}"
    if most is not None:
        line += f"   at most {most:.2f}: {'yes' if median(values) <= most else 'NO'}"
    return line
