"""The page of the check-up: what was noticed, in cards; ways out become edits of the document, which can be undone."""

import numpy as np
import pytest
from msgspec import structs
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton

from engine.project.data.corrections import LeaveOut, LeaveOutClass, MergeClasses, MoveImages
from engine.project.data.data_settings import DataSettings
from engine.project.data.own_images import FolderImages, corrected
from engine.project.project import Project
from engine.service.answers import At, CheckedUp, Example, Finding, ImageOf, Way
from engine.typed.document import changed
from gui.appearance import rewriting
from gui.data.check_up.page import CheckUpPage
from gui.pieces.classes.choice import ClassChoice
from gui.pieces.classes.choice_list import ClassList
from gui.pieces.elided import Elided
from tests.drawn_texts import DrawnTexts
from tests.whole_text import cut_texts

CLASSES = ("cat", "dog", "emu")
ONE, COPY = At("train", 3, 0, "cat/3.png"), At("train", 9, 0, "cat/copy.png")
FEW = At("test", 1, 2, "emu/1.png")
OUT = LeaveOut(("cat/copy.png",), train=1)
MOVE = MoveImages(("emu/1.png",), "dog")
COPIES = Finding(
    "copies", 1, "1 image is a copy of another.", "Each counts twice.",
    (Example((ONE, COPY), "cat"),), (Way("Leave the copy out", OUT),),
)  # fmt: skip
EMPTY = Finding(
    "near-empty", 1, "1 class has fewer than 10 training images.", "So few.",
    (Example((FEW,), "emu: 1 training image", (Way("Leave the class out", LeaveOutClass("emu", 1, 0, 1)),), "emu"),),
)  # fmt: skip
UNREADABLE = Finding("unreadable", 1, "1 file was passed over.", "Mend it.", listed=("cat/x.png: It is cut short.",))


def answer(*findings):
    pixels = np.zeros((3, 12, 12), np.uint8)
    return CheckedUp(findings, 1_234, dict.fromkeys((ONE, COPY, FEW), pixels), {COPY: ImageOf("train", 7)})


SOURCE = FolderImages(path="/photos", classes=CLASSES, train_images=90, test_images=30)


@pytest.fixture
def project():
    return Project(data=DataSettings(source=SOURCE))


@pytest.fixture
def page(qtbot, document):
    page = CheckUpPage(document)
    page.resize(700, 600)
    qtbot.addWidget(page)
    with qtbot.waitSignal(page.asked):
        page.show()
    return page


def shown(qtbot, page, *findings):
    page.show_answer(answer(*findings))
    qtbot.waitUntil(lambda: len(page.cards) == len(findings))
    return page.cards


def button(widget, words):
    (found,) = (one for one in widget.findChildren(QPushButton) if one.text() == words)
    return found


def test_it_asks_once_it_is_seen_and_can_be_given_up(qtbot, page):
    assert page.cancel.isVisible()
    with qtbot.waitSignal(page.cancelled):
        page.cancel.click()
    assert "not looked through" in page.sentence.text()
    with qtbot.waitSignal(page.asked):
        page.again.click()


def test_what_was_noticed_stands_in_cards(qtbot, page):
    cards = shown(qtbot, page, UNREADABLE, COPIES, EMPTY)
    assert [card.accessibleName() for card in cards] == [one.sentence for one in (UNREADABLE, COPIES, EMPTY)]
    assert page.sentence.text().startswith("1,234 images were looked through.")
    assert "cat/copy.png: cat, training" in cards[1].strip.sentence(0)


def test_where_nothing_was_noticed_it_says_so(page):
    page.show_answer(answer())
    assert "nothing was noticed" in page.sentence.text()


def test_it_says_about_how_many_the_shown_run_was_asked(page):
    page.show_answer(structs.replace(answer(), asked=1_000))
    assert "(and the shown run was asked about 1,000 of those to train on), and nothing" in page.sentence.text()


def test_a_way_out_is_one_edit_and_asks_again(qtbot, page, document):
    (card,) = shown(qtbot, page, COPIES)
    with qtbot.waitSignal(page.asked):
        button(card, "Leave the copy out").click()
    assert document.project.data.source.corrections == (OUT,)
    assert document.project.facts.train_images == 89
    assert document.undo_stack.undoText() == "Leave the copy out"
    document.undo_stack.undo()
    assert document.project.data.source.corrections == ()


@pytest.mark.qt_log_ignore("does not support (raise|grabbing)", extend=True)  # popups, offscreen
def test_a_class_is_merged_into_another_or_left_out(qtbot, page, document):
    (card,) = shown(qtbot, page, EMPTY)
    (merge,) = card.findChildren(ClassChoice)
    assert [merge.itemText(row) for row in range(merge.count())] == ["cat", "dog"]
    merge.showPopup()
    listed = merge.findChild(ClassList)
    qtbot.keyClicks(listed.search, "d")
    qtbot.keyPress(listed.search, Qt.Key.Key_Return)
    assert document.project.data.source.corrections == (MergeClasses("emu", "dog"),)
    assert document.project.facts.classes == ("cat", "dog")


def test_what_was_put_right_is_listed_and_can_be_taken_back(qtbot, page, document):
    assert page.corrections.isHidden()
    shown(qtbot, page, COPIES, EMPTY)
    settings = document.project.data
    source = changed(settings.source, corrections=(OUT, MergeClasses("emu", "dog")))
    document.edit_fields("Correct", data=changed(settings, source=source))
    assert not page.corrections.isHidden()
    back = [one for one in page.corrections.findChildren(QPushButton) if not one.isHidden()]
    assert "merged" in back[-2].accessibleName()
    said = [label.text() for label in page.corrections.findChildren(Elided)]
    assert "1 image is left out. cat/copy.png" in said
    back[-1].click()
    assert document.project.data.source.corrections == (MergeClasses("emu", "dog"),)


def test_an_image_that_is_pressed_is_to_be_looked_at(qtbot, page):
    (card,) = shown(qtbot, page, COPIES)
    with qtbot.waitSignal(page.image_chosen) as told:
        card.strip.press(0)
    assert told.args == [ImageOf("train", 7)]


def test_the_examples_are_gone_through_by_keys(qtbot, page):
    finding = Finding(
        "disputed", 2, "2.", "", (Example((FEW,), "a", (Way("Move to dog", MOVE),)), Example((ONE,), "b"))
    )
    (card,) = shown(qtbot, page, finding)
    qtbot.waitUntil(button(card, "Move to dog").isVisible)
    qtbot.keyClick(card.strip, Qt.Key.Key_Right)
    assert card.strip.place == 1
    qtbot.waitUntil(lambda: not card.findChildren(QPushButton))  # the second has no way out


def test_an_edit_that_changes_no_image_asks_nothing(qtbot, page, document):
    shown(qtbot, page, COPIES)
    with qtbot.assertNotEmitted(page.asked, wait=0):
        document.edit_fields("Other", data=changed(document.project.data, shuffle=False))
        assert not page._debounce.isActive()


def test_why_nothing_can_be_looked_through_is_said(page):
    page.show_error("The images of photos are no longer where they were.")
    assert page.sentence.text().startswith("The images of photos")
    assert page.again.isVisible()


@pytest.mark.qt_log_ignore("does not support raise")  # of tool tips, offscreen
def test_whatever_classes_and_files_are_called_nothing_is_cut_without_a_tip(qtbot, page, document, monkeypatch):
    drawn, long = DrawnTexts(monkeypatch), "a name of so many letters " * 7
    at = At("train", 3, 0, f"{long}/{long}.png")
    ways = (Way(f"Move to {long}", MOVE), *EMPTY.examples[0].ways)
    examples = (Example((at,), f"{long}: 1 training image", ways, "emu"), Example((ONE, COPY), f"{long} · {long}"))
    sentence = f"1 class has less than a third of the training images of “{long}”, which has 40."
    shown(qtbot, page, Finding("imbalance", 1, sentence, "So few.", examples, COPIES.ways), UNREADABLE)
    for width in (480, 700):
        page.resize(width, 900)
        assert page.minimumSizeHint().width() <= 480
        assert cut_texts(page, drawn) == []


def test_one_that_has_a_way_out_of_its_own_is_not_offered_twice(qtbot, page):
    one = (Example((COPY,), "cat", (Way("Leave out", OUT),)),)
    single = Finding("one colour", 1, "1 image is of almost one colour.", "", one, (Way("Leave 1 image out", OUT),))
    (card,) = shown(qtbot, page, single)
    assert [found.text() for found in card.findChildren(QPushButton)] == ["Leave out"]


def test_another_style_of_numbers_makes_nothing_new_of_what_an_edit_made_old(qtbot, page, document):
    shown(qtbot, page, COPIES)
    page.hide()
    document.edit_fields("Out", data=changed(document.project.data, source=corrected(SOURCE, OUT)))
    rewriting.refresh()
    qtbot.waitUntil(lambda: len(page.cards) == 1)
    assert not page.cards[0].isEnabled()
    with qtbot.waitSignal(page.asked):
        page.show()


def test_after_a_cancel_another_style_says_no_more_than_before(qtbot, page):
    shown(qtbot, page, COPIES)
    page.again.click()
    page.cancel.click()
    said = page.sentence.text()
    rewriting.refresh()
    assert page.sentence.text() == said


def test_too_many_corrections_are_refused_in_words(qtbot, page, document):
    many = tuple(MoveImages((f"cat/{number}.png",), ("dog", "emu")[number % 2]) for number in range(1_000))
    document.edit_fields("Many", data=changed(document.project.data, source=changed(SOURCE, corrections=many)))
    (card,) = shown(qtbot, page, COPIES)
    button(card, "Leave the copy out").click()
    assert document.project.data.source.corrections == many
    assert "1,000" in page.sentence.text()


def test_the_keyboard_never_comes_to_stand_on_what_takes_a_correction_back(qtbot, page, document):
    document.edit_fields("Out", data=changed(document.project.data, source=corrected(SOURCE, OUT)))
    (card,) = shown(qtbot, page, EMPTY)
    page.again.setFocus()
    with qtbot.waitSignal(page.asked):
        page.again.click()
    assert page.cancel.hasFocus()
    (card,) = shown(qtbot, page, EMPTY)
    assert page.again.hasFocus()
    way = button(card, "Leave the class out")
    way.setFocus()
    way.click()
    assert page.again.hasFocus()
