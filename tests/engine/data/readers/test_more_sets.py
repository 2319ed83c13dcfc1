"""KMNIST, EMNIST, CIFAR-100 and SVHN: upright, with the classes that they were published with, wherever files lie."""

import gzip

import numpy as np
import pytest

from engine.data.facts import facts_there
from engine.data.first_images import first_images
from engine.data.reading import is_there
from engine.data.store import load
from engine.errors import DataError, DataMissing
from engine.project.data.data_settings import DataSettings
from engine.project.data.sources import Cifar10, Cifar100, EmnistBalanced, EmnistLetters, Kmnist, Mnist, Svhn
from tests.engine.data.sets import mat, put_cifar, put_cifar_100, put_emnist, put_mnist, put_svhn, refused


def read(source, root):
    return load(DataSettings(source=source), root)


def names(data, split):
    return [data.classes[label] for label in split.labels.tolist()]


def test_class_names_are_as_many_as_there_are_classes_and_all_differ():
    for kind, count in ((Kmnist, 10), (EmnistLetters, 26), (EmnistBalanced, 47), (Cifar100, 100), (Svhn, 10)):
        assert len(set(kind.published.classes)) == len(kind.published.classes) == count


def test_kmnist_lies_beside_mnist_in_files_of_the_same_names(tmp_path):
    put_mnist(tmp_path, labels=(1, 2, 3))
    put_mnist(tmp_path, "KMNIST", labels=(0, 9, 4))
    data = read(Kmnist(), tmp_path)
    assert names(data, data.train) == ["o", "wo", "na"]
    assert read(Mnist(), tmp_path).train.labels.tolist() == [1, 2, 3]


@pytest.mark.parametrize(
    ("source", "split", "labels", "said"),
    [
        (EmnistLetters(), "letters", (1, 26, 4), ["A", "Z", "D"]),
        (EmnistBalanced(), "balanced", (0, 10, 46), ["0", "A", "t"]),
    ],
)
def test_emnist_stands_upright_and_its_labels_tell_its_letters(tmp_path, source, split, labels, said):
    put_emnist(tmp_path, split, labels)
    data = read(source, tmp_path)
    assert names(data, data.train) == names(data, data.test) == said
    assert data.train.images[0, 0, 0].tolist() == [200] * 28
    assert data.train.images[0, 0, 1:].max() == 0
    first = first_images(source, tmp_path, 3)
    assert np.array_equal(np.stack(first), data.train.images.numpy())
    assert facts_there(source, tmp_path).counted(3, 3) == facts_there(source, tmp_path)


@pytest.mark.parametrize("place", ["EMNIST/raw", "EMNIST", "EMNIST/raw/gzip", "gzip", "", "emnist/raw"])
@pytest.mark.parametrize("packed", [False, True])
def test_files_of_emnist_name_what_they_are_so_they_are_found_without_their_folder(tmp_path, place, packed):
    for path in put_emnist(tmp_path / "made").iterdir():
        target = tmp_path / "data" / place / path.name.upper().replace("-IDX", ".IDX")
        target.parent.mkdir(parents=True, exist_ok=True)
        content = path.read_bytes()
        (target.with_name(f"{target.name}.gz") if packed else target).write_bytes(
            gzip.compress(content) if packed else content
        )
    assert len(read(EmnistLetters(), tmp_path / "data").train) == 3


def test_one_part_of_emnist_is_not_taken_for_another(tmp_path):
    raw = put_emnist(tmp_path, "balanced", (1, 2, 3))
    (raw / "emnist-letters-mapping.txt").write_text("1 65 97")
    with pytest.raises(DataMissing):
        read(EmnistLetters(), tmp_path)
    put_emnist(tmp_path, "letters")
    (raw / "emnist-letters-train-images-idx3-ubyte").rename(raw / "emnist-letters-train-images(1)")
    said = refused(EmnistLetters(), tmp_path)
    assert "emnist-letters-train-images-idx3-ubyte is missing. What lies there is called" in said
    assert "emnist-letters-train-images(1): give it its name." in said


def test_cifar_100_has_its_fine_classes(tmp_path):
    put_cifar_100(tmp_path)
    data = read(Cifar100(), tmp_path)
    assert names(data, data.train) == ["lamp", "lawn mower"]
    assert names(data, data.test) == ["train", "trout"]
    assert data.train.images[0, 1].min() == 100
    assert data.train.images[0, 0].max() == data.train.images[0, 2].max() == 0
    assert len(first_images(Cifar100(), tmp_path, 5)) == 2


def test_the_two_sets_of_cifar_lie_beside_each_other(tmp_path):
    put_cifar(tmp_path)
    with pytest.raises(DataMissing, match="cifar-100-binary is not in this folder"):
        facts_there(Cifar100(), tmp_path)
    put_cifar_100(tmp_path)
    assert len(read(Cifar10(), tmp_path).train) == 10
    assert len(read(Cifar100(), tmp_path).train) == 2


def test_records_of_the_other_set_of_cifar_are_known(tmp_path):
    path = put_cifar_100(tmp_path) / "test.bin"
    path.write_bytes(bytes(3073 * 5))
    assert "Its records are of 3,073 bytes as those of CIFAR-10, not of 3,074" in refused(Cifar100(), tmp_path)


def test_a_pickle_of_cifar_100_is_not_read(tmp_path):
    (tmp_path / "cifar-100-python").mkdir()
    assert "The archive for Python is not read: it could run anything." in refused(Cifar100(), tmp_path)


@pytest.mark.parametrize("folder", ["", "SVHN", "svhn"])
def test_svhn_stands_upright_and_ten_is_the_digit_0(tmp_path, folder):
    put_svhn(tmp_path / folder)
    data = read(Svhn(), tmp_path)
    assert names(data, data.train) == ["1", "0", "9"]
    assert data.train.images[0, :, 0].unique().tolist() == [200]
    assert data.train.images[0, 0, 1:].unique().tolist() == [90]
    assert data.train.images[0, 1:, 1:].max() == 0
    assert np.array_equal(np.stack(first_images(Svhn(), tmp_path, 3)), data.train.images.numpy())
    assert facts_there(Svhn(), tmp_path) == Svhn.published.counted(3, 3)


def test_what_is_missing_of_svhn_or_of_its_files_is_told(tmp_path):
    assert not is_there(Svhn(), tmp_path)
    with pytest.raises(DataMissing, match=r"train_32x32\.mat and test_32x32\.mat are missing"):
        read(Svhn(), tmp_path)
    put_svhn(tmp_path)
    (tmp_path / "test_32x32.mat").rename(tmp_path / "test_32x32(1).mat")
    assert "test_32x32.mat is missing. What lies there is called test_32x32(1).mat." in refused(Svhn(), tmp_path)


@pytest.mark.parametrize(
    ("arrays", "said"),
    [
        ({"X": np.zeros((32, 32, 3, 2), np.uint8)}, "It holds no y."),
        ({"y": np.ones((2, 1), np.uint8)}, "It holds no X."),
        ({"X": np.zeros((32, 32, 2), np.uint8), "y": np.ones((2, 1), np.uint8)}, "Its X holds no images"),
        ({"X": np.zeros((32, 32, 3, 2)), "y": np.ones((2, 1), np.uint8)}, "Its X holds no images"),
        ({"X": np.zeros((32, 30, 3, 2), np.uint8), "y": np.ones((2, 1), np.uint8)}, "30 wide, 32 high and in colour"),
        ({"X": np.zeros((32, 32, 3, 2), np.uint8), "y": np.ones((3, 1), np.uint8)}, "2 images but 3 labels"),
        ({"X": np.zeros((32, 32, 3, 2), np.uint8), "y": np.array([[1.5], [np.nan]])}, "they are no whole numbers"),
        ({"X": np.zeros((32, 32, 3, 2), np.uint8), "y": np.full((2, 1), 11, np.uint8)}, "Its labels go from 11 to 11"),
    ],
)
def test_other_arrays_in_the_place_of_svhns_are_told(tmp_path, arrays, said):
    put_svhn(tmp_path)
    (tmp_path / "test_32x32.mat").write_bytes(mat(arrays))
    told = refused(Svhn(), tmp_path)
    assert f"{tmp_path / 'test_32x32.mat'}: " in told
    assert said in told


def test_labels_may_come_before_images(tmp_path):
    put_svhn(tmp_path)
    arrays = {"y": np.array([[3], [10]], np.uint8), "X": np.zeros((32, 32, 3, 2), np.uint8)}
    (tmp_path / "train_32x32.mat").write_bytes(mat(arrays, packed=False, order=">"))
    assert read(Svhn(), tmp_path).train.labels.tolist() == [3, 0]
    with pytest.raises(DataError):
        read(Svhn(), tmp_path / "nowhere")
