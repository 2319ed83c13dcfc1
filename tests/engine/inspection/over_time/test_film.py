"""Films: one scale for all steps, bounded whatever the layer, and pictures that say their step."""

import io

import numpy as np
import pytest
from PIL import Image

from engine.errors import InputError
from engine.inspection.over_time import film as films
from engine.inspection.over_time.film import AS_NUMBERS, IN_SIGHT, Film, answer_tiles, film, filter_tiles, map_tiles
from engine.inspection.over_time.kernels import Kernels
from engine.inspection.over_time.pictures import _far_apart, as_gif, as_strip, pictures_of
from engine.inspection.over_time.sheet import BAND, ROW, _places, sheet


def steps(count: int, *shape: int, scale: float = 1.0):
    rng = np.random.default_rng(1)
    return [(2**step if step else 0, (rng.normal(size=shape) * scale).astype(np.float32)) for step in range(count)]


def test_all_steps_have_one_scale_about_zero_for_filters_and_from_0_to_1_for_answers():
    made = film("filters", [(0, np.full((1, 2, 2), -3, np.float32)), (1, np.full((1, 2, 2), 1, np.float32))])
    assert (made.steps, made.limits) == ((0, 1), (-3.0, 3.0))
    assert film("maps", [(0, np.array([[[np.nan, 1, 5]]], np.float32))]).limits == (1.0, 5.0)
    assert film("answer", [(0, answer_tiles(np.array([0.2, 0.8], np.float32)))]).limits == (0.0, 1.0)
    assert Film("maps", (0,), np.full((1, 1, 1, 1), np.inf, np.float32)).limits == (0.0, 1.0)


def test_a_film_of_too_many_values_leaves_every_other_step_out_but_never_the_last(monkeypatch):
    monkeypatch.setattr(films, "MOST_VALUES", 100)
    made = film("maps", steps(30, 1, 3, 3))
    assert made.frames.size <= 100 + 9
    assert (made.steps[0], made.steps[-1]) == (0, 2**29)
    with pytest.raises(InputError, match="too large"):
        film("maps", steps(3, 1, 30, 30))
    with pytest.raises(InputError, match="no step"):
        film("maps", [])


def test_weights_and_maps_of_any_layer_become_tiles_that_are_not_too_many():
    assert filter_tiles(np.zeros((6, 3, 5, 5), np.float32)).shape == (18, 5, 5)
    assert filter_tiles(np.zeros((16, 6, 5, 5), np.float32)).shape == (60, 5, 5), "whole filters"
    assert filter_tiles(np.zeros((16, 6, 5, 5), np.float32), IN_SIGHT).shape == (96, 5, 5), "on a page all are in sight"
    assert filter_tiles(np.zeros((128, 64, 3, 3), np.float32), IN_SIGHT).shape == (1024, 3, 3)
    assert filter_tiles(np.zeros((128, 64, 3, 3), np.float32), AS_NUMBERS).shape == (8192, 3, 3)
    assert map_tiles(np.zeros((512, 14, 14), np.float32), AS_NUMBERS).shape == (512, 14, 14)
    assert filter_tiles(np.zeros((512, 512, 3, 3), np.float32)).shape == (64, 3, 3)
    assert filter_tiles(np.zeros((10, 84), np.float32)).shape == (1, 10, 84)
    assert filter_tiles(np.zeros(16, np.float32)).shape == (1, 1, 16)
    assert filter_tiles(np.zeros((4096, 2**15), np.float32)).shape == (1, 32, 2**15)
    assert map_tiles(np.zeros((64, 224, 224), np.float32)).shape == (20, 224, 224)
    assert map_tiles(np.zeros((4096, 1, 1), np.float32)).shape == (64, 1, 1)
    assert map_tiles(np.zeros(84, np.float32)).shape == (1, 1, 84)


@pytest.mark.parametrize(
    ("what", "shape"),
    [("filters", (6, 5, 5)), ("filters", (1, 120, 400)), ("maps", (16, 10, 10)), ("maps", (3, 224, 224)),
     ("maps", (64, 1, 1)), ("answer", (1, 1, 10)), ("answer", (1, 1, 1000))],
)  # fmt: skip
def test_a_gif_has_a_picture_for_each_step_and_a_strip_some_of_them_side_by_side(what, shape):
    made = film(what, steps(5, *shape, scale=0.3), tuple("abcdefghij"))
    told = []
    with Image.open(io.BytesIO(as_gif(made, lambda *done: told.append(done)))) as gif:
        assert (gif.format, gif.n_frames) == ("GIF", 5)
        width, height = gif.size
        assert width <= 700
        assert height <= 1300
    assert told[-1] == (5, 5)
    with Image.open(io.BytesIO(as_strip(made))) as strip:
        assert strip.format == "PNG"
        assert strip.size[0] * strip.size[1] == 5 * width * height or strip.size[0] // width < 5


def test_of_many_steps_a_strip_has_twelve_with_the_first_and_the_last():
    made = film("filters", steps(60, 1, 3, 3))
    width, height = next(pictures_of(made)).size
    with Image.open(io.BytesIO(as_strip(made))) as strip:
        assert strip.size[0] * strip.size[1] >= 12 * width * height


@pytest.mark.parametrize(
    ("steps", "shown"),
    [
        ((7,), (7,)),
        ((0, 3, 5), (0, 3, 5)),
        (
            (0, 1, 2, 4, 8, 16, 32, 64, 128, 250, 500, 512, 750, 1000, 1024, 1250, 1500),
            (0, 4, 16, 32, 64, 128, 250, 500, 750, 1024, 1250, 1500),
        ),
    ],
)
def test_the_steps_of_a_strip_lie_far_from_each_other(steps, shown):
    assert tuple(steps[place] for place in _far_apart(steps, 12)) == shown


@pytest.mark.parametrize("filters", [1, 2])
def test_kernels_of_which_not_one_filter_in_colour_has_room_stand_alone(filters):
    tiles = filter_tiles(np.random.default_rng(0).normal(size=(filters, 3, 600, 600)).astype(np.float32))
    assert len(tiles) < 3
    made = film("filters", [(0, tiles)], whole=3 * filters, kernels=Kernels(filters, 3, in_colour=True))
    assert made.kernels == Kernels(filters, 3)
    assert next(pictures_of(made)).width > 300


def test_filters_that_read_colours_are_in_colour_and_grey_is_zero():
    values = np.zeros((6, 2, 2), np.float32)
    values[3:] = np.array([1, -1, 0], np.float32)[:, None, None]
    made = film("filters", [(0, values)], whole=9, kernels=Kernels(3, 3, in_colour=True))
    picture = np.asarray(sheet(made, 0))
    assert picture[0, 0].tolist() == [128, 128, 128]
    assert picture[0, -1].tolist() == [255, 0, 128]
    assert picture.shape[1] == 2 * 32 + 4


@pytest.mark.parametrize("groups", [1, 2])
@pytest.mark.parametrize(
    ("filters", "channels", "side"), [(8, 2, 5), (10, 6, 5), (4, 16, 3), (1, 64, 3), (2, 32, 3), (4, 3, 11), (16, 4, 1)]
)
def test_the_kernels_of_a_filter_stand_together_and_a_row_ends_where_a_filter_ends(filters, channels, side, groups):
    values = np.random.default_rng(0).normal(size=(filters * channels, side, side)).astype(np.float32)
    kernels = Kernels(filters, channels, groups)
    made = film("filters", [(0, values)], kernels=kernels)
    picture = sheet(made, 0)
    assert picture.width <= ROW
    places = _places(len(values), 24, 24, kernels)
    corners = [places.corner(tile) for tile in range(len(values))]
    assert len(set(corners)) == len(corners)
    for begin in range(0, len(values), channels):
        tops = [top for _, top in corners[begin : begin + channels]]
        assert len(set(tops)) == places.lines
    owners: dict[int, set[int]] = {}
    for tile, (_, top) in enumerate(corners):
        owners.setdefault(top, set()).add(tile // channels)
    if places.lines > 1:
        assert all(len(row) == 1 for row in owners.values())


def test_kernels_say_their_filter_and_channel_where_there_is_room():
    values = np.zeros((12, 5, 5), np.float32)
    frames = [(0, values)]
    labelled, bare = (sheet(film("filters", frames, kernels=one), 0) for one in (Kernels(6, 2), None))
    assert (np.asarray(bare) == 255).all(-1).sum() < (np.asarray(labelled) == 255).all(-1).sum()
    assert np.asarray(labelled)[:16].min() < 200, "letters above the kernels"


def test_a_film_of_some_of_many_filters_in_colour_counts_filters():
    frames = [(0, np.zeros((63, 3, 3), np.float32))]
    some, all_ = (film("filters", frames, whole=n, kernels=Kernels(n // 3, 3, in_colour=True)) for n in (96, 63))
    grey = film("filters", [(0, np.zeros((21, 3, 3), np.float32))], whole=32)  # says “the first 21 of 32”
    captions = [np.asarray(next(pictures_of(one)))[:20, :200] for one in (some, grey, all_)]
    np.testing.assert_array_equal(captions[0], captions[1])
    assert (captions[0] != 255).sum() > (captions[2] != 255).sum()


@pytest.mark.parametrize("values", [10, 400, 4096])
def test_a_vector_is_a_band_that_can_be_seen(values):
    body = sheet(film("maps", steps(2, 1, 1, values)), 1)
    assert body.height >= BAND
    assert body.width >= 80
    assert np.asarray(body)[0].tolist() == np.asarray(body)[-1].tolist()


def test_what_is_no_number_is_magenta_and_signs_have_colours():
    made = film("filters", [(0, np.array([[[np.nan, -1, 1]]], np.float32))])
    picture = np.asarray(next(pictures_of(made)))
    colours = {tuple(colour) for colour in picture[30, :].tolist()}
    assert {(255, 0, 255), (33, 102, 172), (178, 24, 43)} <= colours


def test_a_film_of_some_of_many_filters_says_so_in_black_letters():
    frames = [(0, np.linspace(-1, 1, 64 * 9, dtype=np.float32).reshape(64, 3, 3))]
    whole, cut = (film("filters", frames, whole=count) for count in (64, 96))
    captions = [np.asarray(next(pictures_of(one)))[:20] for one in (whole, cut)]
    assert (captions[1] != 255).sum() > (captions[0] != 255).sum()
    with Image.open(io.BytesIO(as_gif(cut))) as gif:
        letters = np.asarray(gif.convert("RGB"))[:20].astype(int)
        assert letters.min() < 60
        assert np.ptp(letters, axis=-1).max() < 20, "grey, whatever the filters' colours"


@pytest.mark.parametrize("channels", [1, 3])
def test_a_film_of_an_answer_shows_what_is_answered(channels):
    frames = [(0, answer_tiles(np.array([0.2, 0.8], np.float32)))]
    image = np.full((channels, 28, 28), 200, np.uint8)
    picture = np.asarray(next(pictures_of(film("answer", frames, ("a", "b"), image=image))))
    assert (picture == 200).all(-1).sum() == 96 * 96


def test_whoever_gives_up_ends_it():
    def stop(done: int, _total: int) -> None:
        if done == 2:
            raise InterruptedError

    with pytest.raises(InterruptedError):
        as_gif(film("filters", steps(5, 1, 3, 3)), stop)
