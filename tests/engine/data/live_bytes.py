"""LiveBytes: how many bytes of new tensors live together at most."""

import torch
from torch.utils._python_dispatch import TorchDispatchMode
from torch.utils._pytree import tree_leaves
from torch.utils.weak import WeakIdKeyDictionary


class LiveBytes(TorchDispatchMode):
    """Notes the `peak` of tensors on a device that are made while it holds; those `there` already do not count."""

    def __init__(self, device, there):
        super().__init__()
        self._device, self._live, self.peak = device, WeakIdKeyDictionary(), 0
        self._there = {tensor.data_ptr() for tensor in there}

    def __torch_dispatch__(self, func, types, args=(), kwargs=None):
        made = func(*args, **(kwargs or {}))
        for tensor in tree_leaves(made):
            if isinstance(tensor, torch.Tensor) and tensor.device.type == self._device and self._is_new(tensor):
                self._live[tensor.untyped_storage()] = tensor.untyped_storage().nbytes()
        self.peak = max(self.peak, sum(self._live.values()))
        return made

    def _is_new(self, tensor):
        return tensor.device.type == "meta" or tensor.untyped_storage().data_ptr() not in self._there
