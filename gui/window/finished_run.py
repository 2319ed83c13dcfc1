"""The finished run: what it reached, its first mistakes as pictures, and what to do next, for the line."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage, QPixmap

from engine.service.answers import ImageRef, Picture, Pixels
from gui.appearance import theme
from gui.appearance.numerals import rounded_percent
from gui.pieces.image_words import verdict
from gui.window.saying import Saying, Shot, Way
from gui.window.saying_row import PICTURE, SHOTS


def result(  # the figure, its pictures and its ways on are one sentence
    accuracy: float,
    images: str,
    pictures: Sequence[Picture],
    classes: Sequence[str],
    *,
    pick: Callable[[ImageRef], object],
    ways: Sequence[Way],
    warning: str = "",
) -> Saying:
    """“97 % on 2,000 digits it never saw.” `images` is “2,000 digits”; a warning follows where there is one."""
    words = f"on {images} it never saw.{'' if pictures else ' Not one mistake!'}"
    shots = tuple(_shot(picture, classes, pick) for picture in pictures[:SHOTS])
    return Saying(f"{words} {warning}".strip(), rounded_percent(accuracy), shots, tuple(ways), buttons=2, closes=True)


def _shot(picture: Picture, classes: Sequence[str], pick: Callable[[ImageRef], object]) -> Shot:
    return Shot(pixmap(picture.pixels), verdict(picture, classes, trained=True), lambda: pick(picture.image))


def pixmap(pixels: Pixels, side: int = 0) -> QPixmap:
    """An image (channels, height, width) as a picture, enlarged without smoothing."""
    plane = np.ascontiguousarray(np.moveaxis(np.repeat(pixels, 3, 0) if len(pixels) == 1 else pixels[:3], 0, -1))
    height, width, _ = plane.shape
    image = QImage(plane.data, width, height, 3 * width, QImage.Format.Format_RGB888).copy()
    size = side or 2 * theme.px(PICTURE)
    return QPixmap.fromImage(image.scaled(size, size, Qt.AspectRatioMode.KeepAspectRatio))
