"""Predictions: the bytes on disk, what is refused, and the figures that come from them."""

import struct

import numpy as np
import pytest
from msgspec import structs

from engine.errors import RunFolderError
from engine.events import Evaluated
from engine.runs.kept.predictions import PREDICTION, Predictions, mean_loss, right, share_right

RECORDS = np.array([(3, 1, 0.75, 0.75), (7, 2, 0.5, 0.25)], PREDICTION)


def test_a_file_is_twelve_bytes_an_image_little_endian(tmp_path):
    Predictions(tmp_path, "test").save(938, RECORDS)
    content = (tmp_path / "000938-test.bin").read_bytes()
    assert content == struct.pack("<HHffHHff", 3, 1, 0.75, 0.75, 7, 2, 0.5, 0.25)
    assert np.array_equal(Predictions(tmp_path, "test").load(938), RECORDS)


def test_each_split_has_its_own(tmp_path):
    Predictions(tmp_path, "test").save(7, RECORDS)
    Predictions(tmp_path, "validation").save(9, RECORDS)
    Predictions(tmp_path, "validation").discard_after(8)
    assert (Predictions(tmp_path, "test").steps(), Predictions(tmp_path, "validation").steps()) == ([7], [])


@pytest.mark.parametrize("content", [b"", b"torn", b"\0" * 13])
def test_missing_and_torn_ones_are_refused_in_words(content, tmp_path):
    (tmp_path / "000007-test.bin").write_bytes(content)
    for step in (7, 8):
        with pytest.raises(RunFolderError) as refused:
            Predictions(tmp_path, "test").load(step)
        assert refused.value.what == (
            f"There is no readable file of the predictions on the test images of step {step}."
        )


def test_no_folder_is_no_predictions(tmp_path):
    assert Predictions(tmp_path / "none", "test").steps() == []


def test_figures():
    assert right(RECORDS).tolist() == [True, False]
    assert share_right(RECORDS) == 0.5
    assert mean_loss(RECORDS) == pytest.approx(-(np.log(0.75) + np.log(0.25)) / 2)


def test_figures_without_images_and_without_numbers():
    assert (share_right(RECORDS[:0]), mean_loss(RECORDS[:0])) == (0.0, None)
    assert mean_loss(np.array([(0, 1, np.nan, np.nan)], PREDICTION)) is None
    assert mean_loss(np.array([(0, 2, 1.0, 0.0)], PREDICTION)) == pytest.approx(103.28, abs=0.01)


def test_what_is_not_as_the_log_says_is_refused(tmp_path):
    kept = Predictions(tmp_path, "test")
    kept.save(7, RECORDS)
    said = Evaluated("", 0.0, "test", 1, 7, 0.5, 0.5, ((1, 1), (0, 0)), 0.1)
    assert np.array_equal(kept.load_as(7, ()), RECORDS)
    assert np.array_equal(kept.load_as(7, (structs.replace(said, accuracy=0.9), said)), RECORDS)
    for other in ({"accuracy": 0.9}, {"confusion": ((1, 1), (1, 0))}):
        with pytest.raises(RunFolderError, match="no readable file"):
            kept.load_as(7, (structs.replace(said, **other),))
