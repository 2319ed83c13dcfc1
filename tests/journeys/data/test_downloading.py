"""A data set that is not on this computer: a press on Download, and it can be trained on; it may be interrupted."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from engine.data.download import published
from engine.project.data.data_settings import DataSettings
from engine.project.data.sources import Mnist
from engine.typed.document import changed
from tests.journeys.conftest import Opened
from tests.journeys.person import Person, short
from tests.local_server import Server, packed, page, pause_after, serving, table
from tests.small_data import put_idx


@pytest.fixture
def server(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Server]:
    """An MNIST of 200 and 80 images."""
    monkeypatch.setenv("no_proxy", "127.0.0.1")
    files = packed(Mnist(), put_idx(tmp_path / "made", 200, 80))
    with serving(files) as made:
        rows = table(Mnist(), files, made.address)
        monkeypatch.setattr(published, "archives", lambda _: rows)
        yield made


def at_the_data_page(opened: Opened, **how: str) -> Person:
    person = opened(changed(short(20), data=DataSettings(source=Mnist())), **how)
    person.chrome.frame.show_page("data")
    person.wait(lambda: person.reads("MNIST is not on this computer yet.", person.pages.data))
    return person


def test_it_is_fetched_shown_and_trained_on(opened: Opened, server: Server) -> None:
    person = at_the_data_page(opened)
    person.press_named("Download (12 MB)", person.pages.data)
    person.wait(lambda: person.reads("200 training and 80 test images are here", person.pages.data))
    person.wait(lambda: person.pages.data.overview.table.isVisible() and not person.pages.data.problem.isVisible())
    assert person.shared.conditions.get("images") is None
    assert "MNIST is here." in person.sentences
    person.train()


def test_it_goes_on_while_something_else_is_done_and_after_it_was_cancelled(opened: Opened, server: Server) -> None:
    person = at_the_data_page(opened)
    first = next(iter(server.files))
    server.script = [pause_after(5_000)]
    person.press_named("Download", person.pages.data)
    person.wait(lambda: person.reads("MB of 12 MB", person.pages.data))
    person.chrome.frame.show_page("inspect")
    person.wait(lambda: person.reads("MB of 12 MB"))
    person.chrome.frame.show_page("data")
    person.press_named("Cancel", person.pages.data)
    person.press_named("Download", person.pages.data)
    person.wait(lambda: person.reads("200 training and 80 test images are here", person.pages.data))
    assert (first, "bytes=5000-") in server.asked


def test_what_went_wrong_stands_beside_the_button(opened: Opened, server: Server) -> None:
    person = at_the_data_page(opened)
    server.script = [page]
    person.press_named("Download", person.pages.data)
    person.wait(lambda: person.reads("sent a page of the web in place of the file", person.pages.data))
    person.press_named("Download", person.pages.data)
    person.wait(lambda: person.reads("200 training and 80 test images are here", person.pages.data))


def test_closing_the_window_ends_it_and_keeps_what_has_come(opened: Opened, server: Server) -> None:
    person = at_the_data_page(opened)
    server.script = [pause_after(5_000)]
    person.press_named("Download", person.pages.data)
    person.wait(lambda: person.reads("MB of 12 MB", person.pages.data))
    person.close()
    assert person.service.close(30)
    (part,) = person.folder.rglob(".downloads/MNIST/*.gz")
    assert part.stat().st_size == 5_000
