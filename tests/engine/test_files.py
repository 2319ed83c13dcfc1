"""Files that are the old ones or the new ones, whatever happens between."""

import os

import pytest

from engine.files import MAX_BYTES, USUAL_BYTES, create_whole, document_content, write_aside


def test_new_content_replaces_old_and_leaves_nothing_beside(tmp_path):
    path = tmp_path / "a.json"
    write_aside(path, b"old")
    write_aside(path, b"new")
    assert path.read_bytes() == b"new"
    assert list(tmp_path.iterdir()) == [path]


def test_a_failed_write_leaves_the_old_file(tmp_path, monkeypatch):
    path = tmp_path / "a.json"
    write_aside(path, b"old")

    def full(handle):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space"):
        write_aside(path, b"new")
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]


def test_a_missing_folder_is_an_error_of_the_system(tmp_path):
    with pytest.raises(FileNotFoundError):
        write_aside(tmp_path / "none" / "a.json", b"")


def test_a_folder_in_the_way_is_an_error_and_stays(tmp_path):
    (tmp_path / "a.json").mkdir()
    with pytest.raises(OSError):
        write_aside(tmp_path / "a.json", b"new")
    assert [path.name for path in tmp_path.iterdir()] == ["a.json"]


@pytest.mark.skipif(os.name == "nt", reason="permissions as on Unix")
def test_the_file_has_the_permissions_of_any_new_file_or_keeps_its_own(tmp_path):
    plain, written = tmp_path / "plain", tmp_path / "written"
    plain.touch()
    write_aside(written, b"1")
    assert written.stat().st_mode == plain.stat().st_mode
    written.chmod(0o640)
    write_aside(written, b"2")
    assert written.stat().st_mode & 0o777 == 0o640


@pytest.mark.skipif(os.name == "nt", reason="links as on Unix")
def test_a_link_stays_a_link_to_the_new_content(tmp_path):
    real, link = tmp_path / "real", tmp_path / "link"
    real.write_bytes(b"old")
    link.symlink_to(real)
    write_aside(link, b"new")
    assert link.is_symlink()
    assert real.read_bytes() == b"new"


def test_long_names_are_written_too(tmp_path):
    path = tmp_path / ("x" * 250)
    write_aside(path, b"1")
    assert path.read_bytes() == b"1"


def test_a_new_file_is_whole_and_never_takes_the_place_of_another(tmp_path):
    path = tmp_path / "lock"
    create_whole(path, b"mine")
    with pytest.raises(FileExistsError):
        create_whole(path, b"yours")
    assert path.read_bytes() == b"mine"
    assert list(tmp_path.iterdir()) == [path]


def test_a_full_disk_leaves_no_empty_new_file(tmp_path):
    resource = pytest.importorskip("resource", reason="limits as on Unix")
    most = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (4, most[1]))
    try:
        with pytest.raises(OSError):
            create_whole(tmp_path / "lock", b"more than four bytes")
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, most)
    assert not list(tmp_path.iterdir())


def test_without_links_a_new_file_is_made_all_the_same(tmp_path, monkeypatch):
    def refused(*_):
        raise PermissionError(1, "Operation not permitted")

    monkeypatch.setattr(os, "link", refused)
    create_whole(tmp_path / "lock", b"mine")
    assert (tmp_path / "lock").read_bytes() == b"mine"
    with pytest.raises(FileExistsError):
        create_whole(tmp_path / "lock", b"yours")
    assert [path.name for path in tmp_path.iterdir()] == ["lock"]


def test_a_document_comes_whole(tmp_path):
    for length in (0, 1, USUAL_BYTES - 1, USUAL_BYTES, 3 * USUAL_BYTES):
        (tmp_path / "document").write_bytes(b"x" * length)
        assert document_content(tmp_path / "document") == b"x" * length


def test_what_is_far_too_large_for_a_document_is_not_read(tmp_path):
    with (tmp_path / "document").open("wb") as file:
        file.truncate(MAX_BYTES + 1)
    with pytest.raises(OSError, match="no document"):
        document_content(tmp_path / "document")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no pipes by name on this system")
def test_a_pipe_in_a_documents_place_holds_nobody_up(tmp_path):
    os.mkfifo(tmp_path / "document")
    with pytest.raises(OSError, match="no document"):
        document_content(tmp_path / "document")
