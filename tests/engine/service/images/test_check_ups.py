"""A check-up as the window asks for it: findings with pictures, and where their images are among the splits."""

import numpy as np
import pytest

from engine.data import store
from engine.data.importing.bringing_in import brought_in
from engine.data.importing.brought import Wish
from engine.events import Progress
from engine.project.data.data_settings import DataSettings, ScaleToOne, ValidationShare
from engine.project.data.own_images import corrected
from engine.service import questions as q
from engine.service.answers import ImageOf
from engine.typed.document import changed
from tests.engine.service.door import Door, small
from tests.own_images import picture, put_parts


@pytest.fixture
def settings(tmp_path, monkeypatch):
    """A copy, a leaked image and one with a wrong label among 35; a third of those to train on are for validation."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    root = put_parts(tmp_path / "photos", 12, 4)
    for number in range(4):
        picture(700 + number, 0).save(root / "test" / "cat" / f"{number:03}.png")
        picture(800 + number, 1).save(root / "test" / "dog" / f"{number:03}.png")
    picture(0, 0).save(root / "train" / "cat" / "copy.png")
    picture(1, 1).save(root / "test" / "dog" / "leaked.png")
    picture(900, 0).save(root / "test" / "dog" / "wrong.png")
    source = brought_in(root, Wish((12, 12), colour=True)).source
    return DataSettings(source=source, normalisation=ScaleToOne(), validation=ValidationShare(0.3))


def by_kind(answer):
    return {one.kind: one for one in answer.findings}


def test_findings_come_with_their_pictures(door: Door, settings):
    answer = door.ask(q.CheckUp(settings))
    found = by_kind(answer)
    assert {kind: one.count for kind, one in found.items()} == {"leaked": 1, "copies": 1}
    assert answer.checked == 35
    first, second = found["copies"].examples[0].images
    assert np.array_equal(answer.pictures[first], answer.pictures[second])
    assert answer.pictures[first].shape == (3, 12, 12)
    assert any(isinstance(event, Progress) and event.doing == "Checking photos" for event in door.events)


def test_each_example_leads_to_its_image_among_the_splits(door: Door, settings):
    answer = door.ask(q.CheckUp(settings))
    for at, image in answer.images.items():
        assert isinstance(image, ImageOf)
        pixels = door.ask(q.ReadImages(settings, None, image.split, (image.index,), 12))[0]
        assert np.array_equal(pixels, answer.pictures[at])
    assert {image.split for image in answer.images.values()} >= {"test"}
    assert set(answer.images) == set(answer.pictures)


def test_after_a_correction_no_pixel_is_looked_at_again(door: Door, settings, monkeypatch):
    way = by_kind(door.ask(q.CheckUp(settings)))["copies"].ways[0]
    monkeypatch.setattr(store, "fingerprinted", None)
    after = changed(settings, source=corrected(settings.source, way.correction))
    assert set(by_kind(door.ask(q.CheckUp(after)))) == {"leaked"}


def test_a_run_on_these_images_says_which_labels_it_disputes(door: Door, settings, monkeypatch):
    monkeypatch.setattr("engine.data.check_up.disputed.SURE", 0.5)
    run = door.service.folder(door.train(small(60, data=settings, batch=8)))
    found = by_kind(door.ask(q.CheckUp(settings, judge=run)))
    disputed = {one.images[0].name: one for one in found["disputed"].examples}
    assert "test/dog/wrong.png" in disputed
    move = disputed["test/dog/wrong.png"].ways[0]
    assert move.words == "Move to cat"
    others = changed(settings, source=corrected(settings.source, move.correction))
    assert "disputed" not in by_kind(door.ask(q.CheckUp(others, judge=run)))  # it was tested on other labels


def test_the_shown_run_says_which_labels_it_was_trained_on_it_disputes(door: Door, settings, monkeypatch):
    monkeypatch.setattr("engine.data.check_up.disputed.SURE", 0.5)
    root = settings.source.place
    picture(950, 0).save(root / "train" / "dog" / "wrong.png")
    settings = changed(settings, source=brought_in(root, Wish((12, 12), colour=True)).source)
    run = door.service.folder(door.train(small(25, data=settings, batch=8)))
    assert door.ask(q.CheckUp(settings, judge=run)).asked == 0  # what is shown is no run
    door.ask(q.ShowRun(run))
    answer = door.ask(q.CheckUp(settings, judge=run))
    assert answer.asked == 26
    assert any(isinstance(event, Progress) and event.doing == "Asking the shown run" for event in door.events)
    disputed = {one.images[0].name: one for one in by_kind(answer)["disputed training"].examples}
    move = disputed["train/dog/wrong.png"].ways[0]
    assert move.words == "Move to cat"
    monkeypatch.setattr("engine.service.images.opinions.predict", None)  # it is not asked again
    after = changed(settings, source=corrected(settings.source, move.correction))
    answer = door.ask(q.CheckUp(after, judge=run))
    assert answer.asked == 26
    named = [one.images[0].name for one in getattr(by_kind(answer).get("disputed training"), "examples", ())]
    assert "train/dog/wrong.png" not in named


def test_published_images_are_checked_and_stay_as_they_are(door: Door):
    answer = door.ask(q.CheckUp(DataSettings()))
    assert answer.checked == 10_000
    assert all(not one.ways for one in answer.findings)
    assert all(not example.ways and not example.of_class for one in answer.findings for example in one.examples)
