"""What is seen of images before they are brought in: what there is, and some of them, as they are and as read."""

import os

import numpy as np
import pytest

from engine.data.importing.bringing_in import brought_in
from engine.data.importing.preview import cached, look, originals, shown
from engine.project.data.own_images import Reading
from tests.own_images import arrays, picture, put_classes, put_parts

READING = Reading(height=8, width=16)


@pytest.fixture
def photos(tmp_path):
    """Two classes of pictures 60 wide and 30 high, one of them damaged."""
    root = put_classes(tmp_path / "photos", 3, size=(60, 30))
    (root / "cat" / "000.png").write_bytes(b"no picture")
    return root


def test_a_look_counts_classes_and_names_what_is_passed_over(photos):
    (photos / "letter.pdf").touch()
    (photos / ".DS_Store").touch()
    found = look(photos)
    assert [(one.name, one.train, one.test) for one in found.classes] == [("cat", 3, 0), ("dog", 3, 0)]
    assert not found.test_found
    assert any("letter.pdf" in remark for remark in found.remarks)
    assert any("hidden" in remark for remark in found.remarks)
    assert found.suggestion == Reading(height=30, width=60)


def test_test_images_that_came_are_counted_apart(tmp_path):
    found = look(put_parts(tmp_path / "parts", 4, 2))
    assert [(one.train, one.test) for one in found.classes] == [(4, 2), (4, 2)]
    assert found.test_found


def test_each_is_shown_whole_and_as_it_would_be_read_and_what_is_damaged_in_neither(photos):
    names = look(photos).samples
    before, after = originals(photos, names, 20), shown(photos, names, READING)
    assert {one.shape for one in before} == {(3, 10, 20)}
    assert {one.shape for one in after} == {(3, 8, 16)}
    assert len(before) == len(after) == 5


def test_small_ones_are_not_enlarged(tmp_path):
    root = put_classes(tmp_path / "small", 1, size=(7, 5))
    assert {one.shape for one in originals(root, look(root).samples, 192)} == {(3, 5, 7)}


def test_of_an_archive_too(tmp_path):
    path, content = tmp_path / "some.npz", arrays(6, (12, 10))
    np.savez(path, **content)
    names = look(path).samples
    before = originals(path, names, 192)
    assert np.array_equal(before[0][0], content["images"][int(names[0])])
    assert {one.shape for one in shown(path, names, READING)} == {(3, 8, 16)}


def test_of_a_table_too(tmp_path):
    picture(1).save(tmp_path / "a.png")
    picture(2).save(tmp_path / "b.png")
    table = tmp_path / "table.csv"
    table.write_text("file,label\na.png,cat\nb.png,dog\n")
    assert len(originals(table, look(table).samples, 192)) == 2


def test_what_is_no_image_by_name_and_content_is_not_counted_as_one(photos):
    (photos / "dog" / "readme.txt").write_text("These are dogs.")
    (photos / "dog" / "000.png").rename(photos / "dog" / "no ending")
    (photos / "notes").mkdir()
    (photos / "notes" / "todo.md").write_text("more dogs")
    found = look(photos)
    assert [(one.name, one.train) for one in found.classes] == [("cat", 3), ("dog", 3)]
    assert "Passed over 2 files: dog/readme.txt and notes/todo.md. It is no image." in found.remarks
    assert not [name for name in found.samples if name.endswith((".txt", ".md"))]


def test_samples_are_those_that_can_be_opened_of_each_class(photos):
    names = look(photos).samples
    assert sorted(names[:2]) == ["cat/001.png", "dog/000.png"]
    assert len(names) == 5


def test_who_looks_what_is_kept_finds_nothing_that_is_of_no_use(photos, images_cache):
    kept = brought_in(photos)
    (images_cache / ("d" * 32)).mkdir()
    (images_cache / ("d" * 32) / "train-images.npy").write_bytes(b"0")
    half = images_cache / ".0123456789abcdef.part"
    half.mkdir()
    long_ago = 1_000_000_000
    os.utime(half, (long_ago, long_ago))
    assert [one.path for one in cached()] == [kept.source.path]
    assert len(list(images_cache.iterdir())) == 1
