"""QueueLabel: at the foot of the window, that a queue is being trained; a click shows it."""

from __future__ import annotations

from PySide6.QtWidgets import QSizePolicy, QToolButton

from gui.appearance import theme


class QueueLabel(QToolButton):
    """Not to be seen while there is nothing to say."""

    def __init__(self) -> None:
        super().__init__()
        self.setToolTip("Shows the queue.")
        theme.set_role(self, "small")
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Ignored)  # as high as the words beside it
        self.show_words("")

    def show_words(self, words: str) -> None:
        """What goes on; empty where nothing does."""
        self.setText(words)
        self.setAccessibleName(words)
        self.setVisible(bool(words))
