"""ListField: structs of several kinds: to add to, to move, to edit, to double and to take away."""

from __future__ import annotations

from typing import Any

import msgspec
from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QApplication, QMenu, QToolButton, QWidget

from gui.appearance import theme
from gui.forms.fields.list_item import ListItem, count_above
from gui.forms.fields.nested import MakeForm, StructField, title
from gui.forms.tab_order import follow_layout

Kind = type[msgspec.Struct]


class ListField(StructField):
    """A button that adds one of the kinds, and below it what there is, one under the other, in its order.

    Where the order is of no account, nothing moves.
    """

    def __init__(
        self, kinds: tuple[Kind, ...], make_form: MakeForm, *, ordered: bool = True, parent: QWidget | None = None
    ) -> None:
        super().__init__(make_form, parent)
        self._ordered = ordered
        self.items: list[ListItem] = []
        self.add = QToolButton()
        self.add.setText("Add ▾")
        self.add.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        theme.set_role(self.add, "choice")
        menu = QMenu(self.add)
        menu.setToolTipsVisible(True)
        for kind in kinds:
            action = menu.addAction(title(kind))
            action.setToolTip(getattr(kind, "help", ""))
            action.triggered.connect(lambda _=False, kind=kind: self.edited.emit((*self.gathered(), kind())))
        self.add.setMenu(menu)
        self.row.addWidget(self.add)
        self.row.addStretch()

    @property
    def editor(self) -> QWidget:
        return self.add

    def gathered(self) -> tuple[Any, ...]:
        return tuple(item.value for item in self.items)

    def set_value(self, value: Any) -> None:
        """Whatever is there already keeps its form, with what is being typed into it."""
        left = list(self.items)
        found = [_taken(left, lambda item, one=one: item.value == one) for one in value]
        for place, one in enumerate(value):
            found[place] = found[place] or _taken(left, lambda item, one=one: type(item.value) is type(one))
            if (item := found[place]) is not None:
                item.form.set_value(one)
        self._arrange([item or self._item(one) for item, one in zip(found, value, strict=True)], left)

    def start(self, value: Any) -> None:
        self._arrange([], self.items)
        self.set_value(value)

    def _arrange(self, items: list[ListItem], gone: list[ListItem]) -> None:
        for item in gone:
            item.hide()
            item.deleteLater()
        if items != self.items:
            for item in items:
                self.column.removeWidget(item)
                self.column.addWidget(item)
                item.show()
            follow_layout(self.add, self.below)
        self.items = items
        for place, item in enumerate(items):
            item.show_place(place, len(items))
        self._count(*(item.form for item in items))

    def _item(self, struct: msgspec.Struct) -> ListItem:
        kind = type(struct)
        item = ListItem(title(kind), getattr(kind, "help", ""), self.form_for(struct), movable=self._ordered)
        item.moved.connect(lambda steps: self._move(item, self.items.index(item) + steps))
        item.removed.connect(lambda: self._remove(item))
        item.doubled.connect(lambda: self._double(item))
        item.dragged.connect(lambda point: self._drag(item, point))
        item.dropped.connect(lambda: self.edited.emit(self.gathered()))
        return item

    def _remove(self, item: ListItem) -> None:
        """The keyboard goes to what takes its place."""
        place, with_keyboard = self.items.index(item), item.isAncestorOf(QApplication.focusWidget() or self)
        self.edited.emit(tuple(one.value for one in self.items if one is not item))
        if with_keyboard:
            (self.items[min(place, len(self.items) - 1)].title if self.items else self.add).setFocus()

    def _double(self, item: ListItem) -> None:
        """Another one like it, right behind it."""
        place = self.items.index(item) + 1
        values = self.gathered()
        self.edited.emit((*values[:place], item.value, *values[place:]))
        self.items[min(place, len(self.items) - 1)].title.setFocus()

    def _move(self, item: ListItem, place: int) -> None:
        self._put(item, place)
        self.edited.emit(self.gathered())

    def _drag(self, item: ListItem, point: QPoint) -> None:
        """It goes along with the pointer; the order is said when it is let go."""
        place = count_above([one for one in self.items if one is not item], point)
        if place != self.items.index(item):
            self._put(item, place)

    def _put(self, item: ListItem, place: int) -> None:
        items = [one for one in self.items if one is not item]
        items.insert(place, item)
        self._arrange(items, [])


def _taken(items: list[ListItem], fits: Any) -> ListItem | None:
    """The first that fits, taken out."""
    found = next((item for item in items if fits(item)), None)
    if found is not None:
        items.remove(found)
    return found
