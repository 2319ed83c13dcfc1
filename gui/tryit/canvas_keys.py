"""What keys do on the canvas: everything a mouse does there, drawing included."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Protocol, TypeAlias

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence

from gui.pieces.pages.panel_keys import PanelKeys
from gui.tryit.strokes import SIDE, Point, Tool

HELP = (
    "Draw with the mouse or a pen, or with the keyboard: arrow keys move, Space lowers and lifts the tip, "
    "P and E choose pen and eraser, Delete clears."
)
STEP, FINE_STEP = 10.0, 2.0  # canvas pixels: one pixel of a 28×28 image, and a fifth of it
WIDTH_STEP = 4.0
_CENTRE = QPointF(SIDE / 2, SIDE / 2)
_ARROWS = {
    Qt.Key.Key_Left: QPointF(-1, 0),
    Qt.Key.Key_Right: QPointF(1, 0),
    Qt.Key.Key_Up: QPointF(0, -1),
    Qt.Key.Key_Down: QPointF(0, 1),
}
Command: TypeAlias = Callable[[], None]


class Drawable(Protocol):
    """What keys do something to: the canvas, or whatever takes the same commands.

    The arrow keys move its cross-hair, in canvas pixels.
    """

    crosshair: QPointF | None

    @property
    def tool(self) -> Tool:
        """What the tip does."""

    @property
    def tip_width(self) -> float:
        """In canvas pixels."""

    def undo(self) -> None:
        """Takes the last stroke back."""

    def redo(self) -> None:
        """Draws it again."""

    def paste(self) -> None:
        """Takes the image on the clipboard."""

    def clear(self) -> None:
        """Wipes everything."""

    def set_tool(self, tool: Tool) -> None:
        """Pen or eraser."""

    def set_tip_width(self, width: float) -> None:
        """In canvas pixels."""

    def is_being_drawn(self) -> bool:
        """Whether a stroke is under way."""

    def begin_stroke(self, device: str, tool: Tool, point: Point) -> None:
        """Lowers the tip."""

    def draw_to(self, device: str, point: Point) -> None:
        """Moves it."""

    def end_stroke(self) -> None:
        """Lifts it."""

    def update(self) -> None:
        """Paints anew."""


KEYS = PanelKeys(
    "On the drawing",
    (
        ("Arrows", "move the cross-hair; with Shift by a pixel"),
        ("Space", "lower the tip to draw with the arrows, and lift it"),
        ("P, E", "pen, eraser"),
        ("[, ]", "a thinner tip, a thicker one"),
        ("Del", "clear the drawing"),
    ),
)


class CanvasKeys:
    """The commands of the canvas by key."""

    def __init__(self, canvas: Drawable) -> None:
        self._canvas = canvas

    def command(self, event: QKeyEvent) -> Command | None:
        """What this key does here, or None when it is not the canvas's."""
        return self._by_sequence(event) or self._by_key(event)

    def _by_sequence(self, event: QKeyEvent) -> Command | None:
        canvas = self._canvas
        if event.keyCombination() == (Qt.Modifier.CTRL | Qt.Key.Key_Y):
            return canvas.redo
        sequences = {
            QKeySequence.StandardKey.Undo: canvas.undo,
            QKeySequence.StandardKey.Redo: canvas.redo,
            QKeySequence.StandardKey.Paste: canvas.paste,
        }
        return next((command for sequence, command in sequences.items() if event.matches(sequence)), None)

    def _by_key(self, event: QKeyEvent) -> Command | None:
        key, modifiers = Qt.Key(event.key()), event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if key in _ARROWS and modifiers in {Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier}:
            step = FINE_STEP if modifiers == Qt.KeyboardModifier.ShiftModifier else STEP
            return partial(self._go, _ARROWS[key] * step)
        return self._plain().get(key) if modifiers == Qt.KeyboardModifier.NoModifier else None

    def _plain(self) -> dict[Qt.Key, Command]:
        canvas = self._canvas
        keys: dict[Qt.Key, Command] = {
            Qt.Key.Key_Delete: canvas.clear,
            Qt.Key.Key_Backspace: canvas.clear,
            Qt.Key.Key_P: partial(canvas.set_tool, "pen"),
            Qt.Key.Key_E: partial(canvas.set_tool, "eraser"),
            Qt.Key.Key_BracketLeft: partial(canvas.set_tip_width, canvas.tip_width - WIDTH_STEP),
            Qt.Key.Key_BracketRight: partial(canvas.set_tip_width, canvas.tip_width + WIDTH_STEP),
            Qt.Key.Key_Space: self._toggle_tip,
        }
        return keys | ({Qt.Key.Key_Escape: canvas.undo} if canvas.is_being_drawn() else {})

    def _go(self, step: QPointF) -> None:
        """Move the cross-hair, drawing when the tip is down."""
        to = (self._canvas.crosshair or _CENTRE) + step
        self._canvas.crosshair = QPointF(min(max(to.x(), 0), SIDE), min(max(to.y(), 0), SIDE))
        self._canvas.draw_to("keys", self._tip())
        self._canvas.update()

    def _toggle_tip(self) -> None:
        self._canvas.crosshair = self._canvas.crosshair or _CENTRE
        if self._canvas.is_being_drawn():
            self._canvas.end_stroke()
        else:
            self._canvas.begin_stroke("keys", self._canvas.tool, self._tip())

    def _tip(self) -> Point:
        at = self._canvas.crosshair or _CENTRE
        return Point(at.x(), at.y(), self._canvas.tip_width)
