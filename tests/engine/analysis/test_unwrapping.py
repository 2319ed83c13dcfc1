"""Unwrapping: the sentence tells what becomes of the weights."""

import pytest

from engine.analysis.unwrapping import unwrap_report
from engine.network import layers
from engine.network.nodes import Repeat, Residual
from tests.engine.network.stacks import nodes, stack
from tests.engine.network.strategies import counted_ids

new_id = counted_ids()
BODY = nodes(new_id, layers.Conv2d(), layers.BatchNorm())
PLAIN = nodes(new_id, layers.ReLU())


@pytest.mark.parametrize(
    ("op", "sentence"),
    [
        (Repeat(BODY, 8), "8 copies become one: the first keeps its weights, those of the other 7 copies go."),
        (Repeat(BODY, 2), "2 copies become one: the first keeps its weights, those of the other copy go."),
        (Repeat(BODY, 1), "All weights stay."),
        (Repeat(PLAIN, 3), "3 copies become one; there are no weights in them."),
        (Residual(BODY), "The input is no longer added; all weights stay."),
        (Residual(PLAIN, BODY), "The shortcut and its weights go; the weights of the body stay."),
        (Residual(BODY, PLAIN), "The shortcut goes; the weights of the body stay."),
        (Repeat(nodes(new_id, Repeat(BODY, 2)), 3),
         "Repeat × 3 becomes one copy, with new weights, as it repeats inside another."),
        (layers.ReLU(), ""),
    ],
)  # fmt: skip
def test_the_sentence_says_what_goes_and_what_stays(op, sentence):
    network = stack(op, new_id=new_id)
    assert unwrap_report(network, [network.nodes[0].id]) == sentence


def test_several_blocks_are_told_of_once_each():
    network = stack(Residual(BODY), Residual(PLAIN), Repeat(PLAIN, 1), new_id=new_id)
    said = unwrap_report(network, network.ids)
    assert said == "The input is no longer added; all weights stay. No weights change."
