"""The proof of the distance, in benchmarks/strangers.py: where nothing could be measured it does not pass."""

import importlib.util
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest
import torch

SCRIPT = Path(__file__).resolve().parents[4] / "benchmarks" / "strangers.py"


@pytest.fixture
def strangers(monkeypatch):
    spec = importlib.util.spec_from_file_location("strangers", SCRIPT)
    module = importlib.util.module_from_spec(spec)
    monkeypatch.setitem(sys.modules, "strangers", module)
    monkeypatch.setattr(sys, "path", [*sys.path])
    spec.loader.exec_module(module)
    monkeypatch.setattr(sys, "argv", ["strangers.py", "--run", "here"])
    one = SimpleNamespace(found=SimpleNamespace(net=SimpleNamespace(shape=(1, 28, 28))))
    monkeypatch.setattr(module, "subject", lambda run, root: one)
    return module


def test_without_strangers_of_its_shape_it_says_so_and_fails(strangers, monkeypatch, capsys):
    monkeypatch.setattr(strangers, "strangers", lambda one, root: iter([("letters", torch.zeros(2, 3, 32, 32))]))
    assert strangers.main() == 2
    assert capsys.readouterr().out.startswith("Nothing was measured")


@pytest.mark.parametrize("worse", [False, True])
def test_a_distance_that_does_worse_fails(strangers, monkeypatch, worse):
    monkeypatch.setattr(strangers, "strangers", lambda one, root: iter([("letters", torch.zeros(2, 1, 28, 28))]))
    monkeypatch.setattr(strangers, "is_worse", lambda *_: worse)
    assert strangers.main() == int(worse)
