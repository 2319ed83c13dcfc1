"""Ascent: an image made for one channel of a layer, by steps along the gradient (activation maximisation, Erhan 2009).

Of a map it is made for the value in the middle: for the mean of a map, as a whole page of texture, an early filter
would only say that it likes it bright. Each step blurs the image a little, and for a unit looks at it moved by a pixel
or two, without which it would be fine noise that no image has (Olah, Mordvintsev and Schubert 2017).
"""

from __future__ import annotations

from collections.abc import Callable
from copy import deepcopy
from dataclasses import dataclass, field

import torch
from torch import Tensor
from torch.nn import functional as F

from engine.analysis.analysis import analyse
from engine.data.batches.normalise import Normaliser
from engine.errors import InputError
from engine.inspection.arithmetic.explanation import Index
from engine.inspection.preference.strongest import checked, sides_seen
from engine.inspection.run_away import NO_NUMBERS
from engine.model.net import Net

STEPS = 80
LENGTH = 0.04  # of a step: root mean square over all pixels, which go from 0 to 1
NOISE = (0.02, 0.2)  # about grey, at first; the second where nothing moves the channel from there
BLUR = 0.15  # how much of each pixel is that of its neighbours after a step
MOST_MOVED = 1 / 14  # of a side

DEAD = "Nothing that was tried moves it: the output is the same for every image."
MAYBE_DEAD = "It may be dead: look at how often it is zero, or at another one."
Tell = Callable[[int, int], None]


@dataclass(frozen=True, eq=False)
class Made:
    """`pixels` uint8 (channels, height, width), what is said to them at `within`, and what was to grey noise before.

    `within` is (channel, row, column), the middle of the map, or (unit,); rows and columns are those that it sees.
    """

    address: str
    within: Index
    rows: tuple[int, ...]
    columns: tuple[int, ...]
    pixels: Tensor = field(repr=False)
    value: float
    before: float


def made_for(  # a network and an image's numbers belong together
    net: Net,
    normaliser: Normaliser,
    address: str,
    channel: int,
    *,
    steps: int = STEPS,
    seed: int = 0,
    tell: Tell = lambda *_: None,
) -> Made:
    """An image that excites a channel as much as `steps` steps can make it; the net is left as it is.

    `tell(done, of)` is called before each step and may raise to end it. Raises InputError, in words, where there is no
    such channel, where nothing moves it, and where it gives no numbers.
    """
    analysis = analyse(net.network, net.shape, net.classes)
    checked(analysis, address, channel)
    within = (channel, *(side // 2 for side in (analysis.instances[address].output or ())[1:]))
    rows, columns = sides_seen(analysis, address, within)
    climb = _Climb(deepcopy(net).eval().requires_grad_(requires_grad=False), normaliser, address, within)
    with torch.inference_mode(mode=False), torch.enable_grad():
        draw = torch.Generator().manual_seed(seed)
        begin = climb.beginning(draw)
        best, most = begin, (before := climb.value(begin))
        image = begin
        for done in range(steps):
            tell(done, steps)
            image = _inside(rows, columns, climb.step(image, draw), begin)
            value = climb.value(image)
            best, most = (image, value) if value > most else (best, most)
    return Made(address, within, rows, columns, best[0].mul(255).round().to(torch.uint8), most, before)


@dataclass(frozen=True, eq=False)
class _Climb:
    """Images are (1, C, H, W) from 0 to 1."""

    net: Net
    normaliser: Normaliser
    address: str
    within: Index

    def beginning(self, draw: torch.Generator) -> Tensor:
        """Grey noise from which something moves the channel."""
        for noise in NOISE:
            image = (0.5 + noise * torch.randn(1, *self.net.shape, generator=draw)).clamp(0, 1)
            if bool(self._gradient(image).any()):
                return image
        raise InputError(DEAD, MAYBE_DEAD)

    def value(self, image: Tensor) -> float:
        with torch.no_grad():
            return float(self._said(image))

    def _said(self, image: Tensor) -> Tensor:
        mean, spread = (torch.tensor(one).view(-1, 1, 1) for one in (self.normaliser.mean, self.normaliser.spread))
        found = self.net.run((image - mean) / spread, {self.address})[self.address]
        return found[0][self.within]

    def _gradient(self, image: Tensor) -> Tensor:
        image = image.detach().requires_grad_()
        said = self._said(image)
        (gradient,) = torch.autograd.grad(said, image)
        if not (gradient.isfinite().all() and said.isfinite()):
            raise InputError("What this layer says is not a number.", NO_NUMBERS)
        return gradient

    def step(self, image: Tensor, draw: torch.Generator) -> Tensor:
        """The image moved a little, a step up, moved back and blurred."""
        moved = tuple(_moved(side, draw) for side in image.shape[2:]) if len(self.within) == 1 else (0, 0)
        gradient = self._gradient(image.roll(moved, (2, 3))).roll(tuple(-one for one in moved), (2, 3))
        if gradient.any():
            gradient = gradient / gradient.abs().max()  # squares of what is very large or small are no numbers
            gradient = gradient / gradient.square().mean().sqrt()
        return _blurred(image + LENGTH * gradient).clamp(0, 1)


def _inside(rows: tuple[int, ...], columns: tuple[int, ...], image: Tensor, around: Tensor) -> Tensor:
    """The image in what is seen; what is not seen stays as it was, into which a blur would spread."""
    if not (rows and columns):
        return image
    seen = (..., slice(rows[0], rows[-1] + 1), slice(columns[0], columns[-1] + 1))
    found = around.clone()
    found[seen] = image[seen]
    return found


def _moved(side: int, draw: torch.Generator) -> int:
    most = round(side * MOST_MOVED)
    return int(torch.randint(-most, most + 1, (), generator=draw))


def _blurred(image: Tensor) -> Tensor:
    if min(image.shape[2:]) < 3:
        return image
    around = F.avg_pool2d(F.pad(image, (1, 1, 1, 1), mode="replicate"), 3, stride=1)
    return (1 - BLUR) * image + BLUR * around
