"""Questions about many images as the last hidden layer of the shown model has them."""

from __future__ import annotations

from typing import TypeAlias

from engine.service.answers import Pixels
from engine.service.looking.embedding_answers import Embedded, Layout
from engine.service.question import Question


class EmbedImages(Question[Embedded], frozen=True):
    """So many test images, always the same, as the last hidden layer of the shown model has them, in two dimensions.

    As the model is muted. From step to step the picture is turned to lie as it lay. Tells its progress in "points".
    InputError where the model cannot answer or its values are no numbers, DataError where the images are missing.
    """

    channel = "embedding"
    long = True
    images: int
    layout: Layout


class ReadEmbedded(Question[Pixels], frozen=True):
    """Test images of the shown model (n, channels, height, width), large ones reduced to no less than `side` pixels.

    DataError.
    """

    channel = "embedded thumbnails"
    long = True
    indexes: tuple[int, ...]
    side: int


OfEmbedding: TypeAlias = EmbedImages | ReadEmbedded
