"""Layout of labels: words beside lines of the chart, so that none covers another, a line, or what stands there."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF

ROWS = 3  # from the top of the chart down: further ones would stand among the curves
MOST = 40  # that are laid out: nobody reads more, and each is held against all others


@dataclass(frozen=True)
class Label:
    """Words so many pixels wide at a line in a column; of a lower rank it chooses its place before others."""

    column: float
    width: float
    rank: int = 0


@dataclass(frozen=True)
class Room:
    """Where labels may stand: an area, in rows of a height, `gap` beside their lines, and at least so wide when cut."""

    area: QRectF
    height: float
    gap: float
    least: float


def laid_out(labels: Sequence[Label], room: Room, taken: Sequence[QRectF] = ()) -> list[QRectF | None]:
    """A place for each, in their order; None for those that have none.

    At the right of its line, else at the left, in the uppermost row where it is whole; where it is so nowhere it is
    cut, at the right. `taken` is covered by other things.
    """
    found: dict[int, QRectF] = {}
    for index in sorted(range(len(labels)), key=lambda place: labels[place].rank)[:MOST]:
        lines = [label.column for label in labels if label.column != labels[index].column]
        place = _place(labels[index], room, lines, [*taken, *found.values()])
        if place is not None:
            found[index] = place
    return [found.get(index) for index in range(len(labels))]


def _place(label: Label, room: Room, lines: Sequence[float], taken: Sequence[QRectF]) -> QRectF | None:
    whole = (place for place in _places(label, room) if _is_free(place, room, lines, taken))
    return next(whole, None) or _cut(label, room, lines, taken)


def _places(label: Label, room: Room) -> Iterator[QRectF]:
    for row in range(ROWS):
        top = room.area.top() + row * room.height
        yield QRectF(label.column + room.gap, top, label.width, room.height)
        yield QRectF(label.column - room.gap - label.width, top, label.width, room.height)


def _is_free(place: QRectF, room: Room, lines: Sequence[float], taken: Sequence[QRectF]) -> bool:
    return (
        room.area.contains(place)
        and not any(place.left() - room.gap < line < place.right() + room.gap for line in lines)
        and not any(place.intersects(other) for other in taken)
    )


def _cut(label: Label, room: Room, lines: Sequence[float], taken: Sequence[QRectF]) -> QRectF | None:
    """The widest that there is at its right; the uppermost of equal ones."""
    left = label.column + room.gap
    found: QRectF | None = None
    for row in range(ROWS):
        place = QRectF(left, room.area.top() + row * room.height, 1, room.height)
        ends = [line - room.gap for line in lines if line > label.column]
        ends += [one.left() for one in taken if one.right() > left and _side_by_side(one, place)]
        place.setRight(min([room.area.right(), *ends]))
        if place.width() >= room.least and (found is None or place.width() > found.width()):
            found = place
    return found


def _side_by_side(one: QRectF, other: QRectF) -> bool:
    return one.top() < other.bottom() and other.top() < one.bottom()
