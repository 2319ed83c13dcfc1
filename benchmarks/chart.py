"""Repainting the chart after 1,000,000 training steps against after 1,000: at most 4 times as long.

Both runs arrive step by step in the same plot at 640×260, validation included; a repaint is reducing, handing over and
painting. Blocks are interleaved (A B B A), medians are printed.
"""

import os
import statistics
import sys
import time
from pathlib import Path

import numpy as np

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from PySide6.QtWidgets import QApplication

from gui.appearance import theme
from gui.chart.head.view_options import View
from gui.chart.plot.curves import RunCurves
from gui.chart.plot.plot import ChartPlot

SHORT, LONG = 1_000, 1_000_000
BLOCKS, REPAINTS = 20, 10
LIMIT = 4.0


def main() -> int:
    """Print milliseconds a repaint and the ratio; 1 if the ratio is above the limit."""
    app = QApplication([])
    theme.apply(app, "light")
    plot = ChartPlot()
    plot.resize(640, 260)
    plot.show()
    app.processEvents()  # a window that is not exposed yet paints nothing
    runs = {steps: falling_run(steps) for steps in (SHORT, LONG)}
    times: dict[int, list[float]] = {SHORT: [], LONG: []}
    for steps in (SHORT, LONG, LONG, SHORT) * (BLOCKS // 2):
        times[steps] += block(plot, runs[steps])
    medians = {steps: statistics.median(values) * 1000 for steps, values in times.items()}
    ratio = medians[LONG] / medians[SHORT]
    for steps, median in medians.items():
        print(f"{steps:>9,} steps: {median:6.2f} ms a repaint")
    print(f"    ratio: {ratio:.2f} (at most {LIMIT:g})")
    return int(ratio > LIMIT)


def block(plot: ChartPlot, run: RunCurves) -> list[float]:
    """Seconds of each repaint of a run; the first, which moves the axes, is left out."""
    plot.show_run(run, (), View())
    plot.viewport().repaint()
    times = []
    for _ in range(REPAINTS):
        run.add_steps(np.array([run.last_step + 1]), np.array([0.1]))
        started = time.perf_counter()
        plot.show_run(run, (), View())
        plot.viewport().repaint()
        times.append(time.perf_counter() - started)
    return times


def falling_run(steps: int) -> RunCurves:
    """A loss that falls with noise, as it does in training, evaluated ten times."""
    run = RunCurves("run", "Benchmark", steps // 10, 2 * steps)
    numbers = np.arange(1, steps + 1)
    noise = np.exp(np.random.default_rng(0).normal(0, 0.4, steps))
    run.add_steps(numbers, (0.05 + 2.3 * np.exp(-8 * numbers / steps)) * noise)
    for epoch in range(1, 11):
        step = epoch * steps // 10
        run.mark_epoch(step, epoch)
        run.add_evaluation("validation", step, 0.1 + 2 / epoch, 0.9)
    return run


if __name__ == "__main__":
    sys.exit(main())
