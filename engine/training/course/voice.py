"""Voice: the way to a sink. What listens may fail; then it has heard enough, and the failure is its own."""

from __future__ import annotations

from engine.errors import ListenerFailed
from engine.events import Event, Sink


class Voice:
    """A sink that tells another one until that raises: then it raises ListenerFailed, and tells nobody any more."""

    def __init__(self, sink: Sink) -> None:
        self._sink: Sink | None = sink

    def __call__(self, event: Event) -> None:
        """Tells an event; raises ListenerFailed, its cause being what the listener raised."""
        if self._sink is None:
            return
        try:
            self._sink(event)
        except BaseException as error:
            self._sink = None
            raise listener_failed(error) from error


def listener_failed(error: BaseException) -> ListenerFailed:
    """The sentence for what a listener raised; raise it from that."""
    return ListenerFailed(
        f"What listens to the run failed ({type(error).__name__}: {error}).",
        "The training itself was in order; what was trained until the last checkpoint is kept.",
    )
