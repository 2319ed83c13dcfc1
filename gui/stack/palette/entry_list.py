"""EntryList: the kinds of layers in their groups, each with its icon and one line about it; to pick or to drag."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QDrag, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from engine.network.nodes import Node
from gui.appearance import theme
from gui.stack.list.cards.layer_icons import paint_icon
from gui.stack.list.dragging.drag_picture import hang
from gui.stack.list.dragging.layer_clip import Clip, to_mime
from gui.stack.list.stack_model import Index
from gui.stack.palette.catalogue import GROUPS, Entry

ENTRY = Qt.ItemDataRole.UserRole
ROW, HEADING = 44, 26
PLACEHOLDER_ID = "nnew00"  # new ids come with the drop


class EntryList(QListWidget):
    """Says which entry is highlighted and which is picked; its entries can be dragged onto the stack."""

    picked = Signal(object)  # Entry
    highlighted = Signal(object)  # Entry, or None where nothing is
    drag_begun = Signal()
    letters_typed = Signal(str)
    left = Signal()  # Esc

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QListWidget.ScrollMode.ScrollPerPixel)
        self.setDragEnabled(True)
        self.setMouseTracking(True)
        self.setItemDelegate(_EntryDelegate(self))
        theme.set_role(self, "plain")
        self.setAccessibleName("Layers to add")
        self.setAccessibleDescription("Enter adds the highlighted layer after the selected one.")
        self.itemClicked.connect(self._pick)
        self.itemEntered.connect(self._point_at)
        self.currentItemChanged.connect(lambda item, _: self.highlighted.emit(item.data(ENTRY) if item else None))

    @property
    def chosen(self) -> Entry | None:
        """The entry that Enter adds."""
        item = self.currentItem()
        return item.data(ENTRY) if item else None

    @property
    def shown(self) -> list[Entry]:
        """The entries in the list."""
        items = (self.item(i) for i in range(self.count()))
        return [item.data(ENTRY) for item in items if item.data(ENTRY)]

    def show_entries(self, entries: list[Entry], *, grouped: bool) -> None:
        """Fills the list and chooses its first entry."""
        self.clear()
        group = ""
        for entry in entries:
            if grouped and entry.group != group:
                group = entry.group
                self._add_heading(GROUPS[group])
            self._add(entry)
        self.setCurrentRow(1 if grouped else 0)
        self.scrollToTop()

    def step(self, by: int) -> None:
        """Chooses the next or the previous entry."""
        row = self.currentRow() + by
        while 0 <= row < self.count() and not self.item(row).data(ENTRY):
            row += by
        if 0 <= row < self.count():
            self.setCurrentRow(row)

    def needed_height(self) -> int:
        """The height that shows every entry."""
        return sum(self.sizeHintForRow(row) for row in range(self.count())) + 2

    def _add(self, entry: Entry) -> None:
        item = QListWidgetItem(entry.title)
        item.setData(ENTRY, entry)
        item.setToolTip(entry.help)
        item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{entry.title}. {entry.help}")
        self.addItem(item)

    def _add_heading(self, text: str) -> None:
        item = QListWidgetItem(text)
        item.setFlags(Qt.ItemFlag.NoItemFlags)
        self.addItem(item)

    def _pick(self, item: QListWidgetItem) -> None:
        if entry := item.data(ENTRY):
            self.picked.emit(entry)

    def _point_at(self, item: QListWidgetItem) -> None:
        """The mouse highlights as in a menu."""
        if item.data(ENTRY):
            self.setCurrentItem(item)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and (item := self.currentItem()):
            self._pick(item)
        elif event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def keyboardSearch(self, search: str) -> None:
        """Letters look for a layer in the field, which knows more than the beginnings of names."""
        self.letters_typed.emit(search)

    def startDrag(self, supported: Qt.DropAction) -> None:
        item = self.currentItem()
        entry: Entry | None = item.data(ENTRY) if item else None
        if entry is None:
            return
        drag = QDrag(self.window())
        drag.setMimeData(to_mime(Clip((Node(PLACEHOLDER_ID, entry.kind()),))))
        hang(drag, self, self.visualItemRect(item))
        self.drag_begun.emit()
        drag.exec(Qt.DropAction.CopyAction)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self.scheduleDelayedItemsLayout()


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
        colours, rect = theme.current(), option.rect
        self._paint_ground(painter, option)
        side, left = theme.px(20), rect.left() + theme.px(10)
        at = QPointF(left, rect.center().y() - side // 2)
        paint_icon(painter, at, side, entry.kind, colours.kind(entry.group))
        words = rect.adjusted(theme.px(42), theme.px(4), -theme.px(8), -theme.px(4))
        painter.setPen(colours.colour("text"))
        painter.setFont(theme.number_font())
        painter.drawText(words, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop, entry.title)
        painter.setFont(theme.caption_font())
        painter.setPen(colours.colour("secondary"))
        help = painter.fontMetrics().elidedText(entry.help, Qt.TextElideMode.ElideRight, words.width())
        painter.drawText(words, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignBottom, help)

    def _paint_ground(self, painter: QPainter, option: QStyleOptionViewItem) -> None:
        """The highlighted entry; with a frame where the keyboard is."""
        colours, rect = theme.current(), QRectF(option.rect).adjusted(1, 1, -1, -1)
        if option.state & QStyle.StateFlag.State_Selected:
            focused = bool(option.state & QStyle.StateFlag.State_HasFocus)
            painter.setPen(colours.colour("accent") if focused else Qt.PenStyle.NoPen)
            painter.setBrush(colours.colour("selection"))
            painter.drawRoundedRect(rect, theme.px(4), theme.px(4))
