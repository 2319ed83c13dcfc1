"""Over time: what layers of the shown run were at the steps that it keeps. Long: on threads of their own."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, assert_never

from torch import Tensor

from engine.errors import ImageError, InputError, RunFolderError
from engine.files import write_aside
from engine.inspection.limits import limits
from engine.inspection.over_time.film import (
    AS_NUMBERS,
    IN_SIGHT,
    Frame,
    What,
    film,
    first_rows,
    first_tiles,
    shown_of,
)
from engine.inspection.over_time.frames import frame, kernels_of, whole
from engine.inspection.over_time.kernels import Kernels
from engine.inspection.over_time.pictures import as_gif, as_strip
from engine.model.net import Net
from engine.model.weights import load_tensors
from engine.network.addresses import parsed
from engine.network.layers import BatchNorm, Conv2d
from engine.runs.folder import RunFolder
from engine.runs.kept.snapshots import Snapshots
from engine.service.answers import ImageRef, Pixels, Values
from engine.service.long_tasks import Task
from engine.service.looking.layers.time_questions import (
    CompareSteps,
    Cut,
    LayerThen,
    Learned,
    MakeFilm,
    OfTime,
    ReadRidge,
    Ridge,
    StepsBeside,
)
from engine.service.looking.taking import Taking
from engine.service.runs.ridge import ridge
from engine.service.runs.saved_weights import SavedWeights

if TYPE_CHECKING:
    from engine.service.model.showing import Showing

STEPS = "steps"  # what is counted


@dataclass(frozen=True, eq=False)
class _Looked:
    """A copy of the shown model, its step, the image (1, *shape) as it gets it, and its pixels."""

    net: Net
    step: int
    x: Tensor | None
    pixels: Pixels | None
    classes: tuple[str, ...]


class OverTime:
    """`taking` gives copies of what is shown; `saved` holds weights of runs."""

    def __init__(self, taking: Taking, saved: SavedWeights) -> None:
        self._taking, self._saved = taking, saved

    def answered(self, question: OfTime, task: Task) -> StepsBeside | Ridge | Path:
        """The answer. Raises LayerscopeError in words, and Stopped."""
        match question:
            case CompareSteps():
                return self._beside(question, task)
            case ReadRidge(run=run, address=address):
                return ridge(run, address, task.go_on)
            case MakeFilm():
                return self._filmed(question, task)
            case _:
                assert_never(question)

    def _looked(self, run: Path, image: ImageRef | None, task: Task, unit: str = "") -> _Looked:
        def take(showing: Showing) -> _Looked:
            shown = showing.shown
            if shown.folder is None or shown.folder.resolve() != run.resolve():
                raise InputError("Another run is shown by now.", "Show this one again.")
            seen = None if image is None else showing.seen(image)
            x = None if seen is None else showing.normaliser(seen[None])
            pixels = None if seen is None else seen.cpu().numpy()
            return _Looked(showing.learned().net(), shown.step, x, pixels, shown.project.facts.classes)

        return self._taking.copied(take, task, unit)

    def _beside(self, question: CompareSteps, task: Task) -> StepsBeside:
        looked, at = self._looked(question.run, question.image, task), question.address
        kernels = kernels_of(looked.net, at)
        after = _then(looked, at, looked.step, kernels)
        found = self._saved.of(question.run, question.step)
        assert found is not None  # noqa: S101  # of a step it is the weights, or an error
        load_tensors(looked.net, found[0])
        before = _then(looked, at, question.step, kernels)
        return StepsBeside(
            address=at,
            image=question.image,
            before=before,
            after=after,
            filters_range=_range(before.filters, after.filters),
            maps_range=_range(before.maps, after.maps),
            filters_cut=_cut(after.filters, whole(looked.net, "filters", at)),
            maps_cut=_cut(after.maps, whole(looked.net, "maps", at)),
            kernels=kernels if kernels is None or after.filters is None else kernels.among(len(after.filters)),
            learned=_learned(looked.net, at),
        )

    def _filmed(self, question: MakeFilm, task: Task) -> Path:
        looked = self._looked(question.run, question.image, task, STEPS)
        if question.what != "filters" and looked.x is None:
            raise InputError("There is nothing to see yet.", "Draw something, or choose an image.")
        frames, count = self._frames(looked, question, task), whole(looked.net, question.what, question.address)
        kernels = kernels_of(looked.net, question.address) if question.what == "filters" else None
        made = film(question.what, frames, looked.classes, whole=count, image=looked.pixels, kernels=kernels)

        def go(done: int, total: int) -> None:
            task.go_on()
            task.tell("Making the pictures", done, total, "pictures")

        content = (as_strip if question.path.suffix.lower() == ".png" else as_gif)(made, go)
        task.go_on()
        try:
            write_aside(question.path, content)
        except OSError as error:
            reason = (error.strerror or str(error)).lower()
            raise ImageError(f"“{question.path}” cannot be written ({reason}).", "Choose another folder.") from None
        return question.path

    def _frames(self, looked: _Looked, question: MakeFilm, task: Task) -> Iterator[Frame]:
        """Of each snapshot that can be read."""
        steps = Snapshots(RunFolder.open(question.run).snapshots).steps()
        for done, step in enumerate(steps, start=1):
            task.go_on()
            task.tell("Looking at the steps", done, len(steps), STEPS)
            try:
                found = self._saved.of(question.run, step)
            except RunFolderError:
                continue
            if found is not None:
                load_tensors(looked.net, found[0])
                yield step, frame(looked.net, question.what, question.address, looked.x)


def _then(looked: _Looked, address: str, step: int, kernels: Kernels | None) -> LayerThen:
    """What there is to show of it, and all of it as numbers."""

    def of(what: What) -> Values | None:
        try:
            return frame(looked.net, what, address, looked.x, AS_NUMBERS)
        except InputError:
            return None

    filters, maps = of("filters"), of("maps")
    return LayerThen(step, _in_sight(filters, kernels), _in_sight(maps, None), filters, maps)


def _in_sight(tiles: Values | None, kernels: Kernels | None) -> Values | None:
    """As many as make a picture; of a matrix or a vector, which is one tile, the first rows."""
    if tiles is None or len(tiles) > 1 or kernels is not None:
        return None if tiles is None else first_tiles(tiles, IN_SIGHT, kernels.channels if kernels else 1)
    return first_rows(tiles, IN_SIGHT)


def _range(*tiles: Values | None) -> tuple[float, float]:
    """The least and the greatest finite value of all."""
    ranges = [limits(one) for one in tiles if one is not None]
    return (min(low for low, _ in ranges), max(high for _, high in ranges)) if ranges else (0.0, 1.0)


def _cut(tiles: Values | None, of: int) -> Cut | None:
    """None where all are shown."""
    shown = 0 if tiles is None else shown_of(tiles)
    return Cut(shown, of) if tiles is not None and shown < of else None


def _learned(net: Net, address: str) -> Learned:
    node = net.network.find(parsed(address)[0])
    match None if node is None else node.op:
        case Conv2d():
            return "filters"
        case BatchNorm():
            return "scales"
        case _:
            return "matrix"
