"""Ranking display: the filters of a layer by what muting each costs, asked anew once other weights have stayed."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer

from engine.errors import LayerscopeError
from engine.service.questions import RankChannels
from gui.appearance.numerals import in_figures
from gui.state.bridge import Told
from gui.state.error_words import in_words
from gui.window.display.looking.asking.following import Following
from gui.window.groups import Engine, Panels, Shared

SETTLE_MS = 400  # that other weights stay before they are ranked
FAILED = "They could not be ranked."


class RankingDisplay(QObject):
    """While weights change the list stays, and says of which step it is: rows that change places cannot be pressed."""

    def __init__(self, shared: Shared, engine: Engine, panels: Panels) -> None:
        super().__init__(panels.inspect)
        self._shared, self._engine, self._part = shared, engine, panels.inspect.mute
        self._in_front = False
        self._asks = Following(shared, engine, self._part, RankChannels, self._part.show_ranked, self._fail)
        self._asks.left.connect(self._part.leave_ranking)
        self._asks.due.connect(self._follow)
        self._settle = QTimer(self, singleShot=True, interval=SETTLE_MS)
        self._settle.timeout.connect(self._ask_anew)
        self._part.rank_asked.connect(self._rank)
        self._part.rank_left.connect(self._asks.forget)
        shared.messages.follow(self._part.ranking.export)
        engine.bridge.progress.connect(self._say_progress)
        for changed in (shared.workspace.shown_changed, shared.run.changed, engine.looking.changed):
            changed.connect(self._follow)

    def set_in_front(self, in_front: bool) -> None:
        """Hidden, nothing is asked anew."""
        self._in_front = in_front
        self._follow()

    def _rank(self, address: str) -> None:
        self._asks.ask(RankChannels(address, self._shared.workspace.muted.value.how))

    def _follow(self) -> None:
        if self._is_old:
            self._settle.start()
        else:
            self._settle.stop()

    def _ask_anew(self) -> None:
        asked = self._asks.asked
        if self._is_old and asked is not None:
            self._asks.ask(asked.question)

    @property
    def _is_old(self) -> bool:
        """Whether what was ranked is of other weights than those that are shown, and these are at rest."""
        asked, shown = self._asks.asked, self._shared.workspace.shown
        if asked is None or shown is None or shown == asked.shown or not shown.complete:
            return False
        moves = (shown.source == "live" and self._shared.run.training) or self._engine.looking.playing
        return self._in_front and not moves

    def _fail(self, error: Exception) -> None:
        self._part.say_ranking(in_words(error) if isinstance(error, LayerscopeError) else FAILED)

    def _say_progress(self, told: Told) -> None:
        """Until there is a list."""
        if told.unit == "channels" and told.words and self._asks.busy and self._part.ranking.rows.isHidden():
            self._part.say_ranking(in_figures(told.words))
