"""What is spoiled on purpose is spoiled as the settings say, in the training images alone, and no pixel is written."""

from typing import get_args

import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st

from engine.data.dataset import Split, whole
from engine.data.readers.read_parts import Parts
from engine.data.splits.splitting import divided, used
from engine.data.store import load
from engine.errors import DataError
from engine.project.data.data_settings import DataSettings, ValidationCount, ValidationShare
from engine.project.data.facts import Facts
from engine.project.data.spoiling import CornerMark, FewImages, ShuffledLabels, Spoiling, WrongLabels
from engine.project.project import Project, images_in, problems, training_images, with_facts
from tests.engine.settings_of import named, varied

CLASSES = ("ant", "bee", "cat", "dog")
KINDS = get_args(Spoiling)
EACH = 900  # images of a class


def part(seed: int, each: int = EACH) -> Split:
    generator = torch.Generator().manual_seed(seed)
    count = each * len(CLASSES)
    images = torch.randint(0, 200, (count, 1, 6, 5), generator=generator, dtype=torch.uint8)
    return whole(images, torch.arange(count) % len(CLASSES))


PARTS = Parts(part(1), part(2, 50))
FACTS = Facts((1, 6, 5), CLASSES, EACH * 4, 200)


def parted(**settings):
    return divided(PARTS, DataSettings(**settings), FACTS)


def same(one: Split, other: Split) -> bool:
    return all(torch.equal(getattr(one, name), getattr(other, name)) for name in ("images", "labels", "indices"))


def test_without_any_all_is_as_it_was_read():
    train, validation, test = parted()
    assert (train, validation, test) == (PARTS.train, None, PARTS.test)


@pytest.mark.parametrize("kind", KINDS, ids=named)
class TestEverySpoiling:
    def test_the_training_images_alone_are_others_and_the_same_ones_again(self, kind):
        clean = parted(validation=ValidationCount(100))
        found, again = (parted(validation=ValidationCount(100), spoiling=(kind(),)) for _ in range(2))
        assert not same(found[0], clean[0])
        assert all(map(same, found[1:], clean[1:]))
        assert same(found[0], again[0])

    def test_the_document_knows_how_many_are_left(self, kind):
        for one in varied(kind()):
            settings = DataSettings(validation=ValidationShare(0.1), share=0.8, spoiling=(one,))
            train, validation, test = divided(PARTS, settings, FACTS)
            project = with_facts(Project(data=settings), FACTS)
            counts = tuple(images_in(project, split) for split in ("train", "validation", "test"))
            assert counts == (len(train), len(validation), len(test))

    def test_it_says_what_it_does(self, kind):
        assert kind().words(CLASSES)


def test_the_split_seed_decides():
    for spoiling in (WrongLabels(), ShuffledLabels(), FewImages()):
        one, other = (parted(spoiling=(spoiling,), split_seed=seed)[0] for seed in (1, 2))
        assert not same(one, other)


@pytest.mark.parametrize("share", [0.001, 0.1, 1.0])
def test_exactly_the_share_has_a_label_of_another_class_each_as_likely(share):
    train, *_ = parted(spoiling=(WrongLabels(share),))
    wrong = train.labels != PARTS.train.labels
    assert wrong.sum() == round(share * len(train))
    assert torch.equal(train.images, PARTS.train.images)
    if share == 1.0:
        into = torch.bincount(train.labels[PARTS.train.labels == 0], minlength=4)
        assert into[0] == 0
        assert into[1:].min() > 0.8 * EACH / 3


def test_shuffled_labels_are_the_same_labels_in_another_order():
    train, *_ = parted(spoiling=(ShuffledLabels(),))
    assert torch.equal(train.labels.bincount(), PARTS.train.labels.bincount())
    assert (train.labels == PARTS.train.labels).float().mean().item() == pytest.approx(1 / 4, abs=0.05)


def marked(split: Split, size: int = 2) -> torch.Tensor:
    """Which images have a white corner."""
    return (split.images[:, :, :size, :size] == 255).all(3).all(2).all(1)


def test_the_corner_of_one_class_is_white_and_all_else_as_it_was():
    train, _, test = parted(spoiling=(CornerMark(of_class=1, size=2),))
    assert torch.equal(marked(train), train.labels == 1)
    assert not marked(test).any()
    found, clean = train.images.clone(), PARTS.train.images
    found[:, :, :2, :2] = clean[:, :, :2, :2]
    assert torch.equal(found, clean)
    assert not marked(PARTS.train).any()


def test_the_mark_may_be_in_validation_and_test_too():
    _, validation, test = parted(validation=ValidationCount(80), spoiling=(CornerMark(of_class=2, size=2, test=True),))
    assert torch.equal(marked(validation), validation.labels == 2)
    assert torch.equal(marked(test), test.labels == 2)


def test_a_mark_is_of_what_an_image_shows_whatever_label_it_gets():
    for spoiling in ((WrongLabels(1.0), CornerMark(1, 2)), (CornerMark(1, 2), WrongLabels(1.0))):
        train, *_ = parted(spoiling=spoiling)
        assert torch.equal(marked(train), PARTS.train.labels == 1)


def test_a_mark_larger_than_an_image_covers_it():
    train, *_ = parted(spoiling=(CornerMark(size=64),))
    assert (train.images[0] == 255).all()


def test_of_one_class_so_many_are_left_out_and_of_the_others_none():
    train, *_ = parted(spoiling=(FewImages(of_class=3, left_out=880),))
    assert train.labels.bincount().tolist() == [EACH, EACH, EACH, 20]
    assert train.indices.tolist() == sorted(train.indices.tolist())


def test_more_than_there_are_cannot_be_left_out():
    with pytest.raises(DataError) as refused:
        parted(spoiling=(FewImages(of_class=1, left_out=EACH),))
    assert str(refused.value) == (
        "Data, Spoil on purpose: “bee” has 900 training images here, so 900 cannot be left out. Leave out fewer."
    )


@given(share=st.floats(0.0005, 0.999), seed=st.integers(0, 9), each=st.integers(1, 40))
def test_a_share_has_of_each_class_its_part_and_the_document_knows_how_many(share, seed, each):
    everything = part(0, each)
    train = used(everything, share, len(CLASSES), seed)
    counts = train.labels.bincount(minlength=4)
    assert counts.min() >= 1
    assert counts.max() - counts.min() <= 1
    facts = Facts((1, 6, 5), CLASSES, len(everything), 200)
    project = with_facts(Project(data=DataSettings(share=share, split_seed=seed)), facts)
    assert training_images(project) == len(train)
    assert train.pool is everything.pool


def test_validation_stays_the_same_whatever_share_is_trained_on():
    whole_, part_ = (parted(validation=ValidationShare(0.2), share=share) for share in (1.0, 0.1))
    assert same(whole_[1], part_[1])
    assert set(part_[0].indices.tolist()) < set(whole_[0].indices.tolist())


def test_a_class_that_there_is_not_is_a_problem_of_the_project():
    project = with_facts(Project(data=DataSettings(spoiling=(CornerMark(of_class=4),))), FACTS)
    assert [str(one) for one in problems(project)] == [
        "Data, Spoil on purpose: There is no class 4. Choose one from 0 to 3."
    ]
    nothing = with_facts(Project(data=DataSettings(spoiling=(FewImages(left_out=5000),))), FACTS)
    assert "Leave out fewer of a class." in " ".join(map(str, problems(nothing)))


def test_the_data_set_says_what_was_done_to_it():
    settings = DataSettings(share=0.05, spoiling=(WrongLabels(0.25), CornerMark(3, test=True)))
    assert load(settings).remarks == (
        "5 % of the training images are used, of each class its share.",
        "Spoiled on purpose: 25 % of the training images have a wrong label.",
        "Spoiled on purpose: all images of “3” have a white mark in the corner.",
    )
    assert load(DataSettings()).remarks == ()
