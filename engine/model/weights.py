"""The weights of a Net by address: "n3f8a2@1/weight" names the weight of layer n3f8a2 in the second copy.

Names after the slash: weight, bias, and of batch norms running_mean, running_var, num_batches_tracked.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, TypeAlias

import torch
from numpy.typing import NDArray
from torch import Tensor, nn

from engine.errors import NetworkError
from engine.model.net import Net
from engine.network.addresses import in_words, parsed
from engine.network.network import place
from engine.network.shapes import spelled

Tensors: TypeAlias = Mapping[str, Tensor]

HINT = "Use weights that were saved with this very network."


def named_tensors(net: Net) -> dict[str, Tensor]:
    """Parameters and buffers in order of execution, detached but not copied: they change as the net trains."""
    return {f"{address}/{name}": tensor for address, layer in net.layers.items() for name, tensor in _own(layer)}


def _own(layer: nn.Module) -> Iterator[tuple[str, Tensor]]:
    for name, parameter in layer.named_parameters(recurse=False):
        yield name, parameter.detach()
    yield from layer.named_buffers(recurse=False)


def split_name(name: str) -> tuple[str, str]:
    """The address and the tensor's own name of "address/name"."""
    address, _, own = name.partition("/")
    return address, own


def trainable_parameters(net: Net) -> dict[str, nn.Parameter]:
    """What an optimiser may change, by name in order of execution; parameters of frozen layers are left out."""
    return {
        f"{address}/{name}": parameter
        for address, layer in net.layers.items()
        for name, parameter in layer.named_parameters(recurse=False)
        if parameter.requires_grad
    }


def copy_tensors(net: Net) -> dict[str, Tensor]:
    """A copy of all parameters and buffers at one moment.

    The copies are ordinary tensors, also when made in inference mode: they may be trained on and saved.
    """
    with torch.inference_mode(mode=False), torch.no_grad():
        source = named_tensors(net)
        copies = _room(source)
        for floating in (True, False):  # one type at a time, or the batched copy falls back to single ones
            names = [name for name, tensor in source.items() if tensor.is_floating_point() is floating]
            if names:
                torch._foreach_copy_([copies[name] for name in names], [source[name] for name in names])
    return copies


def _room(tensors: Tensors) -> dict[str, Tensor]:
    """As much memory, contiguous, as safetensors wants it."""
    return {name: torch.empty_like(tensor, memory_format=torch.contiguous_format) for name, tensor in tensors.items()}


def arrays_of(tensors: Tensors) -> dict[str, NDArray[Any]]:
    """As a run keeps them: contiguous, without torch. On the CPU they share memory where they can."""
    return {name: tensor.detach().cpu().contiguous().numpy() for name, tensor in tensors.items()}


def tensors_of(arrays: Mapping[str, NDArray[Any]]) -> dict[str, Tensor]:
    """Copies for torch of what a run keeps."""
    return {name: torch.tensor(array) for name, array in arrays.items()}


def load_tensors(net: Net, tensors: Tensors) -> None:
    """Puts weights into the net: all of its tensors and no others, each of its shape.

    Raises NetworkError, in words and before anything is changed, when they do not fit.
    """
    own = named_tensors(net)
    _check_names(net, own, tensors)
    for name, tensor in own.items():
        _check_shape(net, name, tensor, tensors[name])
    with torch.no_grad():
        for name, tensor in own.items():
            tensor.copy_(tensors[name])


def _check_names(net: Net, own: Tensors, given: Tensors) -> None:
    if missing := [name for name in own if name not in given]:
        raise NetworkError(f"The weights lack {_listed(net, missing)}.", HINT)
    if foreign := [name for name in given if name not in own]:
        raise NetworkError(f"The weights have {_listed(net, foreign)}, which the network does not have.", HINT)


def _check_shape(net: Net, name: str, own: Tensor, given: Tensor) -> None:
    if own.shape != given.shape:
        sizes = f"{_size(given)}, but the network needs {_size(own)}"
        raise NetworkError(f"The weights have for {_words(net, name)} a tensor of {sizes}.", HINT)


def _listed(net: Net, names: list[str]) -> str:
    others = len(names) - 1
    more = f" and {others} other tensor{'s' if others > 1 else ''}" if others else ""
    return f"{_words(net, names[0])}{more}"


def _words(net: Net, name: str) -> str:
    """The words “Layer 4 (Convolution), weight”, or the bare name of a layer that the network does not have."""
    address, own = split_name(name)
    if address not in net.layers:
        return f"“{name}”"
    node_id, copies = parsed(address)
    return ", ".join(part for part in (str(place(net.network, node_id)), in_words(copies), own) if part)


def _size(tensor: Tensor) -> str:
    return spelled(tuple(tensor.shape)) or "one number"
