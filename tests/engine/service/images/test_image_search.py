"""What is found equals what looking at every image would find, and no image is looked at twice."""

from pathlib import Path

import numpy as np
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st

from engine.data.store import DataStore
from engine.errors import InputError, Stopped
from engine.prediction.answer import predict
from engine.service import questions as q
from engine.service.images import image_search
from engine.service.images.image_search import CHUNK, ImageSearch, Subject
from engine.service.images.sources.data_folders import DataFolders
from engine.service.long_tasks import Task
from engine.service.model.showing import Showing
from tests.engine.service.door import Door, small

STORE = DataStore()


def task():
    return Task(1, lambda _: None, lambda _: None)


@pytest.fixture(scope="module")
def subject():
    STORE.get(small().data)
    showing = Showing(STORE, DataFolders())
    showing.initial(small())
    return Subject(1, small(), showing.model(), None)


@pytest.fixture(scope="module")
def guesses(subject):
    """What the model takes each test image for, one at a time from a plain loop."""
    showing = Showing(STORE, DataFolders())
    showing.initial(small())
    split = showing.split("test")
    found = [predict(showing.net, showing.normaliser, part).argmax(1) for part in split.images.split(100)]
    return split.labels.numpy(), torch.cat(found).numpy()


@pytest.fixture(scope="module")
def search():
    return ImageSearch(STORE)


@given(start=st.integers(-3000, 5000), count=st.integers(1, 300))
def test_the_next_mistakes_are_those_of_a_plain_loop(search, subject, guesses, start, count):
    labels, guessed = guesses
    wanted = [at % 2000 for at in range(start, start + 2000) if labels[at % 2000] != guessed[at % 2000]][:count]
    found = search.mistakes(subject, "test", start, count, task())
    assert [picture.image.index for picture in found] == wanted
    assert all(
        (picture.label, picture.predicted) == (labels[at], guessed[at])
        for picture, at in zip(found, wanted, strict=True)
    )


def test_each_image_is_answered_about_once_and_only_as_far_as_needed(subject, monkeypatch):
    seen = []
    answer = image_search.predict

    def counted(net, normaliser, images):
        seen.append(len(images))
        return answer(net, normaliser, images)

    monkeypatch.setattr(image_search, "predict", counted)
    search = ImageSearch(STORE)
    search.mistakes(subject, "test", 100, 1, task())
    assert seen == [CHUNK]
    search.mistakes(subject, "test", 101, 1, task())
    assert sum(seen) <= CHUNK + 1
    search.mistakes(subject, "test", 0, 2000, task())
    assert sum(seen) == 2000
    search.mistakes(subject, "test", 0, 2000, task())
    assert sum(seen) == 2000
    other = Subject(2, subject.project, subject.model, None)
    search.mistakes(other, "test", 0, 2000, task())
    assert sum(seen) == 4000


def test_a_search_ends_soon_after_it_is_given_up(subject, monkeypatch):
    given_up, seen = task(), []
    answer = image_search.predict

    def stop(net, normaliser, images):
        seen.append(len(images))
        given_up.stop()
        return answer(net, normaliser, images)

    monkeypatch.setattr(image_search, "predict", stop)
    with pytest.raises(Stopped):
        ImageSearch(STORE).mistakes(subject, "test", 0, 2000, given_up)
    assert seen == [CHUNK]


def test_mistakes_are_images_that_the_model_takes_for_another_class(door: Door):
    door.ask(q.ShowProject(small()))
    mistakes = door.ask(q.FirstMistakes())
    assert len(mistakes) == 5
    assert all(picture.label != picture.predicted for picture in mistakes)
    again = door.ask(q.NextMistake("test", mistakes[1].image.index))
    assert again.image == mistakes[1].image
    assert (again.label, again.predicted, again.count) == (mistakes[1].label, mistakes[1].predicted, 2000)
    assert np.array_equal(again.pixels, mistakes[1].pixels)


@pytest.mark.parametrize("how", ["zero", "mean"])
def test_the_next_mistake_is_that_of_what_is_shown_and_the_first_those_of_what_was_learned(door: Door, how):
    """As the bars say it: muted, a network says the same to every image."""
    shown = door.ask(q.ShowProject(small()))
    *_, last = (node.id for node in shown.project.network.nodes)
    first = [picture.image for picture in door.ask(q.FirstMistakes())]
    door.ask(q.UseMutes(q.Mutes(frozenset({q.Mute(last)}), how)))
    mistake = door.ask(q.NextMistake("test", 0))
    said = door.ask(q.Predict(mistake.image))
    assert mistake.predicted == said.picture.predicted != mistake.label
    assert {door.ask(q.NextMistake("test", start)).predicted for start in (0, 40, 80)} == {mistake.predicted}
    assert [picture.image for picture in door.ask(q.FirstMistakes())] == first
    door.ask(q.UseMutes(q.Mutes()))
    assert door.ask(q.NextMistake("test", 0)).image == first[0]


def test_a_stack_that_cannot_answer_is_not_searched(door: Door, tmp_path: Path):
    from engine.typed.document import changed

    whole = small()
    door.ask(q.ShowProject(changed(whole, network=whole.network.remove({"n00002"}))))
    for question in (q.FirstMistakes(), q.NextMistake("test", 0)):
        with pytest.raises(InputError, match="Mend it"):
            door.ask(question)
