"""ReadingTold: how far the reading of images is, on standard error: a bar on a terminal, else a line now and then."""

from __future__ import annotations

import sys
import time
from types import TracebackType
from typing import NoReturn, Self

from tqdm import tqdm

from engine.command.arguments import say
from engine.figures import about, speed

QUIET_SECONDS = 10.0  # between two lines


class ReadingTold:
    """Called with how many are done, of how many; says nothing of what is done at once. A context."""

    def __init__(self, doing: str) -> None:
        self._doing = doing
        self._begun = self._told = time.monotonic()
        self._bar: tqdm[NoReturn] | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """Takes the bar away."""
        if self._bar is not None:
            self._bar.close()

    def __call__(self, done: int, total: int) -> None:
        """So many are done."""
        if sys.stderr.isatty():
            self._bar = self._bar or self._drawn(total)
            self._bar.update(done - self._bar.n)
        elif time.monotonic() - self._told >= QUIET_SECONDS:
            self._told = time.monotonic()
            say(self._line(done, total))

    def _line(self, done: int, total: int) -> str:
        pace = done / max(1e-3, time.monotonic() - self._begun)
        left = about((total - done) / max(1e-3, pace))
        return f"{self._doing}: {done:,} of {total:,}, {speed(pace)}, {left} left"

    def _drawn(self, total: int) -> tqdm[NoReturn]:
        tqdm.monitor_interval = 0  # no thread of its own: it is updated often enough
        look = "{desc}: {percentage:3.0f}%|{bar}| {n_fmt} of {total_fmt}, {rate_fmt}, {remaining} left"
        return tqdm(
            total=total,
            desc=self._doing,
            unit=" images",
            bar_format=look,
            dynamic_ncols=True,
            file=sys.stderr,
            leave=False,
        )
