"""Copied: the shown module for a task of its own, as it is muted, or but for one layer, which is to be heard."""

from __future__ import annotations

from copy import deepcopy
from dataclasses import dataclass
from typing import TYPE_CHECKING

from engine.data.batches.normalise import Normaliser
from engine.data.dataset import Split
from engine.inspection.muting.muted_net import muted_net
from engine.inspection.statistics.deciding import own_mutes
from engine.model.net import Net

if TYPE_CHECKING:
    from engine.service.model.showing import Showing


@dataclass(frozen=True, eq=False)
class Copied:
    """Also of one that cannot answer yet."""

    net: Net
    normaliser: Normaliser
    step: int


def copied(showing: Showing, heard: str | None = None) -> Copied:
    """On the thread of the moments. Of what the layer at `heard` gives nothing is muted, under whatever name.

    Raises DataError, and NotRead.
    """
    normaliser = showing.normaliser
    return Copied(deepcopy(_but_for(showing, heard)), normaliser, showing.shown.step)


def copied_to_answer(showing: Showing) -> Copied:
    """As it is muted. Raises InputError too, while what is shown cannot answer."""
    showing.refuse_broken()
    return copied(showing)


def copied_with_tests(showing: Showing, heard: str | None = None) -> tuple[Copied, Split]:
    """The same, and its test images."""
    images = showing.split("test")
    return copied(showing, heard), images


def _but_for(showing: Showing, heard: str | None) -> Net:
    own = own_mutes(showing.net, heard, showing.mutes) if heard is not None and showing.mutes else None
    if not own:
        return showing.heard
    mutes = showing.mutes.without(own.addresses)
    return muted_net(showing.net, mutes, showing.means(mutes))
