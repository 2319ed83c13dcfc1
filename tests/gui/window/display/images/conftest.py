"""The desk of own images."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from gui.state.document import Document
from tests.gui.window.display.images.import_desk import Desk


@pytest.fixture
def desk(qtbot: QtBot, document: Document, tmp_path: Path) -> Iterator[Desk]:
    desk = Desk(document, tmp_path, qtbot)
    yield desk
    if desk.display.dialog is not None:
        desk.display.dialog.close()
