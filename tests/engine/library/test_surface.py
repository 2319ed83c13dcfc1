"""What `import engine` offers: all that it names, typed, and nothing loaded before it is used."""

import ast
import inspect
import subprocess
import sys
from pathlib import Path

import pytest

import engine

ROOT = Path(__file__).resolve().parents[3]
HEAVY = {"torch", "numpy", "msgspec", "PIL", "safetensors", "torchvision", "typing"}


def modules_after(code):
    """Names of the modules that a fresh process has loaded after some code."""
    words = [sys.executable, "-S", "-c", f"import sys; sys.path[:0] = {sys.path!r}\n{code}\nprint(*sys.modules)"]
    done = subprocess.run(words, cwd=ROOT, capture_output=True, text=True, check=True)
    return set(done.stdout.splitlines()[-1].split())


def test_importing_it_loads_nothing():
    assert not HEAVY & modules_after("import engine")


def test_checking_editing_and_opening_load_no_torch(short, tmp_path):
    code = (
        "import engine; assert engine.check(engine.edit('lenet5-sample', training__batch=64)).ok; engine.recipes(); "
        f"assert engine.read({str(short.path)!r}).title; assert engine.open_run({str(short.path)!r}).result.steps"
    )
    assert "torch" not in modules_after(code)


@pytest.mark.parametrize("name", engine.__all__)
def test_every_name_is_there_and_described(name):
    value = getattr(engine, name)
    assert name in dir(engine)
    assert name == "Event" or inspect.getdoc(value)


def test_the_names_are_the_same_wherever_they_stand():
    tree = ast.parse(Path(engine.__file__).read_text(encoding="utf-8"))
    imported = [node for node in ast.walk(tree) if isinstance(node, ast.ImportFrom) and node.module in engine._HOMES]
    assert {node.module: tuple(alias.name for alias in node.names) for node in imported} == engine._HOMES
    assert engine.__all__ == sorted(name for names in engine._HOMES.values() for name in names)


def test_a_name_that_is_not_there_is_an_attribute_error():
    with pytest.raises(AttributeError, match="has no attribute 'trian'"):
        _ = engine.trian


@pytest.mark.parametrize(
    "wrong",
    [
        lambda: engine.train("mlp-1", out=3),
        lambda: engine.train("mlp-1", data_dir=3),
        lambda: engine.train("mlp-1", device=3),
        lambda: engine.edit("mlp-1", 3),
        lambda: engine.edit("mlp-1", None),
    ],
)
def test_values_of_a_wrong_kind_are_refused_in_words(wrong):
    with pytest.raises(engine.InputError):
        wrong()
