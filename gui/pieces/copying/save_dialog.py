"""Save dialog: asks for the name of a file to write, and for leave before another is overwritten."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QMessageBox, QWidget


def ask_where_to_save(parent: QWidget, title: str, proposed: str, kinds: Mapping[str, str]) -> Path | None:
    """The file a person chose, None when they chose none; `kinds` are the dialog's filters by suffix, best first.

    A name that ends in none of the suffixes gets the one of the chosen filter. The dialog asked about replacing a file
    of the name that was typed; if another is there under the whole name, it is asked about here.
    """
    while True:
        name, chosen = QFileDialog.getSaveFileName(parent, title, proposed, ";;".join(kinds.values()))
        if not name:
            return None
        path = completed(Path(name), kinds, chosen)
        if path == Path(name) or not _is_file(path) or _may_replace(parent, path):
            return path
        proposed = str(path)


def completed(path: Path, kinds: Mapping[str, str], chosen: str = "") -> Path:
    """The path with the suffix of the chosen filter, or of the first, unless it ends in one of them in any case."""
    if path.suffix.lower() in kinds:
        return path
    suffix = next((suffix for suffix, words in kinds.items() if words == chosen), next(iter(kinds)))
    return path.with_name(f"{path.name}{suffix}")


def _is_file(path: Path) -> bool:
    try:
        return path.is_file()
    except OSError:  # writing it will say why
        return False


def _may_replace(parent: QWidget, path: Path) -> bool:
    buttons = QMessageBox.StandardButton
    words = f"“{path.name}” is there already. Do you want to replace it?"
    answer = QMessageBox.question(parent, "Replace the file?", words, buttons.Yes | buttons.No, buttons.No)
    return bool(answer == buttons.Yes)
