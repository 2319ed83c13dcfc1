"""TuningPart: “Make it fast”: what is being tried and how far that is, then what was found."""

from __future__ import annotations

from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from gui.appearance import lengths, rewriting, theme
from gui.appearance.numerals import in_figures
from gui.forms.field_specs import chosen_specs
from gui.pieces.pages.page_cards import words
from gui.pieces.progress_bar import ProgressBar
from gui.pieces.rows import row_of
from gui.pieces.wrapping_tick import WrappingTick
from gui.state.machine.tuning import Tuning
from gui.state.machine.tuning_words import CANCELLED, headline
from gui.state.settings import Settings, SettingsFile
from gui.training.setup_table import SetupTable

WHAT = "Tries threads and more on a copy of this network, for about 15 seconds."
TIP = "Tries what trains this network fastest on this computer. Nothing of it is learned, and the next run takes it."
CANCEL_TIP = "Ends it; nothing is kept. Train ends it, too."
TAKE_TIP = "Changes the recipe, and can be undone; results change a little"
LOWER = "Also try lower precision (results change a little)"


class TuningPart(QWidget):
    """A part of the Machine card; the engine is asked by `Tuning`."""

    def __init__(self, tuning: Tuning, settings: SettingsFile) -> None:
        super().__init__()
        self._tuning, self._settings = tuning, settings
        self.precision = WrappingTick(LOWER, chosen_specs(Settings, ("lower_precision",))[0].help)
        self.begin, self.cancel, self.take = QPushButton("Make it fast"), QPushButton("Cancel"), QPushButton()
        self.bar = ProgressBar("How far the trying is")
        self.said = words("", "caption", wrap=True)
        self.table, self.limits = SetupTable(), words("", "caption", wrap=True)
        self._lay_out()
        self._connect()
        self.look()

    def _lay_out(self) -> None:
        self.cancel.setToolTip(CANCEL_TIP)
        self.take.setToolTip(TAKE_TIP)
        policy = self.bar.sizePolicy()
        policy.setRetainSizeWhenHidden(True)  # nothing below it moves
        self.bar.setSizePolicy(policy)
        lengths.follow(self.bar, setFixedHeight=6)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        lengths.follow(column, setSpacing=6)
        column.addWidget(self.precision)
        column.addLayout(row_of(self.begin, self.cancel, self.take))
        for part in (self.bar, self.said, self.table, self.limits):
            column.addWidget(part)

    def _connect(self) -> None:
        self.begin.clicked.connect(self._begin)
        self.cancel.clicked.connect(self._tuning.cancel)
        self.take.clicked.connect(self._tuning.take_precision)
        self.precision.clicked.connect(lambda on: self._settings.change(lower_precision=on))
        self._tuning.changed.connect(self.look)
        rewriting.follow(self.look)

    def _begin(self) -> None:
        self._tuning.begin()
        if self._tuning.working:
            self.cancel.setFocus()

    def look(self) -> None:
        """All of it, as it is now."""
        tuning, working = self._tuning, self._tuning.working
        self.precision.box.setChecked(self._settings.value.lower_precision)
        self._enable(working=working)
        self.bar.setVisible(working)
        self.bar.show_share(tuning.told.share)
        self._say()
        found = tuning.tuned
        if found is not None:
            self.table.show_tuned(found)
            self.limits.setText(in_figures(" ".join((found.limits, *found.passed_over))))
        for part in (self.table, self.limits):  # while it is tried anew they stay: nothing moves
            part.setVisible(found is not None)
            part.setEnabled(not working)

    def _enable(self, *, working: bool) -> None:
        """The keyboard stays in the row: of its two buttons one can be pressed."""
        had = self.cancel.hasFocus()
        self.begin.setEnabled(not working and not self._tuning.obstacle)
        self.begin.setToolTip(self._tuning.obstacle or TIP)
        self.precision.setEnabled(not working)
        lowered = None if working or self._tuning.tuned is None else self._tuning.tuned.lowered
        had = had or (self.take.hasFocus() and self._tuning.in_recipe)
        if had and not working:
            self.begin.setFocus()
        self.take.setText(f"Train in {lowered}")
        self.take.setVisible(lowered is not None and not self._tuning.in_recipe)
        self.cancel.setVisible(working)

    def _say(self) -> None:
        """How far it is, else what came of it, and why it cannot be tried now."""
        tuning = self._tuning
        said = tuning.told.words if tuning.working else f"{self._outcome} {tuning.obstacle}".strip() or WHAT
        self.said.setText(in_figures(said))
        failed = bool(tuning.failure) and not tuning.working
        theme.set_role(self.said, "error" if failed else "caption")

    @property
    def _outcome(self) -> str:
        tuning = self._tuning
        if tuning.failure or tuning.cancelled:
            return tuning.failure or CANCELLED
        if tuning.tuned is None:
            return ""
        return headline(tuning.tuned, self._settings.value.threads, in_recipe=tuning.in_recipe)
