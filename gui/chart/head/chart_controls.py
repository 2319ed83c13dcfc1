"""The controls above the chart: loss, accuracy or both, scale, smoothing, follow, and the menu with the rest."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QHBoxLayout, QLabel, QMenu, QSlider, QToolButton, QVBoxLayout, QWidget, QWidgetAction

from gui.appearance import rewriting, theme
from gui.appearance.numerals import numeral, plain
from gui.appearance.theme import px
from gui.chart.head.view_options import View
from gui.chart.plot.curves import Measure

SLIDER_STEPS, SLIDER_DECADE = 120, 40
AXES = {"step": "Steps", "epoch": "Epochs", "time": "Time of training"}
OTHERS = {"training": "Training, smoothed", "validation": "Validation", "test": "Test"}


def strength_of(position: int) -> float:
    """Smoothing strength at a position of the slider: every 40 steps smooth over ten times as many training steps."""
    return round(1 - 10 ** (-position / SLIDER_DECADE), 3)


def position_of(strength: float) -> int:
    """The slider's position nearest to a strength."""
    return min(range(SLIDER_STEPS + 1), key=lambda position: abs(strength_of(position) - strength))


class SmoothingMenu(QMenu):
    """A slider that pops up under its button."""

    changed = Signal(float)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._caption = QLabel()
        theme.set_role(self._caption, "caption")
        self.slider = QSlider(Qt.Orientation.Horizontal)
        self.slider.setRange(0, SLIDER_STEPS)
        self.slider.setAccessibleName("Smoothing of the training curve")
        self.slider.valueChanged.connect(self._slid)
        holder = QWidget()
        layout = QVBoxLayout(holder)
        layout.setContentsMargins(px(12), px(8), px(12), px(8))
        layout.addWidget(self._caption)
        layout.addWidget(self.slider)
        holder.setMinimumWidth(px(220))
        action = QWidgetAction(self)
        action.setDefaultWidget(holder)
        self.addAction(action)

    def show_strength(self, strength: float) -> None:
        """Show a strength without announcing it."""
        self.slider.blockSignals(True)
        self.slider.setValue(position_of(strength))
        self.slider.blockSignals(False)
        steps = round(1 / (1 - strength))
        self._caption.setText("Raw values only" if steps <= 1 else f"Averages over about {numeral(steps)} steps")

    def _slid(self, position: int) -> None:
        self.changed.emit(strength_of(position))


class ChoiceMenu(QMenu):
    """One of several, of which each has its word."""

    chosen = Signal(str)

    def __init__(self, title: str, choices: Mapping[str, str], parent: QWidget) -> None:
        super().__init__(title, parent)
        group = QActionGroup(self)
        for key, words in choices.items():
            action = group.addAction(QAction(words, self, checkable=True))
            action.setData(key)
            self.addAction(action)
        group.triggered.connect(lambda action: self.chosen.emit(action.data()))

    def show_choice(self, key: str) -> None:
        """Show what is chosen without announcing it."""
        for action in self.actions():
            action.setChecked(action.data() == key)


class ChartControls(QWidget):
    """Shows a View and announces every change as a new one."""

    view_changed = Signal(object)
    follow_wanted = Signal()
    fold_wanted = Signal()
    _built = False  # Qt sends events before the buttons are made

    def __init__(self) -> None:
        super().__init__()
        self._view = View()
        self.menu = QMenu(self)
        self._layout = QHBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(px(2))
        self._make_buttons()
        self._make_menu()
        self.show_view(self._view)
        self.show_following(True)
        self._dress()
        self._built = True
        rewriting.follow(self._rewrite)

    def show_view(self, view: View) -> None:
        """Make the buttons agree with `view`."""
        self._view = view
        self.loss.setChecked(view.measure == "loss" and not view.both)
        self.accuracy.setChecked(view.measure == "accuracy")
        self.both.setChecked(view.both)
        self.log.setChecked(view.logarithmic)
        self.log.setEnabled(view.measure == "loss")
        self.smooth.setText(f"smooth {plain(view.smoothing)}" if view.smoothing else "raw")
        self._smoothing.show_strength(view.smoothing)
        self.learning_rate.setChecked(view.shows_rate)
        self.learning_rate.setEnabled(not view.both)
        self._log_too.setChecked(view.logarithmic)
        self._log_too.setEnabled(view.measure == "loss")
        self._axes.show_choice(view.axis)
        self._others.show_choice(view.others)
        self._bands.setChecked(view.bands)
        self.light.setChecked(view.light_pictures)

    def show_seeds(self, *, there: bool) -> None:
        """Whether some of the runs differ in their seeds alone, so that they can be drawn as one."""
        self._bands.setVisible(there)

    def _rewrite(self) -> None:
        self.show_view(self._view)

    def give_way(self, room: int) -> None:
        """Leaves to the menu, where they stand too, what has no room in so many pixels."""
        shown = [self.loss, self.accuracy, self.both, self.log, self.smooth, self.more, self.fold]
        wanted = sum(button.sizeHint().width() for button in shown) + self._layout.spacing() * len(shown)
        for button in (self.log, self.smooth):
            button.setVisible(wanted <= room)

    def show_following(self, following: bool) -> None:
        """Offer to follow again only when the chart does not."""
        self.follow.setVisible(not following)

    def add_action(self, text: str, triggered: Callable[[], None]) -> QAction:
        """Add a line to the menu."""
        action = self.menu.addAction(text)
        action.triggered.connect(triggered)
        return action

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if self._built and event.type() in (QEvent.Type.PaletteChange, QEvent.Type.FontChange):
            self._dress()

    def _make_buttons(self) -> None:
        self.follow = self._button("Follow", "Show the whole run as it grows (Home, or double click)")
        self.follow.clicked.connect(self.follow_wanted)
        self.loss = self._button("Loss", "Show the loss", checkable=True)
        self.loss.clicked.connect(lambda: self._measure("loss"))
        self.accuracy = self._button("Accuracy", "Show the accuracy", checkable=True)
        self.accuracy.clicked.connect(lambda: self._measure("accuracy"))
        self.both = self._button("Both", "Show the loss, and the accuracy on an axis of its own", checkable=True)
        self.both.clicked.connect(lambda: self._measure("loss", both=True))
        self.log = self._button("log", "Logarithmic scale for the loss", checkable=True)
        self.log.clicked.connect(lambda checked: self._change(log=checked))
        self.smooth = self._button("smooth", "How far the training curve is smoothed; raw values stay visible")
        self._smoothing = SmoothingMenu(self)
        self._smoothing.changed.connect(lambda strength: self._change(smoothing=strength))
        self.smooth.setMenu(self._smoothing)
        self.smooth.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.more = self._button("", "Learning rate, what the axis counts, other runs, copy and save")
        self.more.setMenu(self.menu)
        self.more.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.fold = self._button("", "Fold the chart")
        self.fold.clicked.connect(self.fold_wanted)

    def _make_menu(self) -> None:
        self.learning_rate = self.menu.addAction("Learning rate")
        self.learning_rate.setCheckable(True)
        self.learning_rate.triggered.connect(lambda checked: self._change(learning_rate=checked))
        self._log_too = self.menu.addAction("Logarithmic scale")
        self._log_too.setCheckable(True)
        self._log_too.triggered.connect(lambda checked: self._change(log=checked))
        self._smoothing.setTitle("Smoothing")
        self.menu.addMenu(self._smoothing)
        self._axes = ChoiceMenu("Horizontal axis", AXES, self)
        self._axes.chosen.connect(lambda axis: self._change(axis=axis))
        self._others = ChoiceMenu("Curves of other runs", OTHERS, self)
        self._others.chosen.connect(lambda others: self._change(others=others))
        self._bands = QAction("Seeds as a band", self, checkable=True, visible=False)
        self._bands.triggered.connect(lambda checked: self._change(bands=checked))
        self.menu.addMenu(self._axes)
        self.menu.addMenu(self._others)
        self.menu.addAction(self._bands)
        self.menu.addSeparator()
        self.light = QAction("Pictures on a light ground", self, checkable=True)
        self.light.triggered.connect(lambda checked: self._change(light_pictures=checked))

    def _button(self, text: str, tip: str, *, checkable: bool = False) -> QToolButton:
        button = QToolButton()
        button.setText(text)
        button.setToolTip(tip)
        button.setAccessibleName(text or tip)
        button.setCheckable(checkable)
        theme.set_role(button, "control")
        self._layout.addWidget(button)
        return button

    def _measure(self, measure: Measure, *, both: bool = False) -> None:
        self._change(measure=measure, both=both)

    def _change(self, **fields: Any) -> None:
        self.show_view(replace(self._view, **fields))
        self.view_changed.emit(self._view)

    def _dress(self) -> None:
        self.more.setIcon(theme.glyph("dots"))
        self.fold.setIcon(theme.glyph("chevron-up"))
        for button in (self.more, self.fold):
            button.setIconSize(QSize(px(12), px(12)))
