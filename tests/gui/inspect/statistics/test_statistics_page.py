"""The page of statistics: what is said and shown of every kind of layer, at every width, and read by keys."""

from dataclasses import replace as with_changes

import numpy as np
import pytest
import torch
from msgspec.structs import replace
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QFontMetricsF

from engine.data.pixel_scale import PixelScale
from engine.errors import DataError
from engine.inspection.statistics.tally import ChannelTally, Tally
from engine.network.layers import BatchNorm, Conv2d, Linear
from engine.service.answers import ImageOf
from engine.service.looking.layers.statistics_questions import (
    Dropped,
    Gathered,
    LayerStatistics,
    NormFigures,
    Spread,
    TensorStatistics,
    Update,
    Updates,
)
from engine.service.looking.layers.time_questions import Ridge
from gui.appearance import theme
from gui.appearance.numerals import unbroken
from gui.inspect.spread.histogram_view import HistogramView, common_limits
from gui.inspect.spread.read_view import STRIDE
from gui.inspect.statistics import statistics_words
from gui.inspect.statistics.page import POINT, StatisticsPage
from gui.inspect.statistics.spread_pair import NOT_SHOWN
from gui.inspect.statistics.statistics_table import rows_of
from gui.pieces.copying.as_picture import looks_of, picture

MAPS = (4, 6, 6)
NUMBERS = {"n00001/weight": "1", "n00002/weight": "2"}


def numbers(*shape, seed=0):
    return np.random.default_rng(seed).normal(1, 2, shape).astype(np.float32)


def histogram(values):
    tally = Tally()
    tally.add(torch.from_numpy(np.asarray(values, np.float32)))
    return tally.histogram()


def spread(values):
    channels = ChannelTally()
    channels.add(torch.from_numpy(values))
    return Spread(values.shape[1:], histogram(values), channels.channels())


def layer(shape=MAPS, **other):
    before, after = spread(numbers(10, *shape)), spread(np.maximum(numbers(10, *shape, seed=1), 0))
    weights = numbers(4, 3, 3, 3)
    tensor = TensorStatistics("weight", weights.shape, histogram(weights), 3.0, histogram(weights / 100), 0.03)
    known = {"tensors": (tensor,), "loss": 0.5, "gradient_images": 32, **other}
    return LayerStatistics("n00001", "testing", 10, 10, before, after, **known)


def a_norm(*, untouched):
    figures = np.zeros(4, np.float32) if untouched else numbers(4)
    variance = np.ones(4, np.float32) if untouched else np.abs(numbers(4)) + 1
    return NormFigures(np.ones(4, np.float32), np.zeros(4, np.float32), figures, variance, 1e-5)


@pytest.fixture
def page(qtbot):
    widget = StatisticsPage()
    qtbot.addWidget(widget)
    return widget


def show(page, told, op=None, **other):
    given = {"behind": "", "missing": "", **other}
    page.show_gathered("1. Convolution", "step 7", Gathered(7, told), op, **given)


def test_where_the_image_comes_in_it_says_what_became_of_black_and_white(page):
    pixels = (PixelScale(0.1307, 0.3081),), (PixelScale(0.5, 0.25), PixelScale(0.25, 0.25))
    said = (
        "It is the image, normalised: black is −0.424, white 2.82.",
        "It is the image, normalised: black is −2 to −1, white 2 to 3.",
    )
    for scales, sentence in zip(pixels, said, strict=True):
        page.show_gathered("1. Convolution", "", Gathered(7, layer(), pixels=scales), None, "", "")
        assert page.spread.sides[0].figures.text().endswith(f". {sentence}")
        assert "image" not in page.spread.sides[1].figures.text()


@pytest.mark.parametrize("width", [320, 384, 620, 1100])
def test_nothing_is_cut_off_at_any_width(qtbot, page, width):
    page.resize(width, 420)
    with qtbot.waitExposed(page):
        page.show()
    show(page, layer(), Conv2d(4, (3, 3)))
    page.updates.show_updates(
        Updates(7, 1, (Update("n00001/weight", 0.01, 3.0),)), {"n00001/weight": "1"}, None, NUMBERS
    )
    qtbot.waitUntil(lambda: page.width() == width)
    content = page.area.widget()
    qtbot.waitUntil(lambda: content.minimumSizeHint().width() <= page.area.viewport().width())
    assert page.minimumSizeHint().width() <= 320


def test_a_layer_is_shown_with_what_comes_in_and_what_goes_out(page):
    show(page, layer(), Conv2d(4, (3, 3)))
    before, after = page.spread.sides
    assert (before.title.text(), after.title.text()) == ("What comes in", "What goes out")
    assert before.spread.fitting().startswith("mean ")
    assert before.figures.text().startswith("1,440 values from ")
    assert "exactly 0" in after.figures.text()
    assert before.each.text() == "Each channel: mean and deviation"
    assert after.each.text() == "Each filter: mean and deviation"
    assert page.weights.kind.currentText() == "Weights"
    assert page.weights.gradient_figures.text() == (
        "Of the mean loss of 32 training images, 0.500, as in training. "
        "The gradient’s length is 0.03, that of the weights 3."
    )
    assert after.histogram.accessibleDescription().startswith("Mean ")


@pytest.mark.parametrize(
    ("told", "words"),
    [
        (layer(norm=a_norm(untouched=True)), "Its running statistics are still those it began with"),
        (layer(norm=a_norm(untouched=False)), "Of each channel its running mean is taken away"),
    ],
)
def test_a_batch_norm_is_explained(page, told, words):
    show(page, told, BatchNorm())
    assert page.about.text().startswith(words)
    assert page.spread.sides[0].title.text() == "Before the batch norm"
    assert page.weights.kind.currentText() == "Scale"
    assert "running mean" in page.spread.sides[1].channels.words(0)


def test_dead_units_are_named(page):
    values = np.maximum(numbers(10, *MAPS), 0)
    values[:, [1, 3]] = 0
    units = spread(values).channels
    show(page, layer(units=units, active_at="n00002"), Conv2d(4, (3, 3)), behind="ReLU behind it")
    assert page.units.text() == (
        "2 of 4 filters are dead: nothing but 0 for all of these images, after the ReLU behind it (2, 4)."
    )
    show(page, layer(units=spread(numbers(10, *MAPS)).channels, active_at="n00001"), Conv2d(4, (3, 3)))
    assert page.units.text() == "No filter is dead: each gives something other than 0 for some image."


def test_muted_filters_are_not_called_dead(page):
    values = np.maximum(numbers(10, *MAPS), 0)
    values[:, [1, 3]] = 0
    units = spread(values).channels
    show(page, layer(units=units, active_at="n00001", muted=(3,), muted_elsewhere=True), Conv2d(4, (3, 3)))
    assert page.units.text() == (
        "1 of 4 filters is muted (4). "
        "1 of 4 filters is dead beside what is muted elsewhere: nothing but 0 for all of these images (2)."
    )
    show(page, layer(units=units, active_at="n00001", muted=(1, 3)), Conv2d(4, (3, 3)))
    assert page.units.text().startswith("2 of 4 filters are muted (2, 4). No other filter is dead: ")
    show(page, layer(units=units, active_at="n00001", muted=(0, 1, 2, 3)), Conv2d(4, (3, 3)))
    assert page.units.text() == "4 of 4 filters are muted (1, 2, 3, 4)."


def test_a_gradient_of_a_single_image_says_so(page):
    show(page, layer(gradient_images=1, gradient_mode="testing"), Conv2d(4, (3, 3)))
    assert "1 training image, 0.500, as in testing, because a batch norm" in page.weights.gradient_figures.text()


def test_many_units_and_values_that_are_no_numbers_are_shown(qtbot, page):
    values = numbers(4, 4096)
    values[0, 0], values[1, 5] = np.nan, np.inf
    page.resize(600, 400)
    page.show()
    show(page, layer((4096,), tensors=()), Linear(4096))
    told = LayerStatistics("n00001", "testing", 4, 4, spread(values), spread(values * np.nan), ())
    show(page, told, Linear(4096))
    assert page.grab().width() == 600
    before, after = page.spread.sides
    assert before.figures.text().endswith("2 values more, no numbers or infinite.")
    assert after.spread.fitting() == "16,384 values, none of which is a number"
    assert before.channels.words(0) == "Unit 1: some values are no numbers, or infinite"
    assert page.weights.isHidden()


def test_without_images_the_weights_are_there_and_it_is_said_why(page):
    bare = LayerStatistics("n00001", "testing", 0, 0, None, None, layer().tensors)
    page.show_gathered("1. Convolution", "", Gathered(0, bare, DataError("gone")), None, "", "The images are gone.")
    assert page.about.text() == "The images are gone."
    assert page.spread.isHidden()
    assert not page.weights.isHidden()
    assert page.sample.isHidden()


def test_the_bar_that_is_read_is_framed_and_the_keyboard_begins_where_most_values_lie(qtbot):
    view = HistogramView("Weights")
    qtbot.addWidget(view)
    values = np.concatenate([np.zeros(1), np.full(4000, 9.0), np.linspace(9, 10, 90)])
    view.show_histogram(histogram(values))
    view.resize(400, 140)
    view.show()
    view.activateWindow()
    qtbot.waitUntil(view.isActiveWindow)
    view.clearFocus()
    view.setFocus(Qt.FocusReason.TabFocusReason)
    begun = view.current
    assert begun == view.start() > 10
    seen = [view.grab().toImage()]
    for _ in range(3):  # bars without a value, too
        qtbot.keyClick(view, Qt.Key.Key_Left)
        seen.append(view.grab().toImage())
    assert all(one != other for at, one in enumerate(seen) for other in seen[:at])
    qtbot.keyClick(view, Qt.Key.Key_Left, Qt.KeyboardModifier.ControlModifier)
    assert view.current == begun - 3 - STRIDE


@pytest.mark.parametrize("bar", [0.3, 0.4, 0.49, 0.55, 1.0, 1.5])
def test_how_much_a_cut_bar_holds_stands_beside_it_clear_of_the_mean(qtbot, bar):
    view = HistogramView("Image")
    qtbot.addWidget(view)
    view.resize(400, 140)
    view.show_histogram(histogram(np.concatenate([np.full(4000, bar), np.linspace(0, 2, 1000)])))
    (place, words), (left, right) = view.cut_words(), view.span(int(np.argmax(view._histogram.counts)))
    assert view.plot().contains(place)
    assert not place.left() <= view._x(view._histogram.mean) <= place.right()
    assert 0 < (left - place.right() if words.endswith("↑") else place.left() - right) < 6
    assert not view.grab().isNull()


def test_the_line_of_the_mean_begins_below_words_that_have_no_other_place(qtbot):
    view = HistogramView("ReLU")
    qtbot.addWidget(view)
    view.resize(400, 140)
    view.show_histogram(histogram(np.concatenate([np.zeros(4000), np.linspace(0, 2, 1000)])))
    place, words = view.cut_words()
    assert words.startswith("↑")
    assert view.plot().contains(place)
    crossing, beside = view.mean_line(place.center().x() / view.plot().width() * 2), view.mean_line(1.5)
    assert place.left() < crossing.x1() < place.right()
    assert crossing.y1() == place.bottom()
    assert beside.y1() == view.plot().top()
    assert crossing.y2() == beside.y2() == view.plot().bottom()


def test_without_a_cut_bar_nothing_is_said_of_one(qtbot):
    view = HistogramView("Weights")
    qtbot.addWidget(view)
    assert view.cut_words()[1] == ""
    view.show_histogram(histogram(np.linspace(0, 2, 1000)))
    assert view.cut_words()[1] == ""


def test_bars_are_read_by_pointer_and_keys(qtbot, page):
    page.resize(900, 700)
    with qtbot.waitExposed(page):
        page.show()
    show(page, layer(), Conv2d(4, (3, 3)))
    view = page.spread.sides[0].histogram
    qtbot.mouseMove(view, view.rect().center())
    qtbot.waitUntil(lambda: page.readout.fitting().startswith("From "))
    view.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.keyClick(view, Qt.Key.Key_End)
    assert page.readout.fitting() == view.words(view.count() - 1)
    assert view.accessibleDescription().endswith(f"{view.words(view.count() - 1)}.")
    qtbot.keyClick(view, Qt.Key.Key_Right)
    assert view.current == view.count() - 1
    view.clearFocus()
    assert page.readout.fitting() == POINT


def test_its_numbers_are_a_table(page):
    told = layer(norm=a_norm(untouched=False))
    head, *rows = rows_of(told)
    assert len(head) == 10
    assert {len(row) for row in rows} == {10}
    bins = [row for row in rows if row[:2] == ("out", "bin")]
    assert sum(row[4] for row in bins) == told.after.values.count
    assert [row[1] for row in rows if row[0] == "running"] == [f"channel {number}" for number in range(1, 5)]
    means = [row[5] for row in rows if row[0] == "in" and row[1].startswith("channel")]
    assert means == told.before.channels.mean.tolist()


@pytest.mark.parametrize("shape", [MAPS, (12,)])
def test_a_dropout_is_shown_on_the_image(qtbot, page, shape):
    factors = np.where(np.arange(np.prod(shape)).reshape(shape) % 4 == 0, 0, 2).astype(np.float32)
    show(page, layer(), None)
    page.show_dropped(Dropped("n00001", ImageOf("test", 0), 7, 0.5, numbers(*shape), factors))
    assert not page.drops.isHidden()
    of = f"{factors.size // 4} of {factors.size} values, 25 %"
    dropped = f"In training this mask drops {of}; each is dropped with a probability of 50 %."
    assert page.drops.figures.text().startswith(unbroken(f"{dropped} What is kept is divided by 1 − 0.5"))
    with qtbot.waitSignal(page.drops.another):
        page.drops.draw_again.click()
    page.show_dropped(None)
    assert page.drops.isHidden()


def test_a_channel_dropout_counts_maps(page):
    factors = np.full((32, 4, 4), 1 / 0.9, np.float32)
    factors[[3, 9]] = 0
    show(page, layer(), None)
    page.show_dropped(Dropped("n00001", ImageOf("test", 0), 7, 0.1, numbers(32, 4, 4), factors, maps=True))
    said = "In training this mask drops 2 of 32 whole maps, 6 %; each is dropped with a probability of 10 %."
    assert page.drops.figures.text().startswith(unbroken(said))


@pytest.mark.parametrize("size", [(480, 300), (600, 640), (1180, 800)])
def test_a_mask_stands_exactly_below_its_map_and_all_of_it_is_as_large_as_there_is_room(qtbot, page, size):
    page.resize(*size)
    with qtbot.waitExposed(page):
        page.show()
    factors = np.full((32, 5, 5), 1 / 0.9, np.float32)
    factors[3] = 0
    show(page, layer(), None)
    page.show_dropped(Dropped("n00001", ImageOf("test", 0), 7, 0.1, numbers(32, 5, 5), factors, maps=True))
    page.content.layout().activate()
    given, kept, gave = page.drops.maps
    qtbot.waitUntil(lambda: gave.height() >= gave.heightForWidth(gave.width()))
    assert given.grid() == kept.grid() == gave.grid()
    tops = [one.mapTo(page.content, QPoint(0, 0)) for one in (given, kept, gave)]
    assert len({top.x() for top in tops}) == 1
    assert tops[0].y() < tops[1].y() < tops[2].y()
    assert given.grid().tile_width >= 25
    if size[1] > 600:
        whole = tops[2].y() + gave.height() - tops[0].y()
        assert page.area.viewport().height() // 2 < whole <= page.area.viewport().height()


def test_what_is_all_0_is_drawn_and_said_alike_wherever_it_stands(page):
    nothing = np.zeros((10, *MAPS), np.float32)
    zeros = histogram(np.zeros(36))
    tensor = TensorStatistics("weight", (4, 3, 3), zeros, 0.0, zeros, 0.0)
    show(page, with_changes(layer(tensors=(tensor,)), before=spread(nothing), after=spread(nothing)), Conv2d(4, (3, 3)))
    sides, weights = page.spread.sides, page.weights
    said = (*(side.spread for side in sides), weights.spread, weights.gradient_spread)
    assert {one.text() for one in said} == {"all 0"}
    assert sides[1].histogram.words(sides[1].histogram.index_at(20)) == "0: 1,440 values, 100 %"
    alone, shared, blank = (HistogramView("Values") for _ in range(3))
    alone.show_histogram(zeros)
    shared.show_histogram(histogram(nothing), common_limits(zeros, histogram(nothing)))
    for view in (alone, shared, blank):
        view.resize(300, 120)
    pictures = [view.grab().toImage() for view in (alone, shared, blank)]
    assert pictures[0] == pictures[1] != pictures[2]
    ink = [np.unique([pictures[0].pixel(x, 60) for x in range(at, at + 8)]) for at in (10, 146, 280)]
    assert [len(colours) for colours in ink] == [1, 2, 1]  # one bar in the middle


def test_without_images_a_gradient_is_not_called_impossible(page):
    tensor = with_changes(layer().tensors[0], gradient=None, gradient_length=None)
    told = with_changes(layer(tensors=(tensor,), loss=None), images=0, before=None, after=None)
    show(page, told, Conv2d(4, (3, 3)), missing="The images are gone.")
    assert page.weights.gradient_figures.text() == (
        "No gradient: it is that of the loss on training images, which are missing."
    )
    show(page, layer(tensors=(tensor,), loss=None), Conv2d(4, (3, 3)))
    assert page.weights.gradient_figures.text() == "No gradient: there is no answer whose loss it could lower."


def test_its_picture_names_what_it_is_of_and_what_is_chosen_in_place_of_choices(qtbot, page):
    page.resize(620, 420)
    show(page, layer(), Conv2d(4, (3, 3)))
    with qtbot.waitExposed(page):
        page.show()
    assert page.export.title == "1. Convolution · step 7 · As in testing"
    choice = page.weights.kind
    painted = picture(looks_of(page.content), page.content.size())
    at = choice.mapTo(page.content, choice.rect().bottomRight()) * painted.devicePixelRatio()
    assert painted.pixelColor(at.x() - 6, at.y() - 6) == theme.current().colour("window")


def test_updates_are_said_of_the_selected_layer_and_shown_of_all(page):
    updates = Updates(7, 1, (Update("n00001/weight", 0.003, 3.0), Update("n00002/weight", 0.0, 0.0)), next=True)
    names = {"n00001/weight": "1. Convolution", "n00002/weight": "2. Linear"}
    page.updates.show_updates(updates, names, ["n00001/weight"], NUMBERS)
    moves = "It moves the weights of this layer by 0.003, 0.1 % of their length (3)."
    assert page.updates.figures.text().startswith(unbroken(f"Step 8 is worked out on a copy. {moves}"))
    view = page.updates.view
    assert view.words(0) == "1. Convolution: 0.1 %"
    assert page.updates.rows() == [("1. Convolution", pytest.approx(0.001)), ("2. Linear", None)]
    assert view.words(1).startswith("2. Linear: its weights are all 0")
    page.updates.show_updates(Updates(4, 4, updates.of), names, [], NUMBERS)
    assert page.updates.figures.text().startswith("Between the kept steps 4 and 8, an average step")
    assert "What is selected has no weights that learn" in page.updates.figures.text()
    page.updates.show_updates(updates, names, list(names), NUMBERS)
    assert "The 2 bars of the layers in the selected block are marked." in page.updates.figures.text()
    page.updates.show_updates(Updates(0, 1, updates.of), names, None, NUMBERS)
    assert page.updates.figures.text().startswith("Step 1, as the run took it. Select a layer to read its own")
    page.updates.show_updates(updates, names, None, NUMBERS, statistics_words.left_out(1, mutes=True))
    told = "Of the model itself, without your own filter and with nothing muted. Step 8 is worked out on a copy. "
    assert page.updates.figures.text().startswith(told)


def test_a_share_that_is_no_number_has_no_bar(page):
    painted = []
    for moved in (float("nan"), float("inf"), 0.0):
        update = Update("n00001/weight", moved, 3.0)
        page.updates.show_updates(Updates(7, 1, (update,), next=True), {update.name: "1. Convolution"}, None, NUMBERS)
        page.updates.view.resize(300, 120)
        painted.append(page.updates.view.grab().toImage())
    assert painted[0] == painted[1] == painted[2]


def test_where_there_is_little_room_bars_have_the_number_of_their_block(page):
    view, numbers_ = page.updates.view, ["1", "4.1.1", "4.1.2", "4.1.4", "5.1", "12"]
    view.show_ratios([(f"{one}. Convolution", 0.001) for one in numbers_], numbers_, (), "")
    metrics = QFontMetricsF(view.font())
    assert [label for *_, label in view.labels(200, metrics)][1] == "4.1.1. Convolution"
    in_two_lines = metrics.horizontalAdvance("Convolution") + theme.px(8)
    assert [label for *_, label in view.labels(in_two_lines, metrics)][1] == "4.1.1. Convolution"
    assert view.labels(in_two_lines - theme.px(8), metrics) == [(at, 1, number) for at, number in enumerate(numbers_)]
    assert view.labels(50, metrics) == [(at, 1, number) for at, number in enumerate(numbers_)]
    assert view.labels(10, metrics) == [(0, 1, "1"), (1, 3, "4"), (4, 1, "5"), (5, 1, "12")]


def test_a_ridge_says_what_spreads(page):
    part = page.ridge
    ridge = Ridge("n00001", (0, 4), np.linspace(-1, 1, 97), np.full((2, 96), 1 / 96), np.zeros(2))
    part.offer(learns=False)
    assert part.kind == "outputs"
    part.show_ridge(ridge, 4)
    assert part.view.accessibleName() == "How the values that are not 0 spread at each kept step"
    part.say_whose(statistics_words.left_out(2, mutes=False))
    assert part.figures.text().startswith("Of the model itself, without your 2 own filters. ")
    part.say_whose("")
    part.show_ridge(replace(ridge, images=100, batch=32), 4)
    assert part.figures.text().startswith("Over 100 training images as they are, not augmented, in batches of 32; ")
    assert page.ridge.rows()[0] == (
        "values that are not 0 at step 0",
        -1.0,
        pytest.approx(-1 + 2 / 96),
        pytest.approx(1 / 96),
    )
    assert len(page.ridge.rows()) == 2 * 96
    part.say("Train first.")
    assert page.ridge.rows() == []
    assert part.view.isHidden()


def test_words_of_a_dropout_that_drops_all_or_nothing():
    for probability, factor, words in ((0.0, 1, "drops nothing"), (1.0, 0, "drops 12 of 12 values, 100 %")):
        dropped = Dropped("n", ImageOf("test", 0), 0, probability, numbers(12), np.full(12, factor, np.float32))
        assert words in statistics_words.dropped_in_words(dropped)


def test_where_there_is_little_room_the_four_numbers_of_a_batch_norm_are_read():
    reading = "Channel 3: mean 0.1, deviation 1; running mean 0.1, variance 0.9, scale 1, shift 0"
    assert statistics_words.shorter(reading) == ("Channel 3: running mean 0.1, variance 0.9, scale 1, shift 0",)
    assert statistics_words.shorter("Channel 3: mean 0.1, deviation 1") == ()


def test_of_a_block_it_is_said_where_what_comes_in_is_shown(page):
    pair = page.spread
    pair.show_layer(layer(), ("value", "value"))
    pair.show_layer(with_changes(layer(), before=None), ("value", "value"))
    comes, goes = pair.sides
    assert comes.figures.text() == NOT_SHOWN
    assert comes.histogram.isHidden()
    assert not goes.histogram.isHidden()
    pair.show_layer(layer(), ("value", "value"))
    assert not comes.histogram.isHidden()
    pair.show_layer(with_changes(layer(), before=None, after=None), ("value", "value"))
    assert comes.isHidden()
    assert goes.isHidden()
