"""A published data set comes whole and proven, whatever servers do; or a sentence says what they did, and what has come
is kept.
"""

import errno
import threading
import urllib.error
from dataclasses import replace

import pytest

from engine.data.download import connection, published, transfer, unpacking
from engine.data.download.transfer import Patience
from engine.data.facts import facts_there
from engine.data.store import load
from engine.errors import DataError, DownloadFailed, Stopped
from engine.project.data.data_settings import DataSettings
from engine.project.data.sources import SOURCES, Cifar10, Cifar100, Digits, EmnistBalanced, EmnistLetters, Mnist, Svhn
from tests.engine.data.sets import put_cifar, put_cifar_100, put_emnist, put_svhn
from tests.local_server import (
    PAGE,
    break_after,
    endless,
    ignore_range,
    other,
    packed,
    page,
    pause_after,
    redirect,
    send,
    serving,
    silent,
    status,
    table,
    without_length,
)

FIRST = "train-images-idx3-ubyte.gz"


def counts(facts):
    return facts.train_images, facts.test_images


def refused(place, **how):
    with pytest.raises(DownloadFailed) as error:
        place.download(**how)
    return str(error.value)


def assert_here(place):
    assert counts(facts_there(place.source, place.root)) == (3, 3)
    assert not (place.root / ".downloads").exists()
    assert len(load(DataSettings(source=place.source), place.root).train) == 3


def test_all_files_come_and_are_unpacked_where_torchvision_looks_for_them(place):
    place.download()
    assert_here(place)
    raw = place.root / "MNIST" / "raw"
    assert sorted(path.name for path in raw.iterdir()) == sorted(name.removesuffix(".gz") for name in place.first.files)
    assert [name for name, _ in place.first.asked] == list(place.first.files)
    assert place.second.asked == []
    words, done, total = place.told[-1]
    assert (words, total) == ("Unpacking", Mnist.download)
    assert done == sum(map(len, place.first.files.values()))


def test_nothing_but_the_request_goes_out(place):
    place.download()
    assert {tuple(sorted(sent)) for sent in place.first.headers} == {
        ("Accept-Encoding", "Connection", "Host", "User-Agent")
    }
    assert {sent["User-Agent"] for sent in place.first.headers} == {"Layerscope"}


@pytest.mark.parametrize("how", [without_length, ignore_range])
def test_servers_that_say_little_will_do(place, how):
    place.first.script = [how] * 4
    place.download()
    assert_here(place)


def test_what_breaks_off_goes_on_where_it_ended(place):
    place.first.script = [break_after(100), break_after(50), break_after(70)]
    place.download()
    assert_here(place)
    assert place.first.asked[:4] == [(FIRST, None), (FIRST, "bytes=100-"), (FIRST, "bytes=150-"), (FIRST, "bytes=220-")]
    assert place.second.asked == []


def test_as_long_as_something_comes_it_goes_on(place):
    place.first.script = [break_after(10)] * 40
    place.download()
    assert_here(place)
    assert place.second.asked == []


def test_what_breaks_off_again_and_again_comes_from_the_next_place(place):
    place.first.script = [break_after(100), *[break_after(0)] * 4]
    place.download()
    assert_here(place)
    assert place.second.asked == [(FIRST, "bytes=100-")]


def test_a_server_that_cannot_go_on_begins_anew(place):
    place.first.script = [break_after(100), ignore_range]
    place.download()
    assert_here(place)


@pytest.mark.parametrize("deed", [status(404), status(403), page, other(b"\x1f\x8b nonsense"), endless, other(b"")])
def test_what_is_wrong_at_one_place_comes_from_the_next(place, deed):
    place.first.script = [deed]
    place.download()
    assert_here(place)
    assert place.second.asked[0] == (FIRST, None)


@pytest.mark.parametrize("code", [500, 503, 429])
def test_a_server_in_trouble_is_asked_again(place, code):
    place.first.script = [status(code)] * 3
    place.download()
    assert_here(place)
    assert place.second.asked == []


def test_a_server_may_lead_elsewhere(place):
    place.first.script = [redirect(f"{place.second.address}{FIRST}")]
    place.download()
    assert_here(place)


@pytest.mark.parametrize(
    ("deed", "said"),
    [
        (status(404), "127.0.0.1 does not have it any more (404)"),
        (status(403), "127.0.0.1 does not give it away (403)"),
        (status(500), "127.0.0.1 has a problem of its own (500)"),
        (page, "127.0.0.1 sent a page of the web in place of the file"),
        (other(b"\x1f\x8b nonsense"), "127.0.0.1 sent another file than was published: its checksum is wrong"),
        (break_after(0), "127.0.0.1 broke off in the middle"),
        (endless, "127.0.0.1 sent more than was published"),
    ],
)
def test_where_no_place_has_it_each_is_told(place, deed, said):
    place.first.script = place.second.script = [deed] * 20
    told = refused(place)
    assert told.startswith(f"MNIST could not be downloaded: {said}; {said}.")
    assert ("open a page in a browser" in told) == (deed is page)
    assert PAGE not in place.parts.values()
    assert not (place.root / "MNIST").exists()


def test_a_silent_server_is_given_up(place):
    place.first.script = [silent] * 2
    place.download(patience=Patience(waits=(0,), silence=0.2))
    assert_here(place)
    assert place.first.asked[:2] == [(FIRST, None)] * 2
    assert place.second.asked == [(FIRST, None)]


@pytest.mark.parametrize(("at", "words"), [("closed", "cannot be reached"), ("nowhere", "cannot be found")])
def test_without_a_network_it_is_said_at_once(place, monkeypatch, at, words):
    with serving({}) as gone:
        address = gone.address
    if at == "nowhere":
        address = "http://no-such-name.invalid/"
    rows = published.archives(Mnist())
    monkeypatch.setattr(published, "archives", lambda _: [replace(one, mirrors=(address,)) for one in rows])
    told = refused(place, patience=Patience(waits=(1000,), silence=5))
    assert words in told
    assert "Is this computer connected to the internet?" in told


def test_a_certificate_that_is_not_trusted_is_told(place, monkeypatch):
    import ssl

    def untrusted(*_, **__):
        raise urllib.error.URLError(ssl.SSLCertVerificationError("self-signed"))

    monkeypatch.setattr(connection.Connection, "_opened", untrusted)
    assert "does not prove who it is" in refused(place)


@pytest.mark.parametrize("sent", [100, 0])
def test_it_can_be_cancelled_at_any_moment_and_what_has_come_is_kept(place, sent):
    place.first.script = [pause_after(sent) if sent else silent]
    with pytest.raises(Stopped):
        place.download(stop=lambda: place.first.reached.is_set() and len(place.told) == bool(sent))
    assert place.parts == ({FIRST: place.first.files[FIRST][:sent]} if sent else {})
    for thread in threading.enumerate():
        if thread.name == "download":
            thread.join(30)
            assert not thread.is_alive()
    place.first.released.set()
    before = len(place.first.asked)
    place.download()
    assert_here(place)
    assert place.first.asked[before] == (FIRST, f"bytes={sent}-" if sent else None)


def test_what_came_before_is_not_fetched_again(place):
    place.first.script = [send, status(404)]
    place.second.script = [status(404)]
    refused(place)
    assert list(place.parts) == [FIRST]
    place.first.asked.clear()
    place.download()
    assert_here(place)
    assert [name for name, _ in place.first.asked] == list(place.first.files)[1:]


@pytest.mark.parametrize("content", [b"old", b"x" * 10**5])
def test_a_part_of_something_else_does_no_harm(place, content):
    folder = place.root / ".downloads" / "MNIST"
    folder.mkdir(parents=True)
    (folder / FIRST).write_bytes(content)
    place.download()
    assert_here(place)
    assert place.second.asked == []


def test_files_that_were_damaged_are_replaced(place):
    raw = place.root / "MNIST" / "raw"
    raw.mkdir(parents=True)
    for name in place.first.files:
        (raw / name.removesuffix(".gz")).write_bytes(b"torn")
    place.download()
    assert_here(place)


def test_nobody_ever_finds_half_of_a_data_set(place, monkeypatch):
    found = []
    monkeypatch.setattr(unpacking, "written_aside", looking_first(place, found))
    place.download()
    assert found == [False] * 4
    assert_here(place)


def looking_first(place, found):
    real = unpacking.written_aside

    def written(target):
        found.append((place.root / "MNIST").exists())
        return real(target)

    return written


def test_a_disk_with_too_little_room_is_said_beforehand(place):
    told = refused(place, free=lambda _: 30_000_000)
    assert told == (
        f"{place.root}: The disk has too little room: MNIST takes 66 MB, and 30 MB are free. Free some space, or "
        "choose another data folder."
    )
    assert place.first.asked == []


def test_a_disk_that_fills_up_meanwhile_is_said_and_the_part_is_kept(place, monkeypatch):
    real = transfer.Transfer._write

    def full(self, *how):
        real(self, *how)
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(transfer.Transfer, "_write", full)
    assert "The disk is full. Free some space, then try again: what has come is kept." in refused(place)
    assert list(place.parts) == [FIRST]


def test_a_folder_that_cannot_be_written_to_is_said(place):
    place.root.write_bytes(b"a file")
    with pytest.raises(DataError, match=r"This folder cannot be written to \(.*\)."):
        place.download()


def test_two_at_once_do_not_disturb_each_other(place):
    place.first.script = [pause_after(100)]
    failed = []

    def second():
        place.first.reached.wait()
        try:
            place.download()
        except DownloadFailed as error:
            failed.append(str(error))
        place.first.released.set()

    beside = threading.Thread(target=second)
    beside.start()
    place.download()
    beside.join()
    assert len(failed) == 1
    assert "is being downloaded already, by another Layerscope" in failed[0]
    assert_here(place)


@pytest.mark.parametrize(
    ("source", "put", "images"),
    [
        (Cifar10(), put_cifar, (10, 2)),
        (Cifar100(), put_cifar_100, (2, 2)),
        (Svhn(), put_svhn, (3, 3)),
        (EmnistLetters(), put_emnist, (3, 3)),
    ],
)
def test_every_kind_of_archive_is_unpacked(place, monkeypatch, tmp_path, source, put, images):
    made = tmp_path / "another"
    made.mkdir()
    put(made)
    if source == EmnistLetters():
        put_emnist(made, "balanced", (0, 1))
    place.first.files = packed(source, made)
    rows = table(source, place.first.files, place.first.address)
    monkeypatch.setattr(published, "archives", lambda _: rows)
    place.source = source
    place.download(free=lambda _: 10**12)
    assert counts(facts_there(source, place.root)) == images
    assert not (place.root / ".downloads").exists()
    if source == EmnistLetters():
        assert counts(facts_there(EmnistBalanced(), place.root)) == (2, 2)


def test_what_comes_with_the_program_needs_no_download(place, monkeypatch):
    monkeypatch.undo()
    place.source = Digits()
    place.download()
    assert not place.root.exists()


def test_every_published_set_can_be_downloaded(monkeypatch):
    for kind in SOURCES:
        assert bool(kind.download) == bool(kind.where) == bool(published.archives(kind()))


def test_nothing_is_written_outside_of_the_root(place, tmp_path):
    place.download()
    assert {path.name for path in tmp_path.iterdir()} == {"made", "data"}
