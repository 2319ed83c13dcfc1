"""A person's own images through the door: looked at, shown as they would be read, brought in, kept within a budget."""

from pathlib import Path

import pytest

from engine.errors import DataMissing
from engine.project.data.data_settings import DataSettings, ScaleToOne
from engine.project.data.own_images import Reading
from engine.service import questions as q
from engine.service.answers import Wish
from engine.service.importing.import_questions import BringIn, EmptyCache, ListCached, LookAtImages, ShowReading
from tests.engine.service.door import Door
from tests.own_images import put_classes


def own(source) -> DataSettings:
    return DataSettings(source=source, normalisation=ScaleToOne())


@pytest.fixture
def photos(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    return put_classes(tmp_path / "photos", 6, size=(20, 10))


def test_what_lies_there_and_how_it_would_be_read(door: Door, photos: Path):
    look = door.ask(LookAtImages(photos))
    assert [(one.name, one.train) for one in look.classes] == [("cat", 6), ("dog", 6)]
    assert (look.sizes, look.suggestion) == (((10, 20, 12),), Reading(10, 20))
    shown = door.ask(ShowReading(photos, look.samples[:2], Reading(8, 8, colour=False)))
    assert [one.shape for one in shown] == [(1, 8, 8)] * 2


def test_what_was_brought_in_is_read_like_any_other_set_and_can_be_taken_from_the_cache(door: Door, photos: Path):
    source = door.ask(BringIn(photos, Wish((8, 8)))).source
    overview = door.ask(q.LookAtData(own(source)))
    assert overview.classes == ("cat", "dog")
    assert [one.images for one in overview.splits] == [source.train_images, source.test_images]
    (kept,) = door.ask(ListCached())
    assert (kept.path, kept.images) == (str(photos), 12)
    assert door.ask(EmptyCache((kept.key,))) >= 12 * 3 * 8 * 8
    assert door.ask(ListCached()) == []


def test_images_above_the_share_of_memory_that_was_chosen_stay_on_the_disk(door: Door, photos: Path):
    source = door.ask(BringIn(photos, Wish((8, 8)))).source
    door.service.keep_images_within(0.0)
    door.ask(q.LookAtData(own(source)))
    data = door.service._answering.store.kept(own(source))
    assert data.train.pool.mapped


def test_what_is_gone_is_said(door: Door, photos: Path):
    with pytest.raises(DataMissing):
        door.ask(LookAtImages(photos / "none"))
