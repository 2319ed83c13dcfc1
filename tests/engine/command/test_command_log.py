"""What the command line met is in the log of its process; what a person reads stays one sentence."""

import os
import subprocess
import sys
from pathlib import Path

from engine.log import log_files
from engine.platform import log_folder
from engine.version import version
from tests.engine.command.helpers import refused, told

ROOT = Path(__file__).resolve().parents[3]


def the_log():
    (path,) = log_files(log_folder())
    return path.read_text(encoding="utf-8")


def test_it_begins_with_versions_and_the_subcommand():
    told("check", "lenet5-sample")
    assert f"Layerscope {version()}" in the_log()
    assert the_log().endswith("main.py check\n")


def test_a_refusal_is_there_with_where_it_arose_and_without_the_home_folder():
    sentence = refused("check", str(Path.home() / "none.json"))
    assert str(Path.home()) in sentence
    assert "~/none.json: There is no such file." in the_log()
    assert "Traceback" in the_log()
    assert str(Path.home()) not in the_log()


def test_the_unexpected_is_there_too(monkeypatch):
    def broken(*_):
        return 1 / 0

    monkeypatch.setattr("engine.command.check.run", broken)
    monkeypatch.setattr("engine.command.check.add", lambda one: one.set_defaults(run=broken))
    assert told("check").status == 1
    assert "ZeroDivisionError" in the_log()


def test_words_that_are_no_subcommand_are_not_kept():
    told("--help")
    refused("secret", "check")
    assert "secret" not in the_log().splitlines()[0]


def test_where_no_log_can_be_written_everything_works():
    log_folder().parent.mkdir(parents=True)
    log_folder().touch()
    answer = told("recipes")
    assert (answer.status, answer.err) == (0, "")


def test_two_at_once_have_a_log_each():
    words = [sys.executable, "main.py", "recipes"]
    both = [subprocess.Popen(words, cwd=ROOT, stdout=subprocess.DEVNULL) for _ in range(2)]
    assert [one.wait(60) for one in both] == [0, 0]
    names = {path.name for path in log_files(log_folder())}
    assert names == {f"layerscope_{one.pid}.log" for one in both}
    assert os.getpid() not in [one.pid for one in both]
