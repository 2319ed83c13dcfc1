"""`main.py download`: a published data set by its name, whatever its spelling; what is there already is said."""

import os
import signal

import pytest

from engine.data.download import download, published
from engine.data.download.transfer import Patience
from engine.project.data.sources import Mnist
from tests.engine.command.helpers import refused, told
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


@pytest.mark.parametrize("name", ["mnist", "MNIST"])
def test_it_is_fetched_once_and_then_it_is_there(tmp_path, server, name):
    root = tmp_path / "data"
    answer = told("download", name, "--data-dir", root)
    assert answer.status == 0
    assert answer.out == f"MNIST is there now: 3 training and 3 test images, in {root}.\n"
    assert answer.err == f"Downloading MNIST, 12 MB, into {root} …\n"
    asked = len(server.asked)
    answer = told("download", name, "--data-dir", root)
    assert (answer.status, answer.err) == (0, "")
    assert answer.out == f"MNIST is there already: 3 training and 3 test images, in {root}.\n"
    assert len(server.asked) == asked


def test_the_last_line_is_json(tmp_path, server):
    answer = told("download", "mnist", "--data-dir", tmp_path / "data", "--json")
    assert answer.figures == {
        "name": "mnist",
        "folder": str(tmp_path / "data"),
        "downloaded": True,
        "train_images": 3,
        "test_images": 3,
    }
    assert told("download", "mnist", "--data-dir", tmp_path / "data", "--json").figures["downloaded"] is False


def test_what_is_not_whole_is_fetched_again(tmp_path, server):
    (put_mnist(tmp_path / "data") / "t10k-labels-idx1-ubyte").unlink()
    assert "is there now" in told("download", "mnist", "--data-dir", tmp_path / "data").out


def test_a_name_that_comes_close_is_told():
    assert refused("download", "cifar-1") == "There is no data set “cifar-1”. Did you mean “cifar10”?"
    assert "Did you mean “emnist-letters”?" in refused("download", "emnist-letter")


def test_the_digits_come_with_the_program():
    answer = told("download", "digits")
    assert answer.status == 0
    assert answer.out == "Digits (bundled) is there already: 8,000 training and 2,000 test images.\n"


def test_a_server_without_it_is_a_failure_and_not_wrong_input(tmp_path, server):
    server.script = [status(404)]
    answer = told("download", "mnist", "--data-dir", tmp_path / "data")
    assert (answer.status, answer.out) == (1, "")
    assert answer.err.splitlines()[-1] == (
        "MNIST could not be downloaded: 127.0.0.1 does not have it any more (404). Try again later; what has come is "
        "kept."
    )


def test_a_folder_that_cannot_be_written_to_is_wrong_input(tmp_path, server):
    (tmp_path / "file").touch()
    answer = told("download", "mnist", "--data-dir", tmp_path / "file")
    assert answer.status == 2
    assert "This folder cannot be written to" in answer.err


@pytest.mark.skipif(os.name == "nt", reason="signals as on Unix")
@pytest.mark.usefixtures("interruptible")
def test_an_interruption_keeps_what_has_come(tmp_path, server, monkeypatch):
    first = next(iter(server.files))
    server.script = [pause_after(100)]
    real = download.Transfer

    def interrupted(archive, part, most, tell, stop, patience):
        def tell_and_interrupt(done):
            tell(done)
            os.kill(os.getpid(), signal.SIGINT)

        return real(archive, part, most, tell_and_interrupt, stop, Patience(waits=(0,)))

    monkeypatch.setattr(download, "Transfer", interrupted)
    answer = told("download", "mnist", "--data-dir", tmp_path / "data")
    assert answer.status == 130
    assert answer.err.splitlines()[-1].startswith("Interrupted: what has come is kept")
    assert (tmp_path / "data" / ".downloads" / "MNIST" / first).read_bytes() == server.files[first][:100]
