"""What it costs a training to be watched, for each page of Inspect in front, and how late the window is meanwhile.

One run trains all the time. In turn the window works, 1280×800, with the cards, the page of Inspect, Try it and the
chart in sight, all of which follow the weights; or its thread sleeps, so that nobody watches. It works four times as
long as it sleeps, so that views that follow seldom have their turns. Each block settles before it counts: asleep until
the answers on their way have come, awake until the window has read and drawn what came while it slept. So does a page
that was opened: its first answers are given at once, as to any click, and the rests between the next ones are what is
measured. Long answers that were worked on while the window slept are told when it wakes, and do not count.

    python benchmarks/following.py            6 pairs of 16 and 4 s for each page: about fifteen minutes
    python benchmarks/following.py --quick    3 pairs of 8 and 2 s: a trial, no figures to quote
    python benchmarks/following.py --only time,why    these pages alone

Below each page stands what the window's thread and the engine's answers took of a processor while it worked, which is
what `gui/state/machine/processor_share` keeps low. Beside its lateness stands that of a window out of sight beside the
same training: what the machine itself does.
Without a display it paints offscreen (QT_QPA_PLATFORM=offscreen); set QT_QPA_PLATFORM=xcb for a real one.
"""

import argparse
import os
import sys
import tempfile
import time
from pathlib import Path
from typing import Any, NamedTuple

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import numpy as np
from paired import blocks, ratios, row
from PySide6.QtWidgets import QApplication
from window import LiveWindow, Sink, Ticks

from engine.events import Event, Reply, StepsDone
from engine.service.question import Question
from gui.appearance import theme
from gui.inspect.parts import ARITHMETIC

BATCH = 64
SETTLE_S = 0.5  # in which answers on their way come, or what came meanwhile is drawn
OPEN_S = 12.0  # in which a page that was opened has its first answers, and rests
LONGER = 4  # times as long as it sleeps
LATE_MS, LEAST = 16.0, 0.95


class Mark(NamedTuple):
    """How far a training is, counted where nothing but steps was done: no evaluation, no file written."""

    steps: int
    seconds: float  # that these took


class Taken(NamedTuple):
    """Seconds of a processor that watching took: of the window's thread, and of answers of the moment and long ones."""

    wall: float
    window: float
    moment: float
    long: float

    def __sub__(self, before: "Taken") -> "Taken":
        return Taken(*(now - then for now, then in zip(self, before, strict=True)))

    def shares(self) -> str:
        """In words."""
        window, moment, long = (100 * part / self.wall for part in self[1:])
        return f"of a processor: window {window:.1f} %, answers of the moment {moment:.1f} %, long ones {long:.1f} %"


def total(parts: list[Taken]) -> Taken:
    """Of all blocks."""
    return Taken(*(sum(column) for column in zip(*parts, strict=True)))


class Watched(LiveWindow):
    """A window whose run trains on and on, and which is looked at, or sleeps."""

    def __init__(self, folder: Path) -> None:
        self.mark = Mark(0, 0.0)
        self._told: tuple[int, float] | None = None  # the last step told, and when; None after anything else
        super().__init__(BATCH, folder)
        self.taken: list[Taken] = []
        self._answered = Taken(0.0, 0.0, 0.0, 0.0)
        self.engine.jobs.answered.connect(self._count_answer)
        self.resume()

    def _count_answer(self, question: Question[Any], seconds: float) -> None:
        before = self._answered
        long = before.long + seconds * question.long
        self._answered = before._replace(moment=before.moment + seconds * (not question.long), long=long)

    def _noting(self, sink: Sink) -> Sink:
        """On the thread that trains, so that it is exact whatever the window does."""
        pass_on = super()._noting(sink)

        def noting(event: Event) -> None:
            if isinstance(event, StepsDone):
                self._count(int(event.steps[-1]))
            elif not isinstance(event, Reply):
                self._told = None
            pass_on(event)

        return noting

    def _count(self, step: int) -> None:
        now = time.perf_counter()
        if self._told is not None:
            before, then = self._told
            self.mark = Mark(self.mark.steps + step - before, self.mark.seconds + now - then)
        self._told = step, now

    def working(self, seconds: float) -> float:
        """Steps a second while the window works."""
        self.run(SETTLE_S)
        begun, before = self.mark, self._taken()
        self.run(LONGER * seconds)
        self.taken.append(self._taken() - before)
        return self._speed(begun)

    def late(self, seconds: float) -> np.ndarray:
        """How late a timer is, in milliseconds; the timer costs something itself, so nothing else is measured then."""
        ticks = Ticks()
        self.run(seconds)
        return ticks.stop()

    def _taken(self) -> "Taken":
        """So far, by whoever calls it: the window's thread."""
        return self._answered._replace(wall=time.perf_counter(), window=time.thread_time())

    def sleeping(self, seconds: float) -> float:
        """Steps a second while it sleeps."""
        time.sleep(SETTLE_S)
        begun = self.mark
        time.sleep(seconds)
        return self._speed(begun)

    def _speed(self, begun: Mark) -> float:
        steps, seconds = self.mark.steps - begun.steps, self.mark.seconds - begun.seconds
        return steps / seconds if steps else float("nan")  # in the short block that goes before all others


def pages_of(live: Watched) -> list[str]:
    """The keys of the pages of Inspect, in order."""
    parts, found = live.panels.parts_of_inspect, []
    for index in range(parts.tabs.count()):
        parts.tabs.setCurrentIndex(index)
        found.append(parts.front)
    return found


def floor(live: Watched, seconds: float) -> float:
    """How late the timer is while nothing of the window is in sight, p99 in milliseconds."""
    live.chrome.frame.hide()
    late = live.late(seconds)
    live.chrome.frame.show()
    return float(np.percentile(late, 99))


def watch(live: Watched, page: str, pairs: int, seconds: float, least_late: float) -> None:
    """Prints what a page in front costs, and how late the window is meanwhile."""
    live.panels.parts_of_inspect.show_page(page)
    if page == ARITHMETIC:
        live.window.looking_displays.value.hold(0, 12, 9)
    live.run(OPEN_S)
    live.taken.clear()
    found = ratios(live.sleeping, live.working, pairs, seconds)
    late = live.late(LONGER * seconds)
    p99 = float(np.percentile(late, 99))
    met = "yes" if p99 <= LATE_MS else "NO"
    print(row(f"{page} in front: watched / not watched", found, LEAST))
    print(
        f"    window late p99 {p99:.1f} ms, most {late.max():.1f} ms   at most {LATE_MS:.0f}: {met}"
        f"   out of sight {least_late:.1f} ms"
    )
    share = live.engine.bridge.processor_share
    print(f"    {total(live.taken).shares()}; {share.factor:.1f} times as seldom", flush=True)


def main() -> None:
    """Runs everything and prints two lines a page."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--only", default="", metavar="PAGES", help="their keys, with commas between")
    pairs, seconds = blocks(parser, (3, 2.0), (6, 4.0))
    only = parser.parse_args().only
    app = QApplication([])
    theme.apply(app, "light")
    with tempfile.TemporaryDirectory() as folder:
        live = Watched(Path(folder))
        live.shared.workspace.select([live.shared.document.project.network.nodes[0].id])
        pages, least_late = pages_of(live), floor(live, 2 * seconds)
        for page in only.split(",") if only else pages:
            watch(live, page, pairs, seconds, least_late)
        live.pause()
        live.window.close()


if __name__ == "__main__":
    main()
