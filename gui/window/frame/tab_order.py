"""Tab order: zone by zone, whenever what stands in one was made; Qt alone goes by when that was."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QScrollArea, QWidget
from shiboken6 import createdByPython


def stops(window: QWidget) -> Iterator[QWidget]:
    """Where Tab could stop, as Qt goes by them."""
    return _between(window, window, forward=True)


def is_stop(widget: QWidget) -> bool:
    """Whether Tab stops there by now; what is hidden, as most is, is known first."""
    if not widget.isVisible():
        return False
    by_tab = bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus)
    return by_tab and widget.isEnabled() and widget.focusProxy() is None


def go_on(window: QWidget, zones: Sequence[QWidget], *, forward: bool) -> bool:
    """Puts the keyboard onto the next stop, or the one before; False where there is none."""
    stop = _next_stop(window, zones, forward=forward)
    if stop is not None:
        put_keyboard(stop, forward=forward)
    return stop is not None


def _next_stop(window: QWidget, zones: Sequence[QWidget], *, forward: bool) -> QWidget | None:
    """Mostly it is near. Only behind the last one of a zone all others are gone through: those ahead of the present one
    in Qt's order come before those behind it.
    """
    now, step = window.focusWidget(), 1 if forward else -1
    here = _before_all(zones, forward=forward) if now is None else _zone_of(now, zones)
    behind = []
    for widget in _between(now or window, window, forward=forward):
        further = (_zone_of(widget, zones) - here) * step
        if further == 0:
            return widget
        behind.append((further, widget))
    ahead = () if now is None else _between(window, now, forward=forward)
    found = [((_zone_of(widget, zones) - here) * step, widget) for widget in ahead] + behind
    return min(found, key=lambda one: one[0] if one[0] > 0 else one[0] + len(zones) + 1, default=(0, None))[1]


def _zone_of(widget: QWidget, zones: Sequence[QWidget]) -> int:
    """Which it stands in; behind all of them what stands in none."""
    return next((at for at, zone in enumerate(zones) if zone is widget or zone.isAncestorOf(widget)), len(zones))


def _before_all(zones: Sequence[QWidget], *, forward: bool) -> int:
    return -1 if forward else len(zones) + 1


def put_keyboard(stop: QWidget, *, forward: bool = True) -> None:
    """As Tab does, and in sight."""
    stop.setFocus(Qt.FocusReason.TabFocusReason if forward else Qt.FocusReason.BacktabFocusReason)
    around = stop.parentWidget()
    while around is not None:
        if isinstance(around, QScrollArea):
            around.ensureWidgetVisible(stop)
        around = around.parentWidget()


def _between(begin: QWidget, end: QWidget, *, forward: bool) -> Iterator[QWidget]:
    """The stops between two widgets, in Qt's order, or against it."""
    widget = _beside(begin, forward=forward)
    while widget is not None and widget is not end:
        if is_stop(widget):
            yield widget
        widget = _beside(widget, forward=forward)


def _beside(widget: QWidget, *, forward: bool) -> QWidget | None:
    """PySide takes the one beside for a child of this one, and its actions for gone once this is deleted: it is told
    whose child it is.
    """
    other = widget.nextInFocusChain() if forward else widget.previousInFocusChain()
    if other is not None:
        _tell_parents(other)
    return other


def _tell_parents(widget: QWidget) -> None:
    """Up to one that Python made, which stays: PySide takes children for gone with what it wraps for a moment alone, as
    the part of a scrolled area around its bar.
    """
    parent = widget.parentWidget()
    if parent is not None:
        widget.setParent(parent)
        if not createdByPython(parent):
            _tell_parents(parent)
