"""Bringing in JPEGs against a bare loop of processes with the same decoder, and how long they take to open again.

    python benchmarks/importing.py                       60,000 JPEGs of 32×32, made first
    python benchmarks/importing.py --folder FOLDER       those of a folder of classes
    python benchmarks/importing.py --quick               4,000 of them, one pair

The bare loop is a pool of as many processes, started by spawn, each of which decodes chunks of files to the same size
and sends the pixels back, which are put into a list: no looking, no cache, no checksum. Import is all that a person
waits for: looking at what is there, decoding, writing, checksum and statistics. Printed are ratios of images a second
and the seconds of the second opening, in which names, sizes and times of all files are compared, as in a process that
knows nothing of them; and how much quicker a folder is known that was looked through before and is as it was. The files
have been read before, by the first pair's short blocks.
"""

from __future__ import annotations

import argparse
import multiprocessing
import os
import sys
import tempfile
import time
from functools import partial
from pathlib import Path
from unittest.mock import patch

import numpy as np
from PIL import Image

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from paired import ratios, row

from engine.data.importing.bringing_in import brought_in
from engine.data.importing.cache import cache
from engine.data.importing.decoding.decoders import chunks
from engine.data.importing.decoding.fitting import read_in
from engine.data.importing.finding import looking
from engine.data.importing.finding.listing import Labelled
from engine.data.importing.finding.looking import looked_again, looked_at
from engine.data.importing.finding.remembered import Remembered
from engine.data.store import load
from engine.platform import HERE
from engine.project.data.data_settings import DataSettings
from engine.project.data.own_images import Reading

LEAST, MOST_SECONDS = 0.8, 0.5
CLASSES = 10


def put(folder: Path, count: int) -> Path:
    """So many JPEGs of 32×32, in folders of classes."""
    random = np.random.default_rng(0)
    for label in range(CLASSES):
        (folder / f"class {label}").mkdir(parents=True)
    for number in range(count):
        small = Image.fromarray(random.integers(0, 256, (8, 8, 3), np.uint8))
        image = small.resize((32, 32), Image.Resampling.BICUBIC)
        image.save(folder / f"class {number % CLASSES}" / f"{number:06}.jpg", quality=92)
    return folder


def decoded(root: str, reading: Reading, names: list[str]) -> np.ndarray:
    """What one process of the bare loop does."""
    return np.stack([read_in(f"{root}/{name}", reading)[0] for name in names])


def bare(root: Path, files: list[Labelled], reading: Reading, _seconds: float) -> float:
    """Images a second of the bare loop, its start included."""
    begun = time.perf_counter()
    with multiprocessing.get_context("spawn").Pool(HERE.cores()) as pool:
        work = [[file.name for file in chunk] for chunk in chunks(files)]
        found = list(pool.imap(partial(decoded, str(root), reading), work))
    assert sum(map(len, found)) == len(files)
    return len(files) / (time.perf_counter() - begun)


def imported(folder: Path, count: int, _seconds: float) -> float:
    """Images a second of the whole import."""
    cache.emptied()
    begun = time.perf_counter()
    source = brought_in(folder).source
    seconds = time.perf_counter() - begun
    assert source.train_images + source.test_images == count
    return count / seconds


def opening(folder: Path) -> list[float]:
    """Seconds of opening again, five times: as training does, with torch loaded, and nothing remembered."""
    source = brought_in(folder).source
    taken = []
    for _ in range(6):
        with patch.object(looking, "_REMEMBERED", Remembered()):
            begun = time.perf_counter()
            data = load(DataSettings(source=source))
            taken.append(time.perf_counter() - begun)
        assert len(data.train) == source.train_images
    return taken[1:]  # the first loads torch


def known(folder: Path) -> tuple[float, float]:
    """Seconds of looking through a folder, and of seeing that it is as it was; the least of five."""
    source = brought_in(folder).source
    taken: tuple[list[float], list[float]] = ([], [])
    for _ in range(5):
        for seconds, anew in zip(taken, (True, False), strict=True):
            begun = time.perf_counter()
            looked_again(source, anew=anew)
            seconds.append(time.perf_counter() - begun)
    return min(taken[0]), min(taken[1])


def main() -> None:
    """Both figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--folder", type=Path)
    parser.add_argument("--count", type=int, default=60_000)
    parser.add_argument("--pairs", type=int, default=6)
    parser.add_argument("--quick", action="store_true")
    given = parser.parse_args()
    count, pairs = (4_000, 1) if given.quick else (given.count, given.pairs)
    with tempfile.TemporaryDirectory() as place:
        os.environ["XDG_CACHE_HOME"] = str(Path(place) / "cache")
        folder = given.folder or put(Path(place) / "photos", count)
        found = looked_at(folder)
        files, reading = list(found.train) + list(found.test or ()), Reading()
        loop, whole = partial(bare, found.root, files, reading), partial(imported, folder, len(files))
        print(f"{len(files):,} JPEGs, {HERE.cores()} cores")
        print(row("import / bare loop of processes", ratios(loop, whole, pairs, 1.0), least=LEAST))
        seconds = sorted(opening(folder))
        print(f"second opening: {seconds[len(seconds) // 2]:.3f} s (at most {MOST_SECONDS} s)")
        anew, again = known(folder)
        print(f"looked through again: {anew:.3f} s; seen to be as it was: {again:.4f} s, 1 to {anew / again:.0f}")


if __name__ == "__main__":
    main()
