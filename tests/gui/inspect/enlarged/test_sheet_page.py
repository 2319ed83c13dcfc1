"""Sheet page: layers come one a turn, none twice for a sheet, and those that wait longest first."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from engine.inspection.enlarging.parts import SheetLayer
from engine.service.looking.layers.enlarge_questions import Sheet
from gui.inspect.enlarged.sheet_page import CHOOSE, SheetPage
from tests.gui.inspect.layers import floats, show_model

LAYERS = tuple(f"n0000{number}" for number in range(5))


def sheet(step, *addresses):
    return Sheet(step, tuple(SheetLayer(one, 3, floats(3, 6, 6), (6, 6)) for one in addresses))


@pytest.fixture
def page(workspace, run, qtbot):
    show_model(workspace)
    page = SheetPage(workspace, run)
    qtbot.addWidget(page)
    page.offer({one: f"Layer {one}" for one in LAYERS}, LAYERS)
    with qtbot.waitExposed(page):
        page.show()
    return page


def there(page):
    return [section.isVisible() for section in page._sections]


def test_one_layer_comes_a_turn_and_then_it_can_be_copied(page, qtbot):
    page.show_sheet(sheet(1, *LAYERS))
    assert (there(page), page.export.isEnabled(), page.sentence.isVisible()) == ([], False, False)
    page._show_next()
    page._show_next()
    assert (there(page), page.export.isEnabled()) == ([True] * 2, False)
    qtbot.waitUntil(page.export.isEnabled)
    assert there(page) == [True] * 5
    assert page._addresses == list(LAYERS)


def test_each_layer_and_the_whole_sheet_are_copied_by_keys(page, qtbot):
    page.show_sheet(sheet(1, LAYERS[0]))
    qtbot.waitUntil(page.export.isEnabled)
    said = []
    page.export.message.connect(said.append)
    (section,) = page._sections
    for on, words in ((section.mosaic, "Copied the maps as a table."), (page.back, "Copied the sheet as a table.")):
        QTest.keyClick(on, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
        qtbot.waitUntil(lambda words=words: said[-1:] == [words])
    assert [len(list(part._rows())) for part in (section, page)] == [1 + 3 * 6, 1 + 3 * 36]
    assert section._array().shape == (3, 6, 6)


def test_another_sheet_meanwhile_takes_no_turn_from_those_below(page, qtbot, monkeypatch):
    turns, real = [], page._show_layer
    monkeypatch.setattr(page, "_show_layer", lambda *one: turns.append(one[0]) or real(*one))
    page.show_sheet(sheet(1, *LAYERS))
    page._show_next()
    page._show_next()
    page.show_sheet(sheet(2, *LAYERS))
    qtbot.waitUntil(page.export.isEnabled)
    assert turns == [0, 1, 2, 3, 4, 0, 1]


def test_fewer_layers_and_more_again_stand_at_their_places(page, qtbot):
    page.show_sheet(sheet(1, *LAYERS))
    page._show_next()
    page.show_sheet(sheet(1, *LAYERS[3:]))
    page._show_next()
    page.show_sheet(sheet(1, *LAYERS[1:]))
    qtbot.waitUntil(page.export.isEnabled)
    assert there(page) == [True] * 4
    assert page._addresses == list(LAYERS[1:])


def test_a_sheet_of_fewer_layers_keeps_none_of_those_before(page, qtbot):
    page.show_sheet(sheet(1, *LAYERS))
    qtbot.waitUntil(page.export.isEnabled)
    page.show_sheet(sheet(1, *LAYERS[:2]))
    assert there(page) == [True, True, False, False, False]


def test_what_is_said_ends_what_was_to_come(page, qtbot):
    page.show_sheet(sheet(1, *LAYERS))
    page._show_next()
    page.show_sheet(sheet(1))
    assert (there(page), page.sentence.text(), page.export.isEnabled()) == ([False], CHOOSE, False)
    page._show_next()
    assert there(page) == [False]
    page.show_sheet(sheet(1, LAYERS[0]))
    qtbot.waitUntil(page.export.isEnabled)
    assert there(page) == [True]


def test_all_numbers_of_the_sheet_are_there_as_a_table_and_as_an_array(page, qtbot):
    assert page._rows() is None
    assert page._array() is None
    vector, thin = floats(4), floats(2, 3, 3)
    layers = SheetLayer(LAYERS[0], 2, thin, (6, 6), 2), SheetLayer(LAYERS[1], 4, vector)
    page.show_sheet(Sheet(1, layers))
    head, *rows = page._rows()
    found = page._array()
    assert head == list(found.dtype.names) == ["layer", "map", "row", "column", "value"]
    assert len(rows) == len(found) == 2 * 9 + 4
    assert rows[17][1:4] == [2, 5, 5]
    assert [tuple(row) for row in rows] == [tuple(one.item() for one in row) for row in found]
