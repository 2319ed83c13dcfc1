"""Why this answer: a map over the current image, of any class, by any method, live."""

import numpy as np
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from engine.network.network import Network
from engine.service.answers import ImageOf
from tests.journeys.person import Person


def look_why(window: Person) -> None:
    window.look_at_part("Why this answer")
    window.wait(lambda: window.pages.why.explained is not None)


def choose(window: Person, field, text: str) -> None:
    """Picks an entry as the keyboard does."""
    field.setFocus()
    field.setCurrentIndex(field.findText(text))
    field.activated.emit(field.currentIndex())


def settled(window: Person) -> bool:
    explained = window.pages.why.explained
    return explained is not None and window.engine.jobs.idle


def test_the_answer_is_explained_while_it_trains_for_any_class_and_on_the_drawing(window: Person) -> None:
    look_why(window)
    page = window.pages.why
    assert page.source.fitting().startswith("initial weights")
    assert "Nothing has been learned yet" in page.sanity.text()
    window.train()
    window.wait(lambda: page.explained is not None and page.explained.step == 60)
    best = window.shared.image.project.facts.classes[page.explained.taken_for]
    assert page.heading.text() == f"Why {best}?"
    assert "step 60" in page.source.fitting()

    choose(window, page.choices.wanted, "4")
    choose(window, page.choices.other, "9")
    window.wait(lambda: page.heading.text() == "Why 4 rather than 9?")
    assert page.colours.text().startswith("Red speaks for 4, blue for 9.")
    before = page.explained.plane.copy()
    window.draw((0.2, 0.2), (0.8, 0.3), (0.4, 0.9))  # which is told of a moment later
    window.wait(lambda: settled(window) and not np.array_equal(page.explained.plane, before))
    assert page.explained.image == window.shared.image.ref

    for method in ("Integrated gradients", "Gradient", "Occlusion"):
        choose(window, page.choices.method, method)
        window.wait(lambda: settled(window) and page.explained.address is None)
        assert page.choices.nothing.isVisible() == (method != "Gradient")
        assert not page.choices.layer.isVisible()
    choose(window, page.choices.method, "Grad-CAM")
    window.wait(lambda: settled(window) and page.explained.address is not None)
    first = page.choices.layer.itemText(1)
    assert first == "1. Convolution: 6×28×28"
    choose(window, page.choices.layer, first)
    window.wait(lambda: settled(window) and page.explained.grid == (28, 28))


def test_the_map_is_read_by_keys_follows_an_image_of_the_data_and_is_copied(window: Person) -> None:
    window.train()
    look_why(window)
    page = window.pages.why
    window.shared.image.look_at(ImageOf("test", 3))
    window.wait(lambda: settled(window) and (page.explained.image, page.explained.step) == (ImageOf("test", 3), 60))
    view = page.maps.learned
    view.setFocus(Qt.FocusReason.TabFocusReason)
    strongest = view.reading()
    row, column = divmod(int(np.abs(page.explained.plane).argmax()), 28)
    assert strongest.startswith(f"Row {row + 1}, column {column + 1}: ")
    window.key(Qt.Key.Key_Home)
    assert view.reading().startswith(f"Row {row + 1}, column 1: ")
    assert page.readout.fitting() == view.reading()
    assert view.accessibleDescription().startswith("Strongest for it at row ")
    page.export.copy_numbers()
    window.wait(lambda: len(QApplication.clipboard().text().splitlines()) == 2 * 29)
    lines = QApplication.clipboard().text().splitlines()[1:29]
    np.testing.assert_allclose(
        [[float(value) for value in line.split("\t")] for line in lines], page.explained.plane, rtol=1e-5
    )
    page.export.copy_picture()
    assert not QApplication.clipboard().image().isNull()


def test_what_cannot_be_explained_says_why(window: Person) -> None:
    look_why(window)
    page = window.pages.why
    window.press_named("Clear")
    window.wait(lambda: page.sentence.isVisible() and page.sentence.text().startswith("Draw something"))
    window.draw((0.2, 0.2), (0.8, 0.3))
    window.wait(lambda: page.explained is not None)
    nodes = window.shared.document.network.nodes
    window.shared.document.edit_network(Network((*nodes[:2], nodes[-1])), "Break it")
    window.wait(lambda: page.sentence.isVisible() and page.sentence.text().startswith("Mend the stack"))
    window.shared.document.edit_network(Network(nodes[:0]), "Empty it")
    window.wait(lambda: page.sentence.isVisible() and page.sentence.text().startswith("Add layers"))
