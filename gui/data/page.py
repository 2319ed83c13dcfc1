"""DataPage: which images the network learns from, how they are prepared, and what they look like."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QTimer, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QScrollArea

from engine.project.data.facts import counts_here
from engine.project.data.own_images import OwnImages
from engine.project.data.renaming import unnamed
from engine.project.data.sources import SOURCES, AnySource, Digits, PublishedSource
from engine.project.project import Project
from engine.service.answers import DataOverview
from gui.appearance import lengths, rewriting, theme
from gui.appearance.numerals import in_figures
from gui.data.class_name_editor import ClassNameEditor
from gui.data.constants_notice import ConstantsNotice
from gui.data.draws_sheet import DrawsSheet
from gui.data.measuring import Measuring
from gui.data.overview_card import OverviewCard
from gui.data.source.changed_notice import ChangedNotice
from gui.data.source.data_problem_box import DataProblemBox
from gui.data.source.earlier_settings import EarlierSettings
from gui.data.source.folder_place import FolderPlace
from gui.data.source.import_row import ImportRow
from gui.data.source.place_dialog import asked_for
from gui.data.source.source_chooser import SourceChooser
from gui.data.split.split_card import SplitCard
from gui.data.values_card import ValuesCard
from gui.forms.document_form import DocumentForm
from gui.pieces.pages.page_cards import Card, Columns, Page, words
from gui.state.data.data_samples import DataSamples
from gui.state.document import Document
from gui.state.downloads import Downloads
from gui.state.importing import Importing

DEBOUNCE_MS = 300
SETTINGS = 440
WIDE_ENOUGH = 920  # for the settings and what they make of the images, side by side


class DataPage(Page):
    """Edits the document's data settings; asks for an overview of them while it is visible. Why there is none stands
    right under the choice of the data set.

    overview_asked()         the settings are new since the last overview, and have been left alone for a moment
    folder_chosen(path)      data sets are to be looked for there
    elsewhere_chosen(path)   the own images of the document lie there now
    import_asked()           own images are to be brought in
    anew_asked()             those of the document are to be brought in again, as they are now
    image_chosen(index)      a training image was pressed
    """

    overview_asked = Signal()
    folder_chosen = Signal(str)
    elsewhere_chosen = Signal(str)
    import_asked = Signal()
    anew_asked = Signal()
    image_chosen = Signal(int)

    def __init__(self, document: Document, samples: DataSamples, downloads: Downloads, importing: Importing) -> None:
        super().__init__("Data")
        self._document, self._samples, self._downloads = document, samples, downloads
        self._stale, self._earlier = True, EarlierSettings(document)
        self._debounce = QTimer(self, singleShot=True, interval=DEBOUNCE_MS)
        self._debounce.timeout.connect(self._ask)
        self.chooser, self.about = SourceChooser(document.project.data.source), words("", "caption", wrap=True)
        self.refusal = words("", "secondary", wrap=True)
        self.folder = FolderPlace()
        self.problem, self.overview, self.values = DataProblemBox(), OverviewCard(), ValuesCard()
        self.split = SplitCard(document)
        self.split_form = self.split.form
        self.values_form = DocumentForm(document, "data", ("normalisation",))
        self.augmentation_form = DocumentForm(document, "data", ("augmentation",))
        self.changes, self.imports = ChangedNotice(), ImportRow(importing)
        self.spoiling_form = DocumentForm(document, "data", ("spoiling",), heading="spoiling")
        self.draws, self.constants, self.measuring = DrawsSheet(), ConstantsNotice(document), Measuring(document)
        self.names = ClassNameEditor(self.overview.table, document)
        self._lay_out()
        self._connect()
        for kind in SOURCES:
            self._show_here(kind)
        self._show_facts(document.project)

    def _connect(self) -> None:
        self.chooser.chosen.connect(self._choose)
        self.chooser.import_asked.connect(self.import_asked)
        self.folder.chosen.connect(self.folder_chosen)
        self.problem.folder_asked.connect(self._choose_place)
        for part in (self.problem, self.changes):
            part.anew_asked.connect(self.anew_asked)
        self.problem.digits_asked.connect(lambda: self._choose(Digits()))
        self.problem.again_asked.connect(self.look_again)
        self.problem.download.asked.connect(lambda: self._downloads.begin(self._document.project.data.source))
        self.problem.download.cancelled.connect(lambda: self._downloads.cancel(self._document.project.data.source))
        self._downloads.changed.connect(self._show_download)
        self.overview.table.chosen.connect(self.image_chosen)
        self._document.changed.connect(self._follow)
        self._document.counted.connect(lambda: self._show_facts(self._document.project))
        self._samples.changed.connect(self._show_here)
        rewriting.follow(self._rewrite)

    def show_overview(self, overview: DataOverview) -> None:
        """Shows the data as the settings have them."""
        self._stale = False
        self.overview.show_overview(overview)
        self.values.show_normalisation(overview)
        self.draws.show_draws(overview.draws)
        self.refuse("")
        self._show_problem(None)

    def show_error(self, error: Exception) -> None:
        """Says why the data cannot be shown; they are looked for again whenever the page comes to the front."""
        self._stale = True
        self._show_problem(error)

    def refuse(self, words: str) -> None:
        """Says why the folder that was chosen last is not taken; with nothing it is forgotten."""
        self.refusal.setText(words)
        self.refusal.setVisible(bool(words))

    def look_again(self) -> None:
        """The data may be others now, in another place perhaps."""
        self._stale = True
        self._ask()

    def say_progress(self, words: str) -> None:
        """How far a slow reading of the images is."""
        self.overview.say_progress(words)

    def choose_folder(self) -> None:
        """Asks for the folder of the data sets."""
        self.folder.ask(self)

    def show_changed(self, *, changed: bool) -> None:
        """Whether own images were changed since they were brought in."""
        self.changes.setVisible(changed)

    def _choose_place(self) -> None:
        """Asks where the images of the document lie: those of own images by themselves, of others in a data folder."""
        source = self._document.project.data.source
        if not isinstance(source, OwnImages):
            self.choose_folder()
            return
        dialog = asked_for(self, source)
        dialog.fileSelected.connect(self.elsewhere_chosen)
        dialog.open()

    def _lay_out(self) -> None:
        """Settings, and beside or below them what they make of the images."""
        places = (self.imports, self.problem, self.refusal, self.changes)
        sources = Card("Data set", self.chooser, *places, self.about)
        for part in (self.folder.path, self.folder.button):
            sources.header.addWidget(part)
        self.refusal.hide()
        values = (self.values_form, self.constants, self.measuring)
        preparation = Card("Preparation", *values, self.augmentation_form, self.draws)
        split = Page("Split and spoiling", self.split, Card("", self.spoiling_form))
        lengths.follow(split.column, setContentsMargins=(0, 0, 0, 0))
        split.column.addStretch(1)
        settings = Page("Data settings", sources, Columns(split, preparation))
        lengths.follow(settings.column, setContentsMargins=(0, 0, 0, 0))
        settings.column.addStretch(1)
        looks = Page("Data overview", self.overview, self.values)
        lengths.follow(looks.column, setContentsMargins=(0, 0, 0, 0))
        looks.column.addStretch(1)
        self.column.addWidget(Columns(settings, looks, wide_enough=WIDE_ENOUGH, first=SETTINGS))
        self.column.addStretch(1)

    def _show_problem(self, error: Exception | None) -> None:
        for part in (self.overview, self.values):
            part.setVisible(error is None)
        self.about.setVisible(error is None)
        if error is None:
            self.problem.hide()
        else:
            self.problem.show_error(error, self._document.project.data.source)
            self._show_download()
            QTimer.singleShot(0, self, self._reveal_problem)  # once it has its place

    def _show_download(self) -> None:
        source = self._document.project.data.source
        self.problem.download.show_download(source, self._downloads.told(source), self._downloads.failure(source))

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
        if self._document.project.data.source != source:
            self._document.edit_fields("Change data set", data=self._earlier.on(source))

    def _show_facts(self, project: Project) -> None:
        """What the data set is, and how many images of it are here."""
        source, counted = project.data.source, project.counted
        self.overview.rename.setVisible(isinstance(source, OwnImages))
        self.chooser.set_source(source)
        images = counted.train_images + counted.test_images if counted else None
        self.chooser.tile_of(source).show_count(images)
        known = counted if isinstance(source, OwnImages) else source.published  # that those are others is told below
        here = counts_here(known, counted) if counted and known else ""
        self.about.setText(in_figures(f"{source.help} {here}".strip()))

    def _rewrite(self) -> None:
        self._show_facts(self._document.project)
        self.look_again()

    def _show_here(self, kind: type[PublishedSource]) -> None:
        self.chooser.tiles[kind].show_here(self._samples.is_here(kind))

    def _follow(self, old: Project, new: Project) -> None:
        if old.data == new.data:
            return
        self._show_facts(new)
        if unnamed(old.data.source) != unnamed(new.data.source):
            self.refuse("")
            self._show_problem(None)
            self.overview.show_reading()
        else:
            self.overview.table.call(new.facts.classes)
        self._stale = True
        if self.isVisible():
            self._debounce.start()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._samples.look()
        if self._stale:
            self._debounce.start()

    def changeEvent(self, event: QEvent) -> None:
        """Whoever comes back from another program may have put there what is missing."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.ActivationChange and self.isActiveWindow() and self.problem.isVisible():
            self.look_again()

    def _ask(self) -> None:
        if self._stale and self.isVisible():
            self.overview_asked.emit()
