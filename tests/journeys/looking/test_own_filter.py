"""A filter that is typed in: tried at once, put into the layer, taken out again, trained from."""

from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import Qt

from engine.events import Noted
from engine.inspection.own_filters.presets import preset
from engine.project.project import analysed
from engine.runs.folder import RunFolder
from engine.runs.logs import read_events
from engine.service.answers import ImageOf
from gui.inspect.enlarged.own_filter_page import AS_IT_IS
from gui.inspect.parts import ARITHMETIC, LEARNED
from gui.inspect.through_time.page import LEFT_OUT
from gui.window.display.looking.value_display import TYPED_IN
from gui.window.line.shown_in_words import in_words
from tests.journeys.person import Person


@pytest.fixture
def typing(window: Person) -> Person:
    """At the first filter of the first layer of a trained run."""
    window.train()
    window.shared.image.look_at(ImageOf("test", 3))
    window.wait(lambda: window.nothing_asked and window.panels.inspect.outputs.mosaic.count() == 6)
    window.press(window.panels.inspect.openers.of_filter)
    window.wait(lambda: window.pages.enlarged.enlarged is not None and window.nothing_asked)
    window.press(window.pages.enlarged.own)
    window.wait(lambda: window.pages.own_filter.tried is not None and window.nothing_asked)
    return window


def begin_with(person: Person, name: str) -> None:
    box = person.pages.own_filter.begin
    box.setCurrentText(name)
    box.activated.emit(box.currentIndex())
    person.wait(lambda: person.nothing_asked)


def said(person: Person) -> str:
    saying = person.chrome.line.said("own filter")
    return "" if saying is None else saying.whole


def test_it_is_tried_at_once_by_preset_and_by_number(typing: Person) -> None:
    page = typing.pages.own_filter
    np.testing.assert_array_equal(page.tried.before.values, page.tried.after.values)
    assert page.heading.text() == "1. Convolution: in place of filter 1"
    bars = typing.bars
    begin_with(typing, "vertical edge")
    image = page.tried.after.beside.values
    kernel = preset("vertical edge", 5, 5)
    padded = np.pad(image, 2)
    expected = sum(
        kernel[row, column] * padded[row : row + 28, column : column + 28] for row in range(5) for column in range(5)
    )
    np.testing.assert_allclose(page.tried.after.values, expected, atol=1e-4)
    page.table.setFocus()
    page.table.setCurrentCell(2, 2)
    for key in (Qt.Key.Key_5, Qt.Key.Key_Return):
        typing.key(key)
    typing.wait(lambda: typing.nothing_asked and page.own.kernels[0, 2, 2] == 5)
    page.table.item(0, 0).setText("much")
    assert page.table.item(0, 0).text() == page.table.item(0, 0).text().strip()
    assert page.own.kernels[0, 0, 0] == kernel[0, 0]
    assert typing.bars == bars  # nothing is in the layer yet
    assert not said(typing)
    typing.key(Qt.Key.Key_Escape)
    assert typing.pages.enlarged.isVisible()


def test_it_is_put_into_the_layer_and_taken_out_again_and_the_run_stays_as_it_is(typing: Person) -> None:
    page, bars = typing.pages.own_filter, typing.bars
    folder = typing.engine.service.folder(typing.shared.run.current.id)
    before = {path: path.stat().st_mtime_ns for path in folder.rglob("*.safetensors")}
    begin_with(typing, "blur")
    typing.press(page.put_in)
    typing.wait(lambda: typing.nothing_asked and typing.bars != bars)
    typing.wait(lambda: "Of 200 test images " in said(typing))
    assert said(typing).startswith("1 filter is your own. Of 200 test images ")
    assert " without it. It is filter 1 of 1. Convolution. Maps and answers are worked out with it; " in said(typing)
    assert page.effect.text().startswith("Of 200 test images ")
    learned = page.tried.before.values
    assert not np.array_equal(learned, page.tried.after.values)  # it is still held against the learned one
    typing.key(Qt.Key.Key_Escape)
    enlarged, blur = typing.pages.enlarged, preset("blur", 5, 5)
    typing.wait(lambda: typing.nothing_asked and np.allclose(enlarged.enlarged.found.kernels[0], blur))
    assert enlarged.enlarged.found.bias == 0
    typing.press_named("Take it out")
    typing.wait(lambda: typing.nothing_asked and typing.bars == bars)
    assert not said(typing)
    assert page.effect.text() == ""
    assert before == {path: path.stat().st_mtime_ns for path in folder.rglob("*.safetensors")}


def test_figures_of_the_model_itself_say_so_beside_those_of_what_was_typed_in(typing: Person) -> None:
    """How a step moves weights, and what they were over training, know nothing of it."""
    begin_with(typing, "blur")
    typing.press(typing.pages.own_filter.put_in)
    typing.wait(lambda: said(typing) and typing.nothing_asked)
    page = typing.pages.statistics
    typing.look_at_part("Statistics")
    itself = "Of the model itself, without your own filter. "
    typing.wait(lambda: not page.ridge.view.isHidden() and not page.updates.view.isHidden())
    typing.wait(lambda: page.sample.text().endswith(". Of the model with your own filter."))
    assert page.ridge.figures.text().startswith(itself)
    assert page.updates.figures.text().startswith(itself)
    time = typing.pages.through_time
    typing.look_at_part("Through time")
    typing.wait(lambda: time.heard.isVisible() and typing.nothing_asked)
    assert time.heard.text() == LEFT_OUT
    assert not np.allclose(time.beside._beside.after.filters[0], preset("blur", 5, 5))
    typing.press_named("Take it out")
    typing.wait(lambda: typing.nothing_asked and not said(typing))
    assert time.heard.isHidden()
    assert not page.ridge.figures.text().startswith(itself)
    typing.look_at_part("Statistics")
    typing.wait(lambda: page.sample.text().endswith("not augmented."))


def test_as_it_stands_is_as_it_stands_by_now(typing: Person) -> None:
    """Also after looking back, or once another was put in; what was typed stays."""
    page, trained = typing.pages.own_filter, typing.pages.own_filter.own.kernels
    typing.wait(lambda: typing.engine.looking.can_look_back)
    typing.engine.looking.first()
    typing.wait(lambda: typing.nothing_asked and not np.array_equal(page.own.kernels, trained))
    first = page.own.kernels
    np.testing.assert_array_equal(page.tried.before.values, page.tried.after.values)
    begin_with(typing, "blur")
    typing.engine.looking.now()
    typing.wait(lambda: typing.nothing_asked and page.tried.step > 0)
    np.testing.assert_array_equal(page.own.kernels[0], preset("blur", 5, 5))
    begin_with(typing, AS_IT_IS)
    np.testing.assert_array_equal(page.own.kernels, trained)
    assert not np.array_equal(page.own.kernels, first)


def test_a_new_run_begins_with_it_and_says_so(typing: Person) -> None:
    begin_with(typing, "outline")
    typing.press(typing.pages.own_filter.put_in)
    typing.wait(lambda: said(typing) and typing.nothing_asked)
    first = typing.shared.run.current.id
    typing.press(typing.pages.own_filter.train_from)
    typing.wait(lambda: typing.shared.run.current.id != first and typing.shared.run.current.phase == "finished")
    assert not said(typing)
    folder = RunFolder.open(typing.engine.service.folder(typing.shared.run.current.id))
    said_first = next(event.what for event in read_events(folder.events_file) if isinstance(event, Noted))
    assert said_first.startswith("Typed in by hand: filter 1 of ")
    typing.wait(lambda: quiet_sentence(typing).endswith("“LeNet-5 on digits”, filter 1 typed in."))


def quiet_sentence(person: Person) -> str:
    """What the line says while there is no news."""
    shown, run = person.shared.workspace.shown, person.shared.run
    return in_words(run.current.project, analysed(run.current.project), shown, run)


def test_of_another_model_the_page_is_left_and_how_a_typed_weight_learns_is_refused(typing: Person) -> None:
    begin_with(typing, "blur")
    typing.press(typing.pages.own_filter.put_in)
    typing.wait(lambda: said(typing) and typing.nothing_asked)
    value, at = typing.pages.arithmetic, typing.pages.own_filter.own.address
    typing.panels.parts_of_inspect.show_page(ARITHMETIC)
    value._look_at_weight((f"{at}/weight", (0, 0, 1, 1)))
    assert value.learning.about.text() == TYPED_IN
    value._look_at_weight((f"{at}/weight", (1, 0, 1, 1)))
    typing.wait(lambda: "Weight after" in value.learning.lines.accessibleName())
    typing.panels.parts_of_inspect.show_page(LEARNED)
    assert typing.pages.own_filter.isVisible()
    workspace = typing.shared.workspace
    workspace.show_model(replace(workspace.shown, run="another"))
    assert not typing.pages.own_filter.isVisible()
