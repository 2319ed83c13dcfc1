"""The palette with its explanation: below the field, or pinned as a column where there is room."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from gui.stack.palette.catalogue import ENTRIES
from gui.stack.palette.effect_picture import EffectPicture
from gui.stack.palette.palette import Palette
from tests.gui.stack.networks import lenet
from tests.gui.stack.stacks import Show, Stack

Key = Qt.Key


@pytest.fixture
def wide(qtbot: QtBot) -> Iterator[Stack]:
    """A stack in a window of 1,600 pixels."""
    stack = Stack(lenet())
    window = QWidget()
    row = QHBoxLayout(window)
    row.addWidget(stack.panel)
    row.addStretch()
    window.resize(1600, 900)
    qtbot.addWidget(window)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    yield stack
    stack.document.close()


def palette(stack: Stack) -> Palette:
    return stack.panel.palette_field


def test_the_highlighted_layer_is_explained_with_what_it_makes_here(qtbot: QtBot, show: Show) -> None:
    stack = show(lenet())
    field = palette(stack)
    field.search("max")
    title, help_line, words, here = field.popover.explanation.texts
    assert title == "Max pooling"
    assert here == "Here: 6×28×28 → 6×14×14"
    assert "strongest" in help_line
    assert "largest" in words
    assert field.popover.explanation.isVisible()
    qtbot.keyClick(field, Key.Key_Escape)
    assert not field.popover.explanation.isVisible()


def test_the_explanation_follows_the_arrows_and_the_mouse(qtbot: QtBot, show: Show) -> None:
    stack = show(lenet())
    field = palette(stack)
    field.search()
    qtbot.keyClick(field, Key.Key_Down)
    entries, explained = field.popover.list, field.popover.explanation
    assert explained.texts[0] == "Max pooling"
    middle = entries.visualItemRect(entries.item(4)).center()
    qtbot.mouseMove(entries.viewport(), middle - QPoint(2, 2))
    qtbot.mouseMove(entries.viewport(), middle)
    qtbot.waitUntil(lambda: explained.texts[0] == "Average pooling")


def test_pinned_it_stands_beside_the_stack_and_asks_for_its_width(qtbot: QtBot, wide: Stack) -> None:
    asked: list[int] = []
    wide.panel.pinning.widened.connect(asked.append)
    column = palette(wide).column
    assert not column.isVisible()
    qtbot.mouseClick(palette(wide).pin, Qt.MouseButton.LeftButton)
    assert column.isVisible()
    assert len(column.list.shown) == len(ENTRIES)
    assert asked == [column.width() + 8]
    qtbot.mouseClick(palette(wide).pin, Qt.MouseButton.LeftButton)
    assert not column.isVisible()
    assert sum(asked) == 0


def test_a_narrow_window_has_no_room_for_it(qtbot: QtBot, wide: Stack) -> None:
    wide.panel.pinning.set_pinned(True)
    wide.panel.window().resize(1200, 900)
    qtbot.waitUntil(lambda: not palette(wide).column.isVisible())
    assert wide.panel.pinning.pinned
    palette(wide).search()
    assert palette(wide).popover.isVisible()
    palette(wide).close_list()
    wide.panel.window().resize(1600, 900)
    qtbot.waitUntil(palette(wide).column.isVisible)


def test_without_room_it_cannot_be_pinned_and_says_why(qtbot: QtBot, wide: Stack) -> None:
    wide.panel.window().resize(1200, 900)
    pin = palette(wide).pin
    qtbot.waitUntil(lambda: not pin.isEnabled())
    assert "too narrow" in pin.toolTip()
    wide.panel.window().resize(1600, 900)
    qtbot.waitUntil(pin.isEnabled)


def test_letters_find_in_the_column_and_enter_adds(qtbot: QtBot, wide: Stack) -> None:
    wide.panel.pinning.set_pinned(True)
    palette(wide).search()
    qtbot.keyClicks(palette(wide), "drop")
    assert [entry.title for entry in palette(wide).column.list.shown] == ["Dropout", "Channel dropout"]
    qtbot.keyClick(palette(wide), Key.Key_Return)
    assert wide.titles[1] == "Dropout"
    assert palette(wide).text() == ""
    assert len(palette(wide).column.list.shown) == len(ENTRIES)


def test_the_column_by_keys_alone(qtbot: QtBot, wide: Stack) -> None:
    wide.panel.pinning.set_pinned(True)
    entries = palette(wide).column.list
    entries.setFocus()
    qtbot.keyClick(entries, Key.Key_Down)
    assert entries.chosen.title == "Max pooling"  # over the heading
    qtbot.keyClick(entries, Key.Key_Return)
    assert wide.titles[1] == "Max pooling"
    entries.setFocus()
    qtbot.keyClick(entries, Key.Key_T)
    assert palette(wide).hasFocus()
    assert entries.chosen.title == "Tanh"
    qtbot.keyClick(palette(wide), Key.Key_Escape)
    assert wide.view.hasFocus()


def test_what_a_layer_makes_follows_the_selection(wide: Stack) -> None:
    wide.panel.pinning.set_pinned(True)
    explained = palette(wide).column.explanation
    wide.workspace.select([wide.network.nodes[0].id])
    before = explained.texts[3]
    wide.workspace.select([wide.network.nodes[8].id])
    assert explained.texts[3] != before


def test_every_entry_speaks_and_nothing_is_without_a_name(wide: Stack) -> None:
    wide.panel.pinning.set_pinned(True)
    entries = palette(wide).column.list
    spoken = [entries.item(row).data(Qt.ItemDataRole.AccessibleTextRole) for row in range(entries.count())]
    assert "ReLU. Keeps what is positive and sets the rest to zero: the usual choice." in spoken
    for widget in (palette(wide), palette(wide).pin, entries):
        assert widget.accessibleName()
    picture = palette(wide).column.explanation.findChild(EffectPicture)
    assert picture.accessibleName().startswith("28×28 filter 3×3 26×26. This filter looks for edges")


def test_where_nothing_is_known_the_explanation_says_so(wide: Stack) -> None:
    wide.panel.pinning.set_pinned(True)
    flatten, first = wide.network.nodes[8].id, wide.network.nodes[0].id
    wide.document.edit_network(wide.network.move([flatten], wide.network.gap(first)), "Move")
    wide.workspace.select([wide.network.nodes[3].id])
    assert palette(wide).column.explanation.texts[3].startswith("Here: unknown")
