"""Downloads: published data sets that are being fetched, one after another, while everything else goes on."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from engine.errors import LayerscopeError
from engine.project.sources import AnySource
from engine.service.questions import Download
from gui.appearance.numerals import in_figures
from gui.state.bridge import Told
from gui.state.jobs import Jobs
from gui.state.message_queue import MessageQueue

UNIT = "bytes"  # what its progress counts
BEGINNING = Told("", "Connecting…", UNIT)


class Downloads(QObject):
    """Asks the engine, and keeps how far each is; whoever shows it looks here.

    changed()          one began, went on, ended, or failed
    arrived(source)    its files are here now
    """

    changed = Signal()
    arrived = Signal(object)

    def __init__(self, jobs: Jobs, messages: MessageQueue) -> None:
        super().__init__()
        self._jobs, self._messages = jobs, messages
        self._wanted: list[AnySource] = []  # the first is being fetched
        self._told = BEGINNING
        self._failed: dict[AnySource, LayerscopeError] = {}

    def begin(self, source: AnySource) -> None:
        """Fetches it, after those that were asked for before."""
        if source in self._wanted:
            return
        self._failed.pop(source, None)
        self._wanted.append(source)
        if len(self._wanted) == 1:
            self._fetch()
        self.changed.emit()

    def cancel(self, source: AnySource) -> None:
        """Gives it up; what has come is kept for the next time."""
        if source not in self._wanted:
            return
        if source == self._wanted[0]:
            self._jobs.drop(Download)
            self._end(source)
        else:
            self._wanted.remove(source)
        self.changed.emit()

    def told(self, source: AnySource) -> Told | None:
        """How far it is; None while nobody wants it."""
        if source not in self._wanted:
            return None
        first = self._wanted[0]
        return self._told if source == first else Told("", f"Waits for {first.name}", UNIT)

    def failure(self, source: AnySource) -> LayerscopeError | None:
        """Why it could not be fetched the last time."""
        return self._failed.get(source)

    @property
    def line(self) -> str:
        """What goes on, for a line that stands far from it; empty while nothing does."""
        return f"Downloading {self._wanted[0].name}: {self._told.words}" if self._wanted else ""

    def note_progress(self, told: Told) -> None:
        """Takes over how far the first is."""
        if self._wanted and not told.run and told.unit == UNIT and told.words:
            self._told = told._replace(words=in_figures(told.words))
            self.changed.emit()

    def _fetch(self) -> None:
        source, self._told = self._wanted[0], BEGINNING
        self._jobs.ask(Download(source), lambda _: self._on_here(source), lambda error: self._on_error(source, error))

    def _on_here(self, source: AnySource) -> None:
        self._end(source)
        self._messages.say(f"{source.name} is here.")
        self.arrived.emit(source)
        self.changed.emit()

    def _on_error(self, source: AnySource, error: Exception) -> None:
        self._end(source)
        if isinstance(error, LayerscopeError):
            self._failed[source] = error
            self._messages.error(error)
        self.changed.emit()

    def _end(self, source: AnySource) -> None:
        """The next one's turn."""
        self._wanted.remove(source)
        if self._wanted:
            self._fetch()
