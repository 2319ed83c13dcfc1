"""Looking back: at which steps of a run one can stand, the ways between them, and the film through them."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from engine.errors import RunFolderError, RunGone
from engine.events import Reply, StateChanged
from engine.project.project import Project
from engine.service.answers import Shown
from engine.service.questions import ListSteps, ShowRun, TakeNewest
from gui.state.bridge import Bridge
from gui.state.document import Document
from gui.state.jobs import Jobs
from gui.state.machine.processor_share import ProcessorShare
from gui.state.message_queue import Message, MessageQueue
from gui.state.run.looking_back import LookingBack
from gui.state.run.run import RunState
from gui.state.shown.showing import LAG, Showing
from gui.state.workspace import Workspace
from tests.asked import Asked

FOLDER = Path("/runs/r")
GONE = RunGone("There is no run at “r”.", "Name the folder of a run.")


class Engine(Asked):
    def alive(self, run: str) -> bool:
        return self.lives

    lives = True

    def folder(self, run: str) -> Path:
        return FOLDER


class Desk:
    """A run whose engine a test plays."""

    def __init__(self) -> None:
        self.engine, self.bridge, self.messages = Engine(), Bridge(), MessageQueue()
        self.said: list[Message] = []
        self.messages.posted.connect(self.said.append)
        document = Document(Project())
        self.document, self.workspace, self.run = document, Workspace(document), RunState(self.bridge)
        self.jobs = Jobs(self.engine)
        self.showing = Showing(document, self.workspace, self.run, self.engine, ProcessorShare(), self.jobs)
        self.looking = LookingBack(self.run, self.workspace, self.showing, self.engine, self.jobs, self.messages)

    def train(self, step: int, *kept: int, phase: str = "finished") -> None:
        """A run is at a step, and shown, and it keeps others."""
        self.run.begin("r", Project())
        self.run._on_state(StateChanged("r", 0.0, "running", step))
        self.run._stepped = True
        self.engine.lives = phase == "running"
        self.run._on_state(StateChanged("r", 0.0, phase, step))
        self.workspace.show_model(Shown("saved", Project(), 1, step, "r"))
        if phase == "finished":
            self.answer(TakeNewest)
            self.showing._take_newest()  # the last of them
            self.answer(TakeNewest)
        self.looking._ask()
        self.answer(ListSteps, kept)

    def answer(self, kind: type, result: object = None, error: Exception | None = None) -> object:
        """The reply to the last question of a kind; gives that."""
        at = max(at for at, asked in enumerate(self.engine.asked, 1) if isinstance(asked, kind))
        self.jobs.take(Reply(at, result, error))
        return self.engine.asked[at - 1]

    def comes(self) -> int | None:
        """The step that was asked for last comes; which it was."""
        step = self.engine.asked[-1].step
        newest = self.run.current.step
        self.answer(ShowRun, Shown("saved", Project(), len(self.engine.asked), newest if step is None else step, "r"))
        return step

    def close(self) -> None:
        self.looking.stop()
        self.showing.stop()
        self.bridge.stop()
        self.document.close()


@pytest.fixture
def desk(qapp, monkeypatch: pytest.MonkeyPatch) -> Iterator[Desk]:
    monkeypatch.setattr("gui.state.run.looking_back.BEAT_MS", 1)
    desk = Desk()
    yield desk
    desk.close()


def test_there_are_the_steps_kept_and_the_newest(desk: Desk) -> None:
    assert desk.looking.stops == ()
    desk.train(40, 0, 1, 2, 40)
    assert (desk.looking.stops, desk.looking.at, desk.looking.is_back) == ((0, 1, 2, 40), 40, False)
    desk.looking.earlier()
    assert (desk.comes(), desk.looking.at, desk.workspace.shown.step) == (2, 2, 2)
    desk.looking.first()
    assert desk.comes() == 0
    desk.looking.later()
    assert desk.comes() == 1
    desk.looking.look_near(30)
    assert desk.comes() is None
    assert not desk.looking.is_back


def test_another_run_that_keeps_the_same_steps_is_announced(desk: Desk) -> None:
    """As any two of one recipe do."""
    desk.train(40, 0, 1)
    announced: list[tuple[int, ...]] = []
    desk.looking.changed.connect(lambda: announced.append(desk.looking.stops))
    desk.run.begin("s", Project())
    desk.run._on_state(StateChanged("s", 0.0, "running", 40))
    desk.looking._ask()
    announced.clear()
    desk.answer(ListSteps, (0, 1))
    assert announced == [(0, 1, 40)]


def test_what_is_kept_is_announced_where_it_is_other_than_before(desk: Desk) -> None:
    """A run that trains is asked every second."""
    desk.train(40, 0, 1)
    announced: list[tuple[int, ...]] = []
    desk.looking.changed.connect(lambda: announced.append(desk.looking.stops))
    for kept in ((0, 1), (0, 1, 20), (0, 1, 20)):
        desk.looking._ask()
        desk.answer(ListSteps, kept)
    assert announced == [(0, 1, 20, 40)]


def test_a_step_more_is_announced_where_it_alone_makes_two(desk: Desk) -> None:
    desk.train(1, 1, phase="running")
    announced: list[tuple[int, ...]] = []
    desk.looking.changed.connect(lambda: announced.append(desk.looking.stops))
    desk.run._on_state(StateChanged("r", 0.0, "running", 2))
    announced.clear()
    desk.looking._ask()
    desk.answer(ListSteps, (1,))
    assert announced == [(1, 2)]


def test_of_several_that_are_wanted_at_once_the_last_is_shown(desk: Desk) -> None:
    desk.train(40, 0, 1, 2, 40)
    late = []
    for step in (0, 1, 2):
        desk.looking.look_at(step)
        late.append(len(desk.engine.asked))
    for request, step in zip(late, (0, 1, 2), strict=True):
        desk.jobs.take(Reply(request, Shown("saved", Project(), request, step, "r")))
    assert (desk.workspace.shown.step, desk.looking.at) == (2, 2)


def test_a_run_that_trains_goes_on_beside_and_nothing_newer_is_taken_until_one_is_back(desk: Desk) -> None:
    desk.train(40, 0, 1, 40, phase="running")
    desk.looking.look_at(1)
    desk.comes()
    asked = len(desk.engine.asked)
    desk.showing._take_newest()
    desk.run._on_state(StateChanged("r", 0.0, "running", 50))
    assert not any(isinstance(one, TakeNewest) for one in desk.engine.asked[asked:])
    assert desk.looking.stops == (0, 1, 40, 50)
    desk.looking.now()
    assert isinstance(desk.engine.asked[-1], TakeNewest)
    assert not desk.looking.is_back


def test_the_newest_weights_on_their_way_do_not_take_the_place_of_an_earlier_step(desk: Desk) -> None:
    desk.train(40, 0, 1, 40, phase="running")
    desk.jobs.drop(TakeNewest)
    desk.showing._take_newest()
    late = len(desk.engine.asked)
    desk.looking.look_at(1)
    desk.comes()
    desk.jobs.take(Reply(late, Shown("live", Project(), 99, 41, "r")))
    assert desk.workspace.shown.step == 1


def test_a_run_that_ends_while_one_looks_back_stays_at_that_step(desk: Desk) -> None:
    desk.train(40, 0, 1, 40, phase="running")
    desk.looking.look_at(1)
    desk.comes()
    desk.run._on_state(StateChanged("r", 0.0, "finished", 60))
    assert (desk.looking.at, desk.workspace.shown.step) == (1, 1)
    desk.looking.now()
    assert desk.comes() is None
    assert desk.workspace.shown.step == 60


def test_training_on_and_another_run_lead_back_to_now(desk: Desk) -> None:
    desk.train(40, 0, 1, 40)
    desk.looking.look_at(1)
    desk.run._on_state(StateChanged("r", 0.0, "preparing", 40))
    assert not desk.looking.is_back
    desk.looking.look_at(1)
    desk.run.begin("s", Project())
    assert (desk.looking.is_back, desk.looking.stops) == (False, ())


def test_a_damaged_step_is_passed_over_in_the_direction_one_goes(desk: Desk) -> None:
    desk.train(40, 0, 1, 2, 4, 40)
    desk.looking.look_at(4)
    desk.comes()
    desk.looking.earlier()
    desk.answer(ShowRun, error=RunFolderError("There is no readable snapshot of step 2."))
    assert desk.workspace.shown.step == 4
    desk.answer(ListSteps, (0, 1, 2, 4, 40))
    assert desk.comes() == 1
    assert desk.looking.stops == (0, 1, 4, 40)
    assert [message.text for message in desk.said] == ["The weights of step 2 cannot be read: it is passed over."]


def test_a_step_that_is_thinned_away_meanwhile_is_said_and_the_next_shown(desk: Desk) -> None:
    desk.train(40, 0, 1, 2, 4, 40)
    desk.looking.look_at(1)
    desk.comes()
    desk.looking.later()
    desk.answer(ShowRun, error=RunFolderError("There is no readable snapshot of step 2."))
    desk.answer(ListSteps, (0, 1, 4, 40))
    assert desk.comes() == 4
    assert desk.said[-1].text == "Step 2 is not kept any more: the next one is shown."


def test_a_run_whose_folder_is_gone_is_told_once_and_what_is_shown_stays(desk: Desk) -> None:
    desk.train(40, 0, 1, 2, 40)
    desk.looking.look_at(1)
    desk.comes()
    desk.looking.later()
    desk.answer(ShowRun, error=GONE)
    desk.answer(ListSteps, error=GONE)
    assert desk.workspace.shown.step == 1
    assert (desk.looking.at, desk.looking.stops) == (1, (40,))
    assert [message.text for message in desk.said] == ["The run “Untitled” is no longer where it was kept."]
    desk.looking.now()
    desk.answer(ShowRun, error=GONE)
    assert (desk.looking.at, desk.workspace.shown.step) == (1, 1)


def test_a_film_shows_every_step_in_turn_and_ends_at_the_newest(qtbot: QtBot, desk: Desk) -> None:
    desk.train(40, 0, 1, 2, 40)
    desk.looking.play()
    shown = []
    while desk.looking.is_back:
        before = len(desk.engine.asked)
        shown.append(desk.comes())
        qtbot.waitUntil(lambda before=before: len(desk.engine.asked) > before)
    assert shown == [0, 1, 2]
    assert desk.comes() is None
    qtbot.waitUntil(lambda: not desk.looking.playing)


def test_a_film_waits_for_a_step_that_takes_long_and_pauses_when_one_goes_elsewhere(qtbot: QtBot, desk: Desk) -> None:
    desk.train(40, 0, 1, 2, 40)
    desk.looking.play()
    asked, beats = len(desk.engine.asked), []
    desk.looking._beat.timeout.connect(lambda: beats.append(1))
    qtbot.waitUntil(lambda: len(beats) > 5)
    assert len(desk.engine.asked) == asked
    desk.looking.look_at(2)
    assert not desk.looking.playing


def test_a_run_that_keeps_nothing_has_nothing_to_play(desk: Desk) -> None:
    desk.train(40)
    desk.looking.turn()
    desk.looking.earlier()
    assert (desk.looking.can_look_back, desk.looking.playing, desk.looking.stops) == (False, False, (40,))


def test_what_is_shown_lags_where_one_looks_back_or_it_is_old(desk: Desk) -> None:
    desk.showing._clock = lambda: now
    now = 0.0
    desk.train(40, 0, 1, phase="running")
    assert not desk.showing.lags
    desk.run._current = replace(desk.run.current, step=90)
    now = LAG - 1
    assert not desk.showing.lags
    now = LAG + 1
    assert desk.showing.lags
    desk.workspace.show_model(Shown("live", Project(), 2, 80, "r"))
    assert not desk.showing.lags
    desk.looking.look_at(1)
    assert desk.showing.lags
