"""Nets whose every number says something: random weights, biases and statistics, and images to look at."""

import torch

from engine.model.building import build


def lively(network, shape, classes, seed=0):
    """A net in evaluation mode; no tensor is left at zeros or ones."""
    generator = torch.Generator().manual_seed(seed)
    net = build(network, shape, classes, seed=seed)
    with torch.no_grad():
        for layer in net.layers.values():
            for name, tensor in layer.state_dict().items():
                if name in ("bias", "running_mean") or tensor.ndim == 1:
                    tensor.copy_(torch.randn(tensor.shape, generator=generator))
                if name == "running_var":
                    tensor.copy_(torch.rand(tensor.shape, generator=generator) + 0.5)
    return net.eval().requires_grad_(requires_grad=False)


def an_image(shape, seed=0):
    """One normalised image, as a batch."""
    return torch.randn(1, *shape, generator=torch.Generator().manual_seed(seed))


def hooked(net, x):
    """What each layer's module was given and gave, by address, from torch's own hooks."""
    found, handles = {}, []
    for at, layer in net.layers.items():

        def note(_, given, gave, at=at):
            found[at] = (given[0][0], gave[0])

        handles.append(layer.register_forward_hook(note))
    with torch.no_grad():
        net.ending(net.stack(x))
    for handle in handles:
        handle.remove()
    return found


def some_places(shape, count, seed=0):
    """The first and the last value, and others by chance."""
    generator = torch.Generator().manual_seed(seed)
    drawn = [tuple(int(torch.randint(size, (1,), generator=generator)) for size in shape) for _ in range(count)]
    return list(dict.fromkeys([tuple(0 for _ in shape), tuple(size - 1 for size in shape), *drawn]))
