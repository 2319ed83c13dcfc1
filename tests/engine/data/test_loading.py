"""Every data set becomes the same kind of tensors, or a sentence that says what to put where."""

import gzip
import hashlib
import shutil

import numpy as np
import pytest
import torch
from PIL import Image

from engine.data.dataset import Split
from engine.data.readers.digits import FILE, read_bundled
from engine.data.store import data_root, load
from engine.errors import DataError, Stopped
from engine.project.data.data_settings import DataSettings, ValidationCount
from engine.project.data.sources import Cifar10, Digits, FashionMnist, Mnist, Source
from tests.engine.data.sets import idx, put_cifar, put_jpeg, put_mnist, refused


def assert_well_made(split: Split, source: type[Source], count: int) -> None:
    assert split.images.shape == (count, *source.published.shape)
    assert split.images.dtype == torch.uint8
    assert split.images.is_contiguous()
    assert (split.labels.dtype, split.labels.shape) == (torch.int64, (count,))
    assert split.indices.tolist() == list(range(count))


def test_the_bundled_digits_are_8000_and_2000_real_ones():
    data = load(DataSettings())
    assert_well_made(data.train, Digits, 8000)
    assert_well_made(data.test, Digits, 2000)
    assert (data.validation, data.note, data.classes[7]) == (None, "", "7")
    images = torch.cat([data.train.images, data.test.images]).numpy().tobytes()
    assert hashlib.sha256(images).hexdigest().startswith("a8bc2146ae85361f")  # as resources/mnist-10k.md says


@pytest.mark.parametrize("place", [0.0001, 0.3, 0.6, 0.9, 0.9999])
def test_bundled_digits_with_one_wrong_stretch_are_refused_in_words(place, tmp_path):
    content = bytearray(FILE.read_bytes())
    begin = int(place * len(content))
    content[begin : begin + 64] = bytes(255 - byte for byte in content[begin : begin + 64])
    (tmp_path / "digits.npz").write_bytes(content)
    with pytest.raises(DataError, match="missing or damaged"):
        read_bundled(Digits(), tmp_path / "digits.npz")


def test_damaged_bundled_digits_are_refused_in_words(tmp_path):
    for content in (b"", b"PK\x03\x04", b"nonsense"):
        (tmp_path / "digits.npz").write_bytes(content)
        with pytest.raises(DataError, match="missing or damaged"):
            read_bundled(Digits(), tmp_path / "digits.npz")


@pytest.mark.parametrize(("source", "folder"), [(Mnist, "MNIST"), (FashionMnist, "FashionMNIST")])
def test_idx_files_are_read_from_a_torchvision_root(tmp_path, source, folder):
    put_mnist(tmp_path, folder)
    data = load(DataSettings(source=source()), tmp_path)
    assert_well_made(data.train, source, 3)
    assert_well_made(data.test, source, 3)
    assert data.test.labels.tolist() == [3, 1, 4]
    assert data.classes == source.published.classes


def test_compressed_files_are_read_too(tmp_path):
    raw = put_mnist(tmp_path)
    plain = load(DataSettings(source=Mnist()), tmp_path)
    for path in list(raw.iterdir()):
        path.with_name(f"{path.name}.gz").write_bytes(gzip.compress(path.read_bytes()))
        path.unlink()
    assert torch.equal(load(DataSettings(source=Mnist()), tmp_path).train.images, plain.train.images)


def test_a_missing_data_set_says_what_to_put_where(tmp_path):
    said = refused(Mnist(), tmp_path)
    assert str(tmp_path / "MNIST" / "raw") in said
    assert "train-images-idx3-ubyte, train-labels-idx1-ubyte, t10k-images-idx3-ubyte" in said
    assert "--data-dir" in said
    said = refused(Cifar10(), tmp_path)
    assert "neither cifar-10-batches-bin nor cifar10-jpeg" in said
    (tmp_path / "cifar-10-batches-py").mkdir()
    assert "The archive for Python is not read" in refused(Cifar10(), tmp_path)


def test_a_single_missing_file_is_named(tmp_path):
    (put_mnist(tmp_path) / "t10k-labels-idx1-ubyte").unlink()
    assert "t10k-labels-idx1-ubyte is missing." in refused(Mnist(), tmp_path)
    (put_cifar(tmp_path) / "data_batch_3.bin").unlink()
    assert "data_batch_3.bin is missing." in refused(Cifar10(), tmp_path)


def test_the_default_root_is_in_the_users_data_folder():
    assert data_root().name == "data"
    assert str(data_root()) in refused(Mnist(), None)


@pytest.mark.parametrize(
    ("made", "file", "sentence"),
    [
        ({"labels": (1, 2)}, "train-images-idx3-ubyte", "There are 3 images but 2 labels."),
        (
            {"labels": (1, 26, 2)},
            "train-labels-idx1-ubyte",
            "Its labels go from 1 to 26; those of MNIST from 0 to 9: this is another data set.",
        ),
        (
            {"side": 32},
            "train-images-idx3-ubyte",
            "Its images are 32 wide, 32 high and grey; those of MNIST are 28 wide, 28 high and grey: this is another",
        ),
    ],
)
def test_files_that_do_not_hold_the_data_set_are_refused(tmp_path, made, file, sentence):
    raw = put_mnist(tmp_path, **made)
    said = refused(Mnist(), tmp_path)
    assert said.startswith(f"{raw / file}: {sentence}")


def test_files_without_an_image_are_refused(tmp_path):
    raw = put_mnist(tmp_path)
    (raw / "train-images-idx3-ubyte").write_bytes(idx(np.empty((0, 28, 28), np.uint8)))
    (raw / "train-labels-idx1-ubyte").write_bytes(idx(np.empty(0, np.uint8)))
    assert "It holds no images." in refused(Mnist(), tmp_path)


def test_the_binary_archive_gives_labels_and_colours_in_order(tmp_path):
    put_cifar(tmp_path)
    data = load(DataSettings(source=Cifar10()), tmp_path)
    assert_well_made(data.train, Cifar10, 10)
    assert_well_made(data.test, Cifar10, 2)
    assert data.train.labels.tolist() == [0, 0, 1, 1, 2, 2, 3, 3, 4, 4]
    assert data.test.images[0, :, 31, 31].tolist() == [5, 105, 5]
    assert data.note == ""


def test_a_torn_archive_is_refused_in_words(tmp_path):
    path = put_cifar(tmp_path) / "data_batch_2.bin"
    path.write_bytes(path.read_bytes()[:-5])
    assert f"{path}: It is not whole: 6,141 bytes are no multiple of 3,073." in refused(Cifar10(), tmp_path)


def test_jpeg_folders_are_read_in_the_order_of_the_alphabet_and_noted(tmp_path):
    put_jpeg(tmp_path)
    told = []
    data = load(DataSettings(source=Cifar10()), tmp_path, progress=lambda *figures: told.append(figures))
    assert_well_made(data.train, Cifar10, 20)
    assert_well_made(data.test.as_it_lies, Cifar10, 20)
    assert data.train.labels.tolist() == [number // 2 for number in range(20)]
    assert data.note == "JPEG"
    reds = data.train.images[::2, 0, 9, 9].int()
    assert (reds - torch.arange(10) * 20).abs().max() < 10
    assert told[-1] == (40, 40)


def test_the_archive_goes_before_jpeg_folders(tmp_path):
    put_jpeg(tmp_path)
    put_cifar(tmp_path)
    assert load(DataSettings(source=Cifar10()), tmp_path).note == ""


def test_reading_folders_stops_when_asked(tmp_path):
    put_jpeg(tmp_path)
    with pytest.raises(Stopped):
        load(DataSettings(source=Cifar10()), tmp_path, stop=lambda: True)


def test_wrong_images_in_folders_are_refused_in_words(tmp_path):
    folder = put_jpeg(tmp_path)
    wrong = folder / "test" / "frog" / "0001.jpg"
    Image.new("RGB", (31, 32)).save(wrong)
    assert refused(Cifar10(), tmp_path) == f"{wrong}: It is 31 wide and 32 high, not 32 wide and 32 high."
    wrong.write_bytes(wrong.read_bytes()[:200])
    assert refused(Cifar10(), tmp_path) == f"{wrong}: It is damaged, or no image. Unpack the data set again."
    shutil.rmtree(folder / "train" / "ship")
    assert refused(Cifar10(), tmp_path) == f"{folder / 'train' / 'ship'}: This folder of images is missing."


@pytest.mark.parametrize("source", [Mnist, FashionMnist])
def test_the_published_files_give_the_published_counts(real_data, source):
    data = load(DataSettings(source=source(), validation=ValidationCount(10_000)), real_data)
    assert_well_made(data.test, source, 10_000)
    assert (len(data.train), len(data.validation)) == (50_000, 10_000)
    assert data.test.labels.bincount().sum() == 10_000
    first = {Mnist: [7, 2, 1, 0, 4], FashionMnist: [9, 2, 1, 1, 6]}[source]
    assert data.test.labels[:5].tolist() == first


def test_mnist_has_its_known_statistics(real_data):
    images = load(DataSettings(source=Mnist()), real_data).train.images.double() / 255
    assert (round(images.mean().item(), 4), round(images.std().item(), 4)) == (0.1307, 0.3081)
