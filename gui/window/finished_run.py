"""The finished run: what it reached, its first five mistakes as pictures, and what to do next."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QIcon, QImage, QPixmap, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QLabel, QPushButton, QToolButton, QVBoxLayout

from engine.figures import rounded_percent
from engine.service.answers import Picture, Pixels
from gui.appearance import lengths, theme
from gui.inspect.image_words import verdict
from gui.window.notices import Strip, cross

PICTURE, ROOM = 32, 16
COUNT = {2: "two", 3: "three", 4: "four", 5: "five"}


class Finish(Strip):
    """Hidden until a run ends; closes with ×, or when the next run begins."""

    picked = Signal(object)  # the image of a mistake that was clicked

    def __init__(self, draw: Callable[[], None], add_layer: Callable[[], None], longer: Callable[[], None]) -> None:
        super().__init__("The run has finished")
        self._words = QLabel(wordWrap=True)
        theme.set_role(self._words, "heading")
        self._caption = QLabel()
        theme.set_role(self._caption, "secondary")
        self._pictures = QHBoxLayout()
        lengths.follow(self._pictures, setSpacing=2)
        close = cross("Hide the result")
        close.clicked.connect(self.hide)
        above, self._mistakes, self._buttons = QHBoxLayout(), QHBoxLayout(), QHBoxLayout()
        above.addWidget(self._words, 1)
        above.addWidget(close)
        self._mistakes.addWidget(self._caption)
        self._mistakes.addLayout(self._pictures)
        self._mistakes.addStretch(1)
        for text, do in (("Draw", draw), ("Add a layer", add_layer), ("Train longer", longer)):
            self._buttons.addWidget(_button(text, do))
        self._below = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._below.addLayout(self._mistakes, 1)
        self._below.addLayout(self._buttons)
        lines = QVBoxLayout()
        lines.addLayout(above)
        lines.addLayout(self._below)
        self._row.addLayout(lines)
        self.hide()

    def minimumSizeHint(self) -> QSize:
        """As narrow as the wider of mistakes and buttons: in a small window they stand below one another."""
        margins = self._row.contentsMargins()
        return QSize(max(self._widths()) + margins.left() + margins.right(), super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        """Mistakes and buttons side by side where there is room."""
        wide = self._below.geometry().width() >= sum(self._widths()) + theme.px(ROOM)
        direction = QBoxLayout.Direction
        self._below.setDirection(direction.LeftToRight if wide else direction.TopToBottom)

    def _widths(self) -> tuple[int, int]:
        """What mistakes and buttons need."""
        return self._mistakes.minimumSize().width(), self._buttons.minimumSize().width()

    def tell(
        self,
        accuracy: float,
        images: int,
        kind: str,
        pictures: Sequence[Picture],
        classes: Sequence[str],
        *,
        warning: str = "",
    ) -> None:
        """The sentence with its figure, a warning where there is one, and the first mistakes."""
        self._words.setText(f"{rounded_percent(accuracy)} on {images:,} {kind} it never saw. {warning}".strip())
        many = f"Its first {COUNT.get(len(pictures), '')} mistakes:"
        self._caption.setText(many if len(pictures) > 1 else "Its only mistake:" if pictures else "Not one mistake!")
        self._clear()
        for picture in pictures:
            self._pictures.addWidget(self._picture(picture, classes))
        self.show()
        self._arrange()

    def _picture(self, picture: Picture, classes: Sequence[str]) -> QToolButton:
        said = verdict(picture, classes, trained=True)
        button = QToolButton()
        button.setIcon(QIcon(pixmap(picture.pixels)))
        button.setIconSize(QSize(theme.px(PICTURE), theme.px(PICTURE)))
        button.setToolTip(f"{said[:1].upper()}{said[1:]}. Click to look into it.")
        button.setAccessibleName(said)
        button.clicked.connect(lambda *_: self.picked.emit(picture.image))
        return button

    def _clear(self) -> None:
        while (item := self._pictures.takeAt(0)) is not None:
            if widget := item.widget():
                widget.deleteLater()


def _button(text: str, do: Callable[[], None]) -> QPushButton:
    button = QPushButton(text)
    button.clicked.connect(lambda *_: do())
    return button


def pixmap(pixels: Pixels, side: int = 0) -> QPixmap:
    """An image (channels, height, width) as a picture, enlarged without smoothing."""
    plane = np.ascontiguousarray(np.moveaxis(np.repeat(pixels, 3, 0) if len(pixels) == 1 else pixels[:3], 0, -1))
    height, width, _ = plane.shape
    image = QImage(plane.data, width, height, 3 * width, QImage.Format.Format_RGB888).copy()
    size = side or 2 * theme.px(PICTURE)
    return QPixmap.fromImage(image.scaled(size, size, Qt.AspectRatioMode.KeepAspectRatio))
