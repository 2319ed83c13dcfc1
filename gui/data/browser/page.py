"""ImagesPage: the images of the data, one by one: all to scroll through, nine at random, or what a step gets."""

from __future__ import annotations

import random
from collections.abc import Collection

from msgspec import structs
from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QWidget

from engine.project.data.own_images import FolderImages, TableImages
from engine.project.data.splits import SplitName
from engine.project.project import Project, epoch_steps, images_in
from engine.project.training.rate.rates import total_steps
from engine.service.answers import ImageOf
from engine.service.images.browsing.browse_answers import ImageOrder, Listed, Opened, TrainingBatch
from gui.appearance import rewriting, theme
from gui.data.browser import image_words
from gui.data.browser.contents import BatchImages, Contents, ListedImages, some
from gui.data.browser.image_words import Sheet
from gui.data.browser.page_parts import PageParts
from gui.data.browser.putting_right import PuttingRight
from gui.data.browser.tile_grid import NOTHING
from gui.data.browser.what_decides import but_for_corrections, of_batch, of_images
from gui.pieces.classes.names import shown
from gui.pieces.images.image_words import name_of
from gui.pieces.images.pictures import ready
from gui.pieces.images.thumbnails import Thumbnails
from gui.state.document import Document

DEBOUNCE_MS = 200
READING = "Reading the images…"
BESIDE, LEAST_PANE, MOST_PANE = 0.36, 160, 460  # the image that is large: its share of the width, and bounds
WITHOUT = 400  # so narrow that there is no room for it
AT_ONCE, MOST_BYTES = 120, 2**22  # pictures read at once, and the bytes that they are read from
KEPT = 2_000
SPLITS: tuple[SplitName, ...] = ("train", "validation", "test")


class ImagesPage(QWidget):
    """Shows the document's data; asks only while it is visible.

    asked()              what is wanted is to be looked up: `sheet` says of what, `choice` or `step` which
    opening(image)       an ImageOf is wanted large
    chosen(image)        an ImageOf was chosen, to be looked at everywhere
    settings_asked()     the images are missing, and the ways out are wanted
    """

    asked = Signal()
    opening = Signal(object)
    chosen = Signal(object)
    settings_asked = Signal()

    def __init__(self, document: Document) -> None:
        super().__init__()
        self.setAccessibleName("Images of the data")
        self._document = document
        self.sheet: Sheet = "all"
        self.ranked: Collection[SplitName] = ()  # of these a run knows how wrong each image was answered
        self._listed: Listed | None = None
        self._batch: TrainingBatch | None = None
        self._contents: Contents | None = None
        self._corrected = False  # what is shown is of before a correction
        self._side_read = 0  # pixels that the pictures were read for
        self.dice = random.Random()
        self.thumbnails = Thumbnails(AT_ONCE, KEPT)
        self.thumbnails.prepare = lambda image: ready(image, self.side, self.devicePixelRatioF())
        self._debounce = QTimer(self, singleShot=True, interval=DEBOUNCE_MS)
        self._debounce.timeout.connect(self.ask)
        self.parts = PageParts(self)
        self.grid, self.pane, self.listing, self.batch = (
            self.parts.grid, self.parts.pane, self.parts.listing, self.parts.batch,
        )  # fmt: skip
        self.putting_right = PuttingRight(document, self.parts, lambda: self._contents)
        self._connect()
        self._offer()
        self._show()

    def _connect(self) -> None:
        parts = self.parts
        for sheet, button in parts.sheets.items():
            button.clicked.connect(lambda *_, chosen=sheet: self.show_sheet(chosen))
        parts.listing.chosen.connect(self._on_choice)
        parts.batch.chosen.connect(self.ask)
        parts.again.clicked.connect(lambda *_: self._show())
        parts.way_out.clicked.connect(lambda *_: self.settings_asked.emit())
        parts.grid.picked.connect(self._pick)
        parts.grid.sighted.connect(self._see)
        self.thumbnails.arrived.connect(parts.grid.repaint_tiles)
        self._document.changed.connect(self._follow)
        self._document.counted.connect(self._offer)
        rewriting.follow(self._rewrite)

    # --- what is wanted ---

    def show_sheet(self, sheet: Sheet) -> None:
        """All, nine at random, or a batch."""
        self.sheet = sheet
        self.parts.sheets[sheet].setChecked(True)
        self._offer()
        self._show()
        if self._contents is None:
            self.ask()

    def rank(self, splits: Collection[SplitName]) -> None:
        """Of which parts a run knows how wrong each image was answered."""
        if splits == self.ranked:
            return
        self.ranked, before = splits, self.listing.choice
        self._offer()
        if self.listing.choice != before:
            self.ask()

    def look_again(self) -> None:
        """The images may be others now."""
        self._forget()
        self.ask()

    def ask(self) -> None:
        """Asks for what is wanted, once somebody looks."""
        if self.isVisible():
            self.asked.emit()

    @property
    def side(self) -> int:
        """How large a picture is read at least."""
        return self.grid.measures.picture

    @property
    def split(self) -> SplitName:
        """The part of the data whose images are listed."""
        return self.listing.choice.split if self._listed is None else self._listed.split

    def _offer(self) -> None:
        """What there is to choose among these data."""
        project = self._document.project
        splits = [name for name in SPLITS if images_in(project, name)]
        self.listing.offer(splits, self._classes, self._orders(project))
        per_epoch = epoch_steps(project)
        self.batch.show_steps(total_steps(project.training, per_epoch), per_epoch)
        self.parts.offer(self.sheet)
        self.putting_right.offer()

    def _orders(self, project: Project) -> list[ImageOrder]:
        offered: list[ImageOrder] = ["as they are"]
        if isinstance(project.data.source, FolderImages | TableImages):
            offered.append("largest file")
        if self.listing.choice.split in self.ranked:
            offered.append("most wrong")
        return offered

    def _on_choice(self) -> None:
        self._offer()
        self.ask()

    def _follow(self, old: Project, new: Project) -> None:
        others, shown_before = of_images(old) != of_images(new), self._contents is not None or self._corrected
        if others and shown_before and but_for_corrections(old) == but_for_corrections(new):
            self._await_corrected()
        elif others:
            self._forget()
        elif of_batch(old) != of_batch(new):
            self._batch = None
            if self.sheet == "batch":
                self._show()
        self._offer()
        if self._corrected:
            self.ask()
        elif self._contents is None:
            self._debounce.start()

    def _forget(self) -> None:
        """What is shown is of other data."""
        self._listed = self._batch = None
        self._corrected = False
        self.thumbnails.forget()
        self._show()

    def _await_corrected(self) -> None:
        """Some were put right: the pictures stay, and nothing can be done with them until all are listed again."""
        self._listed = self._batch = self._contents = None
        self._corrected = True

    # --- what is shown ---

    def show_listed(self, listed: Listed) -> None:
        """These are listed; pictures are known by their index in a part of the data."""
        if self._listed is None or listed.split != self._listed.split:
            self.thumbnails.forget()
        self._listed = listed
        self._show()

    def show_batch(self, batch: TrainingBatch) -> None:
        """This is what a step gets."""
        self._batch = batch
        self._show()

    def show_opened(self, opened: Opened) -> None:
        """An image that was asked for large: as it is stored, or of a batch as the step gets it."""
        place, contents = self.grid.chosen, self._contents
        if place is None or contents is None or opened.image != contents.image(place):
            return
        pixels = contents.pixels(place)
        seen = opened if pixels is None else structs.replace(opened, pixels=pixels)
        self.pane.show_image(seen, self._classes[opened.label], name_of(opened.image), contents.answer(place))

    def show_error(self, sentence: str) -> None:
        """They cannot be shown, and why."""
        self._forget()
        self.parts.say(sentence, way_out=True)

    def say_progress(self, doing: str) -> None:
        """How far a slow reading is, while there is nothing to show."""
        if self._contents is None and doing and not self.parts.failed and not self._corrected:
            self.parts.say(doing)

    @property
    def _classes(self) -> tuple[str, ...]:
        """As they are shown, whatever a folder called them."""
        return shown(self._document.project.facts.classes)

    def _show(self) -> None:
        stay, place = self._corrected and self.sheet != "nine", self.grid.selection.first
        self._contents, self._corrected = self._made(), False
        if self._contents is not None and stay:
            self.grid.replace_tiles(self._contents.tiles, place)
        else:
            self.grid.show_tiles(NOTHING if self._contents is None else self._contents.tiles)
        self._show_place()

    def _show_place(self) -> None:
        """What stands in the grid, or why nothing does; large the one that is chosen."""
        if self.grid.chosen is None:
            self.pane.show_nothing()
        if self._contents is None:
            self.parts.say(READING)
        else:
            self.parts.show_grid()
            self._say_count()
            self._open_chosen()

    def _made(self) -> Contents | None:
        """What stands in the grid; None while it is not known."""
        if self.sheet == "batch":
            return None if self._batch is None else BatchImages(self._batch, self._classes)
        if self._listed is None:
            return None
        if self.sheet == "all":
            return ListedImages(self._listed, self._classes, self.thumbnails)
        self.thumbnails.forget()  # large ones are not kept
        count = len(self._listed.places)
        drawn = some(self._listed, self.dice.sample(range(count), min(9, count)))
        return ListedImages(drawn, self._classes, self.thumbnails, nine=True)

    def _say_count(self) -> None:
        if self.sheet == "batch" and self._batch is not None:
            self.parts.count.say(image_words.batch_heading(self._batch, self._document.project.training.batch))
        elif self._listed is not None:
            label, order = self.listing.choice.label, self.listing.choice.order
            said = image_words.heading(self._listed, self.sheet, "" if label is None else self._classes[label])
            ranked = self.sheet == "all" and order == "most wrong"
            self.parts.count.say(f"{said}, {image_words.evaluated(self._listed)}" if ranked else said, said)

    def _rewrite(self) -> None:
        """All figures, in the style of this moment."""
        if self._contents is not None:
            self._say_count()
            self._open_chosen()

    # --- choosing ---

    def _open_chosen(self) -> None:
        if self._contents is not None and (place := self.grid.chosen) is not None:
            self.opening.emit(self._contents.image(place))

    def _pick(self, place: int) -> None:
        if self._contents is not None:
            image: ImageOf = self._contents.image(place)
            self.opening.emit(image)
            self.chosen.emit(image)

    def _see(self) -> None:
        """Pictures of what is in sight are wanted, as large as they are shown."""
        if self._contents is None or not self.isVisible():
            return
        if self.side != self._side_read:
            self._side_read = self.side
            self.thumbnails.forget()
        self.thumbnails.at_once = self._at_once()
        self._contents.see(self.grid.in_sight())

    def _at_once(self) -> int:
        """Few of large images, so that the first are soon there."""
        channels, height, width = self._document.project.facts.shape
        return max(1, min(AT_ONCE, MOST_BYTES // max(1, channels * height * width)))

    # --- Qt's events ---

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._contents is None:
            self._debounce.start()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        width = event.size().width()
        self.pane.setVisible(width >= theme.px(WITHOUT))
        self.pane.setFixedWidth(round(min(theme.px(MOST_PANE), max(theme.px(LEAST_PANE), BESIDE * width))))
