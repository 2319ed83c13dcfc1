"""Own drawings as the engine tells of them."""

from pathlib import Path

import numpy as np

from engine.service.drawings.drawing_answers import TriedDrawings

DIGITS = tuple("0123456789")


def tried(labels, guesses, passed_over=0):
    """Drawings of these classes, and what they are taken for; None: nobody answers."""
    count = len(labels)
    return TriedDrawings(
        Path("/own"),
        DIGITS,
        tuple(Path(f"/own/{label}/{place}.png") for place, label in enumerate(labels)),
        np.array(labels, np.int64),
        np.full(count, -1) if guesses is None else np.array(guesses, np.int64),
        np.full(count, 0.75, np.float32),
        np.full((count, 1, 28, 28), 100, np.uint8),
        passed_over,
        asked=guesses is not None,
    )
