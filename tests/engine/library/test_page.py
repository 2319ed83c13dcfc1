"""The scripts of docs/library.md run as they stand there, one after the other, and pass the type check."""

import os
import re
import runpy
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

import engine

ROOT = Path(__file__).resolve().parents[3]
PAGE = (ROOT / "docs" / "library.md").read_text(encoding="utf-8")
SCRIPTS = re.findall(r"```python\n(.*?)```", PAGE, re.DOTALL)
LINES = 12  # at most


def test_they_are_short_and_each_is_tried():
    assert [len(script.splitlines()) <= LINES for script in SCRIPTS] == [True] * 11


def test_the_page_names_everything_that_the_library_does():
    functions = {name for name in engine.__all__ if name.islower()}
    assert functions == set(re.findall(r"^\| `(\w+)\(", PAGE, re.MULTILINE))


@pytest.fixture
def ran(tmp_path, monkeypatch, capsys):
    """Runs a script in a folder of its own and gives the lines that it prints."""
    monkeypatch.chdir(tmp_path)

    def run(script):
        (tmp_path / "script.py").write_text(script, encoding="utf-8")
        runpy.run_path(str(tmp_path / "script.py"), run_name="__main__")
        return capsys.readouterr().out.splitlines()

    return run


@pytest.mark.slow
@pytest.mark.timeout(300)  # six epochs, on whatever else the machine does
def test_training_tells_of_every_epoch(ran):
    lines = ran(SCRIPTS[0])
    assert [line.split(":")[0] for line in lines[::2]] == [f"epoch {count}" for count in range(1, 7)]
    assert float(lines[-1].split("%")[0]) > 90


@pytest.mark.slow
def test_variations_are_compared_and_the_last_is_looked_at(ran, tmp_path):
    lines = ran(SCRIPTS[1])
    assert [line.split(" filters")[0] for line in lines[::2]] == [" 6", "16"]
    assert "61,706 parameters" in lines[0]
    with np.load(ROOT / "resources" / "mnist-10k.npz", allow_pickle=False) as arrays:
        three = arrays["images"][arrays["labels"] == 3][0]
    Image.fromarray(255 - three).resize((280, 280)).save(tmp_path / "three.png")
    (forked,) = ran(SCRIPTS[2])
    assert "step=250" in forked
    looked = ran(SCRIPTS[3])
    assert "after 250 steps" in looked[0]
    assert sum("images, " in line for line in looked) == 10
    assert looked[-1].startswith("3 [('3', ")
    why = ran(SCRIPTS[4])
    assert why[0].startswith("it speaks for a 3 most at row ")
    assert [line.split(" ")[0] for line in why[1:]] == ["gradient", "integrated-gradients", "grad-cam", "occlusion"]
    (filmed,) = ran(SCRIPTS[5])
    assert filmed.startswith("(10, ")
    assert (tmp_path / "filters.gif").read_bytes()[:3] == b"GIF"
    assert (tmp_path / "answer.png").exists()
    muted = ran(SCRIPTS[6])
    assert len(muted) == 4
    assert "test images right" in muted[-1]
    (learned,) = ran(SCRIPTS[7])
    assert "Agreement(both=" in learned
    preferred = ran(SCRIPTS[8])
    assert len(preferred) == 4
    assert preferred[-1].startswith("an image made for it, (1, 28, 28): ")
    robust = ran(SCRIPTS[9])
    assert [line.split("°")[0] for line in robust[:3]] == ["turned by -90", "turned by -60", "turned by -30"]
    assert "wrong only when they are turned" in robust[-1]
    spread = ran(SCRIPTS[10])
    assert spread[0].startswith("mean ")
    assert all("the next step moves it by" in line for line in spread[1:])
    assert len(spread) > 2


@pytest.mark.slow
@pytest.mark.timeout(300)  # it reads all of the engine, unless it was checked before
def test_the_scripts_are_well_typed(tmp_path):
    pytest.importorskip("mypy")
    for index, script in enumerate(SCRIPTS):
        (tmp_path / f"script{index}.py").write_text(script, encoding="utf-8")
    words = [sys.executable, "-m", "mypy", *tmp_path.glob("*.py")]
    environment = {**os.environ, "MYPYPATH": str(ROOT)}
    done = subprocess.run(words, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout
