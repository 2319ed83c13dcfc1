"""Browsing 60,000 thumbnails: how long a repaint takes, against drawing the pictures alone, and whether memory is flat.

    python benchmarks/browsing.py [--quick]

The grid of the page Data, Images is scrolled from end to end, in small steps and by leaps, its pictures read from
images of 3×32×32 in memory. Printed are, in time of the thread itself, the median and the 95th percentile of a repaint
of all that is in sight, its ratio to a bare loop that draws as many pictures as large, and by how much the process has
grown once all 60,000 were in sight.
"""

import os
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from statistics import median

import numpy as np
import psutil

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import torch
from PySide6.QtCore import QRectF
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QApplication

from engine.data.dataset import Split, whole
from engine.service.images.small_images import small_images
from gui.appearance import theme
from gui.data.browser.tile_grid import THUMBNAILS, TileGrid, Tiles
from gui.pieces.images.pictures import ready
from gui.pieces.images.thumbnails import Thumbnails

IMAGES, SIZES = 60_000, {"1280×800": (400, 470), "1920×1080": (800, 740)}
LEAPS, STEPS, STEP = 200, 200, 40  # repaints of each kind; pixels of a small step
GOAL, FLAT = 0.016, 64 * 2**20  # seconds; bytes that the pictures kept may take


class Bench:
    """The grid, and a reader that answers at once."""

    def __init__(self, app: QApplication, images: Split) -> None:
        self.app, self._images = app, images
        self.before = psutil.Process().memory_info().rss
        self.thumbnails, self.grid = Thumbnails(120, 2_000), TileGrid()
        self.thumbnails.prepare = lambda image: ready(image, self.grid.measures.picture, 1.0)
        self.thumbnails.wanted.connect(self._read)
        self.grid.sighted.connect(self._see)
        self.grid.show_tiles(Tiles(IMAGES, THUMBNAILS, self.thumbnails.picture, lambda _: "", str))

    def _read(self, indexes: tuple[int, ...]) -> None:
        self.thumbnails.take(indexes, small_images(self._images, indexes, self.grid.measures.picture))

    def _see(self) -> None:
        self.thumbnails.see(list(self.grid.in_sight()))

    def repaint(self, value: int) -> float:
        """Seconds that a repaint takes of all that is in sight there, once its pictures are there."""
        self.grid.verticalScrollBar().setValue(value)
        self._see()
        self.app.processEvents()
        begun = time.thread_time()
        self.grid.viewport().repaint()
        return time.thread_time() - begun

    def bare(self, picture: QImage) -> float:
        """Seconds that drawing as many pictures takes, in one loop."""
        count, columns, (width, height, side) = len(self.grid.in_sight()), self.grid.columns, self.grid.measures
        sheet = QImage(self.grid.viewport().size(), QImage.Format.Format_RGB32)
        begun = time.thread_time()
        painter = QPainter(sheet)
        for place in range(count):
            row, column = divmod(place, columns)
            painter.drawImage(QRectF(column * width, row * height, side, side), picture)
        painter.end()
        return time.thread_time() - begun


def main() -> int:
    """Print a line for each size, and the growth; 1 where a goal is missed."""
    app, quick = QApplication([]), "--quick" in sys.argv
    theme.apply(app, "light")
    draw = np.random.default_rng(0).integers(0, 256, (IMAGES, 3, 32, 32), np.uint8)
    bench = Bench(app, whole(torch.from_numpy(draw), torch.zeros(IMAGES, dtype=torch.int64)))
    bench.grid.show()
    missed = False
    for name, size in SIZES.items():
        bench.grid.resize(*size)
        app.processEvents()
        missed |= report(name, bench, quick=quick)
    return int(missed | grown(bench))


def report(name: str, bench: Bench, *, quick: bool) -> bool:
    """A line; whether the goal is missed."""
    values = list(places(bench, 10 if quick else 1))
    taken, bare = [], []
    for value in values:
        taken.append(bench.repaint(value))
        known = bench.thumbnails.picture(bench.grid.in_sight().start)
        assert known is not None
        bare.append(bench.bare(known))
    middle, late = median(taken), sorted(taken)[len(taken) * 95 // 100]
    print(f"{name}: {len(bench.grid.in_sight())} in sight, repaint {middle * 1000:.1f} ms, 95 % {late * 1000:.1f} ms")
    print(f"  ratio to drawing the pictures alone: {median(np.array(taken) / np.array(bare)):.2f}")
    print(f"  at most {GOAL * 1000:.0f} ms: {'MISSED' if middle > GOAL else 'yes'}")
    return middle > GOAL


def places(bench: Bench, every: int) -> Iterator[int]:
    """Where it is scrolled to: small steps from the beginning, then leaps."""
    most = bench.grid.verticalScrollBar().maximum()
    yield from range(0, STEPS * STEP, STEP * every)
    yield from np.random.default_rng(1).integers(0, most, LEAPS // every).tolist()


def grown(bench: Bench) -> bool:
    """Scrolls past all of them, and says by how much the process has grown."""
    bar = bench.grid.verticalScrollBar()
    for value in range(0, bar.maximum(), bench.grid.viewport().height()):
        bench.repaint(value)
    growth = psutil.Process().memory_info().rss - bench.before
    print(f"all {IMAGES:,} seen: {len(bench.thumbnails):,} pictures kept, grown by {growth / 2**20:.0f} MiB")
    print(f"  at most {FLAT / 2**20:.0f} MiB: {'MISSED' if growth > FLAT else 'yes'}")
    return growth > FLAT


if __name__ == "__main__":
    sys.exit(main())
