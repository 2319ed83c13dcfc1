"""The finished run: how it is to be judged, its first mistakes as pictures, and what to do next, for the line."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QPixmap

from engine.project.training.verdict import Verdict
from engine.service.answers import ImageRef, Picture, Pixels
from gui.appearance import theme
from gui.appearance.numerals import in_figures
from gui.pieces.images.image_words import verdict
from gui.pieces.images.pictures import picture
from gui.window.line.saying import Saying, Shot, Way
from gui.window.line.saying_row import PICTURE, SHOTS


def result(
    found: Verdict,
    pictures: Sequence[Picture] | None,
    classes: Sequence[str],
    *,
    pick: Callable[[ImageRef], object],
    ways: Sequence[Way],
) -> Saying:
    """“97 % on 2,000 digits it never saw.”, or what went wrong. `pictures`: mistakes, None where not looked for."""
    flawless = pictures == [] and bool(found.figure)  # what was not tested may well make mistakes
    words = in_figures(f"{found.words} Not one mistake!" if flawless else found.words)
    shots = tuple(_shot(shown, classes, pick) for shown in (pictures or [])[:SHOTS])
    return Saying(words, in_figures(found.figure), shots, tuple(ways), buttons=2, closes=True)


def _shot(shown: Picture, classes: Sequence[str], pick: Callable[[ImageRef], object]) -> Shot:
    return Shot(_pixmap(shown.pixels), verdict(shown, classes, trained=True), lambda: pick(shown.image))


def _pixmap(pixels: Pixels) -> QPixmap:
    """An image (channels, height, width) as a picture, enlarged without smoothing."""
    size = 2 * theme.px(PICTURE)
    return QPixmap.fromImage(picture(pixels).scaled(size, size, Qt.AspectRatioMode.KeepAspectRatio))
