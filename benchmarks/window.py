"""The window while it trains: its cost to training, its timers' lateness, its own time, and stroke to bars.

The whole window, 1280×800, every panel visible, against the headless engine in the same process: while a headless block
runs, the window's event loop stands still and its own run is paused.

    python benchmarks/window.py            10 pairs of blocks of 10 s for each row: about 20 minutes
    python benchmarks/window.py --quick    3 pairs of 4 s: a trial, no figures to quote

Without a display it paints offscreen (QT_QPA_PLATFORM=offscreen); set QT_QPA_PLATFORM=xcb for a real one.
"""

import argparse
import contextlib
import cProfile
import multiprocessing
import os
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import numpy as np
from paired import blocks, ratios, row
from PySide6.QtCore import QElapsedTimer, QEventLoop, QPoint, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from training import Engine, endless

from engine.events import Evaluated, Event, StateChanged
from engine.project.recipes import read_recipe
from engine.runs.logs import read_steps
from engine.service.service import Service
from engine.training.session import session
from gui.appearance import theme
from gui.state.bridge import Bridge
from gui.state.document import Document
from gui.state.message_queue import MessageQueue
from gui.state.settings import SettingsFile
from gui.state.shown.image import EMPTY
from gui.window.window import Window

TICK_MS = 16
Sink = Callable[[Event], None]


class LiveWindow:
    """A window whose run trains in blocks."""

    def __init__(self, batch: int, folder: Path) -> None:
        project = endless(read_recipe("lenet5-sample"), batch)
        bridge, messages = Bridge(), MessageQueue()
        settings = SettingsFile(folder / "settings.json")
        settings.change(threads=1, device="cpu")
        service = Service(self._noting(bridge.sink), None, folder / "runs")
        self.testing = self.paused = 0.0
        bridge.evaluated.connect(self._count_testing)
        self.window = Window(Document(project), service, bridge, settings, messages)
        self.shared, self.engine, self.chrome = self.window.shared, self.window.engine, self.window.chrome
        self.panels = self.window.panels
        self.chrome.frame.resize(1280, 800)
        self.chrome.frame.show()
        self.window.furnish()
        self.window.warm_up()
        self.until(lambda: self.shared.workspace.shown is not None)
        self.engine.control.press_train()
        self.until(lambda: self.shared.run.current.phase == "running")
        self.pause()

    def _noting(self, sink: Sink) -> Sink:
        """Notes when the run pauses, which the window learns a moment later."""

        def noting(event: Event) -> None:
            if isinstance(event, StateChanged) and event.state == "paused":
                self.paused = time.perf_counter()
            sink(event)

        return noting

    def _count_testing(self, event: Evaluated) -> None:
        self.testing += event.seconds

    def until(self, done: Callable[[], bool], timeout: float = 120.0) -> None:
        """Runs the event loop until something is so."""
        end = time.monotonic() + timeout
        while not done():
            assert time.monotonic() < end, "the window did not get there"
            QApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents, 20)

    def pause(self) -> None:
        """Pauses the run and waits for it."""
        self.engine.service.pause(self.shared.run.current.id)
        self.until(lambda: self.shared.run.current.phase == "paused")

    def resume(self) -> None:
        """Lets the run train on."""
        self.engine.service.resume(self.shared.run.current.id)

    def run(self, seconds: float) -> None:
        """Runs the event loop for so long."""
        loop = QEventLoop()
        QTimer.singleShot(round(1000 * seconds), loop.quit)
        loop.exec()

    def block(self, seconds: float) -> float:
        """Trains for so many seconds with the window alive; images per second, evaluations left out as in Engine."""
        self.testing = 0.0
        steps = self.shared.workspace.shown.folder / "steps.bin"
        first, begun = len(read_steps(steps)), time.perf_counter()
        self.resume()
        self.run(seconds)
        self.pause()
        records, worked = read_steps(steps)[first:], self.paused - begun - self.testing
        return float(records["images"].sum()) / worked


class Ticks:
    """How late a timer of 16 ms is, in milliseconds."""

    def __init__(self) -> None:
        self.late: list[float] = []
        self._clock = QElapsedTimer()
        self._timer = QTimer(interval=TICK_MS, timerType=Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._tick)
        self._clock.start()
        self._timer.start()

    def _tick(self) -> None:
        self.late.append(max(0.0, self._clock.nsecsElapsed() / 1e6 - TICK_MS))
        self._clock.restart()

    def stop(self) -> np.ndarray:
        """Ends the measurement and gives all values."""
        self._timer.stop()
        return np.array(self.late[1:])


def own_time(live: LiveWindow, seconds: float) -> None:
    """Prints what the window's thread takes while training, then the part of it in Python functions.

    The second comes from the profiler, whose own cost is in it: an upper bound.
    """
    live.resume()
    live.run(3)  # the window's share of the processor settles
    begun, worked = time.perf_counter(), time.thread_time()
    live.run(seconds)
    whole = (time.thread_time() - worked) / (time.perf_counter() - begun)
    profile = cProfile.Profile()
    begun = time.perf_counter()
    profile.enable()
    live.run(seconds)
    profile.disable()
    wall = time.perf_counter() - begun
    live.pause()
    python = sum(entry.inlinetime for entry in profile.getstats() if not isinstance(entry.code, str))
    print(f"the window's thread: {whole:.1%} of wall time, of it in Python at most {python / wall:.1%}   at most 3 %")


def spin() -> None:
    """Keeps a core busy, as training would, without touching the window's process."""
    while True:
        pass


def lateness(live: LiveWindow, seconds: float) -> None:
    """Prints the timer's lateness while training and beside a busy process."""
    busy = multiprocessing.get_context("spawn").Process(target=spin, daemon=True)
    busy.start()
    ticks = Ticks()
    live.run(seconds)
    control = ticks.stop()
    busy.kill()
    busy.join()
    live.resume()
    ticks = Ticks()
    live.run(seconds)
    training = ticks.stop()
    live.pause()
    limit = 2 * np.percentile(control, 99) + 8
    far = 1000 * (np.mean(training > 100) - np.mean(control > 100))
    print(
        f"lateness of a 16 ms timer, p99: {np.percentile(training, 99):.1f} ms training, "
        f"{np.percentile(control, 99):.1f} ms beside a busy process   at most {limit:.1f}"
    )
    print(f"above 100 ms, in 1,000 ticks, beyond the control: {far:+.2f}   at most 1")


def strokes(live: LiveWindow, count: int) -> np.ndarray:
    """Seconds from a mouse movement on the canvas to the painted bars, for so many movements.

    Each movement draws where nothing is drawn yet: a movement that changes no pixel asks nothing.
    """
    canvas, bars = live.panels.try_it.canvas, live.panels.try_it.bars
    answers: list[float] = []
    live.engine.live.prediction.connect(lambda _: answers.append(time.perf_counter()))
    found = []
    centre = canvas.rect().center()
    QTest.mousePress(canvas, Qt.MouseButton.LeftButton, pos=centre)
    for index in range(count):
        if index % 8 == 0:
            QTest.mouseRelease(canvas, Qt.MouseButton.LeftButton, pos=centre)
            canvas.clear()
            live.until(lambda: live.shared.image.ref == EMPTY)
            QTest.mousePress(canvas, Qt.MouseButton.LeftButton, pos=QPoint(10, 10))
            live.until(lambda: live.shared.image.ref != EMPTY)
        answers.clear()
        begun = time.perf_counter()
        QTest.mouseMove(canvas, QPoint(20 + 24 * (index % 8), 20 + 12 * (index // 8 % 16)))
        live.until(lambda: bool(answers))
        bars.repaint()
        found.append(time.perf_counter() - begun)
    QTest.mouseRelease(canvas, Qt.MouseButton.LeftButton, pos=centre)
    live.engine.live.prediction.disconnect()
    return np.array(found)


def main() -> None:
    """Runs everything and prints a line each."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    pairs, seconds = blocks(parser, (3, 4.0))
    quick = parser.parse_args().quick
    # Two by turns in one process: one is always paused, and LeNet-5 draws nothing at random.
    session.start_alone, session.alone = threading.Thread.start, contextlib.nullcontext
    app = QApplication([])
    theme.apply(app, "light")
    with tempfile.TemporaryDirectory() as folder:
        for batch, least in ((64, 0.95), (10, 0.90)):
            live, engine = LiveWindow(batch, Path(folder) / str(batch)), Engine("lenet5-sample", batch, Path(folder))
            name = f"LeNet-5, batch {batch}: window / headless"
            print(row(name, ratios(engine.block, live.block, pairs, seconds), least), flush=True)
            own_time(live, seconds)
            engine.close()
            if batch == 64:
                lateness(live, 3 * seconds)
                idle = strokes(live, 40 if quick else 200)
                live.resume()
                busy = strokes(live, 40 if quick else 200)
                live.pause()
                print(
                    f"stroke to bars, p95: {1e3 * np.percentile(idle, 95):.0f} ms idle (at most 50), "
                    f"{1e3 * np.percentile(busy, 95):.0f} ms training (at most 100)",
                    flush=True,
                )
            live.window.close()


if __name__ == "__main__":
    main()
