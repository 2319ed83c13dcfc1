"""TestPartForm: how many of a person's own images are kept for testing, where none came for that."""

from __future__ import annotations

from msgspec import inspect
from PySide6.QtWidgets import QVBoxLayout, QWidget

from engine.project.data.kept_for_testing import with_test_part
from engine.project.data.own_images import AnyOwnImages, ChosenTest, FolderImages
from engine.project.project import Project
from engine.typed.document import changed
from gui.forms.document_form import difference
from gui.forms.field_specs import FieldSpec
from gui.forms.struct_form import StructForm
from gui.state.document import Document

KEPT = FieldSpec(
    "test", "Test images", "Which images are kept for testing, as none came for that.", inspect.type_info(ChosenTest)
)
NOBODYS = FolderImages(path="/", classes=("?",), train_images=0, test_images=0)  # while there are no such images


class TestPartForm(QWidget):
    """Is seen where there is a choice. Each edit is a step of undo; quick edits of one field are one step."""

    __test__ = False  # no test of pytest's

    def __init__(self, document: Document) -> None:
        super().__init__()
        self._document = document
        source = divided_here(document.project)
        self.form = StructForm(FolderImages, source or NOBODYS, (KEPT,))
        self.form.edited.connect(self._edit)
        self.form.drafts_changed.connect(self._note)
        document.drafts.settling.connect(self.form.settle)
        document.changed.connect(lambda _, new: self._follow(new))
        document.replaced.connect(self._start)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.form)
        if source is None:
            self.hide()  # and never shown here: without a parent yet it would be a window

    def _edit(self, _: str, part: ChosenTest) -> None:
        project = self._document.project
        if (source := divided_here(project)) is not None:
            path, title = difference(source, "test", part)
            data = changed(project.data, source=with_test_part(source, part))
            self._document.edit_fields(f"Change {title}", ("data", path, self.form.gesture), data=data)

    def _note(self) -> None:
        """What is typed counts only while it can be seen."""
        there = divided_here(self._document.project) is not None
        self._document.drafts.note(self, self.form.drafts("data") if there else ())

    def _follow(self, project: Project) -> None:
        source = divided_here(project)
        self.setVisible(source is not None)
        if source is not None:
            self.form.set_value(source)
        self._note()

    def _start(self) -> None:
        self.form.start(divided_here(self._document.project) or NOBODYS)
        self._note()


def divided_here(project: Project) -> AnyOwnImages | None:
    """A person's own images of which some are kept for testing as the document says; None where others decided it."""
    source = project.data.source
    return source if isinstance(source, AnyOwnImages) and isinstance(source.test, ChosenTest) else None
