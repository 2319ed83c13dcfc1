"""How wide the tip is: three usual widths, and a slider for any other."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPointF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QIcon, QPainter, QPixmap
from PySide6.QtWidgets import QHBoxLayout, QSlider, QToolButton, QWidget

from gui.appearance import lengths, theme
from gui.appearance.numerals import numeral
from gui.tryit.strokes import DEFAULT_WIDTH, MAX_WIDTH, MIN_WIDTH, THICK, THIN

USUAL = {"Thin": THIN, "Normal": DEFAULT_WIDTH, "Thick": THICK}
BUTTON, DOT = 20, 0.25  # width of a button; of its dot, for each pixel that the tip is wide


class PenWidth(QWidget):
    """Shows a width and asks for another.

    chosen(width)   in canvas pixels
    """

    chosen = Signal(float)

    def __init__(self) -> None:
        super().__init__()
        self.buttons = {name: self._button(name, width) for name, width in USUAL.items()}
        self.slider = QSlider(Qt.Orientation.Horizontal)
        self.slider.setRange(round(MIN_WIDTH), round(MAX_WIDTH))
        self.slider.setSingleStep(1)
        self.slider.setPageStep(4)
        self.slider.setAccessibleName("Width of the tip")
        self.slider.setToolTip("Width of the tip ([ and ])")
        self.slider.valueChanged.connect(lambda width: self.chosen.emit(float(width)))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        for button in self.buttons.values():
            row.addWidget(button)
        lengths.follow(row, setSpacing=1)
        row.addWidget(self.slider, 1)
        lengths.follow(self.slider, setMinimumWidth=40)
        self._show_dots()

    def _button(self, name: str, width: float) -> QToolButton:
        button = QToolButton()
        button.setCheckable(True)
        button.setToolTip(f"{name}: {numeral(width, '.0f')} of the canvas's 280 pixels")
        button.setAccessibleName(f"{name} tip")
        lengths.follow(button, setFixedWidth=BUTTON)
        button.clicked.connect(lambda _: self.chosen.emit(width))
        return button

    def show_width(self, width: float) -> None:
        """The width that is in use."""
        for name, usual in USUAL.items():
            self.buttons[name].setChecked(usual == width)
        self.slider.blockSignals(True)  # Qt takes it by position
        self.slider.setValue(round(width))
        self.slider.blockSignals(False)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in {QEvent.Type.PaletteChange, QEvent.Type.FontChange}:
            self._show_dots()

    def _show_dots(self) -> None:
        for name, button in self.buttons.items():
            button.setIcon(_dot(USUAL[name], self.devicePixelRatioF()))
            button.setIconSize(QSize(theme.px(12), theme.px(16)))


def _dot(width: float, ratio: float) -> QIcon:
    """A disc that is as much wider than another as the tip is; in the accent's colour while it is chosen."""
    icon = QIcon()
    for state, colour in ((QIcon.State.Off, theme.current().text), (QIcon.State.On, theme.current().accent)):
        pixmap = QPixmap(round(theme.px(12) * ratio), round(theme.px(16) * ratio))
        pixmap.setDevicePixelRatio(ratio)
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(colour))
        radius = theme.px(100) * width * DOT / 200
        painter.drawEllipse(QPointF(theme.px(12) / 2, theme.px(16) / 2), radius, radius)
        painter.end()
        icon.addPixmap(pixmap, QIcon.Mode.Normal, state)
    return icon
