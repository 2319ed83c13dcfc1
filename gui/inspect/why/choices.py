"""What is asked: of which class, rather than which, by which method, at which layer, and what counts as nothing."""

from __future__ import annotations

from collections.abc import Mapping
from typing import cast

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QLabel, QVBoxLayout, QWidget

from engine.project.data.facts import Classes
from engine.service.answers import ImageRef
from engine.service.questions import Baseline, Explain
from gui.appearance import lengths
from gui.forms.wheel_and_undo import ignore_wheel_and_undo
from gui.inspect.why.why_words import METHODS, Kind, method
from gui.pieces.choice_box import ChoiceBox
from gui.pieces.classes.choice import ClassChoice
from gui.pieces.classes.names import shown
from gui.pieces.pages.page_cards import Columns
from gui.pieces.rows import row_widget

NOTHING: dict[Baseline, str] = {"black": "black", "grey": "grey"}
LAST = "the last with maps"
TWO = 460  # wide enough for two fields side by side


class Choices(QWidget):
    """Fields in two rows, or in four where there is little room.

    changed()   something else is asked
    """

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.wanted = ClassChoice("Class that is explained", "its answer")
        self.other = ClassChoice("Class rather than which", "any other")
        self._label: dict[str, int | None] = {"wanted": None, "other": None}
        self._by_person = False  # whether the method was chosen
        self.method, self.layer, self.nothing = ChoiceBox(), ChoiceBox(), ChoiceBox()
        self.method.setAccessibleName("Method")
        self.layer.setAccessibleName("Layer that Grad-CAM looks at")
        self.nothing.setAccessibleName("What counts as an empty image")
        for kind, words in METHODS.items():
            self.method.addItem(words.title, kind)
        for baseline, title in NOTHING.items():
            self.nothing.addItem(title, baseline)
        self._of_layer, self._of_nothing = QLabel("at"), QLabel("empty is")
        self._lay_out()
        self._connect()
        self.offer_layers({})

    def _lay_out(self) -> None:
        self.layer.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.layer.setMinimumContentsLength(16)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        lengths.follow(column, setSpacing=4)
        more = row_widget(self._of_layer, self.layer, self._of_nothing, self.nothing)
        for first, second in (
            (row_widget(QLabel("Why"), self.wanted), row_widget(QLabel("rather than"), self.other)),
            (row_widget(QLabel("By"), self.method), more),
        ):
            column.addWidget(Columns(first, second, wide_enough=TWO, equal=False))

    def _connect(self) -> None:
        for field in (self.method, self.layer, self.nothing):
            ignore_wheel_and_undo(field)
            field.activated.connect(lambda _: self._on_choice())
        self.method.activated.connect(self._keep_method)
        self.wanted.picked.connect(lambda label: self._pick("wanted", label))
        self.other.picked.connect(lambda label: self._pick("other", label))
        self._show_fields()

    def _pick(self, which: str, label: int | None) -> None:
        self._label[which] = label
        self.changed.emit()

    def _keep_method(self) -> None:
        self._by_person = True

    def _on_choice(self) -> None:
        self._show_fields()
        self.changed.emit()

    def _show_fields(self) -> None:
        """Only what the method asks for."""
        words = METHODS[self.kind]
        for part in (self._of_layer, self.layer):
            part.setVisible(words.of_layer)
        for part in (self._of_nothing, self.nothing):
            part.setVisible(words.needs_nothing)
        self.method.setToolTip(words.help)
        self.layer.setToolTip(self.layer.currentText())

    # --- what there is to choose ---

    def offer_classes(self, classes: Classes) -> None:
        """These; a choice among others is forgotten."""
        for which, field in (("wanted", self.wanted), ("other", self.other)):
            field.offer(shown(classes))
            label = self._label[which]
            if label is not None and label >= len(classes):
                label = self._label[which] = None
            field.show_label(label)

    def offer_layers(self, layers: Mapping[str, str]) -> None:
        """By address, as they are called; one that is gone is chosen no more."""
        entries = [(LAST, None), *((title, address) for address, title in layers.items())]
        if entries == [(self.layer.itemText(at), self.layer.itemData(at)) for at in range(self.layer.count())]:
            return
        chosen = self.layer.currentData()
        self.layer.clear()
        for title, address in entries:
            self.layer.addItem(title, address)
        self.layer.setCurrentIndex(max(0, self.layer.findData(chosen)))
        self._begin_with_what_works(has_layers=bool(layers))

    def _begin_with_what_works(self, *, has_layers: bool) -> None:
        """A method that needs maps is none to begin with where no layer has any."""
        if not self._by_person:
            first = next(kind for kind, words in METHODS.items() if has_layers or not words.of_layer)
            self.method.setCurrentIndex(self.method.findData(first))
            self._show_fields()

    # --- what is chosen ---

    @property
    def kind(self) -> Kind:
        """The method."""
        return cast("Kind", self.method.currentData())

    def question(self, image: ImageRef) -> Explain:
        """As the engine is asked."""
        chosen = method(self.kind, self.layer.currentData())
        baseline = cast("Baseline", self.nothing.currentData()) if METHODS[self.kind].needs_nothing else "black"
        return Explain(image, chosen, self._label["wanted"], self._label["other"], baseline)
