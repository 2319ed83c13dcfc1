"""Insertion: where new layers go, and what brings them: the palette, a drop, the clipboard."""

from __future__ import annotations

from PySide6.QtGui import QGuiApplication

from engine.errors import ProjectError
from engine.network.network import Gap
from engine.network.nodes import Node
from engine.network.shapes import Shape
from gui.stack.edit.editing import Editing
from gui.stack.list.dragging.drop_preview import Verdict, foreseen
from gui.stack.list.dragging.layer_clip import Clip, clip_of, read_clip, to_mime
from gui.stack.list.rows import places
from gui.stack.list.stack_view import StackView
from gui.stack.palette.catalogue import Entry, new_node
from gui.state.document import Document
from gui.state.error_words import in_words


class Insertion:
    """Puts layers into the stack at the place where the person is."""

    def __init__(self, document: Document, view: StackView, editing: Editing) -> None:
        self._document, self._view, self._editing = document, view, editing

    def gap(self) -> Gap:
        """After the selected layers, at the keyboard's place inside a block, else at the end."""
        network, row = self._document.network, self._view.current_row()
        if row is not None and row.part in ("close", "empty", "branch"):
            return row.gap
        chosen = network.outermost(self._editing.ids)
        if not chosen:
            return Gap(None, len(network.nodes))
        gap = network.gap(chosen[-1].id)
        return Gap(gap.parent, gap.index + 1, gap.branch)

    def add(self, entry: Entry) -> None:
        """A new layer of a kind, made to suit what flows there."""
        gap = self.gap()
        self._editing.insert(gap, (self._made(entry, gap),), f"Add {entry.title}")
        self._view.setFocus()

    def foresee(self, entry: Entry) -> Verdict:
        """What `add` would make: the shapes that would result, or what would break."""
        gap = self.gap()
        return foreseen(self._document, Clip((self._made(entry, gap),)), gap, copies=True)

    def _made(self, entry: Entry, gap: Gap) -> Node:
        last = gap.parent is None and gap.index == len(self._document.network.nodes)
        return new_node(entry, self._shape_at(gap), self._document.new_id, last=last)

    def drop(self, clip: Clip, gap: Gap, copies: bool) -> None:
        """What was dragged: moved, or put in as copies."""
        if copies:
            self._editing.paste(clip, gap, "Insert layers")
        else:
            self._editing.move(clip.ids, gap)
        self._view.setFocus()

    def step(self, by: int) -> None:
        """Moves the selection to the next (1) or the previous (-1) gap."""
        self._editing.step(places(self._view.rows, self._document.network.nodes), by)

    def copy(self) -> None:
        """Puts the selected layers on the clipboard."""
        clip = clip_of(self._document.network, self._editing.ids, self._view.token)
        QGuiApplication.clipboard().setMimeData(to_mime(clip))

    def cut(self) -> None:
        """The same, and removes them."""
        self.copy()
        self._editing.delete()

    def paste(self) -> None:
        """Copies of the layers on the clipboard."""
        try:
            clip = read_clip(QGuiApplication.clipboard().mimeData())
        except ProjectError as error:
            self._editing.refuse(in_words(error))
        else:
            self._editing.paste(clip, self.gap())

    def _shape_at(self, gap: Gap) -> Shape | None:
        """What flows through a gap, where that is known."""
        cards = {row.gap: row for row in self._view.rows if row.part in ("card", "open")}
        if (below := cards.get(gap)) is not None:
            return below.instance.input if below.instance else None
        above = cards.get(Gap(gap.parent, gap.index - 1, gap.branch))
        return above.output if above else None
