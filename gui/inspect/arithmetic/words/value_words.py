"""Words about one value and its arithmetic; they count from 1. Without Qt."""

from __future__ import annotations

from collections.abc import Callable
from math import isinf, isnan
from typing import TypeAlias, assert_never

from engine.figures import WRITTEN_OUT
from engine.network.shapes import Shape
from engine.service.looking.values.value_answers import (
    Added,
    Averaged,
    Convolved,
    Curved,
    Empty,
    Explanation,
    Index,
    Largest,
    Normalised,
    Passed,
    PixelScale,
    Region,
    Softened,
    Weighed,
    Working,
)
from gui.appearance.numerals import counted, numeral, percent, plain
from gui.inspect.arithmetic.words.channel_sums import channels_at, others, spelled
from gui.inspect.arithmetic.words.reckoning import (
    in_places,
    places,
    reckoned,
    rounded,
    sign_of,
    sign_of_sum,
    summands_of,
)

Write: TypeAlias = Callable[[float], str]
PASSED = {
    "dropout": "dropout does nothing outside of training",
    "flatten": "only its place is another: all maps are one vector now",
    "off": "the layer is switched off",
    "repeat": "what the last copy gives",
    "channels": "the channel is there already",
}


def figure(value: float, least: float = WRITTEN_OUT[0]) -> str:
    """A number in four significant digits; what is no number says so, and what is below `least` has an exponent."""
    if isnan(value):
        return "not a number"
    if isinf(value):
        return "infinite" if value > 0 else "−infinite"
    return plain(value, 4, least)


def place(index: Index, names: tuple[str, ...] = ()) -> str:
    """map 3, row 12, column 9; or unit 5; or a class by its name."""
    if len(index) == 1:
        return f"class {names[index[0]]}" if names else f"unit {numeral(index[0] + 1)}"
    channel, row, column = (numeral(at + 1) for at in index)
    return f"map {channel}, row {row}, column {column}"


def spoken(index: Index, names: tuple[str, ...] = ()) -> str:
    """row 12, column 9 of map 3; or unit 5."""
    if len(index) == 1:
        return place(index, names)
    channel, row, column = (numeral(at + 1) for at in index)
    return f"row {row}, column {column} of map {channel}"


def whole(explanation: Explanation, names: tuple[str, ...] = (), *, muted: bool = False) -> str:
    """row 12, column 9 of map 3: 0.84 = …, as it is read aloud."""
    at = spoken(explanation.place.within, names)
    given = f"{figure(explanation.value)} is given in place of " if muted else ""
    return f"{at}: {given}{equation(come_to(explanation, muted=muted), explanation.working)}"


def result(explanation: Explanation, names: tuple[str, ...] = (), *, muted: bool = False) -> str:
    """map 3, row 12, column 9: 0.84, in the digits that its line has; muted, what is given in its place."""
    value = explanation.value
    write = figure if muted else writer(value, explanation.working)
    return f"{place(explanation.place.within, names)}: {write(value)}"


def come_to(explanation: Explanation, *, muted: bool) -> float:
    """What its line comes to; of what is muted that is not its value."""
    return explanation.working.total if muted else explanation.value


def equation(value: float, working: Working) -> str:
    """0.84 = …; with ≈ where that holds only but for the last digit of the numbers as they are written."""
    summands, write = summands_of(working), writer(value, working)
    sign = sign_of_sum(value, summands) if summands else sign_of(value, reckoned(working))
    return f"{write(value)} {sign} {made_of(working, write)}"


def writer(value: float, working: Working) -> Write:
    """How the numbers of a line and around it are written: of a sum all in the same decimals, where they can be."""
    summands = summands_of(working)
    decimals = places(value, summands) if summands else None
    return figure if decimals is None else lambda number: in_places(number, decimals)


def made_of(working: Working, write: Write | None = None) -> str:  # noqa: C901, PLR0911  # a table, one line a kind
    """The arithmetic in one line, without the result; a sum in the digits of `write`, else in those that it needs."""
    write = write or writer(working.total, working)
    match working:
        case Convolved():
            return _convolved(working, write)
        case Weighed():
            return _weighed(working, write)
        case Curved(value=value, formula=formula):
            return f"{formula}, where x = {figure(value)}"
        case Softened():
            return f"e^({figure(working.value)} − {in_brackets(working.largest)}) / {figure(working.power_sum)}"
        case Largest():
            row, column = working.winner
            where = f"row {numeral(row + 1)}, column {numeral(column + 1)}"
            return f"the largest of {counted(int(working.inside.sum()), 'value')}, at {where}"
        case Averaged():
            return f"{figure(working.sum)} / {numeral(working.count)}, the mean of {counted(working.count, 'value')}"
        case Normalised():
            return _normalised(working)
        case Passed(value=value, because=because):
            return f"{figure(value)}, as it came: {PASSED[because]}"
        case Empty():
            return "an empty channel that was added"
        case Added(body=body, shortcut=shortcut):
            return f"{write(body)} (body) {_added(shortcut, write)} (shortcut)"
        case _:
            assert_never(working)


def _convolved(working: Convolved, write: Write) -> str:
    """The sum of each channel that is spelled out, what the others come to, and the bias."""
    if len(working.sums) == 1 and working.bias is None:
        return _of_products(working.inside.size, "patch × kernel")
    first, *more = spelled(working, channels_at(working))
    rest = others(working)
    terms = " ".join([write(first), *(_added(one, write) for one in more)])
    over = f" of {counted(1 + len(more), 'channel')}" if more else ""
    beside = f" {_added(sum(rest), write)} ({other_channels(len(rest))})" if rest else ""
    return f"{terms} (patch × kernel{over}){beside}{_bias(working.bias, write)}"


def _weighed(working: Weighed, write: Write) -> str:
    count, bias = len(working.inputs) + working.others, working.bias
    if bias is None:
        return _of_products(count, "input × weight")
    return f"{write(working.total - bias)} (input × weight, over {counted(count, 'input')}){_bias(bias, write)}"


def _of_products(count: int, of: str) -> str:
    """Without a bias the sum is the value, which is not said to be itself."""
    return f"the sum of {counted(count, 'product')}, {of}"


def other_channels(count: int) -> str:
    """The other channel, the other 12 channels."""
    return "the other channel" if count == 1 else f"the other {counted(count, 'channel')}"


def _bias(bias: float | None, write: Write) -> str:
    return "" if bias is None else f" {_added(bias, write)} (bias)"


def _added(value: float, write: Write = figure) -> str:
    """With one sign before it."""
    return f"− {write(-value)}" if value < 0 else f"+ {write(value)}"


def with_whole_terms(arithmetic: str) -> str:
    """A line may end before + and −, but not behind them, nor within a product."""
    space = "\N{NO-BREAK SPACE}"
    for signs, before in (("+−", " "), ("×·/", space)):
        for sign in signs:
            arithmetic = arithmetic.replace(f" {sign} ", f"{before}{sign}{space}")
    return arithmetic


def in_brackets(value: float) -> str:
    """Behind a sign a negative number has brackets."""
    return f"({figure(value)})" if value < 0 else figure(value)


def _normalised(working: Normalised) -> str:
    centred = f"({figure(working.value)} − {in_brackets(working.mean)}) / {figure(working.deviation)}"
    return f"{centred} · {in_brackets(working.scale)} {_added(working.shift)}"


def explained(working: Working) -> str:
    """What the numbers of the line are, where that is not plain; empty else."""
    match working:
        case Normalised():
            return "(value − running mean) / deviation · scale + shift"
        case Softened():
            return "e to the power of this score, divided by the sum of those of all; the largest is taken off first"
        case Averaged(patch=None):
            return "There are too many values to be shown."
        case _:
            return ""


def terms(working: Weighed, flattened: Shape | None = None) -> list[str]:
    """The largest terms of a unit, one a line, and what the others come to; inputs by the maps that they were in."""
    lines = [
        f"{input_at(at, flattened)}: {figure(value)} × {in_brackets(weight)} "
        f"{sign_of(product, rounded(value) * rounded(weight))} {figure(product)}"
        for at, value, weight, product in zip(
            working.inputs, working.values.tolist(), working.weights.tolist(), working.products.tolist(), strict=True
        )
    ]
    if working.others:
        lines.append(f"{counted(working.others, 'other')}: {figure(working.rest)}")
    return lines


def input_at(at: int, flattened: Shape | None) -> str:
    """An input of a unit by its number, or by the map that it was in."""
    if flattened is None:
        return f"input {numeral(at + 1)}"
    channel, rest = divmod(at, flattened[1] * flattened[2])
    return place((channel, *divmod(rest, flattened[2])))


def scores(working: Softened, names: tuple[str, ...] = ()) -> list[str]:
    """The largest scores, one a line."""
    lines = [
        f"{place((at,), names) if names else f'score {numeral(at + 1)}'}: {figure(score)}"
        for at, score in zip(working.places, working.scores.tolist(), strict=True)
    ]
    others = working.count - len(working.places)
    return [*lines, f"{counted(others, 'smaller one')}"] if others else lines


def answer(probability: Softened) -> list[str]:
    """What softmax makes of an answer's score, and how."""
    how = explained(probability)
    return [f"Softmax makes {percent(probability.total)} of it: {made_of(probability)}", f"({how})"]


def region(part: Region, output: Shape, noun: str = "map") -> str:
    """maps 1 to 6, rows 3 to 7, columns 2 to 6; or all units."""
    noun = noun if len(output) == 3 else "unit"
    if len(part.channels) == output[0] > 1:
        said = [f"all {numeral(output[0])} {noun}s"]
    else:
        said = [_span(noun, tuple(part.channels))]
    return ", ".join(
        [*said, *(_span(name, side) for name, side in (("row", part.rows), ("column", part.columns)) if side)]
    )


def as_given(pixels: PixelScale) -> str:
    """What the network gets for the pixels of a channel of the image."""
    return f"normalised: black {plain(pixels.black)}, white {plain(pixels.white)}"


def how_given(pixels: PixelScale) -> str:
    """How that is worked out."""
    mean, spread = plain(pixels.mean, 4), plain(pixels.spread, 4)
    return f"The network gets (pixel − {mean}) / {spread} of pixels from 0 to 1: see Normalisation on the page Data."


def _span(noun: str, places: tuple[int, ...]) -> str:
    first, last = numeral(places[0] + 1), numeral(places[-1] + 1)
    return f"{noun} {first}" if first == last else f"{noun}s {first} to {last}"
