"""Card frames: one drawing for each look and size, as sharp as what it is painted on, and not too many are kept."""

import pytest
from PySide6.QtCore import QPointF
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtWidgets import QApplication

from gui.stack.list.cards import card_frame
from gui.stack.list.cards.card_frame import MOST, CardFrames, Frame

WHITE, BLUE, RED = (QColor(name).rgba() for name in ("#ffffff", "#0000ff", "#ff0000"))
PLAIN = Frame(120.0, 40.0, WHITE, BLUE, RED, focused=False, dashed=False)


@pytest.fixture
def frames(qapp: QApplication) -> CardFrames:
    return CardFrames()


@pytest.fixture
def drawn(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """The scale of each frame that is drawn and not copied."""
    scales, real = [], card_frame._drawn

    def draw(frame, scale):
        scales.append(scale)
        return real(frame, scale)

    monkeypatch.setattr(card_frame, "_drawn", draw)
    return scales


def painted(frames: CardFrames, frame: Frame, *tops: int, scale: float = 1.0) -> QImage:
    image = QImage(round(140 * scale), round(200 * scale), QImage.Format.Format_RGB32)
    image.fill(QColor("#888888"))
    painter = QPainter(image)
    painter.scale(scale, scale)
    for top in tops:
        frames.paint(painter, QPointF(10.5, top + 0.5), frame)
    painter.end()
    return image


def colour(image: QImage, x: int, y: int) -> int:
    return image.pixel(x, y)


def test_ground_stripe_and_border_are_where_they_belong(frames: CardFrames) -> None:
    image = painted(frames, PLAIN, 20)
    assert [colour(image, x, 40) for x in (10, 12, 60, 130)] == [RED, BLUE, WHITE, RED]
    assert [colour(image, 60, y) for y in (18, 20, 40, 60)] == [QColor("#888888").rgba(), RED, WHITE, RED]


def test_cards_that_look_alike_are_drawn_once(frames: CardFrames, drawn: list[float]) -> None:
    image = painted(frames, PLAIN, 10, 60, 110)
    assert len(drawn) == 1
    assert image.copy(0, 5, 140, 50) == image.copy(0, 105, 140, 50)
    painted(frames, PLAIN._replace(focused=True), 10)
    painted(frames, PLAIN._replace(dashed=True), 10)
    assert len(drawn) == 3
    assert painted(frames, PLAIN._replace(focused=True), 10) != painted(frames, PLAIN, 10)


def test_a_picture_of_twice_the_size_has_frames_of_twice_the_pixels(frames: CardFrames, drawn: list[float]) -> None:
    image = painted(frames, PLAIN, 20, scale=2.0)
    assert drawn == [2.0]
    assert [colour(image, 120, y) for y in (40, 41, 43)] == [RED, RED, WHITE]  # two sharp pixels of border


def test_not_too_many_are_kept(frames: CardFrames) -> None:
    for width in range(3 * MOST):
        painted(frames, PLAIN._replace(width=float(width + 20)), 10)
        assert len(frames._drawn) <= MOST


def test_nothing_of_a_frame_lies_beyond_its_card_where_no_row_would_paint_it_over(frames: CardFrames) -> None:
    ground = QColor("#888888").rgba()
    for look in (PLAIN, PLAIN._replace(focused=True), PLAIN._replace(dashed=True, focused=True)):
        image = painted(frames, look, 20)
        beyond = [(x, y) for x in range(140) for y in (19, 61)] + [(x, y) for x in (9, 131) for y in range(200)]
        assert {colour(image, *place) for place in beyond} == {ground}
