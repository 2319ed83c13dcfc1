"""The Training page: edits of the settings, what is said beside fields, the machine."""

from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication

from engine.errors import DataMissing
from engine.events import Reply
from engine.project.data.data_settings import DataSettings, ValidationCount
from engine.project.data.sources import Mnist
from engine.project.project import Project
from engine.project.training.budgets import Epochs, Steps
from engine.project.training.optimisers import Adam, Sgd
from engine.project.training.own_drawings import MixedDrawings
from engine.project.training.rate.learning_rate import usual_rate, with_rate
from engine.project.training.rate.schedules import MultiStep, OnPlateau, SlowStart
from engine.project.training.training_settings import TrainingSettings
from engine.project.training.watching import EarlyStopping, KeepBest
from engine.service.drawings.drawing_answers import TriedDrawings
from engine.service.questions import WeighClasses
from engine.typed.document import changed
from gui.forms.struct_form import StructForm
from gui.state.data.class_weights import UNKNOWN
from gui.training.page import amount


def type_into(qtbot, editor, text):
    editor.setFocus()
    editor.lineEdit().selectAll()
    qtbot.keyClicks(editor, text)
    qtbot.keyClick(editor, Qt.Key.Key_Return)


def inner(page, form, field):
    return page.forms[form].fields[field].form


def turn(widget):
    at = QPointF(5, 5)
    event = QWheelEvent(
        at, widget.mapToGlobal(at), QPoint(), QPoint(0, 120), Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(widget, event)


def test_a_typed_rate_is_a_step_of_undo_with_its_name(qtbot, page, document):
    type_into(qtbot, inner(page, "optimiser", "optimiser").fields["rate"].editor, "0.01")
    assert document.project.training == TrainingSettings(optimiser=Adam(rate=0.01))
    assert document.undo_stack.undoText() == "Change learning rate"
    document.undo_stack.undo()
    assert document.project.training == TrainingSettings()
    assert inner(page, "optimiser", "optimiser").fields["rate"].editor.lineEdit().text() == "0.001"


def test_quick_steps_of_one_field_are_one_step_of_undo_and_another_field_is_another(qtbot, page, document):
    rest = page.forms["rest"]
    for _ in range(3):
        qtbot.keyClick(rest.fields["batch"].editor, Qt.Key.Key_Up)
    qtbot.keyClick(rest.fields["seed"].editor, Qt.Key.Key_Up)
    assert (document.project.training.batch, document.project.training.seed) == (35, 1)
    assert document.undo_stack.count() == 2


def test_quick_edits_of_two_fields_inside_one_struct_stay_apart(qtbot, page, document):
    fields = inner(page, "optimiser", "optimiser").fields
    qtbot.keyClick(fields["rate"].editor, Qt.Key.Key_Up)
    qtbot.keyClick(fields["weight_decay"].editor, Qt.Key.Key_Up)
    assert document.undo_stack.count() == 2
    assert document.undo_stack.undoText() == "Change weight decay"


def test_another_optimiser_by_key(qtbot, page, document):
    box = page.forms["optimiser"].fields["optimiser"].editor
    box.setFocus()
    qtbot.keyClick(box, Qt.Key.Key_Up)
    assert document.project.training.optimiser == Sgd()
    assert document.undo_stack.undoText() == "Change optimiser"


def test_the_wheel_changes_nothing_without_focus(qtbot, page, document, settings):
    page.forms["rest"].fields["seed"].editor.setFocus()
    for editor in (
        page.forms["rest"].fields["batch"].editor,
        page.forms["schedule"].fields["schedule"].editor,
        page.machine.form.fields["device"].editor,
        page.machine.form.fields["threads"].editor,
    ):
        turn(editor)
    assert document.project == Project()
    assert settings.value.threads == 0
    assert settings.value.device == "auto"


def test_a_batch_larger_than_the_data_is_said_under_its_field_until_it_fits(page, document):
    data = DataSettings(validation=ValidationCount(count=7990))
    document.edit_fields("Keep back", data=data)
    assert "larger than the 10 training images" in page.forms["rest"].error("batch")
    document.undo_stack.undo()
    assert page.forms["rest"].error("batch") == ""


def test_what_is_wrong_inside_a_struct_is_said_under_its_field(qtbot, page, document):
    document.edit_fields("SGD", training=TrainingSettings(optimiser=Sgd(momentum=0.0, nesterov=True)))
    form = inner(page, "optimiser", "optimiser")
    assert form.error("nesterov").startswith("Nesterov needs momentum")
    type_into(qtbot, form.fields["momentum"].editor, "0.5")
    assert form.error("nesterov") == ""


def test_a_draft_that_cannot_be_keeps_its_sentence_while_the_document_changes(qtbot, page, document):
    batch = page.forms["rest"].fields["batch"].editor
    type_into(qtbot, batch, "0")
    document.edit_fields("Rename", title="Another")
    assert "at least 1" in page.forms["rest"].error("batch")
    assert batch.lineEdit().text() == "0"
    assert document.project.training.batch == 32


def test_following_the_document_leaves_the_focus_alone(page, document):
    editor = page.forms["rest"].fields["seed"].editor
    editor.setFocus()
    document.edit_fields("Longer", training=TrainingSettings(budget=Steps(steps=10), batch=8))
    assert editor.hasFocus()
    assert page.forms["rest"].fields["batch"].editor.lineEdit().text() == "8"


def test_the_amount_in_a_line():
    assert amount(Project()) == "8,000 training images · 250 steps an epoch · 1,500 steps in all"


def test_the_schedule_in_words_follows_the_document(page, document):
    training = TrainingSettings(
        optimiser=Sgd(rate=0.1),
        schedule=MultiStep(milestones=(2, 4)),
        budget=Epochs(epochs=6),
        slow_start=SlowStart(),
    )
    document.edit_fields("Training", training=training)
    words = "From 0.1 to 0.001, over 1,500 steps. At first 0.01, until the training error is below 80 %."
    assert page.curve.accessibleDescription() == words
    assert page.curve.logarithmic


def test_the_pointer_reads_the_rate(qtbot, page, document):
    document.edit_fields(
        "Training", training=TrainingSettings(optimiser=Sgd(rate=0.1), schedule=MultiStep(milestones=(3,)))
    )
    qtbot.mouseMove(page.curve, QPoint(page.curve.width() - 20, 60))
    qtbot.waitUntil(lambda: page.curve.reading().endswith(": 0.01"))


def test_device_and_threads_go_to_the_settings(qtbot, page, document, settings):
    with qtbot.waitSignal(settings.changed):
        type_into(qtbot, page.machine.form.fields["threads"].editor, "3")
    page.machine.form.fields["device"].editor.setFocus()
    qtbot.keyClick(page.machine.form.fields["device"].editor, Qt.Key.Key_Down)
    assert (settings.value.threads, settings.value.device) == (3, "cpu")
    assert document.project == Project()
    assert settings.path.exists()


def test_threads_that_cannot_be_are_said_and_not_kept(qtbot, page, settings):
    type_into(qtbot, page.machine.form.fields["threads"].editor, "5000")
    assert "1,024" in page.machine.form.error("threads")
    assert settings.value.threads == 0
    type_into(qtbot, page.machine.form.fields["threads"].editor, "2")
    assert page.machine.form.error("threads") == ""


def test_settings_that_cannot_be_saved_are_said(qtbot, page, settings, tmp_path):
    settings.path = tmp_path / "file" / "settings.json"
    (tmp_path / "file").write_text("in the way")
    type_into(qtbot, page.machine.form.fields["threads"].editor, "2")
    assert page.machine.form.error("threads").startswith("Settings cannot be saved")


@pytest.mark.parametrize(("width", "columns"), [(620, 2), (400, 1)])
def test_cards_stand_side_by_side_where_there_is_room(qtbot, page, width, columns):
    area = page.parentWidget().parentWidget()
    area.resize(width, 460)
    qtbot.waitUntil(lambda: page.cards.count == columns)
    assert page.width() <= area.viewport().width()


def test_a_fold_of_the_budget_keeps_its_other_value(qtbot, page, document):
    box = page.forms["rest"].fields["budget"].editor
    document.edit_fields("Nine", training=changed(document.project.training, budget=Epochs(epochs=9)))
    box.setFocus()
    qtbot.keyClick(box, Qt.Key.Key_Down)
    assert document.project.training.budget == Steps()
    qtbot.keyClick(box, Qt.Key.Key_Up)
    assert document.project.training.budget == Epochs(epochs=9)


def test_the_amount_of_training_is_of_the_images_that_are_there(page, document):
    document.edit_fields(
        "Data", data=DataSettings(source=Mnist()), training=TrainingSettings(batch=10, budget=Epochs(3))
    )
    assert page._amount.text() == "60,000 training images · 6,000 steps an epoch · 18,000 steps in all"
    document.know_facts(Mnist(), Mnist.published.counted(200, 80))
    assert page._amount.text() == "200 training images · 20 steps an epoch · 60 steps in all"
    assert page.curve._curve.steps == 60


def test_a_rate_of_ten_is_advised_against_right_below_it(qtbot, document, page):
    assert not page.advice.isVisible()
    document.edit(with_rate(document.project, 10), "Rate")
    assert page.advice.isVisible()
    assert page.advice.sentence.text().startswith("A learning rate of 10 seldom learns anything")
    qtbot.mouseClick(page.advice.button, Qt.MouseButton.LeftButton)
    assert document.project.training.optimiser.rate == usual_rate(document.project.training.optimiser)
    assert not page.advice.isVisible()
    document.undo_stack.undo()
    assert page.advice.isVisible()


def test_threads_are_automatic_until_a_number_is_chosen(qtbot, page, settings):
    box = page.machine.form.fields["threads"].editor
    assert box.lineEdit().text() == "Automatic"
    box.setFocus()
    qtbot.keyClick(box, Qt.Key.Key_Up)
    assert (settings.value.threads, box.lineEdit().text()) == (1, "1")
    qtbot.keyClick(box, Qt.Key.Key_Down)
    assert (settings.value.threads, box.lineEdit().text()) == (0, "Automatic")
    assert "1–1,024" in box.toolTip()
    type_into(qtbot, box, "3")
    type_into(qtbot, box, "automatic")
    assert (settings.value.threads, box.lineEdit().text()) == (0, "Automatic")


def test_what_is_off_without_validation_images_is_said_until_there_are_some(page, document):
    training = TrainingSettings(schedule=OnPlateau(), early_stopping=EarlyStopping(), keep_best=KeepBest())
    document.edit_fields("Watch", training=training)
    assert "so “early stopping” and “keep the best” are off" in page._off.text()
    assert page._off.isVisible()
    assert page._course.text() == (
        "Recipe: 0.001 throughout, over 1,500 steps. It is multiplied by 0.1 when the loss has not fallen for 6 epochs."
        " No images are kept back for validation, so the schedule watches the loss of the training."
    )
    document.edit_fields("Keep back", data=DataSettings(validation=ValidationCount(400)))
    assert not page._off.isVisible()
    assert page._course.text().endswith("has not fallen for 6 epochs.")


def test_how_much_of_a_batch_own_drawings_are_is_said(page, document):
    assert not page.mixed.isVisible()
    document.edit_fields("Mix", training=TrainingSettings(drawings=MixedDrawings()))
    assert page.mixed.isVisible()
    few = "16 of the 32 images in each batch are own drawings, be they few or many. The training loss is of these, too."
    assert page.mixed.text() == few
    page.show_tried(kept(document.project.facts.classes, count=1))
    assert "are one and the same drawing of yours." in page.mixed.text()
    page.show_tried(kept(("cat", "dog"), count=1))
    assert page.mixed.text() == few


def kept(classes, count):
    none = np.zeros(count, np.int64)
    files = tuple(Path(f"{at}.png") for at in range(count))
    return TriedDrawings(Path(), classes, files, none, none, none.astype(np.float32), none.astype(np.uint8))


def test_a_limit_in_minutes_is_a_number_beside_the_epochs(qtbot, page, document):
    box = inner(page, "rest", "budget").fields["minutes"].editor
    assert box.lineEdit().text() == "No limit"
    type_into(qtbot, box, "30")
    assert document.project.training.budget == Epochs(minutes=30)
    assert document.undo_stack.undoText() == "Change minutes at most"
    box.lineEdit().clear()  # an empty limit is none
    qtbot.keyClick(box, Qt.Key.Key_Return)
    assert document.project.training.budget == Epochs()
    assert box.lineEdit().text() == "No limit"


def test_balanced_weights_are_told_beforehand_and_for_the_images_as_they_are_now(page, document, engine, jobs):
    def asked():
        return [at for at, question in enumerate(engine.asked, 1) if isinstance(question, WeighClasses)]

    def balanced(data):
        training = changed(document.project.training, class_weights="balanced")
        document.edit(changed(document.project, training=training, data=data), "Balanced")

    assert not page.weights.isVisible()
    balanced(DataSettings())
    (first,) = asked()
    assert engine.asked[first - 1].settings == document.project.data
    jobs.take(Reply(first, "Class weights – cat: 0.5, dog: 2."))
    assert (page.weights.isVisible(), page.weights.text()) == (True, "Class weights – cat: 0.5, dog: 2.")
    balanced(DataSettings(validation=ValidationCount(50)))
    assert page.weights.text() == ""
    jobs.take(Reply(asked()[-1], error=DataMissing("MNIST is not here.", "Download it.")))
    assert page.weights.text() == UNKNOWN
    document.counted.emit()  # they have come
    jobs.take(Reply(asked()[-1], "Class weights – cat: 1, dog: 1."))
    assert page.weights.text() == "Class weights – cat: 1, dog: 1."
    document.undo_stack.undo()
    document.undo_stack.undo()
    assert not page.weights.isVisible()


def lefts(page, *names: str) -> set[int]:
    """Where the boxes of fields begin, those inside a struct too."""
    found = set()
    for name in names:
        for form in page.forms[name].findChildren(StructForm):
            found |= {one.editor.mapTo(page, QPoint()).x() for one in form.fields.values() if one.editor.isVisible()}
    return found


def test_the_fields_of_a_card_line_up(qtbot, page):
    ticks = 4  # a tick box has no frame around it
    for names in (("rest",), ("loss", "rest of loss"), ("optimiser",)):
        qtbot.waitUntil(lambda names=names: bool(lefts(page, *names)))
        found = lefts(page, *names)
        assert max(found) - min(found) <= ticks


def test_it_is_said_of_which_run_the_curve_is_where_there_are_two(page):
    assert page.curve.title == "Learning rate by epoch"
    page.show_went(None, beside_a_run=True)
    assert page.curve.title == "New run: learning rate by epoch"
    page.show_went(None)
    assert page.curve.title == "Learning rate by epoch"
