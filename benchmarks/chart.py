"""Redrawing the chart: of one run, however long, and of twenty runs on disk beside another one.

1. After 1,000,000 training steps against after 1,000: at most 4 times as long. Both runs arrive step by step in the
   same plot at 640×260, validation included; blocks are interleaved (A B B A).
2. Twenty runs of 100,000 steps beside a run of as many that grows, in the whole panel with its legend: the median of
   its redraws against the goal of 16 ms. They are read from a temporary folder first, as the window reads them.
   Also what it takes to zoom, and to smooth otherwise, which is drawn anew at each step of the slider.

A redraw is reducing, handing over and painting. What else runs on the machine is printed with the figures.
"""

import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from engine.project.recipes import read_recipe
from engine.runs.folder import RunFolder
from engine.runs.logs import STEP
from engine.service.answers import ReferenceRun
from engine.service.questions import CompareCurves
from engine.service.runs.compared_curves import CurvesOnDisk
from engine.typed.document import changed
from gui.appearance import theme
from gui.chart.beside.runs import Standing
from gui.chart.head.view_options import View
from gui.chart.panel import ChartPanel
from gui.chart.plot.curves import RunCurves
from gui.chart.plot.plot import ChartPlot
from gui.window.display.runs.curves_on_disk import stored_beside

SHORT, LONG = 1_000, 1_000_000
BLOCKS, REPAINTS = 20, 10
LIMIT = 4.0
BESIDE, STEPS, REDRAWS = 20, 100_000, 100
GOAL = 16.0  # milliseconds, the median of redraws of the comparison


def main() -> int:
    """Print milliseconds a redraw; 1 if one of the two is above its limit."""
    app = QApplication([])
    theme.apply(app, "light")
    print(f"load of the machine: {os.getloadavg()[0]:.1f} of {os.cpu_count()} cores")
    return int(any([of_one_run(app), of_many_runs(app)]))


def of_one_run(app: QApplication) -> bool:
    """A long run against a short one; whether it takes too long."""
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
    return ratio > LIMIT


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


def falling_run(steps: int, seed: int = 0) -> RunCurves:
    """A loss that falls with noise, as it does in training, evaluated ten times."""
    run = RunCurves("run", "Benchmark", steps // 10, 2 * steps)
    run.add_steps(np.arange(1, steps + 1), falling_losses(steps, seed))
    for epoch in range(1, 11):
        step = epoch * steps // 10
        run.mark_epoch(step, epoch)
        run.add_evaluation("validation", step, 0.1 + 2 / epoch, 0.9)
    return run


def falling_losses(steps: int, seed: int) -> np.ndarray:
    """With noise."""
    numbers = np.arange(1, steps + 1)
    noise = np.exp(np.random.default_rng(seed).normal(0, 0.4, steps))
    return (0.05 + 2.3 * np.exp(-8 * numbers / steps)) * noise


# --- many runs ---


def of_many_runs(app: QApplication) -> bool:
    """Twenty runs beside another; whether a redraw takes longer than the goal."""
    panel = ChartPanel()
    panel.resize(900, 420)
    panel.show()
    app.processEvents()
    run = falling_run(STEPS)
    panel.show_series(run)
    with tempfile.TemporaryDirectory() as folder:
        for compared in read(Path(folder)):
            panel.add_reference(stored_beside(compared.curves, compared.curves.project.title), standing(compared))
    panel.set_view(panel.view)
    app.processEvents()

    def grow(_: int) -> None:
        run.add_steps(np.array([run.last_step + 1]), np.array([0.1]))
        panel.set_view(panel.view)

    grown = timed(panel, grow)
    timed_and_said("another smoothing", panel, lambda number: panel.set_view(smoother(panel.view, number)))
    timed_and_said("a zoom", panel, lambda number: QTest.keyClick(panel.prepare(), zoom(number)))
    print(f"{BESIDE} runs of {STEPS:,} steps beside another: {grown:6.2f} ms a redraw (goal {GOAL:g})")
    return grown > GOAL


def smoother(view: View, number: int) -> View:
    """Another strength each time."""
    return replace(view, smoothing=0.9 + 0.0005 * number)


def zoom(number: int) -> Qt.Key:
    """In and out."""
    return Qt.Key.Key_Minus if number % 2 else Qt.Key.Key_Plus


def timed_and_said(what: str, panel: ChartPanel, change: Callable[[int], None]) -> None:
    """The median of something that is drawn anew as a whole."""
    print(f"  {what} of them: {timed(panel, change):6.2f} ms")


def timed(panel: ChartPanel, change: Callable[[int], None]) -> float:
    """The median of redraws after a change, in milliseconds; the first is left out."""
    times = []
    for number in range(REDRAWS + 1):
        started = time.perf_counter()
        change(number)
        panel.prepare().viewport().repaint()
        times.append(time.perf_counter() - started)
    return statistics.median(times[1:]) * 1000


def read(folder: Path) -> tuple[ReferenceRun, ...]:
    """Twenty runs on disk, read as the window does; says how long that took the first time and the second."""
    folders = tuple(put(folder, number) for number in range(BESIDE))
    store = CurvesOnDisk()
    for what in ("read", "looked at again"):
        started = time.perf_counter()
        found = store.compared(CompareCurves(folders), lambda: None).runs
        print(f"  {what}: {(time.perf_counter() - started) * 1000:6.1f} ms, on the engine's thread")
    return found


def put(folder: Path, number: int) -> Path:
    """A run of LeNet-5 with another batch each, which makes a sentence for the legend."""
    lenet = read_recipe("lenet5-sample")
    project = changed(lenet, training=changed(lenet.training, batch=16 + number, seed=number))
    run = RunFolder.create(project, folder, f"{number:02}")
    records = np.zeros(STEPS, STEP)
    records["step"], records["images"], records["correct"] = np.arange(1, STEPS + 1), 16, 14
    records["loss"], records["rate"], records["seconds"] = falling_losses(STEPS, number), 0.001, 0.003
    run.steps_file.write_bytes(records.tobytes())
    return run.path


def standing(run: ReferenceRun) -> Standing:
    """As the window has it."""
    return Standing(run.difference, run.group, run.other_images, run.other_validation, run.other_loss)


if __name__ == "__main__":
    sys.exit(main())
