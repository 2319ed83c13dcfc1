"""Mean and spread of the images are measured once, on a press, and written down as constants."""

from PySide6.QtCore import Qt

from engine.errors import DataError
from engine.project.data.data_settings import Constants, DataSettings, Standardise
from engine.typed.document import changed
from gui.data.measuring import MEASURE, MEASURING, SAME

FOUND = Constants((0.25,), (0.125,))


def test_what_was_measured_is_written_down_as_one_step_of_undo(qtbot, page, document):
    measuring = page.measuring
    with qtbot.waitSignal(measuring.asked):
        qtbot.mouseClick(measuring.button, Qt.MouseButton.LeftButton)
    assert (measuring.button.text(), measuring.button.isEnabled()) == (MEASURING, False)
    measuring.show_measured(document.project.data, FOUND)
    assert document.project.data.normalisation == FOUND
    assert (measuring.button.text(), measuring.button.isEnabled()) == (MEASURE, True)
    assert document.undo_stack.undoText() == "Write down what was measured"
    measuring.show_measured(document.project.data, FOUND)
    assert measuring.said.text() == SAME
    assert document.undo_stack.count() == 1


def test_it_is_of_no_use_for_other_images_but_another_normalisation_makes_none(page, document):
    before = document.project.data
    document.edit_fields("Data", data=changed(before, normalisation=Standardise()))
    page.measuring.show_measured(before, FOUND)
    assert document.project.data.normalisation == FOUND
    document.edit_fields("Data", data=DataSettings(share=0.5))
    page.measuring.show_measured(before, FOUND)
    assert document.project.data == DataSettings(share=0.5)


def test_why_they_cannot_be_measured_is_said_until_something_changes(page, document):
    page.measuring.show_error(DataError("It is not here.", "Get it."))
    assert page.measuring.said.isVisible()
    document.edit_fields("Data", data=DataSettings(share=0.5))
    assert not page.measuring.said.isVisible()
