"""FieldGrid: where the fields of a form stand: one below the other, or two side by side where they are short."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from gui.appearance import theme
from gui.forms.fields.field import GAP, LABEL_WIDTH, Field

NARROW_LABEL = 44  # the least width of labels that have a field beside them
NARROW_GAP = 4  # between a label and its field there: a small window has no more room
EDGE = 2  # of a label, beside its words
ROWS = 4  # of the grid for each line of fields: the fields, what is below, an error of each


class FieldGrid(QGridLayout):
    """One column of fields with its labels, or two. In one column each label has room for any of `titles`."""

    def __init__(self, parent: QWidget, columns: int, titles: Sequence[str] = ()) -> None:
        super().__init__(parent)
        self._parent, self._columns, self._titles = parent, columns, titles
        self._row, self._free = -ROWS, 0  # the line begun last, and the columns that are free in it
        self.setContentsMargins(0, 0, 0, 0)
        for column in range(columns):
            self.setColumnStretch(2 * column + 1, 1)
        self.fit()

    def put(self, label: QLabel, field: Field, error: QLabel) -> None:
        """Adds a field; long ones take a whole line."""
        if self._columns > 1:
            field.narrow()
        alone = self._columns == 1 or field.wide or field.long or field.below is not None
        if alone or not self._free:
            self._row, self._free = self._row + ROWS, self._columns
        column, width = 2 * (self._columns - self._free), 2 * self._columns
        if field.wide:
            self.addWidget(label, self._row, 0, 1, width)
            self.addWidget(field, self._row + 1, 0, 1, width)
        else:
            self.addWidget(label, self._row, column)
            self.addWidget(field, self._row, column + 1, 1, width - 1 if alone else 1)
        if field.below is not None:
            self.addWidget(field.below, self._row + 1, 0, 1, width)
        self.addWidget(error, self._row + 2 + column // 2, 0 if field.wide or self._columns > 1 else 1, 1, -1)
        self._free = 0 if alone else self._free - 1

    def fit(self) -> None:
        """Lengths at the zoom of this moment."""
        for column in range(self._columns):
            self.setColumnMinimumWidth(2 * column, self._label_width if self._columns == 1 else theme.px(NARROW_LABEL))
        self.setHorizontalSpacing(theme.px(GAP if self._columns == 1 else NARROW_GAP))
        self.setVerticalSpacing(theme.px(6))

    @property
    def _label_width(self) -> int:
        metrics = self._parent.fontMetrics()
        return max([theme.px(LABEL_WIDTH), *(metrics.horizontalAdvance(title) + EDGE for title in self._titles)])
