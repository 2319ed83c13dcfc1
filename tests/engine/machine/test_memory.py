"""Memory is asked for before it is taken."""

from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.errors import DeviceError
from engine.machine.memory import Feeding, check_memory, needed_bytes


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


def test_images_are_counted_once_and_for_each_of_a_batch():
    assert needed_bytes(Sizes(10, 100), 7, 2, Feeding(1000, 30)) == needed_bytes(Sizes(10, 100), 7, 2) + 1000 + 7 * 30


@given(
    st.integers(0, 10**6), st.integers(1, 10**5), st.integers(0, 10**8), st.integers(0, 10**5), st.integers(1, 10**9)
)
def test_the_largest_batch_is_right_whatever_the_images_take(parameters, activations, held, per_image, free):
    sizes, feeding = Sizes(parameters, activations), Feeding(held, per_image)
    try:
        check_memory(sizes, 10**6, 2, free, feeding)
    except DeviceError as refused:
        if "at most" in refused.hint:
            largest = int(refused.hint.split("at most ")[1].split(" ")[0].replace(",", ""))
            check_memory(sizes, largest, 2, free, feeding)
            with pytest.raises(DeviceError):
                check_memory(sizes, largest + 1, 2, free, feeding)
        else:
            with pytest.raises(DeviceError):
                check_memory(sizes, 1, 2, free, feeding)


def test_images_that_do_not_fit_beside_the_network_are_named():
    with pytest.raises(DeviceError) as refused:
        check_memory(Sizes(1000, 1000), 10, 2, free=10**9, feeding=Feeding(held=3 * 10**9))
    assert "3.0 GB of it for the images" in refused.value.what
    assert "train on the CPU" in refused.value.hint


def test_images_that_take_little_are_not_spoken_of():
    with pytest.raises(DeviceError) as refused:
        check_memory(Sizes(1000, 10**6), 1000, 2, free=10**9, feeding=Feeding(held=10**6))
    assert "images" not in refused.value.what
