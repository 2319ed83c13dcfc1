"""Whatever is asked of a person's own images ends soon after nobody waits for it any more."""

import numpy as np
import pytest

from engine.data.facts import facts_there
from engine.data.first_images import first_images
from engine.data.importing.bringing_in import brought_in
from engine.data.importing.cache import cache
from engine.data.importing.finding import class_tree
from engine.data.importing.opening import changed_since
from engine.data.importing.preview import look, originals, shown
from engine.errors import Stopped
from engine.project.data.own_images import Reading
from engine.project.data.sources import CIFAR_CLASSES, Cifar10
from tests.own_images import arrays, put_classes

MANY = 10  # looks whether it is still wanted, far fewer than there are files


@pytest.fixture(params=["folder", "table", "arrays"])
def path(request, tmp_path, monkeypatch):
    """Images of each kind, which are looked at in small steps."""
    monkeypatch.setattr(class_tree, "BLOCK", 4)
    if request.param == "arrays":
        np.savez(tmp_path / "data.npz", **arrays(60))
        return tmp_path / "data.npz"
    root = put_classes(tmp_path / "photos", 30)
    if request.param == "folder":
        return root
    rows = "".join(f"{name}/{at:03}.png,{name}\n" for name in ("cat", "dog") for at in range(30))
    (root / "table.csv").write_text(f"file,label\n{rows}")
    return root / "table.csv"


class After:
    """Nobody waits any more after so many looks."""

    def __init__(self, looks):
        self._left, self.late = looks, 0

    def __call__(self):
        self._left -= 1
        self.late += self._left < 0
        return self._left < 0


def names(path):
    return tuple(map(str, range(24))) if path.suffix == ".npz" else tuple(f"cat/{at:03}.png" for at in range(24))


QUESTIONS = {
    "look": lambda path, source, stop: look(path, stop),
    "as they are": lambda path, source, stop: originals(path, names(path), 8, stop),
    "as they would be read": lambda path, source, stop: shown(path, names(path), Reading(8, 8), stop),
    "changed": lambda path, source, stop: changed_since(source, stop),
    "counts": lambda path, source, stop: facts_there(source, None, stop),
    "first images": lambda path, source, stop: first_images(source, None, 2, stop),
    "bringing in": lambda path, source, stop: brought_in(path, stop=stop),
}


@pytest.mark.parametrize("question", QUESTIONS)
@pytest.mark.parametrize("looks", [0, 1])
def test_it_ends_at_the_next_look(path, question, looks):
    source = brought_in(path).source
    cache.emptied()
    stop = After(looks)
    with pytest.raises(Stopped):
        QUESTIONS[question](path, source, stop)
    assert stop.late == 1


def test_a_published_set_in_folders_of_pictures_is_counted_only_as_long_as_it_is_wanted(tmp_path):
    for part in ("train", "test"):
        put_classes(tmp_path / "cifar10-jpeg" / part, 1, CIFAR_CLASSES, "jpg")
    assert facts_there(Cifar10(), tmp_path).train_images == 10
    with pytest.raises(Stopped):
        facts_there(Cifar10(), tmp_path, After(MANY))
