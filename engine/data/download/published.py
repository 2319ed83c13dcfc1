"""Published: the archives that each data set is published in: where they are to be had, and how they are known.

Addresses and checksums are torchvision's own (torchvision.datasets 0.28: mnist, svhn), copied because its import takes
six seconds; a test holds them to it. Of CIFAR torchvision takes the pickles: here the binary archives are taken, with
the checksums of their maker's page (cs.toronto.edu/~kriz/cifar.html). Fashion-MNIST has a second address, its makers'
repository, and so has EMNIST, its older place.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias, assert_never

from engine.data.readers import svhn
from engine.data.readers.cifar import Cifar, binary
from engine.data.readers.idx_sets import FILES, RAW, IdxSource, idx_set
from engine.project.data.own_images import ArrayImages, FolderImages, TableImages
from engine.project.data.sources import (
    AnySource,
    Cifar10,
    Cifar100,
    Digits,
    EmnistBalanced,
    EmnistLetters,
    FashionMnist,
    Kmnist,
    Mnist,
    Svhn,
)

Checksums: TypeAlias = tuple[str, ...]

MNIST = ("https://ossci-datasets.s3.amazonaws.com/mnist/", "http://yann.lecun.com/exdb/mnist/")
FASHION_MNIST = (
    "http://fashion-mnist.s3-website.eu-central-1.amazonaws.com/",
    "https://raw.githubusercontent.com/zalandoresearch/fashion-mnist/master/data/fashion/",
)
KMNIST = ("http://codh.rois.ac.jp/kmnist/dataset/kmnist/",)
EMNIST = ("https://biometrics.nist.gov/cs_links/EMNIST/", "https://www.itl.nist.gov/iaui/vip/cs_links/EMNIST/")
CIFAR = ("https://www.cs.toronto.edu/~kriz/",)
SVHN = ("http://ufldl.stanford.edu/housenumbers/",)

# MD5 of each file, in the order of the files.
MNIST_SUMS = (
    "f68b3c2dcbeaaa9fbdd348bbdeb94873", "d53e105ee54ea40749a09fcbcd1e9432",
    "9fb629c4189551a2d022fa330f9573f3", "ec29112dd5afa0611ce80d1b7f02629c",
)  # fmt: skip
FASHION_MNIST_SUMS = (
    "8d4fb7e6c68d591d4c3dfef9ec88bf0d", "25c81989df183df01b3e8a0aad5dffbe",
    "bef4ecab320f06d8554ea6380940ec79", "bb300cfdad3c16e7a12a480ee83cd310",
)  # fmt: skip
KMNIST_SUMS = (
    "bdb82020997e1d708af4cf47b453dcf7", "e144d726b3acfaa3e44228e80efcd344",
    "5c965bf0a639b31b8f53240b1b52f4d7", "7320c461ea6c1c855c0b718fb2a4b134",
)  # fmt: skip
EMNIST_SUM = "58c8d27c78d21e728a6bc7b3cc06412e"
CIFAR_10_SUM, CIFAR_100_SUM = "c32a1d4ab5d03f1284b67883e8d87530", "03b5dce01913d631647c71ecec9e9cb8"
SVHN_SUMS = ("e26dedcc434d2e4c54c9b2d4a06d8373", "eb5a983be6a315427106f1b164d9cef3")


@dataclass(frozen=True)
class Archive:
    """One file to fetch: its name, the addresses of folders that hold it, in turn, and its MD5.

    `holds` are the names of the files in it, without .gz, that go into the folder `into` of a data root.
    """

    name: str
    mirrors: tuple[str, ...]
    md5: str
    into: str
    holds: tuple[str, ...]


def archives(source: AnySource) -> tuple[Archive, ...]:  # a table, one line a data set
    """What a data set is published in; nothing for what comes with the program or is a person's own."""
    match source:
        case Digits() | FolderImages() | TableImages() | ArrayImages():
            return ()
        case Mnist():
            return _idx(source, MNIST, MNIST_SUMS)
        case FashionMnist():
            return _idx(source, FASHION_MNIST, FASHION_MNIST_SUMS)
        case Kmnist():
            return _idx(source, KMNIST, KMNIST_SUMS)
        case EmnistLetters() | EmnistBalanced():
            return (_emnist(source),)
        case Cifar10():
            return (_binary(source, CIFAR_10_SUM),)
        case Cifar100():
            return (_binary(source, CIFAR_100_SUM),)
        case Svhn():
            return tuple(Archive(name, SVHN, md5, "", (name,)) for name, md5 in zip(svhn.FILES, SVHN_SUMS, strict=True))
        case _:
            assert_never(source)


def _idx(source: IdxSource, mirrors: tuple[str, ...], checksums: Checksums) -> tuple[Archive, ...]:
    into = f"{idx_set(source).folder}/{RAW}"
    return tuple(Archive(f"{name}.gz", mirrors, md5, into, (name,)) for name, md5 in zip(FILES, checksums, strict=True))


def _emnist(source: EmnistLetters | EmnistBalanced) -> Archive:
    """One archive holds both parts, so both are taken from it."""
    holds = (*idx_set(EmnistLetters()).files, *idx_set(EmnistBalanced()).files)
    return Archive("gzip.zip", EMNIST, EMNIST_SUM, f"{idx_set(source).folder}/{RAW}", holds)


def _binary(source: Cifar, md5: str) -> Archive:
    known = binary(source)
    return Archive(known.archive, CIFAR, md5, known.folder, (*known.train, *known.test))
