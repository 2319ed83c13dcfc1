"""Messages: early ones wait, errors keep their words, and the unexpected leaves a report."""

import sys
import threading
from pathlib import Path

from engine.errors import Place, ProjectError
from gui.state.message_queue import MessageQueue, catch_everything


def test_what_is_said_before_a_window_is_there_is_shown_later(qapp):
    messages, shown = MessageQueue(), []
    messages.say("early")
    messages.show_by(lambda message: shown.append(message.text))
    messages.say("late")
    assert shown == ["early", "late"]


def test_an_error_keeps_its_place_sentence_and_hint(qapp):
    messages, shown = MessageQueue(), []
    messages.show_by(shown.append)
    messages.error(ProjectError("must be at least 1.", "Give more.", Place(file="a.json", words="Layer 1, Filters")))
    assert (shown[0].level, shown[0].text, shown[0].hint) == (
        "error",
        "a.json: Layer 1, Filters: must be at least 1.",
        "Give more.",
    )


def test_the_unexpected_leaves_a_report_and_says_where(qapp, monkeypatch):
    messages, shown, saved = MessageQueue(), [], []
    messages.show_by(shown.append)
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    monkeypatch.setattr(threading, "excepthook", threading.excepthook)
    catch_everything(messages, lambda: saved.append(True))
    try:
        1 / 0  # noqa: B018  # the unexpected
    except ZeroDivisionError:
        sys.excepthook(*sys.exc_info())
    assert saved == [True]
    assert shown[0].level == "unexpected"
    report = Path(shown[0].hint.removeprefix("A report is in ").removesuffix("."))
    assert "ZeroDivisionError" in report.read_text()


def test_a_message_of_another_thread_is_shown_on_the_windows(qapp, qtbot):
    messages, threads = MessageQueue(), []
    messages.show_by(lambda _: threads.append(threading.current_thread()))
    thread = threading.Thread(target=lambda: messages.warn("careful"))
    thread.start()
    thread.join()
    qtbot.waitUntil(lambda: bool(threads))
    assert threads == [threading.main_thread()]
