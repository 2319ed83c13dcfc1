"""The table of questions: each says what its class promises, and each is answered. Nothing here lists questions."""

from contextlib import nullcontext
from pathlib import Path
from typing import get_args, get_origin, get_type_hints

import msgspec
import numpy as np
import pytest

from engine.errors import DataError, DeviceError, ImageError, InputError
from engine.events import RateChanged, Reply
from engine.inspection.arithmetic.explanation import Place
from engine.inspection.robustness.distortions import Rotation
from engine.machine.devices import Machine
from engine.project.data.data_settings import DataSettings
from engine.project.data.own_images import Reading
from engine.project.data.sources import AnySource
from engine.project.data.splits import EvaluatedSplit, SplitName
from engine.project.project import Project
from engine.service import questions as q
from engine.service.answers import DrawingOf, ImageOf, ImageRef, Removed, Wish
from engine.service.comparison.comparison_answers import Tried
from engine.service.images.browsing.browse_answers import ImageOrder
from engine.service.looking.images.embedding_answers import Layout
from engine.service.looking.layers.time_questions import What
from engine.service.runs.queue_questions import QueuedTo
from tests.engine.service.door import ONE_THREAD, Door, a_one, small
from tests.own_images import put_classes

QUESTIONS = get_args(q.AnyQuestion)
SAMPLES = {
    Project: small(),
    Machine: ONE_THREAD,
    DataSettings: small().data,
    AnySource: small().data.source,
    DrawingOf: a_one(),
    ImageRef: ImageOf("test", 3),
    ImageRef | None: ImageOf("test", 3),
    Project | None: small(),
    SplitName: "test",
    EvaluatedSplit: "test",
    ImageOrder: "as they are",
    str: "n00002",
    int: 1,
    bool: True,
    bytes: b"picture",
    int | None: None,
    tuple[str, ...]: ("n00002",),
    tuple[str, ...] | None: ("n00002",),
    Reading: Reading(),
    Wish: Wish(),
    str | None: "Mine",
    q.ForkFrom | None: None,
    q.LabelChange: q.LabelChange(title="Mine"),
    q.StepNote: q.StepNote(7, "Mine"),
    tuple[Path, ...]: (),
    tuple[Removed, ...]: (),
    tuple[Project | Path, ...]: (),
    QueuedTo: "cancel",
    tuple[int, ...]: (3, 5),
    tuple[RateChanged, ...]: (),
    tuple[Tried, ...]: (),
    What: "filters",
    Layout: "PCA",
    Place: Place("n00002", (3,)),
    q.Method: q.Gradient(),
    q.Part: "filter",
    q.OwnFilter: q.OwnFilter("n00002", 0, (1, 1, 1), bytes(4)),
    tuple[q.OwnFilter, ...]: (q.OwnFilter("n00002", 0, (1, 1, 1), bytes(4)),),
    q.Baseline: "grey",
    q.Mode: "training",
    q.RidgeOf: "gradients",
    q.Kind: "noise",
    q.AnyDistortion: Rotation(30),
    q.How: "mean",
    q.Mutes: q.Mutes(frozenset({q.Mute("n00002", 3)}), "mean"),
}


REFUSED = {
    q.CorrectImages: DataError,  # published images stay
    q.Enqueue: DeviceError,  # “n00002” is none
    q.DropOut: InputError,  # “n00002” drops nothing
    q.ExplainStep: InputError,  # “n00002” is no weight
    q.TryFilter: InputError,  # “n00002” is no convolution
    q.LookAcrossImages: InputError,  # “n00002” gives no maps
    **dict.fromkeys((q.MoveDrawing, q.TakeOutDrawing, q.PutBackDrawing, q.ExportDrawings), DataError),  # none is kept
    q.OpenDrawing: ImageError,  # as it is no picture
    q.MakeFilm: InputError,  # its file is no run
}


def hints(question):
    return {name: get_type_hints(question)[name] for name in question.__struct_fields__}


def made(question, folder: Path):
    """A question with something for each of its fields."""
    return question(
        **{name: folder if hint in (Path, Path | None) else SAMPLES[hint] for name, hint in hints(question).items()}
    )


def test_every_class_of_the_table_is_in_one_union():
    classes = {
        found
        for found in vars(q).values()
        if isinstance(found, type) and issubclass(found, q.Question) and not found.__subclasses__()
    }
    assert classes == set(QUESTIONS)
    assert len(QUESTIONS) == len(set(QUESTIONS))
    assert {question for question in QUESTIONS if question.long} == set(get_args(q.Long))
    assert not set(get_args(q.Momentary)) & set(get_args(q.Long))


@pytest.mark.parametrize("question", QUESTIONS)
class TestEvery:
    def test_it_says_what_it_is_about_and_what_its_answer_is(self, question):
        assert question.channel
        assert question.__doc__
        (base,) = question.__orig_bases__
        assert issubclass(get_origin(base), q.Question)
        assert get_args(base)

    def test_it_is_a_frozen_value(self, question, tmp_path):
        one, same = made(question, tmp_path), made(question, tmp_path)
        assert one == same
        assert hash(one) == hash(same)
        for name in one.__struct_fields__:
            with pytest.raises(AttributeError):
                setattr(one, name, None)

    def test_each_of_its_fields_tells_it_apart(self, question, tmp_path):
        for name, hint in hints(question).items():
            if hint == (int | None) or hint in (Path, Path | None, str):
                other = msgspec.structs.replace(made(question, tmp_path), **{name: 7})
                assert other != made(question, tmp_path)

    def test_it_is_answered_once_with_a_reply(self, question, door: Door, tmp_path):
        run = door.train(small(2))
        door.ask(q.ShowRun(door.service.folder(run)))
        path = tmp_path / "model.layerscope"
        door.ask(q.SaveWithModel(small(2), path, b""))
        places = {"path": path, "images": put_classes(tmp_path / "photos", 5)}
        asked = made(
            question, next((places[name] for name in hints(question) if name in places), door.service.folder(run))
        )
        request = door.service.ask(asked)
        assert isinstance(request, int)
        with pytest.raises(REFUSED[question]) if question in REFUSED else nullcontext():
            door.answer(request)
        assert isinstance(door.replies[request], Reply)
        door.ask(q.Predict(a_one()))
        door.look()

    def test_of_two_at_once_the_newest_is_answered_and_in_order_both(self, question, door: Door, tmp_path):
        door.ask(q.ShowProject(small()))
        asked = made(question, tmp_path)
        requests = [door.service.ask(asked) for _ in range(5)]
        assert requests == sorted(requests)
        for request in requests if question.in_order else requests[-1:]:
            try:
                door.answer(request)
            except Exception as error:  # noqa: BLE001  # there is no such run or file
                assert str(error)  # noqa: PT017


def test_drawings_are_told_apart_by_their_serial_numbers():
    other = DrawingOf(2, np.zeros((28, 28), np.uint8))
    assert q.Predict(a_one()) != q.Predict(other)
    assert q.Predict(a_one()) == q.Predict(DrawingOf(1, other.pixels))
    assert "array" not in repr(q.Predict(a_one()))
