"""IDX files, whole and damaged: values or a sentence, never a traceback."""

import contextlib
import gzip
import struct
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.data.readers.idx import read_idx
from engine.errors import DataError


def idx(values: np.ndarray, kind: int = 8) -> bytes:
    return bytes([0, 0, kind, values.ndim]) + struct.pack(f">{values.ndim}I", *values.shape) + values.tobytes()


IMAGES = np.arange(2 * 3 * 4, dtype=np.uint8).reshape(2, 3, 4)
GOOD = idx(IMAGES)


@pytest.mark.parametrize("content", [GOOD, gzip.compress(GOOD)], ids=["plain", "compressed"])
@pytest.mark.parametrize("name", ["images", "images.gz"])
def test_a_good_file_gives_its_values_whatever_its_name_says(tmp_path, name, content):
    path = tmp_path / name
    path.write_bytes(content)
    values = read_idx(path, 3)
    assert values.flags.writeable
    np.testing.assert_array_equal(values, IMAGES)


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "It is not an IDX file."),
        (b"\0\0\x08", "It is not an IDX file."),
        (b"PK\x03\x04" + GOOD, "It is a ZIP archive. Unpack it."),
        (b"nonsense", "It is not an IDX file."),
        (b"<!DOCTYPE html>", "It is a page of the web. Download"),
        (idx(IMAGES, kind=0x0D), "It holds fractions where bytes should be."),
        (idx(IMAGES[0]), "It holds bytes in 2 dimensions, where grey images should be."),
        (idx(IMAGES[0, 0]), "It holds 4 labels, where grey images should be. Is it another file"),
        (idx(IMAGES[None]), "It holds bytes in 4 dimensions, where grey images should be."),
        (GOOD[:9], "It is cut short within its header."),
        (GOOD[:-1], "It is cut short: 23 of 24 values are there."),
        (GOOD + b"\0", "It goes on after its 24 values."),
        (GOOD[:4] + b"\xff" * 12, "It claims to hold 79,228,162,458,924,105,385,300,197,375 values"),
    ],
)
@pytest.mark.parametrize("name", ["images", "images.gz"])
def test_a_bad_file_is_refused_in_words_with_its_name(tmp_path, name, content, sentence):
    path = tmp_path / name
    path.write_bytes(gzip.compress(content) if name.endswith(".gz") else content)
    assert str(refused(path)).startswith(f"{path}: {sentence}")


@pytest.mark.parametrize(
    "content",
    [gzip.compress(GOOD)[:3], gzip.compress(GOOD)[:-9], gzip.compress(GOOD)[:20], gzip.compress(GOOD)[:-8] + bytes(8)],
    ids=["cut within its header", "cut short", "cut shorter", "wrong checksum"],
)
def test_a_damaged_archive_is_refused_in_words(tmp_path, content):
    path = tmp_path / "images.gz"
    path.write_bytes(content)
    assert refused(path).what == "It is damaged: it does not unpack."


def test_a_file_that_cannot_be_opened_is_refused_in_words(tmp_path):
    assert refused(tmp_path / "none").what == "It cannot be read (no such file or directory)."
    assert refused(tmp_path).what == "It cannot be read (is a directory)."


@given(st.integers(0, len(GOOD) - 1), st.integers(0, 255), st.booleans())
def test_one_wrong_byte_gives_values_or_a_sentence(tmp_path_factory, place, byte, compressed):
    path = tmp_path_factory.getbasetemp() / ("wrong.gz" if compressed else "wrong")
    content = bytearray(gzip.compress(GOOD, mtime=0) if compressed else GOOD)
    content[place] = byte
    path.write_bytes(content)
    with contextlib.suppress(DataError):
        assert read_idx(path, 3).size == IMAGES.size


def refused(path: Path) -> DataError:
    with pytest.raises(DataError) as error:
        read_idx(path, 3)
    return error.value
