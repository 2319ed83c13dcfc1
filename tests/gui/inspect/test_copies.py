"""The copy of a repeated layer that the Inspect page shows."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from tests.gui.inspect.layers import REPEATED, show_model, shows, view


def test_the_address_follows_the_selection_and_the_chosen_copy(qtbot, document, workspace, page):
    assert page.address() is None
    document.edit_network(REPEATED, "Repeat")
    workspace.select(["nstem0"])
    assert page.address() == "nstem0"
    assert not shows(page.copies)
    workspace.select(["nconv0"])
    assert page.address() == "nconv0@0"
    box = page.copies.layout().itemAt(0).widget()
    assert box.currentText() == "copy 1 of 3"
    box.setFocus()
    with qtbot.waitSignal(page.address_changed):
        QTest.keyClick(box, Qt.Key.Key_Down)
    assert page.address() == "nconv0@1"
    workspace.select(["nrep00"])
    assert page.address() == "nrep00"
    workspace.select(["nrelu0"])
    assert page.address() == "nrelu0@1"
    workspace.select(["nrelu0", "nstem0"])
    assert page.address() is None


def test_a_layer_in_a_block_says_where_it_is(document, workspace, page):
    document.edit_network(REPEATED, "Repeat")
    show_model(workspace, "initial", 0)
    workspace.select(["nconv0"])
    page.show_layer(view("nconv0@0", (4, 4, 3, 3), (4, 28, 28), step=0))
    assert page.heading.text() == "1. Convolution"
    assert page.source.text() == "in 2.1. Residual block · initial weights"
