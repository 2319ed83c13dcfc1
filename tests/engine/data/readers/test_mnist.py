"""The four files of MNIST under the names that unpackers give them, or a sentence that tells what is there."""

import gzip
import shutil

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.data.readers.idx_sets import FILES
from engine.data.readers.mnist import idx_files
from engine.data.readers.names import plain
from engine.data.store import DataStore, load
from engine.project.data.data_settings import DataSettings
from engine.project.data.sources import FashionMnist, Mnist
from tests.engine.data.sets import idx, put_mnist, refused

MNIST = DataSettings(source=Mnist())


def renamed(raw, rename):
    for path in list(raw.iterdir()):
        path.rename(path.with_name(rename(path.name)))


@pytest.mark.parametrize(
    "rename",
    [
        lambda name: name.replace("-idx", ".idx"),
        lambda name: name.replace("-idx", ".idx") + ".gz",  # plain all the same
        lambda name: name.upper(),
        lambda name: name.upper() + ".GZ",
        lambda name: name.replace("-", "_"),
        lambda name: name + ".gz.gz",
    ],
)
@pytest.mark.parametrize("packed", [False, True])
def test_files_are_read_under_every_name_that_unpackers_give_them(tmp_path, rename, packed):
    raw = put_mnist(tmp_path)
    if packed:
        for path in raw.iterdir():
            path.write_bytes(gzip.compress(path.read_bytes()))
    renamed(raw, rename)
    data = load(MNIST, tmp_path)
    assert (len(data.train), data.test.labels.tolist()) == (3, [3, 1, 4])


@given(st.sampled_from(FILES), st.lists(st.sampled_from("-._ "), min_size=3, max_size=3), st.booleans())
def test_a_name_in_any_spelling_comes_to_the_same_and_no_two_files_do(name, between, upper):
    parts = name.split("-")
    spelled = "".join(part + sign for part, sign in zip(parts, [*between, ""], strict=False))
    assert plain(spelled.upper() if upper else spelled) == name
    assert sum(plain(spelled) == plain(other) for other in FILES) == 1


def test_files_in_folders_of_their_own_names_are_read(tmp_path):
    raw = put_mnist(tmp_path)
    for name in FILES:
        inside = raw / name.replace("-idx", ".idx") / name.replace("-idx", ".idx")
        content = (raw / name).read_bytes()
        (raw / name).unlink()
        inside.parent.mkdir()
        inside.write_bytes(content)
    assert len(load(MNIST, tmp_path).train) == 3


def test_the_name_that_torchvision_gives_goes_before_all_others(tmp_path):
    raw = put_mnist(tmp_path)
    for name in FILES:
        for other in (f"{name}.gz", name.replace("-idx", ".idx"), name.upper()):
            (raw / other).write_bytes(b"not this one")
    assert [path.name for path in idx_files(Mnist(), tmp_path)] == list(FILES)
    for name in FILES:
        (raw / name).unlink()
    assert [path.name for path in idx_files(Mnist(), tmp_path)] == [f"{name}.gz" for name in FILES]


@pytest.mark.parametrize("inside", ["raw", ""])
@pytest.mark.parametrize("name", ["MNIST", "mnist", "Mnist"])
@pytest.mark.parametrize("deeper", ["", "name", "name/raw"])
def test_the_folder_may_be_named_at_any_level(tmp_path, name, inside, deeper, monkeypatch):
    raw = put_mnist(tmp_path, name)
    folder = raw
    if not inside:
        for path in list(raw.iterdir()):
            path.rename(raw.parent / path.name)
        raw.rmdir()
        folder = raw.parent
    root = {"": tmp_path, "name": tmp_path / name, "name/raw": folder}[deeper]
    assert len(load(MNIST, root).train) == 3
    monkeypatch.chdir(root)
    assert len(load(MNIST, root.relative_to(root)).train) == 3


@pytest.mark.parametrize("name", ["FashionMNIST", "fashion-mnist", "Fashion_MNIST", "fashionmnist"])
def test_the_folders_name_tells_the_two_sets_apart(tmp_path, name):
    raw = put_mnist(tmp_path, name)
    assert len(load(DataSettings(source=FashionMnist()), tmp_path).train) == 3
    for root in (tmp_path, raw, raw.parent):
        assert "MNIST is not here" in refused(Mnist(), root)


def test_files_in_a_folder_that_names_no_set_are_told(tmp_path):
    raw = put_mnist(tmp_path)
    there = tmp_path / "downloads"
    raw.rename(there)
    shutil.rmtree(tmp_path / "MNIST")
    for source, wanted in ((Mnist(), "MNIST/raw"), (FashionMnist(), "FashionMNIST/raw")):
        said = refused(source, there)
        assert f"Files of these names are in {there}, of whichever set" in said
        assert f"put those of {source.title} into {wanted}." in said


@pytest.mark.parametrize(
    "found",
    [
        "train-images-idx3-ubyte(1).gz",
        "train-images-idx3-ubyte copy",
        "train-images-idx3-ubyte.gz.part",
        "train-images-idx3.ubyte.txt",
        "emnist-letters-train-images-idx3-ubyte.gz",
        "train-images",
        "train_images_idx3_ubyt",
    ],
)
def test_a_name_that_comes_close_is_told(tmp_path, found):
    raw = put_mnist(tmp_path)
    (raw / "train-images-idx3-ubyte").rename(raw / found)
    said = refused(Mnist(), tmp_path)
    assert "train-images-idx3-ubyte is missing." in said
    assert f"What lies there is called {found}: give it its name." in said


def test_what_systems_leave_in_folders_is_no_file_of_the_set(tmp_path):
    raw = put_mnist(tmp_path)
    for name in FILES:
        (raw / f"._{name}").write_bytes(b"of a Mac")
        (raw / name).rename(raw / f"{name.replace('-idx', '.idx')}")
    (raw / ".DS_Store").write_bytes(b"x")
    assert len(load(MNIST, tmp_path).train) == 3


def test_another_file_in_its_place_is_read_anew(tmp_path):
    raw = put_mnist(tmp_path)
    store = DataStore()
    first = store.get(MNIST, tmp_path)
    (raw / "t10k-labels-idx1-ubyte").rename(raw / "t10k-labels.idx1-ubyte")
    assert store.get(MNIST, tmp_path).test is not first.test


@pytest.mark.parametrize(
    ("labels", "range_told"),
    [((1, 26, 4), "from 1 to 26"), ((0, 46, 3), "from 0 to 46"), ((9, 255, 0), "from 0 to 255")],
)
def test_labels_of_another_set_are_told(tmp_path, labels, range_told):
    put_mnist(tmp_path, labels=labels)
    said = refused(Mnist(), tmp_path)
    assert f"Its labels go {range_told}; those of MNIST from 0 to 9: this is another data set." in said
    assert "ownload" not in said


@pytest.mark.parametrize(
    ("values", "told"),
    [
        (
            np.zeros((3, 24, 32), np.uint8),
            "Its images are 32 wide, 24 high and grey; those of MNIST are 28 wide, 28 high",
        ),
        (np.zeros((3, 3, 32, 32), np.uint8), "It holds bytes in 4 dimensions, where grey images should be."),
        (np.zeros(3, np.uint8), "It holds 3 labels, where grey images should be."),
    ],
)
def test_images_of_another_set_are_told(tmp_path, values, told):
    raw = put_mnist(tmp_path)
    (raw / "t10k-images-idx3-ubyte").write_bytes(idx(values))
    assert f"{raw / 't10k-images-idx3-ubyte'}: {told}" in refused(Mnist(), tmp_path)


def test_images_in_the_place_of_labels_are_told(tmp_path):
    raw = put_mnist(tmp_path)
    shutil.copy(raw / "train-images-idx3-ubyte", raw / "train-labels-idx1-ubyte")
    assert "It holds 3×28×28 grey images, where labels should be." in refused(Mnist(), tmp_path)
