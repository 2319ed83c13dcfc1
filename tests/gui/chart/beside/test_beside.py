"""The runs beside the shown one: their colours, which belong together, and where their curves stand."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtGui import QColor

from gui.appearance import theme
from gui.chart.beside.curves import BesideCurves, newest, seed_groups, slots_of
from gui.chart.beside.entries import Row, first_row, rows
from gui.chart.beside.row import name_width
from gui.chart.beside.runs import ALONE, COLOURS, BesideRuns, Standing
from gui.chart.head.legend import Entry, Fonts
from gui.chart.head.view_options import View
from gui.chart.plot import curve_colours
from gui.chart.plot.along import STEPS, along, following
from gui.chart.plot.curves import RunCurves
from gui.chart.plot.ranges import EDGE
from tests.gui.chart.conftest import make_run

WHOLE = (0.0, 1000.0)


def flat(run_id, loss, steps=100, seconds=0.1, accuracy=0.5, group=0, **standing):
    """A run whose loss stays where it is, tried on the test images at its end."""
    run = RunCurves(run_id, f"run {run_id}", 50, steps)
    ones = np.ones(steps, np.float32)
    run.add_steps(np.arange(1, steps + 1), loss * ones, accuracy * ones, ones, seconds * ones)
    run.add_evaluation("test", steps, loss, accuracy)
    return run, Standing(f"Seed 0 → {run_id}", group, **standing)


def beside(*runs):
    found = BesideRuns()
    for run, standing in runs:
        found.put(run, standing)
    return tuple(found)


def drawn(shown, runs, view=View(smoothing=0), measure="loss"):  # noqa: B008  # a frozen value
    return BesideCurves().drawn(shown, runs, view, measure, WHOLE, 600)


def test_a_run_keeps_its_number_while_others_come_and_go():
    runs = BesideRuns()
    for name in "abc":
        runs.put(make_run(run_id=name), ALONE)
    runs.remove("b")
    assert [(one.curves.run_id, one.slot) for one in runs] == [("a", 0), ("c", 2)]
    runs.put(make_run(run_id="d"), ALONE)
    runs.put(make_run(2000, run_id="c"), ALONE)
    assert {one.curves.run_id: one.slot for one in runs} == {"a": 0, "c": 2, "d": 1}


@pytest.mark.parametrize(("axis", "last"), [("step", 100), ("epoch", 2), ("time", 10)])
def test_each_axis_has_its_own_measure(axis, last):
    run, standing = flat("1", 1.0)
    (line,) = drawn(None, beside((run, standing)), View(axis=axis))
    assert line.columns.step[-1] == pytest.approx(last)
    where = along(run, axis)
    assert where.steps((0, last))[1] == pytest.approx(100)
    assert (np.diff(where.x(np.arange(101))) > 0).all()


def test_of_a_run_whose_steps_nobody_timed_nothing_is_drawn_in_time_and_that_is_said(qapp):
    run = make_run()
    runs = beside((run, ALONE))
    (line,) = drawn(None, runs, View(axis="time"))
    assert len(line.columns.step) == 0
    (said,) = rows(None, runs, View(axis="time"), theme.current())
    assert said.words == "not drawn, as it is not known how long its steps took"


def test_runs_that_differ_in_their_seeds_are_drawn_as_one():
    runs = beside(flat("1", 1.0), flat("2", 3.0), flat("3", 9.0, group=1))
    view = View(smoothing=0, bands=True)
    alone, band = drawn(None, runs, view)
    assert (alone.slot, band.slot) == (2, 0)
    assert set(band.columns.smooth) == {2.0}
    assert (set(band.columns.low), set(band.columns.high)) == ({1.0}, {3.0})
    assert len(drawn(None, runs)) == 3


def test_the_shown_run_belongs_to_the_group_of_those_made_alike():
    (shown, _), other = flat("0", 5.0), flat("1", 1.0)
    (band,) = drawn(shown, beside(other), View(smoothing=0, bands=True))
    assert set(band.columns.smooth) == {3.0}
    assert seed_groups(shown, beside(flat("1", 1.0, group=1))) == []
    assert seed_groups(RunCurves("", ""), beside(other)) == []


def test_a_mean_is_over_those_that_have_reached_the_step_and_says_so(qapp):
    runs = beside(flat("1", 1.0), flat("2", 3.0, steps=40), flat("3", 2.0))
    view = View(smoothing=0, bands=True)
    (line,) = drawn(None, runs, view)
    assert line.columns.smooth[0] == 2.0
    assert line.columns.smooth[-1] == 1.5
    (said,) = rows(None, runs, view, theme.current())
    assert said.words == "1.500 ± 0.707 over 2 seeds, from 1.000 to 2.000 (the band); 1 more not so far yet"
    assert said.runs == ("1", "2", "3")
    assert newest(seed_groups(None, runs)[0].seeds, view).tolist() == [1.0, 2.0]


def test_figure_and_gain_of_a_band_are_of_the_same_seeds(qapp):
    """One of a group is still at an earlier step: it counts for neither, on either side."""
    (shown, _), ours = flat("0", 1.0, accuracy=0.9), flat("1", 1.0, steps=40, accuracy=0.1)
    theirs = [flat("2", 1.0, accuracy=0.7, group=1), flat("3", 1.0, steps=40, accuracy=0.1, group=1)]
    view = View("accuracy", smoothing=0, others="test", bands=True)
    home, band = rows(shown, beside(ours, *theirs), view, theme.current())
    assert home.words.startswith("90.00 %")
    assert band.words == "70.00 % with one seed; 1 more not so far yet"
    assert band.gain == "20.00 points fewer right"


def test_a_seed_whose_patience_was_over_counts_where_it_ended(qapp):
    """It never comes as far as the others: that is what its recipe is."""
    made = [
        flat("1", 1.0, accuracy=0.9),
        flat("2", 1.0, steps=40, accuracy=0.8),
        flat("3", 1.0, steps=60, accuracy=0.1),
    ]
    for run, _ in made[:2]:
        run.complete = True
    (said,) = rows(None, beside(*made), View("accuracy", others="test", bands=True), theme.current())
    spread, band, ended, left = said.words.replace(" (", ";(").split(";")
    assert spread == "85.00 % ± 7.07 over 2 seeds, from 80.00 to 90.00 %"
    assert (band, ended, left) == ("(the band)", " 1 of them ended sooner", " 1 more not so far yet")


def test_of_what_the_others_are_told_is_said(qapp):
    (shown, _), ours, theirs = flat("0", 1.0), flat("1", 1.0), flat("2", 1.0, group=1)
    alone, band = (first_row(shown, beside(ours, theirs), View(bands=on), theme.current()) for on in (False, True))
    assert alone.sentence.endswith("Shown, the first: the others are told from it")
    assert band.sentence.endswith("their gains from the mean of its seeds (the band)")


def test_accuracies_of_a_group_are_told_in_per_cent(qapp):
    runs = beside(flat("1", 1.0, accuracy=0.58), flat("2", 1.0, accuracy=0.64))
    (said,) = rows(None, runs, View("accuracy", others="test", bands=True), theme.current())
    assert said.words == "61.00 % ± 4.24 over 2 seeds, from 58.00 to 64.00 % (the band)"


def test_in_time_a_mean_stands_where_its_runs_were_in_the_mean():
    runs = beside(flat("1", 1.0, seconds=0.1), flat("2", 1.0, seconds=0.3))
    (line,) = drawn(None, runs, View(smoothing=0, bands=True, axis="time"))
    assert line.columns.step[-1] == pytest.approx(20, rel=1e-3)


def test_what_has_not_changed_is_not_reduced_again():
    curves, runs, (shown, _) = BesideCurves(), beside(flat("1", 1.0)), flat("0", 2.0)
    first, again = (curves.drawn(shown, runs, View(), "loss", WHOLE, 600)[0] for _ in range(2))
    assert first.columns is again.columns
    runs[0].curves.add_steps(np.array([101]), np.array([1.0]))
    assert curves.drawn(shown, runs, View(), "loss", WHOLE, 600)[0].columns is not first.columns
    curves.forget(())
    assert curves._known == {}


def test_the_legend_says_what_each_differs_in_and_what_that_gained(qapp):
    (shown, _), other = flat("0", 1.0, accuracy=0.96), flat("7", 1.0, accuracy=0.971)
    (said,) = rows(shown, beside(other), View(), theme.current())
    assert (said.words, said.gain) == ("Seed 0 → 7", "1.10 points more right")
    assert said.sentence == "run 7 1.000\nSeed 0 → 7: 1.10 points more right"
    first = first_row(shown, beside(other), View(), theme.current())
    assert first.words == "shown, the first"
    assert first_row(shown, (), View(), theme.current()) is None


def test_what_was_reached_on_validation_images_is_a_gain_where_they_are_the_same(qapp):
    runs = [RunCurves(name, name, 50, 100) for name in "ab"]
    for run, accuracy in zip(runs, (0.9, 0.95), strict=True):
        run.add_evaluation("validation", 100, 1.0, accuracy)
    (said,) = rows(runs[0], beside((runs[1], ALONE)), View(), theme.current())
    assert said.gain == "5.00 points more right on validation images"
    others = Standing(other_validation="other validation images")
    for view, caveat in (
        (View(), ""),
        (View(others="test"), ""),
        (View(others="validation"), "other validation images"),
    ):
        (said,) = rows(runs[0], beside((runs[1], others)), view, theme.current())
        assert (said.gain, said.caveat) == ("", caveat)


def test_a_seed_that_was_trained_twice_counts_once_with_its_newest_run(qapp):
    made = [
        flat(name, 1.0, accuracy=accuracy) for name, accuracy in (("2026-1", 0.1), ("2026-2", 0.6), ("2026-3", 0.7))
    ]
    for (run, _), seed in zip(made, (1, 2, 1), strict=True):
        run.seed = seed
    view = View("accuracy", smoothing=0, others="test", bands=True)
    (said,) = rows(None, beside(*made), view, theme.current())
    assert said.words == "65.00 % ± 7.07 over 2 seeds, from 60.00 to 70.00 % (the band)"
    assert said.runs == ("2026-1", "2026-2", "2026-3")
    (line,) = drawn(None, beside(*made), view, "accuracy")
    assert line.columns.smooth[-1] == pytest.approx(0.65)


def test_the_newest_of_a_seed_is_the_one_that_began_last_whatever_its_folder_is_called(qapp):
    made = [flat(name, 1.0, accuracy=right) for name, right in (("copy of 1", 0.1), ("2026-2", 0.6), ("2026-3", 0.7))]
    for (run, _), seed in zip(made, (1, 2, 1), strict=True):
        run.seed = seed
    made[0][0].began = "2026-1"
    (said,) = rows(None, beside(*made), View("accuracy", smoothing=0, others="test", bands=True), theme.current())
    assert said.words.startswith("65.00 % ± 7.07 over 2 seeds")


def test_a_run_of_other_images_is_named_before_all_and_gains_nothing(qapp):
    (shown, _), other = flat("0", 1.0), flat("1", 1.0, other_images="other data: MNIST", other_loss="other loss: x")
    (said,) = rows(shown, beside(other), View(), theme.current())
    assert (said.caveat, said.gain) == ("other data: MNIST", "")
    other = flat("1", 1.0, other_loss="other loss: squared error")
    assert rows(shown, beside(other), View(), theme.current())[0].caveat == "other loss: squared error"
    assert rows(shown, beside(other), View("accuracy"), theme.current())[0].caveat == ""
    tested = View(others="test")
    assert rows(shown, beside(other), tested, theme.current())[0].caveat == ""
    other = flat("1", 1.0, other_evaluated_loss="other loss: squared error")
    assert rows(shown, beside(other), tested, theme.current())[0].caveat == "other loss: squared error"


@pytest.mark.parametrize("view", [View(), View(log=True), View(both=True), View("accuracy", others="test", bands=True)])
def test_odd_runs_are_drawn_as_far_as_there_is_anything(view):
    nan = RunCurves("nan", "nan")
    nan.add_steps(np.arange(1, 4), np.array([np.nan, np.inf, np.nan]), np.full(3, np.nan), None, np.ones(3))
    empty, (one, _) = RunCurves("empty", "empty"), flat("one", 1.0, steps=1)
    runs = beside((nan, Standing(group=0)), (empty, Standing(group=0)), (one, Standing(group=0)))
    for axis in ("step", "epoch", "time"):
        lines = drawn(None, runs, View(view.measure, view.log, axis=axis, others=view.others, bands=view.bands))
        assert sum(len(line.columns.step) > 0 for line in lines) >= 1 - view.bands
    assert rows(None, runs, view, theme.current())


def test_bands_have_colours_of_their_own_and_a_name_without_a_seed(qapp):
    first = [flat(name, 1.0) for name in ("1", "2", "3")]
    alone = [flat(name, 1.0, group=None) for name in ("4", "5")]
    runs = beside(*first, *alone, flat("6", 2.0, group=1), flat("7", 2.0, group=1))
    for one in runs:
        one.curves.name = f"seed study · LeNet · seed {one.curves.run_id}"
    runs[0].curves.called = f"{runs[0].curves.name} · parent"
    view = View(smoothing=0, bands=True)
    bands = [line for line in drawn(None, runs, view) if line.spreads]
    look = theme.current()
    colours = [curve_colours.reference(look, line.slot).name() for line in bands]
    assert len(bands) == len(set(colours)) == 2
    said = [row for row in rows(None, runs, view, look) if len(row.runs) > 1]
    assert [row.name for row in said] == ["seed study · LeNet"] * 2
    assert [row.entry.colour.name() for row in said] == colours
    assert slots_of(None, runs, view)["6"] == bands[1].slot


@given(st.lists(st.sampled_from(["a", "b", "c", "d", "e", None]), min_size=1, max_size=20))
def test_up_to_five_bands_are_told_apart_by_colour(members):
    numbers = {None: None} | {name: number for number, name in enumerate("abcde")}
    runs = beside(*(flat(str(place), 1.0, group=numbers[name]) for place, name in enumerate(members)))
    together = seed_groups(None, runs)
    assert len({group.slot % COLOURS for group in together}) == len(together)


def test_the_axis_of_time_is_as_long_as_what_is_drawn():
    quick, slow = flat("1", 1.0, seconds=0.1)[0], flat("2", 1.0, seconds=0.3)[0]
    for run in (quick, slow):
        run.ended = True
    untrained = RunCurves("", "", 45, 270)
    assert following(untrained, [quick, slow], "time", STEPS) == (0.0, pytest.approx(30 * EDGE))
    assert following(untrained, [], "time", STEPS, [(quick, slow)]) == (0.0, pytest.approx(20 * EDGE))


@pytest.mark.parametrize("group", [1, 0])
def test_of_a_log_that_is_damaged_it_is_said_how_many_steps_are_missing(group):
    shown, _ = flat("0", 1.0)
    (said,) = rows(shown, beside(flat("1", 1.0, group=group, unread=12)), View(bands=True), theme.current())
    assert said.caveat == "log damaged"
    assert said.sentence.endswith("\nFigures of 12 steps cannot be read: its log is damaged there.")


def test_before_its_first_step_a_run_is_the_first_already_and_its_parent_keeps_its_name(qapp):
    view, look = View(), theme.current()
    parent = beside(flat("parent", 0.5))
    fork = RunCurves("fork", "Fork", 50)
    assert first_row(fork, parent, view, look).words == "shown, the first"
    (row,) = rows(fork, parent, view, look)
    assert (row.words, row.gain) == ("Seed 0 → parent", "")
    (row,) = rows(RunCurves("", ""), parent, view, look)
    assert row.words == "the first", "where none is shown"


def test_a_gain_over_a_run_that_went_on_after_its_last_test_says_when_that_was(qapp):
    (shown, _), (other, standing) = flat("0", 1.0, accuracy=0.9725), flat("7", 1.0, accuracy=0.9745)
    other.ended = True
    tested = other.evaluations["test"].steps[-1]
    (said,) = rows(shown, beside((other, standing)), View(), theme.current())
    assert said.gain == "0.20 points more right"
    other.add_steps(np.array([tested + 154]), np.array([1.0]))
    (said,) = rows(shown, beside((other, standing)), View(), theme.current())
    assert said.gain == f"0.20 points more right at its step {tested}"
    assert said.gained.brief == f"+0.20 points at its step {tested}"
    other.ended = False  # it trains on: the next test comes
    (said,) = rows(shown, beside((other, standing)), View(), theme.current())
    assert said.gain == "0.20 points more right"


def test_a_name_takes_the_room_that_no_words_need(qapp):
    entry = Entry(QColor("red"), "line", "ResNet-20 on CIFAR-10 · parent 12", "2.221")
    whole = Fonts().name_width(entry)
    assert name_width([Row(entry, "shown")], 600) == pytest.approx(whole)
    assert name_width([Row(entry, "shown"), Row(entry, "as long words as they come, " * 4)], 600) == 0.3 * 600
