"""Two runs are compared: ticked, looked at side by side, and both asked about the images on which they differ."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMenu

from engine.service.answers import ImageOf
from engine.typed.document import changed
from tests.journeys.person import NONE, SHIFT, Person

KEY = Qt.Key


@pytest.fixture
def person(window: Person) -> Person:
    """After two short trainings with other seeds; the second is shown."""
    window.train()
    project = window.shared.document.project
    again = changed(project, training=changed(project.training, seed=5))
    window.shared.document.edit(again, "Another seed")
    window.engine.control.start("afresh")
    window.wait(lambda: window.state == "finished" and window.shared.run.current.project.training.seed == 5)
    window.wait(lambda: not window.service.alive(window.run))
    window.frame.show_page("runs")
    window.wait(lambda: window.pages.runs.table.runs.rowCount() == 2)
    return window


def compare(person: Person) -> None:
    """Selects the run that is not shown and presses Compare."""
    table, page = person.pages.runs.table, person.pages.compare
    row = next(row for row in (0, 1) if str(table.runs.run(row).folder) != table.runs.shown)
    table.selectRow(row)
    person.press(person.pages.runs.compare)
    person.wait(page.isVisible)
    person.wait(lambda: page.pair is not None and page.runs is not None)


def test_where_two_runs_differ(person: Person) -> None:
    """From the list to the images on which both differ, with both answers, and back to one."""
    compare(person)
    page, box, bars = person.pages.compare, person.panels.try_it.second, person.panels.try_it.bars
    assert page.pair_folders[0].name == person.run  # the shown one is the first
    assert "is right on" in page.head.verdict.text()
    assert [line.title for line in page.settings.view.rows.lines] == ["Seed"]
    page.parts.show_page("images")
    person.wait(lambda: page.images.list.images.rowCount() and len(page.images.list.thumbnails))
    tiles = page.images.list
    QTest.mouseClick(tiles.viewport(), Qt.MouseButton.LeftButton, pos=tiles.visualRect(tiles.images.index(0)).center())
    index = int(tiles.images.indexes[0])
    person.wait(lambda: person.shared.image.ref == ImageOf("test", index))
    person.press(page.head.beside)
    person.wait(lambda: box.isVisible() and box.answer.text().startswith("The second: "))
    person.wait(lambda: person.engine.apart.found is not None)
    apart = person.engine.apart.found.indexes.tolist()
    assert index in apart
    assert box.apart.text() == f"They differ here: {apart.index(index) + 1} of {len(apart)}"
    person.frame.setFocus()
    for key, place in ((NONE, apart.index(index) + 1), (SHIFT, apart.index(index))):
        person.key(KEY.Key_D, key)
        person.wait(lambda place=place: person.shared.image.ref == ImageOf("test", apart[place % len(apart)]))
        person.wait(lambda: bars._second is not None and bars._target is not None)
        person.wait(lambda: bars._second.argmax() != bars._target.argmax())
    person.draw((0.3, 0.2), (0.6, 0.2), (0.6, 0.8))
    person.wait(lambda: bars._second is not None and "second" in bars.accessibleDescription())
    person.press(box.close_button)
    person.wait(lambda: not box.isVisible() and person.engine.second.folder is None)
    assert not person.chrome.actions["next apart"].isEnabled()


def test_a_run_that_goes_to_the_trash_is_compared_no_longer(person: Person) -> None:
    compare(person)
    other = person.pages.compare.pair_folders[1]
    person.pages.runs.removal_asked.emit((other,))
    person.wait(lambda: not other.exists() and person.pages.runs.table.runs.rowCount() == 1)
    person.wait(lambda: person.pages.compare.folders == ())
    assert person.pages.compare.empty.isVisible()
    person.press(person.pages.compare.choose)
    person.wait(person.pages.runs.isVisible)


def test_a_run_without_its_predictions_is_tested_when_asked_to(person: Person) -> None:
    table = person.pages.runs.table
    other = next(table.runs.run(row).folder for row in (0, 1) if str(table.runs.run(row).folder) != table.runs.shown)
    for kept in (other / "predictions").iterdir():
        kept.unlink()
    table.selectRow(next(row for row in (0, 1) if table.runs.run(row).folder == other))
    person.press(person.pages.runs.compare)
    page = person.pages.compare
    person.wait(lambda: "keeps nothing of what a test found" in page.head.verdict.text())
    person.press(page.head.test)
    person.wait(lambda: page.pair is not None)
    assert "is right on" in page.head.verdict.text()
    assert list((other / "predictions").iterdir()) == []


def test_a_run_of_the_list_answers_beside_the_shown_one(person: Person) -> None:
    table, box = person.pages.runs.table, person.panels.try_it.second
    row = next(row for row in (0, 1) if str(table.runs.run(row).folder) != table.runs.shown)
    table.selectRow(row)
    person.pages.runs.fill(menu := QMenu())
    next(one for one in menu.actions() if one.text().startswith("Try beside")).trigger()
    person.wait(lambda: box.isVisible() and box.answer.text().startswith("The second: "))
    assert {box.first.text(), box.second.text()} == {"seed 0", "seed 5"}
    assert box.second.text() == "seed 0"
