"""Other images of a person's own are kept for testing: what the document says of them goes along."""

from hypothesis import given
from hypothesis import strategies as st

from engine.project.data.kept_for_testing import kept_of_each, with_test_part
from engine.project.data.own_images import FolderImages, TestCount, TestShare
from engine.typed.document import changed

PHOTOS = FolderImages(path="/photos", classes=("cat", "dog"), train_images=80, test_images=20, checksum="abc")
counts_of_classes = st.lists(st.integers(1, 500), min_size=1, max_size=20)


@given(counts_of_classes, st.floats(0.001, 0.999))
def test_of_each_class_its_share_and_something_is_left_to_train_on(counts, share):
    for count, kept in zip(counts, kept_of_each(counts, TestShare(share)), strict=True):
        assert (kept == 0) if count < 2 else (1 <= kept <= count - 1)
        assert kept in (0, 1, count - 1) or abs(kept - count * share) <= 0.5


@given(counts_of_classes, st.integers(1, 3000))
def test_a_number_of_images_is_kept_to_the_image_as_far_as_there_are_any(counts, wanted):
    kept = kept_of_each(counts, TestCount(wanted))
    assert sum(kept) == min(wanted, sum(counts) - len(counts))
    assert all(0 <= some < count for some, count in zip(kept, counts, strict=True))


def test_of_a_number_each_class_has_its_share():
    assert kept_of_each([100, 300, 1], TestCount(40)) == [10, 30, 0]


def test_counts_follow_and_what_came_for_validation_is_not_divided():
    source = with_test_part(changed(PHOTOS, validation_images=30), TestShare(0.5))
    assert (source.train_images, source.test_images, source.test) == (30 + 35, 35, TestShare(0.5))
    assert source.checksum == PHOTOS.checksum
    assert with_test_part(PHOTOS, TestCount(7)).test_images == 7


def test_with_another_seed_as_many_others_are_kept():
    source = with_test_part(changed(PHOTOS, test_images=17, train_images=83), TestShare(seed=4))
    assert (source.train_images, source.test_images, source.test.seed) == (83, 17, 4)
