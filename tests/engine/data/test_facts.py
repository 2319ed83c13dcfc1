"""What the files of a data set say of it at once is what is read from them, and the checksum is of what was read."""

import gzip
import hashlib

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.data.dataset import Dataset
from engine.data.facts import facts_there, looked_up, same_checksum
from engine.data.store import load
from engine.errors import DataError
from engine.project.data.data_settings import DataSettings, ValidationCount
from engine.project.data.sources import Cifar10, Digits, FashionMnist, Mnist
from engine.project.project import Project
from tests.engine.data.sets import put_cifar, put_jpeg
from tests.small_data import idx, put_idx

COUNTS = st.integers(1, 60)


def counts(facts):
    return facts.train_images, facts.test_images


@given(train=COUNTS, test=COUNTS)
@settings(max_examples=20)
def test_any_idx_folder_gives_exactly_its_counts(tmp_path_factory, train, test):
    root = put_idx(tmp_path_factory.mktemp("data"), train, test)
    there, data = facts_there(Mnist(), root), load(DataSettings(source=Mnist()), root)
    assert counts(there) == counts(data.facts) == (len(data.train), len(data.test)) == (train, test)
    assert (there.shape, there.classes) == (data.facts.shape, data.facts.classes)
    assert there.checksum == ""
    assert len(data.facts.checksum) == 32


def test_validation_takes_nothing_from_the_facts(tmp_path):
    wanted = DataSettings(source=Mnist(), validation=ValidationCount(5))
    data = load(wanted, put_idx(tmp_path, 30, 10))
    assert (len(data.train), counts(data.facts)) == (25, (30, 10))


def test_the_other_formats_are_counted_as_they_are_read(tmp_path):
    for put, expected in ((put_cifar, (10, 2)), (put_jpeg, (20, 20))):
        root = tmp_path / put.__name__
        root.mkdir()
        put(root)
        assert counts(facts_there(Cifar10(), root)) == expected
        assert counts(load(DataSettings(source=Cifar10()), root).facts) == expected
    assert counts(facts_there(Digits())) == counts(load(DataSettings()).facts) == (8_000, 2_000)


def test_compressed_files_are_counted_from_their_first_bytes(tmp_path):
    raw = put_idx(tmp_path, 7, 4, "FashionMNIST") / "FashionMNIST" / "raw"
    for path in list(raw.iterdir()):
        path.with_name(f"{path.name}.gz").write_bytes(gzip.compress(path.read_bytes()))
        path.unlink()
    assert counts(facts_there(FashionMnist(), tmp_path)) == (7, 4)


@pytest.mark.parametrize("content", [b"", b"\0\0\x08", b"GIF89a", b"\0\0\x08\x03\0\0"])
def test_what_cannot_be_counted_is_said_in_words_and_leaves_the_project_as_it_was(tmp_path, content):
    project = Project(data=DataSettings(source=Mnist()))
    assert looked_up(project, tmp_path) is project
    put_idx(tmp_path, 3, 3)
    assert counts(looked_up(project, tmp_path).facts) == (3, 3)
    (tmp_path / "MNIST" / "raw" / "t10k-images-idx3-ubyte").write_bytes(content)
    with pytest.raises(DataError):
        facts_there(Mnist(), tmp_path)
    assert looked_up(project, tmp_path) is project


def test_the_checksum_is_of_every_pixel_and_label(tmp_path):
    wanted = DataSettings(source=Mnist())
    first = load(wanted, put_idx(tmp_path / "a", 9, 6)).facts
    assert load(wanted, put_idx(tmp_path / "b", 9, 6)).facts == first
    raw = tmp_path / "b" / "MNIST" / "raw"
    for name in ("train-images-idx3-ubyte", "t10k-labels-idx1-ubyte"):
        whole = (raw / name).read_bytes()
        (raw / name).write_bytes(whole[:-1] + bytes([whole[-1] ^ 1]))
        assert load(wanted, tmp_path / "b").facts.checksum != first.checksum
        (raw / name).write_bytes(whole)
    assert load(wanted, tmp_path / "b").facts == first


def checksum_of_old(data: Dataset) -> str:
    """As runs wrote it down before facts were a value: over what the splits were."""
    digest = hashlib.blake2b(digest_size=16)
    for split in filter(None, (data.train, data.validation, data.test)):
        digest.update(split.images.numpy().tobytes())
        digest.update(split.labels.numpy().tobytes())
    return digest.hexdigest()


@pytest.mark.parametrize("kept", [None, 4])
def test_the_images_of_runs_of_old_are_known_again_and_others_are_not(tmp_path, kept):
    validation = {} if kept is None else {"validation": ValidationCount(kept)}
    wanted = DataSettings(source=Mnist(), **validation)
    data = load(wanted, put_idx(tmp_path / "a", 9, 6))
    other = load(wanted, put_idx(tmp_path / "b", 9, 6, seed=1))
    for known in (checksum_of_old(data), data.facts.checksum):
        assert same_checksum(known, data)
        assert not same_checksum(known, other)
    assert (checksum_of_old(data) == data.facts.checksum) is (kept is None)


def test_labels_and_images_are_not_mixed_up_when_counting(tmp_path):
    raw = put_idx(tmp_path, 12, 5) / "MNIST" / "raw"
    (raw / "train-labels-idx1-ubyte").write_bytes(idx(np.zeros(11, np.uint8)))
    assert counts(facts_there(Mnist(), tmp_path)) == (12, 5)
    with pytest.raises(DataError, match="12 images but 11 labels"):
        load(DataSettings(source=Mnist()), tmp_path)
