"""“Make it fast”: what is asked, how far it is, the table in words, and what is said of the network afterwards."""

from dataclasses import dataclass
from typing import Any

import pytest
from PySide6.QtCore import Qt

from engine.errors import DataMissing, InputError
from engine.events import NotBegun, Progress, Reply
from engine.project.recipes import read_recipe
from engine.project.training.optimisers import Adam, Sgd
from engine.service.answers import Compute, KnownSetup, Setup, TriedSetup, Tuned
from engine.service.questions import FindSetup, ForgetSetup, Tune
from engine.service.service import Machine
from engine.typed.document import changed
from gui.appearance import numerals, rewriting
from gui.training.machine_card import MachineCard
from gui.training.tuning_part import WHAT, TuningPart
from tests.gui.training.test_page import type_into

LEFT = Qt.MouseButton.LeftButton
UNTUNED, BEST = Setup(1, "channels_last"), Setup(2, "channels_last")
ROWS = (
    TriedSetup(BEST, 1900.0, 1.9, "bit for bit"),
    TriedSetup(Setup(2, "contiguous_format"), 1400.0, 1.4, "within rounding"),
    TriedSetup(UNTUNED, 1000.0, 1.0, "bit for bit"),
)
FASTER = Tuned(ROWS, UNTUNED, BEST, True, "arithmetic", ("bfloat16 does not work here.",))
AS_IT_WAS = Tuned(ROWS[2:], UNTUNED, UNTUNED, False, "dispatch")


@dataclass
class Desk:
    """The card, with the engine answered for."""

    qtbot: Any
    card: MachineCard
    engine: Any
    jobs: Any
    bridge: Any

    @property
    def fast(self) -> TuningPart:
        return self.card.fast

    def press(self, button: Any) -> None:
        assert button.isVisible()
        assert button.isEnabled()
        self.qtbot.mouseClick(button, LEFT)

    def asked(self, kind: type) -> list[Any]:
        return [question for question in self.engine.asked if isinstance(question, kind)]

    def answer(self, kind: type, result: object = None, error: Exception | None = None) -> None:
        """The newest of the kind."""
        numbers = [at for at, question in enumerate(self.engine.asked, 1) if isinstance(question, kind)]
        self.jobs.take(Reply(numbers[-1], result, error))

    def tell(self, *events: object) -> None:
        for event in events:
            self.bridge.sink(event)
        self.bridge.drain()


@pytest.fixture
def project():
    return read_recipe("lenet5-sample")


@pytest.fixture
def desk(qtbot, page, engine, jobs, bridge) -> Desk:
    page.parentWidget().parentWidget().resize(620, 900)
    made = Desk(qtbot, page.machine, engine, jobs, bridge)
    made.answer(FindSetup, None)
    return made


def test_what_is_tried_is_told_until_it_is_cancelled(desk, document):
    assert desk.fast.said.text() == WHAT
    desk.press(desk.fast.begin)
    assert desk.asked(Tune) == [Tune(document.project, Machine("auto", background=True), None)]
    assert (desk.fast.begin.isEnabled(), desk.fast.cancel.hasFocus()) == (False, True)
    desk.tell(Progress("", "Trying 2 threads", 3, 10, "setups"))
    assert (desk.fast.said.text(), desk.fast.bar.value()) == ("Trying 2 threads: 30 %", 300)
    desk.press(desk.fast.cancel)
    assert desk.fast.said.text() == "Cancelled: nothing of it was kept."
    assert (desk.fast.bar.isVisible(), desk.fast.cancel.isVisible()) == (False, False)
    assert desk.fast.begin.hasFocus()
    desk.answer(Tune, FASTER)  # too late
    assert not desk.fast.table.isVisible()


def test_what_was_found_stays_until_there_is_something_new(desk):
    desk.press(desk.fast.begin)
    desk.answer(Tune, FASTER)
    desk.press(desk.fast.begin)
    assert (desk.fast.table.isVisible(), desk.fast.table.isEnabled()) == (True, False)  # nothing below it moves
    desk.press(desk.fast.cancel)
    assert desk.fast.said.text() == "Cancelled: nothing of it was kept."
    assert desk.fast.table.isEnabled()
    desk.press(desk.fast.begin)
    desk.answer(Tune, AS_IT_WAS)
    assert desk.fast.table.accessibleDescription() == "Chosen: 1 thread, channels last: as it is now."


def test_images_that_are_read_for_a_panel_are_no_progress_of_it(desk):
    desk.press(desk.fast.begin)
    before = desk.fast.said.text()
    desk.tell(Progress("", "Reading MNIST", 3, 10), Progress("a run", "Reading MNIST", 3, 10, "setups"))
    assert desk.fast.said.text() == before


def test_the_table_says_of_each_how_fast_it_was_and_marks_what_is_taken(desk, messages, qtbot):
    said = []
    messages.posted.connect(lambda message: said.append(message.text))
    desk.press(desk.fast.begin)
    desk.answer(Tune, FASTER)
    assert desk.fast.said.text() == "The next run takes 2 threads, channels last."
    assert desk.fast.table.accessibleDescription() == (
        "Chosen: 2 threads, channels last: 1.9 × as fast, same results. "
        "2 threads, channels first: 1.4 × as fast, same results but for rounding. "
        "1 thread, channels last: as it is now."
    )
    assert "<b>2 threads, channels last: 1.9 × as fast, same results</b>" in desk.fast.table.text()
    assert desk.fast.limits.text() == f"{FASTER.limits} bfloat16 does not work here."
    assert said == ["2 threads, channels last: 1.9 × as fast, same results."]
    assert desk.fast.begin.isEnabled()


def test_where_nothing_is_faster_that_is_said(desk):
    desk.press(desk.fast.begin)
    desk.answer(Tune, AS_IT_WAS)
    assert desk.fast.said.text() == "As fast as it gets on this computer: 1 thread, channels last."


def test_what_keeps_it_from_trying_stands_in_the_card_and_is_gone_with_the_next_try(desk):
    desk.press(desk.fast.begin)
    desk.answer(Tune, error=InputError("It is too large.", "Make it smaller."))
    assert desk.fast.said.text() == "It is too large. Make it smaller."
    assert desk.fast.said.property("role") == "error"
    desk.press(desk.fast.begin)
    desk.answer(Tune, error=DataMissing("No file at /nowhere.", "Get it."))
    assert desk.fast.said.text() == "Digits is not on this computer yet."
    desk.press(desk.fast.begin)
    desk.answer(Tune, FASTER)
    assert desk.fast.said.property("role") == "caption"


def test_lower_precision_is_tried_only_where_a_person_wants_it_and_that_is_kept(desk, settings, qtbot):
    assert not settings.value.lower_precision
    qtbot.mouseClick(desk.fast.precision.label, LEFT)  # the words tick it, too
    assert settings.value.lower_precision
    assert desk.fast.precision.box.isChecked()
    desk.press(desk.fast.begin)
    assert desk.asked(Tune)[-1].machine.lower_precision
    settings.change(lower_precision=False)
    assert not desk.fast.precision.box.isChecked()


def test_a_lower_precision_that_is_faster_is_the_recipes_to_take(desk, document):
    low = Setup(2, "channels_last", "bfloat16")
    desk.press(desk.fast.begin)
    desk.answer(Tune, Tuned((TriedSetup(low, 1900.0, 1.9, "changed"), *ROWS[2:]), UNTUNED, low, True, "arithmetic"))
    assert desk.fast.said.text() == ("Faster: 2 threads, channels last, bfloat16, once the recipe asks for bfloat16.")
    asked = len(desk.asked(FindSetup))
    desk.fast.take.setFocus()
    assert desk.fast.take.text() == "Train in bfloat16"
    desk.press(desk.fast.take)
    assert (document.project.training.precision, document.undo_stack.count()) == ("bfloat16", 1)
    assert desk.fast.said.text() == "The next run takes 2 threads, channels last, bfloat16."
    assert (desk.fast.take.isVisible(), desk.fast.begin.hasFocus()) == (False, True)
    assert len(desk.asked(FindSetup)) == asked + 1  # what is known of a recipe in it
    document.undo_stack.undo()
    assert desk.fast.take.isVisible()


def test_nothing_is_tried_beside_a_run_and_one_that_begins_ends_it(desk, run, document):
    desk.press(desk.fast.begin)
    run.begin("r", document.project)
    assert (desk.fast.begin.isEnabled(), desk.fast.cancel.isVisible()) == (False, False)
    assert desk.fast.said.text() == "A run has not ended yet: stop it first."
    desk.answer(Tune, FASTER)  # too late
    desk.tell(NotBegun("r"))
    assert desk.fast.begin.isEnabled()
    assert desk.fast.said.text() == WHAT


@pytest.mark.parametrize("what", ["begun", "found"])
def test_what_is_of_another_network_is_not_shown(desk, document, what):
    desk.press(desk.fast.begin)
    if what == "found":
        desk.answer(Tune, FASTER)
        desk.answer(FindSetup, KnownSetup(BEST, "tuned"))
    document.edit_fields("Optimiser", training=changed(document.project.training, optimiser=Sgd()))
    assert (desk.fast.said.text(), desk.fast.table.isVisible(), desk.card.forget.isVisible()) == (WHAT, False, False)
    assert desk.asked(FindSetup)[-1].project == document.project


def test_an_edit_that_is_taken_back_brings_its_table_back(desk, document):
    desk.press(desk.fast.begin)
    desk.answer(Tune, FASTER)
    document.edit_fields("Optimiser", training=changed(document.project.training, optimiser=Sgd()))
    assert not desk.fast.table.isVisible()
    document.undo_stack.undo()
    assert desk.fast.table.isVisible()
    assert desk.fast.said.text() == "The next run takes 2 threads, channels last."


def test_what_makes_no_step_faster_or_slower_leaves_it_as_it_is(desk, document):
    desk.press(desk.fast.begin)
    document.edit_fields("Title", title="Another")
    document.edit_fields("Rate", training=changed(document.project.training, optimiser=Adam(rate=0.01), seed=7))
    desk.answer(Tune, FASTER)
    assert desk.fast.table.isVisible()


def test_what_was_found_for_a_network_is_said_when_it_comes_again_until_it_is_forgotten(desk, document):
    assert desk.card.standing.text() == "Automatic: tried before this network's first longer run."
    document.edit_fields("Batch", training=changed(document.project.training, batch=64))
    desk.answer(FindSetup, KnownSetup(BEST, "tuned"))
    assert desk.card.standing.text() == "Tuned for this network: 2 threads, channels last."
    desk.press(desk.card.forget)
    assert desk.asked(ForgetSetup)[-1].project == document.project
    desk.answer(ForgetSetup)
    desk.answer(FindSetup, None)
    assert desk.card.standing.text() == "Automatic: tried before this network's first longer run."
    assert not desk.card.forget.isVisible()


def test_threads_that_were_chosen_count_and_that_is_said(desk, qtbot, settings):
    desk.press(desk.fast.begin)
    desk.answer(Tune, FASTER)
    desk.answer(FindSetup, KnownSetup(BEST, "tuned"))
    type_into(qtbot, desk.card.form.fields["threads"].editor, "3")
    assert desk.card.standing.text() == "Tuned for this network: 2 threads, channels last."
    obstacle = "Threads is set to 3: choose Automatic for what is fastest."
    assert desk.fast.said.text() == f"Faster: 2 threads, channels last. {obstacle}"
    assert (desk.fast.begin.isEnabled(), desk.fast.begin.toolTip()) == (False, obstacle)


def test_beside_a_table_too_it_is_said_why_nothing_can_be_tried(desk, run, document):
    desk.press(desk.fast.begin)
    desk.answer(Tune, FASTER)
    run.begin("r", document.project)
    takes = "The next run takes 2 threads, channels last."
    assert desk.fast.said.text() == f"{takes} A run has not ended yet: stop it first."


def test_what_the_next_run_computes_on_is_known_as_far_as_it_can_be(desk, tuning, settings, workspace, document):
    assert tuning.compute == Compute("cpu", 0)
    settings.change(threads=3)
    assert tuning.compute == Compute("cpu", 3)
    settings.change(threads=0)
    document.edit_fields("Batch", training=changed(document.project.training, batch=64))
    desk.answer(FindSetup, KnownSetup(BEST, "measured"))
    assert tuning.compute == Compute("cpu", 2)


def test_a_run_that_ended_may_have_measured(desk, run, document):
    before = len(desk.asked(FindSetup))
    run.begin("r", document.project)
    desk.tell(NotBegun("r"))
    assert len(desk.asked(FindSetup)) == before + 1
    desk.answer(FindSetup, KnownSetup(BEST, "measured"))
    assert desk.card.standing.text() == "Measured for this network: 2 threads, channels last."


def test_all_of_it_is_reached_by_tab(desk, qtbot):
    desk.press(desk.fast.begin)
    desk.answer(Tune, FASTER)
    desk.answer(FindSetup, KnownSetup(BEST, "tuned"))
    editor = desk.card.form.fields["threads"].editor
    editor.setFocus()
    wanted = [desk.card.form.resets["threads"], desk.card.forget, desk.fast.precision.box, desk.fast.begin]
    wanted = [one for one in (*wanted, desk.fast.table) if one.isVisible()]
    for one in wanted:
        qtbot.keyClick(desk.card.window().focusWidget(), Qt.Key.Key_Tab)
        assert one.hasFocus(), one
    desk.fast.begin.setFocus()
    qtbot.keyClick(desk.fast.begin, Qt.Key.Key_Space)
    assert desk.fast.cancel.hasFocus()
    qtbot.keyClick(desk.fast.cancel, Qt.Key.Key_Space)
    assert desk.fast.begin.hasFocus()


def test_whoever_tells_how_long_it_takes_hears_when_that_may_be_otherwise(desk, tuning):
    """The estimate is measured when nothing is tried, and with what the next run takes."""
    over = []
    tuning.over.connect(lambda: over.append(tuning.working))
    desk.press(desk.fast.begin)
    desk.press(desk.fast.cancel)
    desk.press(desk.fast.begin)
    desk.answer(Tune, FASTER)
    desk.answer(FindSetup, KnownSetup(BEST, "tuned"))
    desk.press(desk.card.forget)
    desk.answer(ForgetSetup)
    assert over == [False, False, False]


def test_figures_are_written_as_the_person_writes_them(desk):
    desk.press(desk.fast.begin)
    desk.answer(Tune, FASTER)
    numerals.choose("comma")
    try:
        rewriting.refresh()
        assert "1,9 × as fast" in desk.fast.table.text()
    finally:
        numerals.choose("point")
        rewriting.refresh()
