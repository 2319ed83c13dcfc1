"""Tab order: zone by zone, whenever what stands in one was made; Qt alone goes by when that was."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QScrollArea, QWidget


def stops(window: QWidget, zones: Sequence[QWidget], also: QWidget | None = None) -> list[QWidget]:
    """Where Tab stops, zone after zone, then what stands in none; `also` is listed whether it is a stop or not."""
    found: list[list[QWidget]] = [[] for _ in range(len(zones) + 1)]
    for widget in _ring(window):
        if widget is also or is_stop(widget):
            at = next((at for at, zone in enumerate(zones) if zone is widget or zone.isAncestorOf(widget)), len(zones))
            found[at].append(widget)
    return [widget for zone in found for widget in zone]


def is_stop(widget: QWidget) -> bool:
    """Whether Tab stops there by now."""
    by_tab = bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus)
    return by_tab and widget.isVisible() and widget.isEnabled() and widget.focusProxy() is None


def go_on(window: QWidget, zones: Sequence[QWidget], *, forward: bool) -> bool:
    """Puts the keyboard onto the next stop, or the one before; False where there is none."""
    now = window.focusWidget()
    there = stops(window, zones, now)
    if not there or there == [now]:
        return False
    step = 1 if forward else -1
    at = there.index(now) + step if now in there else min(0, step)
    put_keyboard(there[at % len(there)], forward=forward)
    return True


def put_keyboard(stop: QWidget, *, forward: bool = True) -> None:
    """As Tab does, and in sight."""
    stop.setFocus(Qt.FocusReason.TabFocusReason if forward else Qt.FocusReason.BacktabFocusReason)
    around = stop.parentWidget()
    while around is not None:
        if isinstance(around, QScrollArea):
            around.ensureWidgetVisible(stop)
        around = around.parentWidget()


def _ring(window: QWidget) -> Iterator[QWidget]:
    """All that could have the keyboard, in Qt's order."""
    widget = _next(window)
    while widget is not None and widget is not window:
        yield widget
        widget = _next(widget)


def _next(widget: QWidget) -> QWidget | None:
    """PySide takes the one after for a child of the one before, and its actions for gone once that is deleted: it is
    told whose child it is.
    """
    following = widget.nextInFocusChain()
    if following is not None:
        following.setParent(following.parentWidget())
    return following
