"""t-SNE: images in two dimensions so that those which lie near each other in many lie near in two (openTSNE).

openTSNE is imported when a map is first made: it brings scikit-learn along and takes a second.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from engine.errors import InputError
from engine.inspection.embedding.hidden import Features
from engine.inspection.embedding.plane import Points, reduced

LEAST = 10  # images
AXES = 50  # principal ones, which it looks at
PERPLEXITY = 30.0  # how many neighbours count, about
EARLY, LATER = 250, 500  # rounds: first with neighbours pulled together, then as they are
EVERY = 10  # rounds it is told how far it is
SPREAD = 1e-4  # of the points at first

TellRounds = Callable[[int, int], None]


def tsne(features: Features, begin: Points, tell: TellRounds = lambda *_: None, threads: int = 1) -> Points:
    """Points (n, 2) of features (n, d), finite, from where they lie at first: `begin` (n, 2), such as the plane's.

    The same for the same input. `tell(done, of)` is told how many rounds are done, and may raise to end it. Raises
    InputError for fewer than ten images, and where all are the same to the network.
    """
    if len(features) < LEAST:
        raise InputError(f"t-SNE needs {LEAST} images or more.", "Take more test images.")
    found = reduced(features, AXES)
    if found is None:
        raise InputError("All images are the same to this layer, so there is nothing to lay out.")
    tell(0, EARLY + LATER)
    axes, variances = found
    scaled = axes / np.sqrt(variances[0])
    points = np.asarray(_laid_out(scaled, begin, tell, threads), np.float32)
    if not np.isfinite(points).all():
        raise InputError("t-SNE found no layout of these images.", "Take other test images, or look at PCA.")
    return points


def _laid_out(scaled: Features, begin: Points, tell: TellRounds, threads: int) -> Any:
    from openTSNE import TSNE

    rounds = _Rounds(tell)
    made = TSNE(
        perplexity=min(PERPLEXITY, (len(scaled) - 1) / 3),
        early_exaggeration_iter=EARLY,
        n_iter=LATER,
        initialization=_start(begin),
        n_jobs=threads,
        random_state=0,
        callbacks=rounds,
        callbacks_every_iters=EVERY,
    )
    return made.fit(scaled.astype(np.float64))


def _start(begin: Points) -> Any:
    """Small, as it must be, and no two points in one place."""
    centred = begin - begin.mean(0, dtype=np.float64)
    spread = centred[:, 0].std() or 1.0
    return centred / spread * SPREAD + np.random.default_rng(0).normal(0, SPREAD / 100, begin.shape)


class _Rounds:
    """openTSNE counts its two parts anew; this counts on."""

    def __init__(self, tell: TellRounds) -> None:
        self._tell, self._done = tell, 0

    def __call__(self, iteration: int, error: float, embedding: Any) -> bool:
        """False: go on."""
        self._done += EVERY
        self._tell(min(self._done, EARLY + LATER), EARLY + LATER)
        return False
