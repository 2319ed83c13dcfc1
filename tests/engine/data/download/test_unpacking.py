"""Nothing in an archive says where it goes: what is wanted of it is put under names of our own, and nothing else."""

import gzip
import io
import tarfile

import pytest

from engine.data.download import unpacking
from engine.data.download.published import Archive
from engine.data.download.unpacking import unpack
from engine.errors import DownloadFailed, Stopped
from tests.local_server import tarred, zipped


def archive(name, *holds):
    return Archive(name, ("http://somewhere/",), "0" * 32, "set/raw", holds)


def unpacked(tmp_path, one, content, stop=lambda: False):
    path = tmp_path / one.name
    path.write_bytes(content)
    unpack(one, path, tmp_path / "data", stop)
    return {str(path.relative_to(tmp_path / "data")): path.read_bytes() for path in (tmp_path / "data").rglob("*.*")}


EVIL = {"../../outside.bin": b"evil", "/tmp/outside.bin": b"evil", "a/b/wanted.bin": b"good", "other.bin": b"more"}


@pytest.mark.parametrize(("name", "made"), [("x.tar.gz", tarred), ("x.zip", zipped)])
def test_paths_in_an_archive_lead_nowhere(tmp_path, name, made):
    assert unpacked(tmp_path, archive(name, "wanted.bin"), made(EVIL)) == {"set/raw/wanted.bin": b"good"}
    assert {path.name for path in tmp_path.iterdir()} == {"data", name}
    assert unpacked(tmp_path, archive(name, "wanted.bin", "outside.bin"), made(EVIL))["set/raw/outside.bin"] == b"evil"
    assert {path.name for path in tmp_path.iterdir()} == {"data", name}


def test_links_are_passed_over(tmp_path):
    whole = io.BytesIO()
    with tarfile.open(fileobj=whole, mode="w:gz") as tar:
        for kind in (tarfile.SYMTYPE, tarfile.LNKTYPE, tarfile.FIFOTYPE):
            about = tarfile.TarInfo("wanted.bin")
            about.type, about.linkname = kind, "/etc/passwd"
            tar.addfile(about)
    with pytest.raises(DownloadFailed, match=r"does not hold wanted\.bin"):
        unpacked(tmp_path, archive("x.tar.gz", "wanted.bin"), whole.getvalue())


@pytest.mark.parametrize(("name", "made"), [("x.tar.gz", tarred), ("x.zip", zipped)])
def test_what_is_packed_once_more_is_unpacked(tmp_path, name, made):
    content = made({"gzip/file.bin.gz": gzip.compress(b"content")})
    assert unpacked(tmp_path, archive(name, "file.bin"), content) == {"set/raw/file.bin": b"content"}


def test_a_single_file_is_unpacked_or_taken_as_it_is(tmp_path):
    assert unpacked(tmp_path, archive("a.bin.gz", "a.bin"), gzip.compress(b"a"))["set/raw/a.bin"] == b"a"
    assert unpacked(tmp_path, archive("b.mat", "b.mat"), b"b")["set/raw/b.mat"] == b"b"


@pytest.mark.parametrize("name", ["x.tar.gz", "x.zip", "x.gz"])
@pytest.mark.parametrize(
    "content", [b"?", b"nonsense" * 100, gzip.compress(b"content" * 1000)[:40]], ids=["short", "nonsense", "cut"]
)
def test_what_does_not_unpack_is_told_and_leaves_nothing(tmp_path, name, content):
    with pytest.raises(DownloadFailed, match="It does not"):
        unpacked(tmp_path, archive(name, "x"), content)
    assert list((tmp_path / "data" / "set" / "raw").iterdir()) == []


def test_what_grows_without_end_is_told(tmp_path, monkeypatch):
    monkeypatch.setattr(unpacking, "MOST", 1000)
    with pytest.raises(DownloadFailed, match="does not unpack"):
        unpacked(tmp_path, archive("x.gz", "x"), gzip.compress(bytes(1001)))


def test_it_can_be_cancelled_and_leaves_what_was_there(tmp_path):
    unpacked(tmp_path, archive("x.gz", "x"), gzip.compress(b"old"))
    with pytest.raises(Stopped):
        unpacked(tmp_path, archive("x.gz", "x"), gzip.compress(b"new"), lambda: True)
    assert [path.read_bytes() for path in (tmp_path / "data" / "set" / "raw").iterdir()] == [b"old"]
