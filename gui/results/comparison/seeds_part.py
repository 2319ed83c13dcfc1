"""SeedsPart: runs that differ in their seeds alone as groups, and whether one is better by more than luck."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from engine.project.project import called
from engine.service.comparison.comparison_answers import ComparedRuns, SeedGroup
from gui.appearance import lengths
from gui.appearance.numerals import in_figures, numeral, percent
from gui.pieces.page_cards import words
from gui.results.comparison.side_by_side import Line, SideBySide

NONE = "–"
NO_GROUPS = (
    "Tick several runs that differ in their seed alone, and several of another recipe: then it says whether one "
    "recipe is better, or only had luck."
)
ALONE = "Tick as many runs of another recipe, to see whether it is better by more than luck."


class SeedsPart(QWidget):
    """What luck has to do with it in a sentence for each group, and their figures below."""

    stem, noun = "seeds", "groups of seeds"  # of what is copied and saved

    def __init__(self) -> None:
        super().__init__()
        self.said, self.view = words("", "", wrap=True), SideBySide("Groups of runs that differ in their seeds alone")
        self.said.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        lengths.follow(column, setSpacing=8)
        column.addWidget(self.said)
        column.addWidget(self.view, 1)

    def show_groups(self, found: ComparedRuns | None) -> None:
        """Shows those of other runs."""
        groups = () if found is None else found.groups
        self.view.setVisible(bool(groups))
        if found is None or not groups:
            self.said.setText(NO_GROUPS)
            return
        names = [f"{number} · {_title(found, group)}" for number, group in enumerate(groups, 1)]
        self.said.setText("\n".join(_verdicts(found)) or ALONE)
        self.view.show_lines(names, _lines(groups), [found.runs[group.places[0]].difference for group in groups])

    # --- for other programs ---

    @property
    def picture(self) -> QWidget:
        """What is copied as a picture."""
        return self

    def table(self) -> Iterator[Sequence[Any]]:
        """A column for each group, accuracies as fractions; below, what is said of them."""
        yield from self.view.rows.table()
        yield []
        yield from ([sentence] for sentence in self.said.text().splitlines())


def _title(found: ComparedRuns, group: SeedGroup) -> str:
    return called(found.runs[group.places[0]].project.title)


def _verdicts(found: ComparedRuns) -> Iterator[str]:
    """Of each group but the first: 2 beside 1, in which recipe they differ."""
    for number, (group, verdict) in enumerate(zip(found.groups, found.verdicts, strict=True), 1):
        if verdict and number > 1:
            differing = found.runs[group.places[0]].difference
            yield in_figures(f"{number} beside 1{f' ({differing})' if differing else ''}: {verdict}")


def _lines(groups: Sequence[SeedGroup]) -> list[Line]:
    spreads = [group.spread for group in groups]
    sizes = tuple(numeral(len(group.places)) for group in groups)
    means = [None if one is None else one.mean for one in spreads]
    lines = [Line("Runs", sizes, tuple(len(group.places) for group in groups))]
    best = max((mean for mean in means if mean is not None), default=None)
    stands_out = frozenset(place for place, mean in enumerate(means) if mean == best and len(groups) > 1)
    lines.append(_shares("Mean accuracy", means, stands_out))
    lines.append(_shares("Spread (±)", [None if one is None else one.deviation for one in spreads]))
    lines.append(_shares("Lowest", [None if one is None else one.least for one in spreads]))
    lines.append(_shares("Highest", [None if one is None else one.most for one in spreads]))
    return lines


def _shares(title: str, values: Sequence[float | None], best: frozenset[int] = frozenset()) -> Line:
    texts = tuple(NONE if value is None else percent(value) for value in values)
    return Line(title, texts, tuple("" if value is None else value for value in values), best)
