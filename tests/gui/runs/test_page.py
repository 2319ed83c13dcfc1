"""The Runs page: rows that stay what they are, opening by click and key, and what stands there before the first run."""

from datetime import datetime
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QEvent, QItemSelectionModel, QModelIndex, QObject, Qt
from PySide6.QtGui import QDesktopServices, QGuiApplication, QKeyEvent
from PySide6.QtWidgets import QDialogButtonBox, QLabel, QLineEdit, QPushButton

from engine.runs.collection.recipe import Recipe
from engine.service.answers import DiskUse, RunSummary
from engine.service.questions import LabelChange
from gui.runs.column_choice import KEYS
from gui.runs.columns import COLUMNS, began, sentence
from gui.runs.note_dialog import NoteDialog
from gui.runs.runs_model import RunsModel
from tests.gui.runs.summaries import shown_columns, titles
from tests.summaries import summary

ADD_ROW = QItemSelectionModel.SelectionFlag.Select | QItemSelectionModel.SelectionFlag.Rows


@given(st.lists(st.lists(st.integers(1, 9), unique=True), max_size=5))
def test_the_rows_are_those_of_the_newest_list(lists):
    model = RunsModel()
    changes = []
    model.modelReset.connect(lambda: changes.append("reset"))
    for numbers in lists:
        model.show_runs([summary(number) for number in numbers])
        assert {model.run(row).title for row in range(model.rowCount())} == {f"LeNet {number}" for number in numbers}
    assert changes == []


def test_only_what_changed_is_said(qtbot):
    model = RunsModel()
    model.show_runs([summary(1), summary(2)])
    changed = []
    model.dataChanged.connect(lambda first, last: changed.append((first.row(), last.row())))
    model.show_runs([summary(1), summary(2, state="failed")])
    assert changed == [(0, 0)]
    model.show_runs([summary(1), summary(2, state="failed")])
    assert changed == [(0, 0)]


def test_the_selected_run_stays_selected_when_others_come_and_go(page):
    page.show_runs([summary(1), summary(2), summary(3)])
    page.table.selectRow(1)
    page.show_runs([summary(4), summary(2, step=9), summary(1)])
    assert page.table.selected == summary(2, step=9)


def test_a_double_click_opens_a_run(qtbot, page):
    page.show_runs([summary(1), summary(2)])
    at = page.table.visualRect(page.table.model().index(1, 0)).center()
    qtbot.mouseClick(page.table.viewport(), Qt.MouseButton.LeftButton, pos=at)
    with qtbot.waitSignal(page.run_chosen) as heard:
        qtbot.mouseDClick(page.table.viewport(), Qt.MouseButton.LeftButton, pos=at)
    assert heard.args == [summary(1).folder]


def test_enter_opens_a_run(qtbot, page):
    page.show_runs([summary(1), summary(2)])
    page.table.setFocus()
    qtbot.keyClick(page.table, Qt.Key.Key_Down)
    with qtbot.waitSignal(page.run_chosen) as heard:
        qtbot.keyClick(page.table, Qt.Key.Key_Return)
    assert heard.args == [summary(1).folder]


def entry(page, text):
    """The line of the menu that begins so."""
    menu = page.more.menu()
    menu.aboutToShow.emit()
    return next(action for action in menu.actions() if action.text().startswith(text))


def test_opening_more_again_and_again_leaves_nothing_behind(page):
    page.show_runs([summary(1)])
    entry(page, "Open")
    kept = len(page.findChildren(QObject))
    for _ in range(5):
        entry(page, "Open")
    assert len(page.findChildren(QObject)) == kept


def test_what_the_menu_does_with_one_run(qtbot, page, monkeypatch):
    opened = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: opened.append(url.toLocalFile()))
    page.show_runs([summary(1)])
    for button in (page.open, entry(page, "Open")):
        with qtbot.waitSignal(page.run_chosen):
            button.click() if button is page.open else button.trigger()
    entry(page, "Show its folder").trigger()
    entry(page, "Copy its path").trigger()
    assert opened == [str(summary(1).folder)] == [QGuiApplication.clipboard().text()]
    with qtbot.waitSignal(page.removal_asked) as heard:
        entry(page, "Move to the trash").trigger()
    assert heard.args == [(summary(1).folder,)]
    with qtbot.waitSignal(page.refresh_asked):
        qtbot.mouseClick(page.refresh, Qt.MouseButton.LeftButton)


def test_several_runs_are_removed_together_and_the_one_that_trains_is_told(qtbot, page):
    page.show_runs([summary(1), summary(2), summary(3, state="training")])
    page.table.selectAll()
    assert not entry(page, "Open").isEnabled()
    assert entry(page, "Move 2 runs to the trash").toolTip() == "A run that trains stays where it is."
    with qtbot.waitSignal(page.removal_asked) as heard:
        qtbot.keyClick(page.table, Qt.Key.Key_Delete)
    assert len(heard.args[0]) == 3  # the engine says why one of them stays
    page.table.selectRow(0)
    assert not entry(page, "Move to the trash").isEnabled()


def test_f2_gives_a_run_another_name(qtbot, page):
    page.show_runs([summary(1), summary(2)])
    page.table.setFocus()
    qtbot.keyClick(page.table, Qt.Key.Key_F2)
    editor = page.table.findChild(QLineEdit)
    assert editor.text() == "LeNet 2"
    qtbot.keyClicks(editor, "Mine")
    with qtbot.waitSignal(page.labelled) as heard:
        qtbot.keyClick(editor, Qt.Key.Key_Return)
    assert heard.args == [(summary(2).folder,), LabelChange(title="Mine")]
    assert titles(page) == ["Mine", "LeNet 1"]


def test_a_name_that_is_being_typed_stays_when_the_list_is_read_again(page, qtbot):
    page.show_runs([summary(1), summary(2)])
    page.table.selectRow(0)
    page.table.rename()
    qtbot.keyClicks(page.table.findChild(QLineEdit), "Mine")
    page.show_runs([summary(1), summary(2, step=900), summary(3)])
    assert page.table.findChild(QLineEdit).text() == "Mine"
    with qtbot.waitSignal(page.labelled) as heard:
        qtbot.keyClick(page.table.findChild(QLineEdit), Qt.Key.Key_Return)
    assert heard.args[-1] == LabelChange(title="Mine")


def test_tags_and_note_are_written_in_a_dialog(qtbot, page):
    page.show_runs([summary(1, note="Old.", tags=("wide",))])
    entry(page, "Tags and note").trigger()
    dialog = page.findChild(NoteDialog)
    assert dialog.text.toPlainText() == "Old."
    qtbot.keyClicks(dialog.text, " New.")
    assert dialog.tags.text() == "wide"
    qtbot.keyClicks(dialog.tags, ", no dropout,")
    save = dialog.findChild(QDialogButtonBox).button(QDialogButtonBox.StandardButton.Save)
    for tags, said in (("x" * 41, "At most 12 tags, each of at most 40 letters."), ("wide, no dropout,", "")):
        dialog.tags.setText(tags)
        assert (dialog.problem.text(), save.isEnabled()) == (said, not said)
    with qtbot.waitSignal(page.labelled) as heard:
        dialog.accept()
    assert heard.args == [(summary(1).folder,), LabelChange(note="Old. New.", tags=("wide", " no dropout", ""))]


def test_what_was_removed_can_be_undone_by_button_and_key(qtbot, page):
    page.show_runs([summary(1)])
    assert not page.disk.undo.isVisible()
    page.tell_removed("Moved 2 runs to the trash")
    assert page.disk.words == "Moved 2 runs to the trash · 1 run"
    with qtbot.waitSignal(page.undo_asked):
        qtbot.mouseClick(page.disk.undo, Qt.MouseButton.LeftButton)
    with qtbot.waitSignal(page.undo_asked):
        qtbot.keyClick(page.table, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    page.tell_removed("")
    assert not page.disk.undo.isVisible()


def test_its_keys_are_its_own_whatever_the_window_does_with_them(qtbot, page):
    for key, modifiers in ((Qt.Key.Key_F2, 0), (Qt.Key.Key_Delete, 0), (Qt.Key.Key_Z, 1)):
        held = Qt.KeyboardModifier.ControlModifier if modifiers else Qt.KeyboardModifier.NoModifier
        event = QKeyEvent(QEvent.Type.ShortcutOverride, key, held)
        event.ignore()
        page.table.event(event)
        assert event.isAccepted()


def test_how_much_disk_they_take_and_what_can_go(page):
    page.show_runs([summary(1, size=2_000_000), summary(2, size=3_000_000)])
    assert page.disk.words == "2 runs"
    page.disk.show_progress("Measuring runs: 50 %")
    assert page.disk.words == "2 runs · Measuring runs: 50 %"
    page.disk.show_progress("")
    page.disk.show_use(DiskUse({"a": 2_000_000, "b": 3_000_000}, {"c": 80_000_000}))
    assert page.disk.words == "2 runs, 5.0 MB · trash 1 run, 80 MB"
    page.table.selectAll()
    assert page.disk.words == "2 runs selected, 5.0 MB · 2 runs, 5.0 MB · trash 1 run, 80 MB"
    menu = page.disk.free.menu()
    menu.aboutToShow.emit()
    assert [action.text() for action in menu.actions()] == [
        "Empty the trash (1 run, 80 MB)…",
        "Remove the weights that 2 selected runs kept along the way…",
    ]
    assert entry(page, "Empty the trash").isEnabled()


def test_the_shown_run_and_the_one_that_trains_are_marked(page):
    page.show_runs([summary(1), summary(2), summary(3, state="training")])
    model = page.table.runs

    def signs():
        return [model.index(row, 0).data(Qt.ItemDataRole.DecorationRole) is not None for row in range(3)]

    assert signs() == [True, False, False]
    page.mark(summary(1).folder)
    assert signs() == [True, False, True]
    assert model.index(2, 0).data(Qt.ItemDataRole.AccessibleTextRole).endswith(", shown")
    assert model.index(0, 0).data(Qt.ItemDataRole.ToolTipRole).endswith("This run is training.")
    page.mark(None)
    assert signs() == [True, False, False]


def test_until_the_list_is_read_nobody_is_told_that_there_is_no_run(page):
    assert labels(page) == ["Looking for runs…"]
    assert not page.empty.train.isVisible()
    page.empty.expect(training=False)
    page.empty.say_that_it_looked()
    assert labels(page) == ["No run yet: train a network, and it is listed here."]
    assert page.empty.train.isVisible()


def test_ctrl_f_finds_runs_wherever_the_keyboard_is(qtbot, page):
    page.show_runs([summary(1)])
    page.open.setFocus()
    qtbot.keyClick(page.open, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    assert page.search.hasFocus()


def test_before_the_first_run_a_sentence_and_its_action(qtbot, page):
    page.show_runs([])
    assert page.empty.train.isVisible()
    assert not page.open.isVisible()
    with qtbot.waitSignal(page.train_asked):
        qtbot.mouseClick(page.empty.train, Qt.MouseButton.LeftButton)
    page.show_runs([summary(1)])
    assert not page.empty.train.isVisible()
    page.show_runs([])
    assert page.empty.train.isVisible()
    assert page.table.selected is None
    assert labels(page) == ["No run yet: train a network, and it is listed here."]
    page.empty.show_elsewhere(Path("/elsewhere"))
    assert "another folder, /elsewhere" in labels(page)[0]


def labels(page):
    return [label.text() for label in page.findChildren(QLabel) if label.isVisible() and label.text()]


def test_figures_read_well():
    model = RunsModel()
    recipe = Recipe("MNIST", "2 conv · 3 linear", "conv 6 · linear 10", 61_706, "Adam 0.001", 0.001, 64, 5)
    first = summary(3, step=12_345, images_per_second=6720.4, seconds=200.0, epochs=6, loss=0.0814, recipe=recipe)
    model.show_runs(
        [
            first,
            summary(
                4, accuracy=None, state="failed", note="Too fast.\nTry 0.01.", tags=("wide", "deep"), size=80_000_000
            ),
        ]
    )
    failed, finished = ([model.index(row, column).data() for column in range(len(COLUMNS))] for row in range(2))
    year = "" if datetime.now().astimezone().year == 2026 else " 2026"
    assert finished == [
        "LeNet 3", "MNIST", "2 conv · 3 linear", "61,706", "Adam 0.001", "64", "5", "6", "12,345", "90.30 %", "0.0814",
        "3 min 20 s", "6,720", "finished", f"3 Nov{year} 17:45", "", "–", "", "",
    ]  # fmt: skip
    assert failed == [
        "LeNet 4", "", "", "–", "", "–", "–", "–", "400", "–", "–", "–", "–", "failed", f"4 Nov{year} 17:45",
        "", "80 MB", "wide, deep", "Too fast.",
    ]  # fmt: skip
    assert model.index(1, KEYS.index("stack")).data(Qt.ItemDataRole.ToolTipRole).endswith("conv 6 · linear 10")
    assert model.index(0, KEYS.index("note")).data(Qt.ItemDataRole.ToolTipRole) == "Too fast.\nTry 0.01."
    assert model.rowCount(model.index(0, 0)) == 0
    assert model.headerData(0, Qt.Orientation.Horizontal) == "Run"
    assert model.index(5, 0) == QModelIndex()


def test_a_folder_of_another_name_has_no_date():
    odd = RunSummary(Path("/runs/mine"), "mine", "Mine", 0, None, "not finished")
    assert began(odd) is None
    assert sentence(odd) == "Mine, not finished at step 0"


def test_screen_readers_hear_a_whole_run(page):
    page.show_runs([summary(3)])
    heard = page.table.model().index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert heard == "LeNet 3, 2026-11-03 17:45, finished at step 300, 90.30 % of the test images right"


def test_what_tells_two_runs_apart_is_in_sight_in_a_window_of_1280(page):
    page.show_runs([summary(1)])
    page.parentWidget().parentWidget().resize(608, 500)
    assert {"name", "accuracy", "began", "stack", "data"} <= set(shown_columns(page.table))


def test_a_stopped_run_shows_how_it_was_last_tested(page):
    page.show_runs([summary(1, accuracy=0.965, state="stopped", tested_at=938)])
    cell = page.table.runs.index(0, KEYS.index("accuracy"))
    assert cell.data() == "96.50 %"
    assert cell.data(Qt.ItemDataRole.ToolTipRole) == "96.50 % of the test images right, tested after step 938."


def test_a_paused_run_says_so(page):
    page.show_runs([summary(1, state="paused")])
    assert page.table.runs.index(0, KEYS.index("state")).data() == "paused"
    assert page.table.runs.index(0, 0).data(Qt.ItemDataRole.ToolTipRole).endswith("This run is paused.")
    page.table.selectRow(0)
    assert not entry(page, "Move to the trash").isEnabled()


def test_all_runs_are_chosen_without_a_look_at_every_cell(page, monkeypatch):
    """Qt asks the model about each of the columns of each chosen row, which takes long for thousands of runs."""
    page.show_runs([summary(number) for number in range(1, 10)])
    page.table.selectAll()
    looked = []
    flags = RunsModel.flags
    monkeypatch.setattr(RunsModel, "flags", lambda self, index: looked.append(index) or flags(self, index))
    assert [run.title for run in page.table.chosen] == titles(page)
    assert looked == []


def test_runs_that_lie_apart_are_chosen_from_the_top(page):
    page.show_runs([summary(number) for number in range(1, 6)])
    for row in (3, 0):
        page.table.selectionModel().select(page.table.model().index(row, 0), ADD_ROW)
    assert [run.title for run in page.table.chosen] == ["LeNet 5", "LeNet 2"]


def test_what_was_removed_can_be_undone_by_key_also_where_the_list_is_empty_by_then(qtbot, page):
    page.show_runs([])
    page.empty.train.setFocus()
    page.tell_removed("Moved 3 runs to the trash")
    with qtbot.waitSignal(page.undo_asked):
        qtbot.keyClick(page.empty.train, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClick(page.empty.train, Qt.Key.Key_Escape)  # Qt takes Ctrl for held until another key is pressed


def test_runs_are_found_by_words_in_any_order(qtbot, page):
    recipe = Recipe("MNIST", "2 conv", "conv 6", 61_706, "Adam 0.001", 0.001, 64, 5)
    page.show_runs(
        [summary(1, recipe=recipe), summary(2, tags=("wide",), recipe=recipe), summary(3, note="A wide one.")]
    )
    qtbot.keyClick(page.table, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    assert page.search.hasFocus()
    qtbot.keyClicks(page.search, "WIDE mnist")
    assert titles(page) == ["LeNet 2"]
    assert page.disk.words == "1 of 3 runs"
    page.search.setText("wide")
    page.table.sortByColumn(KEYS.index("name"), Qt.SortOrder.AscendingOrder)
    assert titles(page) == ["LeNet 2", "LeNet 3"]
    page.show_runs([summary(3, note="A wide one."), summary(4)])
    assert titles(page) == ["LeNet 3"]
    qtbot.keyClick(page.search, Qt.Key.Key_Escape)
    assert titles(page) == ["LeNet 3", "LeNet 4"]
    assert page.disk.words == "2 runs"


def test_where_no_run_has_the_words_the_way_back_is_offered(qtbot, page):
    page.show_runs([summary(1)])
    page.search.setText("elephant")
    assert labels(page)[0] == "No run has all of these words."
    everything = next(button for button in page.findChildren(QPushButton) if button.text() == "Show all runs")
    qtbot.mouseClick(everything, Qt.MouseButton.LeftButton)
    assert titles(page) == ["LeNet 1"]


def test_ticked_runs_stay_in_the_chart_while_others_are_looked_for(page):
    page.show_runs([summary(1), summary(2)])
    page.table.runs.tick([summary(1)], on=True)
    page.search.setText("LeNet 2")
    assert [run.title for run in page.table.runs.ticked] == ["LeNet 1"]


def test_runs_kept_on_top_stay_there_whatever_sorts(qtbot, page):
    page.show_runs([summary(1, pinned=True), summary(2), summary(3)])
    assert titles(page) == ["LeNet 1", "LeNet 3", "LeNet 2"]
    page.table.sortByColumn(KEYS.index("steps"), Qt.SortOrder.AscendingOrder)
    assert titles(page) == ["LeNet 1", "LeNet 2", "LeNet 3"]
    page.table.selectAll()
    with qtbot.waitSignal(page.labelled) as heard:
        entry(page, "Keep on top").trigger()
    assert heard.args == [tuple(summary(number).folder for number in (1, 2, 3)), LabelChange(pinned=True)]
    page.table.selectRow(0)
    with qtbot.waitSignal(page.labelled) as heard:
        entry(page, "Keep on top no longer").trigger()
    assert heard.args[1] == LabelChange(pinned=False)
    heard = page.table.model().index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert heard.endswith(", kept on top")
