"""A fork: a step of a run is chosen, settings are changed, and the new run begins with its weights."""

import pytest
from PySide6.QtCore import QPoint, Qt

from engine.project.training.optimisers import Adam
from engine.runs.reader import RunReader
from engine.service.answers import ImageOf
from engine.service.questions import HoldPoint
from engine.typed.document import changed
from gui.window.dialogs.fork_dialog import ForkDialog
from tests.journeys.conftest import Opened
from tests.journeys.person import Person, short


def _dialog(person: Person) -> ForkDialog:
    def found() -> list[ForkDialog]:
        return [one for one in person.frame.findChildren(ForkDialog) if one.isVisible()]

    person.wait(found)
    return found()[0]


def _choose(person: Person, step: int) -> None:
    """In the dialog, by the keyboard."""
    dialog = _dialog(person)
    row = next(row for row, point in enumerate(dialog._points) if point.step == step)
    for _ in range(row):
        person.bot.keyClick(dialog.table, Qt.Key.Key_Down)
    assert dialog.point.step == step
    person.bot.keyClick(dialog.table, Qt.Key.Key_Return)
    person.wait(lambda: person.engine.fork.source is not None)


def test_a_fork_begins_with_the_weights_of_the_chosen_step(opened: Opened) -> None:
    person = opened(short(20, optimiser=Adam(0.01)))
    person.train()
    parent, document = person.runs / person.run, person.shared.document
    document.edit_fields("Other", training=changed(document.project.training, batch=7))
    person.frame.show_page("runs")
    page = person.pages.runs
    person.wait(lambda: page.table.runs.rowCount() == 1)
    page.table.selectRow(0)
    page.fill(page.more.menu())
    next(one for one in page.more.menu().actions() if one.text() == "Fork from here…").trigger()
    _choose(person, 16)
    assert document.project.training.batch != 7
    person.wait(lambda: person.shared.workspace.shown.step == 16)
    assert person.chrome.line.topic == "fork"
    said = "Next run: from step 16. All its weights fit, the optimiser begins anew. The step is of “LeNet-5 on digits”."
    assert person.chrome.line.sentence == said
    document.edit_fields("Slower", training=changed(document.project.training, optimiser=Adam(0.001)))
    assert person.chrome.line.topic == "fork"
    person.train()
    child = RunReader(person.runs / person.run)
    assert (child.parent().run, child.parent().step) == (str(parent), 16)
    before = RunReader(parent).arrays(16)[1]
    assert all((array == before[name]).all() for name, array in child.arrays(0)[1].items())
    assert len(child.steps().steps) == 20
    _is_drawn_from_the_fork_on(person, parent.name, 16)
    assert person.engine.fork.source is None
    assert person.chrome.line.said("fork") is None
    assert "Begins with the weights of “LeNet-5 on digits” after step 16" in person.sentences
    _is_not_untrained_at_its_beginning(person)


def _is_not_untrained_at_its_beginning(person: Person) -> None:
    """Step 0 of a fork is the trained parent, wherever that is asked."""
    person.shared.image.look_at(ImageOf("test", 3))
    person.wait(lambda: person.engine.looking.can_look_back)
    person.engine.looking.first()
    person.wait(lambda: person.shared.workspace.shown.step == 0 and person.nothing_asked)
    assert person.shared.workspace.shown.trained
    try_it = person.panels.try_it
    assert "at step 0" in try_it.answer.accessibleDescription()
    assert "guess" not in try_it.answer.accessibleDescription() + try_it.bars.accessibleDescription()
    assert not try_it.correct._why_not
    person.frame.show_page("inspect")
    person.wait(lambda: "before its training" in person.panels.inspect.source.toolTip())
    person.engine.looking.now()


def _is_drawn_from_the_fork_on(person: Person, parent: str, step: int) -> None:
    chart = person.panels.chart
    person.wait(lambda: [one.curves.run_id for one in chart.references] == [str(person.runs / parent)])
    assert (chart.run.behind.steps, chart.references[0].curves.behind.steps) == (step, 0)
    chart.set_folded(False)
    person.wait(lambda: chart.plot is not None and chart.plot.axes.x[1] >= step + 20)
    assert chart.plot.axes.x[0] == 0
    drawn = chart.plot._lines.first._smooth.getData()[0]
    assert (drawn[0], drawn[-1]) == (step + 1, step + 20)


def test_it_is_taken_back_by_undo_or_by_a_click(opened: Opened) -> None:
    person = opened(short(20))
    person.train()
    document = person.shared.document
    edited = changed(document.project.training, batch=7)
    document.edit_fields("Other", training=edited)
    person.chrome.actions["fork"].trigger()
    _choose(person, 20)
    assert "the optimiser goes on with its state." in person.chrome.line.sentence
    assert person.train_words == "Train"
    document.undo_stack.undo()
    assert document.project.training == edited
    assert person.chrome.line.topic != "fork"
    document.undo_stack.redo()
    assert person.chrome.line.topic == "fork"
    person.press_named("Drop", person.chrome.line)
    assert person.engine.fork.source is None
    assert person.chrome.line.said("fork") is None
    assert document.project.training.batch != 7


def test_a_run_that_trains_can_be_forked_once_it_has_ended(opened: Opened) -> None:
    person = opened(short(100_000))
    person.press(person.chrome.top.train)
    person.wait(lambda: person.step > 5)
    first = person.run
    person.chrome.actions["fork"].trigger()
    _choose(person, 4)
    person.wait(lambda: not person.engine.jobs.busy(HoldPoint))
    for kept in (person.runs / first / "snapshots").iterdir():  # as a run lets go of what it kept, while it keeps more
        kept.unlink(missing_ok=True)
    assert person.shared.run.training
    assert person.chrome.line.sentence.startswith("Stop this run first. Next run: from step 4.")
    person.chrome.actions["stop"].trigger()
    person.wait(lambda: person.ended)
    assert person.chrome.line.said("fork").lead == "Next run: from step 4."
    person.press(person.chrome.top.train)
    person.wait(lambda: person.run != first and person.step > 0)
    assert RunReader(person.runs / person.run).parent().step == 4
    person.chrome.actions["stop"].trigger()
    person.wait(lambda: person.ended)


def test_the_chart_s_menu_proposes_the_step_that_was_pointed_at(
    opened: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    person = opened(short(40))
    person.train()
    chart = person.panels.chart
    person.wait(lambda: chart.plot is not None and chart.plot.axes.x[1] > 40)
    menu, area = chart._controls.menu, chart.plot.area
    monkeypatch.setattr(menu, "popup", lambda _: menu.aboutToShow.emit())  # the screen of the tests has no menus
    chart._show_menu(QPoint(round(area.left() + area.width() * 0.36), round(area.center().y())))
    next(one for one in menu.actions() if one.text() == "Fork from here…").trigger()
    assert _dialog(person).point.step == 16


def test_the_parent_is_drawn_until_it_is_clicked_away_and_may_be_ticked_too(opened: Opened) -> None:
    person = opened(short(20))
    person.train()
    parent, chart, table = person.run, person.panels.chart, person.pages.runs.table
    person.chrome.actions["fork"].trigger()
    _choose(person, 20)
    person.train()
    person.wait(lambda: [one.curves.run_id for one in chart.references] == [str(person.runs / parent)])
    person.wait(lambda: table.runs.rowCount() == 2)
    (run,) = (table.runs.run(row) for row in range(2) if table.runs.run(row).name == parent)
    table.runs.tick([run], on=True)
    table.runs.tick([run], on=False)
    person.wait(lambda: person.nothing_asked)
    assert [one.curves.run_id for one in chart.references] == [str(person.runs / parent)]
    chart.dismissed.emit(str(person.runs / parent))
    assert not chart.references


def test_a_run_that_goes_while_its_step_is_chosen_leaves_the_document_as_it_was(opened: Opened) -> None:
    person = opened(short(20))
    person.train()
    document, run = person.shared.document, person.runs / person.run
    document.edit_fields("Other", training=changed(document.project.training, batch=7))
    before = document.project
    person.chrome.actions["fork"].trigger()
    dialog = _dialog(person)
    run.rename(person.runs.parent / "gone")
    person.bot.keyClick(dialog.table, Qt.Key.Key_Return)
    person.wait(lambda: [one for one in person.said if one.level == "error"])
    assert person.engine.fork.source is None
    assert document.project == before
    assert len([one for one in person.said if one.level == "error"]) == 1
