"""Through time: before and now on one scale, the ridge, and the row of films."""

from pathlib import Path

import numpy as np
import pytest
from msgspec.structs import replace
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest

from engine.service.answers import ImageOf
from engine.service.looking.layers.time_questions import Cut, Kernels, LayerThen, Ridge, StepsBeside
from gui.inspect.through_time import film_row
from gui.inspect.through_time.page import HEARD, LEFT_OUT, POINT, SLIDER, ThroughTimePage

LEFT = Qt.MouseButton.LeftButton


def beside(*, filters: bool = True, maps: bool = True) -> StepsBeside:
    def then(step: int, reach: float) -> LayerThen:
        tiles = np.linspace(-reach, reach, 6 * 25, dtype=np.float32).reshape(6, 5, 5)
        return LayerThen(step, *(tiles if there else None for there in (filters, maps, filters, maps)))

    whole, cut = (-0.4, 0.4), Cut(6, 64)
    return StepsBeside("n00001", ImageOf("test", 3), then(0, 0.1), then(1500, 0.4), whole, whole, None, cut)


def a_ridge(steps: int = 5) -> Ridge:
    edges = np.linspace(-0.4, 0.4, 17)
    shares = np.stack([np.bincount([8 - step % 5, 8 + step % 5], minlength=16) / 2 for step in range(steps)])
    return Ridge("n00001", tuple(range(0, 10 * steps, 10)), edges, shares, np.zeros(steps))


@pytest.fixture
def page(qtbot, qapp):
    widget = ThroughTimePage()
    qtbot.addWidget(widget)
    widget.resize(620, 700)
    with qtbot.waitExposed(widget):
        widget.show()
    return widget


def test_before_and_now_stand_side_by_side_on_one_scale(page):
    page.show_steps("1. Convolution", beside())
    before, now = page.beside.filters
    assert before.limits() == now.limits() == (pytest.approx(-0.4), pytest.approx(0.4))
    assert [title.text() for title in page.beside.titles[:2]] == ["Before training", "At step 1,500"]
    assert page.beside.filters_title.text() == "Filters, blue − red +, both ±0.4"
    assert page.beside.maps_title.text() == "Maps (the first 6 of 64), both from −0.4 to 0.4"
    assert page.sentence.isHidden()


def test_what_a_batch_norm_learned_is_called_its_scale(page):
    def then(step):
        scales = np.ones((1, 1, 16), np.float32)
        return LayerThen(step, scales, None, scales, None)

    page.show_steps("2. Batch norm", StepsBeside("n1", None, then(0), then(9), (-1, 1), learned="scales"))
    page.show_ridge(a_ridge())
    assert page.beside.filters_title.text() == "Scale of each channel, blue − red +, both ±1"
    assert page.spread.text() == "How the scales of “2. Batch norm” spread at each kept step"
    assert page.ridge.accessibleName() == "How the scales spread at each kept step"
    assert page.film.what.itemText(0) == "the scales of this layer"
    page.beside.bars["filters"][0].hovered.emit(4, 1.0)
    assert page.readout.fitting() == "Channel 5: 1"
    assert [row[0] for row in page.beside.rows()][1] == "scale"
    page.show_steps("3. Linear", replace(beside(maps=False), learned="matrix"))
    assert page.beside.filters_title.text().startswith("Weights")
    page.beside.filters[0].hovered.emit(0, 2, 4, 0.5)
    assert page.readout.fitting() == "Unit 3, input 5: 0.5"


def test_a_vector_stands_as_bars_on_one_scale_that_are_read_by_key(qtbot, page):
    def then(step, reach):
        values = np.linspace(-reach, reach, 400, dtype=np.float32).reshape(1, 1, 400)
        return LayerThen(step, None, values, None, values)

    page.show_steps("9. Flatten", StepsBeside("n1", None, then(0, 0.5), then(9, 1), (0, 1), (-1, 1)), noun="Value")
    before, now = page.beside.bars["maps"]
    assert page.beside.maps_title.text() == "Values, both from −1 to 1"
    assert page.film.what.itemText(1) == "its values for this image"
    assert before.isVisible()
    qtbot.waitUntil(lambda: before.height() > 80)
    assert not page.beside.maps[0].isVisible()
    assert before._limits == now._limits == (-1, 1)
    now.setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClick(now, Qt.Key.Key_End)
    assert page.readout.fitting() == "Value 400: 1"
    page.show_steps("1. Convolution", beside())
    assert not before.isVisible()
    assert page.beside.maps[0].isVisible()


def test_without_lines_there_is_no_word_of_them(page):
    page.show_steps("1. Stage", beside(filters=False))
    page.show_ridge(None)
    assert page.readout.fitting() == SLIDER
    page.show_ridge(a_ridge())
    assert page.readout.fitting() == POINT


def test_a_fork_is_not_said_to_begin_untrained(page):
    page.show_steps("1. Convolution", beside(), forked=True)
    assert page.beside.titles[0].text() == "Before this training"


def test_what_a_layer_has_not_is_not_there(page):
    page.show_steps("2. Tanh", beside(filters=False))
    assert not page.beside.filters[0].isVisible()
    assert page.beside.maps[0].isVisible()
    assert page.film.what.currentData() == "maps"


def test_before_and_now_and_the_ridge_are_copied_as_numbers_and_as_pictures(qtbot, page):
    page.show_ridge(a_ridge())
    page.show_steps("1. Convolution", beside())
    head, *rows = page.beside.rows()
    assert head == ["what", "number", "row", "column", "step 0", "step 1500"]
    assert len(rows) == 2 * 6 * 25
    assert rows[-1] == ["map", 6, 5, 5, pytest.approx(0.1), pytest.approx(0.4)]
    page.export_ridge.copy_numbers()
    qtbot.waitUntil(lambda: QGuiApplication.clipboard().text().startswith("step\texactly 0\t"))
    first, *steps = QGuiApplication.clipboard().text().splitlines()
    assert first.startswith("step\texactly 0\t-0.4 to -0.35\t")
    assert [line.split("\t")[0] for line in steps] == ["0", "10", "20", "30", "40"]
    for export in (page.export, page.export_ridge):
        export.copy_picture()
        assert not QGuiApplication.clipboard().image().isNull()
    assert page.spread.text() == "How the weights of “1. Convolution” spread at each kept step"
    page.say("Train first.")
    assert not page.export.isEnabled()
    assert page.export_ridge.isHidden()


def test_numbers_are_of_all_filters_though_but_the_first_are_drawn(page):
    few = beside()
    then, now = (
        replace(one, filters=one.filters[:2], every_filter=one.filters, every_map=one.maps)
        for one in (few.before, few.after)
    )
    page.show_steps("1. Convolution", replace(few, before=then, after=now))
    assert page.beside.filters[0].count() == 2
    assert len(list(page.beside.rows())) == 1 + 2 * 6 * 25


def test_a_value_is_read_where_the_pointer_is(page):
    page.show_steps("1. Convolution", beside())
    mosaic = page.beside.filters[1]
    mosaic.hovered.emit(2, 0, 4, 0.1234567)
    assert page.readout.text() == "Filter 3, row 1, column 5: 0.1235"
    mosaic.left.emit()
    assert page.readout.fitting() == SLIDER


def test_a_click_on_the_ridge_goes_to_its_step(page):
    page.show_steps("1. Convolution", beside())
    page.show_ridge(a_ridge())
    wanted = []
    page.step_wanted.connect(wanted.append)
    ridge = page.ridge
    for place in (0, 4):
        QTest.mouseClick(ridge, LEFT, pos=QPoint(ridge.width() // 2, round(ridge._base(place)) - 6))
    assert wanted == [0, 40]
    assert "nine of ten lie between" in ridge.accessibleDescription()


def test_the_ridge_is_read_and_its_steps_are_gone_to_by_key(qtbot, page):
    page.show_steps("1. Convolution", beside())
    page.show_ridge(a_ridge())
    wanted, heard, ridge = [], [], page.ridge
    page.step_wanted.connect(wanted.append)
    ridge.read.connect(heard.append)
    ridge.mark(20)
    page.activateWindow()
    without = ridge.grab().toImage()
    ridge.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.waitUntil(ridge.hasFocus)
    assert heard[-1].startswith("Step 20: nine of ten ")
    at_start = ridge.grab().toImage()
    assert at_start != without
    for key, step in ((Qt.Key.Key_Down, 30), (Qt.Key.Key_End, 40), (Qt.Key.Key_Down, 40), (Qt.Key.Key_Home, 0)):
        QTest.keyClick(ridge, key)
        assert heard[-1].startswith(f"Step {step}: nine of ten ")
        assert heard[-1] in ridge.accessibleDescription()
        assert page.readout.fitting().startswith(f"Step {step}: ")
    assert ridge.grab().toImage() != at_start
    QTest.keyClick(ridge, Qt.Key.Key_Return)
    assert wanted == [0]
    page.export.setFocus()
    assert heard[-1] == ""


def test_a_press_on_the_ridge_reads_no_other_line_than_the_pointers(qtbot, page):
    page.show_steps("1. Convolution", beside())
    page.show_ridge(a_ridge())
    heard, ridge = [], page.ridge
    ridge.read.connect(heard.append)
    ridge.mark(20)
    page.activateWindow()
    ridge.setFocus(Qt.FocusReason.MouseFocusReason)
    qtbot.waitUntil(ridge.hasFocus)
    assert heard == []
    assert "Step 20: nine of ten" not in ridge.accessibleDescription()


def test_each_line_of_the_ridge_is_as_high_as_the_others(page):
    """One spike, as of biases that are all alike at first, would flatten all that comes later."""
    spike, flat = np.eye(16)[8], np.full(16, 1 / 16)
    page.show_ridge(Ridge("n00001", (0, 1), np.linspace(-0.5, 0.5, 17), np.stack([spike, flat]), np.zeros(2)))
    high = [page.ridge._outline(shares, 0.0).boundingRect().height() for shares in (spike, flat)]
    assert high[0] == high[1] > 0


def test_of_very_many_steps_the_ridge_draws_some_and_the_one_that_is_shown(page):
    page.show_steps("1. Convolution", beside())
    page.show_ridge(a_ridge(131))
    page.ridge.mark(70)
    assert 7 in page.ridge._lines
    page.ridge.grab()


@pytest.mark.parametrize("steps", [17, 131])
def test_steps_and_lines_of_the_ridge_stand_still_while_the_shown_step_moves(page, steps):
    page.show_steps("1. Convolution", beside())
    page.show_ridge(a_ridge(steps))
    ridge, gutters = page.ridge, []
    count = len(ridge._lines)
    for step in (0, 10, 10 * (steps // 5)):
        ridge.mark(step)
        assert len(ridge._lines) == count
        assert (ridge._lines[0], ridge._lines[-1]) == (0, steps - 1)
        assert ridge._lines == sorted(set(ridge._lines))
        image = ridge.grab().toImage()
        top = round(ridge._base(count // 3) * image.devicePixelRatio())
        gutters.append(image.copy(0, top, 40, image.height() - top))
    assert gutters[0] == gutters[1] == gutters[2]


def test_weights_that_are_all_alike_have_a_ridge_too(page):
    page.show_steps("1. Convolution", beside())
    shares = np.zeros((2, 16))
    page.show_ridge(Ridge("n00001", (0, 1), np.linspace(-0.5, 0.5, 17), shares, np.ones(2)))
    page.ridge.grab()


def test_values_that_are_no_numbers_are_shown(page):
    tile = np.full((1, 2, 2), np.nan, np.float32)
    nothing = LayerThen(0, tile, None, tile, None)
    page.show_steps("1. Convolution", StepsBeside("n00001", None, nothing, nothing))
    page.beside.grab()


def test_a_film_is_wanted_into_a_file_and_can_be_cancelled(page, monkeypatch):
    page.show_steps("1. Convolution", beside())
    asked, wanted, stopped = [], [], []

    def ask(_parent, _title, proposed, _kinds):
        asked.append(proposed)
        return Path("/somewhere/film.gif")

    monkeypatch.setattr(film_row, "ask_where_to_save", ask)
    page.film.wanted.connect(lambda *one: wanted.append(one))
    page.film.stopped.connect(lambda: stopped.append(True))
    QTest.mouseClick(page.film.gif, LEFT)
    assert wanted == [("filters", Path("/somewhere/film.gif"))]
    assert asked[0].endswith(".gif")
    page.film.show_going("Making the pictures: 2 of 5", 0.4)
    assert not page.film.gif.isEnabled()
    QTest.mouseClick(page.film.going.cancel, LEFT)
    assert stopped
    page.film.show_going(None)
    assert page.film.gif.isEnabled()


def test_while_the_chart_is_folded_there_is_a_way_to_its_slider(page, qtbot):
    page.show_folded(folded=True)
    assert page.unfold.isHidden()  # nothing is said of a slider yet
    page.show_steps("1. Convolution", beside())
    assert page.unfold.isVisible()
    with qtbot.waitSignal(page.chart_wanted):
        page.unfold.click()
    page.show_folded(folded=False)
    assert page.unfold.isHidden()


def of_kernels(filters: int, channels: int, *, in_colour: bool = False) -> StepsBeside:
    tiles = np.linspace(-1, 1, filters * channels * 9, dtype=np.float32).reshape(-1, 3, 3)
    then = [LayerThen(step, tiles, None, tiles, None) for step in (0, 10)]
    return StepsBeside("n00001", None, *then, (-1, 1), kernels=Kernels(filters, channels, 1, in_colour))


def test_a_kernel_says_which_filter_and_channel_it_is(page):
    page.show_steps("3. Convolution", of_kernels(16, 4))
    mosaic = page.beside.filters[1]
    assert mosaic.count() == 64
    assert mosaic.name_of(9) == "Filter 3, channel 2"
    mosaic.hovered.emit(9, 0, 2, 0.5)
    assert page.readout.text() == "Filter 3, channel 2, row 1, column 3: 0.5"
    page.show_steps("1. Convolution", beside())
    assert mosaic.name_of(2) == "Filter 3"


def test_filters_that_read_an_image_in_colour_are_in_colour(page):
    page.show_steps("1. Convolution", of_kernels(16, 3, in_colour=True))
    assert [mosaic.count() for mosaic in page.beside.filters] == [16, 16]
    assert page.beside.filters_title.text() == "Filters in colour (grey 0), both ±1"
    assert page.beside.filters[0].limits() == (-1, 1)


def test_filters_and_maps_grow_with_the_room(page, qtbot):
    page.show_steps("1. Convolution", beside())
    small = page.beside.filters[0].tile_rect(0).width(), page.beside.maps[0].tile_rect(0).width()
    page.resize(1240, 1100)
    qtbot.waitUntil(lambda: page.beside.filters[0].tile_rect(0).width() > 1.4 * small[0])
    assert page.beside.maps[0].tile_rect(0).width() > 1.4 * small[1]
    assert page.beside.filters[0].tile_rect(0).width() == page.beside.filters[1].tile_rect(0).width()
    page.resize(620, 700)
    qtbot.waitUntil(lambda: page.beside.filters[0].tile_rect(0).width() == small[0])


def test_what_is_muted_or_typed_in_is_said_to_be_left_out_here(page):
    page.show_changed(mutes=True, filters=False)
    assert page.heard.isHidden()  # nothing is shown yet
    page.show_steps("1. Convolution", beside())
    assert page.heard.isVisible()
    page.show_changed(mutes=True, filters=True)
    assert page.heard.text() == f"{HEARD} {LEFT_OUT}"
    page.show_changed(mutes=False, filters=False)
    assert page.heard.isHidden()
