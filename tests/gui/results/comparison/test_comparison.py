"""The Compare page: settings, figures, matrices and images of two runs, and what it says while something is missing."""

import csv
import io

import numpy as np
import pytest
from msgspec.structs import replace
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication

from engine.runs.comparison.luck import luck, spread
from engine.service.comparison.comparison_answers import SeedGroup, SettingRow
from gui.appearance import theme
from gui.results.comparison.difference_matrix import difference
from gui.results.comparison.page import COMPARING, EMPTY, ONE
from gui.results.comparison.pair_words import Which, in_words, listed
from gui.results.confusion.confusion_words import NamedConfusion
from gui.results.confusion.matrix_geometry import LEAST_BARS
from tests.gui.results.comparison.comparisons import SETTINGS, A, B, C, compared, front, garment_pair, reached
from tests.gui.results.garments import GARMENTS


def lines(view):
    return {line.title: line.values for line in view.rows.lines}


# --- which runs ---


def test_without_two_runs_it_says_how_to_tick_them(qtbot, page):
    assert page.empty.text() == EMPTY
    with qtbot.waitSignal(page.runs_asked):
        qtbot.mouseClick(page.choose, Qt.MouseButton.LeftButton)
    page.offer((A,), ("LeNet",))
    assert page.empty.text() == ONE
    assert page.folders == page.pair_folders == ()


def test_two_runs_are_asked_for_at_once(qtbot, page):
    with qtbot.waitSignal(page.wanted):
        page.offer((A, B), ("one", "two"))
    assert page.lacks_pair
    assert page.head.verdict.text() == COMPARING
    assert page.pair_folders == (A, B)


def test_the_chosen_pair_stays_while_others_are_ticked(full):
    full.offer((C, A, B), ("three", "one", "two"))
    assert full.pair_folders == (A, B)
    assert not full.lacks_pair
    full.offer((C, B), ("three", "two"))
    assert full.pair_folders == (B, C)
    assert full.lacks_pair


def test_the_figures_of_runs_that_were_ticked_before_are_gone_at_once(full):
    front(full, "settings")
    full.show_runs(compared(settings=SETTINGS))
    full.hide()
    full.offer((C, B), ("three", "two"))
    full.show()
    for part in ("settings", "figures", "seeds"):
        front(full, part)
    assert full.runs is None
    assert not lines(full.figures.view)


def test_a_run_that_has_gone_on_is_compared_anew(qtbot, full):
    names = ("one", "two")
    full.offer((A, B), names, (10, 10))
    full.show_runs(compared(settings=SETTINGS))
    with qtbot.waitSignal(full.wanted):
        full.offer((A, B), names, (10, 20))
    assert full.lacks_pair
    assert full.head.verdict.text() == COMPARING


def test_whoever_chooses_the_other_run_swaps_both(qtbot, full):
    full.head.first.setCurrentIndex(1)
    with qtbot.waitSignal(full.wanted):
        full.head.first.activated.emit(1)
    assert full.pair_folders == (B, A)
    with qtbot.waitSignal(full.wanted):
        full.head.swap.click()
    assert full.pair_folders == (A, B)


# --- what is said of them ---


def test_only_what_differs_until_all_is_wanted(qtbot, full):
    assert lines(full.settings.view) == {"Seed": ("1", "2")}
    assert full.settings.said.text() == "1 setting not alike"
    qtbot.mouseClick(full.settings.all, Qt.MouseButton.LeftButton)
    assert lines(full.settings.view) == {"Seed": ("1", "2"), "Batch size": ("64", "64")}
    assert full.settings.view.rows.names == ("A · LeNet · seed 1", "B · LeNet · seed 2")
    full.show_runs(compared(settings=[SettingRow("Data", "Share", ("1", "1"))]))
    assert full.settings.said.text().startswith("They are equal in every setting")


def test_the_best_figure_stands_out(full):
    front(full, "figures")
    found = {line.title: line for line in full.figures.view.rows.lines}
    assert found["Accuracy"].values == ("90.00 %", "92.00 %")
    assert found["Accuracy"].best == {1}
    assert found["Loss"].best == frozenset()  # they are alike
    assert found["Parameters"].best == frozenset()  # more is not better
    assert "Top-4" not in found
    words = full.figures.view.rows.index(0, 1).data(Qt.ItemDataRole.AccessibleTextRole)
    assert words == "Accuracy, B · LeNet · seed 2: 92.00 %, the best"


def test_figures_that_are_missing_are_a_dash(page):
    page.offer((A, B), ("one", "two"))
    untested = reached(None, loss=None, interval=None, averages=None, top=(), calibration_error=None)
    page.show_runs(compared((A, reached()), (B, untested)))
    found = lines(front(page, "figures").view)
    assert (found["Accuracy"][1], found["Loss"][1], found["F1, mean over classes"][1]) == ("–", "–", "–")


def test_averages_of_very_many_classes_come_with_the_images(page, pair):
    page.offer((A, B), ("one", "two"))
    page.show_runs(compared((A, reached(averages=None)), (B, reached(averages=None))))
    assert "F1, mean over classes" not in lines(front(page, "figures").view)
    page.show_pair(pair, GARMENTS)
    assert "–" not in lines(page.figures.view)["F1, mean over classes"]


def test_the_verdict_and_why_there_is_none(qtbot, full):
    assert full.head.verdict.text() == "B is right on 1 image that A gets wrong, A on 0."
    assert not full.head.test.isVisible()
    full.show_pair_error("“two” keeps nothing of what a test found for each image. Test it again.", can_try=True)
    assert "keeps nothing" in full.head.verdict.text()
    assert front(full, "images").sentence.text() == full.head.verdict.text()
    with qtbot.waitSignal(full.try_asked):
        qtbot.mouseClick(full.head.test, Qt.MouseButton.LeftButton)
    assert full.head.verdict.text() == COMPARING


def test_runs_that_cannot_be_read_are_told(full):
    full.show_runs(compared(refused=("gone: There is no run.",)))
    assert full.head.verdict.text().endswith("gone: There is no run.")


def test_without_the_images_the_verdict_is_there_all_the_same(full, pair):
    full.show_pair(replace(pair, first=None, other=None, missing="MNIST is not here."), GARMENTS)
    assert full.head.verdict.text() == pair.verdict
    assert front(full, "images").sentence.text() == "MNIST is not here."
    assert front(full, "confusion").missing.text() == "MNIST is not here."


def test_what_accuracies_count_that_was_learned_is_said_beside_them(full):
    leak = "It learned from 1 of these images, which is counted."
    groups = (SeedGroup((0,), spread([0.9]), leaks=1), SeedGroup((1,), spread([0.91])))
    full.show_runs(compared((A, reached(leak=leak, learned=1)), (B, reached()), groups=groups))
    front(full, "figures")
    assert list(lines(full.figures.view))[:2] == ["Accuracy", "* Learned test images"]
    assert lines(full.figures.view)["* Learned test images"] == ("1", "–")
    assert lines(full.figures.view)["Accuracy"] == ("90.00 %*", "90.00 %")
    front(full, "seeds")
    assert "Group 1: 1 run learned from test images, or may have, which are counted." in full.seeds.said.text()


# --- seeds ---


def test_groups_of_seeds(full):
    first, other = [0.90, 0.91], [0.95, 0.96]
    better = SeedGroup((2, 3), spread(other), luck(first, other), recipe="Learning rate 0.1 → 0.2")
    groups = (SeedGroup((0, 1), spread(first)), better)
    runs = [(folder, reached()) for folder in (A, B, C, C / "d")]
    front(full, "seeds")
    full.offer((A, B, C, C / "d"), [f"seed {seed} · {rate}" for rate in ("SGD 0.1", "SGD 0.2") for seed in (1, 2)])
    full.show_runs(compared(*runs, groups=groups))
    assert full.seeds.said.text() == (
        "Group 2 beside group 1 (Learning rate 0.1 → 0.2): 2 against 2 seeds: 5.00 points more right, with too few "
        "seeds to tell.\nTrain more seeds of each: then it says whether that was luck."
    )
    runs.append((C / "e", reached()))
    full.show_runs(compared(*runs, groups=(*groups, SeedGroup((4,), spread([0.9]), luck(first, [0.9])))))
    assert full.seeds.said.text().count("Train more seeds") == 1
    full.show_runs(compared(*runs[:4], groups=groups))
    assert full.seeds.view.rows.names == ("Group 1 · SGD 0.1", "Group 2 · SGD 0.2")
    assert full.head.more.isEnabled()
    assert lines(full.seeds.view)["Mean accuracy"] == ("90.50 %", "95.50 %")
    full.show_runs(compared())
    assert "Tick several runs" in full.seeds.said.text()
    assert not full.seeds.view.isVisibleTo(full.seeds)


# --- images ---


def test_images_in_groups_the_surest_first(pair):
    assert listed(pair, Which("other alone")).tolist() == [1]
    assert listed(pair, Which("first alone")).tolist() == []
    assert listed(pair, Which("neither")).tolist()[:2] == [3, 4]  # those that both take for the same come first
    assert listed(pair, Which("neither")).tolist()[2] == 7
    assert listed(pair, Which("apart")).tolist() == [7, 1]
    assert listed(pair, Which("neither", truth=3)).tolist() == [3, 7]
    assert listed(pair, Which(truth=3, answer=1, by="first")).tolist() == [3, 7]
    assert listed(pair, Which(truth=3, answer=1, by="either")).tolist() == [7]


def test_an_image_in_words(pair):
    assert in_words(pair, 1, GARMENTS) == "Test image 1: Trouser. A: Pullover, 60 % sure. B: Trouser, 40 % sure"


def test_a_click_on_an_image_says_so(qtbot, full):
    full.parts.show_page("images")
    assert full.images.groups["other alone"].text() == "Only B right 1"
    tiles = full.images.list
    place = tiles.visualRect(tiles.images.index(0)).center()
    with qtbot.waitSignal(full.image_picked) as picked:
        qtbot.mouseClick(tiles.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert picked.args == [1]
    qtbot.mouseClick(full.images.groups["neither"], Qt.MouseButton.LeftButton)
    assert full.images.count.text() == "3 images"
    full.mark(7)
    assert tiles.chosen == 7
    qtbot.mouseClick(full.images.groups["first alone"], Qt.MouseButton.LeftButton)
    assert full.images.sentence.text() == "There is no image on which A is right and B wrong."


# --- matrices ---


def test_the_difference_of_the_matrices(pair):
    first, other = (NamedConfusion.of(one.metrics.confusion, GARMENTS) for one in (pair.first, pair.other))
    found = difference(first, other)
    assert (found.counts.dense() == other.counts.dense() - first.counts.dense()).all()
    assert found.sentence(3, 1) == "Dress taken for Trouser: 2 times by A, once by B."
    assert found.sentence(1, 1) == "Trouser recognised: 1 of 2 times by A, 2 by B."
    order = np.array([3, 1, 0, 2])
    assert (found.arranged(order).counts.dense() == found.counts.dense()[np.ix_(order, order)]).all()
    assert difference(first, first).summary() == "Both matrices are the same."


def test_a_cell_leads_to_its_images(qtbot, full):
    full.parts.show_page("confusion")
    matrix = full.confusion.first
    qtbot.mouseClick(matrix, Qt.MouseButton.LeftButton, pos=matrix.area_of((3, 1)).center().toPoint())
    assert full.parts.front == "images"
    assert full.images.which == Which(truth=3, answer=1, by="first")
    assert full.images.count.text() == "2 images of a Dress that A takes for a Trouser"


def test_the_difference_is_shown_and_written_with_signs(qtbot, full):
    full.parts.show_page("confusion")
    qtbot.mouseClick(full.confusion.views[1], Qt.MouseButton.LeftButton)
    matrix = full.confusion.difference
    assert matrix.isVisible()
    assert not full.confusion.first.isVisible()
    full.window().resize(1200, 560)
    painted = matrix.painting(None, matrix.places, matrix._arranged, np.zeros(0), "counts", None)
    assert painted.bar(0).width() <= theme.px(LEAST_BARS)  # figures alone stay beside their row
    matrix.grab()  # it paints
    qtbot.mouseMove(matrix, matrix.area_of((3, 1)).center().toPoint())
    qtbot.waitUntil(lambda: full.confusion.sentence.text() == "Dress taken for Trouser: 2 times by A, once by B.")
    qtbot.mouseClick(full.confusion.cells["shares"], Qt.MouseButton.LeftButton)
    qtbot.mouseClick(full.confusion.sorted, Qt.MouseButton.LeftButton)
    matrix.grab()


# --- for other programs ---


@pytest.mark.parametrize(
    ("part", "head"),
    [
        ("settings", ["", "A · LeNet · seed 1", "B · LeNet · seed 2"]),
        ("figures", ["", "A · LeNet · seed 1", "B · LeNet · seed 2"]),
        ("confusion", ["true class", "answer", "A", "B", "difference"]),
        ("images", ["image", "true class", "answer of A", "probability", "answer of B", "probability"]),
    ],
)
def test_every_part_is_copied_as_a_table_and_as_a_picture(qtbot, full, part, head):
    full.parts.show_page(part)
    with qtbot.waitSignal(full.message):
        full.export.copy_table()
    rows = list(csv.reader(io.StringIO(QGuiApplication.clipboard().text()), delimiter="\t"))
    assert rows[0] == head
    assert len(rows) > 1
    with qtbot.waitSignal(full.message):
        full.export.copy_picture()
    assert not QGuiApplication.clipboard().image().isNull()


def test_twenty_runs_and_a_thousand_classes_are_shown(page, predictions):
    draw = np.random.default_rng(1)
    labels, answers = draw.integers(0, 1000, 10_000), draw.integers(0, 1000, 10_000)
    sure = draw.random(10_000)
    first, other = predictions(labels, answers, sure, classes=1000), predictions(labels, labels, sure, classes=1000)
    folders = tuple(A / str(number) for number in range(20))
    page.offer(folders, [f"run {number}" for number in range(20)])
    page.show_runs(compared(*((folder, reached()) for folder in folders)))
    page.show_pair(replace(garment_pair(predictions), first=first, other=other), tuple(map(str, range(1000))))
    for part in ("figures", "confusion", "images"):
        page.parts.show_page(part)
        page.grab()
    assert not page.confusion.cells["counts"].isVisible()
