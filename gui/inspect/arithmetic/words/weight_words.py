"""Words about how one weight learns in the next step; they count from 1. Without Qt."""

from __future__ import annotations

from engine.figures import LEAST_WRITTEN_OUT
from engine.service.looking.values.value_answers import Line, WeightStep
from gui.appearance.numerals import counted, in_figures, loss, numeral
from gui.inspect.arithmetic.words.value_words import figure

STAYS = "The training has gone on since: pause it, or press Step, to see its next step."
Row = tuple[str, str, str]
Number = tuple[str, str, float]
HOLDS, HARDLY = "=", "≈"


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
    """What it is, how it is worked out, what it comes to; one a row. The weight has the digits of its move."""
    given = [(what, how, _figure(value)) for what, how, value in _given(step)]
    worked_out = [(line.name, _how(line), in_figures(line.written)) for line in step.lines]
    return [("Weight before", "", in_figures(step.before_written)), *given, *worked_out]


def numbers(step: WeightStep) -> list[Number]:
    """The same, with the numbers themselves."""
    worked_out = [(line.name, _how(line), line.value) for line in step.lines]
    return [("Weight before", "", step.before), *_given(step), *worked_out]


def _given(step: WeightStep) -> list[Number]:
    """What the optimiser is given."""
    rows = [("Gradient on the batch", "", step.gradient)]
    if step.clipped is not None:
        length, most, factor = step.clipped
        how = f"all gradients are {_figure(length)} long, at most {_figure(most)}"
        rows.append(("Clipped", f"{how}: × {_figure(factor)}", step.gradient * factor))
    return [*rows, ("Learning rate", "", step.rate)]


def _how(line: Line) -> str:
    """= where it holds for those who reckon along with the numbers that they read, else ≈."""
    return f"{HOLDS if line.holds else HARDLY} {in_figures(line.how)}"


def _figure(value: float) -> str:
    """As the engine writes it in the lines."""
    return figure(value, LEAST_WRITTEN_OUT)
