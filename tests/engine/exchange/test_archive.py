"""Files that hold a project with its model: what is saved comes back, and a damaged one is refused in words."""

import random

import pytest
import torch

from engine.errors import ProjectError
from engine.exchange.archive import About, open_archive, save_archive
from engine.project.recipes import read_recipe


@pytest.fixture
def saved(tmp_path):
    """A saved file of the small perceptron's project with one tensor."""
    path = tmp_path / "mine.layerscope"
    save_archive(path, read_recipe("mlp-1"), {"a/weight": torch.arange(600.0)}, About(7, True), b"picture")
    return path


def test_what_is_saved_comes_back(saved):
    project, tensors, about = open_archive(saved)
    assert project == read_recipe("mlp-1")
    assert torch.equal(tensors["a/weight"], torch.arange(600.0))
    assert about == About(7, True)


def test_wherever_it_is_damaged_it_opens_as_it_was_or_is_refused_in_words(saved, tmp_path):
    whole, chance, refused = saved.read_bytes(), random.Random(0), []
    for _ in range(200):
        content = bytearray(whole)
        content[chance.randrange(len(content))] ^= 1 << chance.randrange(8)
        (tmp_path / "damaged.layerscope").write_bytes(content)
        try:
            open_archive(tmp_path / "damaged.layerscope")
        except ProjectError as error:
            refused.append(str(error))
    assert len(refused) > 100
    assert all("damaged.layerscope" in sentence for sentence in refused)


def test_a_file_that_is_not_there_is_refused_in_words(tmp_path):
    with pytest.raises(ProjectError, match="cannot be read"):
        open_archive(tmp_path / "none.layerscope")
