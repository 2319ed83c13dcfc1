"""The current image: the one that Try it shows large, and that bars, cards and Inspect follow."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QObject, Signal

from engine.project.data.data_settings import DataSettings
from engine.project.data.sources import DIGITS
from engine.project.data.splits import SplitName
from engine.project.data.spoiling import FewImages
from engine.project.project import Project, images_in
from engine.project.same_images import same_data, same_images
from engine.service.answers import DrawingOf, ImageOf, ImageRef, PictureOf
from gui.state.document import Document
from gui.state.workspace import Workspace

Drawn = DrawingOf | PictureOf
EMPTY = DrawingOf(0, np.zeros((28, 28), np.uint8))
FIRST = ImageOf("test", 0)


class CurrentImage(QObject):
    """One value. Whoever wants another image to be looked at says so here: `look_at(ImageOf("test", 7))`.

    changed()           another image is looked at
    missing_changed()   it is not there, or is there again; `missing` says why
    refused(what, hint) an image is of other data than those that the shown model looks at
    data_changed()      images are of another data set: a moment before the first of that one is looked at
    """

    changed = Signal()
    missing_changed = Signal()
    data_changed = Signal()
    refused = Signal(str, str)

    def __init__(self, document: Document, workspace: Workspace, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._document, self._workspace = document, workspace
        self._drawn: Drawn = EMPTY
        self._missing = ""
        self._ref, self._of = self._first(), self.project
        workspace.shown_changed.connect(self._follow_data)
        document.changed.connect(self._follow_data)

    @property
    def ref(self) -> ImageRef:
        """What is looked at."""
        return self._ref

    def look_at(self, image: ImageRef) -> None:
        """Looks at an image of the data, a drawing or a picture."""
        if isinstance(image, Drawn):
            self._drawn = image
        if image != self._ref:
            self._ref = image
            self.say_missing("")
            self.changed.emit()

    def pick(self, image: ImageOf, of: Project) -> None:
        """Looks at an image of a project's data, unless the shown model's are others: its index would lead to another
        one.
        """
        shown = self.project
        if same_images(of, shown, image.split):
            self.look_at(image)
        elif not same_data(of, shown):
            self.refused.emit(_other_data(of, shown), "Show or train a network for these images to see what it does.")
        elif image.split == "test":
            self.refused.emit("The shown network has marks in other test images.", "Train with these marks.")
        else:
            what = "The shown network has its training images divided in another way, so this one has another index."
            self.refused.emit(what, "Train with this division, or choose the image by its index.")

    @property
    def drawn(self) -> Drawn:
        """What was drawn, or taken from a file, last; EMPTY at first and when all is wiped."""
        return self._drawn

    def keep_drawn(self, drawn: Drawn) -> None:
        """Has this to go back to, while an image of the data is looked at."""
        self._drawn = drawn

    @property
    def project(self) -> Project:
        """The project whose data the images are of: that of the shown model, which the stack may have left behind."""
        shown = self._workspace.shown
        return self._document.project if shown is None else shown.project

    @property
    def of_digits(self) -> bool:
        """Whether the data are drawn digits, so that anything drawn, photographed or written is one too."""
        facts = self.project.facts
        return facts.classes == DIGITS and facts.shape[0] == 1

    @property
    def missing(self) -> str:
        """Why the image cannot be shown; empty while it can, or while nobody knows."""
        return self._missing

    def say_missing(self, why: str) -> None:
        """Notes why it cannot be shown, or with "" that it can."""
        if why != self._missing:
            self._missing = why
            self.missing_changed.emit()

    def begin_again(self) -> None:
        """Looks at what these data begin with: a drawing of digits, or the first test image."""
        self.look_at(self._first())

    def _first(self) -> ImageRef:
        return self._drawn if self.of_digits else FIRST

    def _follow_data(self, *_: object) -> None:
        """An index is of no use among other images, nor past the last of them."""
        before, project = self._of, self.project
        self._of = project
        if not same_data(before, project) or _sizes(before) != _sizes(project):
            self.say_missing("")  # what was true of the data before
            self.data_changed.emit()
            if isinstance(self._drawn, PictureOf):  # it was taken as it is, for the data before
                self._drawn = EMPTY
            self.begin_again()
        elif isinstance(self._ref, ImageOf) and not _is_still_there(self._ref, before, project):
            self.look_at(FIRST)


def _is_still_there(image: ImageOf, before: Project, now: Project) -> bool:
    """Whether its index leads to the same image as before."""
    same = _places_of(before.data, image.split) == _places_of(now.data, image.split)
    return same and image.index < images_in(now, image.split)


def _places_of(data: DataSettings, split: SplitName) -> tuple[object, ...]:
    """What decides at which index an image of a split is, whatever it is said to show."""
    divided = (data.validation, data.split_seed)
    left_out = tuple(one for one in data.spoiling if isinstance(one, FewImages))
    return {"test": (), "validation": divided, "train": (*divided, data.share, left_out)}[split]


def _sizes(project: Project) -> tuple[object, ...]:
    """The shape of an image and how many classes there are."""
    return project.facts.shape, len(project.facts.classes)


def _other_data(of: Project, shown: Project) -> str:
    ours, theirs = of.data.source.name, shown.data.source.name
    others = "others of that name" if ours == theirs else theirs
    return f"This is an image of {ours}, and the shown network looks at {others}."
