"""One filter or map fills the page: by key, with its numbers, its input beside it, and the same on other images."""

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from engine.service.answers import ImageOf
from gui.inspect.parts import ARITHMETIC
from tests.journeys.person import LEFT, Person


@pytest.fixture
def trained(window: Person) -> Person:
    window.train()
    window.shared.image.look_at(ImageOf("test", 3))
    window.wait(lambda: window.nothing_asked and window.panels.inspect.outputs.mosaic.count() == 6)
    return window


def settled(person: Person) -> bool:
    enlarged = person.pages.enlarged.enlarged
    return enlarged is not None and person.nothing_asked


def test_a_map_is_enlarged_by_key_read_turned_and_left_again(trained: Person) -> None:
    page, maps = trained.pages.enlarged, trained.panels.inspect.outputs.mosaic
    maps.setFocus(Qt.FocusReason.TabFocusReason)
    trained.key(Qt.Key.Key_Right)
    trained.key(Qt.Key.Key_Return)
    trained.wait(lambda: settled(trained) and page.body.others.isVisible())
    assert (page.heading.text(), page.number.text()) == ("1. Convolution", "Map 2 of 6")
    assert not maps.isVisible()
    found = page.enlarged.found
    assert found.values.shape == found.beside.values.shape == (28, 28)
    assert page.body.plane.size() == page.body.input.size()
    assert page.body.about_input.text() == "Made of the image"
    assert page.body.others.count() == 12
    row, column = divmod(int(np.abs(found.values).argmax()), 28)
    words = f"row {row + 1}, column {column + 1}"
    assert words in page.body.ends.text()
    assert page.area.widget().minimumSizeHint().width() <= page.area.viewport().width()  # nothing is under the bar
    page.body.plane.clearFocus()
    page.body.plane.setFocus(Qt.FocusReason.TabFocusReason)
    assert page.readout.fitting().startswith(f"R{words[1:]}: ")
    assert words in page.body.plane.accessibleDescription()
    trained.key(Qt.Key.Key_PageDown)
    trained.wait(lambda: settled(trained) and page.number.text() == "Map 3 of 6")
    trained.key(Qt.Key.Key_Escape)
    assert maps.isVisible()
    assert maps.hasFocus()


def test_it_follows_image_layer_and_colours_and_is_copied(trained: Person) -> None:
    page = trained.pages.enlarged
    trained.press(trained.panels.inspect.openers.of_map)
    trained.wait(lambda: settled(trained))
    before = page.enlarged.found.values
    trained.shared.image.look_at(ImageOf("test", 4))
    trained.wait(lambda: settled(trained) and not np.array_equal(page.enlarged.found.values, before))
    nodes = trained.shared.document.network.nodes
    trained.shared.workspace.select([nodes[2].id])
    trained.wait(lambda: settled(trained) and page.heading.text() == "3. Average pooling")
    assert page.body.about_input.text() == "Made of map 1 of 2. Tanh"
    assert not page.turn.isVisible()
    page.colours.palettes.setCurrentIndex(1)
    page.colours.palettes.activated.emit(1)
    page.colours.common.click()
    low, high = page.body.plane._colours[1:]
    assert -low == high == pytest.approx(max(map(abs, page.enlarged.found.layer_limits)))
    page.export.copy_numbers()
    trained.wait(lambda: len(QApplication.clipboard().text().splitlines()) == 14)
    page.export.copy_picture()
    assert not QApplication.clipboard().image().isNull()
    trained.shared.workspace.select([nodes[-1].id])  # single values: its sections are there again
    trained.wait(trained.panels.inspect.outputs.isVisible)


def test_a_filter_is_enlarged_with_its_channels_and_leads_to_its_map_and_to_the_arithmetic(trained: Person) -> None:
    page, inspect = trained.pages.enlarged, trained.panels.inspect
    trained.shared.workspace.select([trained.shared.document.network.nodes[4].id])
    trained.wait(lambda: inspect.filters.mosaic.count() == 96 and trained.nothing_asked)
    mosaic = inspect.filters.mosaic
    trained.bot.mouseClick(mosaic, LEFT, pos=mosaic.tile_rect(8).center().toPoint())  # filter 2, channel 3
    trained.wait(lambda: settled(trained))
    assert page.number.text() == "Filter 2 of 16"
    assert page.body.about.text().startswith("Weights of input channel 3 · bias ")
    assert page.body.others.count() == 6
    page.body.others.setFocus(Qt.FocusReason.TabFocusReason)
    trained.key(Qt.Key.Key_Right)
    assert page.body.about.text().startswith("Weights of input channel 4")
    trained.press(page.turn)
    trained.wait(lambda: settled(trained) and page.number.text() == "Map 2 of 16")
    assert page.body.about_input.text().endswith("of 4. Tanh")
    plane = page.body.plane
    trained.bot.mouseClick(plane, LEFT, pos=plane.rect().center())
    trained.wait(lambda: trained.pages.arithmetic.value is not None)
    assert trained.panels.parts_of_inspect.front == ARITHMETIC
    assert trained.pages.arithmetic.held.within[0] == 1


def test_filters_are_listed_in_an_order_and_enlarged_from_there(trained: Person) -> None:
    page, inspect = trained.pages.survey, trained.panels.inspect
    inspect.openers.survey.trigger()
    trained.wait(lambda: page.surveyed is not None and trained.nothing_asked)
    assert page.summary.text().startswith("6 filters on 200 test images: ")
    assert not page.model.index(0, 0).data(Qt.ItemDataRole.DecorationRole).isNull()
    page.order.setCurrentIndex(1)
    page.order.activated.emit(1)
    norms = [float(page.model.index(row, 1).data()) for row in range(6)]
    assert norms == sorted(norms, reverse=True)
    assert "prefers: " in page.model.index(0, 3).data(Qt.ItemDataRole.AccessibleTextRole)
    page.table.setFocus()
    trained.key(Qt.Key.Key_Up)
    trained.key(Qt.Key.Key_Down)
    first = page.model.filter_at(page.table.currentIndex().row())
    trained.key(Qt.Key.Key_Return)
    trained.wait(lambda: settled(trained) and trained.pages.enlarged.isVisible())
    assert trained.pages.enlarged.number.text() == f"Filter {first + 1} of 6"
    trained.key(Qt.Key.Key_Escape)
    assert page.isVisible()
    trained.shared.workspace.select([trained.shared.document.network.nodes[4].id])
    trained.wait(lambda: page.model.rowCount() == 16)
    trained.key(Qt.Key.Key_Escape)
    assert inspect.outputs.isVisible()


def test_several_layers_stand_on_one_sheet(trained: Person) -> None:
    page, inspect = trained.pages.sheet, trained.panels.inspect
    inspect.openers.sheet.trigger()
    trained.wait(lambda: page.export.isEnabled() and trained.nothing_asked)
    nodes = trained.shared.document.network.nodes
    assert page.chosen == tuple(node.id for node in nodes[:4])
    shown = [section for section in page._sections if section.isVisible()]
    assert [section.mosaic.count() for section in shown] == [6, 6, 6, 6]
    trained.wait(lambda: shown[0].caption()[0].startswith("1. Convolution (z1)"))
    page.layers.setCurrentRow(5)
    trained.key(Qt.Key.Key_Space)
    assert page.chosen[-1] == nodes[5].id
    trained.wait(lambda: len(page._sections) == 5 and page._sections[4].caption()[0].startswith("6. Tanh (a2)"))
    for row in range(4, 14):  # more than there may be
        page.layers.item(row).setCheckState(Qt.CheckState.Checked)
    assert len(page.chosen) == 12
    page.export.copy_picture()
    assert not QApplication.clipboard().image().isNull()
    trained.wait(lambda: trained.nothing_asked)
    page._sections[2].mosaic.opened.emit(3)
    trained.wait(lambda: settled(trained) and trained.pages.enlarged.heading.text() == "3. Average pooling")
    trained.key(Qt.Key.Key_Escape)
    assert page.isVisible()
    trained.key(Qt.Key.Key_Escape)
    assert inspect.outputs.isVisible()


def test_the_keyboard_comes_to_the_picture_once_that_is_of_what_was_chosen(trained: Person) -> None:
    page, inspect, heard = trained.pages.enlarged, trained.panels.inspect, []

    def hear(_old: object, new: object) -> None:
        if new is page.body.plane:
            heard.append((page.body.plane.accessibleName(), page.body.plane.accessibleDescription()))

    QApplication.instance().focusChanged.connect(hear)
    inspect.openers.of_map.click()
    trained.wait(page.body.plane.hasFocus)
    trained.key(Qt.Key.Key_Escape)
    inspect.filters.mosaic.setFocus(Qt.FocusReason.TabFocusReason)
    trained.key(Qt.Key.Key_Right)
    trained.key(Qt.Key.Key_Return)
    trained.wait(page.body.plane.hasFocus)
    assert page.number.text() == "Filter 2 of 6"
    maps, filters = heard
    assert filters == (page.body.plane.accessibleName(), page.body.plane.accessibleDescription())
    assert maps != filters
    trained.press(page.own)
    trained.wait(lambda: trained.pages.own_filter.table.hasFocus() and trained.nothing_asked)
    trained.key(Qt.Key.Key_Escape)
    trained.wait(page.body.plane.hasFocus)
    QApplication.instance().focusChanged.disconnect(hear)
