"""Own filter page: a filter that a person types in is tried at once on the current image, then put into the layer."""

from __future__ import annotations

from typing import get_args

import numpy as np
from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QGridLayout,
    QHBoxLayout,
    QPushButton,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from engine.service.answers import Shown
from engine.service.looking.layers.enlarge_questions import EnlargedFilter, OwnFilter, Preset, Tried, preset
from gui.appearance import lengths, theme
from gui.appearance.numerals import numeral, plain
from gui.forms.wheel_and_undo import ignore_wheel_and_undo
from gui.inspect import layer_words
from gui.inspect.enlarged.bias_box import BiasBox
from gui.inspect.enlarged.kernel_table import KernelTable
from gui.inspect.enlarged.plane_view import PlaneView
from gui.inspect.page_header import page_header
from gui.inspect.tiles.mosaic import MARGIN
from gui.pieces.choice_box import ChoiceBox
from gui.pieces.elided import Elided
from gui.pieces.pages.page_cards import words
from gui.pieces.pages.scrolled import scrolled, with_a_bar
from gui.pieces.rows import row_of
from gui.state.run.run import RunState
from gui.state.workspace import Workspace

AS_IT_IS = "as it stands"
TRUTH = (
    "Put into the layer, it stands in place of the filter in all that is shown, until you take it out. The run and its "
    "files stay as they are. Train from it begins a new run with it, which says so on Runs and Compare."
)
LEAST, MOST = 96, 360  # of the side of a map
GAP = 12


class OwnFilterPage(QWidget):
    """Shows what it is given for the filter that stands there; the window asks the engine.

    asked()      another filter stands there: see `own`
    left()       back to the filter as it is
    put(own)     it is to stand in the layer
    taken_out()  it is not to stand there any more
    train()      a new run is to begin with what stands in the layers
    """

    asked = Signal()
    left = Signal()
    put = Signal(object)
    taken_out = Signal()
    train = Signal()

    def __init__(self, workspace: Workspace, run: RunState) -> None:
        super().__init__()
        self._workspace, self._run = workspace, run
        self._found: EnlargedFilter | None = None  # the filter in whose place it is tried, as it stands by now
        self._as_it_stands = True  # nothing else was begun with, and nothing typed
        self._kernels = np.zeros((1, 1, 1), np.float32)
        self._bias = 0.0  # as it was learned, or typed; the field shows four places of it
        self.tried: Tried | None = None
        self.setAccessibleName("A filter of your own")
        self._make_parts()
        self._lay_out()
        self._connect()

    def _make_parts(self) -> None:
        self.heading, self.source = Elided("heading"), Elided("secondary")
        self.back = QPushButton("Back")
        self.back.setToolTip("The filter as it is (Esc).")
        self._make_choices()
        self.table = KernelTable()
        self.before, self.after = PlaneView("Its map without yours"), PlaneView("Its map with your filter")
        self.about_before, self.about_after = words("Without yours", "caption"), words("With yours", "caption")
        self.put_in, self.take_out = QPushButton("Put into the layer"), QPushButton("Take it out")
        self.train_from = QPushButton("Train from it")
        self.train_from.setToolTip("Begins a new run with the shown weights and your filter in them.")
        self.truth, self.sentence, self.effect = (words(text, "secondary", wrap=True) for text in (TRUTH, "", ""))
        keeps = self.effect.sizePolicy()
        keeps.setRetainSizeWhenHidden(True)  # of a line at least, so that nothing jumps when the outcome comes
        self.effect.setSizePolicy(keeps)
        self.effect.setMinimumHeight(self.effect.fontMetrics().height())
        self.effect.hide()
        self.readout = Elided("caption")
        self.readout.setIndent(MARGIN)

    def _make_choices(self) -> None:
        """With what it begins, and at which of its input channels."""
        self.begin = ChoiceBox()
        self.begin.setAccessibleName("Begin with")
        self.begin.addItems([AS_IT_IS, *get_args(Preset)])
        self.channel = QSpinBox()
        self.channel.setPrefix("Input channel ")
        self.channel.setAccessibleName("Input channel")
        self.channel.setMinimum(1)
        self.alone = QCheckBox("the others 0")
        self.alone.setToolTip("The filter looks at this input channel alone.")
        self.alone.setChecked(True)
        self.bias = BiasBox()
        for field in (self.begin, self.channel, self.bias):
            ignore_wheel_and_undo(field)
        for number in (self.channel, self.bias):
            theme.inset(number)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        lengths.follow(column, setContentsMargins=(0, 8, 0, 4), setSpacing=8)
        column.addLayout(page_header(self.heading, self.source, back=self.back))
        self.area = with_a_bar(scrolled(self._content()))
        column.addWidget(self.area, 1)
        column.addWidget(self.readout)

    def _content(self) -> QWidget:
        self._inside = content = QWidget()
        column = QVBoxLayout(content)
        lengths.follow(column, setContentsMargins=(MARGIN, 0, MARGIN, 0), setSpacing=8)
        column.addLayout(row_of(words("Begin with", "secondary"), self.begin, self.bias))
        column.addLayout(row_of(self.channel, self.alone))
        self._grid = QGridLayout()
        lengths.follow(self._grid, setSpacing=GAP)
        self._planes = self._both_planes()
        self._grid.addWidget(self.table, 0, 0, Qt.AlignmentFlag.AlignTop)
        self._grid.setColumnStretch(2, 1)
        column.addLayout(self._grid)
        column.addWidget(self.sentence)
        column.addLayout(row_of(self.put_in, self.take_out, self.train_from))
        column.addWidget(self.effect)
        column.addWidget(self.truth)
        column.addStretch(1)
        return content

    def _both_planes(self) -> QWidget:
        both = QWidget()
        planes = QHBoxLayout(both)
        planes.setContentsMargins(0, 0, 0, 0)
        lengths.follow(planes, setSpacing=GAP)
        for caption, plane in ((self.about_before, self.before), (self.about_after, self.after)):
            side = QVBoxLayout()
            lengths.follow(side, setSpacing=4)
            side.addWidget(caption)
            side.addWidget(plane)
            side.addStretch(1)
            planes.addLayout(side)
        return both

    def _connect(self) -> None:
        self.back.clicked.connect(lambda _: self.left.emit())
        self.begin.activated.connect(lambda _: self._begin_with())
        self.channel.valueChanged.connect(lambda _: self._show_channel())
        self.alone.toggled.connect(lambda _: self.asked.emit())
        self.bias.valueChanged.connect(self._on_bias)
        self.table.changed.connect(self._on_number)
        self.put_in.clicked.connect(lambda _: self.put.emit(self.own))
        self.train_from.clicked.connect(lambda _: self.train.emit())
        self.take_out.clicked.connect(lambda _: self.taken_out.emit())
        for plane in (self.before, self.after):
            plane.read.connect(self._read_out)
        self._workspace.own_filters.changed.connect(self._show_ways)
        self._run.changed.connect(self._show_ways)

    # --- which filter ---

    def open_at(self, found: EnlargedFilter, channel: int) -> None:
        """In place of a filter, beginning with that itself, at one of its input channels."""
        self.tried = None
        self.area.verticalScrollBar().setValue(0)
        with QSignalBlocker(self.channel), QSignalBlocker(self.alone):
            self.channel.setMaximum(len(found.kernels))
            self.channel.setValue(channel + 1)
            self.alone.setChecked(False)  # it is the filter itself at first
        self._take_over(found)
        self.bias.setVisible(found.bias is not None)
        for part in (self.channel, self.alone):
            part.setVisible(len(found.kernels) > 1)
        self.begin.setCurrentIndex(0)
        self._show_ways()
        self.asked.emit()

    def _take_over(self, found: EnlargedFilter) -> None:
        """The filter as it stands."""
        self._found, self._as_it_stands = found, True
        self._kernels, self._bias = np.nan_to_num(found.kernels), _finite_bias(found)
        with QSignalBlocker(self.bias):
            self.bias.setValue(self._bias)
        self.table.show_kernel(self._kernels[self._at])

    def _follow(self, standing: EnlargedFilter) -> None:
        """By now it may stand there otherwise, as where it trains: what a person began to type stays."""
        self._found = standing
        same = self._bias == _finite_bias(standing)
        moved = not (same and np.array_equal(self._kernels, np.nan_to_num(standing.kernels)))
        if moved and self._as_it_stands and not self._typing:
            self._take_over(standing)
            self.asked.emit()

    @property
    def _typing(self) -> bool:
        """Whether a number is begun that is none yet."""
        return self.table.editing or (self.bias.hasFocus() and self.bias.lineEdit().isModified())

    @property
    def own(self) -> OwnFilter | None:
        """As it stands there."""
        if self._found is None:
            return None
        kernels = np.zeros_like(self._kernels) if self.alone.isChecked() else self._kernels.copy()
        kernels[self._at] = self._kernels[self._at]
        return OwnFilter.of(self._found.address, self._found.index, kernels, self._bias)

    @property
    def _at(self) -> int:
        return min(self.channel.value(), len(self._kernels)) - 1

    def _begin_with(self) -> None:
        """A preset is of one input channel alone; as it stands is all of it."""
        name = self.begin.currentText()
        if self._found is None:
            return
        if name == AS_IT_IS:
            self.open_at(self._found, self._at)
            return
        self._as_it_stands = False
        self._kernels[self._at] = next(preset(one, *self._kernels.shape[1:]) for one in get_args(Preset) if one == name)
        self.table.show_kernel(self._kernels[self._at])
        with QSignalBlocker(self.alone), QSignalBlocker(self.bias):
            self.alone.setChecked(True)
            self.bias.setValue(0)
            self._bias = 0.0
        self.asked.emit()

    def _show_channel(self) -> None:
        self.table.show_kernel(self._kernels[self._at])
        self.asked.emit()

    def _on_bias(self, bias: float) -> None:
        self._bias, self._as_it_stands = bias, False
        self.asked.emit()

    def _on_number(self) -> None:
        self._kernels[self._at], self._as_it_stands = self.table.values, False
        self.asked.emit()

    # --- what is shown ---

    def show_tried(self, tried: Tried) -> None:
        """What both make of the current image; an answer about another filter comes too late and is dropped."""
        found, shown = self._found, self._workspace.shown
        if found is None or shown is None or (tried.after.address, tried.after.index) != (found.address, found.index):
            return
        self.tried = tried
        self._title(found, shown, tried.step)
        for plane, one in ((self.before, tried.before), (self.after, tried.after)):
            figures = one.figures
            start = figures.strongest or (0, 0)
            low, high = figures.limits
            plane.show_plane(one.values, f"From {plain(low)} to {plain(high)}.", (start[0], start[1]))
            plane.set_colours("grey", low, high)
        self._fit()
        self.say("")
        self._follow(tried.standing)

    def say(self, sentence: str) -> None:
        """Why it cannot be tried; empty where it can."""
        self.sentence.setText(sentence)
        self.sentence.setVisible(bool(sentence))
        self.put_in.setEnabled(not sentence)
        for part in (self.before, self.after, self.about_before, self.about_after):
            part.setVisible(not sentence)

    def show_effect(self, sentence: str) -> None:
        """What all that was put in does to the answers; empty where nothing was, and until it is known."""
        self.effect.setText(sentence)
        self.effect.setVisible(bool(sentence))
        self._fit()

    def _title(self, found: EnlargedFilter, shown: Shown, step: int) -> None:
        layer = layer_words.named(shown.project.network, found.address)
        self.heading.say(f"{layer}: in place of filter {numeral(found.index + 1)}")
        self.source.say(*layer_words.source(shown, step, self._run))

    def _show_ways(self) -> None:
        found = self._found
        there = found is not None and self._workspace.own_filters.at(found.address, found.index) is not None
        self.take_out.setEnabled(there)
        self.train_from.setEnabled(there and not self._run.training)

    def _read_out(self) -> None:
        before, after = self.before.reading(), self.after.reading()
        self.readout.say((before and f"Without yours: {before}") or (after and f"With yours: {after}") or "")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.table.setFocus()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Beside the numbers where there is room, else below; whole in sight where that leaves them large enough."""
        viewport, gap = self.area.viewport(), theme.px(GAP)
        whole = viewport.width() - 2 * theme.px(MARGIN)
        beside = (whole - self.table.width() - 2 * gap) // 2
        below = beside < theme.px(LEAST)
        self._grid.removeWidget(self._planes)
        place = (1, 0, 1, 3) if below else (0, 1, 1, 2)
        self._grid.addWidget(self._planes, *place, Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        high = viewport.height() - self._above(below=below) - self._under(whole)
        wide = (whole - gap) // 2 if below else beside
        side = max(theme.px(LEAST), min(wide, high, theme.px(MOST)))
        for plane in (self.before, self.after):
            plane.set_side(side)

    def _under(self, width: int) -> int:
        """What stands under the maps: the buttons, the outcome, which is what was asked for, and what they do."""
        told = sum(max(one.minimumHeight(), one.heightForWidth(width)) for one in (self.effect, self.truth))
        return self.put_in.sizeHint().height() + told + 4 * theme.px(GAP)

    def _above(self, *, below: bool) -> int:
        """What stands above the maps."""
        top = self.table.mapTo(self._inside, self.table.rect().topLeft()).y()
        numbers = self.table.height() + theme.px(GAP) if below else 0
        return top + numbers + self.about_before.sizeHint().height() + theme.px(4)


def _finite_bias(found: EnlargedFilter) -> float:
    """As a number that can be typed, as its kernels are: NaN, of a run that ran away, is not even equal to itself."""
    return float(np.nan_to_num(np.float32(found.bias or 0.0)))
