"""A desktop of another country, for as long as a test lasts."""

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QLocale


@pytest.fixture
def desktop() -> Iterator[Callable[[str], None]]:
    """Sets the language and country by name."""
    before = QLocale()
    yield lambda name: QLocale.setDefault(QLocale(name))
    QLocale.setDefault(before)
