"""What was found is looked for once, as long as the folders that decide it are as they were."""

import os
import threading

import numpy as np
import pytest

from engine.data.facts import facts_there
from engine.data.importing.bringing_in import brought_in
from engine.data.importing.finding import class_tree, looking
from engine.data.importing.finding.listing import LookedInto
from engine.data.importing.finding.remembered import Remembered
from engine.data.importing.opening import changed_since
from engine.errors import Stopped
from engine.project.data.corrections import LeaveOut
from engine.project.data.own_images import corrected
from tests.own_images import arrays, picture, put_classes

LONG_AGO = 1_000_000_000.0


def settle(root):
    """As if nothing had been changed for years."""
    for path in (root, *root.rglob("*")):
        os.utime(path, (LONG_AGO, LONG_AGO))


@pytest.fixture
def photos(tmp_path):
    root = put_classes(tmp_path / "photos", 6)
    put_classes(root / "cat", 2, ("more",))
    settle(root)
    return root


@pytest.fixture
def looks(monkeypatch):
    """The folders that are looked through, in order."""
    seen, entries = [], class_tree._Walk.entries
    monkeypatch.setattr(class_tree._Walk, "entries", lambda walk, place: seen.append(place) or entries(walk, place))
    return seen


@pytest.fixture
def source(photos, looks):
    found = brought_in(photos).source
    looks.clear()
    return found


def test_a_folder_is_looked_through_once_whatever_is_corrected(source, looks):
    facts_there(source)
    facts_there(corrected(source, LeaveOut(("cat/000.png",), train=1)))
    assert looks == []  # it was when they were brought in


@pytest.mark.parametrize("where", ["dog", "cat/more", "owl"])
def test_what_comes_goes_or_is_renamed_anywhere_is_seen(photos, source, looks, where):
    (photos / where).mkdir(exist_ok=True)
    picture(9).save(photos / where / "new.png")
    facts_there(source)
    assert "dog" in looks


def test_a_picture_that_is_written_over_where_it_lies_is_seen_by_whoever_looks_anew(photos, source, looks):
    (photos / "cat" / "000.png").write_bytes((photos / "cat" / "001.png").read_bytes() + b"\0")
    os.utime(photos / "cat", (LONG_AGO, LONG_AGO))
    before = looking.looked_again(source)
    assert looks == []
    assert changed_since(source)
    assert looking.looked_again(source).stamp != before.stamp  # from then on everybody knows


def test_what_was_changed_a_moment_ago_may_change_again_unseen_and_is_not_remembered(photos, source, looks):
    os.utime(photos / "dog")
    for _ in range(2):
        looks.clear()
        facts_there(source)
        assert "dog" in looks


@pytest.mark.parametrize("kind", ["table", "arrays"])
def test_a_table_and_an_archive_are_remembered_too(tmp_path, photos, kind, monkeypatch):
    if kind == "table":
        path = photos / "table.csv"
        path.write_text("file,label\n" + "".join(f"{n}/{i:03}.png,{n}\n" for n in ("cat", "dog") for i in range(6)))
    else:
        path = tmp_path / "data.npz"
        np.savez(path, **arrays())
    settle(path.parent)
    source = brought_in(path).source
    first = looking.looked_again(source)
    assert looking.looked_again(source) is first
    os.utime(path, (LONG_AGO + 1, LONG_AGO + 1))
    assert looking.looked_again(source) is not first


class Found:
    looked_into: LookedInto

    def __init__(self, path):
        self.looked_into = ((str(path), path.stat().st_mtime_ns),)


def test_who_comes_while_another_looks_has_its_answer_or_may_leave(photos):
    begun, go, answers = threading.Event(), threading.Event(), []
    remembered = Remembered()

    def slowly():
        begun.set()
        assert go.wait(60)
        return Found(photos)

    def ask():
        answers.append(remembered.told("photos", slowly, None, anew=False))

    threads = [threading.Thread(target=ask) for _ in range(2)]
    threads[0].start()
    assert begun.wait(60)
    with pytest.raises(Stopped):
        remembered.told("photos", slowly, lambda: True, anew=False)
    assert isinstance(remembered.told("another", lambda: Found(photos), None, anew=False), Found)
    threads[1].start()
    go.set()
    for thread in threads:
        thread.join()
    assert answers[0] is answers[1]
