"""The right zone, Try it: the current image, large, to be chosen and drawn on, and what the network takes it for."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QEvent, QSize, Signal, SignalInstance
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from engine.errors import ImageError
from engine.service.answers import ImageOf, Picture, Prediction
from gui.appearance import lengths, theme
from gui.pieces.classes.names import short, shown
from gui.pieces.classes.search import Searched
from gui.pieces.images.preview import EMPTY as NOTHING_SEEN
from gui.pieces.images.preview import Preview
from gui.state.document import Document
from gui.state.error_words import hint, with_place
from gui.state.shown.image import EMPTY, CurrentImage
from gui.state.workspace import PREPARING, Workspace
from gui.tryit import picture_files
from gui.tryit.answer.answer_label import Answer
from gui.tryit.answer.nearest_row import NearestRow
from gui.tryit.answer.probability_bars import ProbabilityBars
from gui.tryit.answer.second_answer import SecondAnswer
from gui.tryit.canvas import DrawingCanvas
from gui.tryit.correct.correct_box import CorrectBox
from gui.tryit.drawing_tools import Tools
from gui.tryit.image_chooser import ImageChooser
from gui.tryit.last_drawing import LastDrawing
from gui.tryit.missing_box import MissingBox
from gui.tryit.sheet_view import LEAST, PLACEHOLDER

LARGEST = 640  # side of the canvas
LOW = 570  # height below which there is no room for more than what is needed
NAMED, LONGEST_NAME = 3, 20  # of what can be drawn, on the empty canvas; letters of a name there
CRAMPED, ROOMY = 690, 860  # heights: with no room for the nearest images, and enough for large ones
SEEN = 44  # of the picture of what the network sees of a drawing
NOTHING_DRAWN = "Draw something, and see what the network takes it for."


class TryItPanel(QWidget):
    """Chooser, canvas, answer and bars. What is drawn becomes the current image; predictions come from the window.

    message(str)   a sentence for the status bar, such as why a dropped picture was refused, or that it is pale
    touched()      a person has drawn something: no longer the 3 that waited there
    data_asked()   the images are missing, and the Data page is wanted
    keep_asked(label)   the current image is to be kept as an example of this class
    learn_asked(label)  and the shown network is to learn from it
    """

    message = Signal(str)
    touched = Signal()
    data_asked = Signal()
    keep_asked = Signal(int)
    learn_asked = Signal(int)

    def __init__(
        self, document: Document, workspace: Workspace, image: CurrentImage, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._workspace, self._image = workspace, image
        self._why_not = PREPARING
        self._classes: tuple[str, ...] = ()
        self.chooser = ImageChooser(document, workspace, image)
        self.canvas = DrawingCanvas()
        self.tools = Tools(self.canvas)
        self.preview, self.answer, self.bars = Preview(), Answer(), ProbabilityBars()
        self.second, self.nearest, self.correct = SecondAnswer(), NearestRow(), CorrectBox()
        self.bars.set_message("")
        self.preview.set_message("")
        self._holder = _Square(self.canvas)
        self.missing = self._holder.missing
        self._searched = Searched(self.bars, self.bars.look_for)
        self.search = self._searched.search
        self.drawings = LastDrawing(self.canvas, image)
        self._lay_out()
        self._connect()
        self._on_data()
        self._follow()
        self.show_prediction(None)

    def _lay_out(self) -> None:
        answer = QHBoxLayout()
        lengths.follow(answer, setSpacing=8)
        answer.addWidget(self.answer, 1)
        answer.addWidget(self.preview)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self.chooser.add(self.tools.clear)
        for part, gap in ((self._head(), 4), (self.chooser, 4), (self.tools, 6), (self._holder, 6)):
            column.addWidget(part)
            lengths.space(column, gap)
        column.addLayout(answer)
        lengths.space(column, 4)
        column.addWidget(self.second)
        column.addWidget(self._searched)
        column.addWidget(self.nearest)
        column.addWidget(self.correct)
        column.addStretch(1)
        self._fit()

    def _head(self) -> QWidget:
        title = QLabel("Try it")
        theme.set_role(title, "heading")
        head = QWidget()
        row = QHBoxLayout(head)
        row.setContentsMargins(0, 0, 0, 0)
        lengths.follow(row, setSpacing=2)
        row.addWidget(title, 1)
        row.addWidget(self.chooser.random)
        row.addWidget(self.chooser.mistake)
        return head

    def _connect(self) -> None:
        self.canvas.refused.connect(self._on_refused)
        self.canvas.taken.connect(self.message)
        self.chooser.refused.connect(self.message)
        self.drawings.touched.connect(self.touched)
        self._image.changed.connect(self._follow)
        self._image.data_changed.connect(self._on_data)
        self._image.missing_changed.connect(self._on_missing)
        self._workspace.reading_changed.connect(self._say_waiting)
        self.missing.data_asked.connect(self.data_asked)
        self.missing.drawing_asked.connect(self.start_drawing)
        self.correct.keep_asked.connect(lambda label: self._hand_on(self.keep_asked, label))
        self.correct.learn_asked.connect(lambda label: self._hand_on(self.learn_asked, label))

    def _on_refused(self, error: ImageError) -> None:
        self.message.emit(f"{with_place(error)} {hint(error)}".strip())

    def _hand_on(self, asked: SignalInstance, label: int) -> None:
        """Of the image as it is on the canvas at this moment."""
        self.canvas.announce()
        asked.emit(label)

    def start_drawing(self) -> None:
        """An empty canvas that has the keyboard; what was on it comes back with undo."""
        self.canvas.clear()
        self.canvas.setFocus()

    def open_picture(self) -> None:
        """Asks for a file, and looks at the picture in it."""
        name, _ = QFileDialog.getOpenFileName(self, "Open a picture", "", picture_files.FILTER)
        if name:
            self.canvas.open(Path(name))

    # --- which image ---

    def _follow(self) -> None:
        """Another image: until its answer comes, nothing is said of it."""
        self.preview.setVisible(not isinstance(self._image.ref, ImageOf))
        self.correct.look_at(self._image.ref)
        self._say_waiting()

    def _on_missing(self) -> None:
        """A drawing stays in sight, though without the data nobody may be able to answer about it."""
        self.missing.show_why(self._image.missing if isinstance(self._image.ref, ImageOf) else "")

    def _say_waiting(self) -> None:
        waiting = self._workspace.reading or ("" if self._answers() else self._why_not)
        self.canvas.say(self._placeholder(), waiting)

    def _answers(self) -> bool:
        """Whether there is a model that can answer."""
        shown = self._workspace.shown
        return shown is not None and shown.complete

    def _placeholder(self) -> str:
        if self._image.of_digits:
            return PLACEHOLDER
        names = shown(self._image.project.facts.classes)[:NAMED]
        return f"Draw one of: {', '.join([*(short(name, LONGEST_NAME) for name in names), '…'])}"

    # --- what the network makes of it ---

    def _on_data(self) -> None:
        """Images of other data: nothing is said of them yet."""
        self._name_bars(self._image.project.facts.classes)
        self._say_waiting()

    def _name_bars(self, names: tuple[str, ...]) -> None:
        if names != self._classes:
            self._classes = names
            self.search.clear()
            self.bars.set_classes(names)
            self.correct.set_classes(names)
            self._searched.offer(self.bars.many)

    def set_no_answer(self, sentence: str) -> None:
        """Why no network can answer, shown until one can; the image stays."""
        self._why_not = sentence
        self._say_waiting()
        self._show_no_answer()

    def show_prediction(self, prediction: Prediction | None) -> None:
        """What the shown model takes the current image for; None without a model. Answers about others are dropped."""
        if prediction is None:
            self._show_no_answer()
        elif prediction.picture.image == self._image.ref:
            self._name_bars(prediction.classes)
            self._show_picture(prediction.picture)
            self._show_answer(prediction)

    def pair(self, *, on: bool) -> None:
        """Whether a second network answers too."""
        self.second.setVisible(on)
        self.bars.pair(on=on)

    def show_second(self, prediction: Prediction | None, why_not: str) -> None:
        """What the second network takes the current image for; of other classes in words alone."""
        self.second.show_answer(prediction, why_not)
        alike = prediction is not None and prediction.classes == self._classes
        self.bars.set_second(prediction.probabilities if prediction is not None and alike else None)

    def show_seen(self, rows: tuple[int, ...], columns: tuple[int, ...]) -> None:
        """Lights up what a held value sees of the current image; nothing where either is empty.

        Of an image of the data where it is large, of a drawing or a picture in what the network gets of it.
        """
        of_data = isinstance(self._image.ref, ImageOf)
        nothing: tuple[int, ...] = ()
        self.canvas.outline(*((rows, columns) if of_data else (nothing, nothing)))
        self.preview.outline(*((nothing, nothing) if of_data else (rows, columns)))

    def _show_picture(self, picture: Picture) -> None:
        self.chooser.hear(picture)
        self.correct.know(picture.image, picture.label)
        empty = picture.image == EMPTY
        self.preview.set_message(NOTHING_SEEN if empty else "")
        self.preview.set_pixels(None if empty else picture.pixels)
        if isinstance(picture.image, ImageOf):
            self.canvas.put_pixels(picture.image, picture.pixels)

    def _show_answer(self, prediction: Prediction) -> None:
        if prediction.probabilities is None:
            self._show_no_answer()
            return
        trained, truth = prediction.trained, prediction.picture.label
        shown = self._workspace.shown
        self.answer.show_prediction(prediction, of_run=shown is not None and shown.run is not None)
        self.bars.set_probabilities(prediction.probabilities, trained=trained, truth=truth)

    def _show_no_answer(self) -> None:
        if self._image.missing:
            self.answer.show_sentence("" if isinstance(self._image.ref, ImageOf) else self._image.missing)
        elif self._answers():
            self.answer.show_sentence(NOTHING_DRAWN if self._image.ref == EMPTY else "")
        else:
            self.answer.show_sentence(self._why_not)
        self.bars.set_probabilities(None)

    # --- sizes ---

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.correct.set_low(low=event.size().height() < theme.px(LOW))
        self.nearest.set_cramped(cramped=event.size().height() < theme.px(CRAMPED))
        self.nearest.set_roomy(roomy=event.size().height() >= theme.px(ROOMY))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._fit()

    def _fit(self) -> None:
        """Lengths that follow the zoom."""
        lengths.follow(self.preview, setFixedSize=(SEEN, SEEN))
        self._holder.updateGeometry()


class _Square(QWidget):
    """Holds the canvas: as high as it is wide where there is room, and the first to shrink where there is not."""

    def __init__(self, canvas: QWidget) -> None:
        super().__init__()
        self._canvas, self.missing = canvas, MissingBox()
        for part in (canvas, self.missing):
            part.setParent(self)
        self.missing.hide()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)

    def sizeHint(self) -> QSize:
        return QSize(theme.px(260), theme.px(LARGEST))

    def minimumSizeHint(self) -> QSize:
        return QSize(LEAST, LEAST)

    def resizeEvent(self, event: QResizeEvent) -> None:
        self.setMaximumHeight(max(LEAST, min(self.width(), theme.px(LARGEST))))
        side = min(self.width(), self.height())
        for part in (self._canvas, self.missing):
            part.setGeometry((self.width() - side) // 2, 0, side, side)
