"""Ear: the way to the window's sink for threads that must go on, whatever becomes of an event there."""

from __future__ import annotations

import logging

from engine.errors import LayerscopeError
from engine.events import Event, NotBegun, Reply, Sink
from engine.log import LOG


class Ear:
    """A sink that tells another one and never raises: what that raises is logged, and the next event is told all the
    same. So a question, a run or a thread never ends because one event could not be shown.
    """

    def __init__(self, sink: Sink) -> None:
        self._sink = sink

    def __call__(self, event: Event) -> None:
        """Tells an event; an error in it is logged with where it arose, which nobody is shown."""
        if isinstance(event, Reply | NotBegun) and event.error is not None:
            level = logging.WARNING if isinstance(event.error, LayerscopeError) else logging.ERROR
            LOG.log(level, "the engine answered: %s", event.error, exc_info=event.error)
        try:
            self._sink(event)
        except BaseException:
            LOG.exception("what listens to the engine failed at %s", type(event).__name__)
