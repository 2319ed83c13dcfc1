"""Which columns the table of runs shows: those a person chose, in their order, as far as there is room for them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence

from gui.runs.columns import COLUMNS

KEYS = tuple(column.key for column in COLUMNS)
SELDOM = ("batch", "speed", "parent")  # shown by those alone who ask for them
USUAL = tuple(key for key in KEYS if key not in SELDOM)
IMPORTANCE = (
    "name", "accuracy", "began", "stack", "data", "optimiser", "state", "seed", "parameters", "epochs", "steps", "loss",
    "time", "tags", "note", "size", "batch", "speed", "parent",
)  # fmt: skip
TELLING = (
    "accuracy",
    "began",
    "state",
    "optimiser",
    "seed",
    "parameters",
    "stack",
    "data",
    "epochs",
    "batch",
    "tags",
    "note",
)
FIRST = ("accuracy",)  # whether they differ in it or not
EASE = {"name": 0.16, "stack": 0.17, "data": 0.11, "optimiser": 0.15}  # shares of a wide table's width
MOST = 2  # times what words need
# Shares of the room that is left:
GROWING = {
    "name": 3,
    "stack": 3,
    "note": 4,
    "tags": 1,
    "data": 1,
    "optimiser": 1,
    "parent": 1,
}


def known(keys: Iterable[str]) -> tuple[str, ...]:
    """Kept keys as far as there are such columns, with the name in any case; the usual ones where none are kept."""
    found = tuple(dict.fromkeys(key for key in keys if key in KEYS))
    return (found if "name" in found else ("name", *found)) if found else USUAL


def eased(needed: Mapping[str, int], width: int) -> dict[str, int]:
    """In a wide table words get more than they need before further columns are shown."""
    return {key: max(need, min(int(width * EASE.get(key, 0)), MOST * need)) for key, need in needed.items()}


def wished(needed: Mapping[str, int], whole: Mapping[str, int], differing: Collection[str]) -> dict[str, int]:
    """Words in which runs differ get the room for all of them, up to a limit, before further columns are shown."""
    told = {key: whole.get(key, 0) for key in differing if key in GROWING and key != "name"}
    return {key: max(need, min(told.get(key, 0), MOST * need)) for key, need in needed.items()}


def fitting(
    wanted: Sequence[str],
    needed: Mapping[str, int],
    width: int,
    asked: Sequence[str] = (),
    differing: Collection[str] = KEYS,
) -> list[str]:
    """The wanted columns for which there is room, the more important ones first to get it; the name always does.

    Those that somebody asked for come before all others, the last one first; then those in which runs differ.
    """
    room, found = width, set()
    telling = [key for key in TELLING if key in (*FIRST, *differing)]
    for key in sorted(wanted, key=("name", *asked, *telling, *IMPORTANCE).index):
        if needed[key] <= room or key == "name":
            room -= needed[key]
            found.add(key)
    return [key for key in wanted if key in found]


def widths(
    shown: Sequence[str], needed: Mapping[str, int], width: int, whole: Mapping[str, int] | None = None
) -> dict[str, int]:
    """What each shown column gets: what it needs; what is left goes to words that are cut off, and then to all words.

    `whole` is what words take of which nothing is cut off.
    """
    lacks = {key: max(0, (whole or {}).get(key, 0) - needed[key]) for key in shown if key in GROWING}
    part = min(1.0, max(0, width - sum(needed[key] for key in shown)) / max(1, sum(lacks.values())))
    given = {key: needed[key] + int(part * lacks.get(key, 0)) for key in shown}
    shares = {key: GROWING[key] for key in shown if key in GROWING}
    each = max(0, width - sum(given.values())) / max(1, sum(shares.values()))
    return {key: given[key] + int(each * shares.get(key, 0)) for key in shown}


def order(visible: Sequence[str], wanted: Sequence[str]) -> tuple[str, ...]:
    """All wanted columns once a person moved visible ones: those that had no room stay behind the one before them."""
    places = {key: place for place, key in enumerate(visible)}
    before, ranks = -1.0, {}
    for number, key in enumerate(wanted):
        before = places.get(key, before)
        ranks[key] = (before, key not in places, number)
    return tuple(sorted(wanted, key=ranks.__getitem__))
