"""Results of 2,000 classes: what each part of the page takes of the window's thread, against 10 classes.

    python benchmarks/classes.py [--quick]

Both are shown in turn in the same Results page at 600 pixels, 20 images a class. Printed for each thing that is done at
one stroke is the least of the processor's time of all rounds; at most 12 ms are to pass. What the
engine takes for its answer is told beside it. --quick takes fewer rounds.
"""

import os
import sys
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from engine.events import Evaluated
from engine.metrics.metrics import metrics
from engine.service.answers import ImagePredictions
from gui.appearance import theme
from gui.results.page import ResultsPage

FEW, MANY = 10, 2000
ROUNDS, QUICK, EACH = 15, 4, 20
GOAL = 0.012  # seconds
PARTS = ("figures", "confusion", "mistakes", "sureness")
Times = dict[str, list[float]]


def main() -> int:
    """Print milliseconds and their ratio; 1 where the goal is missed."""
    app = QApplication([])
    theme.apply(app, "light")
    page = ResultsPage()
    page.resize(600, 560)
    page.show()
    app.processEvents()
    rounds = QUICK if "--quick" in sys.argv[1:] else ROUNDS
    times: dict[int, Times] = {FEW: {}, MANY: {}}
    for turn in range(rounds):
        for count, taken in times.items():
            show(app, page, count, turn, taken)
    return report({count: {what: min(one) for what, one in taken.items()} for count, taken in times.items()})


def show(app: QApplication, page: ResultsPage, count: int, turn: int, taken: Times) -> None:
    """One evaluation and all that is looked at of it."""

    def timed(what: str, work: Callable[[], object]) -> None:
        begun = time.thread_time()
        work()
        taken.setdefault(what, []).append(time.thread_time() - begun)

    names = tuple(f"class {index}" for index in range(count))
    begun = time.thread_time()
    found = evaluation(count, turn)
    taken.setdefault("the engine's answer, on its own thread", []).append(time.thread_time() - begun)
    event = Evaluated("run", 0.0, "test", 1, turn, 0.9, 0.7, (), 1.0)
    page.show_part("figures")
    timed("an evaluation, of which no image is known", lambda: page.show_evaluation(event, names))
    timed("what was found, with the figures", lambda: page.show_found(found))
    for part in PARTS:
        timed(f"{part}: to the front", lambda part=part: page.show_part(part))
        timed(f"{part}: laid out and painted", app.processEvents)
    page.show_part("confusion")
    timed("the matrix sorted", page.confusion.sorted.click)
    timed("the sorted matrix painted", page.matrix.repaint)
    timed("the list of the confused", page.classes.buttons[1].click)
    timed("a class found in it", lambda: page.classes.search.setText(f"class {turn}"))
    page.show_part("figures")
    timed("classes sorted by F1", lambda: page.figures.table_view.sortByColumn(4, Qt.SortOrder.AscendingOrder))
    app.processEvents()


def evaluation(count: int, seed: int) -> ImagePredictions:
    """Seven of ten images recognised, the others taken for anything."""
    draw = np.random.default_rng(seed)
    labels = np.repeat(np.arange(count), EACH)
    answers = np.where(draw.random(len(labels)) < 0.7, labels, draw.integers(0, count, len(labels)))
    ranks, sure = np.where(labels == answers, 1, 2), draw.random(len(labels), np.float32)
    figures = metrics(labels, answers, ranks, sure, count)
    return ImagePredictions("test", seed, labels, answers, sure, ranks, sure, figures)


def report(best: dict[int, dict[str, float]]) -> int:
    """A line for each thing that is done."""
    missed = []
    for what, taken in best[MANY].items():
        few = best[FEW][what]
        over = taken > GOAL and "thread" not in what
        missed += [what] * over
        print(f"{what:<42} {1000 * few:7.2f} ms {1000 * taken:7.2f} ms  ratio {taken / few:6.2f}{'  MISSED' * over}")
    print(f"at most {1000 * GOAL:.0f} ms at a stroke: {'MISSED' if missed else 'yes'}")
    return int(bool(missed))


if __name__ == "__main__":
    sys.exit(main())
