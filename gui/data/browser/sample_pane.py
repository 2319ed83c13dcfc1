"""SamplePane: one image large, with its values under the pointer, and what it is: its place, its class, its file."""

from __future__ import annotations

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QVBoxLayout

from engine.network.shapes import sized
from engine.service.images.browsing.browse_answers import Opened
from gui.appearance import lengths, theme
from gui.appearance.numerals import in_figures
from gui.pieces.classes.names import LENGTHS, short
from gui.pieces.elided import Elided
from gui.pieces.images.preview import Preview

PADDING, BELOW = 8, 96  # pixels: around all, and for the words below the image
NOBODY = "Choose an image to see it large: its values stand under the pointer."


class SamplePane(QFrame):
    """The image as large as it fits above its words; a sentence while none was chosen."""

    def __init__(self) -> None:
        super().__init__()
        theme.set_role(self, "surface")
        self.preview = Preview()
        self.label, self.name, self.answer, self.file = (
            Elided("heading"), Elided("secondary"), Elided("secondary"), Elided("caption"),
        )  # fmt: skip
        column = QVBoxLayout(self)
        lengths.follow(column, setContentsMargins=(PADDING,) * 4, setSpacing=4)
        column.addWidget(self.preview)
        for part in (self.label, self.name, self.answer, self.file):
            column.addWidget(part)
        column.addStretch(1)
        self.setAccessibleName("The image that was chosen")
        self.show_nothing()

    def show_nothing(self, why: str = NOBODY) -> None:
        """None is chosen, or it cannot be shown."""
        self.preview.set_message(why)
        self.preview.set_pixels(None)
        for part in (self.label, self.name, self.answer, self.file):
            part.say("")

    def show_image(self, opened: Opened, label: str, name: str, answer: str) -> None:
        """Shows one; `name` says which it is and `answer` what it was taken for."""
        channels, height, width = opened.pixels.shape
        self.preview.set_pixels(opened.pixels if channels in {1, 3} else opened.pixels[:1])
        self.preview.setToolTip("")  # what was said while there was none
        self.preview.setAccessibleName(f"{name}: {label}")
        self.label.say(*(short(label, longest) for longest in LENGTHS))
        self.name.say(f"{name} · {in_figures(sized(width, height))}", name)
        self.answer.say(answer)
        self.file.say(opened.file)
        self.file.setToolTip(opened.path or opened.file)
        for part in (self.answer, self.file):
            part.setVisible(bool(part.text()))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """As high as it is wide, unless that leaves no room for the words."""
        super().resizeEvent(event)
        side, room = event.size().width() - 2 * theme.px(PADDING), event.size().height() - theme.px(BELOW)
        self.preview.setFixedHeight(max(theme.px(28), min(side, room)))
