"""Listing 5,000 runs, filling their table and refreshing it, each against a plain way to do as much in this process;
and opening the page with 1,000, from the press to the paint.

    python benchmarks/runs.py             5,000 runs in a temporary folder, 7 rounds
    python benchmarks/runs.py --runs 500 --rounds 3

The files are those of real runs (the projects of all recipes, each with another seed and every twentieth with a label,
results, names of checkpoints and snapshots) and warm in the cache. Rounds are interleaved; printed is the quickest of
each, as a busy machine only ever adds to it.
"""

import argparse
import os
import shutil
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from msgspec.structs import replace
from PySide6.QtCore import QAbstractTableModel, QModelIndex
from PySide6.QtWidgets import QApplication, QTableView

from engine.files import RESOURCES
from engine.project.project import parse_project, project_text
from engine.runs.collection.label import Label
from engine.runs.collection.run_list import RunSummary, run_list
from engine.runs.folder import Result
from engine.typed.document import changed as changed_struct
from engine.typed.document import written
from gui.appearance import theme
from gui.runs.columns import COLUMNS
from gui.runs.page import RunsPage
from gui.state.settings import SettingsFile

RECIPES = [path.read_bytes() for path in sorted((RESOURCES / "recipes").glob("*.json"))]
SNAPSHOTS = (0, 1, 2, 4, 8, 16, 32, 64, 128, 250, 256, 500, 512, 750, 1000, 1024, 1250, 1500)
NOWHERE = QModelIndex()
OPENED = 1000  # runs
GOALS = {"list": 0.5, "fill": 0.1, "refresh": 0.1, "open": 0.3}  # seconds, on a quiet machine
WORDS = {
    "list": ("listing", "the same files read one after the other"),
    "fill": ("filling the table", "a bare table filled"),
    "refresh": ("refreshing it, one run new and one changed", "a bare table filled"),
    "open": ("opening the page with 1,000: made, listed, filled", "the files of 1,000 read one after the other"),
}


class Bare(QAbstractTableModel):
    """As many rows and columns, with nothing in them."""

    count = 0

    def rowCount(self, parent: QModelIndex = NOWHERE) -> int:  # noqa: N802  # Qt's name
        """Rows."""
        return self.count

    def columnCount(self, parent: QModelIndex = NOWHERE) -> int:  # noqa: N802  # Qt's name
        """Columns."""
        return len(COLUMNS)

    def data(self, index: QModelIndex, role: int = 0) -> None:
        """Nothing."""

    def fill(self, count: int) -> None:
        """All rows at one stroke."""
        self.beginInsertRows(NOWHERE, 0, count - 1)
        self.count = count
        self.endInsertRows()


def main() -> int:
    """Print milliseconds and ratios; 1 where a goal is missed."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--runs", type=int, default=5000)
    parser.add_argument("--rounds", type=int, default=7)
    given = parser.parse_args()
    app = QApplication([])
    theme.apply(app, "light")
    root, small = (Path(tempfile.mkdtemp(prefix="layerscope-runs-")) for _ in range(2))
    try:
        for place, count in ((root, given.runs), (small, OPENED)):
            for number in range(count):
                make(place, number)
        found = [{**one_round(app, root), **one_opening(app, small)} for _ in range(given.rounds)]
    finally:
        for place in (root, small):
            shutil.rmtree(place)
    best = {name: min(times[name] for times in found) for name in found[0]}
    return report(best, given.runs)


def make(root: Path, number: int) -> None:
    """The folder of one run; every tenth never ended."""
    day, minute = divmod(number, 24 * 60)
    name = f"2026-{1 + day // 28:02}-{1 + day % 28:02}_{minute // 60:02}{minute % 60:02}00_lenet-5_{number % 999:03}"
    folder = root / name
    for place in (*(f"checkpoints/{step:06}" for step in (500, 1000, 1500)), "snapshots"):
        (folder / place).mkdir(parents=True)
    for step in SNAPSHOTS:
        (folder / "snapshots" / f"{step:06}.safetensors").touch()
    (folder / "project.json").write_bytes(project(number))
    if number % 20 == 0:
        (folder / "label.json").write_bytes(written(Label(f"Try {number}", "A note.")))
    if number % 10:
        result = Result(name, "budget", 6, 1500, 9.1, 5000.0 + number, 0.1, 0.97, 0.11, 0.96, (0.9,) * 10)
        (folder / "result.json").write_bytes(written(result))


def project(number: int) -> bytes:
    """One of the recipes, with a seed of its own."""
    made = parse_project(RECIPES[number % len(RECIPES)])
    return project_text(changed_struct(made, training=changed_struct(made.training, seed=number)))


def one_round(app: QApplication, root: Path) -> dict[str, float]:
    """Seconds of each piece of work and of what it is held against."""
    reading, listing = seconds(lambda: read_plainly(root)), seconds(lambda: run_list(root))
    runs = run_list(root)
    view, bare = QTableView(), Bare()
    view.setModel(bare)
    page = RunsPage(SettingsFile(root.parent / "none.json"))
    for widget in (view, page):
        widget.resize(620, 440)
        widget.show()
    app.processEvents()
    filled = seconds(lambda: shown(app, bare.fill, len(runs)))
    filling = seconds(lambda: shown(app, page.show_runs, runs))
    newer = changed(run_list(root))
    refreshing = seconds(lambda: shown(app, page.show_runs, newer))
    assert page.table.runs.rowCount() == len(runs) + 1
    bases = {"list base": reading, "fill base": filled, "refresh base": filled}
    return {"list": listing, "fill": filling, "refresh": refreshing, **bases}


def one_opening(app: QApplication, root: Path) -> dict[str, float]:
    """Seconds from the first look at a folder of runs until their table is painted, and to read its files alone."""
    reading = seconds(lambda: read_plainly(root))
    pages = []

    def opened() -> None:
        page = RunsPage(SettingsFile(root.parent / "none.json"))
        page.resize(620, 440)
        page.show()
        shown(app, page.show_runs, run_list(root))
        pages.append(page)

    opening = seconds(opened)
    assert pages[0].table.runs.rowCount() == OPENED
    return {"open": opening, "open base": reading}


def read_plainly(root: Path) -> int:
    """Bytes of all projects and results."""
    return sum(
        len(path.read_bytes())
        for folder in root.iterdir()
        for path in (folder / "project.json", folder / "result.json")
        if path.exists()
    )


def changed(runs: list[RunSummary]) -> list[RunSummary]:
    """The list as it is after one more run, and another that was looked at while it trained."""
    newest = replace(runs[0], name=f"2027{runs[0].name[4:]}", folder=runs[0].folder.with_name("new"))
    return [newest, replace(runs[0], step=1600), *runs[1:]]


def shown(app: QApplication, show: Callable[[Any], object], content: object) -> None:
    """Shows something, painted."""
    show(content)
    app.processEvents()


def seconds(work: Callable[[], object]) -> float:
    """How long it takes."""
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


def report(best: dict[str, float], runs: int) -> int:
    """A line for each piece of work."""
    print(f"{runs:,} runs")
    missed = 0
    for name, goal in GOALS.items():
        taken, base, (work, against) = best[name], best[f"{name} base"], WORDS[name]
        missed += taken > goal
        verdict = "" if taken <= goal else "   MISSED"
        print(
            f"{work:<44} {taken * 1000:7.1f} ms (at most {goal * 1000:.0f}){verdict}   "
            f"{taken / base:5.2f} × {against} ({base * 1000:.1f} ms)"
        )
    return int(missed > 0)


if __name__ == "__main__":
    sys.exit(main())
