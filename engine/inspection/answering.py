"""Answering: what a network says to images; one whose stack is broken does not, and that is said in words."""

from __future__ import annotations

from torch import Tensor

from engine.errors import InputError
from engine.model.net import Net

OF_AN_IMAGE = "what it makes of an image"


def answering(net: Net, images: Tensor, to_see: str = OF_AN_IMAGE) -> Tensor:
    """Logits (n, classes), float32, of normalised images. Raises InputError for a network that cannot answer."""
    logits: Tensor = net(images)
    if logits.shape[1:] != (net.classes,):
        raise cannot_answer(to_see)
    return logits.float()


def cannot_answer(to_see: str = OF_AN_IMAGE) -> InputError:
    """The error; `to_see` is what one mends it for."""
    return InputError("The stack cannot answer yet.", f"Mend it to see {to_see}.")
