"""A download through the door of the window: it tells how far it is, can be cancelled, and ends with the service."""

import pytest

from engine.data.download import published
from engine.data.facts import facts_there
from engine.errors import DownloadFailed
from engine.events import Progress
from engine.project.data.sources import Mnist
from engine.service.questions import CountImages, Download
from tests.engine.data.sets import put_mnist
from tests.local_server import packed, pause_after, serving, status, table


@pytest.fixture
def server(tmp_path, monkeypatch):
    monkeypatch.setenv("no_proxy", "127.0.0.1")
    put_mnist(tmp_path / "made")
    files = packed(Mnist(), tmp_path / "made")
    with serving(files) as made:
        rows = table(Mnist(), files, made.address)
        monkeypatch.setattr(published, "archives", lambda _: rows)
        yield made


def is_far(event):
    return isinstance(event, Progress) and event.unit == "bytes" and bool(event.doing)


def test_it_tells_how_far_it_is_and_then_the_images_are_there(door, server, tmp_path):
    assert door.ask(Download(Mnist())) is None
    assert door.until(is_far).total == Mnist.download
    facts = door.ask(CountImages(Mnist()))
    assert (facts.train_images, facts.test_images) == (3, 3)


def test_what_went_wrong_is_the_answer(door, server):
    server.script = [status(404)]
    with pytest.raises(DownloadFailed, match="does not have it any more"):
        door.ask(Download(Mnist()))


def test_closing_ends_it_at_once_and_the_part_is_kept(door, server, tmp_path):
    server.script = [pause_after(100)]
    door.service.ask(Download(Mnist()))
    server.reached.wait()
    door.until(is_far)
    assert door.service.close()
    (part,) = tmp_path.rglob(".downloads/MNIST/*.gz")
    assert part.stat().st_size == 100


def test_other_questions_are_answered_meanwhile(door, server, tmp_path):
    server.script = [pause_after(100)]
    request = door.service.ask(Download(Mnist()))
    server.reached.wait()
    root = tmp_path / "made"
    assert facts_there(Mnist(), root).train_images == 3
    with pytest.raises(Exception, match="is not here"):
        door.ask(CountImages(Mnist()))
    server.released.set()
    assert door.answer(request) is None
