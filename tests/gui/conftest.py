"""What the panels of the window stand on: a document, and what is looked at of it."""

from collections.abc import Iterator

import pytest

from engine.project.project import Project
from engine.project.recipes import read_recipe
from gui.state.document import Document
from gui.state.shown.image import CurrentImage
from gui.state.workspace import Workspace


@pytest.fixture
def project() -> Project:
    """What the document begins with; tests that need another have a fixture of this name."""
    return read_recipe("lenet5-sample")


@pytest.fixture
def document(qapp: object, project: Project) -> Iterator[Document]:
    made = Document(project)
    yield made
    made.close()


@pytest.fixture
def workspace(document: Document) -> Workspace:
    return Workspace(document)


@pytest.fixture
def image(document: Document, workspace: Workspace) -> CurrentImage:
    return CurrentImage(document, workspace)
