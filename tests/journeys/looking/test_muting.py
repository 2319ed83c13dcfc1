"""Muting: an eye on cards, filters, maps and units; the answer follows at once, and one click leads back."""

import pytest
from PySide6.QtCore import QPoint, Qt

from engine.project.recipes import read_recipe
from engine.service.answers import ImageOf
from gui.stack.list.cards.card_painting import eye_area
from tests.journeys.person import CTRL, LEFT, SHIFT, Person

A_DIGIT = ImageOf("test", 3)


@pytest.fixture
def trained(window: Person) -> Person:
    window.train()
    window.shared.image.look_at(A_DIGIT)
    window.wait(lambda: window.nothing_asked)
    return window


def press_eye(window: Person, position: int) -> None:
    """Of a card, where it is painted under the pointer."""
    view = window.panels.stack.view
    index = view.model().index(position)
    card = view.cards.style.card(view.rows[position], view.visualRect(index))
    area = eye_area(card, view.rows[position], view.cards.style)
    window.bot.mouseClick(view.viewport(), LEFT, pos=area.center().toPoint())


def said(window: Person) -> str:
    saying = window.chrome.line.said("mutes")
    return "" if saying is None else saying.whole


def test_an_eye_on_a_card_mutes_it_everywhere_and_one_click_unmutes_all(trained: Person) -> None:
    before, weights = trained.bars, trained.shared.document.project
    press_eye(trained, 4)
    trained.wait(lambda: "test images" in said(trained) and trained.nothing_asked)
    assert said(trained).startswith("Muted: 5. Convolution. Of 200 test images ")
    assert "Most suffers" in said(trained)
    words = trained.chrome.line._row.words.fitting()  # in the narrow line of a window of the usual size
    assert "suffers" in words or "worst" in words
    assert not words.endswith("…")
    assert trained.bars != before
    view = trained.panels.stack.view
    assert ", muted," in view.model().index(4).data(Qt.ItemDataRole.AccessibleTextRole)
    assert trained.shared.document.project is weights
    assert not trained.shared.document.modified
    trained.press_named("Unmute all")
    trained.wait(lambda: trained.nothing_asked)
    assert trained.bars == before
    assert said(trained) == ""


def test_filters_and_maps_are_muted_by_eye_and_by_key_and_ranked_by_what_that_costs(trained: Person) -> None:
    page = trained.panels.inspect
    maps = page.outputs.mosaic
    trained.wait(lambda: maps.count() == 6)
    maps.setFocus(Qt.FocusReason.TabFocusReason)
    trained.key(Qt.Key.Key_Right)
    trained.key(Qt.Key.Key_Space)
    trained.wait(lambda: trained.nothing_asked)
    assert maps.eyes.is_muted(1)
    assert page.filters.mosaic.eyes.is_muted(1)
    assert page.source.fitting().endswith("step 60 · muted: filter 2")
    assert not maps._tiles.values[1].any()
    filters = page.filters.mosaic
    eye = filters.eyes.area(filters.tile_rect(4)).center().toPoint()
    trained.bot.mouseMove(filters, eye - QPoint(1, 0))
    trained.bot.mouseClick(filters, LEFT, pos=eye)
    assert trained.shared.workspace.muted.value.channels(page.address()) == {1, 4}
    trained.press(page.mute.row.rank)
    rows = page.mute.ranking.rows
    trained.wait(lambda: rows.isVisible() and rows.topLevelItemCount() == 6)
    ticked = {rows.topLevelItem(at).text(0) for at in range(6) if rows.topLevelItem(at).checkState(0).value}
    assert ticked == {"Filter 2", "Filter 5"}
    first = rows.topLevelItem(0)
    first.setCheckState(0, Qt.CheckState.Checked if first.text(0) not in ticked else Qt.CheckState.Unchecked)
    assert len(trained.shared.workspace.muted.value.muted) in (1, 3)
    trained.shared.workspace.muted.turn(page.address())
    assert all(rows.topLevelItem(at).checkState(0).value for at in range(6))
    assert rows.topLevelItem(0).isDisabled()


def test_what_was_said_of_another_model_goes_with_it(trained: Person) -> None:
    part = trained.panels.inspect.mute
    trained.wait(lambda: trained.panels.inspect.outputs.mosaic.count() == 6)
    trained.press(part.row.rank)
    trained.wait(part.ranking.rows.isVisible)
    assert part.ranking.title.text().startswith("What muting each alone costs: at step 60, ")
    place = part.ranking.rows.mapTo(part, QPoint())
    part.ranking.rows.topLevelItem(0).setCheckState(0, Qt.CheckState.Checked)
    assert part.words.startswith("muted: filter ")
    trained.wait(lambda: trained.nothing_asked)
    assert part.ranking.rows.mapTo(part, QPoint()) == place, "no row moves under the pointer"
    part.ranking.rows.topLevelItem(0).setCheckState(0, Qt.CheckState.Unchecked)
    trained.shared.workspace.muted.choose("mean")  # ranked anew
    assert not part.ranking.rows.isVisible()
    trained.wait(part.ranking.rows.isVisible)
    trained.shared.document.open(read_recipe("mlp-1"), None)
    trained.wait(lambda: trained.shared.workspace.shown is not None and trained.nothing_asked)
    assert part.ranking.isHidden()


def test_escape_closes_the_ranking_and_the_keyboard_goes_back_to_its_button(trained: Person) -> None:
    part = trained.panels.inspect.mute
    trained.wait(lambda: trained.panels.inspect.outputs.mosaic.count() == 6)
    for come in (part.row.rank.setFocus, part.ranking.rows.setFocus):
        trained.press(part.row.rank)
        trained.wait(part.ranking.rows.isVisible)
        come()
        trained.key(Qt.Key.Key_Escape)
        assert part.ranking.isHidden()
        assert part.row.rank.hasFocus()


def test_what_was_ranked_is_ranked_anew_where_other_weights_stay_in_sight(trained: Person) -> None:
    part = trained.panels.inspect.mute
    trained.wait(lambda: trained.panels.inspect.outputs.mosaic.count() == 6)
    trained.press(part.row.rank)
    trained.wait(lambda: part.ranking.rows.isVisible() and "at step 60, " in part.ranking.title.text())
    trained.look_back(0)
    assert part.ranking.rows.isVisible()  # until the next is there
    trained.wait(lambda: "at step 0, " in part.ranking.title.text())
    assert part.ranking.rows.isVisible()
    trained.engine.looking.now()
    trained.wait(lambda: "at step 60, " in part.ranking.title.text())


def test_a_key_mutes_the_selected_layer_and_what_leaves_the_stack_alone_stays_muted(trained: Person) -> None:
    view = trained.panels.stack.view
    view.setFocus()
    trained.key(Qt.Key.Key_M, CTRL)
    assert trained.shared.workspace.muted.in_words() == "1 layer"
    trained.key(Qt.Key.Key_M, CTRL | SHIFT)
    assert not trained.shared.workspace.muted.value
    trained.key(Qt.Key.Key_M, CTRL)
    trained.key(Qt.Key.Key_Delete)
    assert said(trained).startswith("Muted: 1. Convolution.")
    trained.shared.document.undo_stack.undo()
    assert said(trained).startswith("Muted: 1. Convolution.")
    trained.press_named("Unmute all")
    assert said(trained) == ""


def test_the_keyboard_is_back_where_it_was_once_all_is_unmuted(trained: Person) -> None:
    maps = trained.panels.inspect.outputs.mosaic
    trained.wait(lambda: maps.count() == 6)
    for press in (trained.press_named, lambda _: trained.key(Qt.Key.Key_Space)):
        maps.setFocus(Qt.FocusReason.TabFocusReason)
        trained.key(Qt.Key.Key_Space)
        trained.wait(lambda: "test images" in said(trained) and trained.nothing_asked)
        next(one for one in trained.chrome.line._row._buttons if one.text() == "Unmute all").setFocus()
        press("Unmute all")
        assert trained.chrome.line.topic != "mutes"
        assert maps.hasFocus(), "no other button of the line, which the next Space would press"
