"""Compare: runs are ticked, their curves lie over each other, and the legend says what each differs in."""

import shutil
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QMenu

from engine.events import Evaluated
from engine.project.data.data_settings import DataSettings
from engine.project.data.sources import FashionMnist
from engine.typed.document import changed
from gui.chart.beside.row import OtherRun
from gui.window.display.runs import references
from tests.journeys.person import CTRL, Person
from tests.runs_on_disk import LENET, add_steps, log, put_run, with_seed

KEY = Qt.Key


@pytest.fixture
def person(window: Person, monkeypatch: pytest.MonkeyPatch) -> Person:
    """Before three runs that differ in their seeds, one that is wider and one of other images."""
    monkeypatch.setattr(references, "LOOK_MS", 50)
    wider = changed(LENET, network=LENET.network.change({LENET.network.nodes[0].id}, filters=32))
    fashion = changed(LENET, data=DataSettings(source=FashionMnist()))
    for number, project in enumerate((with_seed(1), with_seed(2), with_seed(3), wider, fashion)):
        losses = np.linspace(2.3, 0.1 * (number + 1), 60)
        put_run(window.runs, f"2026-01-0{number + 1}_101010_{number}", losses, project, [(60, 0.9 + number / 100)])
    return window


def beside(person: Person) -> list[OtherRun]:
    return [one for one in person.panels.chart.findChildren(OtherRun) if not one.isHidden()]


def said(person: Person) -> dict[str, str]:
    """What the legend says of each run, by its folder."""
    return {one.row.runs[0][-1]: one.row.words for one in beside(person)}


def compare_all(person: Person) -> None:
    person.frame.show_page("runs")
    table = person.pages.runs.table
    person.wait(lambda: table.runs.rowCount() >= 5)
    table.selectAll()
    person.pages.runs.fill(menu := QMenu())
    next(one for one in menu.actions() if one.text() == "Show in chart").trigger()
    person.wait(lambda: len(beside(person)) == 5)


def test_the_legend_says_what_differs_from_the_shown_run_and_what_that_gained(person: Person):
    person.train()
    compare_all(person)
    words = said(person)
    assert words["3"].startswith("Convolution 6→32")
    assert "Seed 0 → 1" in words["0"]
    told = {one.row.runs[0][-1]: one.row for one in beside(person)}
    assert told["4"].caveat == "other data: Fashion-MNIST"
    assert told["4"].gain == ""
    assert told["3"].gain.endswith((" right", " right on validation images"))
    assert person.panels.chart._head.others.first.row.words == "shown, the first"


def test_seeds_are_drawn_as_a_band_that_grows_with_what_another_process_writes(person: Person):
    compare_all(person)
    others = person.panels.chart._head.others
    person.wait(others.bands.isVisible)
    person.press(others.bands)
    person.wait(lambda: len(beside(person)) == 3)
    person.wait(lambda: any("over 3 seeds" in words for words in said(person).values()))
    assert person.shared.settings.value.chart_bands
    folder = person.runs / "2026-01-01_101010_0"
    add_steps(folder, [0.05] * 40)
    log(folder, Evaluated(folder.name, 0.0, "test", 2, 100, 0.1, 0.97, (), 0.1))
    person.wait(lambda: any(words.endswith("with one seed; 2 more not so far yet") for words in said(person).values()))


def test_a_run_opened_from_elsewhere_stands_beside_one_of_the_same_name(person: Person, tmp_path: Path):
    listed = person.runs / "2026-01-01_101010_0"
    elsewhere = Path(shutil.copytree(listed, tmp_path / "elsewhere" / listed.name))
    person.chrome.files.run_chosen.emit(elsewhere)
    person.wait(lambda: person.shared.run.current is not None and person.shared.run.current.folder == elsewhere)
    compare_all(person)
    assert str(listed) in {one.curves.run_id for one in person.panels.chart.references}
    person.panels.chart.dismissed.emit(str(listed))
    person.wait(lambda: len(beside(person)) == 4)


def test_runs_that_go_meanwhile_are_drawn_no_longer(person: Person):
    compare_all(person)
    table = person.pages.runs.table
    table.clearSelection()
    table.selectRow(0)
    gone = str(table.selected.folder)
    table.setFocus()
    person.key(KEY.Key_Delete)
    person.wait(lambda: len(beside(person)) == 4)
    assert gone not in {one.curves.run_id for one in person.panels.chart.references}


def test_a_run_that_somebody_else_removes_goes_from_the_list_too(person: Person):
    compare_all(person)
    gone = person.pages.runs.table.chosen[0].folder
    shutil.rmtree(gone)
    person.wait(lambda: len(beside(person)) == 4)
    person.wait(lambda: person.pages.runs.table.runs.rowCount() == 4)
    assert not any(gone.name in sentence for sentence in person.sentences)


def test_what_the_axis_counts_is_kept_and_the_chart_is_copied(person: Person):
    person.train()
    compare_all(person)
    chart = person.panels.chart
    next(action for action in chart._controls._axes.actions() if action.text() == "Time of training").trigger()
    person.wait(lambda: chart.plot.axes.axis == "time")
    assert person.shared.settings.value.chart_axis == "time"
    chart.plot.setFocus()
    person.key(KEY.Key_C, CTRL)
    person.key(KEY.Key_Home)  # lets go of Ctrl, which would else be held in the test after this one
    person.wait(lambda: "Copied the chart as a picture" in person.sentences)
    assert not QGuiApplication.clipboard().image().isNull()
    chart.copying.save_picture(Path(person.folder) / "chart.svg")
    assert ">seconds<" in (person.folder / "chart.svg").read_text().replace("\n", "")
