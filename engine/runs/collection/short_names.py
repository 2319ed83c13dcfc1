"""Short names: what runs that are shown together are called: what tells them apart comes first, what all share last.

Whoever cuts such a name at its end cuts what others have too.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from itertools import combinations
from typing import TypeAlias

from engine.runs.collection.run_list import RunSummary
from engine.runs.family.typed_in import typed_in_few_words

Words: TypeAlias = tuple[str, ...]  # of each run the same thing, such as its seed
MOST, PUT_TOGETHER = 10, 3  # things in which they differ that are tried, and of which a name is made
NEXT, SEED = " · ", "seed "


def _began(run: RunSummary) -> str:
    return run.began


def short_names(
    runs: Sequence[RunSummary], written: Callable[[str], str] = str, moment: Callable[[RunSummary], str] = _began
) -> tuple[str, ...]:
    """Of each, no two alike: its title, or where others have that too, what tells it from those.

    `written` writes the figures of a sentence, and `moment` when a run began, as a person wants them.
    """
    count = Counter(run.title for run in runs)
    apart = {title: _apart([run for run in runs if run.title == title], moment) for title in count}
    return tuple(_name(run, apart[run.title], written, alone=len(count) == 1) for run in runs)


def group_name(names: Sequence[str]) -> str:
    """The words that all runs of a group share, by their names; empty where they share none."""
    parts = [name.split(NEXT) for name in names]
    return NEXT.join(part for part in parts[0] if all(part in others for others in parts)) if parts else ""


def _name(run: RunSummary, apart: dict[str, str], written: Callable[[str], str], *, alone: bool) -> str:
    """`alone`: there is no other title, so that it tells nothing."""
    if len(apart) == 1:
        return run.title
    said = written(apart[str(run.folder)])  # nothing of the one that is no fork, where that is all
    return said if said and alone else _joined((said, run.title))


def _apart(runs: Sequence[RunSummary], moment: Callable[[RunSummary], str]) -> dict[str, str]:
    """By their folders; runs that were told the same are told apart by when they began, or by where they lie."""
    chosen = _chosen(list(_differences(runs)))
    seldom = [Counter(words) for words in chosen]
    said = [_joined(_rarest_first(words, seldom)) for words in zip(*chosen, strict=True)] or [""] * len(runs)
    for more in (moment, lambda run: run.name, lambda run: str(run.folder.parent)):
        times = Counter(said)
        said = [_joined((one, more(run))) if times[one] > 1 else one for one, run in zip(said, runs, strict=True)]
    return {str(run.folder): one for run, one in zip(runs, said, strict=True)}


def _rarest_first(words: Words, seldom: Sequence[Counter[str]]) -> list[str]:
    """What fewest runs have is what tells this one apart, also where its name is cut off."""
    places = sorted(range(len(words)), key=lambda place: seldom[place][words[place]])
    return [words[place] for place in places]


def _joined(words: Sequence[str]) -> str:
    return NEXT.join(dict.fromkeys(filter(None, words)))


def _chosen(found: Sequence[Words]) -> list[Words]:
    """As few of them as tell all apart, the one of most values first; all of them where that takes too many.

    A seed is luck: where anything else differs, it is no name alone.
    """
    luck = [words for words in found if words[0].startswith(SEED)]
    for size in range(1, PUT_TOGETHER + 1):
        for some in combinations(found[:MOST], size):
            if len(set(zip(*some, strict=True))) == len(some[0]) and (list(some) != luck or len(found) == 1):
                return _ordered(some)
    return _ordered(found[:PUT_TOGETHER])


def _ordered(some: Sequence[Words]) -> list[Words]:
    return sorted(some, key=lambda words: -len(set(words)))


# --- in what they may differ ---


def _differences(runs: Sequence[RunSummary]) -> Iterator[Words]:
    """In words, what says most first; the number of parameters alone where nothing says what makes it another."""
    found = [words for words in _told(runs) if len(set(words)) > 1]
    yield from found
    if all(words[0].startswith(SEED) for words in found):
        parameters = tuple(f"{run.recipe.parameters or 0:,} parameters" for run in runs)
        if len(set(parameters)) > 1:
            yield parameters


def _told(runs: Sequence[RunSummary]) -> Iterator[Words]:
    recipes = [run.recipe for run in runs]
    yield tuple(recipe.optimiser for recipe in recipes)
    yield _own(
        [tuple(filter(None, recipe.settings.split(", "))) for recipe in recipes], tuple(r.optimiser for r in recipes)
    )
    yield from _stacks(runs)
    yield tuple(f"batch {recipe.batch}" for recipe in recipes)
    yield tuple(recipe.length for recipe in recipes)
    yield tuple(recipe.data for recipe in recipes)
    yield tuple("" if run.parent is None else f"fork at step {run.parent.step:,}" for run in runs)
    yield tuple(typed_in_few_words(run.typed_in) for run in runs)
    yield tuple(f"{SEED}{recipe.seed}" for recipe in recipes)


def _own(parts: Sequence[Words], otherwise: Words) -> Words:
    """Of each what not all have; of one that has nothing of its own something else."""
    shared = set(parts[0]).intersection(*parts)
    own = (", ".join(part for part in some if part not in shared) for some in parts)
    return tuple(one or other for one, other in zip(own, otherwise, strict=True))


def _stacks(runs: Sequence[RunSummary]) -> Iterator[Words]:
    """Setting by setting of layers that all have in the same places, layer by layer, or in few words."""
    layers = [run.recipe.layers for run in runs]
    if len({len(some) for some in layers}) > 1:
        yield _own([tuple(run.recipe.stack.split(NEXT)) for run in runs], tuple(run.recipe.stack for run in runs))
        return
    for place in zip(*layers, strict=True):
        yield tuple(kind for kind, _ in place)
        if len({kind for kind, _ in place}) == 1:
            yield from (tuple(f"{place[0][0]} {said}" for _, said in setting) for setting in _settings(place))


def _settings(place: Sequence[tuple[str, tuple[tuple[str, str], ...]]]) -> Iterator[Sequence[tuple[str, str]]]:
    """Of one layer, of each setting what each run has."""
    yield from zip(*(settings for _, settings in place), strict=False)
