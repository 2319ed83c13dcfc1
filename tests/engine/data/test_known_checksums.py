"""A checksum is taken once for a state of the files, and anew where they changed or nothing is remembered."""

import os

import pytest

import engine.data.facts
from engine.data.known_checksums import KEPT
from engine.data.store import load
from engine.project.data.data_settings import DataSettings
from engine.project.data.sources import Cifar10, Mnist
from tests.engine.data.sets import put_jpeg, put_mnist

MNIST = DataSettings(source=Mnist())


@pytest.fixture
def taken(monkeypatch):
    """How often checksums were taken: the list is as long."""
    times, take = [], engine.data.facts.checksum
    monkeypatch.setattr(engine.data.facts, "checksum", lambda *splits: times.append(1) or take(*splits))
    return times


def test_the_same_files_are_gone_through_once(tmp_path, taken):
    put_mnist(tmp_path)
    first = load(MNIST, tmp_path).facts
    assert load(MNIST, tmp_path).facts == first
    assert len(taken) == 1


def test_files_that_changed_are_gone_through_again(tmp_path, taken):
    labels = put_mnist(tmp_path) / "train-labels-idx1-ubyte"
    before = load(MNIST, tmp_path).facts.checksum
    content = labels.read_bytes()
    labels.write_bytes(content[:-1] + bytes([content[-1] ^ 1]))
    os.utime(labels, ns=(5, 5))
    assert load(MNIST, tmp_path).facts.checksum != before
    assert len(taken) == 2


def test_folders_of_images_are_gone_through_each_time(tmp_path, taken):
    put_jpeg(tmp_path)
    for _ in range(2):
        load(DataSettings(source=Cifar10()), tmp_path)
    assert len(taken) == 2


@pytest.mark.parametrize("content", [b"", b"{}", b"[1]", b"\xff", b'{"version": 99}'])
def test_what_was_remembered_may_be_lost_or_damaged(tmp_path, taken, content):
    put_mnist(tmp_path)
    first = load(MNIST, tmp_path).facts
    KEPT.path.write_bytes(content)
    assert load(MNIST, tmp_path).facts == first
    assert len(taken) == 2


def test_where_nothing_can_be_remembered_it_is_taken_each_time(tmp_path, taken):
    put_mnist(tmp_path)
    KEPT.path.parent.mkdir(parents=True, exist_ok=True)
    KEPT.path.mkdir()
    assert load(MNIST, tmp_path).facts == load(MNIST, tmp_path).facts
    assert len(taken) == 2
