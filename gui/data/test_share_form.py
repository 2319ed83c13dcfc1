"""TestShareForm: how many of a person's own images are kept for testing, where none came for that."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from engine.project.kept_for_testing import with_test_share
from engine.project.own_images import OwnImages, TestShare
from engine.project.project import Project
from engine.typed.document import changed
from engine.typed.fields import label
from gui.forms.struct_form import StructForm
from gui.pieces.page_cards import words
from gui.state.document import Document


class TestShareForm(QWidget):
    """Is seen where there is such a share. Each edit is a step of undo; quick edits of one field are one step."""

    __test__ = False  # no test of pytest's

    def __init__(self, document: Document) -> None:
        super().__init__()
        self._document = document
        self.form = StructForm(TestShare, _share_in(document.project) or TestShare())
        self.form.edited.connect(self._edit)
        self.form.drafts_changed.connect(self._note)
        document.drafts.settling.connect(self.form.settle)
        document.changed.connect(lambda _, new: self._follow(new))
        document.replaced.connect(self._start)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(words("Kept for testing", "secondary"))
        column.addWidget(self.form)
        if _share_in(document.project) is None:
            self.hide()  # and never shown here: without a parent yet it would be a window

    def _edit(self, field: str, _: object) -> None:
        data = self._document.project.data
        if isinstance(data.source, OwnImages):
            new = changed(data, source=with_test_share(data.source, self.form.value))
            title = label(TestShare, field).lower()
            self._document.edit_fields(f"Change test {title}", ("data", "test", self.form.gesture), data=new)

    def _note(self) -> None:
        """What is typed counts only while it can be seen."""
        there = _share_in(self._document.project) is not None
        self._document.drafts.note(self, self.form.drafts("data") if there else ())

    def _follow(self, project: Project) -> None:
        share = _share_in(project)
        self.setVisible(share is not None)
        if share is not None:
            self.form.set_value(share)
        self._note()

    def _start(self) -> None:
        self.form.start(_share_in(self._document.project) or TestShare())
        self._note()


def _share_in(project: Project) -> TestShare | None:
    source = project.data.source
    return source.test if isinstance(source, OwnImages) and isinstance(source.test, TestShare) else None
