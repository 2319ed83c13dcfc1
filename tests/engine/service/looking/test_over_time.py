"""Over time: a layer of the shown run beside what it was, its weights at all kept steps, and films of it."""

import shutil
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from engine.errors import ImageError, InputError
from engine.events import Progress
from engine.inspection.over_time.film import Most
from engine.inspection.over_time.frames import kernels_of
from engine.inspection.statistics.ridges import _shares
from engine.model.building import unset
from engine.network.layers import Conv2d
from engine.project.recipes import read_recipe
from engine.runs.kept.snapshots import Snapshots
from engine.runs.reader import RunReader
from engine.service import questions as q
from engine.service.answers import ImageOf
from engine.service.looking.layers.time_questions import Kernels
from tests.engine.service.door import Door, a_one, small

LINEAR = "n00002"
IMAGE = ImageOf("test", 3)


@pytest.fixture
def folder(door: Door) -> Path:
    folder = door.service.folder(door.train(small(40)))
    door.ask(q.ShowRun(folder))
    return folder


def test_a_layer_before_and_now(door: Door, folder: Path):
    beside = door.ask(q.CompareSteps(folder, 0, LINEAR, IMAGE))
    reader = RunReader(folder)
    for then, step in ((beside.before, 0), (beside.after, 40)):
        assert then.step == step
        np.testing.assert_array_equal(then.filters[0], reader.arrays(step)[1][f"{LINEAR}/weight"])
        assert then.maps.shape == (1, 1, 10)
    assert not np.array_equal(beside.before.maps, beside.after.maps)
    door.ask(q.ShowRun(folder, 8))
    assert beside.learned == "matrix"
    now = door.ask(q.CompareSteps(folder, 0, LINEAR, None))
    assert (now.after.step, now.after.maps) == (8, None)
    flat = door.ask(q.CompareSteps(folder, 0, "n00001", IMAGE))
    assert flat.after.filters is None
    assert flat.after.maps.shape == (1, 1, 784)


def test_as_numbers_there_is_all_of_a_layer_though_but_the_first_are_drawn(door: Door, folder: Path, monkeypatch):
    monkeypatch.setattr("engine.service.looking.layers.over_time.IN_SIGHT", Most(2, 3 * 784))
    beside = door.ask(q.CompareSteps(folder, 0, LINEAR, IMAGE))
    for then, step in ((beside.before, 0), (beside.after, 40)):
        weights = RunReader(folder).arrays(step)[1][f"{LINEAR}/weight"]
        assert then.filters.shape == (1, 3, 784)
        np.testing.assert_array_equal(then.every_filter[0], weights)
    assert (beside.filters_cut.shown, beside.filters_cut.whole) == (3, 10)


def test_tiles_of_a_convolution_say_which_kernels_they_are():
    network = read_recipe("resnet-20-cifar10").network
    net = unset(network, (3, 32, 32), 10)
    convolutions = [node.id for node in network if isinstance(node.op, Conv2d)]
    first, other = convolutions[0], next(at for at in net.layers if "@" not in at and at in convolutions[1:])
    assert kernels_of(net, first) == Kernels(16, 3, 1, in_colour=True)
    assert kernels_of(net, other) == Kernels(32, 16)
    assert kernels_of(net, network.nodes[-1].id) is None


def test_what_is_shown_by_then_is_not_taken_for_the_run_that_was_asked_about(door: Door, folder: Path):
    door.ask(q.ShowProject(small()))
    with pytest.raises(InputError, match="Another run is shown"):
        door.ask(q.CompareSteps(folder, 0, LINEAR, None))


def test_the_ridge_has_the_histograms_of_all_steps_between_common_edges(door: Door, folder: Path):
    ridge = door.ask(q.ReadRidge(folder, LINEAR))
    reader = RunReader(folder)
    assert ridge.steps == tuple(Snapshots(folder / "snapshots").steps())
    np.testing.assert_allclose(ridge.shares.sum(1), 1)
    for step, shares in zip(ridge.steps, ridge.shares, strict=True):
        weights = reader.arrays(step)[1][f"{LINEAR}/weight"]
        middle = np.interp(0.5, np.concatenate([[0], np.cumsum(shares)]), ridge.edges)
        assert middle == pytest.approx(float(np.median(weights)), abs=0.01)
    (folder / "statistics" / "000004.npz").write_bytes(b"nothing")
    assert 4 not in door.ask(q.ReadRidge(folder, LINEAR)).steps
    with pytest.raises(InputError, match="keeps no histograms"):
        door.ask(q.ReadRidge(folder, "n00001"))


def test_shares_between_other_edges_add_up_to_what_lies_between_them():
    own, counts = np.array([0.0, 1.0, 2.0]), np.array([1, 3])
    np.testing.assert_allclose(_shares(own, counts, np.array([-1.0, 0.0, 0.5, 2.0, 3.0])), [0, 0.125, 0.875, 0])


@pytest.mark.parametrize("what", ["filters", "maps", "answer"])
def test_a_film_has_every_step_that_can_be_read_and_tells_how_far_it_is(door: Door, folder: Path, tmp_path: Path, what):
    Snapshots(folder / "snapshots").at(4).write_bytes(b"nothing")
    path = tmp_path / "film.gif"
    assert door.ask(q.MakeFilm(folder, what, path, LINEAR, a_one())) == path
    with Image.open(path) as gif:
        assert gif.n_frames == len(Snapshots(folder / "snapshots").steps()) - 1
    told = [event.unit for event in door.events if isinstance(event, Progress) and event.done]
    assert {"steps", "pictures"} <= set(told)


def test_a_strip_is_one_picture_and_what_cannot_be_made_is_refused_in_words(door: Door, folder: Path, tmp_path: Path):
    door.ask(q.MakeFilm(folder, "filters", tmp_path / "film.png", LINEAR, None))
    with Image.open(tmp_path / "film.png") as strip:
        assert strip.format == "PNG"
    for question, error in (
        (q.MakeFilm(folder, "answer", tmp_path / "a.gif", None, None), InputError),
        (q.MakeFilm(folder, "filters", tmp_path / "a.gif", "n00001", None), InputError),
        (q.MakeFilm(folder, "filters", tmp_path / "nowhere" / "a.gif", LINEAR, None), ImageError),
    ):
        with pytest.raises(error):
            door.ask(question)
    shutil.rmtree(folder / "snapshots")
    with pytest.raises(InputError, match="no step of the run"):
        door.ask(q.MakeFilm(folder, "filters", tmp_path / "a.gif", LINEAR, None))
    assert not (tmp_path / "a.gif").exists()
