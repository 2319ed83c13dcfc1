"""What the service answers: frozen values with plain arrays, no torch in them."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal, TypeAlias

import msgspec
import numpy as np
from numpy.typing import NDArray

from engine.data.check_up.findings import At as At  # noqa: PLC0414  # the window takes these from here
from engine.data.check_up.findings import Example as Example  # noqa: PLC0414
from engine.data.check_up.findings import Finding as Finding  # noqa: PLC0414
from engine.data.check_up.findings import Way as Way  # noqa: PLC0414
from engine.data.held import Held as Held  # noqa: PLC0414  # the window takes it from here
from engine.data.importing.brought import Brought as Brought  # noqa: PLC0414  # and these
from engine.data.importing.brought import CachedImages as CachedImages  # noqa: PLC0414
from engine.data.importing.brought import ClassCount as ClassCount  # noqa: PLC0414
from engine.data.importing.brought import ImagesLook as ImagesLook  # noqa: PLC0414
from engine.data.importing.brought import Wish as Wish  # noqa: PLC0414
from engine.data.importing.brought import wish_like as wish_like  # noqa: PLC0414
from engine.errors import LayerscopeError
from engine.events import AnyLogEvent, StepsDone
from engine.machine.setup import Setup as Setup  # noqa: PLC0414  # and this
from engine.metrics.metrics import Metrics
from engine.network.shapes import Shape
from engine.project.data.splits import EvaluatedSplit, SplitName
from engine.project.project import Project
from engine.project.training.legs import Leg
from engine.queue.view import EntryView as EntryView  # noqa: PLC0414  # the window takes it from here
from engine.queue.view import QueueView as QueueView  # noqa: PLC0414  # and this
from engine.runs.collection.beginning import MOMENT as MOMENT  # noqa: PLC0414  # the window takes it from here
from engine.runs.collection.disk_use import DiskUse as DiskUse  # noqa: PLC0414  # the window takes it from here
from engine.runs.collection.label import StepNote as StepNote  # noqa: PLC0414  # and this
from engine.runs.collection.label import left_out_in_words as left_out_in_words  # noqa: PLC0414  # and this
from engine.runs.collection.run_list import RunSummary as RunSummary  # noqa: PLC0414  # and this
from engine.runs.collection.short_names import NEXT as NEXT  # noqa: PLC0414  # and these
from engine.runs.collection.short_names import group_name as group_name  # noqa: PLC0414
from engine.runs.collection.short_names import short_names as short_names  # noqa: PLC0414
from engine.runs.collection.trash import Removed as Removed  # noqa: PLC0414  # and this
from engine.runs.comparison.curves import StoredCurves as StoredCurves  # noqa: PLC0414  # and this
from engine.runs.family.families import Families as Families  # noqa: PLC0414  # and these
from engine.runs.family.families import Relative as Relative  # noqa: PLC0414
from engine.runs.family.kept_points import KeptPoint as KeptPoint  # noqa: PLC0414  # and this
from engine.runs.family.kept_points import KeptPoints as KeptPoints  # noqa: PLC0414  # and this
from engine.runs.family.parent import NOTHING_BEHIND as NOTHING_BEHIND  # noqa: PLC0414  # and this
from engine.runs.family.parent import Behind as Behind  # noqa: PLC0414  # and this
from engine.runs.family.parent import Parent as Parent  # noqa: PLC0414  # and this
from engine.runs.family.typed_in import TypedIn as TypedIn  # noqa: PLC0414  # and these
from engine.runs.family.typed_in import typed_in_few_words as typed_in_few_words  # noqa: PLC0414
from engine.runs.family.typed_in import typed_in_words as typed_in_words  # noqa: PLC0414
from engine.runs.leak import MARK as MARK  # noqa: PLC0414  # and these
from engine.runs.leak import leak_in_words as leak_in_words  # noqa: PLC0414
from engine.training.estimate.allowance import Allowance as Allowance  # noqa: PLC0414  # and this
from engine.training.estimate.estimate import Estimate as Estimate  # noqa: PLC0414  # and this
from engine.training.estimate.estimate import in_all as in_all  # noqa: PLC0414  # and this
from engine.training.estimate.estimate import is_long as is_long  # noqa: PLC0414  # and this
from engine.training.estimate.long_run import LongRun as LongRun  # noqa: PLC0414  # and this
from engine.training.rate_finding.found_rate import FoundRate as FoundRate  # noqa: PLC0414  # and this
from engine.training.tuning.tuned import KnownSetup as KnownSetup  # noqa: PLC0414  # and these
from engine.training.tuning.tuned import TriedSetup as TriedSetup  # noqa: PLC0414
from engine.training.tuning.tuned import Tuned as Tuned  # noqa: PLC0414

Pixels: TypeAlias = NDArray[np.uint8]
Values: TypeAlias = NDArray[np.float32]


class ImageOf(msgspec.Struct, frozen=True):
    """An image of the data, by its index in a split."""

    split: SplitName
    index: int


@dataclass(frozen=True)
class DrawingOf:
    """A drawing, white on black, (height, width); two are the same when their serial numbers are.

    One taken from a picture has the `name` of that; `drawn` says whether anything was drawn by hand.
    """

    serial: int
    pixels: Pixels = field(compare=False, repr=False)
    name: str = field(default="", compare=False)
    drawn: bool = field(default=True, compare=False)


@dataclass(frozen=True)
class PictureOf:
    """A picture taken as it is, (1 or 3 channels, height, width) of any size, such as one from a file.

    Also an image that was drawn upon; `drawn` says so, and `name` what it was. Serial numbers are shared with drawings.
    """

    serial: int
    pixels: Pixels = field(compare=False, repr=False)
    name: str = field(default="", compare=False)
    drawn: bool = field(default=False, compare=False)


ImageRef: TypeAlias = ImageOf | DrawingOf | PictureOf


@dataclass(frozen=True)
class Shown:
    """The one current model: where its weights come from, and the project that it was built or trained from."""

    source: Literal["initial", "live", "saved"]
    project: Project = field(compare=False, repr=False)
    serial: int  # rises with every new set of weights
    step: int = 0
    run: str | None = None
    folder: Path | None = field(default=None, compare=False)
    complete: bool = True  # False: only the layers before the first problem, which give no answer
    began_learned: bool = field(default=False, compare=False)  # its run went on from weights that had learned

    @property
    def trained(self) -> bool:
        """False while the network can only guess; step 0 of a run is not always so."""
        return self.step > 0 or self.began_learned

    @property
    def model(self) -> Hashable:
        """The same as long as only its weights are others, from another step: its run, its stack and its classes."""
        return self.run, self.project.network, self.project.facts.classes


class KnownParent(msgspec.Struct, frozen=True):
    """Of a fork in a folder the run that it began from, and where that lies now, None where it is gone.

    And what of its first weights a person typed in; `drawings`: it or a run that it goes on from trained with own ones.
    """

    fork: Path
    parent: Parent
    folder: Path | None
    typed_in: TypedIn = ()
    drawings: bool = False


class Picture(msgspec.Struct, frozen=True, eq=False):
    """One image as the network sees it, its label, what the model takes it for; `count` images are in its split."""

    image: ImageRef
    pixels: Pixels  # (channels, height, width)
    count: int = 0
    label: int | None = None
    predicted: int | None = None


class Prediction(msgspec.Struct, frozen=True, eq=False):
    """What the model of a step says to one image: the probabilities of the classes.

    They are None where nothing is drawn, and while the model cannot answer; the picture is there all the same.
    `trained`: as `Shown.trained`.
    """

    picture: Picture
    probabilities: Values | None
    classes: tuple[str, ...]
    step: int
    trained: bool


class ImagePredictions(msgspec.Struct, frozen=True, eq=False):
    """What the weights after a step make of every image of a split, in its order; arrays (images,)."""

    split: EvaluatedSplit
    step: int
    labels: NDArray[np.int64]
    predicted: NDArray[np.int64]
    probability: Values  # of the predicted class; not a number where the network's values are none
    ranks: NDArray[np.int64]  # of the true class: 1 is the first choice
    truth: Values  # probability of the true class
    metrics: Metrics  # what all of it comes to
    learned: int = 0  # how many of the images the run learned from, as own drawings


class LayerView(msgspec.Struct, frozen=True, eq=False):
    """One layer of the current model: its weights, and what it makes of one image."""

    address: str
    step: int
    weights: Values | None  # what is shown of them: (out, in or 1, height, width), (units, features), (channels,)
    weights_shape: Shape | None  # of all of them, e.g. (out, in, height, width)
    input_channel: int | None  # the one whose weights these are; None: all of them, or none as there are too many
    activation: Values  # (channels, height, width), or of very many (features,) the first
    input: Shape
    output: Shape
    arithmetic: str  # how the output's size follows, with its numbers
    image: ImageRef | None  # None: the weights alone were asked for, and the activation is that of a black image
    probabilities: Values | None = None  # of the classes, where its outputs are the network's answer
    every: int = 1  # of large maps the activation holds every so many-th row and column


class UnitWeights(msgspec.Struct, frozen=True, eq=False):
    """All weights of one filter of a convolution, or of one unit of a linear layer, as they are."""

    address: str
    step: int
    index: int
    count: int  # how many filters or units the layer has
    weights: Values  # (channels, height, width) or (features,)
    bias: float | None
    first_channel: int = 0  # of the input, that it reads: those of a group begin further on


class ChannelWeights(msgspec.Struct, frozen=True, eq=False):
    """What a batch norm has learned and gathered of every channel; each (channels,)."""

    address: str
    step: int
    scale: Values
    shift: Values
    running_mean: Values
    running_variance: Values


ExactWeights: TypeAlias = UnitWeights | ChannelWeights


class SplitOverview(msgspec.Struct, frozen=True, eq=False):
    """One split of the data: images in all and in each class."""

    name: SplitName
    counts: tuple[int, ...]

    @property
    def images(self) -> int:
        """Images in all."""
        return sum(self.counts)


class DataOverview(msgspec.Struct, frozen=True, eq=False):
    """The data of a project: its splits, a few training images of each class, and the normalisation in figures."""

    classes: tuple[str, ...]
    splits: tuple[SplitOverview, ...]
    samples: tuple[Pixels, ...]  # of each class (n, channels, height, width)
    indices: tuple[tuple[int, ...], ...]  # of each of them, in the training split
    mean: tuple[float, ...]
    spread: tuple[float, ...]
    note: str
    remarks: tuple[str, ...] = ()  # sentences about what was found beside the images, or not found
    draws: Pixels | None = None  # one training image as augmentation shows it (n, channels, height, width)


class CheckedUp(msgspec.Struct, frozen=True, eq=False):
    """What was noticed about so many `checked` images, with the pictures (C, H, W) of all examples.

    `images` are those of the examples that are in a split of the settings, so that they can be looked at.
    """

    findings: tuple[Finding, ...]
    checked: int
    pictures: dict[At, Pixels]
    images: dict[At, ImageOf]
    asked: int = 0  # training images that the shown run was asked about


class RunView(msgspec.Struct, frozen=True, eq=False):
    """A run as it is on disk: its project as last told, its log, and the figures of its steps."""

    folder: Path
    project: Project
    events: tuple[AnyLogEvent, ...]
    steps: StepsDone
    has_weights: bool  # False when none were ever kept
    legs: tuple[Leg, ...]  # what it was told: at first, and each time it trained on
    compute: Compute | None = None  # what it ran on last, where that was written
    passed_over: int = 0  # lines of its log that are of a newer program, or damaged
    unread: int = 0  # steps of which its log tells no figures, as it is damaged there
    seconds: Values | None = None  # that each of its steps took
    parent: KnownParent | None = None  # of a fork
    notes: tuple[StepNote, ...] = ()  # at steps
    lives: bool = False  # some process trains it
    began: str = ""  # when, as names of runs have it; empty where nothing says so


class ReferenceRun(msgspec.Struct, frozen=True, eq=False):
    """The curves of one of several runs, and how they stand beside those of the first.

    `curves` is the same value in the next answer as long as nothing was written.
    """

    curves: StoredCurves
    difference: str  # what it has that the first has not, in a sentence
    group: int  # the same of all that differ in their seeds alone; 0 is the first run's
    other_images: str = ""  # that no figure can be held against the first's, as they are of other images
    other_validation: str = ""  # that those on validation images cannot
    other_loss: str = ""  # that training losses cannot
    other_evaluated_loss: str = ""  # nor those of validation and test


class ComparedCurves(msgspec.Struct, frozen=True, eq=False):
    """Runs in the order in which they were asked for, and those that could not be read, with why."""

    runs: tuple[ReferenceRun, ...]
    refused: tuple[tuple[Path, LayerscopeError], ...] = ()


class ListedRuns(msgspec.Struct, frozen=True, eq=False):
    """All runs, newest first, and how they belong together as forks."""

    runs: list[RunSummary]
    families: Families


class Moved(msgspec.Struct, frozen=True):
    """What was done with several runs: those that lie in the trash now, and the folders of those that came back.

    `refused` says of the others why they stay as they were.
    """

    removed: tuple[Removed, ...] = ()
    folders: tuple[Path, ...] = ()
    refused: tuple[LayerscopeError, ...] = ()


class Compute(msgspec.Struct, frozen=True):
    """What is trained on: a device, "cpu" or "cuda:0", and CPU threads; `there` are all devices, once looked up."""

    device: str
    threads: int
    there: tuple[str, ...] = ()
