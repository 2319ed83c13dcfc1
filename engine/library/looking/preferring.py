"""Preferring: what a filter or unit of a run's network looks for."""

from __future__ import annotations

import os
from collections.abc import Callable

from engine.inspection.muting.sample import MOST_SEARCHED
from engine.inspection.preference import ascent
from engine.inspection.preference import strongest as search
from engine.inspection.preference.ascent import Made
from engine.inspection.preference.strongest import Strongest
from engine.library.alone import threads_beside
from engine.library.arguments.numbers import LARGEST, whole
from engine.library.arguments.words import address, listener
from engine.library.finding import RunLike
from engine.library.looking.looked_at import looked_at
from engine.machine.devices import resolve
from engine.machine.threads import thread_settings

MOST_STEPS = 100_000


def strongest_images(
    run: RunLike,
    layer: str,
    channel: int,
    *,
    count: int = search.COUNT,
    step: int | None = None,
    data_dir: str | os.PathLike[str] | None = None,
    progress: Callable[[int, int], None] = lambda *_: None,
) -> Strongest:
    """The test images that excite a filter, map or unit of a run's network most, and the patch of each that does.

    `layer` is an address, as in `run.weights()`, `channel` is counted from 0. Looked through are up to 10,000 images,
    fewer of large networks. `progress(done, of)` is called along the way and may raise to end it. Raises InputError.
    """
    layer, channel, count = address(layer), whole(channel, "channel"), whole(count, "count", 1, MOST_SEARCHED)
    progress = listener(progress)
    looked = looked_at(run, step, data_dir)
    with thread_settings(resolve("cpu"), threads_beside()):
        return search.strongest(looked.net, layer, channel, looked.larger_sample, count=count, tell=progress)


def made_image(  # noqa: PLR0913  # what a person may ask, each by its name
    run: RunLike,
    layer: str,
    channel: int,
    *,
    steps: int = ascent.STEPS,
    seed: int = 0,
    step: int | None = None,
    data_dir: str | os.PathLike[str] | None = None,
    progress: Callable[[int, int], None] = lambda *_: None,
) -> Made:
    """An image that is made for a filter, map or unit of a run's network, by steps along the gradient from grey noise.

    `pixels` are uint8 (channels, height, width). Of a map it is made for the value in its middle. `progress` is as
    above. Raises InputError, also where nothing moves it.
    """
    layer, channel, steps = address(layer), whole(channel, "channel"), whole(steps, "steps", 0, MOST_STEPS)
    seed, progress = whole(seed, "seed", 0, LARGEST), listener(progress)
    looked = looked_at(run, step, data_dir)
    with thread_settings(resolve("cpu"), threads_beside()):
        return ascent.made_for(looked.net, looked.normaliser, layer, channel, steps=steps, seed=seed, tell=progress)
