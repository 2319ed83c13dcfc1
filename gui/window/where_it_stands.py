"""Where it stands: one sentence about the curve, for the status bar and for whoever hears it."""

from __future__ import annotations

from collections.abc import Mapping

from gui.appearance.numerals import loss, numeral, rounded_percent
from gui.chart.curves import Measure
from gui.state.run import Run

NOTHING = "Nothing has been trained yet."


def where_it_stands(run: Run | None, figures: Mapping[str, float | None], measure: Measure) -> str:
    """Step 1,200 of 1,500: training loss 0.213, test loss 0.250; or that there is no curve.

    `figures` are the newest of the chart, by curve; `measure` is what it shows.
    """
    step = figures.get("step")
    if run is None or not step:
        return NOTHING
    spoken = {
        name: rounded_percent(value) if measure == "accuracy" else loss(value)
        for name, value in figures.items()
        if name != "step" and value is not None
    }
    curves = ", ".join(f"{name} {measure} {value}" for name, value in spoken.items())
    paused = "Paused at step" if run.phase == "paused" else "Step"
    return f"{paused} {numeral(int(step))} of {numeral(run.total)}{f': {curves}' if curves else ''}."
