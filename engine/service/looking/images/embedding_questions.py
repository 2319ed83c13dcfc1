"""Questions about many images as the last hidden layer of the shown model has them."""

from __future__ import annotations

from typing import TypeAlias

from engine.service.answers import ImageRef, Pixels
from engine.service.looking.images.embedding_answers import Embedded, Layout, Nearest
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


class FindNearest(Question[Nearest | None], frozen=True):
    """The training images nearest to an image in the last hidden layer of the shown model, and how unlike all it is.

    None where nothing is drawn. Unless it is to be `anew`, weights of the same run that were looked at before will do:
    to look at others takes a second or more. Errors as of EmbedImages.
    """

    channel = "nearest"
    long = True
    image: ImageRef
    anew: bool


OfEmbedding: TypeAlias = EmbedImages | ReadEmbedded | FindNearest
