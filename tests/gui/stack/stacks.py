"""A stack panel over a document, as the tests look at it and act on it."""

from collections.abc import Callable

from PySide6.QtCore import QRect
from PySide6.QtTest import QAbstractItemModelTester

from engine.network.network import Network
from engine.project.project import Project
from gui.stack.list.rows import Row
from gui.stack.panel import StackPanel
from gui.state.document import Document
from gui.state.workspace import Workspace


class Stack:
    """Panel, document and workspace; Qt's model tester watches over the model."""

    def __init__(self, network: Network) -> None:
        self.document = Document(Project(network=network))
        self.workspace = Workspace(self.document)
        self.panel = StackPanel(self.document, self.workspace)
        self.view, self.model, self.form = self.panel.view, self.panel.model, self.panel.form
        self.tester = QAbstractItemModelTester(self.model, QAbstractItemModelTester.FailureReportingMode.Fatal)

    @property
    def network(self) -> Network:
        return self.document.network

    @property
    def titles(self) -> list[str]:
        return [node.op.title for node in self.network.nodes]

    @property
    def problem_count(self) -> int:
        return len(self.document.analysis.problems)

    def row(self, node_id: str) -> Row:
        return next(row for row in self.model.rows if row.key == node_id)

    def rect(self, key: str) -> QRect:
        return self.view.visualRect(self.model.index(self.model.position(key)))


Show = Callable[[Network], Stack]
