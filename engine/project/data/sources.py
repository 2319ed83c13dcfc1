"""Sources: the published data sets, each with the facts it was published with, and a person's own images."""

from __future__ import annotations

from typing import ClassVar, TypeAlias, final

import msgspec

from engine.project.data.class_names import CHARACTERS, CIFAR_100_CLASSES, KANA, LETTERS
from engine.project.data.facts import Facts
from engine.project.data.own_images import ArrayImages, FolderImages, FoundTest, OwnImages, TableImages
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
    download: ClassVar[int] = 0  # bytes that its published files take; 0 where there is nothing to download
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
    download: ClassVar[int] = 11_594_722
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
    download: ClassVar[int] = 30_878_645
    published: ClassVar[Facts] = Facts((1, 28, 28), GARMENTS, 60_000, 10_000)


@final
class Kmnist(Source, frozen=True, tag="kmnist"):
    """Kuzushiji-MNIST: 60,000 and 10,000 old Japanese characters in cursive writing."""

    title: ClassVar[str] = "KMNIST"
    name: ClassVar[str] = "KMNIST"
    help: ClassVar[str] = "Old Japanese characters in cursive writing, one of each of ten rows (Clanuwat et al. 2018)."
    where: ClassVar[str] = (
        "Four files, 21 MB: train-images-idx3-ubyte.gz, train-labels-idx1-ubyte.gz, t10k-images-idx3-ubyte.gz and "
        "t10k-labels-idx1-ubyte.gz from http://codh.rois.ac.jp/kmnist/, to be put into a folder KMNIST/raw."
    )
    download: ClassVar[int] = 21_240_888
    published: ClassVar[Facts] = Facts((1, 28, 28), KANA, 60_000, 10_000)


EMNIST = (
    "One archive, 562 MB: https://biometrics.nist.gov/cs_links/EMNIST/gzip.zip, whose files {files} are to be put "
    "into a folder EMNIST/raw."
)


@final
class EmnistLetters(Source, frozen=True, tag="emnist-letters"):
    """EMNIST, letters: 124,800 and 20,800 handwritten letters, large and small ones of a kind as one class."""

    title: ClassVar[str] = "EMNIST letters"
    name: ClassVar[str] = "EMNIST letters"
    help: ClassVar[str] = "Handwritten letters, a large and a small one as one class (Cohen et al. 2017)."
    where: ClassVar[str] = EMNIST.format(files="emnist-letters-…-ubyte.gz")
    download: ClassVar[int] = 561_753_746
    published: ClassVar[Facts] = Facts((1, 28, 28), LETTERS, 124_800, 20_800)


@final
class EmnistBalanced(Source, frozen=True, tag="emnist-balanced"):
    """EMNIST, balanced: 112,800 and 18,800 handwritten digits and letters of 47 classes, of each as many."""

    title: ClassVar[str] = "EMNIST balanced"
    name: ClassVar[str] = "EMNIST balanced"
    help: ClassVar[str] = "Handwritten digits and letters, of each as many (Cohen et al. 2017)."
    where: ClassVar[str] = EMNIST.format(files="emnist-balanced-…-ubyte.gz")
    download: ClassVar[int] = 561_753_746
    published: ClassVar[Facts] = Facts((1, 28, 28), CHARACTERS, 112_800, 18_800)


@final
class Cifar10(Source, frozen=True, tag="cifar10"):
    """CIFAR-10: 50,000 and 10,000 small colour photographs."""

    title: ClassVar[str] = "CIFAR-10"
    name: ClassVar[str] = "CIFAR-10"
    help: ClassVar[str] = "Small colour photographs of animals and vehicles (Krizhevsky 2009)."
    where: ClassVar[str] = (
        "The binary version, 170 MB: https://www.cs.toronto.edu/~kriz/cifar-10-binary.tar.gz, to be unpacked, which "
        "makes a folder cifar-10-batches-bin."
    )
    download: ClassVar[int] = 170_052_171
    published: ClassVar[Facts] = Facts((3, 32, 32), CIFAR_CLASSES, 50_000, 10_000)


@final
class Cifar100(Source, frozen=True, tag="cifar100"):
    """CIFAR-100: 50,000 and 10,000 small colour photographs of 100 classes."""

    title: ClassVar[str] = "CIFAR-100"
    name: ClassVar[str] = "CIFAR-100"
    help: ClassVar[str] = "Small colour photographs of a hundred kinds of things (Krizhevsky 2009)."
    where: ClassVar[str] = (
        "The binary version, 169 MB: https://www.cs.toronto.edu/~kriz/cifar-100-binary.tar.gz, to be unpacked, which "
        "makes a folder cifar-100-binary."
    )
    download: ClassVar[int] = 168_513_733
    published: ClassVar[Facts] = Facts((3, 32, 32), CIFAR_100_CLASSES, 50_000, 10_000)


@final
class Svhn(Source, frozen=True, tag="svhn"):
    """SVHN: 73,257 and 26,032 digits of house numbers, cut out of colour photographs."""

    title: ClassVar[str] = "SVHN"
    name: ClassVar[str] = "SVHN"
    help: ClassVar[str] = "Digits of house numbers, cut out of colour photographs of streets (Netzer et al. 2011)."
    where: ClassVar[str] = (
        "Two files, 246 MB: train_32x32.mat and test_32x32.mat from http://ufldl.stanford.edu/housenumbers/, to be "
        "put into the data folder, or into a folder SVHN in it."
    )
    download: ClassVar[int] = 246_316_178
    published: ClassVar[Facts] = Facts((3, 32, 32), DIGITS, 73_257, 26_032)


PublishedSource: TypeAlias = (
    Digits | Mnist | FashionMnist | Kmnist | EmnistLetters | EmnistBalanced | Cifar10 | Cifar100 | Svhn
)
SOURCES: tuple[type[PublishedSource], ...] = PublishedSource.__args__
AnySource: TypeAlias = PublishedSource | FolderImages | TableImages | ArrayImages


def tag(kind: type[AnySource]) -> str:
    """What a data set is called in projects and on the command line."""
    return str(kind.__struct_config__.tag)


def as_read(source: AnySource) -> AnySource:
    """The source as its files have it: however it is divided, corrected and called, the same pixels are read."""
    if not isinstance(source, OwnImages):
        return source
    plain = {"corrections": (), "renamed": (), "test": FoundTest(), "train_images": 0, "test_images": 0}
    return msgspec.structs.replace(source, **plain)  # as good as the one that it comes from


class FactsHere(Document, frozen=True):
    """The facts of a data set as its files have them."""

    source: AnySource
    facts: Facts
