"""Dialogs: about, help with all shortcuts, how to go on after a run, and the unexpected with folded details."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QMessageBox,
    QTextBrowser,
    QVBoxLayout,
    QWidget,
)

from engine.files import RESOURCES
from engine.version import library_versions, surroundings, version
from gui.appearance import theme
from gui.state.message_queue import Message

HELP = RESOURCES / "help.md"


def show_about(parent: QWidget) -> None:
    """What this is, and on what it runs."""
    libraries = " · ".join(f"{name} {number}" for name, number in library_versions().items())
    QMessageBox.about(
        parent,
        "About Layerscope",
        f"<h3>Layerscope {version()}</h3><p>Build, train and understand convolutional networks by hand."
        "<br>No code, no cloud, no account: nothing leaves this machine.</p>"
        "<p>The bundled digits are from MNIST (LeCun, Cortes and Burges, CC BY-SA 3.0).</p>"
        f"<p>{surroundings()}</p><p>{libraries}</p><p>MIT licence.</p>",
    )


class Help(QDialog):
    """The help page, with the shortcuts of every action at its end."""

    def __init__(self, actions: Iterable[QAction], parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle("Help")
        self.resize(theme.px(640), theme.px(620))
        page = QTextBrowser(openExternalLinks=True)
        page.setMarkdown(f"{HELP.read_text(encoding='utf-8')}\n\n## Keys\n\n{shortcuts(actions)}")
        page.setAccessibleName("Help")
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.addWidget(page)
        column.addWidget(buttons)


def shortcuts(actions: Iterable[QAction]) -> str:
    """All actions that have a key, as a Markdown table."""
    rows = [
        f"| {action.shortcut().toString()} | {action.iconText()} |"
        for action in actions
        if not action.shortcut().isEmpty()
    ]
    return "\n".join(["| Key | Does |", "| --- | --- |", *rows])


def show_unexpected(parent: QWidget, message: Message, report: Callable[[], object]) -> None:
    """Something nobody foresaw, with the details folded away; `report` is offered."""
    box = QMessageBox(parent)
    box.setIcon(QMessageBox.Icon.Warning)
    box.setWindowTitle("Layerscope")
    box.setText(message.text)
    box.setInformativeText(f"{message.hint} Your work is kept; you can go on.")
    box.setDetailedText(message.details)
    box.addButton("&Report a problem…", QMessageBox.ButtonRole.AcceptRole).clicked.connect(lambda _: report())
    box.setDefaultButton(box.addButton(QMessageBox.StandardButton.Close))
    box.open()
