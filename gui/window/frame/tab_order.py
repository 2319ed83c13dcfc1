"""Tab order: zone by zone, whenever what stands in one was made; Qt alone goes by when that was."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QScrollArea, QWidget

from gui.forms.tab_order import in_layout

Inside = dict[QWidget | None, list[QWidget]]  # those whose parent it is


def stops(window: QWidget, zones: Sequence[QWidget], also: QWidget | None = None) -> list[QWidget]:
    """Where Tab stops, zone after zone, then what stands in none; `also` is listed whether it is a stop or not."""
    found: list[list[QWidget]] = [[] for _ in range(len(zones) + 1)]
    for widget in _in_sight(window):
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


def _in_sight(window: QWidget) -> Iterator[QWidget]:
    """All that is inside, as it is laid out.

    Not along Qt's `nextInFocusChain`: PySide takes what that gives for a child of the widget that was asked, and its
    Python side dies when that is destroyed. What `findChildren` gives belongs to the window, as it does.
    """
    inside: Inside = defaultdict(list)
    for widget in window.findChildren(QWidget):
        inside[widget.parentWidget()].append(widget)
    yield from _below(window, inside)


def _below(widget: QWidget, inside: Inside) -> Iterator[QWidget]:
    for child in _in_order(widget, inside[widget]):
        if child.isVisible() and not child.isWindow():
            yield child
            yield from _below(child, inside)


def _in_order(widget: QWidget, children: Sequence[QWidget]) -> list[QWidget]:
    """As its layout holds them; what is in none as it stands, from the top and the left."""
    layout = widget.layout()
    laid_out = [] if layout is None else list(in_layout(layout))
    others = (one for one in children if one not in laid_out)
    return [*laid_out, *sorted(others, key=lambda one: (one.y(), one.x()))]
