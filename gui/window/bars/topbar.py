"""Top bar: the project's name, its data, the training buttons, progress with the time left, and the device."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QAction, QFont, QFontMetrics, QResizeEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QPushButton, QWidget

from gui.appearance import lengths, theme
from gui.pieces.elided import Elided
from gui.pieces.progress_bar import ProgressBar
from gui.window.bars.chip import Chip

SIGN_SIDE = 16  # of the play sign
HEIGHT = 44
TITLE = (130, 600)  # the least and the greatest width of the title's place: beside it Train stands at one x
SHARE, OTHERS = 0.32, 400  # that place takes its share of the window's width, without that of the others
ROOM = 1500  # from here on data and device are said in full
BARS = (60, 170)  # the widest that the bar is with less room and with that: words of progress come first
BAR = 900  # from here on there is room for a bar beside the words of progress
SIGN, PADDING = 20, 28  # beside the words of a button
OPENS_TRAINING = "Opens the Training page"
USUAL_DEVICE = "CPU · 2 threads"  # has its place before the threads are known: nothing beside it moves
WORDS = ("Add a first layer", "99 problems: show", "Starting…", "Stopping…", "Waiting…")  # the widest that Train says


class TopBar(QWidget):
    """Shows what it is told; its buttons speak through the actions they were given and two signals."""

    data_clicked = Signal()
    device_clicked = Signal()

    def __init__(self, train: QAction, step: QAction, step_epoch: QAction, stop: QAction) -> None:
        """Step with Shift, or by its menu, is `step_epoch`."""
        super().__init__()
        self._data_words = self._device_words = self._device_leads = ""
        theme.set_role(self, "bar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        lengths.follow(self, setFixedHeight=HEIGHT)
        self.name = Elided("title")
        self.data, self.device = Chip(), Chip()
        self.data.clicked.connect(self.data_clicked)
        self.device.clicked.connect(self.device_clicked)
        self.train = _button(train, "primary")
        self.step, self.stop = _button(step, with_shift=step_epoch), _button(stop)
        self.step.addActions([step, step_epoch])
        self.step.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)
        self.progress = ProgressBar("Progress of the run")
        lengths.follow(self.progress, setFixedHeight=6, setMinimumWidth=40)
        self.detail = Elided("caption")
        self._lay_out()
        self.show_progress(None, "")

    def _lay_out(self) -> None:
        row = QHBoxLayout(self)
        lengths.follow(row, setContentsMargins=(12, 6, 12, 6), setSpacing=8)
        for widget in (self.name, self.train, self.step, self.stop):
            row.addWidget(widget)
        row.addWidget(self.progress, 1)
        row.addWidget(self.detail, 3)
        for widget in (self.data, self.device):
            row.addWidget(widget)

    def show_project(self, title: str, modified: bool, data: str) -> None:
        """The project's title, a dot when there are unsaved edits, and the data in a few words."""
        self.name.say(f"{title} •" if modified else title)
        self.name.setToolTip(f"{title}: has unsaved changes" if modified else title)
        self.name.setAccessibleName(self.name.toolTip())
        self._data_words = data
        self._say(self.data, data, "Data", "Opens the Data page")

    def show_device(self, device: str, remark: str = "") -> None:
        """What a press on Train trains on, or the run that trains does: "CPU · 2 threads"; `remark` is for its tip."""
        self._device_words, self._device_leads = device, f"{remark} {OPENS_TRAINING}".strip()
        self._say(self.device, device, "Device", self._device_leads)

    def _say(self, chip: Chip, words: str, what: str, leads: str) -> None:
        """All of it, or where there is little room the first of it."""
        parts = words.split(" · ")
        shown = " · ".join(parts if self.width() >= theme.px(ROOM) else parts[: 1 + (self.width() >= theme.px(BAR))])
        if chip.text() != shown:
            chip.setText(shown)
            self._make_room()
        chip.setToolTip(f"{words}. {leads}")
        chip.setAccessibleName(f"{what}: {words}")

    def _make_room(self) -> None:
        """At once, as a busy window may paint long before its layouts are due."""
        if (layout := self.layout()) is not None:
            layout.activate()

    def _fit(self) -> None:
        """Widths that words do not change, only the window and the zoom."""
        self.train.setIconSize(QSize(theme.px(SIGN_SIDE), theme.px(SIGN_SIDE)))
        least, most = map(theme.px, TITLE)
        self.progress.setMaximumWidth(theme.px(BARS[self.width() >= theme.px(ROOM)]))
        self.name.setFixedWidth(min(most, max(least, round(SHARE * (self.width() - theme.px(OTHERS))))))
        self.train.setFixedWidth(_widest(self.train, WORDS))
        for button in (self.step, self.stop):
            button.setFixedWidth(button.sizeHint().width())
        self._say(self.data, self._data_words, "Data", "Opens the Data page")
        self._say(self.device, self._device_words, "Device", self._device_leads)
        usual = self.device.fontMetrics().horizontalAdvance(USUAL_DEVICE) + theme.px(PADDING)
        self.device.setMinimumWidth(usual if self.width() >= theme.px(BAR) else 0)
        self._make_room()

    def minimumSizeHint(self) -> QSize:
        """As narrow as the window: words make room."""
        return QSize(0, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange) and self.layout() is not None:
            self._fit()

    def show_attention(self, wanted: bool) -> None:
        """Whether Train has something to be mended first: then it is amber."""
        role = "attention" if wanted else "primary"
        if self.train.property("role") != role:
            theme.set_role(self.train, role)

    def show_progress(self, share: float | None, detail: str, *, busy: bool = False) -> None:
        """Progress from 0 to 1, None to hide it, and a line such as "2 s left · epoch 5 of 6 · 6,720 images/s".

        `busy` is a bar that says only that something goes on.
        """
        self.progress.setVisible((busy or share is not None) and self.width() >= theme.px(BAR))
        self.progress.show_share(None if busy else share or 0.0)
        parts = detail.split(" · ")
        shorter = (" · ".join(parts[:count]) for count in range(len(parts) - 1, 0, -1))
        self.detail.say(detail, *shorter)  # where there is no room the last, which says least, goes first


def _widest(button: QPushButton, words: Iterable[str]) -> int:
    """What the widest of these words take on a button, in heavy type, with a sign."""
    font = QFont(button.font())
    font.setWeight(QFont.Weight.DemiBold)
    text = max(map(QFontMetrics(font).horizontalAdvance, words))
    return text + theme.px(SIGN + PADDING)


def _button(action: QAction, role: str = "", with_shift: QAction | None = None) -> QPushButton:
    """A button that shows and follows an action: text, icon, tip and whether it can be pressed."""
    button = QPushButton()
    if role:
        theme.set_role(button, role)

    def press() -> None:
        shift = QApplication.keyboardModifiers() & Qt.KeyboardModifier.ShiftModifier
        (with_shift if with_shift is not None and shift else action).trigger()

    button.clicked.connect(press)

    def follow() -> None:
        button.setText(action.iconText())
        button.setIcon(action.icon())
        button.setEnabled(action.isEnabled())
        button.setToolTip(action.toolTip())
        button.setAccessibleName(action.iconText())

    action.changed.connect(follow)
    follow()
    return button
