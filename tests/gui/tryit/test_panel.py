"""Try it: the current image is shown, chosen and drawn upon; predictions become words and bars; everything fits."""

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QFontMetricsF
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from engine.project.data.sources import GARMENTS
from engine.service.answers import Picture, Prediction, Shown
from gui.appearance import theme
from gui.pieces.classes.names import LENGTHS
from gui.state.shown.image import EMPTY, FIRST
from gui.tryit import panel as module
from gui.tryit.answer.answer_label import BEFORE, UNTRAINED, sureness, truth
from tests.gui.tryit.saying import DIGITS, FASHION, PROJECT, click, prediction, show_model, stroke


def test_a_three_waits_on_the_canvas_and_nobody_has_touched_it(qtbot, image, panel):
    touched = []
    panel.touched.connect(lambda: touched.append(True))
    before = image.ref
    assert before.pixels.any()
    panel.canvas.set_drawing(panel.canvas.drawing())
    panel.canvas.announce()
    assert not touched
    assert image.ref == before


def test_every_stroke_becomes_a_drawing_with_a_higher_serial(qtbot, image, panel):
    before = image.ref
    with qtbot.waitSignals([panel.touched, image.changed]):
        stroke(panel)
    assert image.ref.serial > before.serial
    assert not np.array_equal(image.ref.pixels, before.pixels)


def test_clear_undo_and_redo_by_their_buttons(qtbot, image, panel):
    with qtbot.waitSignal(image.changed):
        click(panel.tools.clear)
    assert image.ref == EMPTY
    assert not panel.tools.clear.isEnabled()
    with qtbot.waitSignal(image.changed):
        click(panel.tools.undo)
    assert image.ref.pixels.any()
    with qtbot.waitSignal(image.changed):
        click(panel.tools.redo)
    assert image.ref == EMPTY
    assert not panel.tools.redo.isEnabled()


def test_pen_and_eraser_show_which_is_chosen_also_when_keys_choose(panel):
    assert (panel.tools.pen.isChecked(), panel.tools.eraser.isChecked()) == (True, False)
    click(panel.tools.eraser)
    assert panel.canvas.tool == "eraser"
    click(panel.tools.eraser)
    assert (panel.tools.pen.isChecked(), panel.tools.eraser.isChecked()) == (False, True)
    QTest.keyClick(panel.canvas, Qt.Key.Key_P)
    assert (panel.tools.pen.isChecked(), panel.tools.eraser.isChecked()) == (True, False)


def test_the_width_of_the_tip_by_buttons_slider_and_keys(panel):
    width = panel.tools.tip_width
    for name, pixels in (("Thin", 12), ("Thick", 40), ("Normal", 24)):
        click(width.buttons[name])
        assert (panel.canvas.tip_width, width.slider.value()) == (pixels, pixels)
        assert [name for name, button in width.buttons.items() if button.isChecked()] == [name]
    width.slider.setValue(33)
    assert panel.canvas.tip_width == 33
    assert not any(button.isChecked() for button in width.buttons.values())
    QTest.keyClick(panel.canvas, Qt.Key.Key_BracketRight)
    assert width.slider.value() == 37


def test_a_button_leaves_the_keyboard_with_the_canvas(qtbot, panel):
    click(panel.tools.pen)
    qtbot.waitUntil(panel.canvas.hasFocus)


def test_an_answer_says_class_sureness_and_step(workspace, image, panel):
    show_model(workspace)
    panel.show_prediction(prediction(image))
    assert panel.answer.accessibleDescription() == "taken for a 3, 99.7 %: sure, at step 1,250"
    assert panel.bars.accessibleDescription().startswith("3: 99.7 %")


@pytest.mark.parametrize(("share", "words"), [(0.997, "sure"), (0.7, "fairly sure"), (0.3, "unsure")])
def test_sureness_in_words(share, words):
    assert sureness(share) == words


def test_an_untrained_network_gives_no_proud_answer(workspace, image, panel):
    show_model(workspace, step=0, run=None)
    panel.show_prediction(prediction(image, share=0.13, step=0))
    assert panel.answer.accessibleDescription() == UNTRAINED
    assert panel.bars.footer() == "Untrained: guessing"


def test_what_a_run_began_with_is_not_told_to_be_trained(workspace, image, panel):
    """As one looks back at step 0: Train would begin another run."""
    show_model(workspace, step=0)
    panel.show_prediction(prediction(image, share=0.13, step=0))
    assert panel.answer.accessibleDescription() == BEFORE


def test_an_empty_canvas_asks_for_a_drawing_and_drops_late_answers(qtbot, workspace, image, panel):
    show_model(workspace)
    late = prediction(image)
    with qtbot.waitSignal(image.changed):
        click(panel.tools.clear)
    panel.show_prediction(Prediction(Picture(EMPTY, np.zeros((1, 28, 28), np.uint8)), None, DIGITS, 1250, True))
    panel.show_prediction(late)
    assert panel.answer.accessibleDescription() == module.NOTHING_DRAWN
    assert panel.bars.footer() == ""
    assert panel.preview.accessibleDescription() == "Nothing drawn"


def test_without_a_model_it_says_why(workspace, image, panel):
    assert panel.answer.accessibleDescription() == module.PREPARING
    panel.set_no_answer("Mend the stack to see what it makes of this image.")
    assert panel.answer.accessibleDescription() == "Mend the stack to see what it makes of this image."
    show_model(workspace)
    panel.show_prediction(prediction(image))
    assert panel.answer.accessibleDescription().startswith("taken for a 3")


def test_a_stack_that_cannot_answer_sees_the_drawing_and_says_what_to_do(workspace, image, panel):
    show_model(workspace)
    panel.show_prediction(prediction(image))
    assert panel.preview.accessibleDescription() == "28 wide and 28 high, grey"
    workspace.show_model(Shown("initial", PROJECT, 2, complete=False))
    panel.set_no_answer("Mend the stack.")
    assert (panel.answer.accessibleDescription(), panel.bars.footer()) == ("Mend the stack.", "")
    panel.show_prediction(Prediction(Picture(image.ref, np.full((1, 32, 32), 7, np.uint8)), None, DIGITS, 0, False))
    assert panel.answer.accessibleDescription() == "Mend the stack."
    assert panel.preview.accessibleDescription() == "32 wide and 32 high, grey"


def test_other_classes_name_the_bars_and_the_placeholder(qtbot, document, image, panel):
    document.open(FASHION, None)
    assert (image.ref, panel.bars.rows()) == (FIRST, tuple(range(10)))
    click(panel.tools.clear)
    panel.canvas.announce()
    assert (image.ref, panel.canvas.placeholder) == (EMPTY, "Draw one of: T-shirt/top, Trouser, Pullover, …")


def test_a_shown_run_keeps_its_classes_when_the_data_set_changes(document, workspace, image, panel):
    show_model(workspace)
    panel.show_prediction(prediction(image))
    document.edit_fields("Data", data=FASHION.data)
    assert panel.bars.accessibleDescription().startswith("3: 99.7 %")


def test_predictions_bring_their_own_classes(workspace, image, panel):
    show_model(workspace)
    panel.show_prediction(prediction(image, best=9, classes=GARMENTS))
    assert panel.answer.accessibleDescription().startswith("taken for an Ankle boot")
    assert panel.bars.accessibleDescription().startswith("Ankle boot: 99.7 %")


def test_the_three_is_no_drawing_of_a_garment(document, image, panel):
    document.open(FASHION, None)
    assert image.drawn == EMPTY
    document.open(PROJECT, None)
    assert image.ref.pixels.any()


def test_start_drawing_offers_an_empty_canvas_that_can_be_taken_back(qtbot, image, panel):
    with qtbot.waitSignal(image.changed):
        panel.start_drawing()
    assert image.ref == EMPTY
    qtbot.waitUntil(panel.canvas.hasFocus)
    with qtbot.waitSignal(image.changed):
        QTest.keyClick(panel.canvas, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert image.ref.pixels.any()


@pytest.mark.parametrize(("width", "height"), [(260, 688), (260, 656), (260, 490), (400, 948)])
def test_everything_fits_without_scrolling_and_the_canvas_takes_what_is_left(qtbot, area, panel, width, height):
    area.resize(width, height)
    qtbot.waitUntil(lambda: panel.width() == width)
    qtbot.waitUntil(lambda: area.verticalScrollBar().maximum() == 0)
    assert panel.minimumSizeHint().width() <= 260
    canvas = panel.canvas
    qtbot.waitUntil(lambda: canvas.width() == canvas.height())
    assert canvas.width() >= min(width, 250 if height > 650 else 112)
    assert panel.bars.mapTo(panel, panel.bars.rect().bottomLeft()).y() <= height


def test_of_many_classes_one_can_be_looked_for(qtbot, image, workspace, panel):
    show_model(workspace)
    names = tuple(f"class {index}" for index in range(1000))
    panel.show_prediction(prediction(image, best=5, share=0.5, classes=names))
    assert panel.search.isVisible()
    assert panel.bars.rows()[0] == 5
    qtbot.keyClicks(panel.search, "class 77")
    assert panel.bars.rows()[0] == 77
    panel.show_prediction(prediction(image, best=6, share=0.5, classes=names))
    assert panel.bars.rows()[0] == 77
    panel.show_prediction(prediction(image))
    assert not panel.search.isVisible()
    assert panel.bars.rows() == tuple(range(10))


def test_long_names_leave_the_figures_in_sight(image, workspace, panel):
    show_model(workspace)
    names = ("w" * 200, "\u05d7\u05ea\u05d5\u05dc " * 40, " ")
    said = prediction(image, best=0, share=0.7, classes=names, label=1)
    panel.show_prediction(said)
    assert not panel.grab().isNull()
    assert panel.minimumSizeHint().width() <= 260
    shortest = truth(said, LENGTHS[-1])
    assert shortest.endswith("(15.0 %)")
    assert QFontMetricsF(theme.caption_font()).horizontalAdvance(shortest) < 200
    assert max(map(len, panel.answer.toolTip().split("\n"))) <= 80


@pytest.mark.parametrize("height", [560, 700, 720, 860])
def test_a_sentence_in_place_of_the_nearest_images_lets_everything_come_to_rest(qtbot, area, panel, height):
    """Else the room, the scroll bar and the lines of the sentence give way to each other for ever."""
    panel.nearest.say("All images are the same to this network, so none is nearer than another.", "Train it first.")
    layouts = Layouts(panel)
    area.resize(276, height)
    qtbot.waitUntil(layouts.have_ended)
    assert panel.nearest.height() == panel.nearest.sizeHint().height() or not panel.nearest.isVisible()


class Layouts(QObject):
    """Counts how often the parts of a widget are laid out."""

    def __init__(self, of):
        super().__init__(of)
        self.count = self._before = 0
        for part in (of, *of.findChildren(QWidget)):
            part.installEventFilter(self)

    def eventFilter(self, watched, event):
        self.count += event.type() in (QEvent.Type.Resize, QEvent.Type.LayoutRequest)
        return False

    def have_ended(self):
        """None came since this was asked last."""
        before, self._before = self._before, self.count
        return 0 < self.count == before
