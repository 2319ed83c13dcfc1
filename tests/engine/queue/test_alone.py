"""Whoever trains an entry of a queue holds its lock, so that a second process leaves it alone."""

from engine.runs.lock.lock import Lock, written_holder
from tests.engine.command.helpers import told

WORDS = ("train", "mlp-1", "--set=data.source=digits", "--steps=1", "--share=0.02", "--threads=1")


def test_a_second_process_says_who_trains_it_and_makes_no_run(tmp_path):
    lock = Lock(tmp_path / "entry.lock")
    lock.acquire()
    answer = told(*WORDS, "--out", tmp_path / "runs", "--alone", tmp_path / "entry.lock")
    lock.release()
    assert answer.status == 3
    assert answer.sentence.startswith("The run is being trained already, by process ")
    assert not (tmp_path / "runs").exists()


def test_the_first_gives_it_back_at_its_end(tmp_path):
    answer = told(*WORDS, "--out", tmp_path / "runs", "--alone", tmp_path / "entry.lock", "--json")
    assert answer.status == 0
    assert written_holder(tmp_path / "entry.lock") is None
