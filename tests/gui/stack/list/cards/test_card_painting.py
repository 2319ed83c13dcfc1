"""Cards: what is painted can be clicked, maps appear on the cards in sight, and every state and zoom paints."""

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from engine.network.network import Network
from engine.network.nodes import BLOCKS, LAYERS, Node, Repeat, random_ids
from engine.service.answers import Shown
from engine.typed.document import changed
from gui.appearance import theme
from gui.stack.list.cards import card_painting
from gui.stack.list.cards.fix_buttons import fix_buttons
from tests.gui.stack.networks import lenet, resnet
from tests.gui.stack.stacks import Show, Stack


def click(qtbot: QtBot, stack: Stack, at: QPoint) -> None:
    qtbot.mouseClick(stack.view.viewport(), Qt.MouseButton.LeftButton, pos=at)


def colours(stack: Stack, key: str) -> set[str]:
    """The colours in the middle of a card."""
    image = stack.view.viewport().grab(stack.rect(key)).toImage()
    return {image.pixelColor(x, y).name() for x in range(image.width()) for y in range(image.height())}


def as_it_is(stack: Stack) -> QImage:
    """The list as it is on the screen, without being painted for that."""
    viewport, window = stack.view.viewport(), stack.panel.window()
    at, size = viewport.mapTo(window, QPoint()), viewport.size()
    return window.screen().grabWindow(window.winId(), at.x(), at.y(), size.width(), size.height()).toImage()


def broken() -> Network:
    network = lenet()
    return network.remove({network.nodes[8].id})


def test_a_click_on_a_fix_mends(qtbot: QtBot, show: Show) -> None:
    stack = show(broken())
    stack.panel.select_first_problem()
    key = stack.workspace.selection[0]
    buttons = fix_buttons(stack.row(key), stack.rect(key), stack.view.cards.style)
    assert buttons[0].fix.text == "Insert Flatten before it"
    click(qtbot, stack, buttons[0].rect.center().toPoint())
    assert stack.problem_count == 0


def test_a_click_on_the_chevron_folds_and_unfolds(qtbot: QtBot, show: Show) -> None:
    stack = show(resnet())
    repeat = stack.network.nodes[3].id
    for folded in (True, False):
        click(qtbot, stack, stack.rect(repeat).topLeft() + QPoint(theme.px(16), theme.px(15)))
        assert stack.row(repeat).folded is folded


def test_broken_cards_are_red_and_others_are_not(show: Show) -> None:
    stack = show(broken())
    error = QColor(theme.current().error).name()
    stack.view.scrollToBottom()
    assert [error in colours(stack, row.key) for row in stack.model.rows if row.state == "broken"] == [True]
    assert error not in colours(stack, stack.network.nodes[9].id)


def test_maps_are_on_the_cards_in_sight(show: Show) -> None:
    stack = show(lenet())
    wanted = stack.panel.visible_addresses()
    assert stack.network.nodes[0].id in wanted
    assert stack.network.nodes[1].id not in wanted
    key = stack.network.nodes[0].id
    before = colours(stack, key)
    ramp = np.linspace(-3, 2, 6 * 28 * 28, dtype=np.float32).reshape(6, 28, 28)
    stack.panel.set_card_maps({key: ramp})
    assert len(colours(stack, key)) > len(before) + 100
    stack.panel.set_card_maps({})
    assert colours(stack, key) == before


def test_other_maps_paint_no_name_anew_and_look_as_if_all_were_painted(
    qtbot: QtBot, show: Show, monkeypatch: pytest.MonkeyPatch
) -> None:
    stack, named = show(lenet()), []
    first_line = card_painting._paint_first_line
    monkeypatch.setattr(card_painting, "_paint_first_line", lambda *all_: (named.append(all_[2]), first_line(*all_)))
    qtbot.waitUntil(lambda: not stack.view.viewport().visibleRegion().isEmpty())
    key, ramp = stack.network.nodes[0].id, np.linspace(0, 1, 784).reshape(1, 28, 28)
    stack.panel.set_card_maps({key: ramp})
    QApplication.processEvents()
    named.clear()
    stack.panel.set_card_maps({key: -ramp})
    QApplication.processEvents()
    assert not named
    seen = as_it_is(stack)
    stack.view.viewport().update()
    QApplication.processEvents()
    assert named
    assert as_it_is(stack) == seen


def test_maps_of_a_layer_that_was_changed_are_faint_and_say_of_what_size_they_are(show: Show) -> None:
    stack = show(lenet())
    first = stack.network.nodes[0]
    run = Shown("saved", stack.document.project, 1, 60, "a run")
    stack.workspace.show_model(run)
    stack.panel.set_card_maps({first.id: np.stack([np.full((28, 28), place) for place in (-1.0, 1.0)])})
    assert not stack.workspace.outdated
    stack.document.edit_network(stack.network.replace(changed(first, op=changed(first.op, filters=8))), "Filters")
    assert stack.workspace.outdated[first.id] == (6, 28, 28)
    assert stack.view.cards.maps.of_run == stack.workspace.outdated
    stack.document.undo_stack.undo()
    assert not stack.view.cards.maps.of_run


@pytest.mark.parametrize(
    "values", [np.zeros((8, 1, 1)), np.full((3, 5, 5), np.nan), np.ones(120), np.zeros(0), np.zeros((2, 300, 200))]
)
def test_odd_maps_paint_too(show: Show, values: np.ndarray) -> None:
    stack = show(lenet())
    stack.panel.set_card_maps({stack.network.nodes[0].id: values})
    assert not stack.view.grab().isNull()


def test_cards_in_sight_are_said_anew_after_scrolling(qtbot: QtBot, show: Show) -> None:
    stack = show(lenet())
    stack.panel.resize(360, 420)
    with qtbot.waitSignal(stack.panel.cards_scrolled):
        stack.view.scrollToBottom()
    assert stack.network.nodes[0].id not in stack.panel.visible_addresses()
    assert stack.network.nodes[-1].id in stack.panel.visible_addresses()


@pytest.mark.parametrize("mode", ["light", "dark"])
@pytest.mark.parametrize("zoom", [1.0, 2.0])
def test_every_kind_paints_in_every_look(qapp: QApplication, show: Show, mode: theme.Mode, zoom: float) -> None:
    theme.apply(qapp, mode, zoom)
    new_id = random_ids(9)
    everything = tuple(Node(new_id(), kind()) for kind in (*LAYERS, *BLOCKS))
    stack = show(Network(everything))
    stack.panel.resize(theme.px(360), theme.px(2000))
    assert not stack.panel.grab().isNull()


def test_rows_grow_with_the_zoom(qapp: QApplication, show: Show) -> None:
    theme.apply(qapp, "light", 1.0)
    stack = show(lenet())
    key = stack.network.nodes[1].id
    before = stack.rect(key).height()
    theme.apply(qapp, "light", 2.0)
    qapp.processEvents()
    assert stack.rect(key).height() == pytest.approx(2 * before, abs=2)


def test_screen_readers_hear_the_card(show: Show) -> None:
    stack = show(lenet())
    said = stack.model.index(0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert said == "1. Convolution, 6 filters 5 by 5, padding 2, output 6 by 28 by 28, level 1"


def test_a_layer_that_went_into_a_repeat_keeps_the_maps_of_the_run(show: Show) -> None:
    stack = show(lenet())
    first = stack.network.nodes[0]
    stack.workspace.show_model(Shown("saved", stack.document.project, 1, 60, "a run"))
    stack.panel.set_card_maps({first.id: np.stack([np.full((28, 28), place) for place in (-1.0, 1.0)])})
    stack.document.edit_network(stack.network.wrap({first.id}, Repeat((), 2), lambda: "nwraps"), "Wrap")
    assert first.id in stack.panel.visible_addresses()
    assert first.id in stack.view.cards.maps
    assert not stack.workspace.outdated
    stack.document.edit_network(stack.network.change({first.id}, filters=8), "Filters")
    assert stack.workspace.outdated[first.id] == (6, 28, 28)
    assert stack.view.cards.maps.of_run[first.id] == (6, 28, 28)
