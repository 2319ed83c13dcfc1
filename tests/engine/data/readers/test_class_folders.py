"""Images in folders: known by their content, and what lies beside them is passed over and named."""

import numpy as np
import pytest
from PIL import Image

from engine.data.facts import checksum
from engine.data.store import DataStore, load
from engine.project.data.data_settings import DataSettings
from engine.project.data.sources import Cifar10
from tests.engine.data.sets import put_jpeg, refused

CIFAR = DataSettings(source=Cifar10())


@pytest.fixture
def folder(tmp_path):
    return put_jpeg(tmp_path, images=1)


def first_of(folder, part="train", name="frog"):
    return folder / part / name / "0000.jpg"


@pytest.mark.parametrize("ending", [".JPG", ".jpeg", ".JPEG", ".Jpg", ".jpe", ".jfif", ""])
def test_every_ending_of_a_jpeg_is_read(tmp_path, folder, ending):
    before = load(CIFAR, tmp_path)
    first_of(folder).rename(first_of(folder).with_name(f"frog{ending}"))
    data = load(CIFAR, tmp_path)
    assert data.train.images.equal(before.train.images)
    assert data.remarks == ()


@pytest.mark.parametrize("kind", ["PNG", "BMP", "GIF", "WEBP", "TIFF", "PPM"])
@pytest.mark.parametrize("ending", [".jpg", ".png", ".bmp", ".dat"])
def test_the_content_says_what_an_image_is(tmp_path, folder, kind, ending):
    first_of(folder).unlink()
    Image.new("RGB", (32, 32), (200, 100, 0)).save(first_of(folder).with_suffix(ending), format=kind)
    frog = load(CIFAR, tmp_path).train.images[6].int()
    assert np.abs(frog.numpy()[:, 9, 9] - [200, 100, 0]).max() < 8


@pytest.mark.parametrize("name", ["._0000.jpg", ".DS_Store", "Thumbs.db", "thumbs.db", "desktop.ini", ".hidden.jpg"])
def test_what_systems_leave_beside_images_is_passed_over(tmp_path, folder, name):
    for part in (folder, folder / "test", folder / "train" / "ship"):
        (part / name).write_bytes(b"\0\5\x16\7 not an image")
    (folder / "train" / "__MACOSX").mkdir()
    data = load(CIFAR, tmp_path)
    assert (len(data.train), data.remarks) == (10, ())


def test_what_is_no_image_is_passed_over_and_named(tmp_path, folder):
    (folder / "train" / "cat" / "about.txt").write_text("cats")
    (folder / "train" / "README.txt").write_text("about")
    data = load(CIFAR, tmp_path)
    assert len(data.train) == 10
    assert data.remarks == (f"{folder}: train/cat/about.txt is no image (passed over).",)


@pytest.mark.parametrize("content", [b"", b"\xff\xd8\xff\xe0 cut"])
@pytest.mark.parametrize("name", ["0000.jpg", "other.PNG"])
def test_a_damaged_image_is_named(tmp_path, folder, content, name):
    path = folder / "train" / "frog" / name
    path.write_bytes(content)
    assert refused(Cifar10(), tmp_path) == f"{path}: It is damaged, or no image. Unpack the data set again."


def test_empty_and_surplus_folders_are_named_in_one_sentence(tmp_path, folder):
    first_of(folder, "train", "ship").unlink()
    first_of(folder, "test", "ship").unlink()
    (folder / "train" / "people").mkdir()
    (folder / "test" / "people").mkdir()
    (folder / "test" / "trees").mkdir()
    data = load(CIFAR, tmp_path)
    assert data.train.labels.tolist() == [0, 1, 2, 3, 4, 5, 6, 7, 9]
    (remark,) = data.remarks
    assert remark == (
        f"{folder}: train/ship and test/ship hold no images; "
        "train/people, test/people and test/trees are no classes of CIFAR-10 (passed over)."
    )


def test_a_part_without_an_image_is_refused(tmp_path, folder):
    for path in (folder / "test").glob("*/*.jpg"):
        path.unlink()
    assert "It holds no images." in refused(Cifar10(), tmp_path)


def test_a_missing_folder_is_named_and_the_one_that_may_be_meant(tmp_path, folder):
    (folder / "train" / "ship").rename(folder / "train" / "ships")
    said = refused(Cifar10(), tmp_path)
    assert said == (
        f"{folder / 'train' / 'ship'}: This folder of images is missing. "
        "There is “ships”: is it meant? Then give it this name."
    )


def test_folders_are_found_in_other_spellings(tmp_path, folder):
    (folder / "train" / "ship").rename(folder / "train" / "Ship")
    (folder / "test").rename(folder / "TEST")
    folder.rename(tmp_path / "CIFAR10_JPEG")
    data = load(CIFAR, tmp_path)
    assert (len(data.train), len(data.test), data.note, data.remarks) == (10, 10, "JPEG", ())


def test_the_folder_itself_may_be_named(tmp_path, folder):
    assert len(load(CIFAR, folder).train) == 10
    assert len(load(CIFAR, tmp_path).train) == 10


def test_a_new_folder_beside_the_classes_is_noticed(tmp_path, folder):
    store = DataStore()
    assert store.get(CIFAR, tmp_path).remarks == ()
    (folder / "train" / "people").mkdir()
    assert "train/people is no class of CIFAR-10" in store.get(CIFAR, tmp_path).remarks[0]


def test_the_first_test_images_are_not_all_of_one_class_and_come_in_the_same_order_each_time(tmp_path):
    put_jpeg(tmp_path, 30)
    data, again = load(CIFAR, tmp_path), load(CIFAR, tmp_path)
    assert len(set(data.test.labels[:20].tolist())) > 4
    assert data.test.labels.tolist() == again.test.labels.tolist()
    for image, label in zip(data.test.images, data.test.labels.tolist(), strict=True):
        assert abs(int(image[0].float().mean()) - 20 * label) < 6


def test_the_checksum_is_of_the_images_as_they_lie(tmp_path, folder):
    """Runs of before know it so."""
    data = load(CIFAR, tmp_path)
    assert data.facts.checksum == checksum(data.train, data.test.as_it_lies)
    assert data.test.as_it_lies.labels.tolist() == sorted(data.test.labels.tolist())
