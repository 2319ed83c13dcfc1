"""Images that are not in memory yet: questions wait aside for them; a folder that is changed is changed everywhere."""

import json
from pathlib import Path

import numpy as np
import pytest

from engine.data.reading import data_root
from engine.errors import DataError
from engine.events import Progress
from engine.project.training.budgets import Steps
from engine.service import questions as q
from engine.service.answers import ImageOf
from engine.typed.document import changed
from tests.engine.service.door import (
    CIFAR,
    MNIST,
    ONE_THREAD,
    SECONDS,
    Door,
    Slow,
    a_one,
    opened,
    put_cifar,
    put_mnist,
    small,
)

IMAGE = ImageOf("test", 3)
OTHER = ImageOf("test", 4)


def test_questions_wait_aside_until_their_images_are_read(door: Door, tmp_path: Path, slow: Slow):
    put_mnist(tmp_path / "data", 7)
    door.ask(q.ShowProject(small(data=MNIST)))
    requests = [door.service.ask(question) for question in (q.Inspect("n00001", IMAGE), q.CardMaps(("n00002",), IMAGE))]
    slow.wait()
    assert door.ask(q.Predict(a_one())) is not None  # nothing waits behind them
    assert not door.replies.keys() & set(requests)
    slow.go.set()
    view, maps = map(door.answer, requests)
    picture = door.ask(q.Predict(IMAGE)).picture
    assert (picture.label, picture.count) == (3, 20)
    assert np.unique(view.activation).shape == (1,)
    assert maps["n00002"].shape == (10,)
    assert slow.sources == ["MNIST"]  # read once, however many wait


def test_a_newer_question_takes_the_place_of_one_that_waits_and_reading_goes_on(door: Door, tmp_path: Path, slow: Slow):
    put_mnist(tmp_path / "data", 7)
    door.ask(q.ShowProject(small(data=MNIST)))
    old = [door.service.ask(q.Predict(ImageOf("test", index))) for index in range(5)]
    slow.wait()
    old += [door.service.ask(q.Predict(ImageOf("test", index))) for index in range(5)]
    newest = door.service.ask(q.Predict(IMAGE))
    slow.go.set()
    assert door.answer(newest).picture.image == IMAGE
    assert not door.replies.keys() & set(old)
    assert (slow.sources, slow.stopped) == (["MNIST"], 0)


def test_a_question_that_was_cancelled_while_it_waited_is_not_answered(door: Door, tmp_path: Path, slow: Slow):
    put_mnist(tmp_path / "data", 7)
    door.ask(q.ShowProject(small(data=MNIST)))
    gone, kept = door.service.ask(q.Predict(IMAGE)), door.service.ask(q.Inspect("n00002", IMAGE))
    slow.wait()
    door.service.cancel(q.Predict.channel)
    slow.go.set()
    door.answer(kept)
    door.ask(q.CardMaps(("n00002",), a_one()))
    assert gone not in door.replies


def test_where_images_are_missing_it_is_said_at_once(door: Door):
    door.ask(q.ShowProject(small(data=MNIST)))
    for question in (q.Predict(IMAGE), q.Inspect("n00002", IMAGE), q.FirstMistakes(), q.LookAtData(MNIST)):
        with pytest.raises(DataError, match="MNIST"):
            door.ask(question)
    assert door.ask(q.Predict(a_one())) is not None


@pytest.mark.parametrize("error", [DataError("It is torn."), MemoryError("too large")])
def test_all_that_wait_learn_why_their_images_cannot_be_read(door: Door, tmp_path: Path, slow: Slow, error: Exception):
    put_mnist(tmp_path / "data", 7)
    door.ask(q.ShowProject(small(data=MNIST)))
    slow.error = error
    requests = [door.service.ask(q.Predict(IMAGE)), door.service.ask(q.Inspect("n00002", IMAGE))]
    slow.wait()
    slow.go.set()
    for request in requests:
        with pytest.raises(type(error), match=str(error)):
            door.answer(request)
    slow.error = None
    assert door.ask(q.Predict(IMAGE)).picture.label == 3  # and it can be asked again


def test_what_waited_for_the_images_of_another_model_is_answered_about_the_shown_one(
    door: Door, tmp_path: Path, slow: Slow
):
    put_mnist(tmp_path / "data", 7)
    door.ask(q.ShowProject(small(data=MNIST)))
    request = door.service.ask(q.Predict(IMAGE))
    slow.wait()
    door.ask(q.ShowProject(small()))  # the bundled digits
    slow.error = DataError("It is torn.")
    other = door.service.ask(q.CardMaps(("n00002",), IMAGE))
    slow.go.set()
    slow.error = None
    door.answer(other)
    try:
        assert door.answer(request).picture.count == 2000
    except DataError:
        pytest.fail("the images that failed are not those of the shown model")


def test_reading_tells_how_far_it_is_and_ends_with_nothing_of_nothing(door: Door, tmp_path: Path):
    put_cifar(tmp_path / "data")
    door.ask(q.ShowProject(small(data=CIFAR)))
    door.ask(q.Predict(IMAGE))
    door.until(lambda event: event == Progress("", "", 0, 0))
    assert Progress("", "Reading CIFAR-10", 40, 40) in door.events


def test_a_search_is_given_up_when_it_is_cancelled(door: Door, tmp_path: Path, slow: Slow):
    put_cifar(tmp_path / "data")
    door.ask(q.ShowProject(small(data=CIFAR)))
    request = door.service.ask(q.NextMistake("test", 0))
    slow.wait()
    door.service.cancel(q.NextMistake.channel)
    looking = door.service.ask(q.LookAtData(CIFAR))
    slow.go.set()
    door.answer(looking)
    assert (slow.sources, slow.stopped) == (["CIFAR-10"], 0)  # it was read on for whoever still wanted it
    assert request not in door.replies


def grey(door: Door) -> set[int]:
    """What every view says the images are: each is of one grey."""
    found = {
        int(door.ask(q.Predict(IMAGE)).picture.pixels.max()),
        round(255 * float(door.ask(q.Inspect("n00001", IMAGE)).activation.max())),
        int(door.ask(q.LookAtData(MNIST)).samples[0].max()),
    }
    for question in (q.NextMistake("test", 0), q.NextMistake("train", 0)):
        found.add(int(door.ask(question).pixels.max()))
    return found | {int(picture.pixels.max()) for picture in door.ask(q.FirstMistakes())}


def test_another_folder_is_looked_into_everywhere(door: Door, tmp_path: Path):
    put_mnist(tmp_path / "data", 7)
    other = put_mnist(tmp_path / "other", 9)
    door.ask(q.ShowProject(small(data=MNIST)))
    assert grey(door) == {7}
    door.service.ask(q.UseDataFolder(other))
    assert grey(door) == {9}
    door.service.ask(q.UseDataFolder(tmp_path / "data"))
    assert grey(door) == {7}


def test_another_folder_is_looked_into_by_what_is_asked_after_it_at_once(door: Door, tmp_path: Path):
    """Even while the thread of the moments is busy."""
    put_mnist(tmp_path / "data", 7)
    other = put_mnist(tmp_path / "other", 9)
    import threading

    go = threading.Event()
    door.service._moments.submit(lambda: go.wait(SECONDS))
    door.service.ask(q.UseDataFolder(other))
    look = door.service.ask(q.LookAtData(MNIST))
    assert door.answer(look).samples[0].max() == 9
    go.set()
    run = door.service.train(small(2, MNIST, batch=5), ONE_THREAD)
    door.service.ask(q.UseDataFolder(tmp_path / "data"))
    door.ended(run)
    assert recorded(door, run) == str(other)


def recorded(door: Door, run: str) -> str | None:
    return json.loads((door.service.folder(run) / "environment.json").read_bytes())["data"]["root"]


def test_a_run_records_its_folder_and_is_looked_into_there(door: Door, tmp_path: Path):
    put_mnist(tmp_path / "data", 7)
    run = door.train(small(2, MNIST, batch=5))
    assert recorded(door, run) == str(tmp_path / "data")
    with opened(tmp_path / "another") as another:  # whose data folder is empty
        folder = door.service.folder(run)
        assert another.ask(q.ShowRun(folder)).run == run
        assert another.ask(q.Predict(IMAGE)).picture.pixels.max() == 7
        assert another.ask(q.NextMistake("test", 0)).pixels.max() == 7
        another.ask(q.ReadRun(folder))
        another.service.train_on(run, Steps(4), ONE_THREAD)
        assert another.ended(run).step == 4


def test_a_folder_chosen_while_a_run_is_shown_is_looked_into_for_that_run_too(door: Door, tmp_path: Path):
    put_mnist(tmp_path / "data", 7)
    other = put_mnist(tmp_path / "other", 9)
    run = door.train(small(2, MNIST, batch=5))
    folder = door.service.folder(run)
    door.ask(q.ShowRun(folder))
    assert grey(door) == {7}
    assert door.ask(q.LookAtData(MNIST, folder)).samples[0].max() == 7
    door.service.ask(q.UseDataFolder(other))
    assert grey(door) == {9}
    assert door.ask(q.LookAtData(MNIST, folder)).samples[0].max() == 9
    door.ask(q.ShowRun(folder, 0))
    assert grey(door) == {9}
    run = door.train(small(2, MNIST, batch=5))
    door.ask(q.ShowRun(door.service.folder(run)))
    door.service.ask(q.UseDataFolder(None))
    with pytest.raises(DataError):
        door.ask(q.Predict(IMAGE))


def test_the_usual_folder_is_recorded_where_none_was_given_and_none_for_the_bundled_digits(door: Door):
    put_mnist(data_root(), 7)
    door.service.ask(q.UseDataFolder(None))
    run = door.train(small(2, MNIST, batch=5))
    assert recorded(door, run) == str(data_root())
    digits = door.train(small(2))
    assert recorded(door, digits) is None


def test_a_folder_that_is_gone_leaves_the_one_in_use(door: Door, tmp_path: Path):
    put_mnist(tmp_path / "data", 7)
    run = door.train(small(2, MNIST, batch=5))
    (tmp_path / "data").rename(tmp_path / "moved")
    door.service.ask(q.UseDataFolder(tmp_path / "moved"))
    door.ask(q.ShowRun(door.service.folder(run)))
    assert door.ask(q.Predict(IMAGE)).picture.pixels.max() == 7
    door.events.clear()
    door.service.train_on(run, Steps(4), ONE_THREAD)
    assert door.ended(run).step == 4


def test_files_that_change_are_read_again_for_the_next_model(door: Door, tmp_path: Path):
    put_mnist(tmp_path / "data", 7)
    project = small(data=MNIST)
    door.ask(q.ShowProject(project))
    assert door.ask(q.Predict(IMAGE)).picture.pixels.max() == 7
    (tmp_path / "data").rename(tmp_path / "old")
    put_mnist(tmp_path / "data", 9)
    assert door.ask(q.LookAtData(MNIST)).samples[0].max() == 9
    door.ask(q.ShowProject(small()))
    door.ask(q.ShowProject(changed(project, title="Again")))
    assert door.ask(q.Predict(IMAGE)).picture.pixels.max() == 9


def test_the_project_of_a_run_is_looked_into_and_trained_where_its_images_lay(door: Door, tmp_path: Path):
    put_mnist(tmp_path / "data", 7)
    folder = door.service.folder(door.train(small(2, MNIST, batch=5)))
    other = put_mnist(tmp_path / "other", 9)
    with opened(tmp_path / "another") as another:  # whose data folder is empty
        assert another.ask(q.LookAtData(MNIST, folder)).samples[0].max() == 7
        with pytest.raises(DataError):
            another.ask(q.LookAtData(MNIST))
        run = another.train(small(2, MNIST, batch=5), like=folder)
        assert recorded(another, run) == str(tmp_path / "data")
        another.ask(q.UseDataFolder(other, folder))
        assert another.ask(q.LookAtData(MNIST, folder)).samples[0].max() == 9
        run = another.train(small(2, MNIST, batch=5), like=folder)
        assert recorded(another, run) == str(other)


def test_images_of_a_run_that_have_moved_are_missed_where_they_lay(door: Door, tmp_path: Path):
    put_mnist(tmp_path / "data", 7)
    folder = door.service.folder(door.train(small(2, MNIST, batch=5)))
    (tmp_path / "data" / "MNIST").rename(tmp_path / "MNIST")
    with opened(tmp_path / "another") as another:
        for question in (q.LookAtData(MNIST, folder), q.Predict(IMAGE)):
            another.ask(q.ShowRun(folder))
            with pytest.raises(DataError) as error:
                another.ask(question)
            assert str(tmp_path / "data" / "MNIST" / "raw") in str(error.value)
        another.ask(q.UseDataFolder(tmp_path, folder))
        for question in (q.LookAtData(MNIST, folder), q.Predict(IMAGE)):
            another.ask(question)
