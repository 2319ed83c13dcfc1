"""WeightDialog: the exact weights of one filter or unit, beside the window, to read and to copy."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication, QShowEvent
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from engine.service.answers import ExactWeights, UnitWeights
from gui.appearance import lengths, theme
from gui.appearance.numerals import counted, numeral
from gui.forms.wheel_and_undo import ignore_wheel_and_undo
from gui.inspect.weights.weight_sheet import sheet
from gui.inspect.weights.weight_table import WeightTable
from gui.pieces.elided import Elided

LEAST, HEIGHT = 380, 440
MARGIN = 48  # beside it, of the window that it stands before, at least


class WeightDialog(QDialog):
    """Stays open beside the window; shows what it is given, and says of which step that is.

    wanted()            it was opened, or another filter or unit was chosen: see `asked`
    message(sentence)   something was copied, for the status bar
    """

    wanted = Signal()
    message = Signal(str)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._window = parent.window()
        self._address, self._index, self._part = "", 0, 0
        self._layer = self._source_words = ""
        self._arrived = False  # whether the numbers of what was opened last are there
        self._make_parts()
        self._lay_out()

    # --- parts ---

    def _make_parts(self) -> None:
        self.heading = Elided("heading")
        self.noun, self.count = QLabel(), QLabel()
        self.number = QSpinBox()
        self.number.setMinimum(1)
        ignore_wheel_and_undo(self.number)
        theme.inset(self.number)
        self.number.valueChanged.connect(self._on_number)
        self.source = Elided("secondary")
        self.source.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.figures = QLabel()
        self.figures.setWordWrap(True)
        self.figures.setFont(theme.number_font())
        self.figures.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.table = WeightTable()
        self.table.copied.connect(lambda count: self.message.emit(f"Copied {counted(count, 'number')}."))
        self.copy_whole = QPushButton()
        self.copy_whole.setToolTip("Copies every number of it with its names and shapes, for a spreadsheet.")
        self.copy_whole.setAutoDefault(False)
        self.copy_whole.clicked.connect(lambda _: self._copy_whole())

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        lengths.follow(row, setSpacing=8)
        for part in (self.noun, self.number, self.count):
            row.addWidget(part)
        row.addWidget(self.source, 1)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        buttons.addButton(self.copy_whole, QDialogButtonBox.ButtonRole.ActionRole)
        self._column = column = QVBoxLayout(self)
        lengths.follow(column, setContentsMargins=(12, 12, 12, 12), setSpacing=8)
        column.addWidget(self.heading)
        column.addLayout(row)
        column.addWidget(self.figures)
        column.addWidget(self.table, 1)
        column.addWidget(buttons)

    # --- what is wanted ---

    @property
    def asked(self) -> tuple[str, int] | None:
        """Address of the layer and which of its filters or units, counted from 0; None while it is closed."""
        return (self._address, self._index) if self.isVisible() else None

    def open_at(self, address: str, layer: str, index: int, part: int) -> None:
        """Opens for a layer, by its address and its name, at one of its filters or units and one of its inputs."""
        self._address, self._layer, self._index, self._part = address, layer, index, part
        self._arrived = False
        self.setWindowTitle(f"Exact weights: {layer}")
        self.heading.say(layer)
        self.show()
        self.activateWindow()
        self.wanted.emit()

    def _on_number(self, number: int) -> None:
        self._index = number - 1
        self.wanted.emit()

    # --- what is shown ---

    def show_weights(self, weights: ExactWeights, source: str) -> None:
        """The numbers, and whose they are; those of another layer or filter come too late and are dropped."""
        if weights.address != self._address or not self._is_chosen(weights):
            return
        shown = sheet(weights)
        self._show_number(weights)
        self._source_words = source
        self.source.say(source)
        self.copy_whole.setText(f"&Copy {shown.noun}")
        if self.figures.text() != shown.figures():  # what is selected in it stays
            self.figures.setText(shown.figures())
        self.figures.setVisible(bool(shown.figures()))
        self.table.show_sheet(shown)
        if not self._arrived:
            self._arrived = True
            self.table.go_to(min(self._part * shown.band, len(shown.values) - 1))
            self._resize()

    def _is_chosen(self, weights: ExactWeights) -> bool:
        """Whether this is the filter that was asked for last; where the layer has fewer by now, its last."""
        return not isinstance(weights, UnitWeights) or weights.index == min(self._index, weights.count - 1)

    def _show_number(self, weights: ExactWeights) -> None:
        single = isinstance(weights, UnitWeights)
        for part in (self.number, self.count):
            part.setVisible(single)
        if not isinstance(weights, UnitWeights):
            self.noun.setText(f"All {counted(len(weights.scale), 'channel')}")
            return
        self.noun.setText("Filter" if weights.weights.ndim == 3 else "Unit")
        self.number.setAccessibleName(self.noun.text())
        self.count.setText(f"of {numeral(weights.count)}")
        self.number.blockSignals(True)
        self.number.setMaximum(weights.count)
        self.number.setValue(weights.index + 1)
        self.number.blockSignals(False)

    def _resize(self) -> None:
        margins = self._column.contentsMargins()
        needed = self.table.whole_width() + margins.left() + margins.right()
        room = self._window.width() - theme.px(MARGIN)
        self.resize(max(theme.px(LEAST), min(needed, room)), max(self.height(), theme.px(HEIGHT)))
        self._keep_within()

    def _keep_within(self) -> None:
        """It was placed before its size was known: moves it where it would reach beyond the window."""
        beyond = self.geometry().bottomRight() - self._window.geometry().bottomRight()
        left, up = max(0, beyond.x()), max(0, beyond.y())
        if left or up:
            self.move(self.x() - left, self.y() - up)

    def _copy_whole(self) -> None:
        if (shown := self.table.sheet_model.sheet) is not None:
            QGuiApplication.clipboard().setText(shown.whole(self._layer, self._source_words))
            self.message.emit(f"Copied {shown.title} as a table.")

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.table.setFocus()
