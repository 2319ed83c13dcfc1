"""Questions about one value of a layer's output in the shown model, and about one of its weights."""

from __future__ import annotations

from pathlib import Path

from engine.inspection.arithmetic.explanation import Place
from engine.project.project import Project
from engine.service.answers import ImageRef
from engine.service.looking.values.value_answers import ExplainedValue, WeightStep
from engine.service.question import Question


class ExplainValue(Question[ExplainedValue], frozen=True):
    """How a value came about in the shown model, as it is muted, on an image, and where it goes.

    InputError where the model has no such layer or the layer no such value, or nothing is drawn.
    """

    channel = "value"
    place: Place
    image: ImageRef


class ExplainStep(Question[WeightStep], frozen=True):
    """What the next step of a training does to one weight, worked out on a copy of it.

    Of a run, in its folder, the one after `step`; None is where it stands, also while it trains in this process.
    Without a run the first step of the project. InputError for what does not learn, RunFolderError where what the
    optimiser keeps is not known after that step, DataError where the images are missing.
    """

    channel = "weight step"
    long = True
    project: Project
    run: Path | None
    step: int | None
    name: str
    index: tuple[int, ...]
