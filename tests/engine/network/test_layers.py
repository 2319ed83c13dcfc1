"""Layers: their shapes and costs by hand, their words, and that their bounds hold."""

import msgspec
import pytest
from hypothesis import given

from engine.errors import ProjectError
from engine.network import layers
from engine.network.shapes import Misfit
from engine.typed.document import changed, converted
from tests.engine.network.strategies import any_layer

MAPS = (3, 32, 32)


@pytest.mark.parametrize(
    ("layer", "shape", "output", "parameters", "multiply_adds"),
    [
        (layers.Conv2d(6, (5, 5), padding=(2, 2)), (1, 28, 28), (6, 28, 28), 156, 117_600),
        (layers.Conv2d(16, (5, 5)), (6, 14, 14), (16, 10, 10), 2_416, 240_000),
        (layers.Conv2d(8, (3, 5), (2, 1), (1, 0), bias=False), MAPS, (8, 16, 28), 360, 161_280),
        (layers.Conv2d(8, dilation=(2, 2)), MAPS, (8, 28, 28), 224, 169_344),
        (layers.Conv2d(6, groups=3, padding="same"), MAPS, (6, 32, 32), 60, 55_296),
        (layers.MaxPool2d(), (4, 7, 7), (4, 3, 3), 0, 0),
        (layers.MaxPool2d(ceil=True), (4, 7, 7), (4, 4, 4), 0, 0),
        (layers.MaxPool2d((2, 2), (3, 3), ceil=True), (4, 6, 6), (4, 2, 2), 0, 0),
        (layers.AvgPool2d((3, 3), (1, 1), (1, 1)), (4, 7, 7), (4, 7, 7), 0, 0),
        (layers.GlobalAvgPool(), (4, 7, 7), (4,), 0, 0),
        (layers.AdaptiveAvgPool2d((2, 3)), (4, 7, 7), (4, 2, 3), 0, 0),
        (layers.Flatten(), (4, 7, 7), (196,), 0, 0),
        (layers.PadChannels(8), (4, 7, 7), (8, 7, 7), 0, 0),
        (layers.Linear(), (84,), (10,), 850, 840),
        (layers.Linear(120, bias=False), (400,), (120,), 48_000, 48_000),
        (layers.BatchNorm(), (16, 9, 9), (16, 9, 9), 32, 0),
        (layers.BatchNorm(), (16,), (16,), 32, 0),
        (layers.Softmax(), (10,), (10,), 0, 0),
    ],
)
def test_shapes_and_costs_by_hand(layer, shape, output, parameters, multiply_adds):
    assert layer.output(shape, 10) == output
    assert layer.parameters(shape, 10) == parameters
    assert layer.multiply_adds(shape, 10) == multiply_adds


@pytest.mark.parametrize(
    ("layer", "shape", "words"),
    [
        (layers.Linear(), (6, 12, 12), ["864", "6×12×12"]),
        (layers.Conv2d(), (400,), ["channels × height × width", "400"]),
        (layers.MaxPool2d(), (400,), ["channels × height × width", "400"]),
        (layers.Dropout2d(), (400,), ["channels × height × width", "400"]),
        (layers.Conv2d(8, (5, 5)), (3, 4, 4), ["5×5", "4×4"]),
        (layers.Conv2d(8, (7, 7), padding=(1, 1)), (3, 4, 4), ["7×7", "4×4", "6×6 with padding"]),
        (layers.Conv2d(8, dilation=(3, 3)), (3, 4, 4), ["7×7", "4×4"]),
        (layers.Conv2d(8, groups=2), (3, 4, 4), ["2 groups", "3 channels", "8 filters"]),
        (layers.Conv2d(stride=(2, 2), padding="same"), (3, 8, 8), ["stride of 2", "3×8×8"]),
        (layers.MaxPool2d(padding=(2, 2)), (3, 8, 8), ["2×2", "3×8×8"]),
        (layers.PadChannels(2), (3, 8, 8), ["3×8×8", "to 2"]),
    ],
)
def test_a_misfit_names_both_what_came_in_and_what_the_layer_wants(layer, shape, words):
    misfit = layer.output(shape, 10)
    assert isinstance(misfit, Misfit)
    assert all(word in misfit.why for word in words)


@pytest.mark.parametrize(
    ("layer", "fields"),
    [
        (layers.Conv2d(), {"filters": 0}),
        (layers.Conv2d(), {"kernel": (0, 3)}),
        (layers.Conv2d(), {"kernel": (3, 3, 3)}),
        (layers.Conv2d(), {"stride": (1, 65)}),
        (layers.Conv2d(), {"padding": "valid"}),
        (layers.Conv2d(), {"groups": 0}),
        (layers.MaxPool2d(), {"padding": (-1, 0)}),
        (layers.Linear(), {"units": 0}),
        (layers.Linear(), {"units": "everything"}),
        (layers.Dropout(), {"probability": 1.0}),
        (layers.BatchNorm(), {"momentum": 0.0}),
        (layers.PadChannels(), {"channels": 5000}),
    ],
)
def test_a_value_out_of_bounds_is_refused(layer, fields):
    with pytest.raises(ProjectError):
        changed(layer, **fields)


@given(any_layer())
def test_layers_go_through_a_file_and_back(layer):
    assert converted(msgspec.to_builtins(layer), type(layer)) == layer


@given(any_layer())
def test_every_layer_is_described_in_a_few_characters(layer):
    assert len(layer.brief()) <= 60
