"""The first images of a data set: a few, of different classes, without reading the rest and without torch."""

import gzip
import subprocess
import sys

import numpy as np
import pytest

from engine.data.first_images import first_images
from engine.errors import DataError, DataMissing
from engine.project.data.sources import Cifar10, Digits, FashionMnist, Mnist
from tests.engine.data.sets import put_cifar, put_jpeg, put_mnist


def test_the_bundled_digits_are_real_ones_of_different_classes():
    images = first_images(Digits(), None, 10)
    assert len(images) == 10
    assert {image.shape for image in images} == {(1, 28, 28)}
    assert len({image.tobytes() for image in images}) == 10


@pytest.mark.parametrize(("source", "folder"), [(Mnist(), "MNIST"), (FashionMnist(), "FashionMNIST")])
def test_of_idx_files_the_first_of_each_class(tmp_path, source, folder):
    put_mnist(tmp_path, folder, labels=(3, 3, 4))
    images = first_images(source, tmp_path, 5)
    expected = np.random.default_rng(1).integers(0, 256, (3, 28, 28), np.uint8)[[0, 2]]
    assert np.array_equal(np.stack(images)[:, 0], expected)


def test_compressed_files_are_unpacked_no_further_than_needed(tmp_path):
    raw = put_mnist(tmp_path)
    path = raw / "train-images-idx3-ubyte"
    packed = gzip.compress(path.read_bytes())
    path.with_name(f"{path.name}.gz").write_bytes(packed)
    path.unlink()
    assert len(first_images(Mnist(), tmp_path, 2)) == 2


def test_of_cifar_the_binary_archive_or_an_image_of_each_folder(tmp_path):
    folders = tmp_path / "folders"
    put_jpeg(folders)
    assert [image.shape for image in first_images(Cifar10(), folders, 6)] == [(3, 32, 32)] * 6
    put_cifar(tmp_path)
    (image,) = first_images(Cifar10(), tmp_path, 6)  # all are of one class there
    assert image[1].min() == 100
    assert image[0].max() == 0


@pytest.mark.parametrize("source", [Mnist(), FashionMnist(), Cifar10()])
def test_what_is_missing_altogether_is_told_from_what_is_there_and_cannot_be_read(tmp_path, source):
    with pytest.raises(DataMissing, match="is not here"):
        first_images(source, tmp_path, 3)
    (put_mnist(tmp_path) / "t10k-labels-idx1-ubyte").unlink()
    (put_mnist(tmp_path, "FashionMNIST") / "t10k-labels-idx1-ubyte").unlink()
    (put_cifar(tmp_path) / "test_batch.bin").unlink()
    with pytest.raises(DataError) as caught:
        first_images(source, tmp_path, 3)
    assert not isinstance(caught.value, DataMissing)


def test_images_of_another_size_are_said(tmp_path):
    put_mnist(tmp_path, side=20)
    with pytest.raises(DataError, match="20 wide"):
        first_images(Mnist(), tmp_path, 3)


def test_a_file_that_is_cut_short_amid_the_first_images_is_said(tmp_path):
    path = put_mnist(tmp_path) / "train-images-idx3-ubyte"
    path.write_bytes(path.read_bytes()[:1000])
    with pytest.raises(DataError, match="cut short"):
        first_images(Mnist(), tmp_path, 3)


def test_it_needs_no_torch(tmp_path):
    put_mnist(tmp_path)
    put_jpeg(tmp_path)
    code = (
        "import sys; from pathlib import Path; from engine.data.first_images import first_images; "
        "from engine.project.data.sources import Cifar10, Digits, Mnist; "
        f"print([len(first_images(kind(), Path({str(tmp_path)!r}), 3)) for kind in (Digits, Mnist, Cifar10)]); "
        "assert 'torch' not in sys.modules"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.stdout == "[3, 3, 3]\n", done.stderr
