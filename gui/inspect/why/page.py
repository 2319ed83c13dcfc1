"""Why this answer: a map over the current image of what speaks for a class, and the same with random weights."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from engine.service.answers import Shown, Values
from engine.service.looking.looking_answers import Explained
from engine.service.questions import Explain
from gui.appearance import lengths, theme
from gui.inspect import layer_words
from gui.inspect.page_header import page_header, title
from gui.inspect.tiles.mosaic import MARGIN
from gui.inspect.why import why_words
from gui.inspect.why.choices import Choices
from gui.inspect.why.map_pair import MAPS, MapPair
from gui.pieces.classes.names import shown as shown_names
from gui.pieces.copying.copied import Copied
from gui.pieces.copying.export_button import ExportButton
from gui.pieces.copying.exporter import Row, lines_of
from gui.pieces.elided import Elided
from gui.pieces.next_look import NextLook
from gui.pieces.pages.page_cards import Columns, words
from gui.pieces.pages.scrolled import scrolled, with_a_bar
from gui.state.run.run import RunState
from gui.state.shown.image import CurrentImage
from gui.state.workspace import PREPARING, Workspace

LEAST_SIDE, MOST_SIDE = 120, 360
WIDE_ENOUGH = 540  # for words beside the maps
TEXT = 190  # of the width is theirs then
ABOVE = 72  # of the height is taken by captions, slider and what is between
DRAW = "Draw something: then it is said why it is taken for what."
WORKING = "The map is being made…"
POINT = "Point at a pixel to read it."
STEM = "why"


class WhyPage(Copied):
    """Shows what it is given for the question that it names; the window asks the engine.

    asked()               something else is asked: see `question`
    message(sentence)     something was done, for the status bar
    problem(what, hint)   something went wrong
    """

    asked = Signal()
    message = Signal(str)
    problem = Signal(str, str)

    def __init__(self, workspace: Workspace, image: CurrentImage, run: RunState) -> None:
        super().__init__()
        self._workspace, self._image, self._run = workspace, image, run
        self.explained: Explained | None = None  # what is shown
        self._of: object = None  # of which model that is
        self._offered: object = None  # what the choices are of
        self.setAccessibleName("Why this answer")
        self.heading, self.source, self.next_look = words("", "heading"), Elided("secondary"), NextLook()
        self.choices, self.maps = Choices(), MapPair()
        self.export = ExportButton("map", self.maps, self._rows, self._planes)
        self.score, self.colours, self.sanity, self.about, self.sentence = (
            words("", role, wrap=True) for role in ("body", "body", "body", "secondary", "secondary")
        )
        self.readout = Elided("caption")
        self.readout.keep_its_place()
        self.export.stem = STEM
        self._lay_out()
        self.export.name_by(self._title_of_picture)
        self._connect()
        self._follow()
        self.say(PREPARING)

    # --- parts ---

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        lengths.follow(column, setContentsMargins=(0, 8, 0, 4), setSpacing=8)
        column.addLayout(page_header(self.heading, self.source, self.next_look, self.export))
        self.area = with_a_bar(scrolled(self._content()))
        column.addWidget(self.area, 1)
        self.readout.setIndent(MARGIN)
        column.addWidget(self.readout)

    def _content(self) -> QWidget:
        content = QWidget()
        column = QVBoxLayout(content)
        lengths.follow(column, setContentsMargins=(MARGIN, 0, MARGIN, 0), setSpacing=8)
        column.addWidget(self.choices)
        column.addWidget(self.sentence)
        column.addWidget(Columns(_at_top(self.maps), self._text(), wide_enough=WIDE_ENOUGH, equal=False))
        column.addStretch(1)
        return content

    def _text(self) -> QWidget:
        text = QWidget()
        column = QVBoxLayout(text)
        lengths.follow(column, setContentsMargins=(8, 0, 0, 0), setSpacing=6)
        for label in (self.score, self.colours, self.sanity, self.about):
            column.addWidget(label)
        column.addStretch(1)
        return text

    def _connect(self) -> None:
        self.choices.changed.connect(self._on_choice)
        self.maps.read.connect(lambda reading: self.readout.say(reading or POINT))
        self.export.message.connect(self.message)
        self.export.problem.connect(self.problem)
        self.choices.installEventFilter(self)
        self._workspace.shown_changed.connect(self._follow)
        self._run.changed.connect(self._title)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The choices take one row or two once they have their width."""
        if event.type() == QEvent.Type.Resize and watched is self.choices:
            self._fit()
        return super().eventFilter(watched, event)

    def showEvent(self, event: QShowEvent) -> None:
        """What stands above the maps has its height by now."""
        super().showEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Both maps in sight, with room for words beside them."""
        zoom, place = theme.zoom_factor(), self.area.viewport()
        width, height = (
            place.width() / zoom - 2 * MARGIN - 12,
            (place.height() - self.choices.sizeHint().height()) / zoom,
        )
        wide = (width - (TEXT if width >= WIDE_ENOUGH else 0)) / 2
        self.maps.set_side(theme.px(max(LEAST_SIDE, min(wide, height - ABOVE, MOST_SIDE))))

    # --- what is asked ---

    @property
    def question(self) -> Explain:
        """As the engine is asked about the current image."""
        return self.choices.question(self._image.ref)

    def _on_choice(self) -> None:
        self.about.setText(why_words.METHODS[self.choices.kind].help)
        self.asked.emit()

    def _follow(self) -> None:
        """Another model may have other classes and layers."""
        shown = self._workspace.shown
        there = shown and (shown.project.facts, shown.project.network, shown.complete)
        if shown is not None and there != self._offered:
            self._offered = there
            self.choices.offer_classes(shown.project.facts.classes)
            self.choices.offer_layers(why_words.layers(shown.project) if shown.complete else {})
        if self.explained is not None and (shown is None or shown.model != self._of):
            self.say(WORKING)
        self.about.setText(why_words.METHODS[self.choices.kind].help)
        self._title()

    # --- what is shown ---

    def show_explained(self, explained: Explained) -> None:
        """An answer, also that there is nothing to be explained."""
        shown = self._workspace.shown
        if shown is None or explained.plane is None:
            self.say(DRAW)
            return
        self.explained, self._of = explained, shown.model
        self.maps.show_maps(explained)
        self._describe(explained, shown)
        self._show_parts(there=True)
        self._title()

    def _describe(self, explained: Explained, shown: Shown) -> None:
        names = shown_names(shown.project.facts.classes)
        for label, text in (
            (self.score, why_words.score(explained, names)),
            (self.colours, why_words.colours(explained, names)),
            (self.sanity, why_words.sanity(explained, forked=shown.began_learned)),
        ):
            if label.text() != text:
                label.setText(text)
            label.setVisible(bool(text))

    def say(self, sentence: str) -> None:
        """Why there is nothing to see."""
        self.explained = None
        self.sentence.setText(sentence)
        self._show_parts(there=False)
        self._title()

    def say_working(self) -> None:
        """The first map takes a moment; one that is shown stays until the next comes."""
        if self.explained is None:
            self.say(WORKING)

    def _show_parts(self, *, there: bool) -> None:
        for part in (self.maps, self.score, self.colours, self.sanity, self.about, self.readout):
            part.setVisible(there)
        self.sentence.setVisible(not there)
        self.export.setEnabled(there)
        self.readout.say(self.maps.learned.reading() or self.maps.random.reading() or POINT)

    def _title(self) -> None:
        shown, explained = self._workspace.shown, self.explained
        if shown is None or explained is None:
            self.heading.setText("Why this answer?")
            self.source.say("")
            return
        self.heading.setText(why_words.question(explained, shown_names(shown.project.facts.classes)))
        self.source.say(*layer_words.source(shown, explained.step, self._run))

    # --- for other programs ---

    def _title_of_picture(self) -> str:
        return title(self.heading, why_words.METHODS[self.choices.kind].title, self.source)

    def _planes(self) -> Values | None:
        """The values (maps, height, width) of the maps that are shown: of this model, and with random weights."""
        explained = self.explained
        if explained is None or explained.plane is None:
            return None
        there = explained.plane, explained.random_plane
        return np.stack([one for one in there if one is not None])

    def _rows(self) -> list[Row] | None:
        """Each map behind its name, a line for each row of the image."""
        planes = self._planes()
        if planes is None:
            return None
        return [row for name, plane in zip(MAPS, planes, strict=False) for row in ([name], *lines_of(plane))]


def _at_top(part: QWidget) -> QWidget:
    """At its own height, whatever stands beside it."""
    holder = QWidget()
    column = QVBoxLayout(holder)
    column.setContentsMargins(0, 0, 0, 0)
    column.addWidget(part)
    column.addStretch(1)
    return holder
