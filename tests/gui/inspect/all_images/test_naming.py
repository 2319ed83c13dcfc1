"""Names of classes are read on any colour, grow with the map, and find their places a few at a time."""

import numpy as np
import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QImage, QPainter

from engine.service.looking.images.embedding_answers import Embedded
from gui.appearance import theme
from gui.inspect.all_images import cloud_view, naming
from gui.inspect.all_images.cloud_view import CloudView
from gui.inspect.all_images.colours import of_class

CLASSES = tuple(f"class {number}" for number in range(40))


def embedded(count):
    draw = np.random.default_rng(0)
    points, labels = draw.normal(size=(count, 2)).astype(np.float32), np.arange(count) % 40
    sure = np.ones(count, np.float32)
    return Embedded(
        layout="PCA", indexes=np.arange(count), points=points, labels=labels, predicted=labels, probability=sure,
        features=84, address="n00012", learned=True, share=0.4, count=count, step=9,
    )  # fmt: skip


@pytest.fixture
def view(qtbot):
    found = CloudView()
    qtbot.addWidget(found)
    found.resize(900, 600)
    found.show()  # else each grab resizes it anew
    return found


@pytest.mark.parametrize("mode", ["light", "dark"])
def test_a_name_is_in_the_colour_of_text_within_its_own_among_its_own(qapp, mode):
    before = theme.current()
    theme.apply(qapp, mode)
    try:
        image, area = QImage(90, 40, QImage.Format.Format_RGB32), QRectF(10, 10, 60, 20)
        image.fill(of_class(4))
        painter = QPainter(image)
        painter.setFont(naming.font(QRectF(0, 0, 400, 400)))
        naming.paint_name(painter, naming.Name(4, "MM", np.array([40.0, 20.0]), area, line=False))
        painter.end()
        inner = {image.pixelColor(x, y).name() for x in range(16, 64) for y in range(14, 26)}
        assert {QColor(theme.current().text).name(), QColor(theme.current().surface).name()} <= inner
        assert of_class(4).name() not in inner
    finally:
        theme.apply(qapp, before.name)


def test_names_are_larger_on_a_larger_map():
    small, large = (naming.font(QRectF(0, 0, 2 * side, side)).pointSizeF() for side in (300, 700))
    assert small == theme.caption_font().pointSizeF()
    assert 1.3 * small < large <= naming.LARGEST * small


def test_of_many_points_names_find_their_places_a_few_a_turn_and_all_are_painted(view, qtbot, monkeypatch):
    turns, painted = [], []
    go_on = naming.Naming.go_on
    monkeypatch.setattr(naming.Naming, "go_on", lambda self: (turns.append(len(self._due)), go_on(self)))
    monkeypatch.setattr(cloud_view, "paint_name", lambda _, name: painted.append(name.label))
    view.show_points(embedded(10_000), CLASSES)
    view.grab()
    assert turns == []
    qtbot.waitUntil(lambda: turns == [40, 33, 26, 19, 12, 5])
    assert sorted(painted) == [*range(40)]
    view._picture = None  # as with other colours: their places stay
    view.grab()
    assert sorted(painted[40:]) == [*range(40)]
    assert len(turns) == 6


def test_of_few_points_names_are_there_at_once(view):
    view.show_points(embedded(200), CLASSES)
    view.grab()
    assert len(view._naming.names) == naming.WITH_POINTS
