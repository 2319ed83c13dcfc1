"""Popover: the list of layers under the search field, in their groups, each with its icon and one line about it."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QDrag, QPainter
from PySide6.QtWidgets import (
    QFrame,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from engine.network.nodes import Node
from gui import theme
from gui.stack.catalogue import GROUPS, Entry
from gui.stack.clip import Clip, to_mime
from gui.stack.icons import paint_icon
from gui.stack.model import Index

ENTRY = Qt.ItemDataRole.UserRole
ROW, HEADING = 44, 26
TALLEST = 460
PLACEHOLDER_ID = "nnew00"  # new ids come with the drop


class Popover(QFrame):
    """The list of layers in their groups, each with its icon and one line about it."""

    picked = Signal(object)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        theme.set_role(self, "surface")
        self._list = Entries(self)
        self._none = QLabel("Nothing is called so.")
        theme.set_role(self._none, "caption")
        column = QVBoxLayout(self)
        column.setContentsMargins(*(theme.px(4),) * 4)
        column.addWidget(self._list)
        column.addWidget(self._none)
        self._list.itemClicked.connect(self._click)
        self._list.drag_begun.connect(self.hide)  # it would cover the stack
        self.hide()

    @property
    def chosen(self) -> Entry | None:
        """The entry that Enter adds."""
        item = self._list.currentItem()
        return item.data(ENTRY) if item else None

    @property
    def shown(self) -> list[Entry]:
        """The entries in the list."""
        items = (self._list.item(i) for i in range(self._list.count()))
        return [item.data(ENTRY) for item in items if item.data(ENTRY)]

    def show_entries(self, entries: list[Entry], *, grouped: bool) -> None:
        """Fills the list and chooses its first entry."""
        self._list.clear()
        group = ""
        for entry in entries:
            if grouped and entry.group != group:
                group = entry.group
                self._add_heading(GROUPS[group])
            self._add(entry)
        self._none.setVisible(not entries)
        self._list.setVisible(bool(entries))
        self._list.setCurrentRow(1 if grouped else 0)
        self._list.scrollToTop()

    def step(self, by: int) -> None:
        """Chooses the next or the previous entry."""
        row = self._list.currentRow() + by
        while 0 <= row < self._list.count() and not self._list.item(row).data(ENTRY):
            row += by
        if 0 <= row < self._list.count():
            self._list.setCurrentRow(row)

    def open_below(self, field: QWidget) -> None:
        """Opens under a field, as wide as it is, as tall as there is room."""
        window = field.window()
        corner = field.mapTo(window, QPoint(0, field.height() + theme.px(4)))
        room = window.height() - corner.y() - theme.px(8)
        height = min(room, theme.px(TALLEST), self._list.needed_height() + theme.px(12))
        self.setGeometry(QRect(corner, QSize(field.width(), max(height, theme.px(ROW)))))
        self.raise_()
        self.show()

    def _click(self, item: QListWidgetItem) -> None:
        if entry := item.data(ENTRY):
            self.picked.emit(entry)

    def _add(self, entry: Entry) -> None:
        item = QListWidgetItem(entry.title)
        item.setData(ENTRY, entry)
        item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{entry.title}. {entry.help}")
        item.setToolTip(entry.help)
        self._list.addItem(item)

    def _add_heading(self, text: str) -> None:
        item = QListWidgetItem(text)
        item.setFlags(Qt.ItemFlag.NoItemFlags)
        self._list.addItem(item)


class Entries(QListWidget):
    """The list itself; it leaves the focus to the field, and its entries can be dragged onto the stack."""

    drag_begun = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QListWidget.ScrollMode.ScrollPerPixel)
        self.setDragEnabled(True)
        self.setItemDelegate(_EntryDelegate(self))
        self.setStyleSheet("QListWidget { background: transparent; border: none; }")
        self.setAccessibleName("Layers")

    def needed_height(self) -> int:
        """The height that shows every entry."""
        return sum(self.sizeHintForRow(row) for row in range(self.count())) + 2

    def startDrag(self, supported: Qt.DropAction) -> None:
        item = self.currentItem()
        entry: Entry | None = item.data(ENTRY) if item else None
        if entry is None:
            return
        drag = QDrag(self.window())
        drag.setMimeData(to_mime(Clip((Node(PLACEHOLDER_ID, entry.kind()),))))
        drag.setPixmap(self.viewport().grab(self.visualItemRect(item)))
        self.drag_begun.emit()
        drag.exec(Qt.DropAction.CopyAction)


class _EntryDelegate(QStyledItemDelegate):
    """Icon, title and one line of explanation; headings in small type."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(0, theme.px(ROW if index.data(ENTRY) else HEADING))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        entry: Entry | None = index.data(ENTRY)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if entry is None:
            self._paint_heading(painter, option.rect, index.data())
        else:
            self._paint_entry(painter, option, entry)
        painter.restore()

    def _paint_heading(self, painter: QPainter, rect: QRect, text: str) -> None:
        painter.setFont(theme.caption_font())
        painter.setPen(theme.current().colour("secondary"))
        area = rect.adjusted(theme.px(10), 0, 0, -theme.px(3))
        painter.drawText(area, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignBottom, text)

    def _paint_entry(self, painter: QPainter, option: QStyleOptionViewItem, entry: Entry) -> None:
        look, rect = theme.current(), option.rect
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        if chosen or option.state & QStyle.StateFlag.State_MouseOver:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(look.colour("selection" if chosen else "hover"))
            painter.drawRoundedRect(rect, theme.px(4), theme.px(4))
        side, left = theme.px(20), rect.left() + theme.px(10)
        icon = QRectF(left, rect.center().y() - side / 2, side, side)
        paint_icon(painter, icon, entry.name, QColor(theme.KINDS[entry.group]))
        words = rect.adjusted(theme.px(42), theme.px(4), -theme.px(8), -theme.px(4))
        painter.setPen(look.colour("text"))
        painter.setFont(theme.number_font())
        painter.drawText(words, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop, entry.title)
        painter.setFont(theme.caption_font())
        painter.setPen(look.colour("secondary"))
        help = painter.fontMetrics().elidedText(entry.help, Qt.TextElideMode.ElideRight, words.width())
        painter.drawText(words, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignBottom, help)
