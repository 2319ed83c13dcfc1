"""The help: contents, search, and every key, from the actions and from the panels that handle their own."""

import ast
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialogButtonBox, QMainWindow, QWidget
from pytestqt.qtbot import QtBot

from gui.window.dialogs.help_dialog import SHORTCUTS, HelpDialog
from gui.window.dialogs.help_sections import help_sections
from gui.window.frame.places import PLACES
from gui.window.menus.actions import Actions, Entry
from gui.window.menus.shortcuts import PANELS, panel_keys, shortcuts

ROOT = Path(__file__).resolve().parents[4]
FIELDS = ("gui/forms", "gui/pieces")  # what is typed into takes keys as every field does
TYPING = {"entry_list.py", "gallery.py", "card.py", "image_chooser.py", "help_dialog.py"}  # as every list and field


@pytest.fixture
def help(qtbot: QtBot) -> HelpDialog:
    window = QWidget()
    qtbot.addWidget(window)
    dialog = HelpDialog(help_sections(), "| Ctrl+K | knits |", window)
    dialog.window_kept = window
    dialog.open_at("")
    return dialog


def contents(help: HelpDialog) -> list[str]:
    return [help.contents.item(row).text() for row in range(help.contents.count())]


def test_it_opens_at_the_first_section_or_at_the_one_asked_for(help: HelpDialog) -> None:
    assert help.contents.currentItem().text() == "The first minute"
    help.open_at("Runs")
    assert "Lists every run" in help.page.toPlainText()


def test_every_page_has_a_section_of_its_name() -> None:
    titles = {section.title for section in help_sections()}
    assert {place.title for place in PLACES} <= titles


def test_a_search_narrows_the_contents_and_marks_what_it_found(qtbot: QtBot, help: HelpDialog) -> None:
    qtbot.keyClicks(help.search, "optimiser schedule")
    assert contents(help) == ["Training"]
    assert help.page.extraSelections()
    help.search.clear()
    assert len(contents(help)) > 10
    assert not help.page.extraSelections()


def test_a_search_without_a_hit_marks_nothing(qtbot: QtBot, help: HelpDialog) -> None:
    qtbot.keyClicks(help.search, "batch")
    assert help.page.extraSelections()
    qtbot.keyClicks(help.search, "xyzzy")
    assert not contents(help)
    assert not help.page.extraSelections()


def test_it_has_a_button_to_close_it(qtbot: QtBot, help: HelpDialog) -> None:
    close = help.findChild(QDialogButtonBox).button(QDialogButtonBox.StandardButton.Close)
    qtbot.mouseClick(close, Qt.MouseButton.LeftButton)
    assert not help.isVisible()


def test_a_search_finds_keys(qtbot: QtBot, help: HelpDialog) -> None:
    qtbot.keyClicks(help.search, "knits")
    assert contents(help) == [SHORTCUTS]


def test_a_search_in_vain_says_so(qtbot: QtBot, help: HelpDialog) -> None:
    qtbot.keyClicks(help.search, "xyzzy")
    assert contents(help) == []
    assert help._none.isVisible()


def test_arrows_go_through_the_contents_while_one_types(qtbot: QtBot, help: HelpDialog) -> None:
    qtbot.keyClick(help.search, Qt.Key.Key_Down)
    assert help.contents.currentRow() == 1
    assert help.page.toPlainText().startswith(help.contents.currentItem().text())


def test_the_shortcuts_are_those_of_the_actions(qtbot: QtBot) -> None:
    window = QMainWindow()
    qtbot.addWidget(window)
    actions = Actions(window)
    actions.menu("&Knitting", (Entry("knit", "&Knit…", "Ctrl+K or F4", print), Entry("rest", "Rest", "", print)))
    actions.make(Entry("purl", "Purl", "Ctrl+P", print))
    text = shortcuts(actions)
    assert "### Knitting" in text
    assert "| Ctrl+K or F4 | Knit |" in text
    assert "Rest" not in text
    assert "| Ctrl+P | Purl |" in text.partition("### Elsewhere")[2]
    for keys in panel_keys():
        assert f"### {keys.place}" in text


def test_whoever_handles_keys_declares_them() -> None:
    """The help would not know of them otherwise."""
    declaring = {ROOT / Path(*name.split(".")).with_suffix(".py") for name in PANELS}
    declaring |= {
        ROOT / "gui/tryit/canvas.py",
        ROOT / "gui/chart/plot/plot.py",
        ROOT / "gui/runs/runs_table.py",
        ROOT / "gui/inspect/enlarged/page.py",
        ROOT / "gui/inspect/enlarged/sheet_page.py",
        ROOT / "gui/inspect/enlarged/own_filter_page.py",
        ROOT / "gui/inspect/arithmetic/page.py",
        ROOT / "gui/inspect/arithmetic/maps/held_bars.py",
        ROOT / "gui/inspect/arithmetic/maps/held_classes.py",
    }  # in the module beside
    for path in (ROOT / "gui").rglob("*.py"):
        if path.relative_to(ROOT).as_posix().startswith(FIELDS) or path.name in TYPING:
            continue
        tree = ast.parse(path.read_text(encoding="utf-8"))
        handles = any(isinstance(node, ast.FunctionDef) and node.name == "keyPressEvent" for node in ast.walk(tree))
        listed = "gui/window/menus/shortcuts.py"
        assert not handles or path in declaring, f"{path} declares no KEYS, or {listed} does not list it"
