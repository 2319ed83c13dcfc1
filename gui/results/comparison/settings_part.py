"""SettingsPart: what runs were told and ran on, side by side: what differs, or all of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from engine.service.comparison.comparison_answers import SettingRow
from gui.appearance import lengths
from gui.appearance.numerals import counted, in_figures
from gui.pieces.elided import Elided
from gui.pieces.quiet_buttons import quiet_button
from gui.results.comparison.side_by_side import Line, SideBySide

ALL_TIP = "Also the settings in which they are all alike"
ALIKE = "They are equal in every setting, those of the machine too."


class SettingsPart(QWidget):
    """A line that says how many settings differ, a switch for all, and the table."""

    stem, noun = "differences", "table of differences"  # of what is copied and saved

    def __init__(self) -> None:
        super().__init__()
        self._rows: Sequence[SettingRow] = ()
        self._names: Sequence[str] = ()
        self._tips: Sequence[str] = ()
        self.said, self.all = Elided("caption"), quiet_button("All settings", ALL_TIP, checkable=True)
        self.view = SideBySide("What differs between runs")
        column, row = QVBoxLayout(self), QHBoxLayout()
        column.setContentsMargins(0, 0, 0, 0)
        lengths.follow(column, setSpacing=4)
        row.addWidget(self.said, 1)
        row.addWidget(self.all)
        column.addLayout(row)
        column.addWidget(self.view, 1)
        self.all.toggled.connect(lambda *_: self._show())

    def show_settings(self, names: Sequence[str], rows: Sequence[SettingRow], tips: Sequence[str]) -> None:
        """Shows those of other runs, by their names; `tips` say in what each differs from the first."""
        self._names, self._rows, self._tips = names, rows, tips
        self._show()

    def _show(self) -> None:
        differing = [row for row in self._rows if row.differs]
        shown = self._rows if self.all.isChecked() else differing
        self.said.say(f"{counted(len(differing), 'setting')} not alike" if differing else ALIKE)
        self.view.show_lines(self._names, [_line(row) for row in shown], self._tips)

    # --- for other programs ---

    @property
    def picture(self) -> QWidget:
        """What is copied as a picture: the whole table."""
        return self.view.whole()

    @property
    def filled(self) -> bool:
        """Whether there is anything to copy."""
        return bool(self.view.rows.lines)

    def table(self) -> Iterator[Sequence[Any]]:
        """What is shown."""
        return self.view.rows.table()


def _line(row: SettingRow) -> Line:
    values = tuple(map(in_figures, row.values))
    return Line(row.title, values, row.values, help=f"{row.part}: {row.title}")
