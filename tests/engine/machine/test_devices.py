"""Devices by name, threads that leave a core free, and memory asked for before it is taken."""

import threading
from dataclasses import dataclass

import psutil
import pytest
import torch

from engine.errors import DeviceError
from engine.machine.devices import (
    available,
    check_memory,
    default_threads,
    described,
    needed_bytes,
    resolve,
    thread_settings,
)

CPU = torch.device("cpu")


@dataclass
class Sizes:
    parameters: int
    activations: int


def test_auto_is_a_device_that_is_there():
    assert str(resolve("auto")) in available()
    assert resolve("cpu") == CPU
    assert described(CPU) == "cpu"


@pytest.mark.parametrize("name", ["gpu", "cuda:99", "", "cpu:3", "CPU"])
def test_an_unknown_device_is_refused_with_those_that_are_there(name):
    with pytest.raises(DeviceError) as refused:
        resolve(name)
    assert f"“{name}”" in refused.value.what
    assert "cpu" in refused.value.hint


def test_one_core_at_least_and_one_left_free():
    assert 1 <= default_threads() <= max(1, (psutil.cpu_count() or 1) - 1)


def test_settings_are_those_of_the_thread_and_leave_nothing_behind():
    found = {}

    def run():
        torch.set_grad_enabled(False)
        with thread_settings(CPU, 2):
            found["within"] = (torch.get_num_threads(), torch.is_grad_enabled(), torch.is_inference_mode_enabled())
        found["after"] = torch.get_num_threads()

    before = torch.get_num_threads()
    thread = threading.Thread(target=run)
    thread.start()
    thread.join()
    assert found["within"] == (2, True, False)
    assert found["after"] == before
    assert torch.get_num_threads() == before


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
