"""Words of cards: spoken for screen readers, figures as people read them, the summary of the stack. Without Qt."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import assert_never

from engine.analysis.analysis import Analysis, Instance
from engine.analysis.fixes import Fix
from engine.network import layers as kinds
from engine.network.nodes import Node, Op, Repeat, Residual
from engine.network.shapes import Shape, spelled, spoken_bytes
from gui.appearance.numerals import counted as counted_things
from gui.appearance.numerals import in_figures, numeral, plain, tenths_of_percent
from gui.stack.list.rows import Row

LONG_NOTE = 400  # characters, on hovering


def count(number: float) -> str:
    """61,706 as it is; from a hundred thousand on in three figures: 417 k, 1.73 M, 4.1 G."""
    if number < 100_000:
        return numeral(number, ",.0f")
    for unit, size in (("k", 1e3), ("M", 1e6), ("G", 1e9), ("T", 1e12)):
        if number < 999.5 * size:
            return f"{_three(number / size)} {unit}"
    return plain(number)


def _three(value: float) -> str:
    if value >= 100:
        return numeral(value, ".0f")
    return numeral(value, ".1f") if value >= 10 else numeral(value, ".2f")


def summary(analysis: Analysis) -> str:
    """Parameters, multiply-adds of one image, memory of the activations of one batch."""
    parameters, work = number_of(analysis.parameters, "parameter"), number_of(analysis.multiply_adds, "multiply-add")
    return f"{parameters} · {work} · {in_figures(spoken_bytes(analysis.activation_bytes))}"


def costs_of(instances: list[Instance]) -> list[str]:
    """Parameters and multiply-adds of these instances, where they have any."""
    parameters, work = (sum(getattr(one, name) for one in instances) for name in ("parameters", "multiply_adds"))
    found = ((parameters, number_of(parameters, "parameter")), (work, number_of(work, "multiply-add")))
    return [words for amount, words in found if amount]


def number_of(amount: float, thing: str) -> str:
    """1 filter, 6 filters, 417 k multiply-adds."""
    return f"{count(amount)} {thing}{'' if amount == 1 else 's'}"


def seen_by(analysis: Analysis, instances: list[Instance]) -> str:
    """What one value of a layer sees of the image: of several copies from the first to the last; empty if unknown."""
    if not instances or instances[-1].output is None:
        return ""
    first, last = (analysis.receptive_field(one.address) for one in (instances[0], instances[-1]))
    if first is None or last is None:
        return ""
    sizes = dict.fromkeys("the whole image" if one.covers else spelled(one.size) for one in (first, last))
    return f"sees {' to '.join(sizes)}{'' if last.covers else ' pixels'}"


def counted(nodes: Iterable[Node]) -> str:
    """How many of each kind: 2 convolutions, 1 ReLU layer."""
    kinds = Counter(node.op.title for node in nodes)
    return ", ".join(f"{number} {_plural(title, number)}" for title, number in kinds.most_common())


def led_to(fix: Fix) -> str:
    """A fix with what comes out then: Pad the channels in its shortcut → 16×14×14."""
    return f"{in_figures(fix.text)} →\u00a0{spelled(fix.output)}" if fix.output else in_figures(fix.text)


_COUNTABLE = ("tion", "block", "Repeat")  # endings of the titles that can be counted by themselves


def _plural(title: str, number: int) -> str:
    thing = title if title.endswith(_COUNTABLE) else f"{title} layer"
    plural = f"{thing}{'' if number == 1 else 's'}"
    return plural if title[1:] != title[1:].lower() else plural.lower()


def spoken(row: Row) -> str:
    """A row for a screen reader: "3. Convolution, 16 filters 5 by 5, output 16 by 24 by 24, level 2"."""
    node = row.node
    if row.part == "whole" and row.problem:
        return f"The network as a whole: {in_figures(row.problem.why)}"
    if node is None:
        return "The stack is empty"
    if row.part == "empty" and row.gap.branch == "shortcut":
        return f"Shortcut of {node.label}, passes its input on unchanged"
    if row.part not in ("card", "open"):
        return f"{_PLACES[row.part]} {node.label}"
    parts = [f"{row.gap.index + 1}. {node.label}", settings(node.op), *_switches(row), _output(row)]
    parts.append(f"level {row.depth + 1}")
    parts += ["has a note"] if node.note else []
    parts += [f"advice: {in_figures(piece.text)}" for piece in row.advice]
    return ", ".join(part for part in parts if part)


def brief(row: Row) -> str:
    """The settings on a card; of a named layer the kind comes first."""
    if row.node is None:
        return ""
    kind = row.node.op.title if row.node.name else ""
    return " · ".join(part for part in (kind, row.node.op.brief(), "off" if row.state == "disabled" else "") if part)


def details(row: Row) -> str:
    """What a card says on hovering: its own words whole, what the layer does, what goes in and out, what it costs."""
    heading = [" ".join((row.node.label, brief(row))).strip()] if row.node else []
    if row.problem is not None:
        return "\n".join((*heading, in_figures(row.problem.why)))
    if row.node is None:
        return ""
    one = row.instance
    lines = [*heading, row.node.op.help]
    if one is not None and one.input and one.output:
        lines.append(f"{spelled(one.input)} → {spelled(one.output)}")
    lines += _costs(row)
    lines += [f"Advice: {in_figures(piece.text)}" for piece in row.advice]
    return "\n".join((*lines, _shortened(row.node.note))).strip()


def _costs(row: Row) -> list[str]:
    """Of all copies together, as their shares are."""
    copies = f" in its {numeral(row.copies)} copies" if row.copies > 1 else ""
    parameters = row.parameters, "parameter", row.share_parameters
    work = row.multiply_adds, "multiply-add", row.share_multiply_adds
    return [
        f"{counted_things(amount, thing)}{copies}, {_share(share)} of all"
        for amount, thing, share in (parameters, work)
        if amount
    ]


def _shortened(note: str) -> str:
    """The beginning of a long note."""
    return note if len(note) <= LONG_NOTE else f"{note[:LONG_NOTE].rstrip()}…"


def _share(share: float) -> str:
    return f"{numeral(100 * share, '.0f')} %" if share >= 0.095 else tenths_of_percent(share)


_PLACES = {"branch": "Shortcut of", "empty": "Nothing yet inside", "close": "End of"}


def settings(op: Op) -> str:
    """The settings of a layer in words that read well aloud."""
    match op:
        case kinds.Conv2d():
            rest = aloud(" · ".join(op.brief().split(" · ")[2:])).replace("pad ", "padding ")
            parts = (f"{counted_things(op.filters, 'filter')} {by(op.kernel)}", rest)
            return ", ".join(part for part in parts if part)
        case kinds.Pool2d():
            return aloud(op.brief()).replace("pad ", "padding ")
        case kinds.Linear():
            return "one unit for each class" if op.units == "classes" else counted_things(op.units, "unit")
        case Repeat():
            return "once" if op.times == 1 else f"{op.times} times"
        case Residual():
            return "with layers in its shortcut" if op.shortcut else ""
        case kinds.GlobalAvgPool() | kinds.AdaptiveAvgPool2d() | kinds.Flatten() | kinds.PadChannels():
            return aloud(op.brief())
        case kinds.BatchNorm() | kinds.Pointwise():
            return aloud(op.brief())
        case _:
            assert_never(op)


def by(shape: Shape) -> str:
    """16 by 24 by 24."""
    return " by ".join(map(str, shape))


def aloud(text: str) -> str:
    """A card's brief without its signs."""
    return text.replace(" · ", ", ").replace("×", " by ")


def _switches(row: Row) -> list[str]:
    folded = ["folded"] if row.folded else []
    frozen = ["frozen"] if row.frozen else []
    muted = {"whole": ["muted"], "part": ["muted in part"]}
    return folded + frozen + (muted[row.muted] if row.muted else [])


def _output(row: Row) -> str:
    if row.state == "disabled":
        return "disabled"
    if row.problem:
        return f"problem: {in_figures(row.problem.why)}"
    return f"output {by(row.output)}" if row.output else "output unknown"
