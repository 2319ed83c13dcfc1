"""What was found for a network is kept for it: by what it computes, beside others, whatever becomes of the file."""

import pytest
import torch
from msgspec.structs import replace

from engine.machine.setup import Setup
from engine.project.recipes import read_recipe
from engine.training.tuning import remembered
from engine.training.tuning.tuned import KnownSetup
from engine.typed.document import changed

ONE = KnownSetup(Setup(1, "channels_last"), "measured")


@pytest.fixture(autouse=True)
def file(tmp_path, monkeypatch):
    monkeypatch.setattr("engine.machine.kept_file.state_folder", lambda: tmp_path / "state")
    monkeypatch.setattr(remembered, "_unwritten", {})
    monkeypatch.setattr(remembered, "thread_counts", lambda: (1, 2))
    remembered.KEPT.path.parent.mkdir()
    return remembered.KEPT.path


def key(project) -> str:
    return remembered.found_for(project, torch.device("cpu"), beside_window=False)


def with_first(project, node):
    _, *others = project.network.nodes
    return changed(project, network=changed(project.network, nodes=(node, *others)))


@pytest.mark.parametrize("naming", [{"name": "eyes"}, {"note": "mind this"}, {"id": "nabcde"}])
def test_what_a_layer_is_called_makes_no_other_network(naming):
    project = read_recipe("lenet5-sample")
    assert key(with_first(project, replace(project.network.nodes[0], **naming))) == key(project)


@pytest.mark.parametrize("computing", [{"trainable": False}, {"enabled": False}])
def test_what_a_layer_does_makes_another(computing):
    project = read_recipe("lenet5-sample")
    assert key(with_first(project, replace(project.network.nodes[0], **computing))) != key(project)


def test_a_newer_programs_file_is_left_to_it(file):
    newer = b'{"version": 99, "known": {"k": {"setup": {"gpu_graph": true}}}}'
    file.write_bytes(newer)
    remembered.remember("mine", ONE)
    assert file.read_bytes() == newer
    assert remembered.remembered("mine") == ONE


def test_forgetting_holds_where_the_disk_takes_nothing(monkeypatch):
    def full(*_):
        raise OSError

    remembered.remember("k", ONE)
    monkeypatch.setattr("engine.machine.kept_file.write_aside", full)
    remembered.forget("k")
    assert remembered.remembered("k") is None


@pytest.mark.parametrize("threads", [-1, 0, 100_000, 2**63 - 1])
def test_threads_that_cannot_be_are_not_taken(file, threads):
    setup = f'{{"threads": {threads}, "memory_format": "channels_last"}}'
    file.write_text(f'{{"version": 1, "known": {{"k": {{"setup": {setup}, "by": "tuned"}}}}}}')
    assert remembered.remembered("k") is None


def test_what_an_older_program_found_in_a_lower_precision_alone_is_found_anew(file):
    """Nobody knows whether it is still allowed, and what was the best without."""
    in_full = b'{"setup": {"threads": 1, "memory_format": "channels_last", "precision": "float32"}, "by": "measured"}'
    lower = in_full.replace(b"float32", b"bfloat16")
    file.write_bytes(b'{"version": 1, "known": {"full": %b, "lower": %b}}' % (in_full, lower))
    assert remembered.remembered("full") == KnownSetup(Setup(1, "channels_last"), "measured")
    assert remembered.remembered("lower") is None
