"""Pinning: whether the palette is pinned, whether there is room for it, and the width that it takes."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtWidgets import QToolButton, QWidget

from gui.appearance import theme
from gui.stack.palette.pinned_palette import BETWEEN, ROOM, PinnedPalette

TIP = "Keep the palette open beside the stack"
NO_ROOM = "The palette is pinned; it opens as soon as the window is wide enough"
TOO_NARROW = "The window is too narrow to keep the palette open beside the stack: make it wider first"


class Pinning(QObject):
    """Shows the column while it is pinned and the window is wide enough."""

    changed = Signal(bool)  # pinned or not: to remember
    widened = Signal(int)  # pixels that the zone needs more, or less

    def __init__(self, column: PinnedPalette, button: QToolButton, owner: QWidget) -> None:
        super().__init__(owner)
        self._column, self.button, self._owner = column, button, owner
        self._watched: QWidget | None = None
        self._taken = 0
        button.setCheckable(True)
        button.setAccessibleName("Pin the palette")
        button.clicked.connect(self.set_pinned)
        owner.installEventFilter(self)
        self._fit()

    @property
    def pinned(self) -> bool:
        """Whether it is wanted, room or not."""
        return self.button.isChecked()

    def set_pinned(self, pinned: bool) -> None:
        """Pins or lets go."""
        self.button.setChecked(pinned)
        self._fit()
        self.changed.emit(pinned)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Show and watched is self._owner:
            self._watch()
        if event.type() in (QEvent.Type.Resize, QEvent.Type.FontChange, QEvent.Type.PaletteChange):
            self._fit()
        return False

    def _watch(self) -> None:
        window = self._owner.window()
        if window is not self._watched and window is not self._owner:
            self._watched = window
            window.installEventFilter(self)

    def _fit(self) -> None:
        """Shows or hides the column, asks for its width or gives it back."""
        room = self._owner.window().width() >= theme.px(ROOM)
        shown = self.pinned and room
        self.button.setToolTip(TIP if room else NO_ROOM if self.pinned else TOO_NARROW)
        self.button.setEnabled(room or self.pinned)  # what is pinned can be let go
        self.button.setIcon(theme.glyph("pinned" if self.pinned else "pin"))
        if shown == self._column.isVisibleTo(self._owner):
            return
        self._column.setVisible(shown)
        wanted = self._column.width() + theme.px(BETWEEN) if shown else 0
        self.widened.emit(wanted - self._taken)
        self._taken = wanted
