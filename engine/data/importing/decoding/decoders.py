"""Decoders: processes that decode pictures side by side, in chunks, in the order of the files.

Each is started afresh (nothing is forked, so no lock of this process is held in it), works while its input is open, and
so ends with this process. One that dies is replaced, and what it was at is tried file by file, so that a file that
brings its decoder down costs that file alone.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor, wait
from dataclasses import dataclass
from math import prod
from pathlib import Path
from queue import SimpleQueue
from types import TracebackType
from typing import Self

import msgspec
import numpy as np
from numpy.typing import NDArray

from engine.data.importing.decoding.worker import Account, Chunk, Failure, account_in, decode, received, send
from engine.data.importing.finding.listing import Labelled
from engine.data.readers.read_parts import Stop
from engine.errors import EngineError, Stopped
from engine.platform import HERE
from engine.project.data.own_images import Reading

PROGRAM = Path(__file__).resolve().parents[4]  # where `engine` is found
FILES, BYTES, PIXEL_BYTES = 64, 4 * 2**20, 32 * 2**20  # of a chunk, at most
FALSE_STARTS = 8  # of processes that end before they begin to work
FEW_FILES, FEW_BYTES = 128, 16 * 2**20  # that are decoded here: starting a process takes longer
AHEAD = 3  # chunks for each process that may wait to be taken
LOOK_SECONDS = 0.1  # between two looks whether it is still wanted
DEADLY = "Its decoder ended amid it."


@dataclass(frozen=True, eq=False)
class Decoded:
    """What became of a chunk of files: the account, the images (n, C, H, W), and the files that gave them."""

    account: Account
    images: NDArray[np.uint8]
    files: Sequence[Labelled]

    @property
    def good(self) -> list[Labelled]:
        """Those files that gave an image, in the order of the images."""
        failed = {one.place for one in self.account.failures}
        return [file for place, file in enumerate(self.files) if place not in failed]

    @property
    def bad(self) -> list[tuple[Labelled, str]]:
        """The others, with the reason."""
        return [(self.files[one.place], one.why) for one in self.account.failures]

    @property
    def unread(self) -> list[Labelled]:
        """Those of them that the system did not give."""
        return [self.files[one.place] for one in self.account.failures if one.unread]


def chunks(files: Iterable[Labelled], most: int = FILES) -> Iterator[list[Labelled]]:
    """The files in their order, at most so many at a time, which a process has work with for a moment."""
    chunk: list[Labelled] = []
    size = 0
    for file in files:
        chunk.append(file)
        size += file.size
        if len(chunk) == most or size >= BYTES:
            yield chunk
            chunk, size = [], 0
    if chunk:
        yield chunk


class Decoders:
    """As many processes as are needed; leaving the `with` ends them at once, whatever they are at."""

    def __init__(
        self,
        root: Path,
        reading: Reading,
        files: Sequence[Labelled],
        stop: Stop = lambda: False,
        processes: int | None = None,
    ) -> None:
        self._root, self._reading, self._stop = os.fsencode(root), reading, stop
        few = len(files) <= FEW_FILES and sum(file.size for file in files) <= FEW_BYTES
        self._count = (0 if few else HERE.cores() or os.cpu_count() or 1) if processes is None else processes
        self._free: SimpleQueue[_Decoder] = SimpleQueue()
        self._all: list[_Decoder] = []
        self._threads = ThreadPoolExecutor(max(1, self._count), "decoding")
        self._over, self._false_starts = False, 0

    def __enter__(self) -> Self:
        for _ in range(self._count):
            self._start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._over = True
        for decoder in self._all:
            decoder.kill()
        self._threads.shutdown(cancel_futures=True)
        for decoder in self._all:
            decoder.end()

    def decoded(self, files: Sequence[Labelled]) -> Iterator[Decoded]:
        """What becomes of each chunk of the files, in their order."""
        if not self._count:
            yield from (self._made(chunk, *decode(self._task(chunk))) for chunk in self._chunks(files))
            return
        waiting: deque[Future[Decoded]] = deque()
        for chunk in self._chunks(files):
            waiting.append(self._threads.submit(self._work, chunk))
            if len(waiting) >= AHEAD * self._count:
                yield self._awaited(waiting.popleft())
        while waiting:
            yield self._awaited(waiting.popleft())

    def _awaited(self, answer: Future[Decoded]) -> Decoded:
        while not answer.done():
            if self._stop():
                raise Stopped
            wait([answer], LOOK_SECONDS)
        return answer.result()

    def _chunks(self, files: Sequence[Labelled]) -> Iterator[list[Labelled]]:
        return chunks(files, max(1, min(FILES, PIXEL_BYTES // prod(self._reading.shape))))

    def _task(self, files: Sequence[Labelled]) -> Chunk:
        return Chunk(self._root, tuple(os.fsencode(file.name) for file in files), self._reading)

    def _made(self, files: Sequence[Labelled], account: Account, images: NDArray[np.uint8]) -> Decoded:
        return Decoded(account, images.reshape(-1, *self._reading.shape), files)

    def _start(self) -> None:
        decoder = _Decoder()
        self._all.append(decoder)
        self._free.put(decoder)

    # --- on a thread for each process ---

    def _work(self, files: Sequence[Labelled]) -> Decoded:
        """A chunk done by the next process that is free; file by file where it ended amid it."""
        answer = self._asked(files)
        if answer is not None:
            return self._made(files, *answer)
        if len(files) == 1:
            return self._made(files, Account((Failure(0, DEADLY),)), np.empty(0, np.uint8))
        return _joined(files, [self._work([file]) for file in files])

    def _asked(self, files: Sequence[Labelled]) -> tuple[Account, NDArray[np.uint8]] | None:
        """What the next process that is free makes of a chunk; None where it ended amid it."""
        while True:
            decoder = self._free.get()
            answer = None if self._over else decoder.ask(self._task(files))
            if self._over:
                self._free.put(decoder)
                raise Stopped
            if answer is not None:
                self._free.put(decoder)
                return answer
            decoder.end()
            self._start()
            if decoder.ready:
                return None
            self._count_false_start()

    def _count_false_start(self) -> None:
        self._false_starts += 1
        if self._false_starts > FALSE_STARTS:
            raise EngineError("The processes that decode images cannot be started.", "Install Layerscope again.")


def _joined(files: Sequence[Labelled], parts: Sequence[Decoded]) -> Decoded:
    failures = tuple(
        msgspec.structs.replace(one, place=place) for place, part in enumerate(parts) for one in part.account.failures
    )
    notes: dict[str, int] = {}
    for part in parts:
        for note, count in part.account.notes.items():
            notes[note] = notes.get(note, 0) + count
    sizes = tuple(size for part in parts for size in part.account.sizes)
    return Decoded(Account(failures, notes, sizes), np.concatenate([part.images for part in parts]), files)


class _Decoder:
    """One process, asked by one thread at a time."""

    def __init__(self) -> None:
        self.ready = False  # it has begun to work
        places = [str(PROGRAM), *filter(None, [os.environ.get("PYTHONPATH")])]
        environment = {**os.environ, "PYTHONPATH": os.pathsep.join(places), "OMP_NUM_THREADS": "1"}
        self._process = subprocess.Popen(
            [sys.executable, "-m", "engine.data.importing.decoding.worker"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=environment,
            **HERE.of_its_own(),
        )

    def ask(self, chunk: Chunk) -> tuple[Account, NDArray[np.uint8]] | None:
        """What it makes of a chunk; None where it ended amid it."""
        tasks, answers = self._process.stdin, self._process.stdout
        if tasks is None or answers is None:
            return None
        try:
            send(tasks, msgspec.msgpack.encode(chunk))
            self.ready = self.ready or received(answers) is not None
            account, images = received(answers), received(answers)
        except (OSError, ValueError):  # it has ended; the second: and was closed
            return None
        if account is None or images is None:
            return None
        return account_in(account), np.frombuffer(images, np.uint8)

    def kill(self) -> None:
        """It is to end now, whatever it is at."""
        self._process.kill()

    def end(self) -> None:
        """Waits until it has ended, and lets go of its pipes."""
        self._process.kill()
        self._process.wait()
        for stream in (self._process.stdin, self._process.stdout):
            if stream is not None:
                try:
                    stream.close()
                except OSError:  # what was to be written to it
                    continue
