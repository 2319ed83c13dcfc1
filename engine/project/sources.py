"""Sources: the data sets there are, each with the facts that it was published with, as part of the document."""

from __future__ import annotations

from typing import ClassVar, TypeAlias, final

from engine.project.facts import Facts
from engine.typed.document import Document

DIGITS = tuple("0123456789")
GARMENTS = (
    "T-shirt/top", "Trouser", "Pullover", "Dress", "Coat", "Sandal", "Shirt", "Sneaker", "Bag", "Ankle boot",
)  # fmt: skip
CIFAR_CLASSES = ("airplane", "automobile", "bird", "cat", "deer", "dog", "frog", "horse", "ship", "truck")


class Source(Document, frozen=True, tag_field="kind"):
    """Base of the data sets: what is known of one before it is read, and what each of them promises.

    A source is a value and says what it was published with, so a stack can be built and checked while the files are
    still missing. What `engine.data.store` reads for it has just this shape and these classes, or is refused in words;
    how many images there are the files alone decide. Reading never writes, runs nothing that a file holds, gives the
    same images in the same order each time, and stops soon after it is asked to. A source can be made without
    arguments, as the window does when its tile is clicked.
    """

    title: ClassVar[str]
    help: ClassVar[str]
    name: ClassVar[str]  # short, for the data chip
    published: ClassVar[Facts]  # what `Project.facts` are until the files are looked at


@final
class Digits(Source, frozen=True, tag="digits"):
    """The bundled digits: 8,000 to train on and 2,000 to test on."""

    title: ClassVar[str] = "Digits (bundled)"
    name: ClassVar[str] = "Digits"
    help: ClassVar[str] = "10,000 real handwritten digits that come with the program: 8,000 to train on, 2,000 to test."
    published: ClassVar[Facts] = Facts((1, 28, 28), DIGITS, 8_000, 2_000)


@final
class Mnist(Source, frozen=True, tag="mnist"):
    """MNIST: 60,000 and 10,000 handwritten digits."""

    title: ClassVar[str] = "MNIST"
    name: ClassVar[str] = "MNIST"
    help: ClassVar[str] = "70,000 handwritten digits (LeCun et al. 1998)."
    published: ClassVar[Facts] = Facts((1, 28, 28), DIGITS, 60_000, 10_000)


@final
class FashionMnist(Source, frozen=True, tag="fashion-mnist"):
    """Fashion-MNIST: 60,000 and 10,000 pictures of clothes."""

    title: ClassVar[str] = "Fashion-MNIST"
    name: ClassVar[str] = "Fashion-MNIST"
    help: ClassVar[str] = "70,000 grey pictures of clothes (Xiao et al. 2017)."
    published: ClassVar[Facts] = Facts((1, 28, 28), GARMENTS, 60_000, 10_000)


@final
class Cifar10(Source, frozen=True, tag="cifar10"):
    """CIFAR-10: 50,000 and 10,000 small colour photographs."""

    title: ClassVar[str] = "CIFAR-10"
    name: ClassVar[str] = "CIFAR-10"
    help: ClassVar[str] = "60,000 small colour photographs of animals and vehicles (Krizhevsky 2009)."
    published: ClassVar[Facts] = Facts((3, 32, 32), CIFAR_CLASSES, 50_000, 10_000)


AnySource: TypeAlias = Digits | Mnist | FashionMnist | Cifar10
SOURCES: tuple[type[AnySource], ...] = AnySource.__args__


class FactsHere(Document, frozen=True):
    """The facts of a data set as its files have them."""

    source: AnySource
    facts: Facts
