"""The right zone: strokes become drawings, predictions become words and bars, and everything fits."""

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QScrollArea

from engine.project.recipes import read_recipe
from engine.project.sources import GARMENTS
from engine.service.answers import Prediction, Shown
from gui.state.document import Document
from gui.state.workspace import Workspace
from gui.tryit import panel as module
from gui.tryit.answer_label import UNTRAINED, sureness
from gui.tryit.panel import TryItPanel
from tests.drags import drop_file

PROJECT = read_recipe("lenet5-sample")
DIGITS = tuple("0123456789")


@pytest.fixture
def workspace():
    document = Document(PROJECT)
    yield Workspace(document)
    document.close()


@pytest.fixture
def area(qtbot):
    """As in the window: it scrolls when something does not fit."""
    widget = QScrollArea()
    widget.setWidgetResizable(True)
    widget.setFrameShape(QScrollArea.Shape.NoFrame)
    widget.resize(260, 688)
    qtbot.addWidget(widget)
    return widget


@pytest.fixture
def panel(qtbot, workspace, area):
    widget = TryItPanel(workspace)
    widget.set_classes(DIGITS)
    area.setWidget(widget)
    with qtbot.waitExposed(area):
        area.show()
    return widget


def prediction(best=3, share=0.997, step=1250, classes=DIGITS):
    values = np.full(len(classes), (1 - share) / (len(classes) - 1), np.float32)
    values[best] = share
    return Prediction(values, classes, np.zeros((1, 28, 28), np.uint8), step)


def show_model(workspace, step=1250, run="r"):
    workspace.show_model(Shown("live", PROJECT, 1, step, run))


def stroke(panel):
    QTest.mousePress(panel.canvas, Qt.MouseButton.LeftButton, pos=QPoint(30, 30))
    QTest.mouseMove(panel.canvas, QPoint(90, 90))
    QTest.mouseRelease(panel.canvas, Qt.MouseButton.LeftButton, pos=QPoint(90, 90))


def click(button):
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def test_a_three_waits_on_the_canvas_and_nobody_has_touched_it(qtbot, workspace, panel):
    touched = []
    panel.touched.connect(lambda: touched.append(True))
    assert workspace.drawing is not None
    assert workspace.drawing.pixels.any()
    with qtbot.waitSignal(panel.canvas.changed):
        panel.canvas.set_drawing(panel.canvas.drawing())
    assert not touched
    assert workspace.drawing.serial == 1


def test_every_stroke_becomes_a_drawing_with_a_higher_serial(qtbot, workspace, panel):
    before = workspace.drawing
    with qtbot.waitSignals([panel.touched, workspace.drawing_changed]):
        stroke(panel)
    assert workspace.drawing.serial > before.serial
    assert not np.array_equal(workspace.drawing.pixels, before.pixels)


def test_clear_undo_and_redo_by_their_buttons(qtbot, workspace, panel):
    with qtbot.waitSignal(workspace.drawing_changed):
        click(panel.tools.clear)
    assert workspace.drawing is None
    assert not panel.tools.clear.isEnabled()
    with qtbot.waitSignal(workspace.drawing_changed):
        click(panel.tools.undo)
    assert workspace.drawing.pixels.any()
    with qtbot.waitSignal(workspace.drawing_changed):
        click(panel.tools.redo)
    assert workspace.drawing is None
    assert not panel.tools.redo.isEnabled()


def test_pen_and_eraser_show_which_is_chosen_also_when_keys_choose(panel):
    assert (panel.tools.pen.isChecked(), panel.tools.eraser.isChecked()) == (True, False)
    click(panel.tools.eraser)
    assert panel.canvas.tool == "eraser"
    click(panel.tools.eraser)
    assert (panel.tools.pen.isChecked(), panel.tools.eraser.isChecked()) == (False, True)
    QTest.keyClick(panel.canvas, Qt.Key.Key_P)
    assert (panel.tools.pen.isChecked(), panel.tools.eraser.isChecked()) == (True, False)


def test_a_button_leaves_the_keyboard_with_the_canvas(qtbot, panel):
    click(panel.tools.pen)
    qtbot.waitUntil(panel.canvas.hasFocus)


def test_an_answer_says_class_sureness_and_step(workspace, panel):
    show_model(workspace)
    panel.show_prediction(prediction())
    assert panel.answer.accessibleDescription() == "3: sure · 99.7 %, at step 1,250"
    assert panel.bars.accessibleDescription().startswith("3: 99.7 %")


@pytest.mark.parametrize(("share", "words"), [(0.997, "sure"), (0.7, "fairly sure"), (0.3, "unsure")])
def test_sureness_in_words(share, words):
    assert sureness(share) == words


def test_an_untrained_network_gives_no_proud_answer(workspace, panel):
    show_model(workspace, step=0, run=None)
    panel.show_prediction(prediction(share=0.13, step=0))
    assert panel.answer.accessibleDescription() == UNTRAINED
    assert panel.bars.footer() == "Untrained: guessing"


def test_an_empty_canvas_asks_for_a_drawing_and_drops_late_answers(qtbot, workspace, panel):
    show_model(workspace)
    with qtbot.waitSignal(workspace.drawing_changed):
        click(panel.tools.clear)
    panel.show_prediction(prediction())
    assert panel.answer.accessibleDescription() == module.NOTHING_DRAWN
    assert panel.bars.footer() == ""


def test_without_a_model_it_says_why(workspace, panel):
    assert panel.answer.accessibleDescription() == module.PREPARING
    panel.set_no_answer("Mend the stack to see what it makes of your drawing.")
    assert panel.answer.accessibleDescription() == "Mend the stack to see what it makes of your drawing."
    show_model(workspace)
    panel.show_prediction(prediction())
    assert panel.answer.accessibleDescription().startswith("3")


def test_a_stack_that_cannot_answer_sees_the_drawing_and_says_what_to_do(workspace, panel):
    show_model(workspace)
    panel.show_prediction(prediction())
    seen = panel.preview.accessibleDescription()
    workspace.show_model(Shown("initial", PROJECT, 2, complete=False))
    panel.set_no_answer("Mend the stack.")
    assert (panel.answer.accessibleDescription(), panel.bars.footer()) == ("Mend the stack.", "")
    assert panel.preview.accessibleDescription() == seen == "28 wide and 28 high, grey"
    panel.show_seen(np.full((1, 32, 32), 7, np.uint8))
    assert panel.answer.accessibleDescription() == "Mend the stack."
    assert panel.preview.accessibleDescription() == "32 wide and 32 high, grey"
    workspace.draw(None)
    panel.show_prediction(None)
    assert panel.answer.accessibleDescription() == "Mend the stack."
    assert panel.preview.accessibleDescription() == "Nothing drawn"


def test_other_classes_name_the_bars_and_the_placeholder(qtbot, panel):
    panel.set_classes(GARMENTS)
    assert panel.bars.rows() == list(range(10))
    with qtbot.waitSignal(panel.canvas.changed):
        click(panel.tools.clear)
    assert not panel.canvas.grab().toImage().isNull()
    assert panel.canvas.placeholder == "Draw one of: T-shirt/top, Trouser, Pullover, …"


def test_a_shown_run_keeps_its_classes_when_the_data_set_changes(workspace, panel):
    show_model(workspace)
    panel.show_prediction(prediction())
    panel.set_classes(GARMENTS)
    assert panel.bars.accessibleDescription().startswith("3: 99.7 %")


def test_predictions_bring_their_own_classes(workspace, panel):
    show_model(workspace)
    panel.show_prediction(prediction(best=9, classes=GARMENTS))
    assert panel.answer.accessibleDescription().startswith("Ankle boot")
    assert panel.bars.accessibleDescription().startswith("Ankle boot: 99.7 %")


def test_what_is_no_picture_is_refused_in_words(qtbot, panel, tmp_path):
    bad = tmp_path / "bad.png"
    bad.write_bytes(b"no picture")
    with qtbot.waitSignal(panel.message) as said:
        drop_file(panel.canvas, bad)
    assert "not an image that can be read" in said.args[0]


def test_start_drawing_offers_an_empty_canvas_that_can_be_taken_back(qtbot, workspace, panel):
    with qtbot.waitSignal(workspace.drawing_changed):
        panel.start_drawing()
    assert workspace.drawing is None
    qtbot.waitUntil(panel.canvas.hasFocus)
    with qtbot.waitSignal(workspace.drawing_changed):
        QTest.keyClick(panel.canvas, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert workspace.drawing is not None


@pytest.mark.parametrize(("width", "height"), [(260, 688), (260, 656), (260, 490), (400, 948)])
def test_everything_fits_without_scrolling_and_the_canvas_takes_what_is_left(qtbot, area, panel, width, height):
    area.resize(width, height)
    qtbot.waitUntil(lambda: panel.width() == width)
    assert area.verticalScrollBar().maximum() == 0
    assert panel.minimumSizeHint().width() <= 260
    canvas = panel.canvas
    qtbot.waitUntil(lambda: canvas.width() == canvas.height())
    assert canvas.width() >= min(width, 260 if height > 650 else 112)
    assert panel.bars.mapTo(panel, panel.bars.rect().bottomLeft()).y() <= height
