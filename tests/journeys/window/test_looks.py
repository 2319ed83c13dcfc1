"""Light and dark, zoom, pages, zones: switched by keys and menus, remembered for the next start."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton

from gui.appearance import theme
from gui.window.dialogs.help_dialog import HelpDialog
from tests.journeys.conftest import Opened
from tests.journeys.person import CTRL, SHIFT, Person

ALT = Qt.KeyboardModifier.AltModifier


def _brightness(person: Person) -> float:
    """Of the top bar, from 0 to 1."""
    top = person.chrome.top
    return top.grab().toImage().pixelColor(3, top.height() // 2).lightnessF()


def _choose(window: Person, theme: str) -> None:
    menu = next(row.menu() for row in window.chrome.actions.menus["View"].actions() if row.text() == "&Theme")
    next(row for row in menu.actions() if row.text().replace("&", "") == theme).trigger()


def test_dark_and_light_at_once_even_while_it_trains(window: Person) -> None:
    assert _brightness(window) > 0.7
    _choose(window, "Dark")
    assert _brightness(window) < 0.3
    assert window.shared.settings.value.theme == "dark"
    window.press(window.chrome.top.train)
    _choose(window, "Light")
    assert _brightness(window) > 0.7
    window.wait(lambda: window.ended)


def test_zoom_by_keys(window: Person) -> None:
    usual = window.chrome.top.height()
    for _ in range(3):
        window.key(Qt.Key.Key_Plus, CTRL)
    assert window.shared.settings.value.zoom == 1.3
    window.wait(lambda: window.chrome.top.height() > 1.2 * usual)
    window.key(Qt.Key.Key_0, CTRL)
    window.wait(lambda: window.chrome.top.height() == usual)
    window.shared.settings.change(zoom=theme.ZOOM_RANGE[0])
    window.key(Qt.Key.Key_Minus, CTRL)
    assert window.shared.settings.value.zoom == theme.ZOOM_RANGE[0]


def _buttons(person: Person) -> list[QAbstractButton]:
    """What the line above the chart offers."""
    return [one for one in person.chrome.line.findChildren(QAbstractButton) if one.isVisible()]


@pytest.mark.parametrize("size", [(1024, 768), (1280, 800), (1920, 1080)])
def test_everything_has_its_place_at_every_size(window: Person, size: tuple[int, int]) -> None:
    window.train()
    window.wait(lambda: window.told)
    window.frame.resize(*size)
    window.wait(lambda: window.frame.width() == size[0])
    buttons = _buttons(window)
    assert {"See mistakes", "More"} & {one.text() for one in buttons}  # in the menu where there is little room
    for button in buttons:
        assert button.width() >= button.minimumSizeHint().width(), button.text()
    for part in (
        *buttons,
        window.panels.try_it.bars,
        window.chrome.top,
        window.panels.stack,
        window.panels.chart,
        window.panels.inspect,
        window.panels.try_it,
        window.chrome.line,
        window.chrome.status,
    ):
        corner = part.mapTo(window.frame, part.rect().bottomRight())
        assert window.frame.rect().contains(corner), part.accessibleName()


def test_pages_and_zones_by_keys(window: Person) -> None:
    for number, page in enumerate(("inspect", "data", "training", "results", "runs"), start=1):
        window.key(Qt.Key(Qt.Key.Key_0 + number), ALT)
        assert window.frame.page == page
    window.key(Qt.Key.Key_1, CTRL)
    assert not window.panels.stack.isVisible()
    window.key(Qt.Key.Key_F11)
    assert not window.panels.chart.isVisible()
    assert not window.panels.try_it.isVisible()
    window.key(Qt.Key.Key_F11)
    assert window.panels.chart.isVisible()
    window.key(Qt.Key.Key_0, CTRL | SHIFT)
    assert window.panels.stack.isVisible()


def test_the_layout_is_there_again_at_the_next_start(window: Person, opened: Opened) -> None:
    window.frame.restore_sizes({"zones": (420, 0, 290)})
    sizes = window.frame.layout_sizes()["zones"]
    window.panels.chart.set_folded(True)
    window.close()
    again = opened(ready=False)
    assert again.panels.chart.folded
    again.key(Qt.Key.Key_0, CTRL)
    assert not again.panels.chart.folded  # all as usual
    again.frame.restore_sizes({"zones": sizes})
    assert again.frame.layout_sizes()["zones"] == sizes


def test_help_opens_at_the_page_in_front_lists_the_keys_and_closes_by_escape(window: Person) -> None:
    window.frame.show_page("runs")
    window.key(Qt.Key.Key_F1)
    (dialog,) = window.frame.findChildren(HelpDialog)
    assert dialog.contents.currentItem().text() == "Runs"
    window.chrome.actions["shortcuts"].trigger()
    text = dialog.page.toPlainText()
    assert "F5" in text
    assert "Ctrl+S" in text
    window.bot.keyClick(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible()
