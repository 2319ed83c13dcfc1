"""Top bar: the project's name, its data, the training buttons, progress with the time left, and the device."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QProgressBar, QPushButton, QSizePolicy, QWidget

from gui.appearance import lengths, theme

HEIGHT = 44
TITLE = 220  # the widest title
ROOM = 900  # from here on the data is said in full


class TopBar(QWidget):
    """Shows what it is told; its buttons speak through the actions they were given and two signals."""

    data_clicked = Signal()
    device_clicked = Signal()

    def __init__(self, train: QAction, step: QAction, stop: QAction) -> None:
        super().__init__()
        self._project = ("", False, "")
        theme.set_role(self, "bar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        lengths.follow(self, setMinimumHeight=HEIGHT)
        self.name = QLabel()
        theme.set_role(self.name, "title")
        self.name.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)
        self.data = _chip("Data set: opens the Data page")
        self.data.clicked.connect(self.data_clicked)
        self.device = _chip("Device and threads: opens the Training page")
        self.device.clicked.connect(self.device_clicked)
        self.train = _button(train, "primary")
        lengths.follow(self.train, setMinimumWidth=92)
        self.step, self.stop = _button(step), _button(stop)
        self.progress = QProgressBar(textVisible=False)
        self.progress.setAccessibleName("Progress of the run")
        lengths.follow(self.progress, setFixedHeight=6, setMinimumWidth=60, setMaximumWidth=170)
        self.detail = QLabel()
        theme.set_role(self.detail, "caption")
        self.detail.setMinimumWidth(0)
        self.detail.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._lay_out()
        self.show_progress(None, "")

    def _lay_out(self) -> None:
        row = QHBoxLayout(self)
        lengths.follow(row, setContentsMargins=(12, 6, 12, 6), setSpacing=8)
        for widget in (self.name, self.data):
            row.addWidget(widget)
        lengths.space(row, 16)
        for widget in (self.train, self.step, self.stop):
            row.addWidget(widget)
        row.addWidget(self.progress, 1)
        row.addWidget(self.detail, 3)
        row.addWidget(self.device)

    def show_project(self, title: str, modified: bool, data: str) -> None:
        """The project's title, a dot when there are unsaved edits, and the data in a few words."""
        self._project = (title, modified, data)
        self.name.setToolTip(f"{title}: has unsaved changes" if modified else title)
        self.name.setAccessibleName(self.name.toolTip())
        self.data.setToolTip(f"{data}. Opens the Data page")
        self.data.setAccessibleName(f"Data: {data}")
        self._fit()

    def _fit(self) -> None:
        """Where there is little room, at a large zoom, the title is shorter and the data is its name alone."""
        title, modified, data = self._project
        room = min(theme.px(TITLE), self.width() // 4)
        shown = self.name.fontMetrics().elidedText(title, Qt.TextElideMode.ElideRight, room)
        self.name.setText(f"{shown} •" if modified else shown)
        self.data.setText(data if self.width() >= theme.px(ROOM) else data.partition(" · ")[0])

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange and self._project[0]:
            self._fit()

    def show_attention(self, wanted: bool) -> None:
        """Whether Train has something to be mended first: then it is amber."""
        role = "attention" if wanted else "primary"
        if self.train.property("role") != role:
            theme.set_role(self.train, role)

    def show_progress(self, share: float | None, detail: str, *, busy: bool = False) -> None:
        """Progress from 0 to 1, None to hide it, and a line such as "epoch 5 of 6 · 6,720 images/s · 2 s left".

        `busy` is a bar that says only that something goes on.
        """
        self.progress.setVisible(busy or share is not None)
        self.progress.setRange(0, 0 if busy else 1000)
        self.progress.setValue(round(1000 * (share or 0)))
        if detail != self.detail.text():
            self.detail.setText(detail)
            self.detail.setToolTip(detail)


def _chip(tip: str) -> QPushButton:
    chip = QPushButton()
    chip.setToolTip(tip)
    return chip


def _button(action: QAction, role: str = "") -> QPushButton:
    """A button that shows and follows an action: text, icon, tip and whether it can be pressed."""
    button = QPushButton()
    if role:
        theme.set_role(button, role)
    button.clicked.connect(action.trigger)

    def follow() -> None:
        button.setText(action.iconText())
        button.setIcon(action.icon())
        button.setEnabled(action.isEnabled())
        button.setToolTip(action.toolTip())
        button.setAccessibleName(action.iconText())

    action.changed.connect(follow)
    follow()
    return button
