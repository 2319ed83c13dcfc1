"""Showing: the one current model and the answers about it. Everything here runs on the thread of the moments.

The module that is shown is a copy in evaluation mode on the CPU; weights of a training run are copied into it, so
nothing here ever touches the module that trains.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace
from pathlib import Path
from typing import assert_never

import numpy as np
import torch
from torch import Tensor

from engine.analysis.analysis import Analysis, analyse, refuse
from engine.analysis.valid_prefix import valid_prefix
from engine.data.batches.normalise import Normaliser, fitted_lazily
from engine.data.dataset import Dataset, Split
from engine.data.store import DataStore
from engine.errors import DataError, InputError
from engine.inspection.activations import outputs
from engine.inspection.answering import cannot_answer
from engine.inspection.filters import shown_weights
from engine.inspection.muting.muted_net import Means, means_for
from engine.inspection.muting.mutes import Mutes
from engine.inspection.own_filters.filtered_net import filtered_net
from engine.inspection.own_filters.own_filter import OwnFilter
from engine.inspection.size_arithmetic import output_arithmetic
from engine.inspection.thinning import card_values, shown_values
from engine.machine.memory import check_memory, free_bytes
from engine.model.building import build_prefix, unset
from engine.model.model import Model
from engine.model.net import Net
from engine.model.weights import load_tensors, named_tensors
from engine.network.layers import Softmax
from engine.prediction.answer import predict
from engine.prediction.drawing import from_drawing
from engine.prediction.picture import from_pixels
from engine.project.data.own_images import reading_of
from engine.project.data.splits import SplitName
from engine.project.project import Project, analysed
from engine.service.answers import (
    DrawingOf,
    ExactWeights,
    ImageOf,
    ImageRef,
    LayerView,
    Picture,
    PictureOf,
    Prediction,
    Shown,
    Values,
)
from engine.service.images.sources.data_folders import DataFolders
from engine.service.looking.filtered import Filtered
from engine.service.looking.heard import Heard
from engine.service.looking.kept import Kept
from engine.service.model.exact_weights import exact_weights
from engine.service.model.not_read import NotRead


class Showing:
    """The shown model with its data. Make it and call it on one thread only."""

    def __init__(self, store: DataStore, folders: DataFolders) -> None:
        self._store, self._folders = store, folders
        self._serial = 0
        self._shown: Shown | None = None
        self._net: Net | None = None
        self._normaliser: Normaliser | None = None
        self._data: Dataset | None = None
        self._heard, self._filtered = Heard(), Filtered()
        self._means: dict[tuple[int, Mutes], Means] = {}  # of these weights
        self.kept: Kept = {}

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
        how, seed, zero = training.initialisation, training.seed, training.zero_last_norm
        net = build_prefix(analysis, how, seed, zero_last_norm=zero)
        return self.show(net, Shown("initial", project, 0, complete=not analysis.problems))

    def weights(self, tensors: Mapping[str, Tensor], shown: Shown) -> Shown:
        """Shows these weights of the network of `shown`; the module is kept where the network is the same."""
        net, network, facts = self._net, shown.project.network, shown.project.facts
        if net is None or (net.network, net.shape, net.classes) != (network, facts.shape, len(facts.classes)):
            net = unset(network, facts.shape, len(facts.classes))
        load_tensors(net, tensors)
        return self.show(net, shown)

    def show(self, net: Net, shown: Shown) -> Shown:
        """Makes a module the shown model."""
        if self._shown is None or (self._shown.project.data, self._shown.folder) != (shown.project.data, shown.folder):
            self.forget_data()
        elif self._shown.model != shown.model:
            self.kept = {}
        self._net = net.eval().requires_grad_(requires_grad=False)
        self._serial += 1
        self._shown = replace(shown, serial=self._serial)
        return self._shown

    @property
    def run_folder(self) -> Path | None:
        """The folder of the run that is shown, if one is. May be asked for on any thread."""
        shown = self._shown
        return shown.folder if shown is not None else None

    def use_folders(self, folders: DataFolders) -> None:
        """Others for the data sets, also for the images that are shown already."""
        self._folders = folders
        self.forget_data()

    def forget_data(self) -> None:
        """The images are to be looked up anew."""
        self._data = self._normaliser = None
        self._means, self.kept = {}, {}

    def shows_saved(self, run: str | None, step: int) -> bool:
        """True when a run's saved weights of a step are shown."""
        shown = self._shown
        return shown is not None and (shown.run, shown.source, shown.step) == (run, "saved", step)

    @property
    def shown(self) -> Shown:
        """What is shown; raises InputError before the first."""
        if self._shown is None:
            raise InputError("There is no model yet.", "Mend the stack first.")
        return self._shown

    @property
    def net(self) -> Net:
        """The shown module, with the filters that were typed in."""
        return self._filtered.net(self._own_net, self._serial)

    def net_without(self, address: str, index: int) -> Net:
        """The same without that in place of one filter of the layer at an address."""
        others = [one for one in self.own_filters if (one.address, one.index) != (address, index)]
        return filtered_net(self._own_net, others)

    @property
    def _own_net(self) -> Net:
        """As it was trained or drawn."""
        if self._net is None:
            raise InputError("There is no model yet.", "Mend the stack first.")
        return self._net

    @property
    def own_filters(self) -> tuple[OwnFilter, ...]:
        """The filters that were typed in."""
        return self._filtered.filters

    def use_own_filters(self, filters: tuple[OwnFilter, ...]) -> Shown | None:
        """Puts these in place in all that is asked of the model from now on; None while there is none."""
        self._filtered.filters = filters
        return None if self._net is None else self.show(self._net, self.shown)

    @property
    def mutes(self) -> Mutes:
        """What is muted."""
        return self._heard.mutes

    def mute(self, mutes: Mutes) -> None:
        """Mutes these in all that is asked of the model from now on."""
        self._heard.mutes = mutes

    def means(self, mutes: Mutes) -> Means:
        """What muted channels give where that is their mean, found once. Raises DataError, and NotRead."""
        if mutes.how != "mean":
            return {}
        of = self._serial, mutes
        if of not in self._means:
            self._means = {known: means for known, means in self._means.items() if known[0] == self._serial}
            self._means[of] = means_for(self.net, mutes, self.split("test"), self.normaliser)
        return self._means[of]

    @property
    def heard(self) -> Net:
        """The shown module with what is muted muted."""
        return self._heard.net(self.net, self._serial, self.means)

    def tensors(self) -> dict[str, Tensor]:
        """Copies of the shown weights and statistics by "address/name", without filters that were typed in."""
        return _copies(self._own_net)

    @property
    def point(self) -> tuple[dict[str, Tensor], Shown, tuple[OwnFilter, ...]]:
        """What another run can begin from."""
        return self.tensors(), self.shown, self.own_filters

    # --- what it makes of an image ---

    def predict(self, image: ImageRef) -> Prediction:
        """What the model takes an image for, if there is something to see and it can answer."""
        seen, shown = self.seen(image), self.shown
        probabilities = None
        if seen is not None and shown.complete:
            probabilities = predict(self.heard, self.normaliser, seen[None])[0].numpy()
        picture = self._picture(image, seen, None if probabilities is None else int(probabilities.argmax()))
        return Prediction(picture, probabilities, shown.project.facts.classes, shown.step, shown.trained)

    def _picture(self, image: ImageRef, seen: Tensor | None, predicted: int | None) -> Picture:
        """An image with what is known of it; black where nothing is drawn."""
        pixels = np.zeros(self.shown.project.facts.shape, np.uint8) if seen is None else seen.numpy()
        if not isinstance(image, ImageOf):
            return Picture(image, pixels, predicted=predicted)
        split = self.split(image.split)
        return Picture(image, pixels, len(split), int(split.labels[image.index]), predicted)

    def inspect(self, address: str, image: ImageRef | None, input_channel: int | None = None) -> LayerView:
        """One layer's weights, or those of one input channel, and what it makes of the image, or of a black one.

        Raises InputError when the model has no such layer.
        """
        instance = self._analysis().instances.get(address)
        if instance is None or instance.input is None or instance.output is None:
            raise InputError("The shown model does not have this layer.", "Train the stack to look into it.")
        seen = None if image is None else self.seen(image)
        output = self._outputs((address,), self._or_black(seen))[address]
        activation, every = shown_values(output)
        weights, shape, channel = shown_weights(named_tensors(self.net).get(f"{address}/weight"), input_channel)
        words = output_arithmetic(instance, len(self.shown.project.facts.classes))
        return LayerView(
            address=address,
            step=self.shown.step,
            weights=weights,
            weights_shape=shape,
            input_channel=channel,
            activation=activation,
            every=every,
            input=instance.input,
            output=instance.output,
            arithmetic=" · ".join(words),
            image=image,
            probabilities=self._as_probabilities(address, activation),
        )

    def exact_weights(self, address: str, index: int) -> ExactWeights:
        """The weights of one filter or unit of a layer, the nearest there is; of a batch norm those of all channels.

        Raises InputError when the model has no such layer, or the layer no weights.
        """
        return exact_weights(self.net, address, index, self.shown.step)

    def _as_probabilities(self, address: str, outputs: Values) -> Values | None:
        """Probabilities of the classes, where a layer's outputs are the network's answer: softmax is applied once."""
        if not self.shown.complete:
            return None
        *_, last = nodes = [node for node in self.net.network.nodes if node.enabled]
        if not isinstance(last.op, Softmax):
            return _softmax(outputs) if address == last.id else None
        if address == last.id:
            return outputs
        return _softmax(outputs) if len(nodes) > 1 and address == nodes[-2].id else None

    def _or_black(self, seen: Tensor | None) -> Tensor:
        return torch.zeros(self.shown.project.facts.shape, dtype=torch.uint8) if seen is None else seen

    def card_maps(self, addresses: Collection[str], image: ImageRef) -> dict[str, Values]:
        """For each address the first maps (n, height, width), or values (features,), as many as a card shows."""
        seen = self.seen(image)
        if seen is None:
            return {}
        return {address: card_values(values) for address, values in self._outputs(addresses, seen).items()}

    def _outputs(self, addresses: Collection[str], seen: Tensor) -> dict[str, Tensor]:
        return outputs(self.heard, self.normaliser(seen[None]), addresses)

    @property
    def sizes(self) -> Analysis | None:
        """How much there is of what is shown; None before the first."""
        return None if self._net is None else self._analysis()

    def _analysis(self) -> Analysis:
        """Of what is shown, which may be only the beginning of the project's network."""
        return analyse(self.net.network, self.net.shape, self.net.classes)

    def seen(self, image: ImageRef) -> Tensor | None:
        """The image as uint8 (channels, height, width), prepared as the network will see it; None: nothing is drawn."""
        match image:
            case DrawingOf(pixels=pixels):
                return from_drawing(pixels, self.shown.project.facts.shape)
            case PictureOf(pixels=pixels):
                project = self.shown.project
                return from_pixels(pixels, project.facts.shape, reading_of(project.data.source))
            case ImageOf(split=name, index=index):
                split = self.split(name)
                if not 0 <= index < len(split):
                    raise DataError(f"There is no image {index:,} here: the last of these is {len(split) - 1:,}.")
                return split.image(index)
            case _:
                assert_never(image)

    # --- the data ---

    def split(self, name: SplitName) -> Split:
        """A split of the shown data; raises DataError, and NotRead."""
        return split_of(self.data, name)

    @property
    def data(self) -> Dataset:
        """The data of the shown model's project. Raises DataError, and NotRead while they are not in memory."""
        if self._data is None:
            settings, root = self.shown.project.data, self.root
            self._data = self._store.kept(settings, root)
            if self._data is None:
                raise NotRead(settings, root)
        return self._data

    @property
    def root(self) -> Path | None:
        """Where the images of what is shown are looked for."""
        return self._folders.of(self.shown.project.data.source, self.shown.folder)

    @property
    def normaliser(self) -> Normaliser:
        """The preparation that training uses. Asks for the data only where their statistics are needed."""
        if self._normaliser is None:
            project = self.shown.project
            channels = project.facts.shape[0]
            self._normaliser = fitted_lazily(project.data.normalisation, channels, lambda: self.data.train)
        return self._normaliser

    def refuse_broken(self) -> None:
        """Raises InputError while what is shown cannot answer."""
        if not self.shown.complete:
            raise cannot_answer()

    def model(self) -> Model:
        """The shown model as a value of its own, for another thread. Raises InputError while it cannot answer."""
        return self._as_model(self.net)

    def learned(self) -> Model:
        """The same without the filters that were typed in: what its run has learned."""
        return self._as_model(self._own_net)

    def _as_model(self, net: Net) -> Model:
        self.refuse_broken()
        return Model(net.network, net.shape, net.classes, _copies(net), self.shown.step)


def _copies(net: Net) -> dict[str, Tensor]:
    return {name: tensor.detach().clone() for name, tensor in named_tensors(net).items()}


def _softmax(logits: Values) -> Values:
    return torch.from_numpy(logits).softmax(0).numpy()


def split_of(data: Dataset, name: SplitName) -> Split:
    """A split by its name; training images where nothing is kept back for validation."""
    if name == "test":
        return data.test
    return (data.validation or data.train) if name == "validation" else data.train
