"""Openers: the ways from the sections of Inspect to one filter or map that fills the page."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject, QPoint, QPointF, Qt, Signal
from PySide6.QtWidgets import QMenu, QToolButton

from engine.service.answers import LayerView
from gui.appearance import theme
from gui.inspect.activations_section import OutputSection
from gui.inspect.enlarged.enlarge_button import EnlargeButton
from gui.inspect.filters_section import FilterSection
from gui.inspect.tiles.mosaic import Mosaic


class Openers(QObject):
    """A button in each caption, Enter, a press on a filter, and a menu on every tile.

    wanted(part, index, channel)   a filter or map by its number from 0; of a filter one of its input channels
    survey_wanted()                all filters of the layer in an order
    sheet_wanted()                 several layers on one sheet
    """

    wanted = Signal(str, int, int)
    survey_wanted = Signal()
    sheet_wanted = Signal()

    def __init__(self, filters: FilterSection, outputs: OutputSection) -> None:
        super().__init__(filters)
        self._filters, self._outputs = filters, outputs
        self.of_filter, self.of_map = EnlargeButton("filter"), EnlargeButton("map")
        filters.add_control(self.of_filter)
        outputs.add_control(self.of_map)
        filters.enlarged.connect(partial(self.wanted.emit, "filter"))
        outputs.mosaic.opened.connect(self._open_map)
        self.of_filter.clicked.connect(lambda _: filters.open_tile(filters.mosaic.selection() or 0))
        self.of_map.clicked.connect(lambda _: self._open_map(outputs.mosaic.selection() or 0))
        self._make_menu()
        for mosaic in (filters.mosaic, outputs.mosaic):
            mosaic.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
            mosaic.customContextMenuRequested.connect(partial(self._offer, mosaic))

    def _make_menu(self) -> None:
        """Other views of the layer."""
        self.more = QToolButton()
        self.more.setText("More")
        self.more.setToolTip("Other views of this layer")
        theme.set_role(self.more, "choice")
        menu = QMenu(self.more)
        self.survey = menu.addAction("Filters in order…", self.survey_wanted.emit)
        self.sheet = menu.addAction("Layers on one sheet…", self.sheet_wanted.emit)
        self.more.setMenu(menu)
        self.more.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)

    def show_layer(self, view: LayerView) -> None:
        """What of it can be enlarged."""
        shape = view.weights_shape
        self.of_filter.setVisible(shape is not None and len(shape) > 1 and view.weights is not None)
        self.of_map.setVisible(len(view.output) == 3)
        self.survey.setEnabled(shape is not None and len(shape) > 1)

    def _open_map(self, index: int) -> None:
        self.wanted.emit("map", index, 0)

    def _offer(self, mosaic: Mosaic, at: QPoint) -> None:
        under = mosaic.value_at(QPointF(at))
        tile = mosaic.selection() if under is None else under[0]
        if tile is None:
            return
        mosaic.select(tile)
        menu = QMenu(mosaic)
        menu.addAction("Enlarge", partial(mosaic.opened.emit, tile))
        if (channel := mosaic.eyes.channel(tile)) is not None:
            words = "Let it be heard" if mosaic.eyes.is_muted(tile) else "Mute"
            menu.addAction(words, partial(mosaic.eye_pressed.emit, channel))
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(mosaic.mapToGlobal(at))
