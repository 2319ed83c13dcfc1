"""Which card is pointed at: of other layers altogether none is, until the pointer moves."""

from PySide6.QtCore import QEvent, QPointF
from PySide6.QtGui import QHoverEvent, QImage
from PySide6.QtWidgets import QApplication

from engine.project.project import Project
from engine.project.recipes import read_recipe
from tests.gui.stack.networks import lenet
from tests.gui.stack.stacks import Show, Stack


def seen(stack: Stack) -> QImage:
    return stack.view.viewport().grab().toImage()


def test_another_project_leaves_no_card_grey(show: Show) -> None:
    stack = show(lenet())
    other: Project = read_recipe("convnet-fashion")
    stack.document.open(other, None)
    plain = seen(stack)
    stack.document.open(read_recipe("lenet5-sample"), None)
    at = QPointF(stack.rect(stack.model.rows[3].key).center())
    QApplication.sendEvent(stack.view.viewport(), QHoverEvent(QEvent.Type.HoverEnter, at, at, at))
    stack.document.open(other, None)
    assert seen(stack) == plain
