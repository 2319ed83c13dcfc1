"""Hidden: where a network has its answer from: what goes into its last layer with weights, of many images.

For most networks that is what the last hidden layer gives. One with a single layer of weights has no hidden layer: what
goes into it are the images themselves.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from contextlib import ExitStack
from dataclasses import dataclass, field
from functools import partial

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn

from engine.errors import InputError
from engine.inspection.muting.sample import Sample
from engine.inspection.run_away import NO_NUMBERS
from engine.machine.memory import BYTES
from engine.machine.reservations import LOOKS
from engine.model.net import Net

MOST_FEATURES = 4096  # of an image; more are folded
MOST_VALUES = 2**24  # of all images together, 64 MB; of more the features are folded too
FOLDED = 1021  # to so many: a prime, else the same place of all maps fell together where their size is a power of two

Features = NDArray[np.float32]
Tell = Callable[[int], None]
Wait = Callable[[], object]


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

    def split(self, images: Tensor, most: int = MOST_FEATURES) -> tuple[Tensor, Tensor]:
        """Features (n, d), folded where they are more than `most`, and logits (n, classes) of normalised images
        (n, C, H, W).
        """
        x = images
        for module in self.before:
            x = module(x)
        found = x.flatten(1)
        for module in self.head:
            x = module(x)
        return folded(found, most), x


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


def widest(images: int) -> int:
    """How many features of each of so many images are kept as they are: for all of them there is a bound."""
    return max(FOLDED, min(MOST_FEATURES, MOST_VALUES // max(1, images)))


def seen_of(net: Net, sample: Sample, most: int, tell: Tell = lambda _: None, wait: Wait | None = None) -> Seen:
    """What a network in evaluation mode makes of a sample: see `seen_by`."""
    return seen_by(net, (images for images, _ in sample.batches(net)), len(sample), most=most, tell=tell, wait=wait)


def seen_by(
    net: Net,
    batches: Iterable[Tensor],
    images: int,
    *,
    most: int = MOST_FEATURES,
    tell: Tell = lambda _: None,
    wait: Wait | None = None,
) -> Seen:
    """What a network in evaluation mode makes of batches of normalised images (n, C, H, W), so many `images` in all.

    More than `most` features are folded. `tell` is called before each batch with how many images are done, `wait` while
    another look has the memory (`tell` where there is none); both may raise to end it. Raises InputError, in words,
    where some answer is not a number, and DeviceError where there is too little memory for them.
    """
    if not images:
        raise InputError("There are no images here.", "Choose data with test images.")
    hidden, done = hidden_of(net), 0
    found: Seen | None = None
    sure = np.zeros(images, bool)
    with ExitStack() as held, torch.no_grad():
        for batch in batches:
            tell(done)
            features, logits = hidden.split(batch, most)
            found = _room(images, features.shape[1], held, wait or partial(tell, 0)) if found is None else found
            which = slice(done, done + len(batch))
            probability, predicted = logits.float().softmax(1).max(1)
            found.features[which], found.predicted[which] = features, predicted
            found.probability[which] = probability
            sure[which] = (features.isfinite().all(1) & logits.isfinite().all(1)).numpy()
            done += len(batch)
    assert found is not None  # noqa: S101  # there are images
    _check_finite(sure)
    return found


def _room(images: int, features: int, held: ExitStack, wait: Wait) -> Seen:
    """For what is made of so many images; that it fits is `held` until it is taken. One image waits for none."""
    if images > 1:
        held.enter_context(LOOKS.hold(2 * BYTES * images * features, f"To look at {images:,} images", wait))
    return Seen(np.empty((images, features), np.float32), np.empty(images, np.int64), np.empty(images, np.float32))


def folded(features: Tensor, most: int = MOST_FEATURES) -> Tensor:
    """Features (n, d) as they are, or of more than `most` each added to, or taken from, one of a few, by lot.

    That keeps distances nearly as they are (feature hashing, Weinberger et al. 2009), always in the same way.
    """
    count = features.shape[1]
    if count <= most:
        return features
    signs = torch.from_numpy(np.random.default_rng(count).integers(0, 2, count, np.int8) * 2 - 1).float()
    whole = count - count % FOLDED
    rows = signs[:whole].view(-1, FOLDED)
    found = torch.stack([(one[:whole].view(-1, FOLDED) * rows).sum(0) for one in features])
    found[:, : count - whole] += features[:, whole:] * signs[whole:]
    return found


def _weighs(module: nn.Module) -> bool:
    """Whether it has weights of a convolution or linear layer, also inside; scale and shift of a norm are none."""
    return any(parameter.ndim > 1 for parameter in module.parameters())


def _check_finite(sure: NDArray[np.bool_]) -> None:
    if sure.all():
        return
    count, total = int((~sure).sum()), len(sure)
    of = "the" if count == total else f"{count:,} of {total:,}"
    raise InputError(f"What the network makes of {of} images is not a number.", NO_NUMBERS)
