"""View choices: theme, zoom, compact cards, zones and pages, and where the window was, all remembered."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QObject, QRect, Qt, Signal
from PySide6.QtWidgets import QApplication

from gui.appearance import lengths, theme
from gui.chart.head.view_options import View
from gui.window.groups import Chrome, Panels, Shared

SIZE = (1280, 800)


class ViewChoices(QObject):
    """How the window looks, as the person wants it."""

    restyled = Signal()  # another theme or zoom, or other numerals

    def __init__(self, shared: Shared, panels: Panels, chrome: Chrome) -> None:
        super().__init__()
        self._frame, self._settings, self._chart = chrome.frame, shared.settings, panels.chart
        self._palette = panels.stack.pinning
        self._palette.changed.connect(lambda pinned: shared.settings.change(palette_pinned=pinned))
        self._stack, self._canvas = panels.stack, panels.try_it.canvas
        self._stack.compact_changed.connect(lambda compact: shared.settings.change(compact_cards=compact))
        self._palette.widened.connect(chrome.frame.zones.widen_left)
        panels.chart.folded_changed.connect(chrome.frame.centre.note_folded)
        panels.chart.view_changed.connect(self._keep_view)
        chrome.frame.centre.fold_wanted.connect(panels.chart.set_folded)

    def restore(self) -> None:
        """Everything as it was when the program ended."""
        value = self._settings.value
        self._restore_place(value.geometry, maximised=value.maximised)
        self._palette.set_pinned(value.palette_pinned)
        self._stack.set_compact(value.compact_cards)
        self._frame.restore_sizes(value.layout)
        self._canvas.set_tip_width(value.tip_width)
        self._restore_view()

    def remember(self) -> None:
        """Keeps where everything is."""
        geometry = self._frame.normalGeometry().getRect()
        layout = self._frame.layout_sizes()
        tip_width, maximised = self._canvas.tip_width, self._frame.isMaximized()
        self._settings.change(layout=layout, geometry=geometry, maximised=maximised, tip_width=tip_width)

    def _keep_view(self, view: View) -> None:
        """What a person chose for all runs; what they chose to see of one at the moment is not kept."""
        self._settings.change(
            chart_axis=view.axis, chart_others=view.others, chart_bands=view.bands, light_pictures=view.light_pictures
        )

    def _restore_view(self) -> None:
        kept, view = self._settings.value, replace(self._chart.view, axis=self._settings.value.chart_axis)
        view = replace(view, others=kept.chart_others, bands=kept.chart_bands, light_pictures=kept.light_pictures)
        self._chart.set_view(view)

    def restyle(self) -> None:
        """Theme and zoom as the settings have them; whoever wrote a number into a text writes it again."""
        app = QApplication.instance()
        if isinstance(app, QApplication):
            theme.apply(app, self._settings.value.theme, self._settings.value.zoom)
            lengths.refresh()
            self._frame.arrange()
        self.restyled.emit()

    def zoom_by(self, step: float) -> None:
        """Larger or smaller by a step; 0 for the usual size."""
        low, high = theme.ZOOM_RANGE
        zoom = min(high, max(low, round(self._settings.value.zoom + step, 2))) if step else 1.0
        self._settings.change(zoom=zoom)

    def fold_chart(self) -> None:
        """Folds the chart to a line, or unfolds it."""
        self._chart.set_folded(not self._chart.folded)

    def reset(self) -> None:
        """Everything in its usual place, at this size."""
        self._frame.reset_layout()

    def reset_all(self) -> None:
        """Everything in its usual place, and as large as usual."""
        self.zoom_by(0)
        self.reset()

    def pin_palette(self) -> None:
        """Pins the palette beside the stack, or lets it go."""
        self._palette.set_pinned(not self._palette.pinned)

    def _restore_place(self, geometry: tuple[int, ...], *, maximised: bool) -> None:
        """Where the window was; 1280×800, less on a small screen, at the first start."""
        room = self._frame.screen().availableGeometry()
        kept = QRect(*geometry) if len(geometry) == 4 else QRect()
        kept.setSize(kept.size().boundedTo(self._frame.screen().availableVirtualSize() * 2))  # more cannot be painted
        if kept.isValid() and room.intersects(kept):
            self._frame.setGeometry(kept)
        else:
            self._frame.resize(min(SIZE[0], room.width()), min(SIZE[1], room.height()))
        if maximised:
            self._frame.setWindowState(Qt.WindowState.WindowMaximized)
