"""Run: what one training left on disk, or is leaving there now, as plain values and arrays."""

from __future__ import annotations

from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from numpy.typing import NDArray

from engine.events import AnyLogEvent, Evaluated, StepsDone
from engine.library.arguments.numbers import step_of
from engine.project.project import Project, analysed
from engine.runs.family.parent import Parent
from engine.runs.family.typed_in import TypedIn, read_typed_in
from engine.runs.folder import Result, RunFolder

if TYPE_CHECKING:
    from engine.runs.reader import RunReader


class Run:
    """One run by its folder; `open_run` gives it. Every look is a new one, so it also follows a run that goes on.

    It may be given wherever a run's path is asked for, and nothing of it loads torch.
    """

    def __init__(self, folder: RunFolder) -> None:
        self.folder = folder

    @property
    def path(self) -> Path:
        """Its folder."""
        return self.folder.path

    @property
    def id(self) -> str:
        """The folder's name, unique among runs, such as "2026-11-21_174510_lenet-5_k3f"."""
        return self.folder.id

    def __fspath__(self) -> str:
        return str(self.path)

    def __repr__(self) -> str:
        return f"<Run {self.path}>"

    @property
    def project(self) -> Project:
        """What ran, as it was begun. Raises ProjectError where its file is damaged."""
        return self.folder.project()

    @property
    def latest_project(self) -> Project:
        """The same with the budget that the run trained on to, if it did. Raises LayerscopeError, as `project`."""
        return self.folder.latest_project()

    @property
    def result(self) -> Result | None:
        """What it came to: losses, accuracies as fractions, seconds, steps, epochs; None until it has ended."""
        return self.folder.result()

    @property
    def parent(self) -> Parent | None:
        """Of a fork: `run`, the folder of the one whose weights it began with, and their `step`."""
        return self._reader.parent()

    @property
    def typed_in(self) -> TypedIn:
        """The filters of its first weights that a person typed in: `address`, `index` from 0, and `layer` in words."""
        return read_typed_in(self.folder.typed_in_file)

    @property
    def live(self) -> bool:
        """True while some process trains it."""
        return self._reader.live

    @property
    def events(self) -> list[AnyLogEvent]:
        """What was logged, in order: all that a training tells but StepsDone, whose figures are in `steps`."""
        return self._reader.events()

    @property
    def evaluations(self) -> list[Evaluated]:
        """The evaluations on validation and test images, in order."""
        return self._reader.evaluations()

    @property
    def steps(self) -> StepsDone:
        """The figures of all steps, as arrays (steps,): `steps`, `loss`, `accuracy` as a fraction, `rate`."""
        return self._reader.steps()

    @property
    def kept_steps(self) -> list[int]:
        """Steps whose weights were kept, rising: 0, 1, 2, 4 and so on, the end of each epoch, the newest."""
        return self._reader.kept_steps()

    @property
    def best_step(self) -> int | None:
        """The step with the best figure on the validation images, whose weights are kept where the recipe says so."""
        return self._reader.best_step()

    def weights(self, step: int | None = None) -> dict[str, NDArray[Any]]:
        """Weights and running statistics by "address/name", such as "n00003/weight" (out, in, height, width).

        In the order of the layers. The newest ones, or those after one of the `kept_steps`. Raises RunFolderError when
        they cannot be read.
        """
        _, arrays = self._reader.arrays(step_of(step))
        places = {address: place for place, address in enumerate(analysed(self.project).instances)}
        names = sorted(arrays, key=lambda name: places.get(name.partition("/")[0], len(places)))
        return {name: arrays[name] for name in names}

    @cached_property
    def _reader(self) -> RunReader:
        from engine.runs.reader import RunReader

        return RunReader(self.path)
