import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from engine.service.answers import ImageOf
from engine.service.looking.images.embedding_answers import Nearest
from gui.tryit.answer import nearest_words
from gui.tryit.answer.nearest_row import NearestRow

DIGITS = tuple("0123456789")


@pytest.fixture
def row(qtbot):
    widget = NearestRow()
    qtbot.addWidget(widget)
    widget.resize(260, 70)
    widget.show()
    return widget


def nearest(share=0.98, indexes=(12, 1203, 5), labels=(3, 8, 3)):
    pixels = np.zeros((len(indexes), 1, 28, 28), np.uint8)
    return Nearest(ImageOf("test", 4), 938, indexes, labels, pixels, share, 8000, 2000)


@pytest.mark.parametrize(
    ("share", "verdict", "further"),
    [
        (0.98, "Unlike", "further from its nearest than 98 % of the test images are from theirs"),
        (0.91, "Rather unlike", "further from its nearest than 91 % of the test images are from theirs"),
        (0.4, "Like", "further from its nearest than 40 % of the test images are from theirs"),
        (0.003, "Like", "further from its nearest than 1 % of the test images are from theirs"),
        (1.0, "Unlike", "further from its nearest than all of the test images are from theirs"),
        (0.0, "Like", "nearer to its nearest than all of the test images are to theirs"),
    ],
)
def test_how_unlike_it_is_is_said_in_plain_words(row, share, verdict, further):
    words = f"{verdict} what it learned from: {further}"
    row.show_nearest(nearest(share), DIGITS)
    assert f"{row.words.text()}: {row.further.text()}" == words
    assert row.accessibleDescription().startswith(
        "Nearest of 8,000 training images in the last hidden layer, at step 938: a 3, an 8, a 3. "
    )
    assert words in row.words.toolTip().replace("\n", " ")
    assert row.further.fitting() in nearest_words.further(nearest(share))


def test_the_three_stand_side_by_side_with_their_classes_and_lead_to_their_images(qtbot, row):
    row.show_nearest(nearest(), DIGITS)
    assert [button.text() for button in row.buttons] == ["3", "8", "3"]
    assert row.buttons[1].accessibleName() == "Training image 1,203, an 8"
    assert row.buttons[1].toolTip().replace("\n", " ").startswith("One of the nearest training images: training image")
    assert row.minimumSizeHint().width() <= 260
    with qtbot.waitSignal(row.image_wanted) as wanted:
        row.buttons[1].setFocus()
        qtbot.keyClick(row.buttons[1], Qt.Key.Key_Space)
    assert wanted.args == [ImageOf("train", 1203)]


def test_its_room_stays_where_there_is_nothing_to_show(row):
    row.show_nearest(nearest(indexes=(4,), labels=(1,)), DIGITS)
    assert [button.isVisible() for button in row.buttons] == [True, False, False]
    height = row.sizeHint().height()
    row.show_nearest(None, ())
    assert not row.isVisible()
    assert row.sizePolicy().retainSizeWhenHidden()
    row.say("Its training images are not here to hold it against, and this goes on in a second line of words.")
    assert row.isVisible()
    assert row.sizeHint().height() == height
    row.next_look.show_turn(30.0)
    row.show_nearest(nearest(), DIGITS)
    assert (row.sizeHint().height(), row.sentence.isVisible()) == (height, False)


def test_they_have_a_title_and_where_there_is_room_they_are_large(qtbot, row):
    row.show_nearest(nearest(), DIGITS)
    assert row.title.isVisible()
    assert row.title.fitting() == "Nearest training images"
    small = row.buttons[0].iconSize().width()
    row.set_roomy(roomy=True)
    row.resize(260, row.sizeHint().height())
    qtbot.waitUntil(lambda: row.title.y() < row.buttons[0].y())
    assert row.buttons[0].iconSize().width() > 2 * small
    assert row.minimumSizeHint().width() <= 260
    row.say("Its training images are not here to hold it against.")
    assert not row.title.isVisible()
    row.set_roomy(roomy=False)
    row.show_nearest(nearest(), DIGITS)
    assert row.buttons[0].iconSize().width() == small


def test_long_names_leave_all_three_in_their_room(row):
    classes = ("A rather long name of a class", *DIGITS[1:])
    row.show_nearest(nearest(labels=(0, 0, 0)), classes)
    assert row.minimumSizeHint().width() <= 260
    assert nearest_words.one(nearest(labels=(0, 0, 0)), 0, classes) == (
        "Training image 12, an A rather long name of a class"
    )


def test_classes_with_long_names_are_told_beside_the_pictures_and_nothing_is_cut(qtbot, row):
    classes = ("airplane", "automobile", "truck", *DIGITS[3:])
    row.show_nearest(nearest(0.91, labels=(1, 1, 0)), classes)
    qtbot.waitUntil(lambda: row.words.width() > 100)
    assert row.buttons[0].toolButtonStyle() == Qt.ToolButtonStyle.ToolButtonIconOnly
    assert row.title.text() == "Nearest in training: automobile × 2, airplane"
    assert not any("…" in label.fitting() for label in (row.title, row.words, row.further))
    row.set_roomy(roomy=True)
    assert row.title.text() == nearest_words.TITLE[0]
    assert row.buttons[0].toolButtonStyle() == Qt.ToolButtonStyle.ToolButtonTextUnderIcon


def test_nothing_below_moves_whatever_it_says_and_a_long_reason_is_told_in_fewer_words(qtbot):
    holder, below, row = QWidget(), QLabel("It is"), NearestRow()
    qtbot.addWidget(holder)
    column = QVBoxLayout(holder)
    for part in (row, below):
        column.addWidget(part)
    column.addStretch(1)
    row.set_roomy(roomy=True)
    holder.resize(320, 400)
    row.show_nearest(nearest(), DIGITS)
    holder.show()
    place = below.y()
    what, hint = (
        "All images are the same to this network, so none is nearer than another.",
        "Train it first, or unmute.",
    )
    row.say(what, hint)
    assert row.sentence.text() == f"{what} {hint}"
    row.show_nearest(nearest(), DIGITS)
    row.next_look.show_turn(70.0)
    column.activate()
    assert below.y() == place
    assert row.buttons[0].geometry().bottom() < below.y()
    row.set_roomy(roomy=False)
    holder.resize(250, 400)
    row.say(what, hint * 3)
    column.activate()
    assert row.sentence.text() == what
    assert hint in row.sentence.toolTip().replace("\n", " ")


@pytest.mark.parametrize("roomy", [False, True])
def test_a_sentence_has_the_whole_width(qtbot, row, roomy):
    row.set_roomy(roomy=roomy)
    row.resize(260, row.sizeHint().height())
    row.show_nearest(nearest(), DIGITS)
    row.say("Its training images are not here to hold it against.")
    qtbot.waitUntil(lambda: row.sentence.width() == 260)
    qtbot.waitUntil(lambda: row.sentence.height() >= row.sentence.heightForWidth(260))
    row.show_nearest(nearest(), DIGITS)
    row._parts.activate()
    assert row.title.width() == row.words.width() > 100


def test_what_is_of_before_is_faint(row):
    row.show_nearest(nearest(), DIGITS)
    row.set_faint(faint=True)
    assert row._veil.isVisible()
    row.set_faint(faint=False)
    assert not row._veil.isVisible()
