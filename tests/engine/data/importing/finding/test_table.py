"""Tables of files and labels: every spelling that people's programs write, and what is refused in words."""

import sys

import pytest

from engine.data.importing.finding.table import listed_table
from engine.errors import DataError
from tests.own_images import put_classes

ROWS = ("file,label", "cat/000.png,cat", "cat/001.png,cat", "dog/000.png,dog", "dog/001.png,dog")


@pytest.fixture
def folder(tmp_path):
    return put_classes(tmp_path, 3)


def listed(folder, *rows, encoding="utf-8"):
    path = folder / "table.csv"
    path.write_bytes("\n".join(rows).encode(encoding))
    return listed_table(path)


def refused(folder, *rows):
    with pytest.raises(DataError) as error:
        listed(folder, *rows)
    assert str(error.value).startswith(str(folder))
    return error.value


def found(listing):
    return [(file.name, listing.classes[file.label]) for file in listing.train]


@pytest.mark.parametrize("sign", [",", ";", "\t"])
@pytest.mark.parametrize("end", ["", "\r"])
def test_commas_semicolons_and_tabs_are_understood(folder, sign, end):
    listing = listed(folder, *(row.replace(",", sign) + end for row in ROWS))
    assert found(listing) == [
        ("cat/000.png", "cat"), ("cat/001.png", "cat"), ("dog/000.png", "dog"), ("dog/001.png", "dog"),
    ]  # fmt: skip
    assert listing.test is None


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_labels_in_other_encodings_are_read(folder, encoding):
    listing = listed(folder, *ROWS[:3], "dog/000.png,Köter", encoding=encoding)
    assert listing.classes == ("cat", "Köter")


def test_columns_may_stand_in_any_order_with_others_between(folder):
    listing = listed(folder, "id, Label ,size,FILE", "1,cat,3,cat/000.png", "2,dog,3,dog/000.png")
    assert found(listing) == [("cat/000.png", "cat"), ("dog/000.png", "dog")]


def test_quoted_cells_and_empty_lines_are_understood(folder):
    listing = listed(folder, "", *ROWS[:2], "", '"dog/000.png","dog, ""Rex"""')
    assert listing.classes == ("cat", 'dog, "Rex"')


def test_a_split_tells_the_part(folder):
    rows = ["file,label,split", "cat/000.png,cat,train", "dog/000.png,dog,", "cat/001.png,cat,Test"]
    rows += ["dog/001.png,dog,val", "dog/002.png,dog,later"]
    listing = listed(folder, *rows)
    assert found(listing) == [("cat/000.png", "cat"), ("dog/000.png", "dog")]
    assert [file.name for file in listing.validation] == ["dog/001.png"]
    assert [file.name for file in listing.test] == ["cat/001.png"]
    assert listing.passed_over == (("dog/002.png", "Its split is “later”, not train or test."),)


@pytest.mark.parametrize(
    ("row", "why"),
    [
        ("none.png,cat", "It is not there."),
        ("cat/000.png,cat", "It is named twice."),
        ("cat/000.png,dog", "It is named twice, with different labels or splits."),
        ("dog/002.png,", "It has no label."),
        (",dog", "Its row names no file."),
        ("../out.png,cat", "It lies outside the table's folder."),
        ("cat/../../out.png,cat", "It lies outside the table's folder."),
        ("cat,cat", "It is no file, or a link that leads out of the folder."),
    ],
)
def test_a_row_that_is_not_good_is_passed_over_with_the_reason(folder, row, why):
    listing = listed(folder, *ROWS, row)
    assert len(listing.train) == 4
    assert [one.why for one in listing.passed_over] == [why]


def test_paths_as_windows_writes_them_are_understood(folder):
    assert found(listed(folder, "file,label", "cat\\000.png,cat", "dog\\000.png,dog"))[0] == ("cat/000.png", "cat")


@pytest.mark.skipif(sys.platform == "win32", reason="links need rights there")
def test_no_link_is_followed_out_of_the_folder(folder, tmp_path_factory):
    outside = put_classes(tmp_path_factory.mktemp("outside"), 1)
    (folder / "cat" / "out.png").symlink_to(outside / "cat" / "000.png")
    (folder / "away").symlink_to(outside / "dog")
    listing = listed(folder, *ROWS, "cat/out.png,cat", "away/000.png,dog")
    assert len(listing.train) == 4
    assert [one.name for one in listing.passed_over] == ["cat/out.png", "away/000.png"]


@pytest.mark.parametrize(
    ("rows", "sentence"),
    [
        ((), "It has no column “file”."),
        (("cat/000.png,cat",), "It has no column “file”."),
        (("file,class", "cat/000.png,cat"), "It has no column “label”."),
        (("file,label,label", "cat/000.png,cat,cat"), "Its column “label” is there twice."),
        (("file,label",), "It names no files."),
        (("file,label", "none.png,cat"), "None of the files that it names is there to train on."),
        (("file,label", "cat/000.png,cat"), "All its images are of one class, “cat”."),
        (("file,label\0",), "It is no table: it is no text."),
    ],
)
def test_a_table_that_cannot_be_learned_from_is_refused(folder, rows, sentence):
    assert refused(folder, *rows).what == sentence


def test_the_column_that_was_perhaps_meant_is_named(folder):
    assert "Did you mean “labels”?" in refused(folder, "file,labels", "cat/000.png,cat").hint
