"""One set of words for the ways to train, wherever a person reads: Train, Train on, Start afresh, Continue with the
weights that fit."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
OTHERS = re.compile(
    r"\btrain(s|ing)? (anew|longer|further|some more|from scratch)\b|\bcontinue with what fits\b|\bwhat fits\b"
    r"|\bas long again\b|\b(re-?train|restart|start(s|ing)? (over|anew|again|from scratch))\b",
    re.IGNORECASE,
)
TEXTS = (
    "README.md",
    "resources/help.md",
    "resources/recipe_notes.py",
    *(f"{room}/**/*.py" for room in ("gui", "engine")),
)


def sources() -> Iterator[Path]:
    for pattern in TEXTS:
        yield from sorted(ROOT.glob(pattern))


def read_by_people(path: Path) -> Iterator[str]:
    """All of a page; of a module its strings, but for what only programmers read."""
    text = path.read_text(encoding="utf-8")
    if path.suffix != ".py":
        yield text
        return
    tree = ast.parse(text)
    docs = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docs:
            yield node.value


def test_training_goes_by_one_set_of_words() -> None:
    found = {path: OTHERS.findall(text) for path in sources() for text in read_by_people(path) if OTHERS.search(text)}
    assert not found


@pytest.mark.parametrize("other", ["Train anew", "Trains longer", "Continue with what fits: 5 of 5", "starts over"])
def test_another_word_would_be_found(other: str) -> None:
    assert OTHERS.search(other)
