"""Values: how one of the shown model's came about, on the thread of the moments."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.analysis.analysis import analyse
from engine.analysis.wiring import Wiring, wiring
from engine.errors import InputError
from engine.inspection.arithmetic.explaining import all_explained
from engine.inspection.arithmetic.explanation import Place
from engine.inspection.arithmetic.path import path
from engine.inspection.arithmetic.places import forward_of
from engine.inspection.muting.mutes import Mutes
from engine.inspection.muting.same_value import same_value
from engine.service.looking.values.value_answers import ExplainedValue
from engine.service.looking.values.value_questions import ExplainValue

if TYPE_CHECKING:
    from engine.service.model.showing import Showing


def explained_value(showing: Showing, question: ExplainValue) -> ExplainedValue:
    """The answer; raises InputError in words, DataError, and NotRead."""
    place, net = question.place, showing.net
    analysis = analyse(net.network, net.shape, net.classes)
    places = path(analysis, place)
    wires, seen = wiring(analysis), showing.seen(question.image)
    if seen is None:
        raise InputError("Nothing is drawn yet.", "Draw something, or choose an image.")
    explanations = all_explained(showing.heard, showing.normaliser(seen[None]), places)
    return ExplainedValue(
        held=place,
        image=question.image,
        step=showing.shown.step,
        path=tuple(explanations),
        at=places.index(Place(wires.maker(place.address) or place.address, place.within)),
        muted=tuple(_muted(showing.mutes, wires, one) for one in places),
        uses=forward_of(analysis, *place),
        pixels=showing.normaliser.scales,
    )


def _muted(mutes: Mutes, wires: Wiring, place: Place) -> bool:
    """Also by another name: what a repeat gives is what the last layer of its last copy gives."""
    same = same_value(mutes, wires, place.address)
    return any(mutes.whole(one) or place.within[0] in mutes.channels(one) for one in same)
