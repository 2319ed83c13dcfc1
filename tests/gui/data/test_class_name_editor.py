"""Classes of own images get other names where they stand in the table."""

import pytest
from msgspec.structs import replace
from PySide6.QtCore import QPoint, Qt

from engine.project.data.data_settings import DataSettings, ScaleToOne
from engine.project.data.own_images import FolderImages
from engine.project.project import Project
from tests.gui.data.overviews import overview

NAMES = ("cat", "dog", "owl")


@pytest.fixture
def project():
    source = FolderImages(path="/photos", classes=NAMES, train_images=80, test_images=20)
    return Project(data=DataSettings(source=source, normalisation=ScaleToOne()))


@pytest.fixture
def editor(page):
    page.show_overview(replace(overview((3, 32, 32), classes=3), classes=NAMES))
    page.names.begin(1)
    return page.names


def typed(qtbot, editor, text: str, end: Qt.Key = Qt.Key.Key_Return) -> None:
    editor.selectAll()
    qtbot.keyClicks(editor, text)
    qtbot.keyClick(editor, end)


def test_a_name_is_typed_anew_where_it_stands(qtbot, page, document):
    page.show_overview(replace(overview((3, 32, 32), classes=3), classes=NAMES))
    table = page.overview.table
    assert page.overview.rename.isVisible()
    place = table.name_area(2).center()
    qtbot.mouseDClick(table.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(4, place.y()))
    assert page.names.text() == "owl"
    typed(qtbot, page.names, "barn owl")
    assert document.project.facts.classes == ("cat", "dog", "barn owl")
    assert document.undo_stack.undoText() == "Rename a class"
    assert page.names.isHidden()
    assert table.sentence(2).startswith("barn owl: ")  # at once
    assert table.hasFocus()
    document.undo_stack.undo()
    assert table.sentence(2).startswith("owl: ")


def test_a_name_that_cannot_be_is_said_at_the_line_and_stays_to_be_mended(qtbot, editor, document):
    typed(qtbot, editor, "cat")
    assert editor.said.text() == "Another class is called “cat”. Each needs a name of its own."
    assert editor.isVisible()
    typed(qtbot, editor, " ")
    assert editor.said.text() == "A class needs a name. Type one."
    assert document.undo_stack.count() == 0
    typed(qtbot, editor, "wolf")
    assert document.project.facts.classes == ("cat", "wolf", "owl")
    assert editor.said.isHidden()


def test_escape_leaves_the_name(qtbot, editor, document):
    typed(qtbot, editor, "wolf", Qt.Key.Key_Escape)
    assert editor.isHidden()
    assert document.undo_stack.count() == 0


def test_other_data_end_it_and_published_names_stay(qtbot, page, editor, document):
    document.edit_fields("Data", data=Project().data)
    assert editor.isHidden()
    page.names.begin(1)
    assert editor.isHidden()
    assert page.overview.rename.isHidden()


def test_what_is_typed_counts_for_whoever_needs_the_document_as_it_is(qtbot, editor, document):
    editor.selectAll()
    qtbot.keyClicks(editor, "wolf")
    document.drafts.settle()
    assert document.project.facts.classes == ("cat", "wolf", "owl")


@pytest.mark.parametrize("end", [Qt.Key.Key_Return, Qt.Key.Key_Escape])
def test_the_page_stays_where_it_is_scrolled_to(qtbot, page, area, end):
    area.resize(620, 300)
    area.show()
    page.show_overview(replace(overview((3, 32, 32), classes=3), classes=NAMES))
    bar = area.verticalScrollBar()
    qtbot.waitUntil(lambda: bar.maximum() > 300)
    bar.setValue(bar.maximum())
    page.names.begin(1)
    before = bar.value()
    typed(qtbot, page.names, "wolf", end)
    assert page.names.isHidden()
    assert bar.value() == before
