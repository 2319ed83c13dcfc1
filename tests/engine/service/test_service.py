"""The service as a window uses it: questions answered by replies, a real run, its live weights, files with weights."""

from pathlib import Path

import numpy as np
import pytest

from engine.errors import InputError, NetworkError
from engine.events import Evaluated, Event, Finished, Progress, StepsDone
from engine.network.layers import Linear, Softmax
from engine.network.network import Network
from engine.network.nodes import Node
from engine.project.data.data_settings import Standardise
from engine.project.recipes import read_recipe
from engine.project.training.budgets import Steps
from engine.project.training.training_settings import TrainingSettings
from engine.service import questions as q
from engine.service.answers import DrawingOf, ImageOf, PictureOf
from engine.typed.document import changed
from tests.engine.service.door import CIFAR, ONE_THREAD, SECONDS, SMALL, Door, Held, a_one, is_state, put_cifar, small


def test_the_untrained_network_answers_about_drawings_images_and_layers(door: Door):
    project = read_recipe("lenet5-sample")
    shown = door.ask(q.ShowProject(project))
    assert (shown.source, shown.step) == ("initial", 0)
    prediction = door.ask(q.Predict(a_one()))
    assert prediction.probabilities.sum() == pytest.approx(1, abs=1e-5)
    assert prediction.picture.pixels.shape == (1, 28, 28)
    assert prediction.picture.predicted == prediction.probabilities.argmax()
    assert prediction.picture.label is None
    first = project.network.nodes[0].id
    view = door.ask(q.Inspect(first, ImageOf("test", 3)))
    assert (view.weights.shape, view.activation.shape) == ((6, 1, 5, 5), (6, 28, 28))
    assert (view.weights_shape, view.input_channel) == ((6, 1, 5, 5), None)
    assert view.image == ImageOf("test", 3)
    cards = door.ask(q.CardMaps(tuple(node.id for node in project.network), ImageOf("test", 3)))
    assert cards[first].shape == (6, 28, 28)
    assert all(len(values) <= 8 or values.ndim == 1 for values in cards.values())
    picture = door.ask(q.Predict(ImageOf("test", 3))).picture
    assert (picture.label in range(10), picture.count, picture.image) == (True, 2000, ImageOf("test", 3))


def test_an_empty_drawing_is_black_and_has_no_answer(door: Door):
    door.ask(q.ShowProject(small()))
    prediction = door.ask(q.Predict(DrawingOf(1, np.zeros((280, 280), np.uint8))))
    assert (prediction.probabilities, prediction.picture.predicted) == (None, None)
    assert prediction.picture.pixels.shape == (1, 28, 28)
    assert not prediction.picture.pixels.any()


def test_a_picture_of_the_datas_own_size_is_taken_as_it_is_and_any_other_resized(door: Door):
    door.ask(q.ShowProject(small()))
    pixels = np.arange(784, dtype=np.uint8).reshape(1, 28, 28)
    assert np.array_equal(door.ask(q.Predict(PictureOf(1, pixels))).picture.pixels, pixels)
    colour = np.zeros((3, 56, 84), np.uint8)
    colour[1] = 200
    seen = door.ask(q.Predict(PictureOf(2, colour, "leaf.png"))).picture.pixels
    assert seen.shape == (1, 28, 28)
    assert set(seen.ravel()) == {117}  # what a green of 200 is in grey
    put = np.zeros((1, 3, 900), np.uint8)
    assert door.ask(q.Predict(PictureOf(3, put))).picture.pixels.shape == (1, 28, 28)


@pytest.mark.parametrize("ending", [(), (Node("nsoft0", Softmax()),)])
def test_the_last_layer_tells_probabilities_with_softmax_applied_once(door: Door, ending: tuple[Node, ...]):
    project = small()
    nodes = project.network.nodes
    door.ask(q.ShowProject(changed(project, network=Network((*nodes, *ending)))))
    image = ImageOf("test", 3)
    expected = door.ask(q.Predict(image)).probabilities
    logits = door.ask(q.Inspect(nodes[-1].id, image))
    assert np.allclose(logits.probabilities, expected, atol=1e-6)
    assert not np.allclose(logits.activation, expected, atol=1e-3)
    for node in ending:
        last = door.ask(q.Inspect(node.id, image))
        assert np.array_equal(last.probabilities, last.activation)
        assert np.allclose(last.activation, expected, atol=1e-6)
    assert door.ask(q.Inspect(nodes[0].id, image)).probabilities is None


def test_before_anything_is_shown_every_question_is_answered_in_words(door: Door, tmp_path: Path):
    questions = [
        q.Predict(a_one()),
        q.Inspect("n00002", ImageOf("test", 0)),
        q.FirstMistakes(),
        q.SaveWithModel(small(), tmp_path / "x", b""),
    ]
    for question in questions:
        with pytest.raises(InputError, match="no model yet"):
            door.ask(question)


def test_warming_up_says_what_the_automatic_choice_comes_to(door: Door):
    found = door.ask(q.WarmUp())
    assert found.threads >= 1
    assert found.device


def test_a_run_is_shown_live_and_at_its_end(door: Door):
    door.ask(q.ShowProject(small()))
    run = door.service.train(small(1_000_000), ONE_THREAD)
    door.until(has_stepped)
    live = door.ask(q.TakeNewest(run))
    assert (live.source, live.run, live.folder) == ("live", run, door.service.folder(run))
    door.service.stop(run)
    end = door.ended(run)
    shown = door.ask(q.TakeNewest(run))
    assert (shown.source, shown.step, shown.folder) == ("saved", end.step, door.service.folder(run))
    assert door.ask(q.TakeNewest(run)) is None
    assert door.ask(q.TakeNewest("another")) is None


def test_what_a_run_reached_is_in_the_list_of_runs(door: Door):
    run = door.train(small())
    accuracy = next(event.accuracy for event in reversed(door.events) if isinstance(event, Evaluated))
    assert accuracy > 0.5
    summary = door.ask(q.ListRuns()).runs[0]
    assert (summary.folder, summary.step, summary.accuracy) == (door.service.folder(run), 40, pytest.approx(accuracy))


def test_weights_that_were_taken_before_the_end_are_not_shown_as_the_end(door: Door):
    """The copy was on its way while the run ended: the end is still to be shown."""
    door.ask(q.ShowProject(small()))
    run = door.service.train(small(1_000_000), ONE_THREAD)
    door.until(has_stepped)
    answering = door.service._answering
    with Held(door):
        request = door.service.ask(q.TakeNewest(run))
        door.service.stop(run)
        door.ended(run)
    assert door.answer(request).source == "live"
    assert door.ask(q.TakeNewest(run)).source == "saved"
    assert answering.session_of(run).folder.id == run


def has_stepped(event: Event) -> bool:
    """What was stopped before leaves nothing."""
    return isinstance(event, StepsDone)


def test_what_is_wrong_with_a_project_is_said(door: Door):
    door.ask(q.ShowProject(small()))
    with pytest.raises(NetworkError):
        door.ask(q.ShowProject(changed(small(), network=Network(SMALL.nodes[1:]))))


def test_the_overview_counts_every_image_once(door: Door):
    overview = door.ask(q.LookAtData(small().data))
    assert [split.images for split in overview.splits] == [8000, 2000]
    assert [len(samples) for samples in overview.samples] == [10] * 10


def test_images_are_read_once_for_looking_at_them_and_for_training(door: Door, tmp_path: Path):
    put_cifar(tmp_path / "data")
    door.ask(q.LookAtData(CIFAR))
    looked = len(door.events)
    door.train(changed(small(), data=CIFAR, training=TrainingSettings(batch=10, budget=Steps(2))))
    read = [isinstance(event, Progress) and event.doing == "Reading CIFAR-10" for event in door.events]
    assert any(read[:looked])  # how often is a question of time
    assert not any(read[looked:])


def test_a_run_is_read_as_it_was_left_and_shown_at_any_kept_step(door: Door):
    run = door.train(small())
    view = door.ask(q.ReadRun(door.service.folder(run)))
    assert (view.folder, view.project, view.has_weights) == (door.service.folder(run), small(), True)
    assert list(view.steps.steps) == list(range(1, 41))
    assert view.legs[-1].total == 40
    assert isinstance(next(event for event in reversed(view.events) if isinstance(event, Finished)), Finished)
    first, last = door.ask(q.ShowRun(view.folder, 0)), door.ask(q.ShowRun(view.folder))
    assert (first.step, last.step) == (0, 40)
    assert last.serial > first.serial


def test_a_run_from_elsewhere_trains_on_where_it_lies(door: Door, tmp_path: Path):
    run = door.train(small(2))
    moved = door.service.folder(run).rename(tmp_path / "elsewhere")
    assert door.ask(q.ReadRun(moved)).folder == moved
    door.service.train_on("elsewhere", Steps(4), ONE_THREAD)
    assert door.ended("elsewhere").step == 4
    assert (moved / "legs" / "2.json").is_file()


def test_of_what_is_shown_the_last_asked_for_stays(door: Door):
    """Whatever is long and whatever is not: opening a run, then a document, then a run."""
    run = door.train(small(2))
    folder = door.service.folder(run)
    for _ in range(20):
        door.service.ask(q.ShowRun(folder))
        last = door.service.ask(q.ShowProject(small()))
        assert door.answer(last).source == "initial"
    door.service.ask(q.ShowProject(small()))
    last = door.service.ask(q.ShowRun(folder))
    shown = door.answer(last)
    assert shown.source == "saved"
    assert door.service._moments.call(lambda: door.service._answering._showing.shown) == shown


def test_a_document_that_waits_is_not_shown_over_a_run_asked_for_later(door: Door):
    run = door.train(small(2))
    with Held(door):
        old = door.service.ask(q.ShowProject(small()))
        new = door.service.ask(q.ShowRun(door.service.folder(run)))
    assert door.answer(new).source == "saved"
    door.ask(q.Predict(a_one()))
    assert old not in door.replies
    assert door.service._moments.call(lambda: door.service._answering._showing.shown).source == "saved"


def test_weights_of_a_run_on_their_way_are_not_shown_over_a_document(door: Door):
    run = door.service.train(small(1_000_000), ONE_THREAD)
    door.until(is_state("running"))
    with Held(door):
        newest = door.service.ask(q.TakeNewest(run))
        shown = door.service.ask(q.ShowProject(small()))
    assert door.answer(shown).source == "initial"
    assert door.answer(newest) is None
    assert door.service._moments.call(lambda: door.service._answering._showing.shown).source == "initial"


def test_what_is_cancelled_shows_nothing_and_is_not_answered(door: Door):
    door.ask(q.ShowProject(small()))
    run = door.service.train(small(1_000_000), ONE_THREAD)
    door.until(is_state("running"))
    with Held(door):
        requests = [door.service.ask(q.TakeNewest(run)), door.service.ask(q.ShowProject(small(seed=5)))]
        door.service.cancel(q.TakeNewest.channel)
        door.service.cancel(q.ShowProject.channel)
    door.ask(q.Predict(a_one()))
    assert not door.replies.keys() & set(requests)
    assert door.service._moments.call(lambda: door.service._answering._showing.shown).serial == 1


def test_a_layer_shows_the_part_of_its_weights_that_fits_a_view(door: Door):
    from engine.network.layers import Conv2d, Flatten

    layers = (Node("n00001", Conv2d(64, (3, 3))), Node("n00002", Conv2d(64, (3, 3))))
    network = Network((*layers, Node("n00003", Flatten()), Node("n00004", Linear("classes"))))
    door.ask(q.ShowProject(changed(small(), network=network)))
    view = door.ask(q.Inspect("n00002", a_one(), 5))
    assert (view.weights.shape, view.weights_shape, view.input_channel) == ((64, 1, 3, 3), (64, 64, 3, 3), 5)


def test_a_sink_that_fails_ends_nothing(tmp_path: Path, caplog: pytest.LogCaptureFixture):
    door = Door(tmp_path)
    put_cifar(tmp_path / "data")
    try:

        def fail(event: object) -> None:
            raise SystemExit("the window is broken")

        door.on_event = fail
        door.service.ask(q.ShowProject(small()))
        door.service.ask(q.LookAtData(CIFAR))
        run = door.service.train(small(2), ONE_THREAD)
        assert door.service.wait(SECONDS)
        door.on_event = lambda _: None
        assert door.ask(q.Predict(a_one())) is not None
        assert door.ask(q.ListRuns()).runs[0].step == 2
        assert door.ask(q.ReadRun(door.service.folder(run))).has_weights
        assert "the window is broken" in caplog.text
    finally:
        assert door.service.close(SECONDS)


def test_the_training_images_are_measured_and_written_down(door: Door):
    constants = door.ask(q.MeasureImages(small().data))
    assert (constants.mean, constants.spread) == ((0.1309,), (0.3084,))
    overview = door.ask(q.LookAtData(changed(small().data, normalisation=Standardise())))
    assert constants.mean == (round(overview.mean[0], 4),)
