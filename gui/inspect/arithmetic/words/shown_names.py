"""Shown names: what layers, classes and regions of the shown model are called. Without Qt."""

from __future__ import annotations

from engine.network.network import Network
from engine.service.answers import LayerView
from engine.service.looking.values.value_answers import Explanation, Use
from gui.inspect import layer_words
from gui.inspect.arithmetic.words import value_words
from gui.state.workspace import Workspace


class ShownNames:
    """Of whichever model is shown when they are asked for."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace

    @property
    def network(self) -> Network | None:
        """Of the shown model; None where there is none."""
        shown = self._workspace.shown
        return None if shown is None else shown.project.network

    @property
    def classes(self) -> tuple[str, ...]:
        """By their labels."""
        shown = self._workspace.shown
        return () if shown is None else shown.project.facts.classes

    def layer(self, at: str | None) -> str:
        """1. Convolution, copy 2: as the shown model has it; empty where there is none."""
        network = self.network
        return "" if network is None or at is None else layer_words.named(network, at)

    def classes_of(self, one: Explanation) -> tuple[str, ...]:
        """Of the classes, where it is the answer for one; none else."""
        return self.classes if one.probability is not None else ()

    def of_vector(self, own: Explanation, view: LayerView | None) -> tuple[str, ...]:
        """Of the classes, where the vector that a value is in has one for each; `view` is its layer's, if it is known.

        A layer whose outputs become probabilities in the next one has them, too.
        """
        known = view is not None and view.address == own.place.address and view.probabilities is not None
        return self.classes if known else self.classes_of(own)

    def use(self, use: Use) -> str:
        """2. Tanh: map 1, row 1, column 1: where a value goes."""
        count = len(use.region.channels)
        everything = (count, 0, 0) if use.region.rows else (count,)
        return f"{self.layer(use.address)}: {value_words.region(use.region, everything)}"
