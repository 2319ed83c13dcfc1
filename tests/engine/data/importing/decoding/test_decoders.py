"""Processes that decode: the same images as in this process, in order; none is left behind, whatever happens."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import numpy as np
import psutil
import pytest

from engine.data.importing.decoding.decoders import Decoders, chunks
from engine.data.importing.decoding.worker import Chunk, decode
from engine.data.importing.finding.class_tree import listed_folder
from engine.data.importing.finding.listing import Labelled
from engine.errors import Stopped
from engine.project.data.own_images import Reading
from tests.own_images import put_classes

ROOT = Path(__file__).resolve().parents[5]
READING = Reading(8, 8)


@pytest.fixture
def listing(tmp_path):
    put_classes(tmp_path, 40)
    (tmp_path / "cat" / "text.png").write_text("hello")
    return listed_folder(tmp_path)


def all_of(listing, processes):
    with Decoders(listing.root, READING, listing.train, processes=processes) as decoders:
        found = list(decoders.decoded(listing.train))
    images = np.concatenate([one.images for one in found])
    return images, [file.name for one in found for file in one.good], [pair for one in found for pair in one.bad]


def children():
    return [child for child in psutil.Process().children(recursive=True) if child.status() != psutil.STATUS_ZOMBIE]


def test_processes_decode_as_this_one_does_and_in_the_order_of_the_files(listing):
    images, good, bad = all_of(listing, 2)
    here, good_here, bad_here = all_of(listing, 0)
    assert np.array_equal(images, here)
    assert (good, bad) == (good_here, bad_here)
    assert [(file.name, why) for file, why in bad] == [("cat/text.png", "It is no image.")]
    assert good == [file.name for file in listing.train if file.name != "cat/text.png"]
    assert not children()


def test_a_decoding_process_loads_neither_torch_nor_qt():
    code = "import engine.data.importing.decoding.worker, sys; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert not {"torch", "torchvision", "PySide6", "pyqtgraph"} & set(done.stdout.split())


def test_a_process_that_is_killed_is_replaced_and_no_image_is_lost(listing):
    with Decoders(listing.root, READING, listing.train, processes=2) as decoders:
        for child in children():
            child.kill()
        found = list(decoders.decoded(listing.train))
    assert sum(len(one.images) for one in found) == 80
    assert not children()


def test_a_file_that_ends_its_decoder_costs_that_file_alone(listing, monkeypatch):
    names = [file for file in listing.train if file.name != "cat/text.png"][:5]
    with Decoders(listing.root, READING, names, processes=1) as decoders:
        kind = type(decoders._all[0])
        really = kind.ask  # a file that does this cannot be made to order
        deadly = os.fsencode(names[2].name)

        def ask(decoder, chunk):
            if deadly in chunk.names:
                really(decoder, Chunk(chunk.root, (), chunk.reading))  # it has begun to work
                decoder.kill()
            return really(decoder, chunk)

        monkeypatch.setattr(kind, "ask", ask)
        found = list(decoders.decoded(names))
    assert [file.name for one in found for file, _ in one.bad] == [names[2].name]
    assert sum(len(one.images) for one in found) == 4
    assert not children()


def test_it_stops_within_a_moment_of_being_asked_to(listing):
    asked = []
    with Decoders(listing.root, READING, listing.train, lambda: bool(asked), 1) as decoders:
        answers = decoders.decoded(list(listing.train) * 200)
        next(answers)
        asked.append(True)
        with pytest.raises(Stopped):
            list(answers)
    assert not children()


def test_no_process_outlives_the_one_that_started_it(tmp_path):
    put_classes(tmp_path, 3)
    code = (
        "import sys, time; from pathlib import Path; from engine.data.importing.decoding.decoders import Decoders\n"
        "from engine.project.data.own_images import Reading\n"
        f"with Decoders(Path({str(tmp_path)!r}), Reading(8, 8), [], processes=2):\n"
        "    print('ready', flush=True); time.sleep(60)\n"
    )
    with subprocess.Popen([sys.executable, "-c", code], cwd=ROOT, stdout=subprocess.PIPE, text=True) as parent:
        assert parent.stdout.readline() == "ready\n"
        left = psutil.Process(parent.pid).children(recursive=True)
        assert len(left) == 2
        parent.send_signal(signal.SIGKILL if sys.platform != "win32" else signal.SIGTERM)
        parent.wait()
    assert not psutil.wait_procs(left, timeout=30)[1]


def test_chunks_are_bounded_in_files_and_in_bytes():
    small = [Labelled(str(number), 0, 10, 0) for number in range(150)]
    assert [len(chunk) for chunk in chunks(small)] == [64, 64, 22]
    large = [Labelled(str(number), 0, 3 * 2**20, 0) for number in range(4)]
    assert [len(chunk) for chunk in chunks(large)] == [2, 2]


def test_decoding_gives_an_account_of_what_failed(tmp_path):
    put_classes(tmp_path, 1)
    account, images = decode(Chunk(os.fsencode(tmp_path), (b"cat/000.png", b"none.png", b"dog/000.png"), READING))
    assert images.shape == (2, 3, 8, 8)
    assert [(one.place, one.why) for one in account.failures] == [(1, "It cannot be read (no such file or directory).")]
    assert account.notes == {"colour": 2}
