"""DataPage: which images the network learns from, how they are prepared, and what they look like."""

from __future__ import annotations

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QFileDialog, QPushButton, QScrollArea

from engine.project.facts import difference
from engine.project.project import Project
from engine.project.sources import AnySource
from engine.service.answers import DataOverview
from gui.appearance import theme
from gui.data.data_problem_box import DataProblemBox
from gui.data.overview_card import OverviewCard
from gui.data.source_chooser import SourceChooser
from gui.data.usual_constants import with_source
from gui.forms.document_form import DocumentForm
from gui.pieces.page_cards import Card, Columns, Page, words
from gui.state.document import Document

DEBOUNCE_MS = 300


class DataPage(Page):
    """Edits the document's data settings; asks for an overview of them while it is visible. Why there is none stands
    right under the choice of the data set.

    overview_asked()      the settings are new since the last overview, and have been left alone for a moment
    folder_chosen(path)   data sets are to be looked for there
    """

    overview_asked = Signal()
    folder_chosen = Signal(str)

    def __init__(self, document: Document) -> None:
        super().__init__("Data")
        self._document = document
        self._stale = True
        self._debounce = QTimer(self, singleShot=True, interval=DEBOUNCE_MS)
        self._debounce.timeout.connect(self._ask)
        source, facts = document.project.data.source, document.project.facts
        self.chooser, self._help = SourceChooser(source, facts), words(source.help, "caption", wrap=True)
        self.difference = words("", "secondary", wrap=True)
        self.folder_button = QPushButton("Data folder…")
        self.folder_button.setToolTip("Where MNIST, Fashion-MNIST and CIFAR-10 are kept.")
        self.problem, self.overview = DataProblemBox(), OverviewCard()
        self.split_form = DocumentForm(document, "data", ("validation", "split_seed", "shuffle"))
        self.values_form = DocumentForm(document, "data", ("normalisation", "augmentation"))
        self._lay_out()
        self.chooser.chosen.connect(self._choose)
        self.folder_button.clicked.connect(self.choose_folder)
        self.problem.folder_asked.connect(self.choose_folder)
        self.problem.again_asked.connect(self.look_again)
        document.changed.connect(self._follow)
        self._show_facts(document.project)

    def show_overview(self, overview: DataOverview) -> None:
        """Shows the data as the settings have them."""
        self._stale = False
        self.overview.show_overview(overview)
        self._show_problem(None)

    def show_error(self, error: Exception) -> None:
        """Says why the data cannot be shown; they are looked for again whenever the page comes to the front."""
        self._stale = True
        self._show_problem(error)

    def look_again(self) -> None:
        """The data may be others now, in another place perhaps."""
        self._stale = True
        self._ask()

    def say_progress(self, words: str) -> None:
        """How far a slow reading of the images is."""
        self.overview.say_progress(words)

    def choose_folder(self) -> None:
        """Asks for the folder of the data sets."""
        dialog = QFileDialog(self, "Folder with data sets")
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        dialog.fileSelected.connect(self.folder_chosen)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _lay_out(self) -> None:
        sources = Card("Data set", self.chooser, self.problem, self._help, self.difference)
        sources.header.addWidget(self.folder_button)
        self.column.addWidget(sources)
        self.column.addWidget(Columns(Card("Split", self.split_form), Card("Preparation", self.values_form)))
        self.column.addWidget(self.overview)
        self.column.addStretch(1)

    def _show_problem(self, error: Exception | None) -> None:
        self.overview.setVisible(error is None)
        self._help.setVisible(error is None)
        if error is None:
            self.problem.hide()
        else:
            self.problem.show_error(error)
            QTimer.singleShot(0, self, self._reveal_problem)  # once it has its place

    def _reveal_problem(self) -> None:
        area = self._scroll_area()
        if area is not None:
            area.ensureWidgetVisible(self.problem, 0, theme.px(8))

    def _scroll_area(self) -> QScrollArea | None:
        around = self.parentWidget()
        while around is not None and not isinstance(around, QScrollArea):
            around = around.parentWidget()
        return around

    def _choose(self, source: AnySource) -> None:
        settings = self._document.project.data
        if type(settings.source) is not type(source):
            self._document.edit_fields("Change data set", data=with_source(settings, source))

    def _show_facts(self, project: Project) -> None:
        """How many images there are, and, as long as it is so, that they are not as many as were published."""
        source, facts = project.data.source, project.facts
        self.chooser.set_source(source, facts)
        sentence = difference(source.name, source.published, facts)
        self.difference.setText(sentence)
        self.difference.setVisible(bool(sentence))

    def _follow(self, old: Project, new: Project) -> None:
        if (old.data, old.facts) != (new.data, new.facts):
            self._show_facts(new)
        if old.data == new.data:
            return
        if old.data.source != new.data.source:
            self._show_problem(None)
            self.overview.show_reading()
        self._help.setText(new.data.source.help)
        self._stale = True
        if self.isVisible():
            self._debounce.start()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._stale:
            self._debounce.start()

    def _ask(self) -> None:
        if self._stale and self.isVisible():
            self.overview_asked.emit()
