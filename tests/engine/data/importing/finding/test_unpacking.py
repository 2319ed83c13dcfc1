"""Some images of an archive are had without the others, and nothing is unpacked that nobody waits for."""

import numpy as np
import pytest

from engine.data.importing.finding import arrays as looking
from engine.data.importing.finding import unpacking
from engine.data.importing.finding.arrays import found_arrays
from engine.data.importing.preview import look, originals
from engine.errors import DataError, Stopped
from tests.own_images import arrays

PLACES = [17, 3, 3, 0]


@pytest.fixture(params=["stored", "packed"])
def path(request, tmp_path):
    save = np.savez if request.param == "stored" else np.savez_compressed
    save(tmp_path / "data.npz", **arrays(20, (12, 12, 3)))
    return tmp_path / "data.npz"


def test_some_are_those_of_all(path, monkeypatch):
    found = found_arrays(path)
    whole = found.read(found.train)
    monkeypatch.setattr(looking, "array", None)  # which would unpack all of it
    assert np.array_equal(found.some(found.train, PLACES), whole[PLACES])


def test_an_array_of_another_order_is_unpacked_whole(tmp_path):
    content = arrays(20)
    np.savez(tmp_path / "data.npz", images=np.asfortranarray(content["images"]), labels=content["labels"])
    found = found_arrays(tmp_path / "data.npz")
    assert np.array_equal(found.some(found.train, PLACES)[..., 0], content["images"][PLACES])


def test_what_is_cut_short_is_said(path):
    found = found_arrays(path)
    path.write_bytes(path.read_bytes()[:-400])
    with pytest.raises(DataError):
        found.some(found.train, [19])


def test_what_lies_before_is_passed_over_only_as_long_as_somebody_waits(path, monkeypatch):
    monkeypatch.setattr(unpacking, "PIECE", 64)
    found, looks = found_arrays(path), iter([False] * 5)
    with pytest.raises(Stopped):
        found.some(found.train, [19], lambda: next(looks, True))


def test_samples_of_a_large_archive_are_those_that_are_near(tmp_path, monkeypatch):
    images = np.zeros((300, 8, 8), np.uint8)
    np.savez(tmp_path / "data.npz", images=images, labels=np.repeat([0, 1, 2], 100))
    assert set(look(tmp_path / "data.npz").samples[:3]) == {"0", "100", "200"}
    monkeypatch.setattr("engine.data.importing.preview.NEAR_BYTES", 64 * 150)
    samples = look(tmp_path / "data.npz").samples
    assert samples[:3] == ("0", "100", "1")
    assert len(originals(tmp_path / "data.npz", samples[:6], 8)) == 6


def test_a_class_name_that_is_too_long_is_refused_before_anything_is_unpacked(tmp_path):
    np.savez(tmp_path / "data.npz", **arrays(20), classes=np.array(["a", "b" * 300]))
    with pytest.raises(DataError, match="300 characters long"):
        found_arrays(tmp_path / "data.npz")
