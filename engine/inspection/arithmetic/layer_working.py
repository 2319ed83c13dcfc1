"""The working of one value of a layer, from the layer's module and its input."""

from __future__ import annotations

from typing import assert_never, cast

from torch import Tensor, nn
from torch.nn.modules.batchnorm import _BatchNorm

from engine.inspection.arithmetic.curves import curved
from engine.inspection.arithmetic.explanation import Index
from engine.inspection.arithmetic.pooling import pooled
from engine.inspection.arithmetic.softening import softened
from engine.inspection.arithmetic.weighing import convolved, normalised, weighed
from engine.inspection.arithmetic.windows import first_of, window_in
from engine.inspection.arithmetic.workings import Empty, Passed, Working
from engine.network import layers as kinds
from engine.network.nodes import LayerOp


def layer_working(op: LayerOp, module: nn.Module, source: Tensor, index: Index) -> Working:
    """The working of the value at `index` of a layer's output; `source` is its input, without the batch."""
    match op:
        case kinds.Conv2d():
            return convolved(op, cast(nn.Conv2d, module), source, index)
        case kinds.Linear():
            return weighed(cast(nn.Linear, module), source, index)
        case kinds.BatchNorm():
            return normalised(cast(_BatchNorm, module), float(source[index]), index[0], op.epsilon)
        case kinds.Pooling():
            return pooled(op, source, index)
        case kinds.Softmax():
            return softened(source, index)
        case kinds.Flatten() | kinds.PadChannels():
            return _moved(op, source, index)
        case kinds.Dropout() | kinds.Dropout2d():
            return Passed(float(source[index]), "dropout")
        case kinds.Activation():
            return curved(op, module, float(source[index]))
        case _:
            assert_never(op)


def _moved(op: kinds.Flatten | kinds.PadChannels, source: Tensor, index: Index) -> Working:
    window = window_in(op, tuple(source.shape), index)
    if not window.channels:
        return Empty()
    return Passed(float(source[first_of(window)]), "flatten" if isinstance(op, kinds.Flatten) else "channels")
