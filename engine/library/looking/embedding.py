"""Embedding: many test images as a run's last hidden layer has them, and what is nearest to an image there."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np
import torch
from numpy.typing import NDArray

from engine.data.dataset import Split
from engine.errors import InputError
from engine.inspection.embedding import plane
from engine.inspection.embedding.familiarity import familiarity
from engine.inspection.embedding.hidden import Seen, seen_by, seen_of, widest
from engine.inspection.embedding.sample import MOST, counts_for, places_of, sample_at
from engine.inspection.embedding.tsne import tsne
from engine.library.alone import threads_beside
from engine.library.arguments.numbers import whole
from engine.library.arguments.words import choice, listener, yes_or_no
from engine.library.finding import RunLike
from engine.library.looking.images import ImageLike, prepared
from engine.library.looking.looked_at import Looked, looked_at
from engine.machine.devices import resolve
from engine.machine.threads import thread_settings

Float = NDArray[np.float32]
Labels = NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class Embedding:
    """Test images by their `indexes` (n,), as a network has them: `features` (n, d) and `points` (n, 2).

    Of each its class in `labels`, and in `predicted` what the network takes it for. `share` of all that differs is held
    by both axes of PCA; None of t-SNE.
    """

    indexes: Labels = field(repr=False)
    features: Float = field(repr=False)
    points: Float = field(repr=False)
    labels: Labels = field(repr=False)
    predicted: Labels = field(repr=False)
    share: float | None


@dataclass(frozen=True, eq=False)
class Nearest:
    """The training images nearest to an image by their `indexes`, nearest first, with `labels` and `distances`.

    `share` of the test images, from 0 to 1, are nearer to their nearest: near 1 the image is unlike all of them.
    """

    indexes: tuple[int, ...]
    labels: tuple[str, ...]
    distances: tuple[float, ...]
    share: float


def embed(
    run: RunLike,
    layout: str = "pca",
    *,
    images: int = 2000,
    step: int | None = None,
    data_dir: str | os.PathLike[str] | None = None,
    progress: Callable[[int, int], None] = lambda *_: None,
) -> Embedding:
    """Up to `images` test images of a run, always the same, in two dimensions: by "pca", or by "tsne" (openTSNE).

    What is laid out goes into the last layer with weights: what the last hidden layer gives, or of a network without
    one the image. More than 4,096 numbers an image, or 2²⁴ of all images, are folded to 1,024 an image.
    `progress(done, of)` is told the rounds of t-SNE, and may raise to end it. Raises InputError in words.
    """
    layout, images = choice(layout, ("pca", "tsne"), "layout"), whole(images, "images", 1, MOST)
    progress = listener(progress)
    looked = looked_at(run, step, data_dir)
    threads = threads_beside()
    with thread_settings(resolve("cpu"), threads):
        places = places_of(looked.images, images)
        seen = _seen(looked, looked.images, places, widest(len(places)))
        found = plane.plane_of(seen.features)
        points = found.points if layout == "pca" else tsne(seen.features, found.points, progress, threads)
    labels = looked.images.labels.numpy()[places].astype(np.int64)
    share = found.share if layout == "pca" else None
    return Embedding(places, seen.features, points, labels, seen.predicted, share)


def nearest(
    run: RunLike,
    *images: ImageLike,
    drawing: bool = False,
    step: int | None = None,
    data_dir: str | os.PathLike[str] | None = None,
) -> list[Nearest]:
    """For each image, given as for `predict`, the three training images nearest to it in a run's last hidden layer.

    They are taken from up to 10,000 training images, fewer of large networks, always the same; `share` says how unlike
    all of them the image is, held against test images. Raises ImageError, and InputError, in words.
    """
    if not images:
        raise InputError("There is no image to hold against others.", "Give at least one.")
    drawing = yes_or_no(drawing, "drawing")
    looked = looked_at(run, step, data_dir)
    pixels = torch.stack([prepared(image, looked.project, drawing=drawing).pixels for image in images])
    train, classes = looked.data.train, looked.data.classes
    with thread_settings(resolve("cpu"), threads_beside()):
        known, tested = counts_for(looked.net)
        places = places_of(train, known)
        most = widest(len(places))
        test = _seen(looked, looked.images, places_of(looked.images, tested), most)
        against = familiarity(_seen(looked, train, places, most).features, test.features)
        seen = seen_by(looked.net, (looked.normaliser(one[None]) for one in pixels), len(pixels), most=most)
    near = [against.near(features) for features in seen.features]
    return [
        Nearest(
            tuple(indexes := places[one.places].tolist()),
            tuple(classes[int(train.labels[index])] for index in indexes),
            tuple(one.distances.tolist()),
            one.share,
        )
        for one in near
    ]


def _seen(looked: Looked, images: Split, places: Labels, most: int) -> Seen:
    return seen_of(looked.net, sample_at(images, places, looked.normaliser), most)
