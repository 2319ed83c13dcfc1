"""What of the map is chosen: how it is laid out, of how many images, and by what it is coloured."""

from __future__ import annotations

from typing import cast

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QComboBox, QHBoxLayout, QWidget

from engine.project.data.facts import Classes
from engine.service.looking.images.embedding_answers import Layout
from engine.service.questions import EmbedImages
from gui.appearance.numerals import numeral
from gui.forms.wheel_and_undo import ignore_wheel_and_undo
from gui.inspect.all_images.colours import By
from gui.inspect.all_images.map_words import PCA_HELP, TSNE_HELP
from gui.pieces.choice_box import ChoiceBox
from gui.pieces.classes.choice import ClassChoice
from gui.pieces.classes.names import shown
from gui.pieces.pages.page_cards import Columns
from gui.pieces.quiet_buttons import quiet_button
from gui.pieces.rows import row_widget

COUNTS, USUAL = (500, 1000, 2000, 5000, 10_000), 2000
COLOURS: dict[By, str] = {"class": "by class", "right": "by right and wrong"}
ALL = "all classes"
HELP: dict[Layout, str] = {"PCA": PCA_HELP, "t-SNE": TSNE_HELP}
LETTERS, LETTERS_OF_COUNT = 7, 13  # that each field has room for at least
WIDE = 420  # enough for one row


class MapChoices(QWidget):
    """One row, or two where there is little room.

    asked()      another layout, or another number of images
    coloured()   other colours
    """

    asked = Signal()
    coloured = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.layouts = {layout: quiet_button(layout, tip, checkable=True) for layout, tip in HELP.items()}
        self.again = quiet_button("Again", "Lays the images out as the weights have them now")
        self.count, self.by = ChoiceBox(), ChoiceBox()
        self.only, self._label = ClassChoice("Class that stands out", everything=ALL), cast("int | None", None)
        self._fill()
        self._lay_out()
        self._connect()

    def _fill(self) -> None:
        group = QButtonGroup(self)
        for button in self.layouts.values():
            group.addButton(button)
        self.layouts["PCA"].setChecked(True)
        for count in COUNTS:
            self.count.addItem(f"{numeral(count)} images", count)
        self.count.setCurrentIndex(COUNTS.index(USUAL))
        for by, title in COLOURS.items():
            self.by.addItem(title, by)
        self.count.setAccessibleName("How many test images at most")
        self.count.setToolTip("How many test images at most; always the same ones")
        self.by.setAccessibleName("Colours of the points")
        for field in (self.count, self.by):
            field.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            field.setMinimumContentsLength(LETTERS)
        self.count.setMinimumContentsLength(LETTERS_OF_COUNT)
        self.again.hide()

    def _lay_out(self) -> None:
        column = QHBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        first = row_widget(*self.layouts.values(), self.count, spacing=6)
        second = row_widget(self.by, self.only, self.again, spacing=6)
        column.addWidget(Columns(first, second, wide_enough=WIDE, equal=False))

    def _connect(self) -> None:
        for field in (self.count, self.by):
            ignore_wheel_and_undo(field)
        for button in (*self.layouts.values(), self.again):
            button.clicked.connect(lambda _: self.asked.emit())
        self.count.activated.connect(lambda _: self.asked.emit())
        self.by.activated.connect(lambda _: self.coloured.emit())
        self.only.picked.connect(self._stand_out)

    def _stand_out(self, label: int | None) -> None:
        self._label = label
        self.coloured.emit()

    # --- what is chosen ---

    @property
    def question(self) -> EmbedImages:
        """As the engine is asked."""
        return EmbedImages(self.count.currentData(), self.layout_chosen)

    @property
    def layout_chosen(self) -> Layout:
        """PCA or t-SNE."""
        return next(layout for layout, button in self.layouts.items() if button.isChecked())

    def choose_layout(self, layout: Layout) -> None:
        """Says nothing."""
        self.layouts[layout].setChecked(True)

    @property
    def colours(self) -> tuple[By, int | None]:
        """By what, and which class stands out."""
        return cast("By", self.by.currentData()), self._label

    def offer_classes(self, classes: Classes) -> None:
        """These; a choice among others is forgotten."""
        self.only.offer(shown(classes))
        if self._label is not None and self._label >= len(classes):
            self._label = None
        self.only.show_label(self._label)
