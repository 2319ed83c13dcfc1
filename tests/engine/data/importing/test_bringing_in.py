"""Bringing in: what is suggested, what is found, what is said, and bad input, a sentence each."""

import os
import shutil
import zipfile
from pathlib import Path
from unittest import mock

import numpy as np
import pytest
from PIL import Image

from engine.data.importing import bringing_in
from engine.data.importing.bringing_in import brought_in
from engine.data.importing.brought import Wish, wish_like
from engine.data.importing.cache import making
from engine.data.importing.decoding import decoders
from engine.data.importing.decoding.worker import Account, Failure
from engine.data.importing.opening import changed_since, opened
from engine.data.store import load
from engine.errors import DataError, DataMissing, Stopped
from engine.project.data.data_settings import DataSettings
from engine.project.data.own_images import (
    ArrayImages,
    FolderImages,
    FoundTest,
    Reading,
    TableImages,
    TestCount,
    TestShare,
)
from tests.own_images import arrays, picture, put_classes, put_parts


def refused(path, kind=DataError, **how):
    with pytest.raises(kind) as error:
        brought_in(path, **how)
    return error.value


def test_a_folder_becomes_a_source_that_says_what_it_holds(tmp_path):
    brought = brought_in(put_classes(tmp_path / "photos", 10))
    source = brought.source
    assert isinstance(source, FolderImages)
    assert (source.name, source.path, source.classes) == ("photos", str(tmp_path / "photos"), ("cat", "dog"))
    assert (source.train_images, source.test_images, source.test) == (16, 4, TestShare())
    assert (source.reading, len(source.checksum)) == (Reading(12, 12), 32)
    assert brought.remarks == ()
    assert len(brought.mean) == len(brought.deviation) == 3


def test_a_part_that_came_to_test_on_is_kept(tmp_path):
    source = brought_in(put_parts(tmp_path)).source
    assert (source.train_images, source.test_images, source.test) == (12, 6, FoundTest())


def test_a_table_becomes_a_source(tmp_path):
    put_classes(tmp_path, 10)
    rows = [f"{name}/{number:03}.png;{name}" for number in range(10) for name in ("cat", "dog")]
    (tmp_path / "table.csv").write_text("\n".join(["file;label", *rows]))
    source = brought_in(tmp_path / "table.csv").source
    assert isinstance(source, TableImages)
    assert (source.name, source.train_images, source.test_images) == ("table", 16, 4)


def test_an_archive_becomes_a_source(tmp_path):
    np.savez(tmp_path / "data.npz", **arrays(20))
    source = brought_in(tmp_path / "data.npz").source
    assert isinstance(source, ArrayImages)
    assert (source.name, source.train_images, source.test_images, source.reading) == (
        "data", 16, 4, Reading(12, 12, colour=False),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("size", "wanted"), [((28, 28), (28, 28)), ((40, 30), (30, 40)), ((300, 200), (64, 64)), ((5, 6), (8, 8))]
)
def test_the_commonest_size_is_suggested_up_to_64(tmp_path, size, wanted):
    put_classes(tmp_path, 4, size=size)
    picture(1, size=(9, 9)).save(tmp_path / "cat" / "odd.png")
    reading = brought_in(tmp_path).source.reading
    assert (reading.height, reading.width, reading.fit) == (*wanted, "crop")


def test_colour_is_suggested_where_any_image_has_some(tmp_path):
    put_classes(tmp_path, 4, mode="L")
    assert brought_in(tmp_path).source.reading.colour is False
    picture(9).save(tmp_path / "dog" / "colour.png")
    assert brought_in(tmp_path).source.reading.colour is True


def test_an_image_in_colour_that_was_not_looked_at_is_noticed_when_it_is_read(tmp_path, monkeypatch):
    from engine.data.importing import suggestion

    put_classes(tmp_path, 6, mode="L")
    picture(9).save(tmp_path / "dog" / "zz.png")
    monkeypatch.setattr(suggestion, "LOOKED_AT", 2)
    assert brought_in(tmp_path).source.reading.colour is True
    assert brought_in(tmp_path, Wish(colour=False)).source.reading.colour is False


def test_a_wish_is_followed(tmp_path):
    put_classes(tmp_path, 4)
    wish = Wish((10, 6), colour=False, fit="pad", share=TestShare(share=0.5, seed=3))
    source = brought_in(tmp_path, wish).source
    assert source.reading == Reading(10, 6, colour=False, fit="pad")
    assert (source.train_images, source.test_images, source.test) == (4, 4, wish.share)


def test_files_that_are_no_images_are_passed_over_named_and_counted(tmp_path):
    put_classes(tmp_path, 5)
    (tmp_path / "cat" / "text.png").write_text("hello")
    (tmp_path / "cat" / "notes.txt").write_text("hello")
    whole = (tmp_path / "dog" / "000.png").read_bytes()
    (tmp_path / "dog" / "cut.png").write_bytes(whole[: len(whole) // 2])
    brought = brought_in(tmp_path)
    assert brought.source.train_images + brought.source.test_images == 10
    assert sorted(brought.passed_over) == [
        ("cat/notes.txt", "It is no image."), ("cat/text.png", "It is no image."), ("dog/cut.png", "It is cut short."),
    ]  # fmt: skip
    assert brought.passed_over_count == 3
    assert any(remark.startswith("Passed over 2 files: ") for remark in brought.remarks)


def test_what_was_made_of_pictures_of_some_kinds_is_said(tmp_path):
    put_classes(tmp_path, 5)
    Image.fromarray(np.full((12, 12), 40_000, np.uint16)).save(tmp_path / "cat" / "deep.png")
    Image.new("RGBA", (12, 12)).save(tmp_path / "cat" / "clear.png")
    remarks = brought_in(tmp_path).remarks
    assert "1 picture has 16 bits a channel, and was brought to 8." in remarks
    assert "1 picture is partly transparent, and lies on white." in remarks


def test_a_class_of_which_nothing_can_be_read_is_none(tmp_path):
    put_classes(tmp_path, 5, ("cat", "dog", "owl"))
    for path in (tmp_path / "dog").iterdir():
        path.write_text("hello")
    source = brought_in(tmp_path).source
    assert source.classes == ("cat", "owl")


def test_a_class_of_one_image_is_trained_on(tmp_path):
    put_classes(tmp_path, 5)
    put_classes(tmp_path, 1, ("owl",))
    source = brought_in(tmp_path).source
    assert (source.classes, source.train_images, source.test_images) == (("cat", "dog", "owl"), 9, 2)


def test_the_test_images_are_mixed_so_that_the_first_are_not_of_one_class(tmp_path):
    from engine.data.store import load

    source = brought_in(put_parts(tmp_path, 3, 20)).source
    assert len(set(load(DataSettings(source=source)).test.labels[:8].tolist())) == 2


def test_progress_is_told_up_to_the_end(tmp_path):
    told = []
    brought_in(put_classes(tmp_path, 6), progress=lambda *at: told.append(at))
    assert told[-1] == (12, 12)
    assert told == sorted(told)


# --- bad input ---


def test_a_missing_path_is_refused(tmp_path):
    assert refused(tmp_path / "none", DataMissing).what == "Nothing is there."


def test_two_classes_of_one_image_each_leave_nothing_to_test_on(tmp_path):
    assert "none is left to test on" in refused(put_classes(tmp_path, 1)).what


def test_files_of_which_none_is_an_image_are_refused(tmp_path):
    for name in ("cat", "dog"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "a.png").write_text("hello")
    error = refused(tmp_path)
    assert (error.what, error.hint) == ("None of its 2 files could be read.", "Of each: It is no image.")


def test_classes_of_which_a_single_one_can_be_read_are_refused(tmp_path):
    put_classes(tmp_path, 5)
    for path in (tmp_path / "dog").iterdir():
        path.write_text("hello")
    assert refused(tmp_path).what == "All its images are of one class, “cat”."


def test_an_archive_that_is_to_be_unpacked_is_refused(tmp_path):
    put_classes(tmp_path / "photos", 2)
    path = shutil.make_archive(str(tmp_path / "photos"), "zip", tmp_path / "photos")
    assert str(refused(tmp_path / "photos.zip")).endswith("Unpack it, then choose the folder that it makes.")
    shutil.make_archive(str(tmp_path / "photos"), "gztar", tmp_path / "photos")
    assert refused(tmp_path / "photos.tar.gz").what == "It is an archive."
    assert zipfile.is_zipfile(path)


def test_a_single_image_is_refused_with_what_to_choose(tmp_path):
    picture(1).save(tmp_path / "one.png")
    error = refused(tmp_path / "one.png")
    assert error.what == "It is a single image."
    assert "folder for each class" in error.hint


def test_a_folder_that_is_removed_while_it_is_read_is_said_so(tmp_path, monkeypatch):
    put_classes(tmp_path / "photos", 80)
    decode = decoders.decode

    def removing(chunk):
        shutil.rmtree(tmp_path / "photos", ignore_errors=True)
        return decode(chunk)

    monkeypatch.setattr(decoders, "decode", removing)
    monkeypatch.setattr(decoders, "FEW_FILES", 1000)
    assert refused(tmp_path / "photos").what == "It was removed while its images were read."


def test_a_hundred_thousand_files_in_one_folder_are_answered(tmp_path):
    (tmp_path / "all").mkdir()
    for number in range(2_000):  # what a hundred thousand do, in a fiftieth of the time
        (tmp_path / f"{number}.png").write_bytes(b"")
    assert refused(tmp_path).what == "It holds 2,000 files, and no folders of classes."


@pytest.mark.parametrize("test", [TestShare(share=0.5, seed=3), TestCount(count=4, seed=1)])
def test_it_is_read_again_just_as_it_was(tmp_path, test):
    reading = Reading(height=8, width=9, colour=False, fit="pad")
    wish = Wish((8, 9), False, "pad", test)  # in grey
    source = brought_in(put_classes(tmp_path / "photos"), wish).source
    assert (source.reading, source.test, wish_like(source)) == (reading, test, wish)


def test_files_that_were_away_while_they_were_read_are_read_once_they_are_back(tmp_path, monkeypatch):
    photos, away = put_classes(tmp_path / "photos", 6, ("cat", "dog", "owl")), tmp_path / "away"
    decode = decoders.decode

    def amid_a_move(chunk):
        (photos / "dog").rename(away)
        return decode(chunk)

    monkeypatch.setattr(decoders, "decode", amid_a_move)
    brought = brought_in(photos)
    assert (brought.source.classes, brought.passed_over_count) == (("cat", "owl"), 6)
    monkeypatch.setattr(decoders, "decode", decode)
    away.rename(photos / "dog")
    assert changed_since(brought.source)
    data = load(DataSettings(source=brought.source))  # a run that was trained on them can go on
    assert (data.classes, data.facts.checksum) == (("cat", "owl"), brought.source.published.checksum)
    assert data.remarks[0].startswith(f"In {photos} more images can be read now")
    with pytest.raises(Stopped):
        brought_in(photos, stop=mock.Mock(side_effect=[False] * 3 + [True] * 99))
    assert load(DataSettings(source=brought.source)).facts == data.facts  # what there was stays until all is whole
    assert brought_in(photos).source.classes == ("cat", "dog", "owl")
    assert not changed_since(brought_in(photos).source)


def test_files_that_can_never_be_read_are_tried_but_the_others_not_decoded_again(tmp_path, monkeypatch):
    photos = put_classes(tmp_path / "photos", 6)
    decode, decodings = decoders.decode, []

    def refused(chunk):
        decodings.append(chunk)
        images = decode(chunk)[1]
        return Account((Failure(0, "It cannot be read (input/output error).", unread=True),)), images[1:]

    monkeypatch.setattr(decoders, "decode", refused)
    monkeypatch.setattr(bringing_in, "_is_given", lambda _: False)
    assert brought_in(photos).source == brought_in(photos).source
    assert len(decodings) == 1


def test_what_another_table_of_the_same_images_passed_over_is_none_of_its_own(tmp_path):
    """Both have one place in the cache."""
    root = put_classes(tmp_path / "photos", 6)
    rows = "".join(f"{name}/{at:03}.png,{name}\n" for name in ("cat", "dog") for at in range(6))
    (root / "whole.csv").write_text(f"file,label\n{rows}")
    (root / "missing.csv").write_text(f"file,label\n{rows}cat/99.png,cat\ncat/000.png,\n")
    for _ in range(2):
        assert brought_in(root / "whole.csv").passed_over_count == 0
        missing = brought_in(root / "missing.csv")
        assert missing.remarks == (
            "Passed over 1 file: cat/99.png. It is not there.",
            "Passed over 1 file: cat/000.png. It has no label.",
        )
        assert load(DataSettings(source=missing.source)).remarks == missing.remarks


def test_what_comes_to_lie_beside_the_images_is_told_though_they_are_not_read_anew(tmp_path, monkeypatch):
    root = put_classes(tmp_path / "photos", 6)
    before = brought_in(root)
    (root / "letter.pdf").touch()
    (root / ".hidden").touch()
    monkeypatch.setattr(making, "pixels_of", None)
    after = brought_in(root)
    assert (before.passed_over_count, after.passed_over_count, after.hidden) == (0, 1, 1)
    assert after.remarks[0] == "Passed over 1 file: letter.pdf. It lies in no folder of a class."


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no pipes by name there")
@pytest.mark.parametrize("kind", [TableImages, ArrayImages])
def test_what_might_be_read_without_an_end_is_refused_at_once(tmp_path, kind):
    os.mkfifo(tmp_path / "pipe")
    for path in (tmp_path / "pipe", Path("/dev/zero")):
        with pytest.raises(DataError, match="neither a folder nor a file"):
            brought_in(path)
        with pytest.raises(DataError, match="neither a folder nor a file"):
            opened(kind(str(path), ("a", "b"), 1, 1))


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("one.npy", b"\x93NUMPY\x01\0", "It is a single array. Save images and labels together: numpy.savez"),
        ("cut.npz", b"PK\x03\x04\0\0", "It is damaged, or cut short."),
        ("pipes.csv", b"file|label\na|b\n", "must name the columns, with commas, semicolons or tabs: file,label"),
    ],
)
def test_what_is_nearly_right_is_refused_with_what_would_be(tmp_path, name, content, sentence):
    (tmp_path / name).write_bytes(content)
    with pytest.raises(DataError) as error:
        brought_in(tmp_path / name)
    assert sentence in str(error.value)
    assert "Did you mean" not in str(error.value)
