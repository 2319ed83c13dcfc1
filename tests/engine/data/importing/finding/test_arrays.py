"""Archives of NumPy's: layouts and types that are read, and all that is refused before it is unpacked."""

import io
import zipfile

import numpy as np
import pytest

from engine.data.importing.finding.arrays import found_arrays
from engine.errors import DataError
from tests.own_images import arrays


def saved(folder, **content):
    np.savez_compressed(folder / "data.npz", **content)
    return folder / "data.npz"


def refused(path, **how):
    with pytest.raises(DataError) as error:
        found_arrays(path, **how)
    assert str(error.value).startswith(str(path))
    return error.value.what


@pytest.mark.parametrize(
    ("shape", "size", "grey"),
    [
        ((5, 7), (5, 7), True),
        ((5, 7, 1), (5, 7), True),
        ((5, 7, 3), (5, 7), False),
        ((1, 5, 7), (5, 7), True),
        ((3, 5, 7), (5, 7), False),
        ((5, 7, 4), (5, 7), False),
        ((3, 5, 3), (3, 5), False),
    ],
)
def test_every_layout_is_understood(tmp_path, shape, size, grey):
    images = np.random.default_rng(0).integers(0, 256, (6, *shape), np.uint8)
    found = found_arrays(saved(tmp_path, images=images, labels=np.arange(6) % 2))
    assert (found.train.size, found.train.grey, found.test) == (size, grey, None)
    pictures = found.read(found.train)
    assert pictures.shape[1:3] == size
    first = images[..., None] if images.ndim == 3 else images
    if pictures.shape != first.shape:
        first = first.transpose(0, 2, 3, 1)
    assert np.array_equal(pictures, first)


@pytest.mark.parametrize("kind", ["uint8", "int64", "float32", "float64", "float16", "bool"])
def test_whole_numbers_and_fractions_become_bytes(tmp_path, kind):
    levels = np.array([0, 1, 0, 1], "float64" if "float" in kind or kind == "bool" else "int64")
    images = np.broadcast_to(levels[:, None, None], (4, 4, 4))
    whole = kind != "bool" and "float" not in kind
    images = (images * 255 if whole else images).astype(kind)
    found = found_arrays(saved(tmp_path, images=images, labels=[0, 1, 0, 1]))
    assert found.read(found.train).reshape(4, -1)[:, 0].tolist() == [0, 255, 0, 255]
    assert bool(found.remarks) is ("float" in kind)


@pytest.mark.parametrize(
    ("labels", "classes", "numbers"),
    [
        ([0, 1, 0, 1], ("0", "1"), [0, 1, 0, 1]),
        ([10, 2, 10, 2], ("2", "10"), [1, 0, 1, 0]),
        (["dog", "cat", "dog", "cat"], ("cat", "dog"), [1, 0, 1, 0]),
        ([[0], [1], [0], [1]], ("0", "1"), [0, 1, 0, 1]),
        ([True, False, True, False], ("0", "1"), [1, 0, 1, 0]),
    ],
)
def test_labels_may_be_numbers_or_words(tmp_path, labels, classes, numbers):
    found = found_arrays(saved(tmp_path, images=arrays(4)["images"], labels=np.array(labels)))
    assert found.classes == classes
    assert found.train.labels.tolist() == numbers


def test_classes_may_be_named(tmp_path):
    content = arrays(4)
    found = found_arrays(saved(tmp_path, **content, classes=np.array(["owl", "bat"])))
    assert (found.classes, found.train.labels.tolist()) == (("owl", "bat"), [0, 1, 0, 1])


def test_a_part_to_test_on_is_found(tmp_path):
    more = {f"test_{name}": values for name, values in arrays(4).items()}
    found = found_arrays(saved(tmp_path, **arrays(6), **more))
    assert (len(found.train.labels), len(found.test.labels)) == (6, 4)


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        ({"pictures": np.zeros(3)}, "It has no array “images”."),
        ({"images": np.zeros((4, 5, 5), np.uint8)}, "It has no array “labels”."),
        ({"labels": np.zeros(4, int)}, "It has no array “images”."),
        ({**arrays(4), "test_images": arrays(4)["images"]}, "It has no array “test_labels”."),
        ({**arrays(4), "images": np.zeros((4, 25), np.uint8)}, "Its array “images” is 4×25, no images."),
        ({**arrays(4), "images": np.zeros((4, 5, 5, 7), np.uint8)}, "Its array “images” is 4×5×5×7, no images."),
        ({**arrays(4), "images": np.zeros((4, 0, 5), np.uint8)}, "Its array “images” is 4×0×5, no images."),
        (
            {**arrays(4), "images": np.zeros((3, 5, 5), np.uint8)},
            "Its array “images” has 3 images, and there are 4 labels.",
        ),
        ({**arrays(4), "images": np.zeros((4, 5, 5), "U3")}, "Its array “images” holds <U3, no pixels."),
        ({**arrays(4), "labels": np.eye(4)}, "Its array “labels” is 4×4."),
        ({**arrays(4), "labels": np.zeros(4)}, "Its array “labels” holds float64, no whole numbers or words."),
        ({**arrays(4), "labels": np.zeros(4, int)}, "All its images are of one class, “0”."),
        ({**arrays(4), "classes": np.arange(2)}, "Its array “classes” holds no names."),
        ({**arrays(4), "classes": np.array(["a", "a"])}, "Its array “classes” names a class twice, or not at all."),
        ({**arrays(6, classes=3), "classes": np.array(["a", "b"])}, "Its label “2” is that of no class."),
        ({**arrays(4), "labels": np.array([object()] * 4)}, "holds Python objects"),
        ({**arrays(4), "images": np.array([None] * 4)}, "holds Python objects"),
    ],
)
def test_what_is_not_as_it_should_be_is_refused(tmp_path, content, sentence):
    assert sentence in refused(saved(tmp_path, **content))


@pytest.mark.parametrize(("low", "high"), [(0, 256), (-1, 5), (0.0, 1.5), (-0.1, 1.0), (0.0, float("nan"))])
def test_values_that_are_no_pixels_are_refused(tmp_path, low, high):
    images = np.full((4, 3, 3), low)
    images[0, 0, 0] = high
    found = found_arrays(saved(tmp_path, images=images, labels=[0, 1, 0, 1]))
    with pytest.raises(DataError) as error:
        found.read(found.train)
    assert "has values from" in error.value.what


def header(shape, kind="|u1"):
    file = io.BytesIO()
    np.lib.format.write_array_header_1_0(file, {"descr": kind, "fortran_order": False, "shape": shape})
    return file.getvalue()


def test_a_header_that_says_more_than_there_is_is_refused_before_memory_is_taken(tmp_path):
    path = tmp_path / "bomb.npz"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("images.npy", header((10**9, 100, 100)) + bytes(1000))
        archive.writestr("labels.npy", header((4,), "<i8") + bytes(32))
    assert refused(path) == "Its array “images” is not as large as it says."


def test_what_would_not_fit_into_memory_is_refused(tmp_path):
    assert "It is too large to unpack" in refused(saved(tmp_path, **arrays(100)), memory=1000)


@pytest.mark.parametrize("cut", [10, 100, 400])
def test_a_damaged_archive_is_refused(tmp_path, cut):
    path = saved(tmp_path, **arrays())
    path.write_bytes(path.read_bytes()[:-cut])
    assert refused(path) == "It is damaged, or no archive of NumPy's."
