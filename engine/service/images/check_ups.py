"""Check-ups: what is noticed about the images of a data set, with the pictures of the examples. Long."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from dataclasses import replace
from functools import partial
from pathlib import Path

import numpy as np

from engine.data.check_up.check_up import checked_up
from engine.data.check_up.findings import At, Part
from engine.data.check_up.gathering import opened, told
from engine.data.check_up.subject import Subject, Verdicts
from engine.data.dataset import Dataset, Split
from engine.data.readers.read_parts import Parts
from engine.data.store import DataStore
from engine.errors import DataError, LayerscopeError
from engine.project.data.renaming import unnamed
from engine.project.data.sources import AnySource
from engine.project.data.splits import SplitName
from engine.runs.reader import RunReader
from engine.service.answers import CheckedUp, ImageOf, Pixels
from engine.service.images.check_up_questions import CheckUp
from engine.service.images.shown_model import ShownModel
from engine.service.images.small_images import small_images
from engine.service.long_tasks import Task

SIDE = 64  # pixels that a picture of an example keeps at least, where it has them


def noticed(question: CheckUp, store: DataStore, root: Path | None, shown_model: ShownModel, task: Task) -> CheckedUp:
    """All of it. Raises DataError and Stopped."""
    source = question.settings.source
    tell = partial(task.tell, f"Reading {source.name}")
    parts, facts = store.parts(source, root, tell, lambda: task.stopped)
    total = sum(map(len, {parts.train.pool, parts.test.pool}))
    further = told(total, partial(task.tell, f"Checking {source.name}"), lambda: task.stopped)
    subject = opened(source, parts, facts, store.prints, further, lambda: task.stopped)
    trained = shown_model.opinions(question.judge, parts.train, source, task)
    subject = replace(subject, verdicts=(trained, _verdicts(question.judge, source, subject)))
    findings = checked_up(subject, lambda: task.stopped)
    shown = [at for one in findings for example in one.examples for at in example.images]
    pictures = {at: _picture(parts, at) for at in shown}
    images = _images(question, store, root, parts, shown)
    asked = 0 if trained is None else len(trained.images)
    return CheckedUp(findings, len(parts.train) + len(parts.test), pictures, images, asked)


def _images(
    question: CheckUp, store: DataStore, root: Path | None, parts: Parts, shown: Iterable[At]
) -> dict[At, ImageOf]:
    """Where those are in the splits that the settings make, as far as they are in one."""
    with suppress(DataError):  # what cannot be split can be looked at all the same
        data = store.get(question.settings, root)
        places = {part: _places(data, part) for part in ("train", "test")}
        pools = {"train": parts.train.indices, "test": parts.test.indices}
        found = ((at, places[at.part].get(int(pools[at.part][at.place]))) for at in shown)
        return {at: image for at, image in found if image is not None}
    return {}


def _places(data: Dataset, part: Part) -> dict[int, ImageOf]:
    """The image of the splits that lies at each place of a part's pool."""
    splits: dict[SplitName, Split | None] = {"train": data.train, "validation": data.validation}
    if part == "test":
        splits = {"test": data.test}
    return {
        place: ImageOf(name, index)
        for name, split in splits.items()
        if split is not None
        for index, place in enumerate(split.indices.tolist())
    }


def _verdicts(judge: Path | None, source: AnySource, subject: Subject) -> Verdicts | None:
    """What the newest test of a run found; None where it was never tested, or is of other images."""
    if judge is None:
        return None
    with suppress(LayerscopeError):  # it cannot be read: nobody is judged
        reader = RunReader(judge)
        if unnamed(reader.project().data.source) != unnamed(source) or not (steps := reader.evaluated_steps("test")):
            return None
        found = reader.predictions("test", max(steps))
        if len(found) == len(subject.test) and found["predicted"].max(initial=0) < len(subject.classes):
            predicted, sure = found["predicted"].astype(np.int64), np.nan_to_num(found["probability"])
            return Verdicts(np.arange(len(found)), predicted, sure)
    return None


def _picture(parts: Parts, at: At) -> Pixels:
    """(C, H, W), a large one made smaller."""
    split = parts.train if at.part == "train" else parts.test
    found: Pixels = small_images(split, (at.place,), SIDE)[0]
    return found
