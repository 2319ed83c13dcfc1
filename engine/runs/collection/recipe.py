"""The recipe of a run in a few words and figures, to tell two runs apart: data, stack, optimiser, seed.

Most runs of a person share their network and their data, so what a part of a project's text amounts to is remembered.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TypeAlias

import msgspec
from msgspec import structs

from engine.analysis.analysis import analyse
from engine.analysis.stack_line import stack_line
from engine.network.network import Network
from engine.network.nodes import MAX_NESTING, depth
from engine.network.shapes import Shape
from engine.network.stack_in_words import stack_in_words
from engine.project.data.data_settings import DataSettings
from engine.project.data.data_words import data_in_short
from engine.project.layers_in_words import LayerInWords, layers_in_words
from engine.project.training.in_short import differs, optimiser_in_short
from engine.project.training.training_settings import TrainingSettings
from engine.typed.document import learned

REMEMBERED = 4096  # of each kind of part


class Recipe(msgspec.Struct, frozen=True):
    """What a run was made of; a part that this program cannot read is empty or None."""

    data: str = ""
    stack: str = ""  # in few words
    line: str = ""  # the same by what gives it its shape
    parameters: int | None = None
    optimiser: str = ""  # and its rate, as "Adam 0.001"
    rate: float | None = None
    batch: int | None = None
    seed: int | None = None
    settings: str = ""  # what else of the training is not as usual, as "cosine, warm-up, smoothing 0.1"
    length: str = ""  # how long it was to train, as "6 epochs"
    layers: tuple[LayerInWords, ...] = ()  # of the stack, blocks before what is inside them
    drawings: bool = False  # whether it was to train with own drawings

    @property
    def training(self) -> str:
        """All of it, as "SGD 0.1 · cosine, warm-up"."""
        return " · ".join(part for part in (self.optimiser, self.settings) if part)


_NETWORK, _DATA, _TRAINING = learned(Network), learned(DataSettings), learned(TrainingSettings)
Stack: TypeAlias = tuple[str, str, int | None, tuple[LayerInWords, ...]]  # in words, in a line, parameters, layers
NO_STACK: Stack = ("", "", None, ())
UNREADABLE = (ValueError, RecursionError)  # a decode error is a ValueError


def recipe_of(network: msgspec.Raw, data: msgspec.Raw, training: msgspec.Raw) -> Recipe:
    """Of the parts of a project as its file has them, none of which need be whole; one that is missing is the usual."""
    settings = _data(bytes(data))
    stack = _stack(bytes(network), *_input(settings))
    name = "" if settings is None else data_in_short(settings)
    return _with_training(name, stack, bytes(training))


@lru_cache(REMEMBERED)
def _data(text: bytes) -> DataSettings | None:
    try:
        return _DATA.decode(text) if text else DataSettings()
    except UNREADABLE:
        return None


def _input(settings: DataSettings | None) -> tuple[Shape | None, int]:
    """Shape of an image and number of classes."""
    if settings is None:
        return None, 0
    facts = settings.source.published
    return facts.shape, len(facts.classes)


@lru_cache(REMEMBERED)
def _stack(text: bytes, shape: Shape | None, classes: int) -> Stack:
    try:
        network = _NETWORK.decode(text) if text else Network()
        if depth(network.nodes) > MAX_NESTING:
            return NO_STACK
        layers = layers_in_words(network)
        if shape is None:
            return stack_in_words(network), "", None, layers
        analysis = analyse(network, shape, classes)
        return stack_in_words(network), stack_line(analysis), analysis.parameters, layers
    except UNREADABLE:
        return NO_STACK


@lru_cache(REMEMBERED)
def _with_training(data: str, stack: Stack, text: bytes) -> Recipe:
    try:
        found = _TRAINING.decode(text) if text else TrainingSettings()
    except UNREADABLE:
        return Recipe(data, *stack[:3], layers=stack[3])
    optimiser, length = found.optimiser, found.budget.in_words
    words = optimiser_in_short(optimiser)
    told = Recipe(data, *stack[:3], words, optimiser.rate, found.batch, found.seed, differs(found), length)
    return structs.replace(told, layers=stack[3], drawings=found.drawings is not None)
