"""Preferring: what filters and units of the shown model look for, on a copy of it. Long."""

from __future__ import annotations

from functools import partial
from typing import assert_never

import numpy as np

from engine.data.dataset import Split
from engine.inspection.muting.sample import sample_for_search
from engine.inspection.preference.ascent import made_for
from engine.inspection.preference.strongest import Patch, strongest
from engine.service.answers import ImageOf
from engine.service.long_tasks import Task
from engine.service.looking.copied import copied, copied_with_tests
from engine.service.looking.images.preference_questions import (
    Exciting,
    LookedFor,
    LookForImages,
    MadeFor,
    MakeImage,
    OfPreference,
)
from engine.service.looking.taking import Taking

SEARCHING, MAKING = "Looking through test images", "Making an image"
STEPS = "steps"  # what is counted


class Preferring:
    """`taking` gives copies of what is shown."""

    def __init__(self, taking: Taking) -> None:
        self._taking = taking

    def answered(self, question: OfPreference, task: Task) -> LookedFor | MadeFor:
        """The answer. Raises LayerscopeError in words, and Stopped."""
        match question:
            case LookForImages():
                return self._looked_for(question, task)
            case MakeImage():
                return self._made(question, task)
            case _:
                assert_never(question)

    def _looked_for(self, question: LookForImages, task: Task) -> LookedFor:
        copy, images = self._taking.copied(partial(copied_with_tests, heard=question.address), task)
        sample = sample_for_search(images, copy.net, copy.normaliser)
        tell = partial(_tell, task, SEARCHING, "images")
        found = strongest(copy.net, question.address, question.of_channel, sample, tell=tell)
        exciting = tuple(_exciting(images, patch) for patch in found.patches)
        return LookedFor(question.address, question.of_channel, copy.step, found.images, exciting)

    def _made(self, question: MakeImage, task: Task) -> MadeFor:
        copy = self._taking.copied(partial(copied, heard=question.address), task, STEPS)
        tell = partial(_tell, task, MAKING, STEPS)
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
