"""SeedsPart: runs that differ in their seeds alone as groups, and whether one is better by more than luck."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from engine.service.answers import NEXT, group_name
from engine.service.comparison.comparison_answers import ComparedRuns, SeedGroup, advice
from gui.appearance import lengths
from gui.appearance.numerals import in_figures, numeral, percent
from gui.pieces.pages.page_cards import words
from gui.results.comparison.side_by_side import Line, SideBySide

NONE, LINES = "–", 5  # lines of the table
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
        self.said = words("", "", wrap=True)
        self.view = SideBySide("Groups of runs that differ in their seeds alone", least=LINES)
        self.said.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        lengths.follow(column, setSpacing=8)
        column.addWidget(self.said)
        column.addWidget(self.view, 1)

    def show_groups(self, found: ComparedRuns | None, names: Mapping[Path, str]) -> None:
        """Shows those of other runs, which are called so."""
        groups = () if found is None else found.groups
        self.view.setVisible(bool(groups))
        if found is None or not groups:
            self.said.setText(NO_GROUPS)
            self.view.show_lines((), ())
            return
        called = (group_name([names.get(found.runs[at].folder, "") for at in group.places]) for group in groups)
        heads = [NEXT.join(filter(None, (f"Group {number}", name))) for number, name in enumerate(called, 1)]
        self.said.setText("\n".join(_verdicts(groups)) or ALONE)
        self.view.show_lines(heads, _lines(groups), [group.recipe for group in groups])

    # --- for other programs ---

    @property
    def picture(self) -> QWidget:
        """What is copied as a picture: what is said, and the whole table."""
        holder, table = QWidget(), self.view.whole()
        column = QVBoxLayout(holder)
        table.setFixedSize(table.size())
        column.addWidget(words(self.said.text(), "", wrap=True))
        column.addWidget(table)
        holder.adjustSize()
        return holder

    @property
    def filled(self) -> bool:
        """Whether there is anything to copy."""
        return bool(self.view.rows.lines)

    def table(self) -> Iterator[Sequence[Any]]:
        """A column for each group, accuracies as fractions; below, what is said of them."""
        yield from self.view.rows.table()
        yield []
        yield from ([sentence] for sentence in self.said.text().splitlines())


def _verdicts(groups: Sequence[SeedGroup]) -> Iterator[str]:
    """Of each group but the first: how it stands beside that, and in which recipe they differ; then what to do."""
    for number, group in enumerate(groups[1:], 2):
        if group.verdict:
            differing = f" ({group.recipe})" if group.recipe else ""
            yield in_figures(f"Group {number} beside group 1{differing}: {group.verdict}")
    yield from (f"Group {number}: {in_figures(group.leak)}" for number, group in enumerate(groups, 1) if group.leak)
    if advised := advice(group.luck for group in groups):
        yield advised


def _lines(groups: Sequence[SeedGroup]) -> list[Line]:
    spreads = [group.spread for group in groups]
    sizes = tuple(numeral(len(group.places)) for group in groups)
    means = [None if one is None else one.mean for one in spreads]
    lines = [Line("Runs", sizes, tuple(len(group.places) for group in groups))]
    best = max((mean for mean in means if mean is not None), default=None)
    others = {percent(mean) for mean in means if mean is not None}
    stands_out = frozenset(place for place, mean in enumerate(means) if mean == best and len(others) > 1)
    lines.append(_shares("Mean accuracy", means, stands_out))
    lines.append(_shares("Spread (±)", [None if one is None else one.deviation for one in spreads]))
    lines.append(_shares("Lowest", [None if one is None else one.least for one in spreads]))
    lines.append(_shares("Highest", [None if one is None else one.most for one in spreads]))
    return lines


def _shares(title: str, values: Sequence[float | None], best: frozenset[int] = frozenset()) -> Line:
    texts = tuple(NONE if value is None else percent(value) for value in values)
    return Line(title, texts, tuple("" if value is None else value for value in values), best)
