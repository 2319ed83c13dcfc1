"""Back through the training: how long it takes until every view shows another step, and how late the window is.

The whole window, 1280×800, with cards, Inspect, the exact weights of a filter, Try it and the chart in sight. A short
run is trained; then the slider goes to its kept steps, each when the one before is shown, in order and by chance.

    python benchmarks/through_time.py               LeNet-5 and ResNet-20, 300 moves each: about two minutes
    python benchmarks/through_time.py --quick       60 moves each: a trial, no figures to quote

A move counts from the wish until the engine has answered every view and the window has painted. Late is a timer of
16 ms, beside it at rest. ResNet-20 is trained on the bundled digits, 28×28. Without a display it paints offscreen
(QT_QPA_PLATFORM=offscreen).
"""

import argparse
import os
import random
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import numpy as np
from PySide6.QtCore import QEventLoop
from PySide6.QtWidgets import QApplication
from window import Ticks

from engine.project.project import Project
from engine.project.recipes import read_recipe
from engine.project.training.budgets import Steps
from engine.service.service import Service
from engine.typed.document import changed
from gui.appearance import theme
from gui.state.bridge import Bridge
from gui.state.document import Document
from gui.state.message_queue import MessageQueue
from gui.state.settings import SettingsFile
from gui.window.window import Window

STEPS = 300
REST_S = 5.0
MOST, LATE_MS = {"LeNet-5": 50.0, "ResNet-20": 200.0}, 16.0  # until another step is shown, and of lateness
NETWORKS = {"LeNet-5": "lenet5-sample", "ResNet-20": "resnet-20-cifar10"}


class Moving:
    """A window with a run that has ended, all views in sight."""

    def __init__(self, project: Project, folder: Path) -> None:
        bridge, settings = Bridge(), SettingsFile(folder / "settings.json")
        settings.change(threads=1, device="cpu")
        self.service = Service(bridge.sink, None, folder / "runs")
        self.window = Window(Document(project), self.service, bridge, settings, MessageQueue())
        frame = self.window.chrome.frame
        frame.resize(1280, 800)
        frame.show()
        self.window.furnish()
        self.window.warm_up()
        self.until(lambda: self.window.shared.workspace.shown is not None)
        self.window.engine.control.press_train()
        self.until(lambda: self._ended)
        self.window.panels.stack.view.setFocus()
        self.window.shared.workspace.select([project.network.nodes[0].id])
        self.until(lambda: self.window.engine.jobs.idle)
        self.window.panels.inspect.exact.click()
        self.until(lambda: self.window.engine.jobs.idle and self.window.engine.looking.can_look_back)

    @property
    def _ended(self) -> bool:
        run, shown = self.window.shared.run.current, self.window.shared.workspace.shown
        ended = run is not None and run.phase == "finished"
        return ended and shown is not None and shown.source == "saved"

    def until(self, condition: Callable[[], object]) -> None:
        """Lets the window work until something is so."""
        loop = QEventLoop()
        while not condition():
            loop.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)

    def at_rest(self, seconds: float) -> float:
        """How late the timer is while nothing moves, p99 in milliseconds: what the machine itself does."""
        ticks, end = Ticks(), time.monotonic() + seconds
        self.until(lambda: time.monotonic() > end)
        return float(np.percentile(ticks.stop(), 99))

    def move(self, step: int) -> float:
        """Seconds until all show it."""
        engine, workspace = self.window.engine, self.window.shared.workspace
        begin = time.perf_counter()
        engine.looking.look_at(step)
        self.until(lambda: workspace.shown.step == step and engine.jobs.idle)
        QApplication.processEvents()
        return time.perf_counter() - begin


def verdict(found: float, most: float) -> str:
    """Whether a figure is what it should be."""
    return f"at most {most:.0f}: {'yes' if found <= most else 'NO'}"


def measured(name: str, recipe: str, moves: int) -> None:
    """A row of figures for each order."""
    project = read_recipe(recipe)
    digits = read_recipe("lenet5-sample")
    training = changed(project.training, budget=Steps(STEPS if name == "LeNet-5" else 40))
    project = changed(project, training=training, data=digits.data)
    with tempfile.TemporaryDirectory() as folder:
        moving = Moving(project, Path(folder))
        stops, rest = list(moving.window.engine.looking.stops), moving.at_rest(REST_S)
        for order in ("in order", "by chance"):
            wanted = (stops * (moves // len(stops) + 1))[:moves]
            if order == "by chance":
                random.Random(7).shuffle(wanted)
            ticks, worked = Ticks(), time.thread_time()
            took = np.array([moving.move(step) for step in wanted]) * 1000
            worked = (time.thread_time() - worked) * 1000 / len(wanted)
            late, median = ticks.stop(), float(np.median(took))
            p99 = float(np.percentile(late, 99))
            print(
                f"{name:10} {order:10} {len(stops):3} steps kept · median {median:6.1f} ms, "
                f"p95 {np.percentile(took, 95):6.1f} ms, {worked:4.1f} ms of it the window's work   "
                f"{verdict(median, MOST[name])}\n    window late p99 {p99:5.1f} ms, most {late.max():5.1f} ms   "
                f"{verdict(p99, LATE_MS)}   at rest {rest:.1f} ms",
                flush=True,
            )
        moving.window.chrome.frame.close()
        moving.service.close()


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--quick", action="store_true")
    quick = parser.parse_args().quick
    app = QApplication([])
    theme.apply(app, "light")
    for network, recipe in NETWORKS.items():
        measured(network, recipe, 60 if quick else 300)
