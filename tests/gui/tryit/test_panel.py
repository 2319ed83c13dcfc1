"""Try it: the current image is shown, chosen and drawn upon; predictions become words and bars; everything fits."""

import numpy as np
import pytest
from PIL import Image
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QFontMetricsF
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog, QScrollArea

from engine.project.data.sources import GARMENTS, FashionMnist
from engine.project.recipes import read_recipe
from engine.service.answers import DrawingOf, ImageOf, Picture, PictureOf, Prediction, Shown
from engine.typed.document import changed
from gui.appearance import theme
from gui.pieces.class_names import LENGTHS
from gui.state.bridge import Told
from gui.state.image import EMPTY, FIRST
from gui.tryit import panel as module
from gui.tryit.answer_label import UNTRAINED, sureness, truth
from gui.tryit.panel import TryItPanel
from gui.tryit.strokes import Point, three
from tests.drags import drop_file

PROJECT = read_recipe("lenet5-sample")
FASHION = changed(PROJECT, data=changed(PROJECT.data, source=FashionMnist()))
DIGITS = tuple("0123456789")


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
def panel(qtbot, document, workspace, image, area):
    widget = TryItPanel(document, workspace, image)
    area.setWidget(widget)
    with qtbot.waitExposed(area):
        area.show()
    return widget


def prediction(of, best=3, share=0.997, step=1250, classes=DIGITS, label=None):
    """What the model says to the current image."""
    values = np.full(len(classes), (1 - share) / (len(classes) - 1), np.float32)
    values[best] = share
    picture = Picture(of.ref, np.zeros((1, 28, 28), np.uint8), 2000, label, best)
    return Prediction(picture, values, classes, step)


def show_model(workspace, step=1250, run="r", project=PROJECT):
    workspace.show_model(Shown("live", project, 1, step, run))


def stroke(panel):
    QTest.mousePress(panel.canvas, Qt.MouseButton.LeftButton, pos=QPoint(30, 30))
    QTest.mouseMove(panel.canvas, QPoint(90, 90))
    QTest.mouseRelease(panel.canvas, Qt.MouseButton.LeftButton, pos=QPoint(90, 90))


def click(button):
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


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


def test_of_an_image_the_truth_is_said_and_marked(workspace, image, panel):
    show_model(workspace, project=FASHION)
    assert image.ref == FIRST
    panel.show_prediction(prediction(image, 6, 0.435, classes=GARMENTS, label=4))
    assert panel.answer.accessibleDescription() == "a Coat, taken for a Shirt, 43.5 %: unsure, at step 1,250"
    assert panel.answer.lines == ("Shirt", "unsure · 43.5 %", "It is a Coat (6.3 %)")
    assert panel.bars.accessibleDescription().endswith(". It is a Coat")
    panel.show_prediction(prediction(image, 4, 0.97, classes=GARMENTS, label=4))
    assert panel.answer.lines == ("Coat", "sure · 97.0 %", "Right: it is a Coat")
    assert panel.answer.accessibleDescription() == "a Coat, 97.0 %: sure, at step 1,250"


@pytest.mark.parametrize(("share", "words"), [(0.997, "sure"), (0.7, "fairly sure"), (0.3, "unsure")])
def test_sureness_in_words(share, words):
    assert sureness(share) == words


def test_an_untrained_network_gives_no_proud_answer(workspace, image, panel):
    show_model(workspace, step=0, run=None)
    panel.show_prediction(prediction(image, share=0.13, step=0))
    assert panel.answer.accessibleDescription() == UNTRAINED
    assert panel.bars.footer() == "Untrained: guessing"


def test_an_empty_canvas_asks_for_a_drawing_and_drops_late_answers(qtbot, workspace, image, panel):
    show_model(workspace)
    late = prediction(image)
    with qtbot.waitSignal(image.changed):
        click(panel.tools.clear)
    panel.show_prediction(Prediction(Picture(EMPTY, np.zeros((1, 28, 28), np.uint8)), None, DIGITS, 1250))
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
    panel.show_prediction(Prediction(Picture(image.ref, np.full((1, 32, 32), 7, np.uint8)), None, DIGITS, 0))
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


# --- which image ---


def look_at(panel, image, ref, pixels=None):
    """Looks at an image whose answer comes at once."""
    image.look_at(ref)
    shown = np.random.default_rng(ref.index).integers(0, 255, (1, 28, 28), np.uint8) if pixels is None else pixels
    panel.show_prediction(Prediction(Picture(ref, shown, 2000, 4, 6), np.full(10, 0.1, np.float32), DIGITS, 9))
    return shown


def test_drawing_on_an_image_makes_a_drawing_of_it_and_undo_brings_image_and_drawing_back(
    qtbot, workspace, image, panel
):
    show_model(workspace)
    three = image.ref
    pixels = look_at(panel, image, ImageOf("test", 14))
    assert not panel.preview.isVisible()
    with qtbot.waitSignal(image.changed):
        stroke(panel)
    drawn = image.ref
    assert (type(drawn), drawn.drawn, panel.chooser.split.currentText()) == (PictureOf, True, "Drawing")
    assert panel.preview.isVisible()
    changed_pixels = (drawn.pixels != pixels).mean()
    assert 0 < changed_pixels < 0.5
    with qtbot.waitSignal(image.changed):
        panel.canvas.undo()
    assert (image.ref, image.drawn) == (ImageOf("test", 14), three)
    assert panel.chooser.split.currentText() == "Test"
    with qtbot.waitSignal(image.changed):
        panel.canvas.redo()
    assert np.array_equal(image.ref.pixels, drawn.pixels)


def test_the_last_drawing_comes_back_with_its_strokes_and_their_undo(qtbot, workspace, image, panel):
    show_model(workspace)
    with qtbot.waitSignal(image.changed):
        stroke(panel)
    mine = image.ref
    look_at(panel, image, ImageOf("test", 3))
    assert not panel.canvas.drawing().can_undo
    image.look_at(image.drawn)
    assert image.ref == mine
    assert np.array_equal(panel.canvas.pixels(), mine.pixels)
    with qtbot.waitSignal(image.changed):
        panel.canvas.undo()
    assert isinstance(image.ref, DrawingOf)
    assert image.ref.pixels.sum() < mine.pixels.sum()


def test_a_drawing_on_an_image_of_other_data_goes_with_them_and_ones_own_stays(
    qtbot, document, workspace, image, panel
):
    with qtbot.waitSignal(image.changed):
        stroke(panel)
    mine = image.ref
    document.open(FASHION, None)
    assert (image.ref, image.drawn) == (FIRST, mine)
    look_at(panel, image, ImageOf("test", 5))
    with qtbot.waitSignal(image.changed):
        stroke(panel)
    document.open(PROJECT, None)
    assert isinstance(image.ref, DrawingOf)
    assert panel.canvas.drawing() == three()


def test_the_three_is_no_drawing_of_a_garment(document, image, panel):
    document.open(FASHION, None)
    assert image.drawn == EMPTY
    document.open(PROJECT, None)
    assert image.ref.pixels.any()


def test_an_answer_about_an_image_that_was_left_is_dropped(workspace, image, panel):
    show_model(workspace)
    look_at(panel, image, ImageOf("test", 3))
    late = prediction(image, best=9)
    said = panel.answer.accessibleDescription()
    image.look_at(ImageOf("test", 4))
    panel.show_prediction(late)
    assert panel.answer.accessibleDescription() == said
    assert panel.canvas.drawing().first.pixels is None


def test_missing_images_are_said_with_two_ways_on(qtbot, document, image, panel):
    document.open(FASHION, None)
    image.say_missing("Fashion-MNIST is not on this computer yet.")
    assert panel.missing.isVisible()
    assert panel.missing.sentence.text() == "Fashion-MNIST is not on this computer yet."
    with qtbot.waitSignal(panel.data_asked):
        click(panel.missing.data)
    with qtbot.waitSignal(image.changed):
        click(panel.missing.draw)
    assert (image.ref, image.missing, panel.missing.isVisible()) == (EMPTY, "", False)
    qtbot.waitUntil(panel.canvas.hasFocus)


def test_while_images_are_read_the_place_of_the_image_says_how_far(workspace, image, panel):
    show_model(workspace)
    image.look_at(ImageOf("test", 3))
    workspace.note_progress(Told("", "Reading CIFAR-10: 41 %, 12 s left"))
    assert panel.canvas.waiting == "Reading CIFAR-10: 41 %, 12 s left"


def test_on_digits_a_file_becomes_a_drawing_and_elsewhere_it_is_taken_as_it_is(qtbot, document, image, panel, tmp_path):
    path = tmp_path / "five.png"
    Image.effect_noise((60, 60), 5).point(lambda value: 255 if value > 127 else 0).save(path)
    with qtbot.waitSignal(panel.message) as said:
        drop_file(panel.canvas, path)
    panel.canvas.announce()
    assert (type(image.ref), said.args) == (DrawingOf, ["five.png is the image now."])
    document.open(FASHION, None)
    drop_file(panel.canvas, path)
    panel.canvas.announce()
    assert (type(image.ref), image.ref.name, image.ref.pixels.shape) == (PictureOf, "five.png", (1, 60, 60))


def test_on_digits_too_a_picture_keeps_its_name_beside_the_chooser(document, image, panel, tmp_path):
    path = tmp_path / "five.png"
    Image.effect_noise((60, 60), 5).point(lambda value: 255 if value > 127 else 0).save(path)
    chooser, canvas = panel.chooser, panel.canvas

    def said():
        canvas.announce()
        return chooser.split.currentText(), chooser.name.text()

    assert said() == ("Drawing", "")
    drop_file(canvas, path)
    assert said() == ("Picture", "five.png")
    assert canvas.accessibleDescription().startswith("five.png.")
    path.rename(tmp_path / "six.png")
    drop_file(canvas, tmp_path / "six.png")  # another file, though of the same picture
    assert said() == ("Picture", "six.png")
    canvas.begin_stroke("mouse", "pen", Point(5, 5))
    canvas.draw_to("mouse", Point(90, 5))
    canvas.end_stroke()
    assert said() == ("Drawing", "on six.png")
    canvas.undo()
    assert said() == ("Picture", "six.png")
    image.look_at(ImageOf("test", 3))
    image.look_at(image.drawn)
    assert said() == ("Picture", "six.png")
    canvas.clear()
    assert said() == ("Drawing", "")


def test_a_picture_may_be_chosen_by_its_name(monkeypatch, image, panel, tmp_path):
    path = tmp_path / "five.png"
    Image.effect_noise((60, 60), 5).point(lambda value: 255 if value > 127 else 0).save(path)
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(path), ""))
    before = image.ref
    panel.open_picture()
    panel.canvas.announce()
    assert image.ref != before


def test_what_is_no_picture_is_refused_in_words(qtbot, panel, tmp_path):
    bad = tmp_path / "bad.png"
    bad.write_bytes(b"no picture")
    with qtbot.waitSignal(panel.message) as said:
        drop_file(panel.canvas, bad)
    assert said.args[0].startswith("bad.png: This file is not an image that can be read.")


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
    assert area.verticalScrollBar().maximum() == 0
    assert panel.minimumSizeHint().width() <= 260
    canvas = panel.canvas
    qtbot.waitUntil(lambda: canvas.width() == canvas.height())
    assert canvas.width() >= min(width, 260 if height > 650 else 112)
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
