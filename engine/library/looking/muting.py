"""Muting: what a run's network reaches without some of its layers or filters, and which of them cost most."""

from __future__ import annotations

import os
from collections.abc import Callable, Collection

from engine.errors import InputError
from engine.inspection.muting.effect import Effect, answers_to
from engine.inspection.muting.muted_net import gate_for, muted_net
from engine.inspection.muting.mutes import How, Mute, Mutes
from engine.inspection.muting.ranking import Ranking, rank
from engine.library.alone import threads_beside
from engine.library.arguments.layers import mutes_of
from engine.library.arguments.words import address, choice, listener
from engine.library.finding import RunLike
from engine.library.looking.looked_at import looked_at
from engine.machine.devices import resolve
from engine.machine.threads import thread_settings
from engine.model.net import Net
from engine.network.addresses import parsed
from engine.network.ending import MUTE_BEFORE, NOT_MUTED, is_ending

HOW: tuple[How, ...] = ("zero", "mean")


def mute(
    run: RunLike,
    layers: Collection[str | tuple[str, int]],
    *,
    how: How = "zero",
    step: int | None = None,
    data_dir: str | os.PathLike[str] | None = None,
) -> Effect:
    """What a run's network makes of a sample of its test images, with all of it and with these layers muted.

    A layer is an address, as in `run.weights()`, or a pair of an address and a channel counted from 0: one filter, map
    or unit. Muted it gives zero, or with how="mean" its mean over up to a hundred of them. The sample is always
    the same: up to 1,000 images, fewer of large networks. Neither the run nor its weights change. Raises InputError.
    """
    mutes = Mutes(mutes_of(layers), choice(how, HOW, "way to mute"))
    looked = looked_at(run, step, data_dir)
    net, sample = looked.net, looked.sample
    _check(net, mutes)
    with thread_settings(resolve("cpu"), threads_beside()):
        without = muted_net(net, mutes, looked.means(mutes))
        return Effect(answers_to(net, sample), answers_to(without, sample))


def rank_channels(
    run: RunLike,
    layer: str,
    *,
    how: How = "zero",
    step: int | None = None,
    data_dir: str | os.PathLike[str] | None = None,
    progress: Callable[[int, int], None] = lambda *_: None,
) -> Ranking:
    """The filters or units of a layer, those first whose muting costs a run's network most on the sample of `mute`.

    `progress(done, of)` is called along the way, and may raise to end it. Raises InputError in words.
    """
    layer, progress = address(layer), listener(progress)
    mutes = Mutes(frozenset({Mute(layer)}), choice(how, HOW, "way to mute"))
    looked = looked_at(run, step, data_dir)
    with thread_settings(resolve("cpu"), threads_beside()):
        mean = looked.means(mutes).get(layer)
        return rank(looked.net, layer, looked.sample, mean, progress)


def _check(net: Net, mutes: Mutes) -> None:
    """A script that misspells an address is told, rather than that nothing changes."""
    for at, channel in sorted(mutes.muted, key=str):
        gate = gate_for(net, at)
        if gate is None:
            raise InputError(f"The network has no layer “{at}”.", "`run.weights()` names those with weights.")
        if is_ending(net.network, parsed(at)[0]):
            raise InputError(NOT_MUTED, MUTE_BEFORE)
        count = len(gate.closed)
        if channel is not None and not 0 <= channel < count:
            raise InputError(f"“{at}” has no channel {channel:,}: it has {count:,}, counted from 0.")
