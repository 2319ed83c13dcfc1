"""The table of archives is torchvision's, as it is installed here; read as text, as its import takes seconds."""

import importlib.util
import re
from pathlib import Path

import pytest

from engine.data.download.published import archives
from engine.project.data.sources import SOURCES, Cifar10, Cifar100, EmnistLetters, FashionMnist, Kmnist, Mnist, Svhn

OWN = {Cifar10, Cifar100}  # torchvision takes the pickles of these
SECOND = ("https://raw.githubusercontent.com/zalandoresearch/fashion-mnist/", "https://www.itl.nist.gov/")


@pytest.fixture(scope="module")
def torchvisions():
    found = importlib.util.find_spec("torchvision")
    datasets = Path(found.origin).parent / "datasets"
    return "".join((datasets / name).read_text() for name in ("mnist.py", "svhn.py"))


@pytest.mark.parametrize("kind", [kind for kind in SOURCES if kind.download and kind not in OWN])
def test_addresses_and_checksums_are_torchvisions(torchvisions, kind):
    for one in archives(kind()):
        assert re.search(rf'"{re.escape(one.name)}",?\s*"{one.md5}"', torchvisions) or (
            one.md5 in torchvisions and f"{one.mirrors[0]}{one.name}" in torchvisions
        )
        for mirror in one.mirrors:
            assert mirror in torchvisions or mirror.startswith(SECOND)


@pytest.mark.parametrize("kind", [kind for kind in SOURCES if kind.download])
def test_each_archive_says_where_to_get_it_how_it_is_known_and_what_it_holds(kind):
    for one in archives(kind()):
        assert all(re.fullmatch(r"https?://[^\s]+/", mirror) for mirror in one.mirrors)
        assert re.fullmatch("[0-9a-f]{32}", one.md5)
        assert one.holds
        assert len(one.mirrors) == len(set(one.mirrors))


def test_no_two_files_have_the_same_checksum():
    sets = (Mnist, FashionMnist, Kmnist, EmnistLetters, Cifar10, Cifar100, Svhn)
    sums = [one.md5 for kind in sets for one in archives(kind())]
    assert len(sums) == len(set(sums)) == 17
