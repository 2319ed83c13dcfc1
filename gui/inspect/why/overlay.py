"""Overlay: a map over an image in red and blue, as strong as a person likes. Free of Qt."""

from __future__ import annotations

import numpy as np

from engine.service.answers import Pixels, Values
from gui.inspect import colour_maps

RISE = 0.7  # of the colour with the value: below 1, so that what is weak is seen too
LUMA = np.array([0.299, 0.587, 0.114], np.float32)  # how light red, green and blue are to the eye (ITU-R BT.601)


def overlaid(pixels: Pixels, plane: Values, strength: float) -> Pixels:
    """Colours uint8 (3, height, width) of an image (channels, height, width) under a map (height, width).

    The image is grey, so that none of its own colours is taken for the map's: red is above zero, blue below, and the
    strongest place of the map is covered by `strength`, 0 to 1.
    """
    picture = np.broadcast_to(_grey(pixels), (3, *plane.shape))
    largest = float(np.abs(plane).max())
    if not largest:
        return np.rint(picture).astype(np.uint8)
    cover = strength * (np.abs(plane) / largest) ** RISE
    blue, red = (colour_maps.diverging()[end].astype(np.float32)[:, None, None] for end in (0, -1))
    mixed = picture * (1 - cover) + np.where(plane > 0, red, blue) * cover
    return np.rint(mixed).astype(np.uint8)


def _grey(pixels: Pixels) -> np.ndarray:
    """How light each pixel is, float32 (height, width); what is not of three colours shows its first channel."""
    levels = pixels.astype(np.float32)
    return np.tensordot(LUMA, levels[:3], 1) if len(pixels) >= 3 else levels[0]
