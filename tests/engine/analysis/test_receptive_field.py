"""Receptive fields: the figures of Araujo et al., Distill 2019, and small cases by hand."""

import pytest

from engine.analysis.analysis import analyse
from engine.network import layers
from engine.network.nodes import Repeat, Residual
from tests.engine.network.stacks import lenet, nodes, resnet, stack
from tests.engine.network.strategies import counted_ids

PHOTO = (3, 32, 32)


def fields(network, shape=PHOTO):
    analysis = analyse(network, shape, 10)
    return [analysis.receptive_field(at) for at in analysis.instances]


def test_alexnet_sees_what_the_article_says():
    pool = layers.MaxPool2d((3, 3), (2, 2))
    network = stack(
        layers.Conv2d(64, (11, 11), (4, 4), (2, 2)), pool, layers.Conv2d(192, (5, 5), padding=(2, 2)), pool,
        *(layers.Conv2d(256, padding=(1, 1)) for _ in range(3)), pool,
    )  # fmt: skip
    last = fields(network, (3, 224, 224))[-1]
    assert last.size == (195, 195)
    assert last.jump == (32, 32)


def test_vgg16_sees_what_the_article_says():
    conv, pool = layers.Conv2d(8, padding=(1, 1)), layers.MaxPool2d()
    last = fields(stack(*[conv, conv, pool] * 2, *[conv, conv, conv, pool] * 3), (3, 224, 224))[-1]
    assert last.size == (212, 212)
    assert last.jump == (32, 32)


def test_lenet_by_hand():
    sizes = [field.size[0] for field in fields(lenet(), (1, 28, 28))]
    assert sizes == [5, 5, 6, 6, 14, 14, 16, 16, 16, 32, 32, 32, 32, 32]
    assert [field.covers for field in fields(lenet(), (1, 28, 28))] == [False] * 9 + [True] * 5


def test_height_and_width_are_told_apart_and_padding_shifts_the_start():
    (field,) = fields(stack(layers.Conv2d(8, (3, 5), (2, 1), (1, 0))))
    assert (field.size, field.start, field.jump) == ((3, 5), (-1, 0), (2, 1))


def test_dilation_widens():
    assert fields(stack(layers.Conv2d(8, dilation=(4, 4))))[0].size == (9, 9)


def test_same_padding_puts_the_odd_row_after():
    assert fields(stack(layers.Conv2d(8, (4, 4), padding="same")))[0].start == (-1, -1)


def test_a_residual_sees_what_its_larger_path_sees():
    new_id = counted_ids()
    block = Residual(nodes(new_id, layers.Conv2d(3, (5, 5), padding=(2, 2))), nodes(new_id, layers.Conv2d(3, (1, 1))))
    analysis = analyse(stack(block, new_id=new_id), PHOTO, 10)
    assert analysis.receptive_field("n00001").size == (1, 1)
    assert analysis.receptive_field("n00002").size == (5, 5)
    assert analysis.receptive_field("n00002").start == (-2, -2)


def test_every_copy_of_a_repeat_sees_more():
    new_id = counted_ids()
    analysis = analyse(stack(Repeat(nodes(new_id, layers.Conv2d(3)), 3), new_id=new_id), PHOTO, 10)
    assert [analysis.receptive_field(f"n00000@{copy}").size[0] for copy in range(3)] == [3, 5, 7]
    assert analysis.receptive_field("n00001").size == (7, 7)


@pytest.mark.parametrize(("size", "field"), [((1, 1), 32), ((4, 4), 8), ((5, 5), 8), ((32, 32), 1), ((64, 64), 1)])
def test_adaptive_pooling_sees_its_largest_window(size, field):
    assert fields(stack(layers.AdaptiveAvgPool2d(size)))[0].size == (field, field)


def test_a_margin_that_a_stride_leaves_out_is_not_covered():
    narrow, wide = (fields(stack(layers.Conv2d(8, (size, size), (9, 9))))[0] for size in (31, 32))
    assert (narrow.covers, wide.covers) == (False, True)


def test_the_last_block_of_a_resnet_sees_the_whole_image():
    analysis = analyse(resnet(3), PHOTO, 10)
    *_, pool, linear = analysis.network.nodes
    last = analysis.receptive_field(analysis.network.nodes[-3].id)
    assert last.covers
    assert last.size == (1 + 2 * (1 + 6) + 2 + 2 * 2 * 5 + 2 * 2 + 4 * 2 * 5,) * 2
    assert analysis.receptive_field(pool.id).covers
    assert analysis.receptive_field(linear.id).covers


def test_vectors_have_no_receptive_field():
    assert fields(stack(layers.Linear()), (84,)) == [None]
