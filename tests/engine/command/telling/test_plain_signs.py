"""A terminal that lacks a letter gets another sign that says the same, never a question mark."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from engine.command.telling.plain_signs import SIGNS, plain
from engine.network.layers import Flatten, Linear
from engine.network.network import Network
from engine.network.nodes import Node
from engine.project.project import Project, save_project

ROOT = Path(__file__).resolve().parents[4]


def said(*words, **environment):
    """Both streams as bytes."""
    done = subprocess.run(
        [sys.executable, "main.py", *map(str, words)], cwd=ROOT, capture_output=True, check=False,
        env={**os.environ, "PYTHONUTF8": "0", **environment},
    )  # fmt: skip
    return done.stdout, done.stderr


@pytest.mark.parametrize("environment", [{"PYTHONIOENCODING": "ascii"}, {"PYTHONIOENCODING": "latin-1"}])
def test_a_table_keeps_its_signs_in_plain_ones(tmp_path, environment):
    nodes = (Node("n00000", Flatten()), Node("n00001", Linear()))
    save_project(Project(title="Müller’s Ønet – 数", network=Network(nodes)), tmp_path / "mine.json")
    out, err = said("check", tmp_path / "mine.json", **environment)
    text = out.decode(environment["PYTHONIOENCODING"])
    assert "?" not in text
    assert "-----" in text
    assert "Ønet" in text if "latin" in environment["PYTHONIOENCODING"] else "Muller's Onet - \\u6570" in text
    assert err == b""


def test_each_stream_has_its_own_encoding_and_errors_are_plain_too():
    out, err = said("check", "“nö”", PYTHONIOENCODING="ascii")
    assert out == b""
    assert err.startswith(b'There is no project, recipe or run ""no"".')


@pytest.mark.parametrize("sign", SIGNS)
def test_every_sign_has_an_ascii_one(sign):
    assert plain(sign).isascii()
    assert "?" not in plain(sign)


def test_other_letters_lose_their_marks_or_give_their_number():
    assert [plain(letter) for letter in "éÅﬁ２α\udcff"] == ["e", "A", "fi", "2", "\\u03b1", "\\xff"]
