"""Names of images: any of them, few or many, and what is not known."""

import pytest

from engine.data import image_names
from engine.data.image_names import ImageNames

NAMES = ["cat/1.png", "cat/été.png", "dog/3.png"]


@pytest.mark.parametrize("few", [0, 10])
def test_names_are_found_one_by_one_as_all_together(monkeypatch, few):
    monkeypatch.setattr(image_names, "FEW", few)
    names = ImageNames("".join(f"{name}\n" for name in NAMES).encode())
    assert names.all() == NAMES
    assert names.at([2, 0, 1, 1, 3]) == [NAMES[2], NAMES[0], NAMES[1], NAMES[1], ""]
    assert ImageNames(b"").at([0, 7]) == ["", ""]


def test_one_name_of_many_takes_no_list_of_all(monkeypatch):
    names = ImageNames(b"a.png\n" * 1_000)
    monkeypatch.setattr(ImageNames, "all", None)
    assert names.at([999]) == ["a.png"]
