"""Sources: the data sets there are, with the shape, the classes and the counts of each, as part of the document."""

from __future__ import annotations

from typing import ClassVar, TypeAlias, final

from engine.network.shapes import Shape
from engine.typed.document import Document

DIGITS = tuple("0123456789")
GARMENTS = (
    "T-shirt/top", "Trouser", "Pullover", "Dress", "Coat", "Sandal", "Shirt", "Sneaker", "Bag", "Ankle boot",
)  # fmt: skip
CIFAR_CLASSES = ("airplane", "automobile", "bird", "cat", "deer", "dog", "frog", "horse", "ship", "truck")


class Source(Document, frozen=True, tag_field="kind"):
    """Base of the data sets: what is known of one before it is read, and what each of them promises.

    A source is a value and says the truth about files that it has never seen: what `engine.data.store` reads for it
    has just this shape, these classes and so many images, or is refused in words. So a stack can be built and checked
    while the files are still missing. Reading never writes, runs nothing that a file holds, gives the same images in
    the same order each time, and stops soon after it is asked to. Every fact is stated by the source itself; there are
    no defaults. It can be made without arguments, as the window does when its tile is clicked.
    """

    title: ClassVar[str]
    help: ClassVar[str]
    name: ClassVar[str]  # short, for the data chip
    shape: ClassVar[Shape]  # of one image
    classes: ClassVar[tuple[str, ...]]  # by label
    train_images: ClassVar[int]
    test_images: ClassVar[int]


@final
class Digits(Source, frozen=True, tag="digits"):
    """The bundled digits: 8,000 to train on and 2,000 to test on."""

    title: ClassVar[str] = "Digits (bundled)"
    name: ClassVar[str] = "Digits"
    help: ClassVar[str] = "10,000 real handwritten digits that come with the program: 8,000 to train on, 2,000 to test."
    shape: ClassVar[Shape] = (1, 28, 28)
    classes: ClassVar[tuple[str, ...]] = DIGITS
    train_images: ClassVar[int] = 8_000
    test_images: ClassVar[int] = 2_000


@final
class Mnist(Source, frozen=True, tag="mnist"):
    """MNIST: 60,000 and 10,000 handwritten digits."""

    title: ClassVar[str] = "MNIST"
    name: ClassVar[str] = "MNIST"
    help: ClassVar[str] = "70,000 handwritten digits (LeCun et al. 1998)."
    shape: ClassVar[Shape] = (1, 28, 28)
    classes: ClassVar[tuple[str, ...]] = DIGITS
    train_images: ClassVar[int] = 60_000
    test_images: ClassVar[int] = 10_000


@final
class FashionMnist(Source, frozen=True, tag="fashion-mnist"):
    """Fashion-MNIST: 60,000 and 10,000 pictures of clothes."""

    title: ClassVar[str] = "Fashion-MNIST"
    name: ClassVar[str] = "Fashion-MNIST"
    help: ClassVar[str] = "70,000 grey pictures of clothes (Xiao et al. 2017)."
    shape: ClassVar[Shape] = (1, 28, 28)
    classes: ClassVar[tuple[str, ...]] = GARMENTS
    train_images: ClassVar[int] = 60_000
    test_images: ClassVar[int] = 10_000


@final
class Cifar10(Source, frozen=True, tag="cifar10"):
    """CIFAR-10: 50,000 and 10,000 small colour photographs."""

    title: ClassVar[str] = "CIFAR-10"
    name: ClassVar[str] = "CIFAR-10"
    help: ClassVar[str] = "60,000 small colour photographs of animals and vehicles (Krizhevsky 2009)."
    shape: ClassVar[Shape] = (3, 32, 32)
    classes: ClassVar[tuple[str, ...]] = CIFAR_CLASSES
    train_images: ClassVar[int] = 50_000
    test_images: ClassVar[int] = 10_000


AnySource: TypeAlias = Digits | Mnist | FashionMnist | Cifar10
SOURCES: tuple[type[AnySource], ...] = AnySource.__args__
