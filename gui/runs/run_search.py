"""Search: which runs have the words that somebody typed."""

from __future__ import annotations

from collections.abc import Sequence

from engine.service.answers import RunSummary


def found(run: RunSummary, words: Sequence[str]) -> bool:
    """Whether each of the words, in small letters, stands somewhere in what is said of a run."""
    if not words:
        return True
    text = _text(run)
    return all(word in text for word in words)


def _text(run: RunSummary) -> str:
    recipe = run.recipe
    seed = "" if recipe.seed is None else f"seed {recipe.seed}"
    notes = (note.text for note in run.step_notes)
    told = (recipe.data, recipe.stack, recipe.line, recipe.training, seed)
    return "\n".join((run.title, run.name, run.state, *told, *run.tags, run.note, *notes)).lower()
