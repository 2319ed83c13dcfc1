"""Asking the service what a filter of the shown model looks for, whole or broken behind, muted or not."""

import numpy as np
import pytest

from engine.errors import DataError, InputError
from engine.network.layers import Conv2d, Flatten, Linear, MaxPool2d, ReLU
from engine.network.network import Network
from engine.network.nodes import Node, Repeat
from engine.service import questions as q
from engine.typed.document import changed
from tests.engine.service.door import MNIST, small

BODY = (Node("nconv0", Conv2d(4, (5, 5))), Node("nrelu0", ReLU()))
NETWORK = Network((*BODY, Node("nflat0", Flatten()), Node("nlast0", Linear("classes"))))
BROKEN = Network((*BODY, Node("npool0", MaxPool2d((60, 60), (60, 60))), Node("nlast0", Linear("classes"))))


@pytest.mark.parametrize("network", [NETWORK, BROKEN], ids=["whole", "broken behind"])
def test_images_that_excite_a_filter_and_one_that_is_made_for_it(door, network):
    door.ask(q.ShowProject(changed(small(), network=network)))
    found = door.ask(q.LookForImages("nconv0", 1))
    assert (found.step, found.images, len(found.found)) == (0, 2000, 9)
    values = [one.value for one in found.found]
    assert values == sorted(values, reverse=True)
    first = found.found[0]
    assert first.pixels.shape == (1, 28, 28)
    view = door.ask(q.Inspect("nconv0", first.image))
    assert view.activation[first.within] == pytest.approx(first.value, abs=1e-5)
    assert view.activation[1].max() == view.activation[first.within]
    assert (len(first.rows), len(first.columns)) == (5, 5)
    made = door.ask(q.MakeImage("nconv0", 1))
    assert made.pixels.shape == (1, 28, 28)
    assert made.value > max(first.value, made.before)


def test_what_is_muted_before_counts_and_of_the_layer_itself_does_not(door):
    door.ask(q.ShowProject(changed(small(), network=NETWORK)))
    usual, made = door.ask(q.LookForImages("nlast0", 3)), door.ask(q.MakeImage("nlast0", 3))
    door.ask(q.UseMutes(q.Mutes(frozenset({q.Mute("nlast0", 3)}))))
    assert door.ask(q.LookForImages("nlast0", 3)).found[0].value == usual.found[0].value
    door.ask(q.UseMutes(q.Mutes(frozenset({q.Mute("nrelu0", 0)}))))
    assert door.ask(q.LookForImages("nlast0", 3)).found[0].value != usual.found[0].value
    assert not np.array_equal(door.ask(q.MakeImage("nlast0", 3)).pixels, made.pixels)


def test_what_an_activation_looks_for_is_told_as_if_its_filter_were_heard(door):
    door.ask(q.ShowProject(changed(small(), network=NETWORK)))
    usual = door.ask(q.LookForImages("nrelu0", 1)).found
    door.ask(q.UseMutes(q.Mutes(frozenset({q.Mute("nconv0", 1)}))))
    assert [one.value for one in door.ask(q.LookForImages("nrelu0", 1)).found] == [one.value for one in usual]


def test_what_is_muted_by_the_name_of_its_repeat_is_looked_at_all_the_same(door):
    tile = Node("ntile0", Repeat((Node("nconv0", Conv2d(1, (3, 3), padding=(1, 1))),), 2))
    network = Network((tile, Node("nflat0", Flatten()), Node("nlast0", Linear("classes"))))
    door.ask(q.ShowProject(changed(small(), network=network)))
    usual = door.ask(q.LookForImages("nconv0@1", 0)).found
    door.ask(q.UseMutes(q.Mutes(frozenset({q.Mute("ntile0")}))))
    assert [one.value for one in door.ask(q.LookForImages("nconv0@1", 0)).found] == [one.value for one in usual]
    assert door.ask(q.MakeImage("ntile0", 0)).value > usual[0].value


def test_what_there_is_not_is_said_in_words(door):
    door.ask(q.ShowProject(changed(small(), network=NETWORK, data=MNIST)))
    with pytest.raises(DataError):
        door.ask(q.LookForImages("nconv0", 1))
    for question in (q.MakeImage("nconv0", 4), q.MakeImage("ngone0", 0)):
        with pytest.raises(InputError):
            door.ask(question)
