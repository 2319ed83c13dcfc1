"""A worker that is killed at any of its writes, or between, costs nothing: each entry is trained once, to its end."""

import pytest

from engine.queue.entry import held
from tests.engine.queue.workers import Bench

MOMENTS = 12  # writes and starts of the story without a kill


class Killed(BaseException):
    """As SIGKILL: nothing of the worker runs any more."""


class Deadly:
    """Kills at the n-th thing that a worker does to the disk or to processes, before or after it is done."""

    def __init__(self, bench, at, *, after):
        self.done, self._at, self._after = 0, at, after
        queue = bench.queue
        queue.change = self._watched(queue.change)
        queue.forget_told = self._watched(queue.forget_told)
        bench._start = self._watched(bench._start)

    def _watched(self, what):
        def do(*words):
            self.done += 1
            last = self.done == self._at
            if last and not self._after:
                raise Killed
            found = what(*words)
            if last:
                raise Killed
            return found

        return do


class Story:
    """One entry begins, is held and let go, goes on, ends; whoever lives trains, whatever becomes of the worker."""

    def __init__(self, bench, person):
        self._bench, self._person, self._worker = bench, person, bench.new_worker()

    def tell(self):
        self._turns(self._begin)
        for on in (True, False):
            self._person(lambda queue, on=on: held(queue, on=on))
            self._turns(self._begin)
        self._turns(self._end)

    def _turns(self, then):
        for _ in range(4):
            self._turn()
            for one in [one for one in self._bench.started if one.status is None]:
                then(one)
        self._turn()

    def _turn(self):
        try:
            self._worker.turn()
        except Killed:
            self._worker = self._bench.new_worker()

    def _begin(self, one):
        if not one.run.lock_file.exists():
            one.begins()
            one.keeps(1)
        elif one.run.command_file.exists():
            one.run.command_file.unlink()
            one.ends("user", 130)

    def _end(self, one):
        if not one.run.lock_file.exists():
            one.begins()
        one.ends()


@pytest.fixture
def killed(tmp_path, monkeypatch):
    """A bench after its story, and how many moments that had."""

    def told(at, *, after=False):
        bench = Bench(tmp_path / "runs")
        bench.add()
        person, deadly = bench.queue.change, Deadly(bench, at, after=after)
        monkeypatch.setattr(
            "engine.queue.traces.lives",
            lambda process: any(one.pid == process.pid and one.status is None for one in bench.started),
        )
        Story(bench, person).tell()
        return bench, deadly.done

    return told


def test_all_moments_are_tried(killed):
    bench, moments = killed(0)
    assert (bench.states, moments) == (["done"], MOMENTS)


@pytest.mark.parametrize("after", [False, True], ids=["before", "after"])
@pytest.mark.parametrize("at", range(1, MOMENTS + 1))
def test_killed(killed, at, after):
    bench, _ = killed(at, after=after)
    assert bench.states == ["done"]
    assert len([one for one in bench.started if not one.entry.run]) == 1, "trained twice"
