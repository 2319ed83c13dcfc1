"""Thinning: which steps are kept, and that this never depends on the way there."""

import hypothesis.strategies as st
from hypothesis import given

from engine.runs.kept.thinning import Raster, epoch_ends

steps = st.integers(0, 10**6)
epoch = st.integers(1, 10**4)
limits = st.integers(1, 128)


def usual(step, steps_per_epoch):
    return step & (step - 1) == 0 or step % steps_per_epoch == 0


def test_early_steps_by_doubling_and_every_epoch():
    raster = Raster(25, 127)
    assert sorted(raster.steps(70)) == [0, 1, 2, 4, 8, 16, 25, 32, 50, 64]
    assert [step for step in range(71) if raster.holds(step)] == sorted(raster.steps(70))


def test_ordinary_runs_keep_every_epoch():
    kept = Raster(938, 127).steps(100 * 938)
    assert kept >= set(range(0, 100 * 938 + 1, 938))


def test_many_epochs_are_thinned_from_the_later_ones_on():
    assert sorted(Raster(3, 14).steps(48)) == [0, 1, 2, 3, 4, 6, 8, 12, 16, 24, 32, 48]
    assert sorted(Raster(1, 12).steps(16)) == [0, 1, 2, 3, 4, 6, 8, 12, 16]
    assert sorted(Raster(1, 4).steps(16)) == [0, 1, 4, 16]
    assert sorted(Raster(1, 1).steps(16)) == [0]


def test_full_batches_write_few_files_that_are_not_kept():
    raster = Raster(1, 127)
    written = [step for step in range(401) if raster.holds(step)]
    assert len(written) < 200
    assert 64 <= len(raster.steps(400)) <= 127


@given(epoch, limits, steps)
def test_never_more_than_the_limit_and_only_usual_steps(steps_per_epoch, most, step):
    kept = Raster(steps_per_epoch, most).steps(step)
    assert len(kept) <= most
    assert 0 in kept
    assert max(kept) <= step
    assert all(usual(one, steps_per_epoch) for one in kept)


@given(epoch, limits, steps, steps)
def test_what_is_kept_later_was_kept_all_along(steps_per_epoch, most, one, other):
    earlier, later = sorted((one, other))
    raster = Raster(steps_per_epoch, most)
    assert {step for step in raster.steps(later) if step <= earlier} <= raster.steps(earlier)
    assert all(raster.holds(step) for step in raster.steps(later))
    ends, before = (epoch_ends(step, steps_per_epoch, most) for step in (later, earlier))
    assert {step for step in ends if step <= earlier} <= before
    assert len(ends) <= most
    assert all(step % steps_per_epoch == 0 for step in ends)


@given(st.integers(1, 30), st.integers(1, 20), st.lists(st.tuples(st.integers(0, 60), st.integers(0, 60))), st.data())
def test_a_run_killed_ever_so_often_ends_up_with_the_same_steps(steps_per_epoch, most, kills, data):
    raster = Raster(steps_per_epoch, most)
    end = data.draw(st.integers(60, 120))
    files, done = set(), 0
    for checkpoint, killed in [*((min(kill), max(kill)) for kill in kills), (None, end)]:
        done = 0 if checkpoint is None or checkpoint > done else checkpoint
        files = {step for step in files if step <= done}
        for step in range(done, killed + 1):
            if raster.holds(step) or step == end:
                files = (files | {step}) & (raster.steps(step) | {step})
        done = killed
    assert files == raster.steps(end) | {end}
