"""--seeds: the same training several times, each with a seed of its own, and how far luck carries it."""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

from engine.command.arguments import answer, say, whole_number
from engine.command.training.interruption import Interruption
from engine.command.training.one_training import INTERRUPTED, came_to, figures, figures_left, followed, kept_step, told
from engine.errors import InputError, LayerscopeError
from engine.events import OF_ITSELF
from engine.project.project import Project
from engine.project.training.seeds import MOST_SEEDS
from engine.runs.comparison.comparison_words import spread_in_words
from engine.runs.comparison.luck import spread

if TYPE_CHECKING:
    from engine.library.training.training import Training

FAILED = 1


def add_seeds(parser: argparse.ArgumentParser) -> None:
    """--seeds, which goes with --seed: that is then the first."""
    parser.add_argument(
        "--seeds",
        type=whole_number(1, MOST_SEEDS),
        metavar="K",
        help="train K times, with the seeds from --seed (or the project's) on; the accuracies show how much is luck",
    )


def trained_all(
    projects: Sequence[Project],
    begun: Callable[[Project], Training],
    interruption: Interruption,
    more: Mapping[str, object],
    *,
    as_json: bool,
    every: int | None,
) -> int:
    """Trains one after the other and prints what they came to; gives the exit status.

    One that fails is told of, and the others go on; but what keeps the first from beginning is wrong with all, and
    raises InputError.
    """
    seeds = Seeds(as_json=as_json, every=every)
    try:
        for number, project in enumerate(projects, 1):
            if interruption.asked:
                break
            seeds.train(project, begun, f"Seed {project.training.seed} ({number} of {len(projects)}): ")
    finally:
        left = [project.training.seed for project in projects[seeds.begun :]]
        if left and interruption.asked:
            say(f"{_named(left)} {'was' if len(left) == 1 else 'were'} not begun.")
        if as_json and not seeds.refused:
            print(json.dumps({**seeds.figures, **more}))
    if not as_json and len(seeds.accuracies) > 1:
        answer(seeds.sentence)
    return INTERRUPTED if interruption.asked else FAILED if seeds.failed else 0


class Seeds:
    """What the runs of several seeds came to, so far."""

    def __init__(self, *, as_json: bool, every: int | None) -> None:
        self.runs: list[dict[str, object]] = []
        self.accuracies: list[float] = []  # on the test images, of those that came to their end
        self.begun = 0
        self.failed = False
        self.refused = False  # the very first, so that there is nothing to tell
        self._as_json, self._every = as_json, every

    def train(self, project: Project, begun: Callable[[Project], Training], named: str) -> None:
        """One more. Raises InputError where the very first could not begin."""
        training = None
        self.begun += 1
        try:
            training = begun(project)
            followed(training, self._every, named)
            told(came_to(training), training, as_json=self._as_json, named=named)
        except LayerscopeError as error:
            self.refused = isinstance(error, InputError) and self.begun == 1
            if self.refused:
                raise
            self.failed = True
            say(f"{named}{error}")
        finally:
            if training is not None:
                self._keep(training)

    def _keep(self, training: Training) -> None:
        result = training.result
        if result is None and (step := kept_step(training)):
            self.runs.append(figures_left(training, step))
        if result is None or not training.kept:
            return
        self.runs.append(figures(result, training))
        if result.stopped_by in OF_ITSELF and result.test_accuracy is not None:
            self.accuracies.append(result.test_accuracy)

    @property
    def figures(self) -> dict[str, object]:
        """For --json; no accuracy where no run came to its end."""
        found = spread(self.accuracies) if self.accuracies else None
        reached = {"mean": found and found.mean, "min": found and found.least, "max": found and found.most}
        return {"runs": self.runs, "test_accuracy": reached}

    @property
    def sentence(self) -> str:
        """Mean and spread, for a person."""
        return f"Test images right: {spread_in_words(spread(self.accuracies))}."


def _named(seeds: Sequence[int]) -> str:
    """Seed 4; or Seeds 4 to 7."""
    return f"Seed {seeds[0]}" if len(seeds) == 1 else f"Seeds {seeds[0]} to {seeds[-1]}"
