"""`main.py download`: the files of a published data set, from where its makers keep them."""

from __future__ import annotations

import argparse
import json
import re
import sys
import time
from pathlib import Path
from typing import NoReturn

from tqdm import tqdm

from engine.command.arguments import add_data_dir, add_json, answer, say
from engine.command.training.interruption import Interruption
from engine.data.download.download import download
from engine.data.facts import facts_there
from engine.data.reading import data_root
from engine.errors import DataError, InputError, Stopped
from engine.figures import size
from engine.project.data.facts import Facts
from engine.project.data.sources import SOURCES, AnySource, tag
from engine.text import did_you_mean

QUIET_SECONDS = 10.0  # between two lines where there is no bar
DONE, INTERRUPTED = 0, 130


def add(parser: argparse.ArgumentParser) -> None:
    """It takes the name of a data set, and where it is to lie."""
    names = ", ".join(tag(kind) for kind in SOURCES if kind.download)
    parser.add_argument("name", metavar="NAME", help=f"the data set: {names}")
    add_data_dir(parser)
    add_json(parser)
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Fetches what is not there yet; what has come of it is kept when it is interrupted."""
    source = named(arguments.name)
    root: Path = arguments.data_dir or data_root()
    here = _here(source, root)
    if here is None:
        try:
            _fetch(source, root)
        except Stopped:
            say("Interrupted: what has come is kept, and the next time it goes on from there.")
            return INTERRUPTED
    facts, downloaded = here or facts_there(source, root), here is None
    if arguments.json:
        answer(json.dumps(_figures(source, root, facts, downloaded=downloaded)))
    else:
        answer(_said(source, root, facts, downloaded=downloaded))
    return DONE


def named(name: str) -> AnySource:
    """The data set of that name, however it is spelled; raises InputError."""
    for kind in SOURCES:
        if _plain(name) in (_plain(tag(kind)), _plain(kind.name)):
            return kind()
    raise InputError(f"There is no data set “{name}”.", did_you_mean(name, map(tag, SOURCES)))


def _plain(name: str) -> str:
    """CIFAR-10, cifar_10 and cifar10 are the same."""
    return re.sub(r"[^a-z0-9]", "", name.casefold())


def _here(source: AnySource, root: Path) -> Facts | None:
    """What is there already; None where it is missing or not whole."""
    try:
        return facts_there(source, root)
    except DataError:
        return None


def _fetch(source: AnySource, root: Path) -> None:
    say(f"Downloading {source.title}, {size(source.download)}, into {root} …")
    told = _Told(source.title)
    with Interruption() as interruption:
        try:
            download(source, root, told, lambda: interruption.asked)
        finally:
            told.close()


def _said(source: AnySource, root: Path, facts: Facts, *, downloaded: bool) -> str:
    there = "is there now" if downloaded else "is there already"
    where = f", in {root}" if source.download else ""
    counts = f"{facts.train_images:,} training and {facts.test_images:,} test images"
    return f"{source.title} {there}: {counts}{where}."


def _figures(source: AnySource, root: Path, facts: Facts, *, downloaded: bool) -> dict[str, object]:
    return {
        "name": tag(type(source)),
        "folder": str(root),
        "downloaded": downloaded,
        "train_images": facts.train_images,
        "test_images": facts.test_images,
    }


class _Told:
    """How far it is, on standard error: a bar on a terminal, else a line now and then."""

    def __init__(self, title: str) -> None:
        self._title = title
        self._bar: tqdm[NoReturn] | None = None
        self._last = time.monotonic()

    def __call__(self, words: str, done: int, total: int) -> None:
        if sys.stderr.isatty():
            self._move(words, done, total)
        elif time.monotonic() - self._last >= QUIET_SECONDS:
            self._last = time.monotonic()
            say(f"{self._title}: {words}")

    def _move(self, words: str, done: int, total: int) -> None:
        if self._bar is None:
            tqdm.monitor_interval = 0  # no thread of its own: it is updated often enough
            look = "{percentage:3.0f} %|{bar}| {desc}"
            self._bar = tqdm(total=total, bar_format=look, dynamic_ncols=True, file=sys.stderr, leave=False)
        self._bar.n = min(done, total)
        self._bar.set_description_str(words)

    def close(self) -> None:
        """Takes the bar away."""
        if self._bar is not None:
            self._bar.close()
