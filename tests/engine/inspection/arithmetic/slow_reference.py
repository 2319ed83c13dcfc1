"""Layers worked out by hand, one value at a time, with plain loops over lists: as the textbooks write them."""

from math import erf, exp, sqrt, tanh

from engine.network import layers


def worked_out(op, module, given, index):
    """The value at `index` of a layer's output for an input without the batch, in double precision."""
    return RULES[type(op)](op, module, given.double(), index)


def scale(op, module, given, index):
    """How large the numbers are that are summed, by which an error is measured."""
    match op:
        case layers.Conv2d() | layers.Linear():
            return 1 + float(given.abs().max() * module.weight[index[0]].abs().sum()) + abs(_bias(module, index))
        case layers.BatchNorm():
            return 1 + float(given.abs().max() + module.running_mean.abs().max()) * 2 + float(module.bias.abs().max())
        case _:
            return 1 + float(given.abs().max())


def _linear(op, module, given, index):
    terms = [float(w) * float(x) for w, x in zip(module.weight[index[0]], given, strict=True)]
    return sum(terms) + _bias(module, index)


def _batch_norm(op, module, given, index):
    c = index[0]
    centred = (float(given[index]) - float(module.running_mean[c])) / sqrt(module.running_var[c] + op.epsilon)
    return centred * float(module.weight[c]) + float(module.bias[c])


def _max_pooling(op, module, given, index):
    return max(value for value in _window(op, given, index) if value is not None)


def _average_pooling(op, module, given, index):
    values = list(_window(op, given, index))
    return sum(value or 0.0 for value in values) / len(values)


def _global(op, module, given, index):
    return float(given[index[0]].sum()) / given[0].numel()


def _flattened(op, module, given, index):
    return float(given.reshape(-1)[index[0]])


def _padded(op, module, given, index):
    return float(given[index]) if index[0] < len(given) else 0.0


def _same(op, module, given, index):
    return float(given[index])


def _softmax(op, module, given, index):
    powers = [exp(value) for value in given[(slice(None), *index[1:])].tolist()]
    return powers[index[0]] / sum(powers)


def _convolution(op, module, given, index):
    before = [(d * (k - 1)) // 2 if op.padding == "same" else op.padding[s] for s, (d, k) in _sides(op)]
    per_group = given.shape[0] // op.groups
    first = index[0] // (op.filters // op.groups) * per_group
    total = _bias(module, index)
    for channel in range(per_group):
        for i in range(op.kernel[0]):
            for j in range(op.kernel[1]):
                row = index[1] * op.stride[0] - before[0] + i * op.dilation[0]
                column = index[2] * op.stride[1] - before[1] + j * op.dilation[1]
                if 0 <= row < given.shape[1] and 0 <= column < given.shape[2]:
                    weight = float(module.weight[index[0], channel, i, j])
                    total += float(given[first + channel, row, column]) * weight
    return total


def _sides(op):
    return enumerate(zip(op.dilation, op.kernel, strict=True))


def _window(op, given, index):
    """Values under a pooling's window, None in the padding; what lies beyond the padding is left out."""
    _, height, width = given.shape
    for i in range(op.kernel[0]):
        for j in range(op.kernel[1]):
            row = index[1] * op.steps[0] - op.padding[0] + i
            column = index[2] * op.steps[1] - op.padding[1] + j
            if row < height + op.padding[0] and column < width + op.padding[1]:
                inside = 0 <= row < height and 0 <= column < width
                yield float(given[index[0], row, column]) if inside else None


def _adaptive(op, module, given, index):
    rows, columns = (
        slice(index[s + 1] * size // op.size[s], -(-(index[s + 1] + 1) * size // op.size[s]))
        for s, size in enumerate(given.shape[1:])
    )
    return float(given[index[0], rows, columns].mean())


def _of_one(function):
    return lambda op, module, given, index: function(op, float(given[index]))


def _bias(module, index):
    return 0.0 if module.bias is None else float(module.bias[index[0]])


RULES = {
    layers.Conv2d: _convolution,
    layers.Linear: _linear,
    layers.BatchNorm: _batch_norm,
    layers.MaxPool2d: _max_pooling,
    layers.AvgPool2d: _average_pooling,
    layers.AdaptiveAvgPool2d: _adaptive,
    layers.GlobalAvgPool: _global,
    layers.Flatten: _flattened,
    layers.PadChannels: _padded,
    layers.Dropout: _same,
    layers.Dropout2d: _same,
    layers.Softmax: _softmax,
    layers.ReLU: _of_one(lambda op, x: max(x, 0.0)),
    layers.LeakyReLU: _of_one(lambda op, x: x if x > 0 else op.slope * x),
    layers.ELU: _of_one(lambda op, x: x if x > 0 else op.alpha * (exp(x) - 1)),
    layers.GELU: _of_one(lambda op, x: x * (1 + erf(x / sqrt(2))) / 2),
    layers.SiLU: _of_one(lambda op, x: x / (1 + exp(-x))),
    layers.Sigmoid: _of_one(lambda op, x: 1 / (1 + exp(-x))),
    layers.Tanh: _of_one(lambda op, x: tanh(x)),
}
