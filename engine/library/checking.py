"""Checking: what a project's network is and costs, and what stands against training it. No torch is needed."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from functools import cached_property

from engine.analysis.advice import Advice, advice
from engine.analysis.analysis import Analysis, Instance
from engine.analysis.analysis import Problem as StackProblem
from engine.analysis.fixes import Fix
from engine.analysis.stack_listing import costs, stack_table
from engine.data.memory_budget import MemoryBudget, budget_of
from engine.errors import InputError, Place
from engine.library.finding import ProjectLike, data_folder, path_given, read, run_meant
from engine.library.training.resuming import with_facts_here
from engine.network.network import place
from engine.network.shapes import spelled
from engine.project.data.data_words import data_in_words
from engine.project.data.own_images import OwnImages
from engine.project.project import Project, analysed, problems, refuse_training
from engine.project.training.rate.learning_rate import TrainingAdvice, training_advice
from engine.text import one_line


@dataclass(frozen=True)
class Problem:
    """Something to mend: where and what in words, as `str` says it, and what to do.

    Each of `fixes` was tried: `fix.text` says what it does, `fix.apply(project.network)` gives the mended network.
    """

    where: Place
    what: str
    hint: str = ""
    fixes: tuple[Fix, ...] = field(default=(), repr=False)

    def __str__(self) -> str:
        """One line: place, sentence and hint."""
        return one_line(str(InputError(self.what, self.hint, self.where)))


@dataclass(frozen=True)
class Check:
    """A project looked at; printed, it is what `main.py check` prints. Costs are of one image."""

    project: Project = field(repr=False)
    analysis: Analysis = field(repr=False)
    budget: MemoryBudget = field(default_factory=MemoryBudget, repr=False)  # of own images

    @property
    def ok(self) -> bool:
        """True when the project can be trained."""
        return self.refusal is None

    @cached_property
    def refusal(self) -> InputError | None:
        """The error that training would raise before it begins; None when there is none."""
        try:
            refuse_training(self.project)
        except InputError as error:
            return error
        return None

    @cached_property
    def problems(self) -> tuple[Problem, ...]:
        """What is to be mended: rules of the whole project first, then layers in the order in which data meets them."""
        across = (Problem(error.where, error.what, error.hint) for error in problems(self.project))
        found = (*across, *(_problem(self.analysis, problem) for problem in self.analysis.problems))
        if found or self.refusal is None:
            return found
        return (Problem(self.refusal.where, self.refusal.what, self.refusal.hint),)

    @cached_property
    def advice(self) -> tuple[Advice, ...]:
        """What is allowed but seldom meant, as sentences in `text`, each with the id of its layer in `node`."""
        return advice(self.project.network, self.analysis)

    @cached_property
    def training_advice(self) -> tuple[TrainingAdvice, ...]:
        """The same of the training settings, each with its field in `where`."""
        return training_advice(self.project.training)

    @property
    def layers(self) -> tuple[Instance, ...]:
        """Every layer in order of execution, a block before what is inside it and once for each copy.

        Each has its `address`, `node.label`, `input` and `output` shape without the batch, (channels, height, width)
        or (features,) or None where unknown, `parameters`, `multiply_adds` and `activations`.
        """
        return tuple(self.analysis.instances.values())

    @property
    def parameters(self) -> int:
        """Learned numbers, frozen ones too."""
        return self.analysis.parameters

    @property
    def multiply_adds(self) -> int:
        """Multiplications, each with an addition, of one image's forward pass."""
        return self.analysis.multiply_adds

    @property
    def activation_bytes(self) -> int:
        """Memory of all layers' outputs for one batch of training."""
        return self.analysis.activation_bytes

    @property
    def image_bytes(self) -> int:
        """All images of its data as they were read, a byte a value."""
        return self.project.facts.pixel_bytes

    @cached_property
    def reads_from_disk(self) -> bool:
        """Whether a training would leave its images on the disk, as they are too many for the memory they may take."""
        own = isinstance(self.project.data.source, OwnImages)
        return own and not self.budget.holds(self.project.facts)

    def __str__(self) -> str:
        """Heading, table, costs, the problems with their fixes, and advice."""
        heading, problems = _heading(self.project, self.budget), map(_listed, self.problems)
        parts = [heading, stack_table(self.analysis), costs(self.analysis), *problems]
        advised = [(place(self.project.network, one.node), one.text) for one in self.advice]
        advised += [(one.where, one.text) for one in self.training_advice]
        if advised:
            parts.append("\n".join(one_line(f"Advice, {where}: {text}") for where, text in advised))
        return "\n\n".join(parts)


def check(
    project: ProjectLike,
    *,
    data_dir: str | os.PathLike[str] | None = None,
    image_memory: str | int | None = None,
) -> Check:
    """Shapes, costs, problems with fixes, and advice of a project; a broken network is answered, not refused.

    Its images are counted where they are there, in `data_dir` (default: where those of a run lay, or the usual place).
    `image_memory` is as for `train`. Raises InputError where there is no such project.
    """
    found, budget = read(project), budget_of(image_memory)
    root = data_folder(run_meant(project), found.data.source, path_given(data_dir))
    found = with_facts_here(found, root)
    return Check(found, analysed(found), budget)


def _problem(analysis: Analysis, problem: StackProblem) -> Problem:
    where = place(analysis.network, problem.node) if problem.node else Place()
    return Problem(where, problem.why, fixes=problem.fixes)


def _heading(project: Project, budget: MemoryBudget) -> str:
    facts = project.facts
    images = f"{facts.train_images:,} + {facts.test_images:,} images of {spelled(facts.shape)}"
    data = f"{project.data.source.title}: {images}, {len(facts.classes)} classes"
    lie, settings = _where_they_lie(project, budget), data_in_words(project.data, facts.classes)
    return "\n".join(filter(None, (one_line(project.title), data, lie, *settings)))


def _where_they_lie(project: Project, budget: MemoryBudget) -> str:
    """Of own images that are many: whether they are kept in memory."""
    return budget.in_words(project.facts) if isinstance(project.data.source, OwnImages) else ""


def _listed(problem: Problem) -> str:
    """Where and why, then the fixes, one a line."""
    return "\n".join((str(problem), *(f"  - {one_line(fix.text)}" for fix in problem.fixes)))
