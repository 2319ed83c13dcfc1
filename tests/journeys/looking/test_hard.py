"""Test it hard: sliders distort the current image and the test images; curve, examples and confusion follow."""

from PySide6.QtCore import Qt

from engine.network.network import Network
from engine.service.answers import ImageOf
from tests.journeys.person import Person


def go_to_hard(window: Person):
    window.frame.show_page("results")
    window.pages.results.show_part("hard")
    window.wait(lambda: window.pages.hard.measured is not None)
    return window.pages.hard


def test_the_slider_distorts_what_is_drawn_and_the_test_images(window: Person) -> None:
    window.train()
    page = go_to_hard(window)
    assert page.measured.step == 60
    window.wait(lambda: page.pair.answers[1].fitting().endswith("sure"))
    before = page.read.text()
    page.choice.slider.setFocus(Qt.FocusReason.TabFocusReason)
    window.key(Qt.Key.Key_End)
    assert page.choice.words.fitting() == "With 100 % noise"
    window.wait(lambda: page.pair.titles[1].text() == "With 100 % noise")
    assert page.read.text() != before
    assert page.read.text().startswith("With 100\N{NO-BREAK SPACE}% noise: ")

    window.wait(lambda: page.examples.list.images.rowCount() > 0)
    row = int(page.examples.list.images.indexes[0])
    window.wait(lambda: page.examples.list.thumbnails.picture(row) is not None)
    page.examples.list.setFocus(Qt.FocusReason.TabFocusReason)
    window.key(Qt.Key.Key_Home)
    window.key(Qt.Key.Key_Return)
    assert window.shared.image.ref == ImageOf("test", int(page.measured.found.places[row]))
    window.press(page.examples.confused)
    assert page.examples.matrix.matrix.isVisible()

    window.look_back(0)
    window.wait(lambda: page.measured is not None and page.measured.step == 0)
    assert "untrained" in page.source.fitting()


def test_each_kind_has_a_curve_and_keeps_its_strength(window: Person) -> None:
    page = go_to_hard(window)
    page.choice.kinds.setFocus(Qt.FocusReason.TabFocusReason)
    window.key(Qt.Key.Key_Down)
    window.wait(lambda: page.measured is not None and page.measured.found.kind == "rotation")
    assert page.choice.words.fitting() == "Turned 45° anticlockwise"
    page.choice.choose(0)
    window.key(Qt.Key.Key_Up)
    window.key(Qt.Key.Key_Down)
    assert page.choice.words.fitting() == "Turned 180° clockwise"
    window.wait(lambda: page.measured is not None and page.measured.found.kind == "rotation")


def test_a_curve_that_was_ended_is_measured_again_when_a_person_wants_it(window: Person) -> None:
    page = go_to_hard(window)
    page.choice.kinds.setCurrentIndex(1)
    page.stopped.emit()
    assert page.sentence.text() == "It was ended. “Again” begins it anew."
    window.press(page.again)
    window.wait(lambda: page.measured is not None and page.measured.found.kind == "rotation")
    assert not page.again.isVisible()


def test_what_cannot_be_measured_says_why(window: Person) -> None:
    page = go_to_hard(window)
    nodes = window.shared.document.network.nodes
    window.shared.document.edit_network(Network((*nodes[:2], nodes[-1])), "Break it")
    window.wait(lambda: page.sentence.isVisible() and page.sentence.text().startswith("Mend the stack"))
    window.shared.document.edit_network(Network(nodes[:0]), "Empty it")
    window.wait(lambda: page.sentence.isVisible() and page.sentence.text().startswith("Add layers"))
