"""What it costs a training to be watched: the window with each page of Inspect in front, beside the headless engine.

The whole window, 1280×800, with the cards, the page of Inspect, Try it and the chart in sight, all of which follow the
weights as they become. Beside it stands how late a timer of 16 ms is meanwhile.

    python benchmarks/following.py            10 pairs of blocks of 10 s for each page: about half an hour
    python benchmarks/following.py --quick    3 pairs of 4 s: a trial, no figures to quote

Without a display it paints offscreen (QT_QPA_PLATFORM=offscreen); set QT_QPA_PLATFORM=xcb for a real one.
"""

import argparse
import contextlib
import os
import sys
import tempfile
import threading
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import numpy as np
from paired import blocks, ratios, row
from PySide6.QtWidgets import QApplication
from training import Engine
from window import LiveWindow, Ticks

from engine.training.session import session
from gui.appearance import theme

BATCH = 64


def pages_of(live: LiveWindow) -> list[str]:
    """The keys of the pages of Inspect, in order."""
    parts, found = live.panels.parts_of_inspect, []
    for index in range(parts.tabs.count()):
        parts.tabs.setCurrentIndex(index)
        found.append(parts.front)
    return found


def watched(live: LiveWindow, engine: Engine, page: str, pairs: int, seconds: float) -> None:
    """Prints what a page in front costs, and how late the window is meanwhile."""
    live.panels.parts_of_inspect.show_page(page)
    live.until(lambda: live.engine.jobs.idle)
    print(row(f"LeNet-5, {page} in front / headless", ratios(engine.block, live.block, pairs, seconds), 0.95))
    live.resume()
    live.run(3)  # the window's share of the processor settles
    ticks = Ticks()
    live.run(2 * seconds)
    late = ticks.stop()
    live.pause()
    print(f"    late p99 {np.percentile(late, 99):.1f} ms, most {late.max():.1f} ms", flush=True)


def main() -> None:
    """Runs everything and prints two lines a page."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    pairs, seconds = blocks(parser, (3, 4.0))
    parser.parse_args()
    # Two by turns in one process: one is always paused, and LeNet-5 draws nothing at random.
    session.start_alone, session.alone = threading.Thread.start, contextlib.nullcontext
    app = QApplication([])
    theme.apply(app, "light")
    with tempfile.TemporaryDirectory() as folder:
        live, engine = LiveWindow(BATCH, Path(folder)), Engine("lenet5-sample", BATCH, Path(folder))
        live.shared.workspace.select([live.shared.document.project.network.nodes[0].id])
        for page in pages_of(live):
            watched(live, engine, page, pairs, seconds)
        engine.close()
        live.window.close()


if __name__ == "__main__":
    main()
