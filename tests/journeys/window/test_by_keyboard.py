"""By keyboard alone: each stop of Tab has a name and shows that the keyboard is on it, with every page in front."""

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QAccessible, QImage
from PySide6.QtWidgets import QApplication, QWidget

from gui.window.frame.places import PLACES
from tests.journeys.person import ALT, CTRL, Person

AROUND = 3  # pixels around a stop, where its frame may be
SEEN = 12  # pixels, at least, that the frame is made of
KEYS = (Qt.Key.Key_1, Qt.Key.Key_2, Qt.Key.Key_3, Qt.Key.Key_4, Qt.Key.Key_5)


def name_of(stop: QWidget) -> str:
    """As a screen reader speaks it."""
    interface = QAccessible.queryAccessibleInterface(stop)
    return "" if interface is None else interface.text(QAccessible.Text.Name)


def looks(window: QWidget, stop: QWidget) -> QImage:
    """The stop, with what is around it."""
    place = QRect(stop.mapTo(window, QPoint()), stop.size()).adjusted(-AROUND, -AROUND, AROUND, AROUND)
    return window.grab(place & window.rect()).toImage().convertToFormat(QImage.Format.Format_RGB32)


def in_sight(stop: QWidget) -> bool:
    """Whether some of it lies within all that it stands in."""
    seen, around = stop.rect(), stop
    while around is not stop.window():
        seen = QRect(around.mapToParent(seen.topLeft()), seen.size()) & around.parentWidget().rect()
        around = around.parentWidget()
    return not seen.isEmpty()


def differing(one: QImage, other: QImage) -> int:
    """Pixels that differ."""
    if one.size() != other.size():
        return one.width() * one.height()
    return int((np.frombuffer(one.constBits(), np.uint32) != np.frombuffer(other.constBits(), np.uint32)).sum())


class Round:
    """Tab from stop to stop until all were met; what was met before is passed over."""

    def __init__(self, person: Person) -> None:
        self.person, self.met, self.faults = person, set[QWidget](), list[str]()

    def go(self, where: str) -> None:
        """From where the keyboard is, once around."""
        first, before = QApplication.focusWidget(), None
        here = first
        for _ in range(400):
            self._look(where, before, here)
            before = here
            self.person.key(Qt.Key.Key_Tab)
            here = QApplication.focusWidget()
            if here is first:
                return
        raise AssertionError(f"{where}: Tab never comes back to {first}")

    def _look(self, where: str, before: QWidget | None, here: QWidget) -> None:
        if here in self.met or before is None:
            return
        self.met.add(here)
        said = f"{where}: {type(here).__name__} {here.accessibleName() or name_of(here)!r}"
        if not name_of(here):
            self.faults.append(f"{said} has no name")
        if in_sight(here):
            with_keyboard = looks(self.person.frame, here)
            before.setFocus()
            if differing(with_keyboard, looks(self.person.frame, here)) < SEEN:
                self.faults.append(f"{said} has no frame")
            here.setFocus(Qt.FocusReason.TabFocusReason)
        else:
            self.faults.append(f"{said} is out of sight")


@pytest.fixture
def trained(window: Person) -> Person:
    """At a layer with filters, after a run."""
    window.train()
    window.shared.workspace.select((window.shared.document.network.nodes[0].id,))
    window.wait(lambda: window.nothing_asked)
    return window


def test_each_stop_has_a_name_and_a_frame_on_every_page(trained: Person) -> None:
    person, around = trained, Round(trained)
    for place, key in zip(PLACES, KEYS, strict=True):
        person.key(key, ALT)
        assert person.frame.page == place.key
        parts = person.frame._parts_in_front()
        count = 1 if parts is None else parts.tabs.count()
        for _ in range(count):
            front = place.key if parts is None else f"{place.key}, {parts.front}"
            person.wait(lambda: person.nothing_asked)
            around.go(front)
            if parts is not None:
                person.key(Qt.Key.Key_PageDown, CTRL)
    assert not around.faults, "\n".join(around.faults)
    assert len(around.met) > 60
