"""The page “All images”: the test images as the last hidden layer has them, as a map; those picked in it as a list."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from engine.service.answers import ImageOf, Values
from engine.service.looking.images.embedding_answers import Embedded
from gui.appearance import lengths, theme
from gui.appearance.numerals import counted
from gui.inspect import layer_words
from gui.inspect.all_images import map_words
from gui.inspect.all_images.cloud_view import CloudView
from gui.inspect.all_images.map_choices import MapChoices
from gui.inspect.all_images.narrow_tile import NARROW, NarrowTile
from gui.inspect.page_header import page_header
from gui.inspect.tiles.mosaic import MARGIN
from gui.pieces.classes.names import bare
from gui.pieces.classes.names import shown as shown_names
from gui.pieces.copying.copied import Copied
from gui.pieces.copying.export_button import ExportButton
from gui.pieces.elided import Elided
from gui.pieces.going_row import GoingRow
from gui.pieces.images.image_list import ImageList
from gui.pieces.next_look import NextLook
from gui.pieces.pages.page_cards import words
from gui.state.run.run import RunState
from gui.state.shown.image import CurrentImage
from gui.state.workspace import PREPARING, Workspace

WORKING = "The images are being laid out…"
POINT = "Point at an image to read it, or turn the wheel to look closer."
DRAW = "Draw a line around some images, or press Space on one: they are listed here, mistakes first."
STEM = "all-images"
BESIDE = 400  # wide enough for the list beside the map
PAIR, BAR = 2 * NARROW, 20  # two images of the list, and its scroll bar
LISTED = 560  # of the width for each pair beside each other
ANY = 2**24 - 1  # pixels: Qt bounds nothing at that width


class MapPage(Copied):
    """Shows what it is given; the window asks the engine.

    asked()               something else is asked: see `question`
    stopped()             what is asked is to end
    image_wanted(image)   an ImageOf is to be looked at
    message(sentence)     something was done, for the status bar
    problem(what, hint)   something went wrong
    """

    asked = Signal()
    stopped = Signal()
    image_wanted = Signal(object)
    message = Signal(str)
    problem = Signal(str, str)

    _laid_out = False  # Qt sends events before the parts are made

    def __init__(self, workspace: Workspace, image: CurrentImage, run: RunState) -> None:
        super().__init__()
        self._workspace, self._image, self._run = workspace, image, run
        self._of: object = None  # of which model is shown what is shown
        self._classes: tuple[str, ...] = ()
        self.setAccessibleName("All images")
        self.heading, self.source, self.next_look = words("All images", "heading"), Elided("secondary"), NextLook()
        self.choices, self.view, self.list = (
            MapChoices(),
            CloudView(),
            ImageList("Images picked in the map", NarrowTile),
        )
        self.export = ExportButton("map", self.view, self.table, self._points)
        self.going = GoingRow("How far the images are laid out", "Ends it; what is shown stays")
        self.line = QStackedWidget()  # what lies here, or how far the next map is: nothing moves in between
        self.lost = False  # whether a t-SNE of another model was in sight
        self.about, self.sentence = words("", "secondary", wrap=True), words("", "secondary", wrap=True)
        self.picked, self.readout = Elided("caption"), Elided("caption")
        self.hint = words(DRAW, "secondary", wrap=True)
        self.list.images.in_words = map_words.in_words
        self.export.stem = STEM
        self._lay_out()
        self._laid_out = True
        self._connect()
        self._follow()
        self.say(PREPARING)

    # --- parts ---

    def _lay_out(self) -> None:
        column, inner = QVBoxLayout(self), QVBoxLayout()
        lengths.follow(column, setContentsMargins=(0, 8, 0, 4), setSpacing=6)
        lengths.follow(inner, setContentsMargins=(MARGIN, 0, MARGIN, 0), setSpacing=6)
        column.addLayout(page_header(self.heading, self.source, self.next_look, self.export))
        column.addLayout(inner, 1)
        for page in (self.about, self.going):
            policy = page.sizePolicy()
            policy.setRetainSizeWhenHidden(True)  # so that the line is as high with either
            page.setSizePolicy(policy)
            self.line.addWidget(page)
        self.about.setAlignment(Qt.AlignmentFlag.AlignTop)
        for part in (self.choices, self.sentence, self.line):
            inner.addWidget(part)
        self._body = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        lengths.follow(self._body, setSpacing=8)
        self._side = self._place_of_the_list()
        self._body.addWidget(self.view, 2)
        self._body.addWidget(self._side)
        inner.addLayout(self._body, 1)
        inner.addStretch(0)
        self.readout.setIndent(MARGIN)
        column.addWidget(self.readout)

    def _place_of_the_list(self) -> QStackedWidget:
        """It is there from the start, so that the map does not move under the pointer that picks."""
        place, listed = QStackedWidget(), QWidget()
        column = QVBoxLayout(listed)
        column.setContentsMargins(0, 0, 0, 0)
        lengths.follow(column, setSpacing=4)
        column.addWidget(self.picked)
        column.addWidget(self.list, 1)
        self.hint.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        place.addWidget(self.hint)
        place.addWidget(listed)
        return place

    def _connect(self) -> None:
        self.choices.asked.connect(self.asked)
        self.choices.coloured.connect(lambda: self.view.colour(*self.choices.colours))
        self.going.cancelled.connect(self.stopped)
        self.view.read.connect(self._read_out)
        self.view.sighted.connect(self._say_what_is_read)
        self.view.picked.connect(self._list_picked)
        self.view.looked.connect(self._look_at)
        self.list.picked.connect(self._look_at)
        self.list.thumbnails.arrived.connect(self._show_thumbnail)
        self.export.message.connect(self.message)
        self.export.problem.connect(self.problem)
        self._workspace.shown_changed.connect(self._follow)
        self._image.changed.connect(self._mark)
        self._run.changed.connect(self._title)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._share_out()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange and self._laid_out:
            self._share_out()

    def _share_out(self) -> None:
        """The map has the room; the list stands below it where there is none beside it."""
        wide = self.width() >= theme.px(BESIDE)
        direction = QBoxLayout.Direction
        self._body.setDirection(direction.LeftToRight if wide else direction.TopToBottom)
        self._body.setStretchFactor(self._side, 0 if wide else 1)
        pairs = max(1, self.width() // theme.px(LISTED))
        least = theme.px((pairs if wide else 1) * PAIR + BAR)
        self._side.setMinimumWidth(least)
        self._side.setMaximumWidth(least if wide else ANY)

    # --- what is shown ---

    @property
    def found(self) -> Embedded | None:
        """What is shown."""
        return self.view.found

    def _follow(self) -> None:
        """Another model may have other classes, and other images."""
        shown = self._workspace.shown
        if shown is not None:
            self._classes = shown_names(shown.project.facts.classes)
            self.choices.offer_classes(shown.project.facts.classes)
        if self.found is not None and (shown is None or shown.model != self._of):
            self.say(WORKING)
        self._title()

    def show_embedded(self, found: Embedded) -> None:
        """An answer about the model that is shown."""
        shown, before = self._workspace.shown, self.found
        if shown is None:
            return
        self._of = shown.model
        if before is None or not np.array_equal(before.indexes, found.indexes):
            self.list.thumbnails.forget()
            self._list_picked(np.zeros(0, np.int64))
        self.view.show_points(found, self._classes)
        self.view.colour(*self.choices.colours)
        self.list.images.found = found
        self.list.viewport().update()
        self.lost = self.lost and found.layout != "t-SNE"
        lost = f" {map_words.LOST}" if self.lost else ""
        self.about.setText(f"{map_words.what_lies_here(found, shown.project)}{lost}")
        self.about.setToolTip(self.choices.layouts[found.layout].toolTip())
        self._show_parts(there=True)
        self.show_far(None)
        self._mark()
        self._title()
        self._read_out(self.view.at)

    def say(self, sentence: str) -> None:
        """Why there is nothing to see."""
        self.view.show_nothing()
        self.list.thumbnails.forget()
        self.sentence.setText(sentence)
        self.show_far(None)
        self._show_parts(there=False)
        self._title()

    def say_working(self) -> None:
        """A map that is shown stays until the next comes."""
        if self.found is None:
            self.say(WORKING)

    def show_far(self, doing: str | None, share: float | None = None) -> None:
        """How far it is; None: nothing is asked that takes long."""
        if doing is None and self.going.cancel.hasFocus():  # else the keyboard falls onto the map
            self.choices.layouts[self.choices.layout_chosen].setFocus()
        self.line.setCurrentWidget(self.about if doing is None else self.going)
        self.line.setVisible(doing is not None or self.found is not None)
        self.sentence.setVisible(doing is None and self.found is None)
        if doing is not None:
            self.going.show_far(doing, share)

    def show_stale(self, *, stale: bool) -> None:
        """Whether the weights are others by now than those that the map is of."""
        self.choices.again.setVisible(stale)

    def _show_parts(self, *, there: bool) -> None:
        for part in (self.view, self.readout):
            part.setVisible(there)
        self._side.setVisible(there)
        self.sentence.setVisible(not there)
        self.export.setEnabled(there)

    def _title(self) -> None:
        shown, found = self._workspace.shown, self.found
        if shown is None or found is None:
            self.source.say("")
            return
        images = counted(len(found.labels), "test image")
        self.source.say(*layer_words.source(shown, found.step, self._run, images))

    def _mark(self) -> None:
        """The image that is looked at, where it is one of these."""
        ref, found = self._image.ref, self.found
        at: int | None = None
        if found is not None and isinstance(ref, ImageOf) and ref.split == "test":
            place = int(np.searchsorted(found.indexes, ref.index))
            at = place if place < len(found.indexes) and found.indexes[place] == ref.index else None
        self.view.mark(at)
        if at is not None:
            self.list.choose(at)

    # --- what is read and picked ---

    def _read_out(self, at: int | None) -> None:
        self._say_what_is_read()
        if at is not None:
            self.list.thumbnails.see((at, *self.list.in_sight()))
        self._show_thumbnail()

    def _say_what_is_read(self) -> None:
        """Else what is not seen, and how."""
        reading, farther = self.view.reading(), self.view.farther
        self.readout.say(*((reading,) if reading else (f"{farther} {POINT}".strip(), farther or POINT)))

    def _show_thumbnail(self) -> None:
        at = self.view.at
        self.view.thumbnail = None if at is None else self.list.thumbnails.picture(at)
        self.view.update()

    def _list_picked(self, ats: NDArray[np.int64]) -> None:
        """As a list, those first that are answered wrongly."""
        found = self.found
        order = ats if found is None else ats[np.argsort(found.right[ats], kind="stable")]
        self.picked.say(*map_words.picked(len(ats)))
        self.list.show_images(found, order, self._classes)
        self._side.setCurrentIndex(int(len(ats) > 0))

    def _look_at(self, at: int) -> None:
        if self.found is not None:
            self.image_wanted.emit(ImageOf("test", int(self.found.indexes[at])))

    # --- for other programs ---

    def table(self) -> Iterator[Sequence[Any]]:
        """A row for each image."""
        yield ["image", "x", "y", "true class", "answer", "probability"]
        found, names = self.found, [bare(name) for name in self._classes]
        if found is None:
            return
        for at, (x, y) in enumerate(found.points):
            labels = names[found.labels[at]], names[found.predicted[at]]
            yield [int(found.indexes[at]), x, y, *labels, found.probability[at]]

    def _points(self) -> Values | None:
        """The places alone."""
        return None if self.found is None else self.found.points
