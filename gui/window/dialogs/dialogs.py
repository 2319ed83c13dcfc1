"""Dialogs: about, and the unexpected with folded details."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMessageBox, QWidget

from engine.version import library_versions, surroundings, version
from gui.state.message_queue import Message


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


def show_unexpected(parent: QWidget, message: Message, report: Callable[[], object]) -> None:
    """Something nobody foresaw, with the details folded away; `report` is offered."""
    box = QMessageBox(parent)
    box.setIcon(QMessageBox.Icon.Warning)
    box.setWindowTitle("Layerscope")
    box.setText(message.text)
    box.setInformativeText(f"{message.hint} Your work is kept; you can go on.")
    box.setDetailedText(message.details)
    flags = Qt.TextInteractionFlag
    box.setTextInteractionFlags(flags.TextSelectableByMouse | flags.TextSelectableByKeyboard)  # it names a file
    box.addButton("&Report a problem…", QMessageBox.ButtonRole.AcceptRole).clicked.connect(lambda _: report())
    box.setDefaultButton(box.addButton(QMessageBox.StandardButton.Close))
    box.open()
