"""Memory is asked for before it is taken."""

from dataclasses import dataclass

import pytest

from engine.errors import DeviceError
from engine.machine.memory import check_memory, needed_bytes


@dataclass
class Sizes:
    parameters: int
    activations: int


def test_a_step_needs_weights_gradients_states_a_copy_and_activations_both_ways():
    assert needed_bytes(Sizes(10, 0), batch=7, states=2) == 4 * 10 * (1 + 1 + 2 + 1)
    assert needed_bytes(Sizes(0, 100), batch=7, states=2) == 4 * 100 * 7 * 2


def test_what_fits_is_let_through():
    check_memory(Sizes(1000, 1000), 10, 2, free=10**6)


def test_the_largest_batch_that_is_offered_fits_and_one_more_does_not():
    sizes = Sizes(10_000, 50_000)
    with pytest.raises(DeviceError) as refused:
        check_memory(sizes, 4096, 2, free=100 * 10**6)
    largest = int(refused.value.hint.split("at most ")[1].split(" ")[0].replace(",", ""))
    check_memory(sizes, largest, 2, free=100 * 10**6)
    with pytest.raises(DeviceError):
        check_memory(sizes, largest + 1, 2, free=100 * 10**6)
    assert needed_bytes(sizes, largest) <= 100 * 10**6


def test_a_network_too_large_for_single_images_is_told_so():
    with pytest.raises(DeviceError) as refused:
        check_memory(Sizes(10**9, 10**6), 1, 2, free=10**9)
    assert "make it smaller" in refused.value.hint
