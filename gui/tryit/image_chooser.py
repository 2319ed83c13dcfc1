"""Which image is looked at: one of a split by its index, a random one, the next mistake, or the drawing."""

from __future__ import annotations

import random
from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QStackedWidget, QToolButton, QWidget

from engine.project.data.splits import TITLES, SplitName
from engine.project.project import Project, images_in
from engine.service.answers import DrawingOf, ImageOf, Picture, PictureOf
from gui.appearance import lengths, theme
from gui.appearance.numerals import numeral
from gui.forms.fields.field import mark
from gui.forms.fields.numbers import parsed
from gui.forms.wheel_and_undo import ignore_wheel_and_undo
from gui.pieces.choice_box import ChoiceBox
from gui.pieces.elided import Elided
from gui.pieces.rows import row_widget
from gui.state.document import Document
from gui.state.shown.image import FIRST, CurrentImage
from gui.state.workspace import Workspace
from gui.tryit.index_field import IndexField

DRAWING = "drawing"
RANDOM = "An image by chance (R)"
STEP = 20  # the width of a button beside the index


class ImageChooser(QWidget):
    """Shows and sets the current image. While a drawing or a picture is looked at, an image of the data is a step away.

    next_mistake_asked(split, start)   the next image from index `start` on that the model gets wrong is wanted
    refused(sentence)                  what was typed is no index
    """

    next_mistake_asked = Signal(str, int)
    refused = Signal(str)

    def __init__(self, document: Document, workspace: Workspace, image: CurrentImage) -> None:
        super().__init__()
        self._workspace, self._image = workspace, image
        self._counts: dict[SplitName, int] = {}
        self._last = FIRST  # the image of the data that was looked at last
        self._make_parts()
        self._lay_out()
        image.changed.connect(self._show_image)
        image.data_changed.connect(self._forget)
        workspace.shown_changed.connect(self._offer_splits)
        workspace.engine_ready_changed.connect(self._offer_random)
        document.changed.connect(lambda *_: self._offer_splits())
        self._offer_splits()

    # --- parts ---

    def _make_parts(self) -> None:
        self.split = ChoiceBox()
        self.split.setAccessibleName("Where the image comes from")
        self.split.activated.connect(lambda _: self._choose_split())
        self.index = IndexField()
        self.index.editingFinished.connect(self._take_index)
        for field in (self.split, self.index):
            ignore_wheel_and_undo(field)
        self.previous = _button("‹", "Previous image (,)", lambda: self.step(-1))
        self.next = _button("›", "Next image (.)", lambda: self.step(1))
        self.name = Elided("secondary")
        self.name.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)  # a name widens nothing
        self.random = _button("Random", RANDOM, self.choose_random)
        self.mistake = _button(
            "Next mistake",
            "The next image that the network takes for another class, with nothing muted (M)",
            self.ask_next_mistake,
        )
        for button in (self.random, self.mistake, self.previous, self.next):
            theme.set_role(button, "control")

    def _lay_out(self) -> None:
        """Index or name at one place, so that nothing jumps."""
        self._what = QStackedWidget()
        self._what.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._stepping = row_widget(self.previous, self.index, self.next, spacing=2)
        for part in (self._stepping, self.name):
            self._what.addWidget(part)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        lengths.follow(self._row, setSpacing=4)
        self._row.addWidget(self.split)
        self._row.addWidget(self._what, 1)
        for button in (self.previous, self.next):
            lengths.follow(button, setFixedWidth=STEP)

    def add(self, button: QWidget) -> None:
        """Puts another button at the end of the row."""
        self._row.addWidget(button)

    # --- what is shown ---

    def hear(self, picture: Picture) -> None:
        """An answer tells how many images there are."""
        if isinstance(picture.image, ImageOf) and picture.count:
            self._counts[picture.image.split] = picture.count
            self._show_image()

    def _offer_random(self) -> None:
        """Images are read by what loads first."""
        ready = self._workspace.engine_ready
        self.random.setEnabled(ready)
        self.random.setToolTip(RANDOM if ready else f"{RANDOM}: as soon as PyTorch is loaded")

    def _can_be_mistaken(self) -> bool:
        """There is a model that can answer."""
        shown = self._workspace.shown
        return shown is None or shown.complete

    def _project(self) -> Project:
        return self._image.project

    def _forget(self) -> None:
        """The images are others."""
        self._counts.clear()
        self._last = FIRST
        self._offer_splits()

    def _offer_splits(self) -> None:
        """Validation only where there is one."""
        without = not images_in(self._project(), "validation")
        names = [name for name in TITLES if name != "validation" or not without]
        offered = [*((TITLES[name], name) for name in names), ("Drawing", DRAWING)]
        if [name for _, name in offered] != [self.split.itemData(at) for at in range(self.split.count())]:
            self._counts.clear()
            self.split.clear()
            for title, name in offered:
                self.split.addItem(title, name)
        if self._last.split not in names:
            self._last = FIRST
        self._show_image()

    def _show_image(self) -> None:
        image = self._image.ref
        self.mistake.setEnabled(self._can_be_mistaken())
        self._offer_random()
        if isinstance(image, ImageOf):
            self._last = image
            self._show_index(image)
        taken = not isinstance(image, ImageOf) and not image.drawn
        self.split.setItemText(self.split.count() - 1, "Picture" if taken else "Drawing")
        self.split.setCurrentIndex(self.split.findData(image.split if isinstance(image, ImageOf) else DRAWING))
        self.name.say("" if isinstance(image, ImageOf) else _called(image))
        self._what.setCurrentWidget(self._stepping if isinstance(image, ImageOf) else self.name)

    def _show_index(self, image: ImageOf) -> None:
        last = self._count(image.split) - 1
        self.index.show_last(last)
        if not self.index.isModified():  # else somebody is typing
            self.index.setText(str(image.index))
            mark(self.index, invalid=False)
            self.index.setToolTip(f"0 to {numeral(last)}: type an index and press Enter, or step with the arrow keys")

    def _count(self, split: SplitName) -> int:
        """Images of a split: as last heard, or as the facts have it before they are read."""
        return self._counts.get(split) or max(1, images_in(self._project(), split))

    # --- choosing ---

    def _choose_split(self) -> None:
        split, image = self.split.currentData(), self._image.ref
        if split == DRAWING:
            self._image.look_at(self._image.drawn)
        elif not isinstance(image, ImageOf) or image.split != split:
            self._image.look_at(self._last if self._last.split == split else ImageOf(split, 0))

    def _take_index(self) -> None:
        """What was typed; an index past the last is the last."""
        if not self.index.isModified():
            return
        number = parsed(self.index.text() or str(self._last.index), whole=True)
        if isinstance(number, int):
            self._look_at_index(min(max(0, number), self._count(self._last.split) - 1))
        else:
            self._refuse(f"An index is a whole number, not “{number}”.")

    def _refuse(self, sentence: str) -> None:
        """Says what is wrong with what was typed, for as long as it stands there."""
        mark(self.index, invalid=True)
        self.index.setToolTip(sentence)
        self.refused.emit(sentence)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Up and down step through the images, as in any field of a number."""
        if event.key() in {Qt.Key.Key_Up, Qt.Key.Key_Down}:
            self.step(1 if event.key() == Qt.Key.Key_Up else -1)
        else:
            super().keyPressEvent(event)

    def _look_at_index(self, index: int) -> None:
        """Looks at another image of the split, in place of whatever is being typed."""
        self.index.setModified(False)
        self._image.look_at(ImageOf(self._last.split, index))
        self._show_image()

    def step(self, by: int) -> None:
        """The next or the previous image, from the last on to the first; from a drawing back to where one was."""
        if isinstance(self._image.ref, ImageOf):
            self._look_at_index((self._last.index + by) % self._count(self._last.split))
        else:
            self._image.look_at(self._last)

    def choose_random(self) -> None:
        """Any image of the split."""
        self._look_at_index(random.randrange(self._count(self._last.split)))

    def ask_next_mistake(self) -> None:
        """Asks for the next image that the model gets wrong, from the one after this."""
        if self._can_be_mistaken():
            split = self._last.split
            after = self._last.index + isinstance(self._image.ref, ImageOf)
            self.next_mistake_asked.emit(split, after % self._count(split))


def _called(image: DrawingOf | PictureOf) -> str:
    """What a picture is called, or what was drawn upon; nothing for a drawing from the first stroke on."""
    return f"on {image.name}" if image.drawn and image.name else image.name


def _button(text: str, tip: str, do: Callable[[], None]) -> QToolButton:
    button = QToolButton()
    button.setText(text)
    button.setToolTip(tip)
    button.setAccessibleName(tip.partition(" (")[0])
    button.clicked.connect(lambda _: do())
    return button
