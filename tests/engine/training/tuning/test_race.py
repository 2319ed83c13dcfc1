"""Setups against the usual one: who wins is always and clearly faster, and who makes a window stutter is out."""

import gc
import time
import weakref

import pytest
import torch
from msgspec.structs import replace

from engine.errors import Stopped
from engine.machine.setup import Setup
from engine.training.tuning import race as race_room
from engine.training.tuning.contest import Asked
from engine.training.tuning.first_steps import FirstSteps
from engine.training.tuning.race import PAIRS, Race
from engine.training.tuning.tuned import Tuned
from engine.training.tuning.tuner import _raced, other_formats, threads_to_try, variants
from tests.engine.training.tuning.fakes import FakeSteps

ONE = Setup(1, "channels_last")
TWO = Setup(2, "channels_last")
FOUR = Setup(4, "channels_last")
LOW = Setup(1, "channels_last", "bfloat16")
CPU = torch.device("cpu")
FORMS = ("fused", "foreach")


def first(weight=1.0, seconds=0.64, steps=1.0):
    """A weight that was `steps` away from there before."""
    return FirstSteps({"weight": torch.full((1,), weight)}, frozenset({"weight"}), steps, seconds)


class FakeBench(FakeSteps):
    """Every setup begins alike, but for what is said of its first steps."""

    batch, step_seconds, device = 64, 0.0, CPU

    def __init__(self, speeds, first=None):
        super().__init__(speeds)
        self.first = first or {}
        self.forgotten = []

    def first_steps(self, setup):
        return self.first.get(setup, first())

    def forget(self, setup, others):
        self.forgotten.append(setup)


class Watch:
    """Late by what is said of the setup that takes its turn."""

    def __init__(self, bench, late):
        self.bench, self.late = bench, late

    def begin(self):
        pass

    def taken(self):
        return [self.late.get(self.bench.turns[-1], 0.0)] * 100


def race(bench, asked=Asked(), seconds=60.0):  # noqa: B008  # frozen
    return Race(bench, asked, ONE, time.perf_counter() + seconds)


def of(speeds):
    return FakeBench(lambda setup: speeds.get(setup, 100.0))


def raced(bench, threads=(ONE, TWO, FOUR), *, has_maps=True, lower=False, **options):
    made = race(bench, **options)
    winners = _raced(made, threads, FORMS, has_maps=has_maps, lower=lower)
    return made.fastest(among=winners)[0], made


def test_the_fastest_wins_and_all_that_was_tried_is_told():
    best, made = raced(of({TWO: 180.0, FOUR: 150.0}))
    assert best == TWO
    assert [(row.setup, row.times_as_fast) for row in made.rows()][:2] == [(TWO, 1.8), (FOUR, 1.5)]
    assert {row.setup.optimiser_form for row in made.rows()} == {"fused", "foreach"}


def test_threads_and_memory_format_are_tried_together():
    cross = Setup(2, "contiguous_format")
    best, _ = raced(of({TWO: 120.0, cross: 200.0}))
    assert best == cross


def test_a_variant_is_of_the_fastest():
    best, _ = raced(of({TWO: 120.0, Setup(2, "channels_last", "bfloat16"): 240.0}), lower=True)
    assert best == Setup(2, "channels_last", "bfloat16")
    best, made = raced(of({LOW: 1000.0}), lower=False)
    assert best == ONE
    assert LOW not in {row.setup for row in made.rows()}


def test_what_is_hardly_faster_is_not_taken():
    assert raced(of({TWO: 104.0}))[0] == ONE
    assert raced(of({TWO: 106.0}))[0] == TWO


def test_who_loses_one_of_the_last_pairs_is_not_taken_and_no_further_pair_is_tried():
    speeds = iter([100.0, 180.0, 100.0, 180.0, 180.0, 100.0, 100.0, 90.0])
    bench = FakeBench(lambda _: next(speeds, 180.0))
    made = race(bench)
    made.round([TWO])
    bench.turns.clear()
    assert made.winners([TWO]) == []
    assert bench.turns == [ONE, TWO, TWO, ONE, ONE, TWO]


def test_the_last_pairs_begin_by_turns():
    bench = of({TWO: 180.0})
    made = race(bench)
    made.round([TWO])
    bench.turns.clear()
    assert made.winners([TWO]) == [TWO]
    assert bench.turns[:4] == [ONE, TWO, TWO, ONE]
    assert len(bench.turns) == 2 * PAIRS


def test_more_threads_are_not_tried_once_they_are_clearly_slower():
    _, made = raced(of({TWO: 50.0, FOUR: 500.0}))
    assert FOUR not in {row.setup for row in made.rows()}


def test_where_the_usual_has_many_threads_fewer_are_tried_all_the_same():
    bench = of({ONE: 20.0, TWO: 40.0, Setup(3, "channels_last"): 70.0, FOUR: 90.0})
    made = Race(bench, Asked(), FOUR, time.perf_counter() + 60)
    made.climb([ONE, TWO, Setup(3, "channels_last"), FOUR])
    assert {row.setup.threads for row in made.rows()} == {1, 2, 3, 4}


def test_what_makes_the_window_stutter_is_out():
    bench = of({TWO: 180.0})
    best, made = raced(bench, asked=Asked(Watch(bench, {TWO: 0.02})))
    assert best == ONE
    (row,) = [row for row in made.rows() if row.setup == TWO]
    assert row.sentence == (
        "2 threads, channels last: 1.8 × as fast, same results, but the window would not stay fluid"
    )


def test_where_the_machine_is_busy_otherwise_the_usual_is_the_measure():
    bench = of({TWO: 180.0})
    assert raced(bench, asked=Asked(Watch(bench, {TWO: 0.04, ONE: 0.05})))[0] == TWO


def test_threads_that_wait_for_each_other_are_told_early():
    bench = FakeBench(lambda _: 100.0, {TWO: first(seconds=6.4)})
    best, made = raced(bench, threads=(ONE, TWO))
    assert best == ONE
    assert TWO not in bench.turns
    (row,) = [row for row in made.rows() if row.setup == TWO]
    assert row.images_per_second == 64 / 6.4


def test_where_time_is_over_no_variants_are_tried():
    bench = of({TWO: 180.0})
    best, made = raced(bench, seconds=0.0)
    assert best == TWO
    assert {row.setup.optimiser_form for row in made.rows()} == {"fused"}


def test_turns_are_expected_to_take_as_long_as_they_did(monkeypatch):
    now = [0.0]
    monkeypatch.setattr(race_room.time, "perf_counter", lambda: now[0])

    class Busy(FakeBench):
        def block(self, setup, seconds):
            now[0] += 2.0  # instead of half a second
            return super().block(setup, seconds)

    made = Race(Busy(lambda _: 100.0), Asked(), ONE, 60.0)
    assert made.affords(100)  # as they should be
    made.round([TWO])
    assert made.affords(17)
    assert not made.affords(18)


def results(others):
    """What is said of the results of some setups, by what their first steps came to, and which setup is the best."""
    best, made = raced(FakeBench(lambda one: 100.0 if one == ONE else 180.0, others), lower=True)
    return {row.setup: row.results for row in made.rows()}, best


def test_results_are_compared_by_the_weights_of_the_first_steps():
    found, _ = results({TWO: first(1.001), replace(TWO, precision="bfloat16"): first(1.6)})
    assert (found[ONE], found[FOUR]) == ("bit for bit", "bit for bit")
    assert found[TWO] == "within rounding"


@pytest.mark.parametrize("weight", [float("nan"), float("inf"), 1e6, 1.6])
def test_what_rounding_does_not_explain_is_told_and_never_taken(weight):
    found, best = results({TWO: first(weight)})
    assert found[TWO] == "other"
    assert best != TWO


def test_a_lower_precision_may_change_results_and_may_not_break_them():
    assert first(1.6).results(first(), lower=True) == "changed"
    assert first(float("nan")).results(first(), lower=True) == "other"


def test_what_was_faster_and_lost_a_round_says_so_in_its_row():
    class Busy(FakeBench):
        blocks = 0

        def block(self, setup, seconds):
            self.blocks += setup == TWO
            return 90.0 if setup == TWO and self.blocks == 5 else self.speeds(setup)

    best, made = raced(Busy(lambda one: 180.0 if one == TWO else 100.0), threads=(ONE, TWO), has_maps=False)
    (row,) = [row for row in made.rows() if row.setup == TWO]
    assert best == ONE
    assert row.sentence.endswith(": 1.8 × as fast, same results, but not every time")
    tuned = Tuned(made.rows(), ONE, best, False, "data")
    assert tuned.sentence == "Nothing was faster every time, so it stays as it is: 1 thread, channels last."


def test_the_best_in_full_precision_is_in_the_last_rounds_beside_a_lower_one():
    low = replace(TWO, precision="bfloat16")
    made = race(of({TWO: 150.0, low: 240.0}))
    assert _raced(made, (ONE, TWO), FORMS, has_maps=False, lower=True) == [TWO, low]


def test_a_copy_of_the_weights_is_kept_of_the_usual_alone():
    held = []

    class Bench(FakeBench):
        def first_steps(self, setup):
            made = first()
            held.append(weakref.ref(made))
            return made

    made = raced(Bench(lambda _: 100.0))[1]
    gc.collect()
    assert [one() is not None for one in held] == [True] + [False] * (len(held) - 1)
    assert made.usual == ONE


def test_it_ends_before_the_next_turn_when_told_to():
    bench, told = of({}), []
    with pytest.raises(Stopped):
        raced(bench, asked=Asked(stopped=lambda: len(told) > 4 or told.append(0)))
    assert len(bench.turns) < 6


def test_what_is_tried_is_told_and_never_more_than_all():
    told = []
    raced(of({TWO: 180.0}), asked=Asked(tell=lambda *said: told.append(said)))
    assert told[0][0] == "Trying 1 thread, channels last"
    assert [done for _, done, _ in told] == sorted(done for _, done, _ in told)
    assert all(done <= total for _, done, total in told)


def test_candidates(monkeypatch):
    from engine.training.tuning import tuner

    monkeypatch.setattr(tuner, "thread_counts", lambda: (1, 2, 4))
    assert threads_to_try(TWO, CPU) == [ONE, TWO, FOUR]
    assert threads_to_try(TWO, torch.device("meta")) == [TWO]
    assert other_formats(TWO) == [Setup(2, "contiguous_format")]
    assert variants(ONE, FORMS, lower=False) == [Setup(1, "channels_last", optimiser_form="foreach")]
    assert variants(ONE, FORMS, lower=True)[0] == LOW
    assert variants(ONE, ("fused",), lower=False) == []


def test_a_turn_is_half_a_second():
    assert race_room.BLOCK >= 0.5
