"""Try it and the current image: chosen, drawn upon, read from a file, missing."""

import numpy as np
from PySide6.QtWidgets import QFileDialog

from engine.project.data.sources import GARMENTS
from engine.service.answers import DrawingOf, ImageOf, PictureOf
from gui.state.bridge import Told
from gui.state.shown.image import EMPTY, FIRST
from gui.tryit.strokes import Point, three
from tests.drags import drop_file
from tests.gui.tryit.saying import FASHION, PROJECT, click, draw_five, look_at, prediction, show_model, stroke


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
    draw_five(path)
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
    draw_five(path)
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
    draw_five(path)
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
