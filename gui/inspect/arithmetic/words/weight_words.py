"""Words about how one weight learns in the next step; they count from 1. Without Qt."""

from __future__ import annotations

from engine.figures import LEAST_WRITTEN_OUT
from engine.service.looking.values.value_answers import WeightStep
from gui.appearance.numerals import counted, in_figures, loss, numeral
from gui.inspect.arithmetic.words.value_words import figure

STAYS = "The training has gone on since: pause it, or press Step, to see its next step."
Row = tuple[str, str, str]
Number = tuple[str, str, float]


def called(step: WeightStep) -> str:
    """By what its numbers count, from 1."""
    at = [numeral(one + 1) for one in step.index]
    if len(at) == 4:
        return f"The weight of filter {at[0]} for input channel {at[1]}, row {at[2]}, column {at[3]}"
    return f"The weight of unit {at[0]} for input {at[1]}" if len(at) == 2 else f"Weight {', '.join(at)}"


def about(step: WeightStep, *, goes_on: bool = False) -> str:
    """Which weight, which step, and on what; what is said of where the run stands is true until it goes on."""
    batch = counted(step.images, "image")
    said = f"{called(step)}, in step {numeral(step.step)}, on its batch of {batch} with the loss {loss(step.loss)}."
    return f"{said} {STAYS if goes_on else in_figures(step.remark)}".strip()


def lines(step: WeightStep) -> list[Row]:
    """What it is, how it is worked out, what it comes to; one a row."""
    return [(what, how, _figure(value)) for what, how, value in numbers(step)]


def numbers(step: WeightStep) -> list[Number]:
    """The same, with the numbers themselves."""
    rows = [("Weight before", "", step.before), ("Gradient on the batch", "", step.gradient)]
    if step.clipped is not None:
        length, most, factor = step.clipped
        how = f"all gradients are {_figure(length)} long, at most {_figure(most)}"
        rows.append(("Clipped", f"{how}: × {_figure(factor)}", step.gradient * factor))
    rows.append(("Learning rate", "", step.rate))
    return rows + [(line.name, f"= {in_figures(line.how)}", line.value) for line in step.lines]


def _figure(value: float) -> str:
    """As the engine writes it in the lines."""
    return figure(value, LEAST_WRITTEN_OUT)
