"""Devices by name."""

import pytest
import torch

from engine.errors import DeviceError
from engine.machine.devices import available, hardware, resolve

CPU = torch.device("cpu")


def test_auto_is_a_device_that_is_there():
    assert str(resolve("auto")) in available()
    assert resolve("cpu") == CPU
    assert hardware(CPU)


@pytest.mark.parametrize("name", ["gpu", "cuda:99", "", "cpu:3", "CPU"])
def test_an_unknown_device_is_refused_with_those_that_are_there(name):
    with pytest.raises(DeviceError) as refused:
        resolve(name)
    assert f"“{name}”" in refused.value.what
    assert "cpu" in refused.value.hint
