"""Message queue: events in words, each gone after a few seconds; what holds for longer is a condition (`Conditions`).

A message is data, queued until a window shows it.

Three ways to a person: beside the field or card (the panels' own), a line in the status bar (`say`, `warn`), and a
dialog with folded details, only for the unexpected (`unexpected`).
"""

from __future__ import annotations

import sys
import threading
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from types import TracebackType
from typing import Literal, Protocol

from PySide6.QtCore import QObject, Signal, SignalInstance

from engine.crash_reports import write_report
from engine.errors import LayerscopeError
from engine.log import LOG
from gui.state.error_words import hint, with_place


@dataclass(frozen=True)
class Message:
    """One message: how serious, its sentence, what to do, and details for a report."""

    level: Literal["info", "warning", "error", "unexpected"]
    text: str
    hint: str = ""
    details: str = ""


class Teller(Protocol):
    """Who tells `message(sentence)` and `problem(what, hint)`."""

    @property
    def message(self) -> SignalInstance: ...

    @property
    def problem(self) -> SignalInstance: ...


class MessageQueue(QObject):
    """Takes messages from any thread and gives them to whoever shows them, those from before a window first."""

    posted = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._show: Callable[[Message], None] | None = None
        self._early: list[Message] = []
        self.posted.connect(self._deliver)

    def show_by(self, show: Callable[[Message], None]) -> None:
        """From now on `show` is called, on the window's thread; what came before is shown at once."""
        self._show = show
        for message in self._early:
            show(message)
        self._early.clear()

    def say(self, text: str) -> None:
        """A line that needs nothing done."""
        self.posted.emit(Message("info", text))

    def warn(self, text: str, hint: str = "") -> None:
        """A line about something that may want doing."""
        LOG.warning("%s", f"{text} {hint}".rstrip())
        self.posted.emit(Message("warning", text, hint))

    def follow(self, teller: Teller) -> None:
        """Says and warns of what it tells."""
        teller.message.connect(self.say)
        teller.problem.connect(self.warn)

    def error(self, error: BaseException) -> None:
        """An error: its own words where it has them, else a report."""
        if isinstance(error, LayerscopeError):
            LOG.warning("%s", error)
            self.posted.emit(Message("error", with_place(error), hint(error)))
        else:
            self.unexpected(error)

    def unexpected(self, error: BaseException) -> None:
        """Something nobody foresaw: writes a report file and says where it is."""
        details = "".join(traceback.format_exception(error))
        path = write_report(error, "in the window")
        report = f"A report is in {path}." if path else "The report could not be written."
        self.posted.emit(Message("unexpected", "Something went wrong that should not have.", report, details))

    def _deliver(self, message: Message) -> None:
        if self._show is None:
            self._early.append(message)
        else:
            self._show(message)


def catch_everything(messages: MessageQueue, before: Callable[[], None]) -> None:
    """Routes exceptions that nobody handled, of any thread, to a report; `before` saves the work first."""

    def on_error(kind: type[BaseException], error: BaseException, _: TracebackType | None) -> None:
        if not issubclass(kind, KeyboardInterrupt):
            before()
            messages.unexpected(error)

    def on_thread_error(args: threading.ExceptHookArgs) -> None:
        if args.exc_value is not None:
            messages.unexpected(args.exc_value)

    sys.excepthook = on_error
    threading.excepthook = on_thread_error
