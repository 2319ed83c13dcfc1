"""Seeds: one project with several of them, to see what is luck."""

from __future__ import annotations

from engine.errors import InputError
from engine.project.project import Project
from engine.project.training.training_settings import LAST_SEED
from engine.typed.document import changed

MOST_SEEDS = 1000


def with_seeds(project: Project, count: int) -> list[Project]:
    """The project with its own seed and the count - 1 after it; raises InputError past the last seed there is."""
    first = project.training.seed
    if first + count - 1 > LAST_SEED:
        raise InputError(f"After the seed {first:,} there are not {count:,} of them.", "Begin with a smaller one.")
    return [changed(project, training=changed(project.training, seed=first + more)) for more in range(count)]
