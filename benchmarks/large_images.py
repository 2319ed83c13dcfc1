"""10,000 photographs of 224×224 in colour, within a memory budget: brought in, trained on, and the memory that takes.

    python benchmarks/large_images.py [--count 10000] [--share 0.005] [--quick] [--folder FOLDER]

They are invented once, as JPEGs of about 300×260 in ten classes, in FOLDER (a folder of this machine's for temporary
files), and stay there for the next time. Import and training are processes of their own; what they hold is looked at
forty times a second. Linux only: elsewhere memory that a process has to itself is not told from mapped files.

Printed: images a second of import; how much its process and its decoders held at most; how much training held at most
beyond what it held before its images were opened, beside all images together; and whole steps with batches made ahead
by one thread beside the same steps without, in blocks in turn.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import numpy as np
import psutil
from PIL import Image

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from engine.data.importing.bringing_in import brought_in
from engine.data.importing.brought import Wish
from engine.data.memory_budget import MemoryBudget
from engine.figures import size
from engine.project.data.own_images import AnyOwnImages

ROOT = Path(__file__).resolve().parent.parent
SIDE, CLASSES, LOOKS = 224, 10, 0.025
BLOCKS = ((2, 2.0), (6, 8.0))  # pairs, and seconds of each block: quick, and whole


def put(folder: Path, count: int) -> None:
    """Writes what is missing of so many JPEGs."""
    random = np.random.default_rng(0)
    for number in range(count):
        place = folder / f"class {number % CLASSES}" / f"{number:05}.jpg"
        coarse = random.integers(0, 256, (12, 14, 3), np.uint8)
        if not place.exists():
            place.parent.mkdir(parents=True, exist_ok=True)
            Image.fromarray(coarse).resize((300, 260), Image.Resampling.BICUBIC).save(place, quality=88)


def own_bytes(pid: int) -> int:
    """What a process holds in memory to itself: without files that it has mapped."""
    try:
        lines = Path(f"/proc/{pid}/status").read_text().splitlines()
        return next((int(line.split()[1]) * 1024 for line in lines if line.startswith("RssAnon:")), 0)
    except OSError:  # it has ended
        return 0


class Most:
    """The most that was seen."""

    def __init__(self) -> None:
        self.bytes = 0


@contextmanager
def watched(held: Callable[[], int]) -> Iterator[Most]:
    """Looks at it all the while."""
    most, over = Most(), threading.Event()

    def look() -> None:
        while not over.wait(LOOKS):
            most.bytes = max(most.bytes, held())

    thread = threading.Thread(target=look)
    thread.start()
    try:
        yield most
    finally:
        over.set()
        thread.join()


def family() -> int:
    """This process and those that it started."""
    return sum(own_bytes(one.pid) for one in (psutil.Process(), *psutil.Process().children(recursive=True)))


def bring_in(folder: Path) -> None:
    """The import, in this process."""
    begun = time.perf_counter()
    with watched(family) as most:
        source = brought_in(folder, Wish((SIDE, SIDE), colour=True)).source
    images = source.train_images + source.test_images
    print(
        f"import: {images / (time.perf_counter() - begun):,.0f} images/s, at most {size(most.bytes)} with its decoders"
    )


def train(folder: Path, share: float, *, quick: bool) -> None:
    """Some steps, in this process."""
    source = brought_in(folder, Wish((SIDE, SIDE), colour=True)).source
    budget = MemoryBudget(share)
    print(budget.in_words(source.published))
    import torch

    torch.set_num_threads(1)
    _steps(source, budget, *BLOCKS[not quick])


def _steps(source: AnyOwnImages, budget: MemoryBudget, pairs: int, seconds: float) -> None:
    from feeding import CPU, ahead_and_not, small_network
    from paired import ratios, row

    from engine.data.store import DataStore
    from engine.project.data.data_settings import DataSettings
    from engine.training.steps.preparation import prepare

    before = own_bytes(os.getpid())
    with watched(lambda: own_bytes(os.getpid())) as most:
        dataset = DataStore(budget).get(DataSettings(source=source))
        pair = ahead_and_not(lambda: prepare(small_network(), dataset, CPU))
        found = ratios(*pair, pairs, seconds)
    held, images = most.bytes - before, source.published.pixel_bytes
    print(f"training: at most {size(held)} beyond what it began with; all images are {size(images)}")
    print(row("training's memory / all images", [held / images], most=1.0 if dataset.train.pool.mapped else None))
    print(row("batches of 64 made ahead / not", found))


def main() -> None:
    """Both, one after the other."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--count", type=int, help="10,000, or 1,000 with --quick")
    parser.add_argument("--share", type=float, default=0.005, help="of the free memory that images may take")
    parser.add_argument("--folder", type=Path, default=Path(tempfile.gettempdir()) / "layerscope-224")
    parser.add_argument("--quick", action="store_true", help="fewer of them, and fewer steps")
    parser.add_argument("--only", choices=("import", "train"), help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.only is not None:
        bring_in(given.folder) if given.only == "import" else train(given.folder, given.share, quick=given.quick)
        return
    count = given.count or (1_000 if given.quick else 10_000)
    folder = given.folder / f"{count}"
    put(folder, count)
    with tempfile.TemporaryDirectory() as cache:
        environment = {**os.environ, "XDG_CACHE_HOME": cache}
        for part in ("import", "train"):
            words = ["--only", part, "--folder", folder, "--share", str(given.share), *["--quick"] * given.quick]
            subprocess.run([sys.executable, __file__, *words], env=environment, cwd=ROOT, check=True)


if __name__ == "__main__":
    main()
