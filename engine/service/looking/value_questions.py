"""Questions about one value of a layer's output in the shown model."""

from __future__ import annotations

from engine.inspection.arithmetic.explanation import Place
from engine.service.answers import ImageRef
from engine.service.looking.value_answers import ExplainedValue
from engine.service.question import Question


class ExplainValue(Question[ExplainedValue], frozen=True):
    """How a value came about in the shown model, as it is muted, on an image, and where it goes.

    InputError where the model has no such layer or the layer no such value, or nothing is drawn.
    """

    channel = "value"
    place: Place
    image: ImageRef
