"""Hidden: where a network has its answer from: what goes into its last layer with weights, of many images.

For most networks that is what the last hidden layer gives. One with a single layer of weights has no hidden layer: what
goes into it are the images themselves.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn

from engine.errors import InputError
from engine.inspection.run_away import NO_NUMBERS
from engine.model.net import Net

MOST_FEATURES = 4096  # of an image; more are folded
FOLDED = 1024  # to so many

Features = NDArray[np.float32]
Tell = Callable[[int], None]


@dataclass(frozen=True, eq=False)
class Hidden:
    """A network in two parts: what makes the features of an image, and what makes logits of those.

    `address` is that of the layer whose output the features are, None where that has none. `learned` says whether
    weights come before it: without, the features are those of the image.
    """

    before: tuple[nn.Module, ...] = field(repr=False)
    head: tuple[nn.Module, ...] = field(repr=False)
    address: str | None
    learned: bool

    def split(self, images: Tensor) -> tuple[Tensor, Tensor]:
        """Features (n, d) and logits (n, classes) of normalised images (n, C, H, W)."""
        x = images
        for module in self.before:
            x = module(x)
        found = x.flatten(1)
        for module in self.head:
            x = module(x)
        return folded(found), x


@dataclass(frozen=True, eq=False)
class Seen:
    """What a network makes of n images: `features` (n, d), and of each the class that it takes it for, how surely."""

    features: Features = field(repr=False)
    predicted: NDArray[np.int64] = field(repr=False)
    probability: Features = field(repr=False)

    def __len__(self) -> int:
        """How many images they are."""
        return len(self.features)


def hidden_of(net: Net) -> Hidden:
    """Both parts of a network, which they share with it; blocks are not taken apart."""
    modules = list(net.stack)
    weighing = [index for index, module in enumerate(modules) if _weighs(module)]
    at = weighing[-1] if weighing else 0
    marks = net.stack.marks[at] if at else ()
    address = marks[-1] if marks else None
    return Hidden(tuple(modules[:at]), tuple(modules[at:]), address, len(weighing) > 1)


def seen_by(net: Net, batches: Iterable[Tensor], tell: Tell = lambda _: None) -> Seen:
    """What a network in evaluation mode makes of batches of normalised images (n, C, H, W).

    `tell` is called before each batch with how many images are done, and may raise to end it. Raises InputError, in
    words, where some answer is not a number.
    """
    hidden, found, done = hidden_of(net), [], 0
    with torch.no_grad():
        for images in batches:
            tell(done)
            found.append(hidden.split(images))
            done += len(images)
    if not found:
        raise InputError("There are no images here.", "Choose data with test images.")
    features, logits = (torch.cat(part) for part in zip(*found, strict=True))
    _check_finite(features, logits)
    probability, predicted = logits.float().softmax(1).max(1)
    return Seen(features.float().numpy(), predicted.numpy(), probability.numpy())


def folded(features: Tensor) -> Tensor:
    """Features (n, d) as they are, or of very many each at random added to, or taken from, one of a few.

    That keeps distances nearly as they are (feature hashing, Weinberger et al. 2009), always in the same way.
    """
    count = features.shape[1]
    if count <= MOST_FEATURES:
        return features
    draw = np.random.default_rng(count)
    places = torch.from_numpy(draw.integers(0, FOLDED, count))
    signs = torch.from_numpy(draw.choice(np.array([-1, 1], np.float32), count))
    return features.new_zeros(len(features), FOLDED).index_add_(1, places, features * signs)


def _weighs(module: nn.Module) -> bool:
    """Whether it has weights of a convolution or linear layer, also inside; scale and shift of a norm are none."""
    return any(parameter.ndim > 1 for parameter in module.parameters())


def _check_finite(features: Tensor, logits: Tensor) -> None:
    whole = features.isfinite().all(1) & logits.isfinite().all(1)
    if bool(whole.all()):
        return
    count, total = int((~whole).sum()), len(whole)
    of = "the" if count == total else f"{count:,} of {total:,}"
    raise InputError(f"What the network makes of {of} images is not a number.", NO_NUMBERS)
