"""Another share of own images is kept for testing: what the document says of them goes along."""

from hypothesis import given
from hypothesis import strategies as st

from engine.project.kept_for_testing import kept_for_testing, with_test_share
from engine.project.own_images import FolderImages, TestShare
from engine.typed.document import changed

PHOTOS = FolderImages(path="/photos", classes=("cat", "dog"), train_images=80, test_images=20, checksum="abc")


@given(st.integers(2, 10_000), st.floats(0.001, 0.999))
def test_something_is_left_on_either_side(images, share):
    assert 1 <= kept_for_testing(images, share) <= images - 1


def test_counts_follow_and_what_came_for_validation_is_not_divided():
    source = with_test_share(changed(PHOTOS, validation_images=30), TestShare(0.5))
    assert (source.train_images, source.test_images, source.test) == (30 + 35, 35, TestShare(0.5))
    assert source.checksum == ""


def test_with_another_seed_as_many_others_are_kept():
    source = with_test_share(changed(PHOTOS, test_images=17, train_images=83), TestShare(seed=4))
    assert (source.train_images, source.test_images, source.test.seed) == (83, 17, 4)
