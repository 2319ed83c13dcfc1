"""Films of a run, for scripts."""

import shutil

import numpy as np
import pytest
from PIL import Image

import engine
from engine.runs.kept.snapshots import Snapshots
from tests.engine.library.test_attributing import digit  # noqa: F401  # a fixture


def test_a_film_has_what_each_kept_step_had(short, digit, tmp_path):  # noqa: F811
    run = engine.open_run(short)
    first, *_ = (name.split("/")[0] for name in run.weights())
    film = engine.film(run, "filters", layer=first)
    assert film.steps == tuple(Snapshots(run.path / "snapshots").steps())
    for step, tiles in zip(film.steps, film.frames, strict=True):
        weights = run.weights(step)[f"{first}/weight"]
        np.testing.assert_array_equal(tiles, weights.reshape(tiles.shape))
    answer = engine.film(run, "answer", image=digit)
    best = engine.predict(short, digit, step=answer.steps[-1])[0].best
    assert answer.names[int(answer.frames[-1].argmax())] == best
    assert engine.film(run, "maps", layer=first, image=digit).frames.shape[0] == len(film.steps)
    with Image.open(engine.save_film(film, tmp_path / "filters.gif")) as gif:
        assert gif.n_frames == len(film.steps)
    with Image.open(engine.save_film(answer, tmp_path / "answer.png")) as strip:
        assert strip.format == "PNG"


def test_what_cannot_be_filmed_is_refused_in_words(short, digit, tmp_path):  # noqa: F811
    for told, words in (
        ({}, "a layer is needed"),
        ({"layer": "n99999"}, "no layer “n99999”"),
        ({"what": "maps", "layer": "n00001"}, "an image is needed"),
        ({"what": "maps", "image": digit}, "a layer is needed"),
    ):
        with pytest.raises(engine.InputError, match=words):
            engine.film(short, **told)
    film = engine.film(short, "answer", image=digit)
    with pytest.raises(engine.InputError, match="no name for a film"):
        engine.save_film(film, tmp_path / "film.mp4")
    with pytest.raises(engine.ImageError, match="cannot be written"):
        engine.save_film(film, tmp_path / "nowhere" / "film.gif")


def test_weights_are_weights_whether_a_checkpoint_or_a_snapshot_holds_them(short, tmp_path):
    run = engine.open_run(shutil.copytree(short.path, tmp_path / "run"))
    filters = engine.film(run, layer="n00000")
    shutil.rmtree(run.path / "snapshots")
    assert engine.film(run, layer="n00000").steps == tuple(run.kept_steps)
    other = engine.open_run(shutil.copytree(short.path, tmp_path / "other"))
    shutil.rmtree(other.path / "checkpoints")
    assert engine.evaluate(other).step == other.kept_steps[-1]
    assert engine.film(other, layer="n00000").steps == filters.steps
    shutil.rmtree(other.path / "snapshots")
    with pytest.raises(engine.InputError, match="no weights that can be read"):
        engine.evaluate(other)
