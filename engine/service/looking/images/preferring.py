"""Preferring: what filters and units of the shown model look for, on a copy of it. Long."""

from __future__ import annotations

from collections.abc import Callable
from copy import deepcopy
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any, assert_never

import numpy as np

from engine.analysis.analysis import analyse
from engine.analysis.wiring import wiring
from engine.data.batches.normalise import Normaliser
from engine.data.dataset import Split
from engine.inspection.muting.muted_net import muted_net
from engine.inspection.muting.same_value import same_value
from engine.inspection.muting.sample import sample_for_search
from engine.inspection.preference.ascent import made_for
from engine.inspection.preference.strongest import Patch, strongest
from engine.model.net import Net
from engine.service.answers import ImageOf
from engine.service.long_tasks import Task
from engine.service.looking.images.preference_questions import (
    Exciting,
    LookedFor,
    LookForImages,
    MadeFor,
    MakeImage,
    OfPreference,
)

if TYPE_CHECKING:
    from engine.service.model.showing import Showing

SEARCHING, MAKING = "Looking through test images", "Making an image"


@dataclass(frozen=True, eq=False)
class _Copy:
    """The shown model, also one that cannot answer yet, without what is muted in other layers."""

    net: Net
    normaliser: Normaliser
    step: int
    images: Split | None = None


class Preferring:
    """`taken` asks the moments' thread for what is shown."""

    def __init__(self, taken: Callable[[Callable[[Showing], Any], Task], Any]) -> None:
        self._taken = taken

    def answered(self, question: OfPreference, task: Task) -> LookedFor | MadeFor:
        """The answer. Raises LayerscopeError in words, and Stopped."""
        match question:
            case LookForImages():
                return self._looked_for(question, task)
            case MakeImage():
                return self._made(question, task)
            case _:
                assert_never(question)

    def _copy(self, address: str, task: Task, *, images: bool) -> _Copy:
        def take(showing: Showing) -> _Copy:
            net = showing.net
            wires = wiring(analyse(net.network, net.shape, net.classes))
            mutes = showing.mutes.without(same_value(showing.mutes, wires, address))
            net = muted_net(deepcopy(net), mutes, showing.means(mutes))
            return _Copy(net, showing.normaliser, showing.shown.step, showing.split("test") if images else None)

        copy: _Copy = self._taken(take, task)
        return copy

    def _looked_for(self, question: LookForImages, task: Task) -> LookedFor:
        copy = self._copy(question.address, task, images=True)
        assert copy.images is not None  # noqa: S101  # they were asked for
        sample = sample_for_search(copy.images, copy.net, copy.normaliser)
        tell = partial(_tell, task, SEARCHING, "images")
        found = strongest(copy.net, question.address, question.of_channel, sample, tell=tell)
        exciting = tuple(_exciting(copy.images, patch) for patch in found.patches)
        return LookedFor(question.address, question.of_channel, copy.step, found.images, exciting)

    def _made(self, question: MakeImage, task: Task) -> MadeFor:
        copy = self._copy(question.address, task, images=False)
        tell = partial(_tell, task, MAKING, "steps")
        made = made_for(copy.net, copy.normaliser, question.address, question.of_channel, tell=tell)
        return MadeFor(
            address=question.address,
            channel=question.of_channel,
            step=copy.step,
            pixels=made.pixels.numpy(),
            value=made.value,
            before=made.before,
            rows=made.rows,
            columns=made.columns,
        )


def _tell(task: Task, doing: str, unit: str, done: int, total: int) -> None:
    task.go_on()
    task.tell(doing, done, total, unit)


def _exciting(images: Split, patch: Patch) -> Exciting:
    return Exciting(
        ImageOf("test", patch.image),
        int(images.labels[patch.image]),
        np.ascontiguousarray(images.image(patch.image).numpy()),
        patch.value,
        patch.within,
        patch.rows,
        patch.columns,
    )
