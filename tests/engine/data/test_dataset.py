"""A split is a view: it gives the images of its places, in its order, from a pool in memory or over a file."""

import numpy as np
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st

import engine.data.dataset
from engine.data.dataset import Split, whole
from engine.data.pool import Pool

COUNT = 40


def pixels() -> torch.Tensor:
    generator = torch.Generator().manual_seed(2)
    return torch.randint(0, 256, (COUNT, 3, 5, 4), generator=generator, dtype=torch.uint8)


@pytest.fixture(params=[False, True], ids=["in memory", "over a file"], scope="module")
def pool(request, tmp_path_factory):
    if not request.param:
        return Pool(pixels())
    path = tmp_path_factory.mktemp("map") / "images.npy"
    np.save(path, pixels().numpy())
    return Pool(torch.from_numpy(np.load(path, mmap_mode="c")), mapped=True)


def view(pool: Pool, places: list[int]) -> Split:
    indices = torch.tensor(places, dtype=torch.int64)
    return Split(pool, indices % 7, indices)


@given(places=st.lists(st.integers(0, COUNT - 1), min_size=1, max_size=60), data=st.data())
def test_every_way_to_the_images_leads_to_those_of_its_places(pool, places, data):
    split, expected = view(pool, places), pixels()[places]
    assert torch.equal(split.images, expected)
    assert torch.equal(torch.cat(list(split.in_parts())), expected)
    chosen = torch.tensor(data.draw(st.lists(st.integers(0, len(places) - 1), max_size=9)), dtype=torch.int64)
    assert torch.equal(split.at(chosen), expected[chosen])
    assert torch.equal(split.chosen(chosen).images, expected[chosen])
    assert torch.equal(split.chosen(chosen).labels, split.labels[chosen])
    begin, end = sorted(data.draw(st.tuples(st.integers(0, len(places)), st.integers(0, len(places)))))
    assert torch.equal(split.part(begin, end), expected[begin:end])
    assert torch.equal(split.first(end).images, expected[:end])
    if end:
        assert torch.equal(split.image(end - 1), expected[end - 1])


def test_the_images_given_are_copies_so_that_writing_into_them_changes_nothing(pool):
    split = view(pool, [3, 1, 2])
    for images in (split.at(torch.tensor([0])), split.part(0, 2), split.image(1), split.images):
        images.zero_()
    assert torch.equal(split.images, pixels()[[3, 1, 2]])


def test_the_whole_of_a_pool_is_not_copied_and_another_order_of_it_is():
    everything = whole(pixels(), torch.zeros(COUNT, dtype=torch.int64))
    assert everything.images is everything.pool.pixels
    assert everything.chosen(torch.arange(COUNT).flip(0)).images is not everything.pool.pixels


def test_parts_are_small_whatever_the_size_of_an_image(pool, monkeypatch):
    monkeypatch.setattr(engine.data.dataset, "AT_A_TIME", 5 * 60)  # bytes: of five images
    sizes = [len(part) for part in view(pool, list(range(12))).in_parts()]
    assert sizes == [5, 5, 2]
    monkeypatch.setattr(engine.data.dataset, "AT_A_TIME", 1)
    assert [len(part) for part in view(pool, [0, 1]).in_parts()] == [1, 1]
