"""The line above the chart: always as high, one thing at a time, and what it says is whole or has its tip."""

import msgspec
import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QToolButton
from pytestqt.qtbot import QtBot

from engine.project.training.verdict import Verdict
from engine.service.answers import ImageOf, Picture
from gui.window.line.finished_run import result
from gui.window.line.first_steps import FirstSteps
from gui.window.line.line import Line
from gui.window.line.saying import Saying, Way

DIGITS = tuple("0123456789")
WAYS = ("See mistakes", "Train on")
SEEN = "on 2,000 digits it never saw."
QUIET = Saying("Net, 10 parameters: not trained yet.", news=False)
CHANGED = Saying("+Dropout. Showing the run.", "The stack has changed:", ways=(Way("Start afresh", lambda: None),))


@pytest.fixture
def pressed(qapp: QApplication) -> list[object]:
    return []  # what was pressed; pictures need the application


@pytest.fixture
def line(qtbot: QtBot) -> Line:
    made = Line(FirstSteps())
    qtbot.addWidget(made)
    made.resize(640, 40)
    made.show()
    made.say("quiet", QUIET)
    return made


def _mistake(index: int) -> Picture:
    return Picture(ImageOf("test", index), np.full((1, 28, 28), 200, np.uint8), 2000, label=8, predicted=3)


def _result(pressed: list[object], mistakes: int = 5, accuracy: str = "96 %", words: str = SEEN) -> Saying:
    ways = [Way(text, lambda text=text: pressed.append(text)) for text in WAYS]
    pictures = [_mistake(index) for index in range(mistakes)]
    return result(Verdict("good", accuracy, words), pictures, DIGITS, pick=pressed.append, ways=ways)


def _shown(line: Line) -> list[QAbstractButton]:
    return [one for one in line.findChildren(QAbstractButton) if one.isVisible()]


def test_the_sentences_of_a_result(pressed: list[object]) -> None:
    assert _result(pressed).whole == "96 % on 2,000 digits it never saw."
    assert _result(pressed, 0, "100 %").whole == "100 % on 2,000 digits it never saw. Not one mistake!"
    assert _result(pressed, 0, "", "It was not tested yet.").whole == "It was not tested yet."
    bad = Verdict("diverged", "", "It ran away.")
    assert result(bad, None, DIGITS, pick=pressed.append, ways=()).whole == "It ran away."


def test_it_is_as_high_whatever_it_says(line: Line, pressed: list[object]) -> None:
    height = line.height()
    line._steps.offer(True)
    assert (line.topic, line.height()) == ("steps", height)
    line.say("changed", CHANGED)
    assert (line.topic, line.height()) == ("changed", height)
    line.say("result", _result(pressed))
    assert (line.topic, line.height(), line.minimumSizeHint().height() <= height) == ("result", height, True)


def test_of_news_the_newer_comes_first_and_the_older_is_there_again(line: Line, pressed: list[object]) -> None:
    line.say("result", _result(pressed))
    line.say("changed", CHANGED)
    assert line.sentence == CHANGED.whole
    line.say("result", _result(pressed))  # nothing new about it
    assert line.topic == "changed"
    line.say("changed", None)
    assert line.topic == "result"
    line.say("result", None)
    assert line.sentence == QUIET.whole


def test_the_coach_takes_the_place_of_no_other_news_and_is_one_press_away(line: Line, pressed: list[object]) -> None:
    remark = Saying("Loss 2.303 at 500 steps.", "Plateau.", matter="plateau")
    line.say("result", _result(pressed))
    line.say("coach", remark)
    assert line.topic == "result"
    line._row.next_button.click()
    assert line.sentence == remark.whole
    line.say("coach", Saying("Loss 2.302 at 600 steps.", "Plateau.", matter="plateau"))
    assert line.sentence == "Plateau. Loss 2.302 at 600 steps."
    line._row.next_button.click()
    assert line.topic == "result"
    line.say("result", None)
    assert line.topic == "coach"
    assert line._row.next_button.isHidden()


def test_what_was_not_seen_yet_is_announced_beside_the_sign_for_more(line: Line, pressed: list[object]) -> None:
    remark = Saying("Loss 2.303 at 500 steps.", "Plateau.", matter="plateau", brief="Plateau")
    line.say("result", _result(pressed))
    line.say("coach", remark)
    assert line._row.next_button.text() == "Plateau ›"
    line._row.next_button.click()
    line._row.next_button.click()
    assert (line.topic, line._row.next_button.text()) == ("result", "›")


def test_the_sign_for_never_again_has_a_tip_and_takes_little_room(line: Line, pressed: list[object]) -> None:
    hush = Way("Not again", lambda: pressed.append("hushed"), "Not again: says nothing more of this: plateau.")
    line.say("coach", Saying("Loss 2.303 at 500 steps.", "Plateau.", ways=(Way("Rate", lambda: None),), hush=hush))
    sign = line._row.hush_button
    assert (sign.toolTip(), sign.accessibleName(), line._row.more.isHidden()) == (hush.tip, "Not again", True)
    assert sign.sizeHint().width() <= 28
    sign.click()
    assert pressed == ["hushed"]
    line.say("coach", None)
    assert sign.isHidden()


def test_first_steps_wait_behind_news_and_end_when_all_are_done(line: Line, pressed: list[object]) -> None:
    line._steps.offer(True)
    line.say("result", _result(pressed))
    assert line.topic == "result"
    (close,) = (one for one in _shown(line) if one.text() == "×")
    close.click()
    assert line.topic == "steps"
    line._steps.reach(3)
    assert line.topic == "quiet"


def test_a_click_on_a_mistake_asks_to_look_into_it(line: Line, qtbot: QtBot, pressed: list[object]) -> None:
    line.say("result", _result(pressed, mistakes=1))
    (picture,) = (one for one in line.findChildren(QToolButton) if one.isVisible() and "taken for" in one.toolTip())
    assert picture.accessibleName() == "an 8, taken for a 3"
    qtbot.mouseClick(picture, Qt.MouseButton.LeftButton)
    assert pressed == [ImageOf("test", 0)]


@pytest.mark.parametrize("width", [420, 460, 520, 604, 640, 720, 1300])
@pytest.mark.parametrize("after", ["", " The loss still falls.", " Stopped at step 740 of 1,500."])
def test_what_is_said_ends_at_the_end_of_a_sentence(
    line: Line, qtbot: QtBot, pressed: list[object], width: int, after: str
) -> None:
    line.say("result", _result(pressed, words=f"{SEEN}{after}"))
    line.resize(width, line.height())
    words = line._row.words
    qtbot.waitUntil(lambda: words.isVisible() and words.width() >= words.sizeHint().width())
    assert words.text() in (f"{SEEN} …", f"{SEEN}{after}")
    assert words.toolTip() == f"96 % {SEEN}{after}"
    assert words.text() == f"{SEEN}{after}" or width < 1300


@pytest.mark.parametrize("width", [320, 380, 460, 640, 1300])
def test_buttons_are_whole_at_every_width_and_words_are_whole_or_have_their_tip(
    line: Line, qtbot: QtBot, pressed: list[object], width: int
) -> None:
    line.say("result", _result(pressed))
    line.resize(width, line.height())
    qtbot.waitUntil(lambda: line._row.width() == width)
    for button in _shown(line):
        assert button.width() >= button.minimumSizeHint().width(), button.text()
        assert button.geometry().right() < width
    words = line._row.words
    assert words.toolTip() == "96 % on 2,000 digits it never saw."
    if any("taken for" in one.toolTip() for one in _shown(line)):  # pictures never take room from words
        assert words.width() >= words.sizeHint().width()
    buttons, menu = [button.text() for button in _shown(line)], [one.text() for one in line._row.more.menu().actions()]
    assert [one for one in (*buttons, *menu) if one in WAYS] == list(WAYS)


def test_what_has_no_room_as_a_button_is_in_the_menu(line: Line, qtbot: QtBot, pressed: list[object]) -> None:
    line.say("result", _result(pressed))
    line.resize(330, line.height())
    more = line._row.more
    qtbot.waitUntil(more.isVisible)
    for action in more.menu().actions():
        action.trigger()
    assert pressed == list(WAYS)


def test_where_there_is_little_room_all_is_said_in_fewer_words_before_a_sentence_goes(line: Line) -> None:
    words, terse = "Of 1,000 test images 12 % are right. Most suffers 3.", "12 % right; most suffers 3."
    saying = Saying(words, "Muted: 1 layer.", terse=(terse,))
    seen = []
    for width in (900, 420, 260):
        line.resize(width, 40)
        line.say("mutes", None)
        line.say("mutes", saying)
        QApplication.processEvents()
        seen.append(line._row.words.fitting())
    assert seen[:2] == [words, terse]
    assert seen[2].endswith("…")
    assert line.sentence.endswith(words)


def test_a_way_that_leads_stands_where_no_other_saying_has_a_button(line: Line) -> None:
    line.resize(900, 40)
    line.say("mutes", Saying("12 % are right.", "Muted: 1 layer.", ways=(Way("Unmute all", lambda: None),), leads=True))
    unmute, *_ = _shown(line)
    place = unmute.geometry()
    line.say("changed", CHANGED)
    other = next(one for one in _shown(line) if one.text() == "Start afresh")
    QApplication.processEvents()
    assert place.right() < other.geometry().left()


def test_what_is_told_again_behind_it_leads_on_as_it_is_by_then(line: Line) -> None:
    """The same words, with another way on."""
    done: list[str] = []
    line.say("result", Saying("96 %.", ways=(Way("Go on", lambda: done.append("before")),)))
    line.say("back", Saying("Showing step 3."))
    line.say("result", Saying("96 %.", ways=(Way("Go on", lambda: done.append("now")),)))
    line.say("back", None)
    next(button for button in _shown(line) if button.text() == "Go on").click()
    assert done == ["now"]


def test_a_button_that_means_something_else_lets_the_keyboard_go(line: Line) -> None:
    let_go: list[QAbstractButton] = []
    line.let_go.connect(let_go.append)
    line.activateWindow()
    long = Saying("About 28 hours on this computer.", ways=(Way("Stop", lambda: None),), matter="long")
    mutes = Saying("Of 200 test images 190 are right.", "Muted: 1 layer.", ways=(Way("Unmute all", lambda: None),))
    line.say("long", long)
    line.say("mutes", mutes)
    button = next(one for one in _shown(line) if one.text() == "Unmute all")
    button.setFocus()
    line.say("mutes", None)
    assert [one.text() for one in let_go] == ["Stop"]
    line.say("long", msgspec.structs.replace(long, words="About 27 hours on this computer."))
    assert len(let_go) == 1, "it still stops the same"


def test_so_does_the_cross_of_what_is_said_next(line: Line, pressed: list[object]) -> None:
    let_go: list[QAbstractButton] = []
    line.let_go.connect(let_go.append)
    line.say("long", Saying("About 28 hours on this computer.", closes=True, matter="long"))
    line.say("result", _result(pressed, 0))
    line._row.close_button.setFocus()
    line._row.close_button.click()
    assert (line.topic, let_go) == ("long", [line._row.close_button])


def test_a_long_lead_ends_in_an_ellipsis_before_what_is_offered(line: Line) -> None:
    lead = ", ".join(f"Setting {number} 0.001 → 0.01" for number in range(9))
    line.say("changed", Saying("A new run begins.", f"{lead}.", ways=CHANGED.ways))
    row = line._row
    line.grab()
    assert row.lead.fitting().startswith("Setting 0 0.001")
    assert row.lead.fitting().endswith("…")
    assert row.lead.geometry().right() < row.more.geometry().left()
    assert row.more.isVisible()
    assert row.toolTip().startswith(lead)
    line.say("changed", CHANGED)
    line.grab()
    assert row.lead.fitting() == CHANGED.lead
