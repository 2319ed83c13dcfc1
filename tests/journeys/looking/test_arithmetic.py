"""How a number comes about: a value is held, slid, followed both ways and let go."""

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from engine.project.recipes import read_recipe
from engine.service.answers import ImageOf
from engine.service.looking.values.value_answers import Place
from gui.inspect.parts import ARITHMETIC
from tests.journeys.person import Person


def click_value(window: Person, mosaic: QWidget, tile: int, row: int, column: int) -> None:
    """As a person clicks it."""
    area = mosaic.tile_rect(tile)
    height, width = mosaic.map_size()
    at = QPointF((column + 0.5) * area.width() / width, (row + 0.5) * area.height() / height)
    window.bot.mouseClick(mosaic, Qt.MouseButton.LeftButton, pos=(area.topLeft() + at).toPoint())


def shown(window: Person, place: Place) -> bool:
    """In sight, which it is a turn of the window's loop after it was filled in."""
    page = window.pages.arithmetic
    return page.value is not None and page.value.held == place and not page.parts.isHidden()


def test_a_value_is_held_slid_followed_and_let_go(window: Person) -> None:
    first, tanh, pool, *_ = (node.id for node in window.shared.document.network.nodes)
    page, inspect = window.pages.arithmetic, window.panels.inspect
    window.shared.workspace.select([first])
    window.wait(lambda: inspect.outputs.mosaic.count() == 6)
    click_value(window, inspect.outputs.mosaic, 2, 11, 8)
    window.wait(lambda: shown(window, Place(first, (2, 11, 8))))
    assert page.isVisible()
    assert [step.heading.text() for step in page.path.steps if step.isVisible()] == [
        "1. Convolution", "2. Tanh", "3. Average pooling",
    ]  # fmt: skip
    said = page.among.map.accessibleDescription()
    assert said.startswith("row 12, column 9 of map 3: ")
    assert said.endswith("(bias)")
    assert page.path.steps[0].equation.text().replace("\N{NO-BREAK SPACE}", " ") in said
    assert page.held_maps.source.which.text() == "made of the image, channel 1, rows 10 to 14, columns 7 to 11"
    given = "normalised: black −0.424, white 2.82"
    assert page.held_maps.source.given.text() == given

    window.key(Qt.Key.Key_Right)
    window.key(Qt.Key.Key_Down)
    window.wait(lambda: shown(window, Place(first, (2, 12, 9))))
    window.key(Qt.Key.Key_PageDown)
    window.wait(lambda: shown(window, Place(first, (3, 12, 9))))
    value = page.value.own
    assert value.working.total == pytest.approx(value.value, abs=1e-5)
    assert value.value == pytest.approx(float(inspect.outputs._view.activation[3, 12, 9]), abs=1e-6)

    window.press(page.path.uses[0])
    window.wait(lambda: shown(window, Place(tanh, (3, 12, 9))))
    assert window.shared.workspace.selected == tanh
    headings = [step.heading.text() for step in page.path.steps if step.isVisible()]
    assert headings == ["1. Convolution", "2. Tanh · the held value", "3. Average pooling"]
    window.wait(lambda: not page.path.steps[1].heading.visibleRegion().isEmpty())  # though another stands before it
    held, place = page.path.steps[1], page.area.viewport()
    window.wait(lambda: 0 <= held.mapTo(place, QPoint()).y() < place.height())  # from its first line on
    assert not page.path.steps[0].grids.layout_of(0).readable
    window.bot.mouseClick(page.path.steps[0].grids, Qt.MouseButton.LeftButton, pos=QPoint(4, 4))
    assert page.path.steps[0].grids.layout_of(0).readable
    window.press(page.path.uses[0])
    window.wait(lambda: shown(window, Place(pool, (3, 6, 4))))
    window.press(page.held_maps.back)
    window.wait(lambda: shown(window, Place(tanh, (3, 13, 9))))
    assert page.held_maps.source.given.isHidden()  # it is made of a layer
    page.held_maps.back.setFocus()
    window.key(Qt.Key.Key_Escape)  # wherever the keyboard is on the page
    window.wait(lambda: page.value is None)
    assert page.outputs.isVisible()


def test_a_pressed_class_stays_among_the_others_with_its_line_in_sight(window: Person) -> None:
    last, page = window.shared.document.network.nodes[-1].id, window.pages.arithmetic
    window.panels.parts_of_inspect.show_page(ARITHMETIC)
    window.shared.workspace.select([last])
    window.wait(page.outputs.classes.isVisible)
    window.wait(lambda: len(page.path.steps) == 3)  # made before a value is chosen
    filled = []
    write = page.path.steps[0].more.setText
    page.path.steps[0].more.setText = lambda text: (filled.append(page.parts.isHidden()), write(text))
    page.outputs.classes.setFocus(Qt.FocusReason.TabFocusReason)
    window.key(Qt.Key.Key_Home)
    for _ in range(7):
        window.key(Qt.Key.Key_Down)
    window.key(Qt.Key.Key_Return)
    window.wait(lambda: shown(window, Place(last, (7,))))
    assert page.held_maps.where.text().startswith("class 7: ")
    window.wait(page.among.classes.hasFocus)
    assert filled[0]  # in sight each change of a part lays out all of them
    assert page.area.verticalScrollBar().value() == 0  # its line is in sight
    window.key(Qt.Key.Key_Down)
    window.wait(lambda: shown(window, Place(last, (8,))))
    window.key(Qt.Key.Key_Up)
    window.wait(lambda: shown(window, Place(last, (7,))))
    assert "Softmax makes" in page.path.steps[-1 if page.path.steps[-1].isVisible() else 0].more.text()


def test_a_value_is_held_by_key_alone(window: Person) -> None:
    first, page = window.shared.document.network.nodes[0].id, window.pages.arithmetic
    window.shared.image.look_at(ImageOf("test", 3))
    window.shared.workspace.select([first])
    window.panels.parts_of_inspect.show_page("arithmetic")
    window.wait(lambda: page.outputs.mosaic.isVisible() and window.nothing_asked)
    page.outputs.mosaic.setFocus(Qt.FocusReason.TabFocusReason)
    window.key(Qt.Key.Key_Right)
    window.key(Qt.Key.Key_Return)
    window.wait(lambda: page.value is not None)
    values = np.abs(page._view.activation[1])
    assert page.held.within == (1, *np.unravel_index(int(values.argmax()), values.shape))
    assert page.among.map.hasFocus()
    window.key(Qt.Key.Key_Escape)
    window.wait(page.outputs.isVisible)
    assert page.outputs.mosaic.hasFocus()


def test_what_a_value_sees_lights_up_in_the_image_and_follows_training(window: Person) -> None:
    first = window.shared.document.network.nodes[0].id
    page, canvas = window.pages.arithmetic, window.panels.try_it.canvas
    window.shared.image.look_at(ImageOf("test", 3))
    window.panels.parts_of_inspect.show_page("arithmetic")
    page.hold(Place(first, (0, 0, 5)))
    window.wait(lambda: shown(window, Place(first, (0, 0, 5))) and page.value.image == ImageOf("test", 3))
    assert canvas._outlined == ((0, 1, 2), (3, 4, 5, 6, 7))
    window.train()
    window.wait(lambda: page.value is not None and page.value.step == 60)
    window.panels.parts_of_inspect.show_page("why")
    assert canvas._outlined == ((), ())


def test_a_value_stays_held_while_nothing_is_drawn(window: Person) -> None:
    first = window.shared.document.network.nodes[0].id
    page = window.pages.arithmetic
    window.panels.parts_of_inspect.show_page(ARITHMETIC)
    window.draw((0.2, 0.2), (0.8, 0.3))
    page.hold(Place(first, (0, 9, 9)))
    window.wait(lambda: shown(window, Place(first, (0, 9, 9))))
    window.panels.try_it.canvas.clear()
    window.wait(lambda: page.value is None and "Nothing is drawn yet" in page.sentence.text())
    assert page.let_go.isVisible()
    assert not page.outputs.isVisible()
    window.draw((0.2, 0.2), (0.8, 0.3))
    window.wait(lambda: shown(window, Place(first, (0, 9, 9))))


def test_how_a_weight_learns_is_worked_out_step_by_step(window: Person) -> None:
    first = window.shared.document.network.nodes[0].id
    page = window.pages.arithmetic
    window.panels.parts_of_inspect.show_page("arithmetic")
    page.hold(Place(first, (1, 9, 9)))
    window.wait(lambda: shown(window, Place(first, (1, 9, 9))))
    window.press(page.path.steps[0].learns)
    window.wait(lambda: "Weight after" in page.learning.lines.accessibleName())
    assert " in step 1, on its batch of " in page.learning.about.text()
    page.export.copy_numbers()
    window.wait(lambda: "\nThe weight of filter 2 " in QGuiApplication.clipboard().text())
    begins = "layer\twhat\trow\tcolumn\tvalue\tweight\tnumber\n1. Convolution\tchannel 1\t1\t1\t"
    assert QGuiApplication.clipboard().text().startswith(begins)
    window.press(page.learning.close_button)
    assert page.learning.isHidden()
    window.train()
    window.wait(lambda: page.value is not None and page.value.step == 60)
    window.press(page.path.steps[0].learns)
    window.wait(lambda: page.learning.about.text() != "" and "being worked out" not in page.learning.about.text())
    assert "step" in page.learning.about.text()


def test_of_another_model_nothing_is_said_until_its_own_value_is_there(window: Person) -> None:
    last = window.shared.document.network.nodes[-1].id
    page = window.pages.arithmetic
    window.shared.workspace.select([last])
    page.hold(Place(last, (9,)))
    window.panels.parts_of_inspect.show_page(ARITHMETIC)
    window.wait(lambda: shown(window, Place(last, (9,))))
    window.frame.show_page("data")
    window.shared.document.open(read_recipe("mlp-1"), None)
    workspace = window.shared.workspace
    window.wait(lambda: workspace.shown is not None and workspace.shown.project.title == "One hidden layer on MNIST")
    assert page.value is None
    window.frame.show_page("inspect")
    window.wait(lambda: page.held is None or page.value is not None)
