"""The row above the canvas: pen and eraser, how wide they are, undo and redo of strokes, clear."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QSize
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QHBoxLayout, QToolButton, QWidget

from gui.appearance import lengths, theme
from gui.tryit.canvas import DrawingCanvas
from gui.tryit.pen_width import PenWidth
from gui.tryit.strokes import Tool

ICON = 16


class Tools(QWidget):
    """Acts on a canvas and shows its state; each press leaves the keyboard with the canvas.

    `clear` is put elsewhere by whoever shows the tools.
    """

    def __init__(self, canvas: DrawingCanvas) -> None:
        super().__init__()
        self._canvas = canvas
        self.pen = self._tool_button("pen", "Pen (P)")
        self.eraser = self._tool_button("eraser", "Eraser (E), or the right mouse button")
        self.undo = self._step_button("Undo the last stroke (Ctrl+Z)", canvas.undo)
        self.redo = self._step_button("Draw it again (Ctrl+Shift+Z)", canvas.redo)
        self.tip_width = PenWidth()
        self.tip_width.chosen.connect(lambda width: self._do(lambda: canvas.set_tip_width(width)))
        self.clear = QToolButton()
        self.clear.setText("Clear")
        theme.set_role(self.clear, "control")
        self.clear.setToolTip("An empty canvas to draw on (Delete)")
        self.clear.clicked.connect(lambda: self._do(canvas.clear))
        self._icons = {"pen": self.pen, "eraser": self.eraser, "undo": self.undo, "redo": self.redo}
        self._lay_out()
        canvas.state_changed.connect(self._show_state)
        self._show_icons()
        self._show_state()

    def _lay_out(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        lengths.follow(row, setSpacing=2)
        for part in (self.pen, self.eraser, self.tip_width, self.undo, self.redo):
            row.addWidget(part)

    def _tool_button(self, tool: Tool, tip: str) -> QToolButton:
        button = _button(tip)
        button.setCheckable(True)
        button.clicked.connect(lambda: self._do(lambda: self._canvas.set_tool(tool)))
        return button

    def _step_button(self, tip: str, do: Callable[[], None]) -> QToolButton:
        button = _button(tip)
        button.clicked.connect(lambda: self._do(do))
        return button

    def _do(self, do: Callable[[], None]) -> None:
        do()
        self._canvas.setFocus()
        self._show_state()

    def _show_state(self) -> None:
        canvas = self._canvas
        self.pen.setChecked(canvas.tool == "pen")
        self.eraser.setChecked(canvas.tool == "eraser")
        self.tip_width.show_width(canvas.tip_width)
        self.undo.setEnabled(canvas.drawing().can_undo)
        self.redo.setEnabled(canvas.drawing().can_redo)
        self.clear.setEnabled(bool(canvas.drawing().visible))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in {QEvent.Type.PaletteChange, QEvent.Type.FontChange}:
            self._show_icons()

    def _show_icons(self) -> None:
        for name, button in self._icons.items():
            button.setIcon(_icon(name, button))
            button.setIconSize(QSize(theme.px(ICON), theme.px(ICON)))


def _button(tip: str) -> QToolButton:
    button = QToolButton()
    button.setToolTip(tip)
    button.setAccessibleName(tip.partition(" (")[0])
    return button


def _icon(name: str, button: QToolButton) -> QIcon:
    """The sign of a tool; in the accent's colour while it is chosen."""
    icon = theme.glyph(name)
    if button.isCheckable():
        on = theme.ICONS / f"{name}-on-{theme.current().name}.svg"
        icon.addFile(str(on), QSize(), QIcon.Mode.Normal, QIcon.State.On)
    return icon
