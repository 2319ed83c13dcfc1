"""SplitCard: how the images are divided into those to train on, to validate with and to test on."""

from __future__ import annotations

from engine.project.data.data_settings import NoValidation, Validation, ValidationShare
from engine.project.data.own_images import FoundTest, OwnImages
from engine.project.data.sources import AnySource
from engine.project.project import Project
from engine.typed.document import changed
from gui.data.split.split_bar import SplitBar
from gui.data.split.split_legend import SplitLegend
from gui.data.split.split_parts import BorderName, moved
from gui.data.split.test_part_form import TestPartForm
from gui.forms.document_form import DocumentForm
from gui.pieces.pages.page_cards import Card, words
from gui.state.document import Document


class SplitCard(Card):
    """The bar and the fields show the one document; what is dragged is one step of undo.

    Validation follows the pointer. With other test images all that is shown of the data begins anew, so
    those wait until it lets go.
    """

    def __init__(self, document: Document) -> None:
        super().__init__("Split")
        self.bar, self.legend = SplitBar(document.project), SplitLegend()
        self.said = words("", "caption", wrap=True)
        self.form = DocumentForm(document, "data", ("validation", "share", "split_seed", "shuffle"))
        self.test_form = TestPartForm(document)
        for part in (self.bar, self.legend, self.said, self.test_form, self.form):
            self.add(part)
        self._document, self._drags = document, 0
        self._like: Validation = ValidationShare()  # what there was before it was dragged to none, a number or a share
        self._wanted: float | None = None  # percent for testing, while the pointer holds that border
        self.bar.taken.connect(self._begin)
        self.bar.moved.connect(self._move)
        self.bar.settled.connect(self._settle)
        document.changed.connect(lambda _, new: self._show(new))
        self._show(document.project)

    def _show(self, project: Project) -> None:
        self._show_parts(project)
        self.said.setText(where_the_test_images_are_from(project.data.source))

    def _show_parts(self, project: Project) -> None:
        self.bar.show_project(project)
        self.legend.show_parts(self.bar.parts)

    def _begin(self, _: BorderName) -> None:
        self._drags, self._wanted, self._like = self._drags + 1, None, ValidationShare()

    def _move(self, border: BorderName, percent: float) -> None:
        project = self._document.project
        if not isinstance(project.data.validation, NoValidation):
            self._like = project.data.validation
        data = moved(project, border, percent, self._like)
        if border == "validation":
            self._document.edit_fields("Change validation", ("split", border, self._drags), data=data)
        else:
            self._wanted = percent
            self._show_parts(changed(project, data=data))

    def _settle(self, border: BorderName) -> None:
        if self._wanted is not None:
            data = moved(self._document.project, border, self._wanted, self._like)
            self._wanted = None
            self._document.edit_fields("Change test images", ("split", border, self._drags), data=data)


def where_the_test_images_are_from(source: AnySource) -> str:
    """A sentence on what is tested on, which nothing is trained on."""
    if not isinstance(source, OwnImages):
        return f"The test images are those that {source.name} was published with."
    if isinstance(source.test, FoundTest):
        return "The test images are those that came as such."
    return "None came for testing, so some are kept for it."
