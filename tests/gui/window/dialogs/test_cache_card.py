"""Own images that are kept decoded: what there is, and how it is taken away."""

import pytest
from pytestqt.qtbot import QtBot

from engine.errors import DataError
from engine.events import Reply
from engine.project.data.own_images import Reading
from engine.service.answers import CachedImages
from engine.service.questions import EmptyCache, ListCached
from gui.pieces.elided import Elided
from gui.state.jobs import Jobs
from gui.window.dialogs.cache_card import CacheCard
from tests.asked import Asked

SMALL = CachedImages("a", "/home/ada/photos", Reading(), 3_000_000, 1_000)
LARGE = CachedImages("b", "/home/ada/leaves.npz", Reading(height=64, width=64, colour=False), 41_000_000, 10_000)


class Desk:
    def __init__(self, qtbot: QtBot) -> None:
        self.engine = Asked()
        self.jobs = Jobs(self.engine)  # type: ignore[arg-type]  # as much of a service as is asked for
        self.card = CacheCard(self.jobs)
        qtbot.addWidget(self.card)

    def answer(self, result: object) -> None:
        """To the newest question."""
        self.jobs.take(Reply(len(self.engine.asked), result))

    def lines(self) -> list[str]:
        return [line.text() for line in self.card._rows.findChildren(Elided) if not line.isHidden()]


@pytest.fixture
def desk(qtbot: QtBot) -> Desk:
    return Desk(qtbot)


def test_it_names_what_is_kept_the_largest_first(desk: Desk) -> None:
    assert desk.engine.asked == [ListCached()]
    assert not desk.card.empty.isEnabled()
    desk.answer([SMALL, LARGE])
    assert desk.card.total.text() == "2 sets of images take 44 MB of the disk."
    assert desk.lines() == [
        "leaves.npz · 10,000 images of 1×64×64 · 41 MB",
        "photos · 1,000 images of 3×32×32 · 3.0 MB",
    ]


def test_one_is_taken_away_or_all_that_were_named(desk: Desk) -> None:
    desk.answer([SMALL, LARGE])
    desk.card._grid.itemAtPosition(1, 1).widget().click()
    assert desk.engine.asked[-1] == EmptyCache(("a",))
    desk.answer(3_000_000)
    assert desk.engine.asked[-1] == ListCached()
    desk.answer([LARGE])
    desk.card.empty.click()
    assert desk.engine.asked[-1] == EmptyCache(("b",))
    desk.answer(41_000_000)
    desk.answer([])
    assert desk.card.total.text() == "None are kept."
    assert not desk.card.empty.isEnabled()


def test_of_many_the_largest_are_named(desk: Desk) -> None:
    desk.answer([SMALL._replace(key=str(at), size=at) for at in range(20)])
    assert len(desk.lines()) == 8
    assert desk.card.total.text().endswith("The 8 largest:")


def test_what_is_answered_after_the_page_was_left_has_nobody_to_show_it(desk: Desk) -> None:
    desk.answer([SMALL])
    desk.card.empty.click()
    desk.card.leave()
    asked = len(desk.engine.asked)
    desk.answer(3_000_000)
    assert len(desk.engine.asked) == asked


def test_what_cannot_be_taken_away_is_said_and_can_be_tried_again(desk: Desk) -> None:
    desk.answer([SMALL])
    desk.card.empty.click()
    desk.jobs.take(Reply(len(desk.engine.asked), None, DataError("They cannot be removed.", "Close what holds them.")))
    assert "They cannot be removed." in desk.card.total.text()
    assert desk.card.empty.isEnabled()
