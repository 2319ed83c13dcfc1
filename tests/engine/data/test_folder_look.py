"""What a chosen folder holds: the wanted set, also one level off, or else how much of what."""

import pytest

from engine.data.folder_look import look_into
from engine.errors import DataError
from engine.project.data.sources import Cifar10, Digits, FashionMnist, Mnist
from tests.engine.data.sets import put_jpeg, put_mnist


@pytest.fixture
def root(tmp_path):
    """MNIST, Fashion-MNIST and CIFAR-10 in one folder."""
    made = tmp_path / "around" / "data"
    put_mnist(made)
    put_mnist(made, "FashionMNIST")
    put_jpeg(made, images=1)
    return made


@pytest.mark.parametrize("source", [Mnist(), FashionMnist(), Cifar10(), Digits()])
def test_the_folder_itself_the_one_around_it_and_those_in_it_are_understood(root, source):
    assert look_into(root, source).root == root
    held = look_into(root.parent, source)
    assert (held.root, held.sets) == (root, ("MNIST", "Fashion-MNIST", "CIFAR-10"))
    for part in ("MNIST", "FashionMNIST", "cifar10-jpeg"):
        assert look_into(root / part, source).root == root


def test_of_a_set_alone_its_own_folder_is_enough(tmp_path):
    raw = put_mnist(tmp_path)
    assert look_into(raw, Mnist()).root == raw
    assert look_into(raw.parent, Mnist()).root == raw.parent
    assert look_into(tmp_path / "MNIST", FashionMnist()).root is None


def test_a_part_of_a_set_leads_to_the_whole(root):
    (root / "MNIST").rename(root.parent / "MNIST")
    (root / "FashionMNIST").rename(root.parent / "FashionMNIST")
    assert look_into(root / "cifar10-jpeg" / "train", Cifar10()).root == root / "cifar10-jpeg"


def test_a_folder_beside_the_data_is_not_taken_for_them(root):
    (root / "holiday").mkdir()
    held = look_into(root / "holiday", Mnist())
    assert held == (None, 0, 0, (), "")


def test_what_is_there_is_counted_and_named(tmp_path):
    put_mnist(tmp_path)
    for name in ("a.txt", "b.txt", ".hidden"):
        (tmp_path / name).touch()
    (tmp_path / "other").mkdir()
    assert look_into(tmp_path, FashionMnist()) == (None, 2, 2, ("MNIST",), "")


def test_what_is_nearly_it_is_said(tmp_path):
    raw = put_mnist(tmp_path)
    (raw / "t10k-labels-idx1-ubyte").unlink()
    assert look_into(tmp_path, Mnist()).instead.startswith("MNIST is not here: t10k-labels-idx1-ubyte is missing.")
    (tmp_path / "python" / "cifar-10-batches-py").mkdir(parents=True)
    assert "archive for Python is not read" in look_into(tmp_path / "python", Cifar10()).instead


def test_a_folder_that_is_none_holds_nothing(tmp_path):
    assert look_into(tmp_path / "gone", Mnist()) == (None, 0, 0, (), "")


def test_a_file_in_its_place_holds_nothing(tmp_path):
    (tmp_path / "file").touch()
    assert look_into(tmp_path / "file", Mnist()).root is None


def test_a_folder_that_cannot_be_read_is_said(tmp_path, monkeypatch):
    def refuse(_):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("pathlib.Path.iterdir", refuse)
    with pytest.raises(DataError, match="permission denied"):
        look_into(tmp_path, Mnist())
