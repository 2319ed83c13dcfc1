"""Which image is looked at: one of a split by its index, a random one, the next mistake, or the drawing."""

from __future__ import annotations

import random
from collections.abc import Callable

import numpy as np
from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QComboBox, QHBoxLayout, QLineEdit, QPushButton, QToolButton, QWidget

from engine.project.data_settings import DataSettings, NoValidation
from engine.project.facts import Facts
from engine.project.project import Project, images_in
from engine.project.splits import TITLES, SplitName
from engine.service.answers import DrawingOf, ImageOf, Picture
from gui.appearance import lengths, theme
from gui.forms.field import mark
from gui.forms.numbers import parsed
from gui.forms.wheel_and_undo import ignore_wheel_and_undo
from gui.inspect import image_words
from gui.pieces.elided import Elided
from gui.state.document import Document
from gui.state.workspace import Workspace

DRAWING = "drawing"
INDEX = 56  # width of the field
LEAST_VERDICT = 96
NOTHING_DRAWN = DrawingOf(0, np.zeros((28, 28), np.uint8))


class ImageChooser(QWidget):
    """Shows and sets the workspace's image.

    next_mistake_asked(split, start)   the next image from index `start` on that the model gets wrong is wanted
    """

    next_mistake_asked = Signal(str, int)

    def __init__(self, document: Document, workspace: Workspace) -> None:
        super().__init__()
        self._document, self._workspace = document, workspace
        self._counts: dict[SplitName, int] = {}
        self._counted: tuple[DataSettings, Facts] | None = None
        self._refused = ""  # what is wrong with the index that is typed
        self._make_parts()
        self._lay_out()
        workspace.image_changed.connect(self._show_image)
        workspace.drawing_changed.connect(self._on_drawing)
        workspace.shown_changed.connect(self._offer_splits)
        document.changed.connect(lambda *_: self._offer_splits())
        self._offer_splits()

    # --- parts ---

    def _make_parts(self) -> None:
        self.split = QComboBox()
        self.split.setAccessibleName("Where the image comes from")
        self.split.activated.connect(lambda _: self._choose_split())
        self.index = QLineEdit()
        self.index.setAccessibleName("Index of the image")
        self.index.editingFinished.connect(self._take_index)
        for field in (self.split, self.index):
            ignore_wheel_and_undo(field)
        self.previous = _button("‹", "Previous image (,)", lambda: self.step(-1))
        self.next = _button("›", "Next image (.)", lambda: self.step(1))
        self.verdict = Elided("secondary")
        self.random = QPushButton("Random")
        self.random.setToolTip("An image by chance (R)")
        self.random.clicked.connect(self.choose_random)
        self.mistake = QPushButton("Next mistake")
        self.mistake.setToolTip("The next image that the network takes for another class (M)")
        self.mistake.clicked.connect(self.ask_next_mistake)

    def _lay_out(self) -> None:
        self._picking = _row(self.split, self.previous, self.index, self.next, self.verdict)
        self._jumping = _row(self.random, self.mistake)
        self._rows = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._rows.setContentsMargins(0, 0, 0, 0)
        lengths.follow(self._rows, setSpacing=8)
        self._rows.addWidget(self._picking, 1)
        self._rows.addWidget(self._jumping)
        self._fit()

    def minimumSizeHint(self) -> QSize:
        """Narrow enough for two rows; which of the two it is follows the width."""
        wider = max(self._picking.minimumSizeHint().width(), self._jumping.minimumSizeHint().width())
        return QSize(wider, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._direct()

    def _direct(self) -> None:
        """One row where any verdict on the images fits into it, else two."""
        direction = QBoxLayout.Direction
        longest = image_words.longest_verdict(self._project().facts.classes)
        verdict = max(self.verdict.fontMetrics().horizontalAdvance(longest), theme.px(LEAST_VERDICT))
        others = self._picking.minimumSizeHint().width() + self._jumping.sizeHint().width() + self._rows.spacing()
        wide = self.width() >= others + verdict
        self._rows.setDirection(direction.LeftToRight if wide else direction.TopToBottom)

    def _fit(self) -> None:
        lengths.follow(self.index, setFixedWidth=INDEX)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._fit()

    # --- what is shown ---

    def show_picture(self, picture: Picture, classes: tuple[str, ...], *, trained: bool) -> None:
        """Says what the image is and what the model takes it for."""
        if isinstance(picture.image, ImageOf) and picture.count:
            self._counts[picture.image.split] = picture.count
            self._show_image()
        self.verdict.say(self._refused or image_words.verdict(picture, classes, trained=trained))
        self.mistake.setEnabled(self._can_be_mistaken())

    def _can_be_mistaken(self) -> bool:
        """There are mistakes among the images of the data, made by a model that can answer."""
        shown = self._workspace.shown
        return isinstance(self._workspace.image, ImageOf) and (shown is None or shown.complete)

    def _project(self) -> Project:
        shown = self._workspace.shown
        return shown.project if shown is not None else self._document.project

    def _offer_splits(self) -> None:
        """Validation only where there is one; counts are asked anew, as the data may be others."""
        project = self._project()
        names = [name for name in TITLES if name != "validation" or not _without_validation(project.data)]
        offered = [*((TITLES[name], name) for name in names), ("Drawing", DRAWING)]
        if offered != [(self.split.itemText(at), self.split.itemData(at)) for at in range(self.split.count())]:
            self.split.clear()
            for title, name in offered:
                self.split.addItem(title, name)
        if (project.data, project.facts) != self._counted:
            self._counted = (project.data, project.facts)
            self._counts.clear()
        self._direct()
        self._show_image()

    def _show_image(self) -> None:
        image = self._workspace.image
        of_split = isinstance(image, ImageOf)
        self.split.setCurrentIndex(self.split.findData(image.split if isinstance(image, ImageOf) else DRAWING))
        for part in (self.index, self.previous, self.next, self.random):
            part.setEnabled(of_split)
        self.mistake.setEnabled(self._can_be_mistaken())
        if isinstance(image, ImageOf):
            self._show_index(image)
        else:
            self.index.clear()

    def _show_index(self, image: ImageOf) -> None:
        last = self._count(image.split) - 1
        if not self.index.isModified():  # else somebody is typing
            self.index.setText(str(image.index))
            self._refuse("")
        self.index.setToolTip(f"0 to {last:,}: type an index and press Enter, or step with the arrow keys")

    def _count(self, split: SplitName) -> int:
        """Images of a split: as last heard, or as the facts have it before they are read."""
        return self._counts.get(split) or max(1, images_in(self._project(), split))

    # --- choosing ---

    def _choose_split(self) -> None:
        split = self.split.currentData()
        if split == DRAWING:
            self._workspace.look_at(self._workspace.drawing or NOTHING_DRAWN)
        elif not isinstance(self._workspace.image, ImageOf) or self._workspace.image.split != split:
            self._workspace.look_at(ImageOf(split, 0))

    def _take_index(self) -> None:
        """What was typed; an index past the last is the last."""
        image = self._workspace.image
        if not self.index.isModified() or not isinstance(image, ImageOf):
            return
        number = parsed(self.index.text() or str(image.index), whole=True)
        if not isinstance(number, int):
            self._refuse(f"An index is a whole number, not “{number}”.")
        else:
            self._look_at_index(min(max(0, number), self._count(image.split) - 1))

    def _refuse(self, sentence: str) -> None:
        """Says what is wrong with what was typed, for as long as it stands there; "" for nothing."""
        self._refused = sentence
        mark(self.index, invalid=bool(sentence))
        if sentence:
            self.verdict.say(sentence)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Up and down step through the images, as in any field of a number."""
        if event.key() in {Qt.Key.Key_Up, Qt.Key.Key_Down}:
            self.step(1 if event.key() == Qt.Key.Key_Up else -1)
        else:
            super().keyPressEvent(event)

    def _look_at_index(self, index: int) -> None:
        """Looks at another image of the split, in place of whatever is being typed."""
        image = self._workspace.image
        if isinstance(image, ImageOf):
            self.index.setModified(False)
            self._workspace.look_at(ImageOf(image.split, index))
            self._show_image()

    def step(self, by: int) -> None:
        """The next or the previous image, from the last on to the first."""
        image = self._workspace.image
        if isinstance(image, ImageOf):
            self._look_at_index((image.index + by) % self._count(image.split))

    def choose_random(self) -> None:
        """Any image of the split."""
        image = self._workspace.image
        if isinstance(image, ImageOf):
            self._look_at_index(random.randrange(self._count(image.split)))

    def ask_next_mistake(self) -> None:
        """Asks for the next image the model gets wrong, from the one after this."""
        image = self._workspace.image
        if isinstance(image, ImageOf) and self._can_be_mistaken():
            self.next_mistake_asked.emit(image.split, (image.index + 1) % self._count(image.split))

    def _on_drawing(self) -> None:
        """Whoever looks at the drawing sees that it was wiped."""
        if isinstance(self._workspace.image, DrawingOf) and self._workspace.drawing is None:
            self._workspace.look_at(NOTHING_DRAWN)


def _without_validation(settings: DataSettings) -> bool:
    return isinstance(settings.validation, NoValidation)


def _button(text: str, tip: str, do: Callable[[], None]) -> QToolButton:
    button = QToolButton()
    button.setText(text)
    button.setToolTip(tip)
    button.setAccessibleName(tip.partition(" (")[0])
    button.clicked.connect(lambda _: do())
    return button


def _row(*widgets: QWidget) -> QWidget:
    holder = QWidget()
    row = QHBoxLayout(holder)
    row.setContentsMargins(0, 0, 0, 0)
    lengths.follow(row, setSpacing=4)
    for widget in widgets:
        row.addWidget(widget)
    return holder
