"""Not read: raised where an answer needs images that are not in memory; whoever asked sees to them and asks again."""

from __future__ import annotations

from pathlib import Path

from engine.project.data.data_settings import DataSettings


class NotRead(Exception):
    """The images of these settings are not in memory yet."""

    def __init__(self, settings: DataSettings, root: Path | None) -> None:
        super().__init__("images not read")
        self.settings, self.root = settings, root

    def same(self, other: NotRead) -> bool:
        """Whether the same files are missing."""
        return (self.settings.source, self.root) == (other.settings.source, other.root)
