"""The split as a bar: it shows what the document says, a dragged border is one step of undo, and the fields agree."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from engine.project.data.data_settings import (
    DataSettings,
    FoundValidation,
    NoValidation,
    ScaleToOne,
    ValidationCount,
    ValidationShare,
)
from engine.project.data.own_images import FolderImages, FoundTest, TestCount, TestShare
from engine.project.data.sources import Mnist
from engine.project.project import images_in
from engine.typed.document import changed
from gui.data.split.split_card import SplitCard
from gui.data.split.split_parts import parts_of

PHOTOS = FolderImages(path="/photos", classes=("cat", "dog"), train_images=800, test_images=200, checksum="abc")


@pytest.fixture
def card(qtbot, document):
    card = SplitCard(document)
    qtbot.addWidget(card)
    card.resize(420, 500)
    card.show()
    card.activateWindow()
    qtbot.waitUntil(card.isActiveWindow)
    return card


def on(document, source, **fields) -> None:
    document.edit_fields("Data", data=DataSettings(source=source, normalisation=ScaleToOne(), **fields))


def counts(card) -> dict[str, int]:
    return {part.name: part.images for part in card.bar.parts}


def drag(card, border: str, *widths: float) -> None:
    """Takes a border and moves it by shares of the bar's width."""
    grip, wide = card.bar.grips[border], card.bar.area().width()
    start = grip.rect().center()
    QTest.mousePress(grip, Qt.MouseButton.LeftButton, pos=start)
    for width in widths:
        at = QPoint(round(grip.parentWidget().mapFromGlobal(grip.mapToGlobal(start)).x() + width * wide), start.y())
        QTest.mouseMove(grip, QPoint(grip.mapFromParent(at).x(), start.y()))
    QTest.mouseRelease(grip, Qt.MouseButton.LeftButton, pos=grip.rect().center())


def test_all_images_are_told_part_by_part(document, card):
    assert counts(card) == {"training": 8000, "validation": 0, "test": 2000}
    document.edit_fields("Data", data=changed(document.project.data, validation=ValidationCount(1000), share=0.5))
    assert counts(card) == {"training": 3500, "unused": 3500, "validation": 1000, "test": 2000}
    assert sum(part.share for part in card.bar.parts) == pytest.approx(1)
    assert card.bar.accessibleDescription() == (
        "Training 3,500 · 35 %, Left out 3,500 · 35 %, Validation 1,000 · 10 %, Test 2,000 · 20 %"
    )


def test_a_dragged_border_is_one_step_of_undo_and_the_fields_follow(document, card):
    drag(card, "validation", -0.1, -0.1, 0.04)
    kept = document.project.data.validation
    assert isinstance(kept, ValidationShare)
    assert kept.share == pytest.approx(0.2, abs=0.03)  # 16 % of all are 20 % of the training part
    assert card.form.fields["validation"].form.fields["share"].editor.text() == f"{kept.share:g}"
    assert images_in(document.project, "validation") == counts(card)["validation"]
    assert document.undo_stack.count() == 1
    document.undo_stack.undo()
    assert isinstance(document.project.data.validation, NoValidation)
    assert counts(card)["validation"] == 0


def test_keys_step_by_hundredths_and_tenths_and_go_back_to_none(qtbot, document, card):
    grip = card.bar.grips["validation"]
    grip.setFocus()
    for key in (Qt.Key.Key_Left, Qt.Key.Key_Left, Qt.Key.Key_PageUp, Qt.Key.Key_Right):
        qtbot.keyClick(grip, key)
    assert document.project.data.validation == ValidationShare(0.11)
    assert document.undo_stack.count() == 1
    qtbot.keyClick(grip, Qt.Key.Key_Home)
    assert document.project.data.validation == NoValidation()


def test_a_number_of_images_stays_a_number(qtbot, document, card):
    document.edit_fields("Data", data=changed(document.project.data, validation=ValidationCount(800, stratified=False)))
    grip = card.bar.grips["validation"]
    grip.setFocus()
    qtbot.keyClick(grip, Qt.Key.Key_Left)
    assert document.project.data.validation == ValidationCount(880, stratified=False)


def test_something_is_left_to_train_on_however_far_it_is_dragged(document, card):
    drag(card, "validation", -5.0)
    assert document.project.data.validation == ValidationShare(0.9)


def test_the_published_test_part_is_kept_and_said(document, card):
    on(document, Mnist())
    assert card.said.text() == "The test images are those that MNIST was published with."
    assert card.bar.grips["test"].isHidden()
    assert not card.test_form.isVisible()


def test_what_came_as_such_cannot_be_moved(document, card):
    source = changed(PHOTOS, test=FoundTest(), validation_images=50)
    on(document, source, validation=FoundValidation())
    assert all(grip.isHidden() for grip in card.bar.grips.values())
    assert card.said.text() == "The test images are those that came as such."


def test_own_images_without_a_test_part_are_divided_once_the_pointer_lets_go(document, card):
    on(document, PHOTOS)
    seen = []
    document.changed.connect(lambda _, new: seen.append(new.data.source.test.share))
    drag(card, "test", -0.1, -0.1)
    (share,) = seen
    assert share == pytest.approx(0.4, abs=0.02)
    assert document.project.data.source.test == TestShare(share)
    assert counts(card)["test"] == document.project.facts.test_images == round(1000 * share)
    assert card.test_form.form.fields["test"].form.fields["share"].editor.text() == f"{share:g}"
    assert document.undo_stack.undoText() == "Change test images"


def test_the_field_of_the_test_share_moves_the_bar(qtbot, document, card):
    on(document, PHOTOS)
    box = card.test_form.form.fields["test"].form.fields["share"].editor
    box.setFocus()
    box.lineEdit().selectAll()
    qtbot.keyClicks(box, "0.5")
    qtbot.keyClick(box, Qt.Key.Key_Return)
    assert counts(card) == {"training": 500, "validation": 0, "test": 500}
    box.lineEdit().setText("2")
    box.settle()
    assert [draft.place for draft in document.drafts.invalid] == ["data"]
    on(document, Mnist())
    assert document.drafts.invalid == ()


def test_two_borders_at_one_place_can_both_be_taken(document, card):
    on(document, PHOTOS)
    validation, test = (card.bar.grips[border].geometry() for border in ("validation", "test"))
    assert validation.right() < test.left() + 1


def test_more_validation_than_there_are_images_is_shown_as_it_can_be(document, card):
    document.edit_fields("Data", data=changed(document.project.data, validation=ValidationCount(9000)))
    assert all(part.images >= 0 for part in parts_of(document.project))
    assert not card.bar.grab().isNull()


def test_a_number_of_test_images_stays_a_number(qtbot, document, card):
    on(document, PHOTOS)
    kinds = card.test_form.form.fields["test"].editor
    kinds.setCurrentText(TestCount.title)
    kinds.activated.emit(kinds.currentIndex())
    assert (document.project.data.source.test, counts(card)["test"]) == (TestCount(100), 100)
    grip = card.bar.grips["test"]
    grip.setFocus()
    qtbot.keyClick(grip, Qt.Key.Key_Left)
    assert document.project.data.source.test == TestCount(110)


def test_keys_move_a_share_of_few_images_though_as_many_are_kept(qtbot, document, card):
    few = changed(PHOTOS, train_images=10, test_images=2)
    on(document, few)
    grip = card.bar.grips["test"]
    grip.setFocus()
    for share in (0.21, 0.22, 0.23):
        qtbot.keyClick(grip, Qt.Key.Key_Left)
        assert document.project.data.source.test == TestShare(share)
    grip = card.bar.grips["validation"]
    grip.setFocus()
    for share in (0.01, 0.02):  # of ten images none yet
        qtbot.keyClick(grip, Qt.Key.Key_Left)
        assert document.project.data.validation == ValidationShare(share)


def test_keys_move_a_number_by_one_image_at_least(qtbot, document, card):
    on(document, changed(PHOTOS, train_images=11, test_images=1, test=TestCount(1)))
    grip = card.bar.grips["test"]
    grip.setFocus()
    for key, count in ((Qt.Key.Key_Left, 2), (Qt.Key.Key_Left, 3), (Qt.Key.Key_Right, 2), (Qt.Key.Key_Home, 1)):
        qtbot.keyClick(grip, key)
        assert document.project.data.source.test == TestCount(count)


def test_less_than_a_hundredth_is_not_made_more_by_the_key_for_less(qtbot, document, card):
    on(document, changed(PHOTOS, test=TestShare(0.001)))
    grip = card.bar.grips["test"]
    assert grip.toolTip().startswith("Images kept for testing: 0.1 %.")
    grip.setFocus()
    qtbot.keyClick(grip, Qt.Key.Key_Right)
    assert document.project.data.source.test == TestShare(0.001)
    qtbot.keyClick(grip, Qt.Key.Key_Left)
    assert document.project.data.source.test == TestShare(0.011)
