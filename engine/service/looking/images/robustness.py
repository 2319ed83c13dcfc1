"""Robustness of the shown model: one distorted image at once, many of them on a copy of it, on threads of their own.

What the model made of the images is kept as long as the same weights are shown, muted alike, so that whoever goes back
to a kind of distortion has its curve at once.
"""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, assert_never
from weakref import ref

import torch
from msgspec.structs import replace
from torch import Tensor

from engine.data.batches.normalise import Normaliser
from engine.data.dataset import Split
from engine.inspection.answering import answering
from engine.inspection.muting.mutes import Mutes
from engine.inspection.muting.sample import sample_of
from engine.inspection.robustness.distorting import distorted
from engine.inspection.robustness.distortions import Kind
from engine.inspection.robustness.measuring import measured
from engine.model.net import Net
from engine.platform import HERE
from engine.runs.family.learned_images import learned_images
from engine.runs.folder import RunFolder
from engine.service.answers import ImageOf, ImageRef, Pixels
from engine.service.images.small_images import as_small, refuse_beyond
from engine.service.long_tasks import Task
from engine.service.looking.copied import copied_to_answer
from engine.service.looking.images.robustness_questions import (
    Distort,
    Distorted,
    Measured,
    MeasureRobustness,
    OfRobustness,
    ReadDistorted,
    Taken,
)
from engine.service.looking.taking import Taking

if TYPE_CHECKING:
    from engine.service.model.showing import Showing

TESTING, LOOKS = "Asking the network about distorted images", "looks"  # the second: what is counted


@dataclass(frozen=True, eq=False)
class _Asked:
    """A copy of the shown model, as it is muted, and its test images."""

    net: Net
    step: int
    serial: int
    mutes: Mutes
    images: Split
    normaliser: Normaliser
    run: Path | None


# --- one image, on the thread of the moments ---


def distorted_image(showing: Showing, question: Distort) -> Distorted:
    """Raises InputError in words, DataError, and NotRead."""
    showing.refuse_broken()
    image, seen = question.image, showing.seen(question.image)
    found = Distorted(image, question.distortion, showing.shown.step, _label(showing, image))
    if seen is None:
        return found
    both = torch.cat((seen[None], distorted(seen[None], question.distortion, [_seed(image)])))
    with torch.inference_mode():
        said = answering(showing.heard, showing.normaliser(both)).softmax(1)
    before, after = (Taken(pixels.numpy(), one.numpy()) for pixels, one in zip(both, said, strict=True))
    return replace(found, before=before, after=after)


def _label(showing: Showing, image: ImageRef) -> int | None:
    return int(showing.split(image.split).labels[image.index]) if isinstance(image, ImageOf) else None


def _seed(image: ImageRef) -> int:
    """An image of the data has the noise that it has among the others."""
    return image.index if isinstance(image, ImageOf) else 0


# --- many images ---


class RobustnessAsked:
    """`taking` gives what is shown."""

    def __init__(self, taking: Taking) -> None:
        self._taking = taking
        self._known: tuple[Hashable, dict[Kind, Measured]] = (None, {})

    def answered(self, question: OfRobustness, task: Task) -> Measured | Pixels:
        """The answer. Raises InputError and DataError in words, and Stopped."""
        match question:
            case MeasureRobustness(kind=kind):
                return self._measured(kind, task)
            case ReadDistorted():
                return self._read(question, task)
            case _:
                assert_never(question)

    def _measured(self, kind: Kind, task: Task) -> Measured:
        HERE.step_back()
        asked = self._taking.copied(_asked, task, LOOKS)
        of = (asked.serial, asked.mutes, ref(asked.images))  # it does not keep them
        before, known = self._known
        if before != of:
            known = {}
            self._known = of, known
        if kind not in known:
            known[kind] = self._made(asked, kind, task)
        return known[kind]

    def _made(self, asked: _Asked, kind: Kind, task: Task) -> Measured:
        def tell(done: int, total: int) -> None:
            task.go_on()
            task.tell(TESTING, done, total, LOOKS)

        sample = sample_of(asked.images, asked.net, asked.normaliser)
        learned = 0 if asked.run is None else learned_images(RunFolder(asked.run), sample.images, task.go_on)
        return Measured(asked.step, measured(asked.net, sample, kind, tell=tell), len(asked.images), learned)

    def _read(self, question: ReadDistorted, task: Task) -> Pixels:
        images = self._taking.taken(lambda showing: showing.split("test"), task)
        refuse_beyond(images, question.indexes)
        chosen: Tensor = images.at(torch.tensor(question.indexes, dtype=torch.int64))
        return as_small(distorted(chosen, question.distortion, question.indexes), question.side)


def _asked(showing: Showing) -> _Asked:
    copy, shown, images = copied_to_answer(showing), showing.shown, showing.split("test")
    return _Asked(copy.net, copy.step, shown.serial, showing.mutes, images, copy.normaliser, shown.folder)
