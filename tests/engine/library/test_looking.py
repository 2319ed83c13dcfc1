"""Opening a run, evaluating it and predicting with it."""

import shutil
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

import engine
from engine.project.data.data_settings import DataSettings, ValidationCount
from engine.runs.reader import RunReader
from tests.engine.command.helpers import told
from tests.engine.training.small import EVERYTHING, equal, project, tensors

DIGITS = Path(__file__).resolve().parents[3] / "resources" / "mnist-10k.npz"


@pytest.fixture(scope="module")
def digits():
    """Three test digits, white on black, uint8 (3, 28, 28)."""
    with np.load(DIGITS, allow_pickle=False) as arrays:
        return arrays["images"][8000:8003]


# --- a run ---


def test_a_run_is_what_its_reader_reads(short):
    run, reader = engine.open_run(short.path), RunReader(short.path)
    assert (run.id, run.path, str(run.path)) == (short.path.name, short.path, run.__fspath__())
    assert (run.project, run.result, run.events) == (reader.project(), reader.result(), reader.events())
    assert [event.split for event in run.evaluations] == ["test"] * len(reader.evaluations())
    assert np.array_equal(run.steps.loss, reader.steps().loss)
    assert (run.live, run.kept_steps) == (False, reader.kept_steps())


def test_weights_are_arrays_of_any_kept_step(short):
    newest, first = short.weights(), short.weights(0)
    assert all(isinstance(array, np.ndarray) for array in newest.values())
    assert newest.keys() == first.keys()
    assert newest["n00000/weight"].shape == (2, 1, 5, 5)
    assert not np.array_equal(newest["n00000/weight"], first["n00000/weight"])
    with pytest.raises(engine.RunFolderError):
        short.weights(9)


def test_weights_come_in_the_order_of_the_layers(tmp_path):
    project = engine.edit("lenet5-sample", training__budget={"kind": "steps", "steps": 1})
    training = engine.train(project, out=tmp_path, device="cpu", threads=1)
    training.wait()
    run = training.run
    stack = [node.id for node in run.project.network.nodes]
    layers = [name.partition("/")[0] for name in run.weights()]
    assert layers != sorted(layers)  # the file has them by name
    assert layers == sorted(layers, key=stack.index)


@pytest.mark.parametrize("name", ["nowhere", "", 7])
def test_what_is_no_run_is_refused_in_words(name):
    for look in (engine.open_run, engine.evaluate):
        with pytest.raises(engine.InputError) as caught:
            look(name)
        assert str(caught.value).endswith(".")


# --- evaluating ---


def test_it_evaluates_as_the_command_line_does(short):
    found = engine.evaluate(short)
    figures = told("evaluate", short.path, "--json").figures
    assert (found.step, found.images, found.split) == (figures["step"], figures["images"], "test")
    assert (found.loss, found.accuracy) == (figures["test_loss"], figures["test_accuracy"])
    assert found.accuracy == short.result.test_accuracy
    assert found.confusion.tolist() == figures["confusion"]
    assert [(one.name, one.images, one.accuracy) for one in found.classes] == [
        (one["class"], one["images"], one["accuracy"]) for one in figures["classes"]
    ]


def test_any_split_and_any_kept_step(tmp_path):
    kept = project(data=DataSettings(validation=ValidationCount(1000)))
    run = engine.train(kept, out=tmp_path, device="cpu", threads=1)
    run.wait()
    images = {split: engine.evaluate(run.run, split=split).images for split in ("train", "validation", "test")}
    assert images == {"train": 7000, "validation": 1000, "test": 2000}
    assert engine.evaluate(run.run, step=0).accuracy < engine.evaluate(run.run, step=20).accuracy


def test_a_split_that_is_not_there_is_refused_in_words(short):
    with pytest.raises(engine.InputError, match="There are no images for “validation”"):
        engine.evaluate(short, split="validation")


def test_a_damaged_checkpoint_is_left_out_with_a_warning(short, tmp_path):
    copy = shutil.copytree(short.path, tmp_path / "run")
    (copy / "checkpoints" / "000020" / "weights.safetensors").write_bytes(b"")
    with pytest.warns(RuntimeWarning, match="Left out a damaged checkpoint: 000020") as caught:
        assert engine.evaluate(copy).step == 0
    assert caught[0].filename == __file__


# --- predicting ---


def test_it_predicts_as_the_command_line_does(short, digits, tmp_path):
    files = [tmp_path / f"{index}.png" for index in range(3)]
    for path, image in zip(files, digits, strict=True):
        Image.fromarray(image).save(path)
    for options in ([], ["--drawing"]):
        told_top = [
            one["top"] for one in told("predict", short.path, *files, *options, "--json").figures["predictions"]
        ]
        found = engine.predict(short, *files, drawing=bool(options))
        assert [[{"class": name, "probability": share} for name, share in one.top()] for one in found] == told_top
        assert [(one.best, one.probability) for one in found] == [one.top(1)[0] for one in found]


def test_arrays_are_taken_as_files_are(short, digits, tmp_path):
    drawn = np.kron(255 - digits[0], np.ones((7, 5), np.uint8))
    Image.fromarray(drawn).save(tmp_path / "drawn.png")
    coloured = np.stack([drawn] * 3, axis=2)
    for drawing in (False, True):
        file, grey, colour = engine.predict(short, tmp_path / "drawn.png", drawn, coloured, drawing=drawing)
        assert np.array_equal(file.probabilities, grey.probabilities)
        assert np.array_equal(file.seen, colour.seen)


def test_an_array_of_the_networks_input_is_taken_as_it_is(short, digits):
    as_input, as_image = engine.predict(short, digits[0][None], digits[0])
    assert np.array_equal(as_input.seen, digits[0][None])
    assert np.array_equal(as_input.seen, as_image.seen)
    assert as_input.probabilities.sum() == pytest.approx(1)


@pytest.mark.parametrize(
    ("image", "sentence"),
    [
        (np.zeros((28, 28), np.float32), "Image 1: Its values are of the type float32, not uint8."),
        (np.zeros((2, 28, 28, 1), np.uint8), "Image 1: An array of 2×28×28×1 is no image."),
        (np.zeros((0, 28), np.uint8), "Image 1: An array of 0×28 is no image."),
        (None, "Image 1: Its values are of the type object, not uint8."),
        ("none.png", "none.png: It cannot be read"),
    ],
)
def test_what_is_no_image_is_refused_in_words(short, image, sentence):
    with pytest.raises(engine.ImageError) as caught:
        engine.predict(short, image)
    assert str(caught.value).startswith(sentence)


def test_nothing_drawn_and_nothing_given(short, digits):
    with pytest.raises(engine.ImageError, match="Image 2: Nothing is drawn in it"):
        engine.predict(short, digits[0], np.zeros((28, 28), np.uint8), drawing=True)
    with pytest.raises(engine.InputError, match="There is no image"):
        engine.predict(short)


def test_it_answers_while_it_trains_and_changes_nothing_of_that(tmp_path, digits):
    plain = engine.train(project(*EVERYTHING), out=tmp_path / "plain", device="cpu", threads=1)
    plain.wait()
    watched = engine.train(project(*EVERYTHING), out=tmp_path / "watched", device="cpu", threads=1)
    for event in watched:
        if isinstance(event, engine.CheckpointSaved):
            assert engine.predict(watched.run, digits[0])
            assert engine.evaluate(watched.run).images == 2000
    assert equal(tensors(watched.run.folder), tensors(plain.run.folder))
