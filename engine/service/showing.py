"""Showing: the one current model and the answers about it. Everything here runs on the service's worker thread.

The module that is shown is a copy in evaluation mode on the CPU; weights of a training run are copied into it, so
nothing here ever touches the module that trains.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace
from pathlib import Path

import numpy as np
import torch
from torch import Tensor

from engine.analysis.analysis import Analysis, analyse, refuse
from engine.analysis.valid_prefix import valid_prefix
from engine.data.dataset import Dataset, Split
from engine.data.normalise import Normaliser, fitted_lazily
from engine.data.store import DataStore
from engine.errors import InputError
from engine.inspection.activations import activations
from engine.inspection.arithmetic import output_arithmetic
from engine.inspection.filters import filters
from engine.machine.memory import check_memory, free_bytes
from engine.model.building import build_prefix, unset
from engine.model.net import Net
from engine.model.transfer import transfer
from engine.model.weights import load_tensors, named_tensors
from engine.prediction.answer import predict
from engine.prediction.drawing import from_drawing
from engine.project.data_settings import DataSettings
from engine.project.project import Project, analysed
from engine.project.splits import SplitName
from engine.service.answers import (
    DrawingOf,
    ImageOf,
    ImageRef,
    LayerView,
    Picture,
    Pixels,
    Prediction,
    Shown,
    Tally,
    Values,
)

MAPS_ON_A_CARD = 8
CHUNK = 256  # images looked through at a time for mistakes


class Showing:
    """The shown model with its data. Make it and call it on one thread only."""

    def __init__(self, store: DataStore, root: Path | None) -> None:
        self.root = root
        self.store = store
        self._serial = 0
        self._shown: Shown | None = None
        self._net: Net | None = None
        self._normaliser: Normaliser | None = None
        self._data: Dataset | None = None
        self._guesses: dict[SplitName, Tensor] = {}

    # --- which model ---

    def initial(self, project: Project) -> Shown:
        """Shows the project's network with the weights its training will start from; of a broken one, what still runs.

        Raises NetworkError where not even the first layer runs, and DeviceError, before anything is built, where not
        even one image could be trained on.
        """
        analysis, training = analysed(project), project.training
        prefix = valid_prefix(analysis)
        if not prefix.nodes:
            refuse(analysis)
        sizes = analyse(prefix, analysis.input, analysis.classes)
        check_memory(sizes, 1, 0, free_bytes(torch.device("cpu")))
        net = build_prefix(analysis, training.initialisation, training.seed)
        return self.show(net, Shown("initial", project, 0, complete=not analysis.problems))

    def weights(self, tensors: Mapping[str, Tensor], shown: Shown) -> Shown:
        """Shows these weights of the network of `shown`; the module is kept where the network is the same."""
        net, network, source = self._net, shown.project.network, shown.project.data.source
        if net is None or (net.network, net.shape, net.classes) != (network, source.shape, len(source.classes)):
            net = unset(network, source.shape, len(source.classes))
        load_tensors(net, tensors)
        return self.show(net, shown)

    def show(self, net: Net, shown: Shown) -> Shown:
        """Makes a module the shown model."""
        if self._shown is None or self._shown.project.data != shown.project.data:
            self._data = self._normaliser = None
        self._net = net.eval().requires_grad_(requires_grad=False)
        self._serial += 1
        self._shown = replace(shown, serial=self._serial)
        self._guesses.clear()
        return self._shown

    def shows_end_of(self, run: str) -> bool:
        """True when a run's last saved weights are shown."""
        return self._shown is not None and self._shown.run == run and self._shown.source == "saved"

    @property
    def shown(self) -> Shown:
        """What is shown; raises InputError before the first."""
        if self._shown is None:
            raise InputError("There is no model yet.", "Mend the stack first.")
        return self._shown

    @property
    def net(self) -> Net:
        """The shown module."""
        if self._net is None:
            raise InputError("There is no model yet.", "Mend the stack first.")
        return self._net

    def tensors(self) -> dict[str, Tensor]:
        """Copies of the shown weights and statistics by "address/name"."""
        return {name: tensor.detach().clone() for name, tensor in named_tensors(self.net).items()}

    def tally(self, project: Project) -> Tally:
        """How many of the project's layers with weights would take over the shown ones."""
        source = project.data.source
        _, report = transfer(self.tensors(), project.network, source.shape, len(source.classes))
        return Tally(len(report.kept), len(report.kept) + len(report.made_anew))

    def transferred(self, project: Project) -> dict[str, Tensor]:
        """First weights for the project: the shown ones wherever layer and shape agree, new ones elsewhere."""
        source, training = project.data.source, project.training
        how, seed = training.initialisation, training.seed
        return transfer(self.tensors(), project.network, source.shape, len(source.classes), how, seed)[0]

    # --- what it makes of an image ---

    def predict(self, drawing: DrawingOf) -> Prediction | None:
        """What the model takes a drawing for; None where nothing is drawn. Raises InputError while it cannot answer."""
        seen = self._seen(drawing)
        return None if seen is None else self._prediction(seen)

    def seen(self, drawing: DrawingOf) -> Pixels | None:
        """A drawing as the network sees it, which needs no answer; None where nothing is drawn."""
        seen = self._seen(drawing)
        return None if seen is None else seen.numpy()

    def _prediction(self, seen: Tensor) -> Prediction:
        probabilities = self.probabilities(seen[None])[0]
        classes = self.shown.project.data.source.classes
        return Prediction(probabilities.numpy(), classes, seen.numpy(), self.shown.step)

    def probabilities(self, images: Tensor) -> Tensor:
        """Of the classes, (N, classes), for images uint8 (N, C, H, W). Raises InputError while it cannot answer."""
        if not self.shown.complete:
            raise InputError("The stack cannot answer yet.", "Mend it to see what it makes of an image.")
        return predict(self.net, self.normaliser, images)

    def picture(self, image: ImageRef) -> Picture:
        """An image with its label and what the model takes it for, if it can answer."""
        seen = self._seen(image)
        if seen is None:
            empty = np.zeros(self.shown.project.data.source.shape, np.uint8)
            return Picture(image, empty)
        taken = self._prediction(seen).best if self.shown.complete else None
        if isinstance(image, DrawingOf):
            return Picture(image, seen.numpy(), predicted=taken)
        split = self.split(image.split)
        index = image.index % len(split)
        return Picture(ImageOf(image.split, index), seen.numpy(), len(split), int(split.labels[index]), taken)

    def inspect(self, address: str, image: ImageRef) -> LayerView:
        """One layer's weights and what it makes of the image. Raises InputError when the model has no such layer."""
        instance = self._analysis().instances.get(address)
        if instance is None or instance.input is None or instance.output is None:
            raise InputError("The shown model does not have this layer.", "Train the stack to look into it.")
        picture = self.picture(image)
        learned = filters(named_tensors(self.net), address)
        words = output_arithmetic(instance, len(self.shown.project.data.source.classes))
        return LayerView(
            address=address,
            step=self.shown.step,
            weights=None if learned is None else learned.weight,
            activation=self._activations((address,), torch.from_numpy(picture.pixels))[address],
            input=instance.input,
            output=instance.output,
            arithmetic=" · ".join(words),
            picture=picture,
        )

    def card_maps(self, addresses: Collection[str], image: ImageRef) -> dict[str, Values]:
        """For each address the first maps (n, height, width), or all values (features,)."""
        seen = self._seen(image)
        if seen is None:
            return {}
        found = self._activations(addresses, seen)
        return {address: values[:MAPS_ON_A_CARD] if values.ndim == 3 else values for address, values in found.items()}

    def _activations(self, addresses: Collection[str], seen: Tensor) -> dict[str, Values]:
        return activations(self.net, self.normaliser(seen[None]), addresses)

    def _analysis(self) -> Analysis:
        """Of what is shown, which may be only the beginning of the project's network."""
        return analyse(self.net.network, self.net.shape, self.net.classes)

    def _seen(self, image: ImageRef) -> Tensor | None:
        """The image as uint8 (channels, height, width), prepared as the network will see it."""
        if isinstance(image, DrawingOf):
            return from_drawing(image.pixels, self.shown.project.data.source.shape)
        split = self.split(image.split)
        return split.images[image.index % len(split)]

    # --- the data ---

    def mistakes(self, name: SplitName, start: int, count: int) -> list[Picture]:
        """The next images, from `start` on and going round, that the model takes for another class.

        Raises InputError while it cannot answer.
        """
        split = self.split(name)
        found: list[Picture] = []
        for index in [*range(start, len(split)), *range(min(start, len(split)))]:
            guess, label = int(self._guess(name, index)), int(split.labels[index])
            if guess != label:
                found.append(Picture(ImageOf(name, index), split.images[index].numpy(), len(split), label, guess))
                if len(found) == count:
                    break
        return found

    def _guess(self, name: SplitName, index: int) -> Tensor:
        """The class the model takes an image for; found for a chunk at a time and kept while the weights stay."""
        split = self.split(name)
        guesses = self._guesses.setdefault(name, torch.full((len(split),), -1, dtype=torch.int64))
        if guesses[index] < 0:
            chunk = slice(index // CHUNK * CHUNK, index // CHUNK * CHUNK + CHUNK)
            guesses[chunk] = self.probabilities(split.images[chunk]).argmax(1)
        return guesses[index]

    def split(self, name: SplitName) -> Split:
        """A split of the shown data; training images where nothing is kept back for validation. Raises DataError."""
        data = self.data
        if name == "test":
            return data.test
        return (data.validation or data.train) if name == "validation" else data.train

    @property
    def data(self) -> Dataset:
        """The data of the shown model's project. Raises DataError."""
        if self._data is None:
            self._data = self.load(self.shown.project.data)
        return self._data

    def load(self, settings: DataSettings) -> Dataset:
        """The data of any settings. Raises DataError."""
        return self.store.get(settings, self.root)

    @property
    def normaliser(self) -> Normaliser:
        """The preparation that training uses. Reads the data only where its statistics are needed."""
        if self._normaliser is None:
            self._normaliser = self._fitted(self.shown.project.data)
        return self._normaliser

    def _fitted(self, settings: DataSettings) -> Normaliser:
        return fitted_lazily(settings.normalisation, settings.source.shape[0], lambda: self.data.train)
