"""Import display: the dialog that brings in own images, what it asks of the engine, and what becomes of the answers."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import NamedTuple

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QApplication

from engine.project.data.kept_for_testing import with_test_part
from engine.project.data.own_images import AnyOwnImages, ChosenTest, OwnImages, TestPart
from engine.service.answers import Brought, ImagesLook, wish_like
from engine.service.questions import LookAtImages, ShowOriginals, ShowReading
from engine.text import listed
from engine.typed.document import changed
from gui.importing.before_after import COUNT
from gui.importing.dialog import ImportDialog
from gui.state.data.missing_data import what_is_wrong
from gui.state.importing import Wanted
from gui.state.settings import Settings
from gui.window.display.images.imported_line import ImportedLine
from gui.window.groups import Chrome, Engine, Shared
from gui.window.pages import Pages

ORIGINAL_SIDE = 192  # pixels of what is shown as it is


class _AskedFor(NamedTuple):
    """In which of the projects that were opened images were asked for, and which the document had then, divided how."""

    opened: int
    images: object
    test: TestPart | None


class ImportDisplay(QObject):
    """Wires dialog, page and line to the engine."""

    def __init__(self, shared: Shared, engine: Engine, pages: Pages, chrome: Chrome) -> None:
        super().__init__()
        self._document, self._messages = shared.document, shared.messages
        self._jobs, self._importing, self._changes = engine.jobs, engine.importing, engine.changed_images
        self._page, self._parts, self._frame = pages.data, pages.parts_of_data, chrome.frame
        self.line = ImportedLine(shared, chrome)
        self.dialog: ImportDialog | None = None
        self._opened = 0  # projects that were opened
        self._for: dict[Wanted, _AskedFor] = {}
        self._connect(chrome)
        self._service = engine.service
        self._service.keep_images_within(shared.settings.value.image_memory)
        shared.settings.changed.connect(self._on_settings)

    def _connect(self, chrome: Chrome) -> None:
        chrome.files.images_chosen.connect(self.open)
        self._page.import_asked.connect(lambda: self.open(None))
        self._page.elsewhere_chosen.connect(self._look_elsewhere)
        self._page.anew_asked.connect(self._bring_in_again)
        self.line.check_asked.connect(self._show_check_up)
        self._importing.arrived.connect(self._on_arrived)
        self._importing.failed.connect(self._on_failed)
        self._importing.changed.connect(self._forget_given_up)
        self._changes.changed.connect(lambda: self._page.show_changed(changed=self._changes.found))
        self._document.replaced.connect(self._on_replaced)
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.applicationStateChanged.connect(self._on_application)

    def _show_check_up(self) -> None:
        self._parts.show_page("check-up")
        self._frame.show_page("data")

    def _on_application(self, state: Qt.ApplicationState) -> None:
        """From another program, that is, in which images may have been changed."""
        if state == Qt.ApplicationState.ApplicationActive:
            self._changes.come_back()

    def _on_settings(self, old: Settings, new: Settings) -> None:
        if old.image_memory != new.image_memory:
            self._service.keep_images_within(new.image_memory)

    def _on_replaced(self) -> None:
        self._opened += 1
        self.line.forget()

    # --- the dialog ---

    def open(self, path: Path | None) -> None:
        """Shows the dialog, at a path where one is given."""
        if self.dialog is None:
            self.dialog = self._made()
        self.dialog.show()
        self.dialog.activateWindow()
        if path is not None:
            self.dialog.look_at(path)

    def _made(self) -> ImportDialog:
        dialog = ImportDialog(self._frame)
        dialog.looked_for.connect(partial(self._look, dialog))
        dialog.reading_asked.connect(partial(self._show_reading, dialog))
        dialog.wanted.connect(self._begin)
        dialog.finished.connect(self._leave)
        return dialog

    def _leave(self) -> None:
        self._jobs.drop(LookAtImages, ShowOriginals, ShowReading)
        if self.dialog is not None:
            self.dialog.deleteLater()
        self.dialog = None

    def _look(self, dialog: ImportDialog, path: Path) -> None:
        self._jobs.ask(LookAtImages(path), partial(self._on_look, dialog, path), partial(dialog.refuse, path))

    def _on_look(self, dialog: ImportDialog, path: Path, look: ImagesLook) -> None:
        dialog.show_look(path, look)
        question = ShowOriginals(path, look.samples[:COUNT], ORIGINAL_SIDE)
        self._jobs.ask(question, dialog.show_before, lambda _: None)

    def _show_reading(self, dialog: ImportDialog) -> None:
        """What cannot be read is told by the import."""
        if dialog.path is not None and dialog.look is not None:
            question = ShowReading(dialog.path, dialog.look.samples[:COUNT], dialog.reading.reading)
            self._jobs.ask(question, dialog.show_after, lambda _: None)

    # --- bringing in ---

    def _begin(self, wanted: Wanted) -> None:
        """The page shows how far it is."""
        self._for[wanted] = self._now
        self._importing.begin(wanted)
        self._frame.show_page("data")
        self._parts.show_page("settings")

    def _bring_in_again(self) -> None:
        source = self._document.project.data.source
        if isinstance(source, OwnImages):
            self._begin(Wanted(source.place, wish_like(source)))

    @property
    def _now(self) -> _AskedFor:
        source = self._document.project.data.source
        return _AskedFor(self._opened, _images(source), source.test if isinstance(source, OwnImages) else None)

    def _on_arrived(self, wanted: Wanted, brought: Brought) -> None:
        asked, now = self._for.pop(wanted, self._now), self._now
        if wanted.moved is not None:
            self._find_again(wanted.moved, brought)
        elif asked.opened != now.opened:
            self.line.offer(brought, "Another project was opened while they were read.")
        elif asked.images != now.images:
            self.line.offer(brought, "Other images were chosen while they were read.")
        else:
            self.line.take(brought if asked.test == now.test else _divided(brought, now.test))
            self._for = {other: self._now if one == now else one for other, one in self._for.items()}
        self._changes.look()

    def _forget_given_up(self) -> None:
        self._for = {wanted: asked for wanted, asked in self._for.items() if self._importing.told(wanted) is not None}

    def _on_failed(self, wanted: Wanted, error: Exception) -> None:
        self._for.pop(wanted, None)
        if wanted.moved is not None:
            self._page.refuse(what_is_wrong(error, wanted.moved))

    # --- what was moved ---

    def _look_elsewhere(self, name: str) -> None:
        """The images of the document lie there now, a person says."""
        source = self._document.project.data.source
        if isinstance(source, OwnImages):
            self._page.refuse("")
            self._begin(Wanted(Path(name), wish_like(source), source))

    def _find_again(self, moved: AnyOwnImages, brought: Brought) -> None:
        """Taken where it is of the same kind and classes; what the document has stays else."""
        data, here = self._document.project.data, brought.source
        now = data.source
        if not isinstance(now, OwnImages) or _images(now) != _images(moved):
            return  # it has other data by now
        if type(here) is not type(moved) or here.classes != moved.classes:
            self._page.refuse(_other_images(here, moved))
            return
        source = changed(here, corrections=now.corrections, renamed=now.renamed)
        source = source if now.test == moved.test else _with_test(source, now.test)
        self._document.edit_fields(f"Say where {moved.name} lies", data=changed(data, source=source))
        self._messages.say(_found_again(moved, here))


def _images(source: object) -> object:
    """Which images a source is, and how they are read; whatever else is said of them follows in any case."""
    return (type(source), source.path, source.reading) if isinstance(source, OwnImages) else source


def _divided(brought: Brought, test: TestPart | None) -> Brought:
    """As the document divides them by now."""
    return replace(brought, source=_with_test(brought.source, test))


def _with_test(source: AnyOwnImages, test: TestPart | None) -> AnyOwnImages:
    """With another choice of what is tested on, where it is a matter of choice."""
    if isinstance(source.test, ChosenTest) and isinstance(test, ChosenTest):
        return with_test_part(source, test)
    return source


def _other_images(here: AnyOwnImages, wanted: AnyOwnImages) -> str:
    """Why what a person pointed to is not what the document has."""
    classes = listed([f"“{name}”" for name in here.classes])
    return f"What lies in {here.path} are other images, with the classes {classes}. {wanted.name} stays as it was."


def _found_again(moved: AnyOwnImages, here: AnyOwnImages) -> str:
    if here.checksum == moved.checksum:
        return f"{moved.name} was found in {here.path}."
    return f"{moved.name} was found in {here.path}, with other images of the same classes."
