"""ClassChoice: a field in which one of up to a thousand classes is chosen, from a list that letters narrow."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from PySide6.QtCore import QStringListModel, Qt, Signal
from PySide6.QtGui import QKeyEvent, QWheelEvent
from PySide6.QtWidgets import QComboBox

from gui.pieces.choice_box import ChoiceBox
from gui.pieces.classes.choice_list import ClassList
from gui.pieces.tips import parted

LEAST_LETTERS = 8  # wide ones, that there is room for
KEY, MODIFIER = Qt.Key, Qt.KeyboardModifier
MOVES = (KEY.Key_Up, KEY.Key_Down, KEY.Key_PageUp, KEY.Key_PageDown, KEY.Key_Home, KEY.Key_End)
OPENING = (*MOVES, KEY.Key_Return, KEY.Key_Enter)


class ClassChoice(ChoiceBox):
    """Looks like every other field to choose from. What opens has a line for letters of the name above its list;
    letters that are typed on the field open it with them.

    A screen reader calls it `name`. With `everything` there is a first entry for all classes. With a `prompt` it keeps
    no choice: the prompt says what is to be done with the class that is picked, and picking takes the list.

    picked(label)   a person picked a class, by its number, or None for all of them
    """

    picked = Signal(object)

    def __init__(self, name: str, everything: str = "", prompt: str = "") -> None:
        super().__init__()
        self._first, self._prompt = [everything] if everything else [], prompt
        self._labels: list[int | None] = []
        self._list: ClassList | None = None
        self._names = QStringListModel(self)  # quicker than items
        self.setModel(self._names)
        self.setAccessibleName(name)
        self.setPlaceholderText(prompt)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(LEAST_LETTERS)
        self.activated.connect(lambda place: self.picked.emit(self._labels[place]))
        self.offer(())

    def offer(self, classes: Sequence[str], labels: Iterable[int] | None = None) -> None:
        """There are these classes, by number and as they are shown; without `labels` each of them can be picked."""
        offered = list(range(len(classes)) if labels is None else labels)
        self._labels = [*(None for _ in self._first), *offered]
        names = [*self._first, *(classes[label] for label in offered)]
        if names != self._names.stringList():
            self.hidePopup()  # it lists others
            self._names.setStringList(names)
            self.setCurrentIndex(-1 if self._prompt else 0)

    def show_label(self, label: int | None) -> None:
        """Shows which is chosen."""
        self.setCurrentIndex(self._labels.index(label))
        self.setToolTip(parted(self.currentText()))

    # --- the list ---

    def showPopup(self) -> None:
        """Opens the list; Qt asks for it at a press and at the keys that open a field."""
        self._open()

    def hidePopup(self) -> None:
        super().hidePopup()
        if self._list is not None:
            self._list.close()

    def _open(self, letters: str = "") -> None:
        if not self.count():
            return
        if self._list is None:
            self._list = ClassList(self)
            self._list.picked.connect(self._pick)
        self._list.open_with(tuple(self._names.stringList()), max(0, self.currentIndex()), letters)

    def _pick(self, place: int) -> None:
        if not self._prompt:
            self.setCurrentIndex(place)
        self.activated.emit(place)

    # --- Qt's events ---

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """What is done with a class is not done by going over it."""
        if _is_letter(event):
            self._open(event.text())
        elif self._prompt and event.key() in OPENING:
            self._open()
        else:
            super().keyPressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """It scrolls what is around: nothing is chosen in passing."""
        event.ignore()


def _is_letter(event: QKeyEvent) -> bool:
    """Whether a key gives what a name may have; the space bar opens the list."""
    held = event.modifiers() & (MODIFIER.ControlModifier | MODIFIER.AltModifier | MODIFIER.MetaModifier)
    return bool(event.text().strip()) and event.text().isprintable() and not held
