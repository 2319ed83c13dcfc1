"""ReportDialog: a problem in a person's words with all that helps to find it, shown before it is saved or copied."""

from __future__ import annotations

import time
from pathlib import Path

from PySide6.QtCore import Qt, QTimer, qVersion
from PySide6.QtGui import QFontDatabase, QGuiApplication
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QHBoxLayout, QLabel, QPlainTextEdit, QVBoxLayout, QWidget

from engine.files import write_aside
from gui.appearance import lengths, theme
from gui.pieces.copying.copyable import copyable
from gui.pieces.copying.save_dialog import ask_where_to_save

HOLDS = (
    "Everything that goes into the report stands below: versions, processor and memory, what the program and its runs "
    "noted in their logs, and crash reports. It holds no images and no weights. Nothing leaves this computer by "
    "itself: save or copy the report, and send it to whoever is to help you."
)
GATHERING = "Gathering…"
PAUSE_MS = 200  # in the typing, after which it is shown in the report
KINDS = {".txt": "Text (*.txt)"}


class ReportDialog(QDialog):
    """`fill` or `fail` completes it; until then there is nothing to save."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle("Report a problem")
        self.resize(theme.px(760), theme.px(600))
        self.what, self.report, self.said = QPlainTextEdit(), QPlainTextEdit(), QLabel()
        self._gathered = ""
        self._typed = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._typed.timeout.connect(self._show)
        self._make_fields()
        self._lay_out()
        self._show()

    def fill(self, gathered: str) -> None:
        """Shows what was gathered."""
        self._gathered = gathered
        for button in (self.save, self.copy):
            button.setEnabled(True)
        self._show()

    def fail(self, error: Exception) -> None:
        """What a person writes can be saved all the same."""
        self.fill(f"The rest could not be gathered: {error}\n")

    def text(self) -> str:
        """The whole report."""
        moment = time.strftime("%Y-%m-%d %H:%M")
        words = self.what.toPlainText().strip() or "(nothing was written)"
        return f"Layerscope: report of a problem, {moment}\n\nWhat happened\n-------------\n{words}\n\n{self._gathered}"

    def _make_fields(self) -> None:
        self.what.setTabChangesFocus(True)
        self.what.setPlaceholderText("What you did, what you expected, and what came instead")
        self.what.textChanged.connect(self._typed.start)
        lengths.follow(self.what, setFixedHeight=72)
        self.report.setReadOnly(True)
        flags = Qt.TextInteractionFlag
        self.report.setTextInteractionFlags(flags.TextSelectableByMouse | flags.TextSelectableByKeyboard)
        self.report.setTabChangesFocus(True)
        self.report.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))

    def _lay_out(self) -> None:
        holds = QLabel(HOLDS, wordWrap=True)
        copyable(self.said)
        column = QVBoxLayout(self)
        lengths.follow(column, setSpacing=8, setContentsMargins=(20, 16, 20, 16))
        column.addWidget(holds)
        for title, field in (("&What happened? (optional)", self.what), ("The &report", self.report)):
            label = QLabel(title)
            label.setBuddy(field)
            field.setAccessibleName(title.replace("&", ""))
            column.addWidget(label)
            column.addWidget(field)
        foot = QHBoxLayout()
        foot.addWidget(self.said, 1)
        foot.addWidget(self._buttons())
        column.addLayout(foot)
        self.what.setFocus()

    def _buttons(self) -> QDialogButtonBox:
        box, roles = QDialogButtonBox(), QDialogButtonBox.ButtonRole
        self.save = box.addButton("&Save…", roles.ActionRole)
        self.copy = box.addButton("&Copy", roles.ActionRole)
        box.addButton(QDialogButtonBox.StandardButton.Close)
        theme.set_role(self.save, "primary")
        self.save.clicked.connect(self._save)
        self.copy.clicked.connect(self._copy)
        for button in (self.save, self.copy):
            button.setEnabled(False)
            button.setAutoDefault(False)
        box.rejected.connect(self.reject)
        return box

    def _show(self) -> None:
        """Typing leaves the reader where they are."""
        at = self.report.verticalScrollBar().value()
        self.report.setPlainText(self.text() if self._gathered else GATHERING)
        self.report.verticalScrollBar().setValue(at)

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.text())
        self.said.setText("Copied.")

    def _save(self) -> None:
        name = Path.home() / time.strftime("layerscope-report-%Y-%m-%d.txt")
        path = ask_where_to_save(self, "Save the report", str(name), KINDS)
        if path is None:
            return
        try:
            write_aside(path, self.text().encode(errors="backslashreplace"))
        except OSError as error:
            reason = (error.strerror or str(error)).lower()
            self.said.setText(f"“{path}” cannot be written to ({reason}). Choose another place.")
        else:
            self.said.setText(f"Saved to {path}.")


def window_facts(window: QWidget) -> tuple[str, ...]:
    """What the window knows of where it stands, in lines."""
    screen = window.screen()
    size, scale = screen.size(), screen.devicePixelRatio()
    look = f"{theme.current().name}, zoom {theme.zoom_factor():.0%}"
    return (
        f"Window: Qt {qVersion()} on {QGuiApplication.platformName()}, {look}",
        f"Screen: {size.width()}×{size.height()} at {scale:g}, window {window.width()}×{window.height()}",
    )
