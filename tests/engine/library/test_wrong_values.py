"""Whatever a script hands over to any function of `engine`, it gets an answer or words."""

import inspect

import numpy as np
import pytest
from PIL import Image

import engine
from tests.engine.training.small import project

WRONG = (
    None, "x", "", "\0", b"x", -1, 1.5, float("nan"), float("inf"), 10**30, 10**5000, True, [], [1], {}, (1, 2),
    object(), np.int64(1), np.float32(2), np.bool_(True), np.array([1, 2]), np.array(1), np.zeros((2, 2)), np.str_("x"),
    print,
)  # fmt: skip
SPREAD = (inspect.Parameter.VAR_POSITIONAL, inspect.Parameter.VAR_KEYWORD)
ALONE, EITHER = inspect.Parameter.POSITIONAL_ONLY, inspect.Parameter.POSITIONAL_OR_KEYWORD
FIELD = "training__batch"
LAYER = "n00000"


@pytest.fixture(scope="module")
def usual(short, tmp_path_factory):
    """By the name of each function arguments that it answers to."""
    folder = tmp_path_factory.mktemp("wrong")
    image = np.zeros((28, 28), np.uint8)
    image[4:24, 12:16] = 255
    (folder / "photos" / "one").mkdir(parents=True)
    Image.fromarray(image).save(folder / "photos" / "one" / "1.png")
    told, run, of_layer = {"project": project()}, {"run": short}, {"run": short, "layer": LAYER}
    return {
        "recipes": {},
        "read": told,
        "edit": told,
        "check": told,
        "train": {**told, "out": folder},
        "tune": told,
        "find_rate": told,
        "open_run": run,
        "import_images": {"path": folder / "photos", "out": folder / "photos.json"},
        "evaluate": run,
        "list_runs": {"folder": folder},
        "compare": {"runs": (short,)},
        "predict": {**run, "images": (image,)},
        "explain": {**of_layer, "image": image, "index": (0, 0, 0)},
        "explain_step": {"project": short, "weight": f"{LAYER}/weight", "index": (0, 0, 0, 0)},
        "follow": {**of_layer, "index": (0, 0, 0)},
        "attribute": {**run, "image": image, "method": "gradient"},
        "film": {**of_layer, "image": image},
        "save_film": {"film": engine.film(short, layer=LAYER), "path": folder / "film.gif"},
        "embed": {**run, "images": 20},
        "nearest": {**run, "images": (image,)},
        "statistics": of_layer,
        "updates": {"project": short},
        "mute": {**run, "layers": [LAYER]},
        "keep_drawing": {"project": short, "image": image, "shows": "1"},
        "own_drawings": told,
        "learn_from_drawings": {**run, "out": folder},
        "rank_channels": of_layer,
        "robustness": {**run, "kind": "contrast", "strengths": [50]},
        "strongest_images": {**of_layer, "channel": 0},
        "made_image": {**of_layer, "channel": 0, "steps": 1},
    }


@pytest.fixture(autouse=True)
def little_work(monkeypatch, tmp_path):
    """What an answer says is for other tests, and where files named “x” go."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("engine.library.training.rate_finding.sweep.find_rate", lambda *_: None)
    monkeypatch.setattr("engine.library.training.tuning.tuner.tune", lambda *_: None)
    monkeypatch.setattr("engine.library.evaluating.evaluated", lambda *_: None)
    monkeypatch.setattr("engine.library.training.rate_finding.load", lambda *_: None)
    monkeypatch.setattr("engine.library.training.tuning.load", lambda *_: None)
    monkeypatch.setattr("engine.library.looking.embedding.counts_for", lambda _: (20, 20))
    for most in ("MOST", "MOST_SEARCHED", "FOR_MEANS"):
        monkeypatch.setattr(f"engine.inspection.muting.sample.{most}", 20)


def functions():
    return [name for name in engine.__all__ if name.islower() and inspect.isfunction(getattr(engine, name))]


def test_every_function_is_tried(usual):
    assert set(usual) == set(functions())


@pytest.mark.parametrize("name", functions())
def test_wrong_values_are_answered_or_refused_in_words(name, usual):
    function = getattr(engine, name)
    for parameter in inspect.signature(function).parameters.values():
        for value in WRONG:
            given = {**usual[name], parameter.name: (value,) if parameter.kind in SPREAD else value}
            refused_at_most(called(function, given), f"{parameter.name} of {type(value)}")


def called(function, given):
    """A call with all of these, each in the way that its parameter takes it."""
    kinds = {name: one.kind for name, one in inspect.signature(function).parameters.items()}
    spread = next((values for name, values in given.items() if kinds[name] is SPREAD[0]), ())
    before = [name for name in given if kinds[name] is ALONE or (spread and kinds[name] is EITHER)]
    named = {name: value for name, value in given.items() if name not in before and kinds[name] not in SPREAD}
    fields = {FIELD: values[0] for name, values in given.items() if kinds[name] is SPREAD[1]}  # noqa: B035  # one at most
    return lambda: function(*(given[name] for name in before), *spread, **named, **fields)


def refused_at_most(call, what):
    refused = None
    try:
        call()
    except engine.InputError as error:
        refused = error
    except Exception as error:
        error.add_note(what)
        raise
    assert refused is None or (refused.what.endswith((".", "?")) and "\n" not in refused.what), (what, refused)


@pytest.mark.parametrize("value", WRONG, ids=lambda value: type(value).__name__)
def test_what_answers_takes_is_checked_too(value, usual):
    run = usual["open_run"]["run"]
    prediction, *_ = engine.predict(run, *usual["predict"]["images"])
    refused_at_most(lambda: run.weights(value), "step")
    refused_at_most(lambda: prediction.top(value), "count")


def test_numbers_of_numpy_are_numbers(short):
    image = np.zeros((28, 28), np.uint8)
    image[4:24, 12:16] = 255
    for kind in (np.int64, np.uint8, np.array):
        assert engine.attribute(short, image, kind(3)).score == engine.attribute(short, image, "3").score
        assert engine.predict(short, image, step=kind(20))[0].best == engine.predict(short, image, step=20)[0].best
        assert engine.mute(short, [(LAYER, kind(1))]).after.accuracy == engine.mute(short, [(LAYER, 1)]).after.accuracy
        assert engine.follow(short, LAYER, kind([0, 1, 2]) if kind is np.array else map(kind, (0, 1, 2)))


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        (lambda run: engine.mute(run, [(LAYER, -1)]), "has no channel -1: it has 2, counted from 0"),
        (lambda run: engine.mute(run, [(LAYER, float("nan"))]), "`channel` must be a whole number, not nan"),
        (lambda run: engine.attribute(run, "x.png", method=engine.GradCam), "is no method"),
        (lambda run: engine.attribute(run, "x.png", method=engine.Occlusion(-3)), "`window` must be a whole number"),
        (
            lambda run: engine.attribute(run, "x.png", method=engine.IntegratedGradients(0)),
            "`steps` must be a whole number",
        ),
        (lambda run: engine.attribute(run, np.zeros((28, 28), np.uint8), True), "`class` must be a whole number"),
        (lambda run: engine.updates(run, step=10**6), "was never at step 1,000,000: its last is 20"),
        (lambda run: engine.updates(run, step=-1), "`step` must be a whole number from 0 on, not -1"),
        (lambda run: engine.explain(run, "x.png", LAYER, "012"), "is no place of a value"),
        (lambda run: engine.explain(run, "x.png", LAYER, (0.5, 0, 0)), "is no place of a value"),
        (lambda run: engine.robustness(run, "rotation", strengths="50"), "`strengths` must be a list of numbers"),
        (lambda run: engine.film(run, "answers", image="x.png"), "no film “answers”. Did you mean “answer”"),
        (lambda run: engine.film(run, "filtres", layer=LAYER), "no film “filtres”. Did you mean “filters”"),
    ],
)
def test_the_words_name_what_is_wrong(short, wrong, words):
    with pytest.raises(engine.InputError) as caught:
        wrong(short)
    assert words in str(caught.value)
