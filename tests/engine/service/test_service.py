"""The service as a window uses it: questions answered by replies, a real run, its live weights, files with weights."""

import queue
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image

from engine.errors import DataError, InputError, NetworkError, ProjectError
from engine.events import Evaluated, Event, Finished, Progress, Reply, StateChanged
from engine.machine.devices import Machine
from engine.network.layers import Flatten, Linear
from engine.network.network import Network
from engine.network.nodes import Node
from engine.project.data_settings import DataSettings, ScaleToOne
from engine.project.project import Project
from engine.project.recipes import read_recipe
from engine.project.sources import CIFAR_CLASSES, Cifar10, Mnist
from engine.project.training_settings import Steps, TrainingSettings
from engine.service.answers import DrawingOf, ImageOf
from engine.service.service import Service
from engine.typed.document import changed

SMALL = Network((Node("n00001", Flatten()), Node("n00002", Linear("classes"))))


class Door:
    """A service whose replies can be waited for; other events are kept."""

    def __init__(self, folder: Path) -> None:
        self._queue: queue.Queue[Event] = queue.Queue()
        self.events: list[Event] = []
        self.service = Service(self._take, folder / "data", folder / "runs")
        self.on_event: Callable[[Event], None] = lambda _: None  # called on the engine's own thread

    def _take(self, event: Event) -> None:
        self.on_event(event)
        self._queue.put(event)

    def answer(self, request: int) -> Any:
        while True:
            event = self._queue.get(timeout=60)
            if not isinstance(event, Reply):
                self.events.append(event)
            elif event.request == request:
                if event.error is not None:
                    raise event.error
                return event.result

    def until(self, wanted: Callable[[Event], bool]) -> None:
        while not any(map(wanted, self.events)):
            event = self._queue.get(timeout=60)
            if not isinstance(event, Reply):
                self.events.append(event)


@pytest.fixture
def door(tmp_path: Path) -> Iterator[Door]:
    door = Door(tmp_path)
    yield door
    assert door.service.close(30)


def _project(steps: int = 40) -> Project:
    return Project(title="Small", network=SMALL, training=TrainingSettings(batch=64, budget=Steps(steps)))


def _a_one() -> DrawingOf:
    pixels = np.zeros((280, 280), np.uint8)
    pixels[40:240, 128:152] = 255
    return DrawingOf(1, pixels)


def _train(door: Door, project: Project, how: str = "afresh") -> Path:
    folder = door.answer(door.service.train(project, Machine("cpu", 1), how))
    door.until(lambda event: isinstance(event, StateChanged) and event.state in ("finished", "failed"))
    door.service.wait(30)
    return folder


def test_the_untrained_network_answers_about_drawings_images_and_layers(door: Door):
    project = read_recipe("lenet5-sample")
    shown = door.answer(door.service.show_project(project))
    assert (shown.source, shown.step) == ("initial", 0)
    prediction = door.answer(door.service.predict(_a_one()))
    assert prediction.probabilities.sum() == pytest.approx(1, abs=1e-5)
    assert prediction.seen.shape == (1, 28, 28)
    first = project.network.nodes[0].id
    view = door.answer(door.service.inspect(first, ImageOf("test", 3)))
    assert (view.weights.shape, view.activation.shape) == ((6, 1, 5, 5), (6, 28, 28))
    assert view.picture.label in range(10)
    cards = door.answer(door.service.card_maps([node.id for node in project.network], ImageOf("test", 3)))
    assert cards[first].shape == (6, 28, 28)
    assert all(len(values) <= 8 or values.ndim == 1 for values in cards.values())


def test_an_empty_drawing_has_no_prediction(door: Door):
    door.answer(door.service.show_project(_project()))
    assert door.answer(door.service.predict(DrawingOf(1, np.zeros((280, 280), np.uint8)))) is None


def test_a_run_is_shown_live_and_at_its_end(door: Door):
    door.answer(door.service.show_project(_project()))
    folder = _train(door, _project())
    shown = door.answer(door.service.refresh())
    assert (shown.source, shown.step, shown.folder) == ("saved", 40, folder)
    assert door.answer(door.service.refresh()) is None
    accuracy = next(event.accuracy for event in reversed(door.events) if isinstance(event, Evaluated))
    assert accuracy > 0.5
    summary = door.answer(door.service.list_runs())[0]
    assert (summary.folder, summary.step, summary.accuracy) == (folder, 40, pytest.approx(accuracy))


def test_mistakes_are_images_that_the_model_takes_for_another_class(door: Door):
    door.answer(door.service.show_project(_project()))
    mistakes = door.answer(door.service.mistakes("test", 0, 5))
    assert len(mistakes) == 5
    assert all(picture.label != picture.predicted for picture in mistakes)
    again = door.answer(door.service.mistakes("test", mistakes[1].image.index, 1))
    assert again[0].image == mistakes[1].image


def test_an_image_is_found_that_the_model_takes_for_a_given_class(door: Door):
    door.answer(door.service.show_project(_project()))
    mistake = door.answer(door.service.mistakes("test", 0, 1))[0]
    found = door.answer(door.service.find_image("test", mistake.label, mistake.predicted))
    assert found.image == mistake.image
    assert (found.label, found.predicted, found.count) == (mistake.label, mistake.predicted, 2000)
    assert np.array_equal(found.pixels, mistake.pixels)


def test_none_is_found_where_the_model_never_answers_so(door: Door):
    door.answer(door.service.show_project(_project()))
    answers = [
        [door.answer(door.service.find_image("test", truth, guess)) is not None for guess in range(10)]
        for truth in range(10)
    ]
    assert all(any(row) for row in answers)
    assert not all(all(row) for row in answers)


def test_train_on_keeps_the_run_and_its_steps(door: Door):
    door.answer(door.service.show_project(_project()))
    folder = _train(door, _project())
    door.answer(door.service.show_run(folder))
    door.events.clear()
    assert _train(door, _project(60), "train on") == folder
    assert next(event for event in door.events if isinstance(event, Finished)).step == 60
    view = door.answer(door.service.show_run(folder))
    assert list(view.steps.steps) == list(range(1, 61))


def test_transfer_keeps_what_fits(door: Door):
    door.answer(door.service.show_project(_project()))
    folder = _train(door, _project())
    door.answer(door.service.show_run(folder))
    wider = changed(_project(), network=SMALL.insert(SMALL.gap("n00002"), (Node("n00003", Linear(10)),)))
    assert door.answer(door.service.tally(wider)).total == 2
    trained = door.answer(door.service.mistakes("test", 0, 2000))
    door.events.clear()
    _train(door, changed(_project(1), training=changed(_project(1).training, seed=7)), "transfer")
    door.answer(door.service.refresh())
    assert len(door.answer(door.service.mistakes("test", 0, 2000))) < 2 * len(trained)


def test_what_is_wrong_with_a_project_is_said_before_anything_trains(door: Door):
    door.answer(door.service.show_project(_project()))
    with pytest.raises(NetworkError):
        door.answer(door.service.show_project(changed(_project(), network=Network(SMALL.nodes[1:]))))
    absent = changed(_project(), data=DataSettings(source=Mnist()))
    with pytest.raises(DataError):
        door.answer(door.service.train(absent, Machine("cpu", 1)))
    assert not door.service.training


def test_a_file_with_the_model_opens_elsewhere(door: Door, tmp_path: Path):
    project = _project()
    door.answer(door.service.show_project(project))
    before = door.answer(door.service.predict(_a_one()))
    path = tmp_path / "small.layerscope"
    door.answer(door.service.save_with_model(project, path, b"png"))
    other = changed(project, training=changed(project.training, seed=99))
    door.answer(door.service.show_project(other))
    shown = door.answer(door.service.open_with_model(path))
    assert shown.project == project
    after = door.answer(door.service.predict(_a_one()))
    assert np.array_equal(before.probabilities, after.probabilities)


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 no zip", b"{}"])
def test_a_damaged_file_with_a_model_is_refused_in_words(door: Door, tmp_path: Path, content: bytes):
    path = tmp_path / "broken.layerscope"
    path.write_bytes(content)
    with pytest.raises(ProjectError) as refused:
        door.answer(door.service.open_with_model(path))
    assert "broken.layerscope" in str(refused.value)


def test_saving_with_the_model_of_another_stack_is_refused(door: Door, tmp_path: Path):
    door.answer(door.service.show_project(_project()))
    other = changed(_project(), network=SMALL.change({"n00002"}, bias=False))
    with pytest.raises(InputError):
        door.answer(door.service.save_with_model(other, tmp_path / "x.layerscope", b""))


def test_closing_while_training_leaves_a_run_that_can_go_on(tmp_path: Path):
    door = Door(tmp_path)
    folder = door.answer(door.service.train(_project(100_000), Machine("cpu", 1)))
    door.until(lambda event: isinstance(event, StateChanged) and event.state == "running")
    assert door.service.close(30)
    assert sorted((folder / "checkpoints").iterdir())
    assert not (folder / "lock").exists()


def test_the_overview_counts_every_image_once(door: Door):
    overview = door.answer(door.service.data_overview(_project().data))
    assert [split.images for split in overview.splits] == [8000, 2000]
    assert [len(samples) for samples in overview.samples] == [10] * 10


def test_images_are_read_once_for_looking_at_them_and_for_training(door: Door, tmp_path: Path):
    _put_cifar(tmp_path / "data" / "cifar10-jpeg")
    data, training = (
        DataSettings(source=Cifar10(), normalisation=ScaleToOne()),
        TrainingSettings(batch=10, budget=Steps(2)),
    )
    door.answer(door.service.data_overview(data))
    _train(door, changed(_project(), data=data, training=training))
    read = [event.doing for event in door.events if isinstance(event, Progress) and event.done]
    assert read.count("Reading CIFAR-10") == 1


def _put_cifar(folder: Path) -> None:
    for part in ("train", "test"):
        for name in CIFAR_CLASSES:
            (folder / part / name).mkdir(parents=True)
            for image in "ab":
                Image.new("RGB", (32, 32)).save(folder / part / name / f"{image}.jpg")


def test_a_run_that_is_stopped_while_its_images_are_read_does_not_begin(door: Door, tmp_path: Path):
    _put_cifar(tmp_path / "data" / "cifar10-jpeg")
    network = Network((Node("n00001", Flatten()), Node("n00002", Linear("classes"))))
    project = changed(_project(2), network=network, data=DataSettings(source=Cifar10(), normalisation=ScaleToOne()))
    door.on_event = lambda event: door.service.stop() if isinstance(event, Progress) else None
    assert door.answer(door.service.train(project, Machine("cpu", 1))) is None
    assert not (tmp_path / "runs").exists()
    door.on_event = lambda _: None
    assert _train(door, changed(project, training=TrainingSettings(batch=10, budget=Steps(2)))).is_dir()
