"""A small file of use for the next start alone: whole beside others, whatever becomes of it, and a newer one's left."""

import threading
from typing import Literal

import msgspec
import pytest

from engine.machine.kept_file import KeptFile, with_newest
from engine.typed.document import written
from engine.typed.versions import Format


class Known(msgspec.Struct, frozen=True):
    known: dict[str, int] = {}
    version: Literal[1] = 1


KNOWN = Format("known", Known)


@pytest.fixture
def file(tmp_path, monkeypatch):
    monkeypatch.setattr("engine.machine.kept_file.state_folder", lambda: tmp_path / "state")
    return KeptFile("known.json", KNOWN, Known())


def put(file, key, value):
    return file.change(lambda before: Known(with_newest(before.known, key, value, 100)))


def test_what_was_written_is_read_by_another_process(file):
    assert file.read() == Known()
    assert put(file, "a", 1)
    assert KeptFile("known.json", KNOWN, Known()).read() == Known({"a": 1})


def test_two_at_once_lose_nothing(file):
    threads = [threading.Thread(target=put, args=(file, f"of {each}", each)) for each in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert file.read().known == {f"of {each}": each for each in range(20)}


def test_what_another_process_wrote_is_seen(file):
    put(file, "a", 1)
    assert file.read().known == {"a": 1}
    file.path.write_bytes(written(Known({"a": 2, "of another": 3})))
    assert file.read().known == {"a": 2, "of another": 3}


def test_it_is_read_once_for_many_questions(file, monkeypatch):
    put(file, "a", 1)
    read, really = [], KNOWN.read_file
    monkeypatch.setattr(KNOWN, "read_file", lambda path: read.append(1) or really(path))
    assert [file.read().known for _ in range(5)] == [{"a": 1}] * 5
    assert len(read) == 1


@pytest.mark.parametrize("content", [b"", b"[1]", b"\xff", b'{"known": {"a": "b"}}'])
def test_a_damaged_file_tells_nothing_and_is_made_anew(file, content):
    put(file, "a", 1)
    file.path.write_bytes(content)
    assert file.read() == Known()
    assert put(file, "b", 2)
    assert file.read() == Known({"b": 2})


def test_a_newer_programs_file_is_left_to_it(file):
    put(file, "a", 1)
    newer = b'{"version": 99, "known": {"k": "of another kind"}}'
    file.path.write_bytes(newer)
    assert file.read() == Known()
    assert not put(file, "b", 2)
    assert file.path.read_bytes() == newer


def test_where_nothing_can_be_written_that_is_told(file):
    file.path.parent.parent.joinpath("state").write_bytes(b"a file where the folder should be")
    assert not put(file, "a", 1)
    assert file.read() == Known()


def test_of_more_than_are_kept_the_oldest_go():
    kept = {}
    for key in "abac":
        kept = with_newest(kept, key, key.upper(), 2)
    assert kept == {"a": "A", "c": "C"}
