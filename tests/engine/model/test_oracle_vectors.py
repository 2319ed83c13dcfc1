"""Layers against numbers that nobody here wrote: the vectors that the onnx package ships, made from torch's layers.

Covered are all vectors under onnx/backend/test/data/pytorch-converted whose layer can be built here: convolution,
max and average pooling without dilation, linear, batch norm in evaluation mode, and the activations. Vectors of
one-dimensional layers run as maps of height 1. Left out: 3d and transposed layers, other paddings, layers that are not
offered (PReLU, SELU, GLU, …), MaxPool with dilation, and functions without weights such as LogSoftmax.
"""

from pathlib import Path

import numpy as np
import onnx
import pytest
import torch
from onnx import numpy_helper

from engine.model.building import build
from engine.model.weights import load_tensors, named_tensors
from engine.network import layers as kinds
from engine.network.network import Network
from engine.network.nodes import Node

VECTORS = Path(onnx.__file__).parent / "backend/test/data/pytorch-converted"
NAMES = [
    "Conv2d", "Conv2d_depthwise", "Conv2d_depthwise_padded", "Conv2d_depthwise_strided",
    "Conv2d_depthwise_with_multiplier",
    "Conv2d_dilated", "Conv2d_groups", "Conv2d_groups_thnn", "Conv2d_no_bias", "Conv2d_padding", "Conv2d_strided",
    "Conv1d", "Conv1d_dilated", "Conv1d_groups", "Conv1d_pad1", "Conv1d_pad1size1", "Conv1d_pad2",
    "Conv1d_pad2size1", "Conv1d_stride",
    "MaxPool1d", "MaxPool1d_stride", "MaxPool2d", "AvgPool1d", "AvgPool1d_stride", "AvgPool2d", "AvgPool2d_stride",
    "Linear", "Linear_no_bias", "BatchNorm1d_3d_input_eval", "BatchNorm2d_eval", "BatchNorm2d_momentum_eval",
    "ELU", "LeakyReLU", "LeakyReLU_with_negval", "ReLU", "Sigmoid", "Softmax", "softmax_lastdim", "Tanh",
]  # fmt: skip
ROUTES = {"Transpose", "Constant", "Unsqueeze", "Squeeze"}  # steps that only bring values into shape
TENSORS = {"BatchNormalization": ("weight", "bias", "running_mean", "running_var")}


class Vector:
    """One vector: the operator with its attributes, its weights, an input and the output that belongs to it."""

    def __init__(self, name):
        folder = VECTORS / f"test_{name}"
        graph = onnx.load(folder / "model.onnx").graph
        (self.node,) = (node for node in graph.node if node.op_type not in ROUTES)
        self.settings = {item.name: onnx.helper.get_attribute_value(item) for item in self.node.attribute}
        self.weights = [numpy_helper.to_array(item) for item in graph.initializer]
        self.input, self.output = (
            numpy_helper.to_array(onnx.load_tensor(folder / "test_data_set_0" / f"{which}_0.pb"))
            for which in ("input", "output")
        )

    def pair(self, name, default):
        """Height and width of a setting; a one-dimensional one gets a height of `default`."""
        values = tuple(self.settings.get(name, (default,)))
        return values if len(values) == 2 else (default, *values)

    def padding(self):
        pads = self.settings["pads"]
        assert pads[: len(pads) // 2] == pads[len(pads) // 2 :], "the same on both sides"
        return (0, pads[0]) if len(pads) == 2 else (pads[0], pads[1])

    def pooling(self, kind):
        kernel, stride, padding = self.pair("kernel_shape", 1), self.pair("strides", 1), self.padding()
        if self.input.ndim == 3 and len(self.settings["kernel_shape"]) == 2:  # length first, as (length, 1)
            kernel, stride = kernel[::-1], stride[::-1]
        return kind(kernel=kernel, stride=stride, padding=padding)

    def convolution(self):
        return kinds.Conv2d(
            filters=self.weights[0].shape[0],
            kernel=self.pair("kernel_shape", 1),
            stride=self.pair("strides", 1),
            padding=self.padding(),
            dilation=self.pair("dilations", 1),
            groups=self.settings["group"],
            bias=len(self.weights) == 2,
        )

    def linear(self):
        return kinds.Linear(units=self.weights[0].shape[0], bias=len(self.weights) == 2)

    def batch_norm(self):
        return kinds.BatchNorm(momentum=1 - self.settings["momentum"], epsilon=self.settings["epsilon"])

    def layer(self):
        """The layer of ours with these settings."""
        return LAYERS[self.node.op_type](self)

    def tensors(self):
        """Its weights under our names."""
        names = TENSORS.get(self.node.op_type, ("weight", "bias"))
        for name, array in zip(names, self.weights, strict=False):
            one_row = self.input.ndim == 3 and array.ndim == 3
            yield f"nlayer/{name}", torch.from_numpy((array[:, :, None] if one_row else array).copy())


LAYERS = {
    "Conv": Vector.convolution,
    "MaxPool": lambda vector: vector.pooling(kinds.MaxPool2d),
    "AveragePool": lambda vector: vector.pooling(kinds.AvgPool2d),
    "Gemm": Vector.linear,
    "MatMul": Vector.linear,
    "BatchNormalization": Vector.batch_norm,
    "Elu": lambda vector: kinds.ELU(alpha=vector.settings["alpha"]),
    "LeakyRelu": lambda vector: kinds.LeakyReLU(slope=vector.settings["alpha"]),
    "Relu": lambda vector: kinds.ReLU(),
    "Sigmoid": lambda vector: kinds.Sigmoid(),
    "Softmax": lambda vector: kinds.Softmax(),
    "Tanh": lambda vector: kinds.Tanh(),
}


def answered(layer, vector):
    """The layer's output in a network that runs, with the vector's weights, beside the shape that was promised."""
    values = vector.input[:, :, None] if vector.input.ndim == 3 else vector.input
    network = Network((Node("nlayer", layer), Node("nflat0", kinds.Flatten()), Node("nlast0", kinds.Linear())))
    net = build(network, values.shape[1:], classes=3).eval()
    load_tensors(net, named_tensors(net) | dict(vector.tensors()))
    output = net.run(torch.from_numpy(values.copy()), {"nlayer"})["nlayer"].detach().numpy()
    promised = layer.output(values.shape[1:], 3)
    return output, promised


@pytest.mark.parametrize("name", NAMES)
def test_layer_gives_the_vectors_output(name):
    vector = Vector(name)
    output, promised = answered(vector.layer(), vector)
    assert output.shape[1:] == promised
    np.testing.assert_allclose(output.reshape(vector.output.shape), vector.output, atol=1e-5, rtol=1e-5)


def test_many_vectors_are_compared_and_all_kinds_of_layer_with_weights():
    vectors = [Vector(name) for name in NAMES]
    assert len(set(NAMES)) >= 35
    assert {"Conv", "Gemm", "MatMul", "BatchNormalization"} <= {vector.node.op_type for vector in vectors}
    assert all(np.abs(vector.output).sum() > 0 for vector in vectors)
