"""PlaceDialog: asks where own images lie now that a project has: a folder, a table or an archive, as they were."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

from engine.project.data.own_images import AnyOwnImages, FolderImages


def asked_for(parent: QWidget, source: AnyOwnImages) -> QFileDialog:
    """The dialog, to be opened; it begins at the nearest folder of where they lay that is still there."""
    dialog = QFileDialog(parent, f"Where {source.name} lies now", str(nearest(source.place.parent)))
    if isinstance(source, FolderImages):
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
    else:
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
    dialog.finished.connect(dialog.deleteLater)
    return dialog


def nearest(folder: Path) -> Path:
    """The folder itself, or the nearest around it that is there."""
    return next((near for near in (folder, *folder.parents) if near.is_dir()), Path.home())
