"""Sources: the published data sets, each with the facts it was published with, and a person's own images."""

from __future__ import annotations

from typing import ClassVar, TypeAlias, final

from engine.project.facts import Facts
from engine.project.own_images import ArrayImages, FolderImages, TableImages
from engine.typed.document import Document

DIGITS = tuple("0123456789")
GARMENTS = (
    "T-shirt/top", "Trouser", "Pullover", "Dress", "Coat", "Sandal", "Shirt", "Sneaker", "Bag", "Ankle boot",
)  # fmt: skip
CIFAR_CLASSES = ("airplane", "automobile", "bird", "cat", "deer", "dog", "frog", "horse", "ship", "truck")


class Source(Document, frozen=True, tag_field="kind"):
    """Base of the published data sets: what is known of one before it is read, and what each of them promises.

    A source is a value and says what it was published with, so a stack can be built and checked while the files are
    still missing. What `engine.data.store` reads for it has just this shape and these classes, or is refused in words;
    how many images there are the files alone decide. Reading never writes, runs nothing that a file holds, gives the
    same images in the same order each time, and stops soon after it is asked to. A source can be made without
    arguments, as the window does when its tile is clicked.
    """

    title: ClassVar[str]
    help: ClassVar[str]
    name: ClassVar[str]  # short, for the data chip
    where: ClassVar[str]  # where its files are to be had and to be put; empty for what comes with the program
    published: ClassVar[Facts]  # what `Project.facts` are until the files are looked at


@final
class Digits(Source, frozen=True, tag="digits"):
    """The bundled digits: 8,000 to train on and 2,000 to test on."""

    title: ClassVar[str] = "Digits (bundled)"
    name: ClassVar[str] = "Digits"
    help: ClassVar[str] = "Real handwritten digits of MNIST, which come with the program."
    where: ClassVar[str] = ""
    published: ClassVar[Facts] = Facts((1, 28, 28), DIGITS, 8_000, 2_000)


@final
class Mnist(Source, frozen=True, tag="mnist"):
    """MNIST: 60,000 and 10,000 handwritten digits."""

    title: ClassVar[str] = "MNIST"
    name: ClassVar[str] = "MNIST"
    help: ClassVar[str] = "Handwritten digits (LeCun et al. 1998)."
    where: ClassVar[str] = (
        "Four files, 12 MB: train-images-idx3-ubyte.gz, train-labels-idx1-ubyte.gz, t10k-images-idx3-ubyte.gz and "
        "t10k-labels-idx1-ubyte.gz from https://ossci-datasets.s3.amazonaws.com/mnist/, to be put into a folder "
        "MNIST/raw."
    )
    published: ClassVar[Facts] = Facts((1, 28, 28), DIGITS, 60_000, 10_000)


@final
class FashionMnist(Source, frozen=True, tag="fashion-mnist"):
    """Fashion-MNIST: 60,000 and 10,000 pictures of clothes."""

    title: ClassVar[str] = "Fashion-MNIST"
    name: ClassVar[str] = "Fashion-MNIST"
    help: ClassVar[str] = "Grey pictures of clothes (Xiao et al. 2017)."
    where: ClassVar[str] = (
        "Four files, 31 MB: train-images-idx3-ubyte.gz, train-labels-idx1-ubyte.gz, t10k-images-idx3-ubyte.gz and "
        "t10k-labels-idx1-ubyte.gz from https://github.com/zalandoresearch/fashion-mnist, to be put into a folder "
        "FashionMNIST/raw."
    )
    published: ClassVar[Facts] = Facts((1, 28, 28), GARMENTS, 60_000, 10_000)


@final
class Cifar10(Source, frozen=True, tag="cifar10"):
    """CIFAR-10: 50,000 and 10,000 small colour photographs."""

    title: ClassVar[str] = "CIFAR-10"
    name: ClassVar[str] = "CIFAR-10"
    help: ClassVar[str] = "Small colour photographs of animals and vehicles (Krizhevsky 2009)."
    where: ClassVar[str] = (
        "The binary version, 162 MB: https://www.cs.toronto.edu/~kriz/cifar-10-binary.tar.gz, to be unpacked, which "
        "makes a folder cifar-10-batches-bin."
    )
    published: ClassVar[Facts] = Facts((3, 32, 32), CIFAR_CLASSES, 50_000, 10_000)


PublishedSource: TypeAlias = Digits | Mnist | FashionMnist | Cifar10
SOURCES: tuple[type[PublishedSource], ...] = PublishedSource.__args__
AnySource: TypeAlias = PublishedSource | FolderImages | TableImages | ArrayImages


class FactsHere(Document, frozen=True):
    """The facts of a data set as its files have them."""

    source: AnySource
    facts: Facts
