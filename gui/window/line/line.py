"""The line above the chart: always there, always as high, saying one thing at a time.

What comes first: that an earlier step is looked at, with the way back; then news (the result of a run, "the stack has
changed", other weights are shown, last what the coach remarks), the newer before the older (what is being opened is
among it); then the first steps; and when there is nothing else, one quiet sentence about what is shown.
"""

from __future__ import annotations

from typing import Literal, TypeAlias

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from gui.appearance import lengths, theme
from gui.window.line.first_steps import FirstSteps
from gui.window.line.saying import Saying
from gui.window.line.saying_row import SayingRow

HEIGHT = 40
Topic: TypeAlias = Literal[
    "back", "opening", "beside", "result", "coach", "import", "fork", "changed", "learned", "mutes", "own filter",
    "long", "quiet",
]  # fmt: skip

WAITING: tuple[Topic, ...] = ("coach",)  # what takes the place of no other news
STAYING: tuple[Topic, ...] = ("back",)  # whose place no other news takes


class Line(QWidget):
    """Says what it is told, topic by topic; a topic without anything to say leaves the place to the next.

    closed(topic)     a person took what is said of this topic away
    began(sentence)   there is news of a topic that had none
    let_go(button)    this one has the keyboard, and is about something else from here on
    """

    closed = Signal(str)
    began = Signal(str)
    let_go = Signal(QWidget)

    def __init__(self, steps: FirstSteps) -> None:
        super().__init__()
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAccessibleName("What there is to know now")
        lengths.follow(self, setFixedHeight=HEIGHT)
        self._said: dict[Topic, Saying] = {}
        self._news: list[Topic] = []  # the newest first
        self._seen: dict[Topic, str] = {}  # what stood in front last, of each topic
        self._shown: object = None  # by the row, with what it says is behind that
        self._steps, self._row = steps, SayingRow()
        self._row.closed.connect(self._close)
        self._row.next_asked.connect(self._turn)
        self._row.let_go.connect(self.let_go)
        steps.offered_changed.connect(self._show)
        faces = QVBoxLayout(self)
        faces.setContentsMargins(0, 0, 0, 0)
        for face in (self._row, steps):
            faces.addWidget(face)
        self._show()

    @property
    def topic(self) -> str:
        """What is spoken of now: a topic, or "steps"."""
        return self._news[0] if self._news else "steps" if self._steps.offered else "quiet"

    @property
    def sentence(self) -> str:
        """What is said now, in full."""
        return "" if self.topic == "steps" else self._now().whole

    def said(self, topic: Topic) -> Saying | None:
        """What is to be said of a topic, whether or not another comes first."""
        return self._said.get(topic)

    def say(self, topic: Topic, saying: Saying | None) -> None:
        """Says something of a topic, in place of what was said of it before; None: nothing more."""
        if saying == self._said.get(topic):
            return  # it is told with every step, and fitting words takes a while
        before = self._said.pop(topic, None)
        if saying is not None:
            self._said[topic] = saying
        if topic != "quiet":
            anew = saying is not None and (before is None or before.about != saying.about)
            self._order(topic, saying, anew=anew)
        self._show()
        if saying is not None and saying.news and before is None:
            self.began.emit(saying.whole)

    def _order(self, topic: Topic, saying: Saying | None, *, anew: bool) -> None:
        if topic in self._news and (anew or saying is None):
            self._news.remove(topic)
        if anew:
            stay = 0 if topic in STAYING else sum(other in STAYING for other in self._news[:1])
            self._news.insert(len(self._news) if topic in WAITING else stay, topic)

    def _now(self) -> Saying:
        first: Topic = self._news[0] if self._news else "quiet"
        return self._said.get(first, Saying("", news=False))

    def _next(self) -> Saying | None:
        """What there is to know besides, the newest of it."""
        return self._said.get(self._news[1]) if len(self._news) > 1 else None

    def _turn(self) -> None:
        """The next of the news comes to the front; this one is the last of them now."""
        self._news = [*self._news[1:], *self._news[:1]]
        self._show()

    def _show(self) -> None:
        steps = self.topic == "steps"
        theme.set_role(self, "strip" if steps or self._now().news else "quiet strip")
        if not steps:
            self._show_first()
        gone, here = (self._row, self._steps) if steps else (self._steps, self._row)
        gone.hide()  # a stacked layout would give the keyboard to whatever the other begins with
        here.show()

    def _show_first(self) -> None:
        after = self._next()
        if self._news:
            self._seen[self._news[0]] = self._now().about
        unseen = after is not None and self._seen.get(self._news[1]) != after.about
        shown = self._now(), None if after is None else (after.whole, after.brief), unseen
        if shown != self._shown:  # what is behind it may be told anew without other words
            self._shown = shown
            self._row.show_saying(self._now(), after, unseen=unseen)

    def _close(self) -> None:
        if self._news:
            topic = self._news[0]
            self.say(topic, None)
            self.closed.emit(topic)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._shown = None
            self._show()
