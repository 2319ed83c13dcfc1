"""Folders of classes: what is understood, what is passed over, and what is refused in words."""

import os
import sys
from contextlib import contextmanager

import pytest

from engine.data.importing.finding.class_tree import listed_folder, watched
from engine.data.importing.finding.passed_over import in_words
from engine.errors import DataError, DataMissing
from tests.own_images import picture, put_classes, put_parts


def counts(listing):
    train = [sum(file.label == label for file in listing.train) for label in range(len(listing.classes))]
    return train, None if listing.test is None else len(listing.test)


def refused(path):
    with pytest.raises(DataError) as error:
        listed_folder(path)
    return error.value


def test_each_folder_is_a_class_in_the_order_that_people_sort_in(tmp_path):
    put_classes(tmp_path, 2, ("dog", "Cat", "class 10", "class 9"))
    listing = listed_folder(tmp_path)
    assert listing.classes == ("Cat", "class 9", "class 10", "dog")
    assert counts(listing) == ([2, 2, 2, 2], None)


@pytest.mark.parametrize(
    ("train", "test"), [("train", "test"), ("Training", "TESTING"), ("train", "val"), ("TRAIN", "validation")]
)
def test_folders_for_training_and_testing_are_known_by_their_usual_names(tmp_path, train, test):
    put_classes(tmp_path / train, 3)
    put_classes(tmp_path / test, 2)
    listing = listed_folder(tmp_path)
    assert counts(listing) == ([3, 3], 4)
    assert bool(listing.remarks) is test.startswith("val")


def test_what_is_for_validation_is_kept_for_it_where_there_are_test_images_too(tmp_path):
    put_parts(tmp_path, 3, 2)
    put_classes(tmp_path / "val", 1, ("cat", "dog", "owl"))
    listing = listed_folder(tmp_path)
    assert counts(listing) == ([3, 3], 4)
    assert [file.name for file in listing.validation] == ["val/cat/000.png", "val/dog/000.png"]
    assert listing.remarks == ("“owl” is not among the training images, and passed over.",)


def test_a_class_may_be_called_train(tmp_path):
    put_classes(tmp_path, 2, ("bus", "test", "train"))
    assert listed_folder(tmp_path).classes == ("bus", "test", "train")


def test_a_folder_around_all_of_it_is_looked_into(tmp_path):
    put_parts(tmp_path / "archive" / "photos")
    assert counts(listed_folder(tmp_path)) == ([6, 6], 6)


def test_test_images_without_classes_are_passed_over(tmp_path):
    put_classes(tmp_path / "train", 5)
    (tmp_path / "test").mkdir()
    picture(1).save(tmp_path / "test" / "1.png")
    listing = listed_folder(tmp_path)
    assert counts(listing) == ([5, 5], None)
    assert [one.name for one in listing.passed_over] == ["test/1.png"]


def test_images_in_folders_within_a_class_are_its(tmp_path):
    put_classes(tmp_path, 2)
    put_classes(tmp_path / "cat", 3, ("night",))
    assert counts(listed_folder(tmp_path)) == ([5, 2], None)


def test_what_is_hidden_and_what_systems_leave_is_counted(tmp_path):
    put_classes(tmp_path, 2)
    for name in (".DS_Store", "cat/._000.png", "cat/Thumbs.db", "dog/desktop.ini"):
        (tmp_path / name).write_bytes(b"nothing")
    listing = listed_folder(tmp_path)
    assert counts(listing) == ([2, 2], None)
    assert listing.hidden == 4
    assert in_words(listing.passed_over, 4, 0) == ("Passed over 4 files that are hidden or of the system.",)


def test_files_beside_the_classes_and_empty_folders_are_passed_over_with_the_reason(tmp_path):
    put_classes(tmp_path, 2)
    (tmp_path / "notes.txt").write_text("hello")
    (tmp_path / "empty").mkdir()
    listing = listed_folder(tmp_path)
    assert listing.classes == ("cat", "dog")
    assert {one.name: one.why for one in listing.passed_over} == {
        "notes.txt": "It lies in no folder of a class.",
        "empty": "It is a folder without images.",
    }


@pytest.mark.skipif(sys.platform == "win32", reason="links need rights there")
def test_no_link_is_followed_out_of_the_folder(tmp_path):
    put_classes(tmp_path / "mine", 2)
    put_classes(tmp_path / "others", 2)
    (tmp_path / "mine" / "cat" / "out.png").symlink_to(tmp_path / "others" / "cat" / "000.png")
    (tmp_path / "mine" / "dog" / "inside.png").symlink_to(tmp_path / "mine" / "cat" / "000.png")
    (tmp_path / "mine" / "bird").symlink_to(tmp_path / "others" / "cat")
    (tmp_path / "mine" / "cat" / "round").symlink_to(tmp_path / "mine")
    listing = listed_folder(tmp_path / "mine")
    assert counts(listing) == ([2, 3], None)
    assert sorted(one.name for one in listing.passed_over) == ["bird", "cat/out.png", "cat/round"]


def test_the_stamp_changes_with_a_file_its_size_its_time_and_its_class(tmp_path):
    put_classes(tmp_path, 2)
    stamps = [listed_folder(tmp_path).stamp]
    assert listed_folder(tmp_path).stamp == stamps[0]
    os.utime(tmp_path / "cat" / "000.png", ns=(1, 1))
    stamps.append(listed_folder(tmp_path).stamp)
    (tmp_path / "cat" / "000.png").rename(tmp_path / "dog" / "new.png")
    stamps.append(listed_folder(tmp_path).stamp)
    with (tmp_path / "dog" / "new.png").open("ab") as file:
        file.write(b"more")
    os.utime(tmp_path / "dog" / "new.png", ns=(1, 1))
    stamps.append(listed_folder(tmp_path).stamp)
    assert len(set(stamps)) == 4


def test_the_order_in_which_a_system_lists_files_is_no_matter(tmp_path, monkeypatch):
    put_parts(tmp_path, 4, 2)
    put_classes(tmp_path / "train" / "cat", 3, ("night", "day"))
    listing, really = listed_folder(tmp_path), os.scandir

    @contextmanager
    def backwards(place):
        with really(place) as entries:
            yield list(entries)[::-1]

    monkeypatch.setattr(os, "scandir", backwards)
    again = listed_folder(tmp_path)
    assert (again, again.stamp) == (listing, listing.stamp)


def test_the_folders_of_classes_are_watched(tmp_path):
    put_parts(tmp_path)
    names = {path.relative_to(tmp_path).as_posix() for path in watched(tmp_path)}
    assert names == {".", "train/cat", "train/dog", "test/cat", "test/dog"}


# --- bad input ---


def test_a_missing_folder_is_refused(tmp_path):
    with pytest.raises(DataMissing) as error:
        listed_folder(tmp_path / "none")
    assert error.value.hint == "Choose where they lie now, or bring them in again."


def test_a_folder_without_folders_of_classes_is_refused(tmp_path):
    assert refused(tmp_path).what == "It holds no folders of images."
    picture(1).save(tmp_path / "1.png")
    assert refused(tmp_path).what == "It holds 1 file, and no folders of classes."


def test_a_single_class_is_refused(tmp_path):
    put_classes(tmp_path, 3, ("cat",))
    assert refused(tmp_path).what == "All its images are of one class, “cat”."


def test_more_classes_than_can_be_shown_are_refused(tmp_path):
    for number in range(1001):
        folder = tmp_path / str(number)
        folder.mkdir()
        (folder / "1.png").write_bytes(b"")
    assert refused(tmp_path).what == "It has 1,001 classes; at most 1,000 are taken."


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may look everywhere")
def test_a_folder_that_nobody_may_look_into_is_passed_over_or_refused(tmp_path):
    put_classes(tmp_path, 2, ("cat", "dog", "owl"))
    (tmp_path / "owl").chmod(0)
    listing = listed_folder(tmp_path)
    (tmp_path / "owl").chmod(0o700)
    assert listing.classes == ("cat", "dog")
    assert ("owl", "It cannot be read (permission denied).") in listing.passed_over
