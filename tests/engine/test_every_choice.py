"""What can be chosen for data and training keeps its promises, whatever the kind.

Nothing here lists kinds: a new member of a union is tried as the others are.
"""

from typing import get_args

import pytest
import torch

from engine.data.batches.augment import augmented
from engine.data.batches.normalise import fitted, fitted_lazily
from engine.data.dataset import whole
from engine.data.splits.splitting import kept_back
from engine.data.store import load
from engine.errors import DataError
from engine.project.data.augmentations import Augmentation
from engine.project.data.data_settings import DataSettings, Normalisation, Validation
from engine.project.data.sources import SOURCES
from engine.project.data.spoiling import Spoiling
from engine.project.project import Project, training_images
from engine.project.training.budgets import Budget
from engine.project.training.optimisers import Optimiser
from engine.project.training.rate.schedules import Schedule
from engine.typed.document import read, written
from engine.typed.fields import meta, struct_fields
from tests.engine.settings_of import named, varied

OPTIMISERS, SCHEDULES, BUDGETS = get_args(Optimiser), get_args(Schedule), get_args(Budget)
NORMALISATIONS, AUGMENTATIONS, VALIDATIONS = get_args(Normalisation), get_args(Augmentation), get_args(Validation)
SPOILINGS = get_args(Spoiling)
CHOICES = (*OPTIMISERS, *SCHEDULES, *BUDGETS, *SOURCES, *NORMALISATIONS, *AUGMENTATIONS, *VALIDATIONS, *SPOILINGS)
CLASSES = 4


@pytest.mark.parametrize("kind", CHOICES, ids=named)
class TestEveryChoice:
    """What can be chosen in a form."""

    def test_it_is_final_and_has_a_title(self, kind):
        assert kind.__final__
        assert kind.title

    def test_every_field_has_a_label_and_a_help(self, kind):
        for name, type_ in struct_fields(kind).items():
            assert meta(type_).title, name
            assert meta(type_).description, name

    def test_it_goes_through_json_and_back(self, kind):
        for value in varied(kind()):
            assert read(written(value), kind) == value


def read_from(kind, root):
    """The data set and why there is none: one of the two."""
    try:
        return load(DataSettings(source=kind()), root), None
    except DataError as error:
        return None, error


@pytest.mark.parametrize("kind", SOURCES, ids=named)
class TestEverySource:
    def test_it_states_every_fact_itself(self, kind):
        own = vars(kind)
        assert {"title", "help", "name", "published"} <= set(own)
        assert len(kind.published.shape) == 3
        assert len(set(kind.published.classes)) == len(kind.published.classes) >= 2
        assert min(kind.published.train_images, kind.published.test_images) >= 1

    def test_it_is_read_as_it_says_or_says_what_to_put_where(self, kind, tmp_path):
        data, error = read_from(kind, tmp_path)
        if data is None:
            assert kind.title in error.what
            assert error.hint
            assert str(tmp_path) in str(error.where)
        else:
            facts = data.facts
            assert (len(data.train), len(data.test)) == (facts.train_images, facts.test_images)
            assert data.train.images.shape[1:] == facts.shape == kind.published.shape
            assert data.classes == kind.published.classes

    def test_a_new_project_may_have_it(self, kind):
        assert training_images(Project(data=DataSettings(source=kind()))) == kind.published.train_images


def split(seed, channels=1):
    generator = torch.Generator().manual_seed(seed)
    images = torch.randint(0, 256, (60, channels, 8, 8), generator=generator, dtype=torch.uint8)
    return whole(images, torch.arange(60) % CLASSES)


@pytest.mark.parametrize("kind", NORMALISATIONS, ids=named)
class TestEveryNormalisation:
    def test_pixels_become_numbers(self, kind):
        images = split(1).images
        found = fitted(kind(), split(1))(images)
        assert (found.shape, found.dtype) == (images.shape, torch.float32)
        assert found.isfinite().all()

    def test_it_asks_for_the_training_images_exactly_where_they_matter(self, kind):
        asked = []
        lazily = fitted_lazily(kind(), 1, lambda: asked.append(1) or split(1))
        assert lazily == fitted(kind(), split(1))
        assert bool(asked) is (fitted(kind(), split(1)) != fitted(kind(), split(2)))


@pytest.mark.parametrize("kind", AUGMENTATIONS, ids=named)
def test_every_augmentation_keeps_the_shape_and_depends_on_the_seed_alone(kind):
    images = split(3, channels=3).images
    for change in varied(kind()):
        state = torch.get_rng_state()
        first, again, other = (augmented(images, (change,), seed) for seed in (1, 1, 2))
        assert torch.equal(torch.get_rng_state(), state)
        assert (first.shape, first.dtype) == (images.shape, torch.uint8)
        assert torch.equal(first, again)
    first, other = (augmented(images, (kind(),), seed) for seed in (1, 2))
    assert not torch.equal(first, other)


@pytest.mark.parametrize("kind", VALIDATIONS, ids=named)
def test_every_validation_parts_the_images_and_the_document_knows_how(kind):
    source = SOURCES[0]()
    count = source.published.train_images
    images = whole(torch.zeros(count, 1, 1, 1, dtype=torch.uint8), torch.zeros(count).long())
    for validation in varied(kind()):
        train, kept = kept_back(images, validation, 1)
        assert len(train) == training_images(Project(data=DataSettings(source=source, validation=validation)))
        found = torch.cat([part.indices for part in (train, kept) if part is not None])
        assert torch.equal(found.sort().values, images.indices)
