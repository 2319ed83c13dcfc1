"""DataPage: which images the network learns from, how they are prepared, and what they look like."""

from __future__ import annotations

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QFileDialog, QPushButton

from engine.answers import DataOverview
from engine.data.settings import Source
from engine.project import Project
from gui.cards import Card, Columns, Page, words
from gui.data.overview import OverviewCard
from gui.data.source_chooser import SourceChooser
from gui.data.usual import with_source
from gui.document import Document
from gui.document_form import DocumentForm

DEBOUNCE_MS = 300


class DataPage(Page):
    """Edits the document's data settings; asks for an overview of them while it is visible.

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
        source = document.project.data.source
        self.chooser, self._help = SourceChooser(source), words(source.help, "caption", wrap=True)
        self.folder_button = QPushButton("Data folder…")
        self.folder_button.setToolTip("Where MNIST, Fashion-MNIST and CIFAR-10 are kept.")
        self.overview = OverviewCard()
        self.split_form = DocumentForm(document, "data", ("validation", "split_seed", "shuffle"))
        self.values_form = DocumentForm(document, "data", ("normalisation", "augmentation"))
        self._lay_out()
        self.chooser.chosen.connect(self._choose)
        self.folder_button.clicked.connect(self.choose_folder)
        self.overview.folder_asked.connect(self.choose_folder)
        document.changed.connect(self._follow)

    def show_overview(self, overview: DataOverview) -> None:
        """Shows the data as the settings have them."""
        self._stale = False
        self.overview.show_overview(overview)

    def show_error(self, error: Exception) -> None:
        """Says why the data cannot be shown."""
        self._stale = False
        self.overview.show_error(error)

    def choose_folder(self) -> None:
        """Asks for the folder of the data sets."""
        dialog = QFileDialog(self, "Folder with data sets")
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        dialog.fileSelected.connect(self.folder_chosen)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _lay_out(self) -> None:
        sources = Card("Data set", self.chooser, self._help)
        sources.header.addWidget(self.folder_button)
        self.column.addWidget(sources)
        self.column.addWidget(Columns(Card("Split", self.split_form), Card("Preparation", self.values_form)))
        self.column.addWidget(self.overview)
        self.column.addStretch(1)

    def _choose(self, source: Source) -> None:
        settings = self._document.project.data
        if type(settings.source) is not type(source):
            self._document.edit_fields("Change data set", data=with_source(settings, source))

    def _follow(self, old: Project, new: Project) -> None:
        if old.data == new.data:
            return
        self.chooser.set_source(new.data.source)
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
