"""Whole texts: finds what is cut in a window: words that end in … without a tip, too little room, too wide pages.

Qt's own widgets are asked for the room their words need. What paints itself is listened to while it paints.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterator
from itertools import count

from PySide6.QtCore import QEvent, QModelIndex, QPoint, QRect, Qt
from PySide6.QtGui import QHelpEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractScrollArea,
    QAbstractSpinBox,
    QApplication,
    QCheckBox,
    QComboBox,
    QGroupBox,
    QHeaderView,
    QLabel,
    QLineEdit,
    QPushButton,
    QRadioButton,
    QScrollArea,
    QStyle,
    QStyleOptionButton,
    QStyleOptionComboBox,
    QStyleOptionFrame,
    QStyleOptionHeader,
    QTabBar,
    QToolButton,
    QToolTip,
    QWidget,
)

from tests.drawn_texts import Drawn, DrawnTexts

SLACK = 1  # pixels of rounding
NO_TIP = "no tip here"
BREAKS = re.compile(r"\s+|(?<=[/-])(?=\w)")  # where a label may begin another line: Qt breaks paths, too
ROWS = 60  # of a table, at most
TAG = re.compile(r"</?[a-z][^<>]*>")


def cut_texts(window: QWidget, drawn: DrawnTexts) -> list[str]:
    """Every text in sight that is not whole, in words."""
    with drawn.one_painting() as painted:
        window.grab()
    found = [_drawn_cut(one) for one in painted]
    found += [fault for widget in _in_sight(window) for fault in _faults(widget)]
    return sorted({one for one in found if one})


def _in_sight(window: QWidget) -> Iterator[QWidget]:
    yield window
    yield from (one for one in window.findChildren(QWidget) if one.isVisible() and one.window() is window)


# --- what paints itself ---


def _drawn_cut(one: Drawn) -> str:
    if one.wholes:
        tip = tip_at(one.widget, one.place.center().toPoint())
        told = any(_plain(whole).removesuffix("…") in tip for whole in one.wholes)
        return "" if told else _said(one.widget, one.words, "no tip")
    if one.too_narrow:
        return _said(one.widget, one.words, "painted where it has no room")
    room = one.widget.rect()
    if one.place.left() < room.left() - SLACK or one.place.right() > room.right() + 1 + SLACK:
        return _said(one.widget, one.words, "painted beyond the edge")
    return ""


def tip_at(widget: QWidget, place: QPoint) -> str:
    """The words of the tool tip that a pointer resting there brings up."""
    QToolTip.showText(QPoint(0, 0), NO_TIP)
    QApplication.sendEvent(widget, QHelpEvent(QEvent.Type.ToolTip, place, widget.mapToGlobal(place)))
    tip = QToolTip.text()
    return "" if tip == NO_TIP else _plain(tip)


def _plain(words: str) -> str:
    if TAG.search(words):
        words = html.unescape(TAG.sub(" ", words))
    return " ".join(words.split())


# --- Qt's own widgets ---


def _faults(widget: QWidget) -> Iterator[str]:
    if isinstance(widget, QAbstractScrollArea):
        yield from _sideways(widget)
    for kind, check in CHECKS:
        if isinstance(widget, kind) and not _paints_itself(widget):
            yield from check(widget)
            return


def _paints_itself(widget: object, method: str = "paintEvent") -> bool:
    ours = (kind for kind in type(widget).__mro__ if not kind.__module__.startswith(("PySide6", "Shiboken")))
    return any(method in vars(kind) for kind in ours)


def _sideways(area: QAbstractScrollArea) -> Iterator[str]:
    if area.horizontalScrollBar().maximum() > 0:
        yield _said(area, "", "wider than its place: has to be scrolled sideways")
    elif isinstance(area, QScrollArea) and area.widget() and area.widget().width() > area.viewport().width():
        yield _said(area, "", "wider than its place")


def _label(label: QLabel) -> Iterator[str]:
    words = _plain(label.text())
    if not words:
        return
    room = label.contentsRect().width(), label.height()
    if label.wordWrap():
        widest = max(label.fontMetrics().horizontalAdvance(word) for word in BREAKS.split(words))
        needed = widest, label.heightForWidth(label.width())
    else:
        hint = QLabel.sizeHint(label)
        needed = hint.width() - label.width() + room[0], hint.height()
    yield from _fits(label, words, needed[0], room[0])
    yield from _fits(label, words, needed[1], room[1], "lower")
    yield from _inside_its_place(label, words)


def _button(button: QAbstractButton) -> Iterator[str]:
    words = button.text().replace("&", "")
    if words and _shows_words(button):
        yield from _fits(button, words, _needed(button, words), button.width())
        yield from _inside_its_place(button, words)


def _shows_words(button: QAbstractButton) -> bool:
    style = getattr(button, "toolButtonStyle", None)
    if style is None or button.icon().isNull():
        return True
    return style() != Qt.ToolButtonStyle.ToolButtonIconOnly


def _needed(button: QAbstractButton, words: str) -> int:
    """Only a push button may lack room at its sides; a tool button with a sign and no icon needs that of the sign."""
    if isinstance(button, QToolButton) and button.icon().isNull():
        return button.fontMetrics().horizontalAdvance(words) + 2
    hint = button.sizeHint().width()
    if not isinstance(button, QPushButton):
        return hint
    option = QStyleOptionButton()
    button.initStyleOption(option)
    inside = button.style().subElementRect(QStyle.SubElement.SE_PushButtonContents, option).width()
    return hint - button.width() + inside


def _combo(combo: QComboBox) -> Iterator[str]:
    option = QStyleOptionComboBox()
    combo.initStyleOption(option)
    field = QStyle.SubControl.SC_ComboBoxEditField
    room = combo.style().subControlRect(QStyle.ComplexControl.CC_ComboBox, option, field, combo).width()
    icon = 0 if combo.itemIcon(combo.currentIndex()).isNull() else combo.iconSize().width() + 4
    words = combo.currentText()
    yield from _fits(combo, words, combo.fontMetrics().horizontalAdvance(words), room - icon)
    yield from _inside_its_place(combo, words)


def _line_edit(edit: QLineEdit) -> Iterator[str]:
    """A long text can be moved through with the keyboard, a number and a placeholder cannot be guessed at."""
    number = isinstance(edit.parent(), QAbstractSpinBox) or edit.text().isdigit()
    words = edit.text() if number else "" if edit.text() else edit.placeholderText()
    if words and not number and _plain(words) in _plain(edit.toolTip()):
        return
    margins = edit.textMargins()
    option = QStyleOptionFrame()
    edit.initStyleOption(option)
    inside = edit.style().subElementRect(QStyle.SubElement.SE_LineEditContents, option, edit)
    room = inside.width() - margins.left() - margins.right() - 4  # Qt's own space beside the words
    yield from _fits(edit, words, edit.fontMetrics().horizontalAdvance(words), room)


def _tabs(tabs: QTabBar) -> Iterator[str]:
    names = " · ".join(tabs.tabText(at) for at in range(tabs.count()))
    yield from _fits(tabs, names, tabs.sizeHint().width(), tabs.width())
    yield from _inside_its_place(tabs, names)


def _header(header: QHeaderView) -> Iterator[str]:
    if header.orientation() == Qt.Orientation.Vertical:
        return
    for at in range(header.count()):
        words, tip = (
            str(header.model().headerData(at, header.orientation(), role) or "")
            for role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole)
        )
        if words and words not in tip and not header.isSectionHidden(at):
            yield from _fits(header, words, header.fontMetrics().horizontalAdvance(words), _section_room(header, at))


def _section_room(header: QHeaderView, at: int) -> int:
    option = QStyleOptionHeader()
    header.initStyleOption(option)
    option.section, option.rect = at, QRect(0, 0, header.sectionSize(at), header.height())
    if header.isSortIndicatorShown() and header.sortIndicatorSection() == at:
        option.sortIndicator = QStyleOptionHeader.SortIndicator.SortDown
    return header.style().subElementRect(QStyle.SubElement.SE_HeaderLabel, option, header).width()


def _items(view: QAbstractItemView) -> Iterator[str]:
    if view.model() is None or _paints_itself(view.itemDelegate(), "paint"):
        return
    seen = view.viewport().rect()
    for index in _indexes(view):
        place, words = view.visualRect(index).intersected(seen), str(index.data() or "")
        cut = not place.isEmpty() and view.sizeHintForIndex(index).width() > place.width() + SLACK
        if words and cut and _plain(words) not in tip_at(view.viewport(), place.center()):
            yield _said(view, words, "no tip")


def _indexes(view: QAbstractItemView) -> Iterator[QModelIndex]:
    for row in range(ROWS):
        for column in count():
            index = view.model().index(row, column, view.rootIndex())
            if not index.isValid():
                break
            yield index


def _group(box: QGroupBox) -> Iterator[str]:
    yield from _fits(box, box.title(), box.fontMetrics().horizontalAdvance(box.title()) + 8, box.width())


CHECKS: tuple[tuple[type[QWidget], Callable[..., Iterator[str]]], ...] = (
    (QLabel, _label),
    (QPushButton, _button),
    (QCheckBox, _button),
    (QRadioButton, _button),
    (QAbstractButton, _button),
    (QComboBox, _combo),
    (QLineEdit, _line_edit),
    (QTabBar, _tabs),
    (QHeaderView, _header),
    (QAbstractItemView, _items),
    (QGroupBox, _group),
)


def _fits(widget: QWidget, words: str, needed: float, room: float, how: str = "narrower") -> Iterator[str]:
    if needed > room + SLACK:
        yield _said(widget, words, f"{how} than its words: {needed:.0f} in {room:.0f}")


def _inside_its_place(widget: QWidget, words: str) -> Iterator[str]:
    """Nothing around it cuts it, but what is scrolled up and down."""
    rest, inner = QRect(widget.rect()), widget
    while not inner.isWindow() and (around := inner.parentWidget()) is not None:
        rest.translate(inner.pos())
        if rest.left() < -SLACK or rest.right() > around.width() + SLACK:
            yield _said(widget, words, f"beyond the side of {type(around).__name__}")
            return
        if _scrolls(around):
            rest = rest.intersected(around.rect())
        elif rest.top() < -SLACK or rest.bottom() > around.height() + SLACK:
            yield _said(widget, words, f"beyond the end of {type(around).__name__}")
            return
        if rest.isEmpty():
            return
        inner = around


def _scrolls(place: QWidget) -> bool:
    """What lies beyond its end can be scrolled to."""
    area = place.parentWidget()
    whole = isinstance(area, QAbstractScrollArea) and area.viewport() is place
    return whole and area.verticalScrollBar().maximum() > 0


def _said(widget: QWidget, words: str, why: str) -> str:
    around = widget.parentWidget()
    inside = f" in {type(around).__name__}" if around else ""
    return f"{type(widget).__name__}{inside} “{words}”: {why}"
