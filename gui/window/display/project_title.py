"""Project title: what the project is called, its data, and whether it is kept, wherever the window says so."""

from __future__ import annotations

from PySide6.QtCore import QObject

from engine.project.data.data_words import unusual
from engine.project.project import Project, called
from gui.appearance.numerals import in_figures, numeral
from gui.state.document import Document
from gui.window.groups import Chrome


class ProjectTitle(QObject):
    """In the top bar, the title of the window, and the status bar."""

    def __init__(self, document: Document, chrome: Chrome) -> None:
        super().__init__()
        self._document, self._chrome = document, chrome
        for changed in (document.changed, document.replaced, chrome.files.kept.changed):
            changed.connect(self._show)
        self._show()

    def _show(self, *_: object) -> None:
        project, kept = self._document.project, self._chrome.files.kept.place
        name, unsaved = called(project.title), kept == "nowhere"
        self._chrome.top.show_project(name, unsaved, _data_in_words(project))
        self._chrome.frame.setWindowTitle(f"{name}{' •' if unsaved else ''} – Layerscope")
        self._chrome.status.show_kept(kept)


def _data_in_words(project: Project) -> str:
    channels, height, width = project.facts.shape
    size = f"{height}×{width}{' colour' if channels == 3 else ''}"
    images = in_figures(", ".join((project.data.source.name, *unusual(project.data))))
    return f"{images} · {size} · {numeral(len(project.facts.classes))} classes"
