"""StackPanel: the left zone, the document: search field, stack, summary and the form of the selection."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QLabel, QMenu, QSplitter, QVBoxLayout, QWidget

from engine.network.network import Gap
from engine.network.nodes import Repeat, Residual, branches
from gui import lengths, theme
from gui.document import Document
from gui.stack.actions import Entry, StackActions
from gui.stack.advising import Advised, Advising
from gui.stack.clip import Clip
from gui.stack.editing import Editing
from gui.stack.foresight import foreseen
from gui.stack.insertion import Insertion
from gui.stack.look import LIVING
from gui.stack.model import StackModel
from gui.stack.palette import Palette
from gui.stack.pinned import BETWEEN
from gui.stack.pinning import Pinning
from gui.stack.project_notes import ProjectNotes
from gui.stack.rows import Row, rows_of
from gui.stack.selection_form import SelectionForm
from gui.stack.sharing import Sharing
from gui.stack.view import StackView
from gui.stack.words import selected_summary, summary
from gui.workspace import Workspace

SCROLL_PAUSE_MS = 60
LONG = 40  # rows from which a newly opened stack begins with its blocks folded
STACK, FORM = 440, 230  # of the zone's height


class StackPanel(QWidget):
    """Shows and edits the network of the document."""

    cards_scrolled = Signal()  # other cards came into sight
    refused = Signal(str)  # an edit that cannot be, in words
    message = Signal(str)  # what an edit cost

    def __init__(self, document: Document, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._document, self._workspace = document, workspace
        self._folded: set[str] = set()
        self._editing = Editing(document, workspace, self._refuse, self.message.emit)
        self.advising = Advising(self)
        self._advised: Advised = {}
        self.model = StackModel(self)
        self.view = StackView(self.model)
        self._insertion = Insertion(document, self.view, self._editing)
        self.palette_field = Palette(self._insertion.foresee)
        self.pinning = Pinning(self.palette_field.column, self.palette_field.pin, self)
        self.notes = ProjectNotes(document)
        self.summary = QLabel()
        self.notice = QLabel()  # why the last edit could not be; until the next selection or edit
        self.form = SelectionForm(document, self._editing, self.advising.dismiss)
        self._scrolled = QTimer(self, singleShot=True, interval=SCROLL_PAUSE_MS)
        self._actions = StackActions(self.view, self, self._table())
        self.action("advice").setCheckable(True)
        self.action("advice").setChecked(self.advising.shown)
        self._lay_out()
        self.setFocusProxy(self.view)
        self._listen()
        self._open()

    # --- for the window ---

    def menu_actions(self) -> list[QAction | None]:
        """The actions of the Layer menu; None is a line between groups."""
        return self._actions.menu()

    def action(self, name: str) -> QAction:
        """One action by its name, such as "delete"."""
        return self._actions.named[name]

    def set_card_maps(self, maps: Mapping[str, Any]) -> None:
        """Shows maps (up to 8, height, width) or vectors on the cards, in place of all before."""
        self.view.cards.maps.take(maps)
        self.view.viewport().update()

    def visible_addresses(self) -> tuple[str, ...]:
        """The instances whose cards are on screen and show maps; of repeated layers the first copy."""
        seen = self.view.viewport().rect()
        rows = self.model.rows
        first = max(0, self.view.indexAt(seen.topLeft()).row())
        found: list[str] = []
        for position in range(first, len(rows)):
            if self.view.visualRect(self.model.index(position)).top() > seen.bottom():
                break
            if _is_living(rows[position]) and (address := rows[position].address):
                found.append(address)
        return tuple(found)

    @property
    def problem_count(self) -> int:
        """How many problems the network has."""
        return len(self._document.analysis.problems)

    def select_first_problem(self) -> None:
        """Selects and shows the first layer that cannot run, unfolding what hides it."""
        problems = self._document.analysis.problems
        if not problems:
            return
        node = problems[0].node
        if node is not None:
            self._unfold_around(node)
            self._workspace.select([node])
        self._reveal(node or "whole")
        self.view.setFocus()

    def focus_search(self) -> None:
        """Opens the palette."""
        self.palette_field.search()

    # --- making ---

    def _lay_out(self) -> None:
        theme.set_role(self.summary, "caption")
        theme.set_role(self.notice, "error")
        for line in (self.notice, self.summary):
            line.setWordWrap(True)
        self.notice.hide()
        self.summary.setToolTip("Learned numbers · multiplications for one image · memory of one batch's layer outputs")
        above = QWidget()
        column = QVBoxLayout(above)
        lengths.follow(column, setContentsMargins=(0, 0, 0, 4), setSpacing=6)
        column.addWidget(self.view)
        column.addWidget(self.notice)
        column.addWidget(self.summary)
        parts = QSplitter(Qt.Orientation.Vertical)
        parts.setChildrenCollapsible(False)
        lengths.follow(parts, setHandleWidth=6)
        parts.addWidget(above)
        parts.addWidget(self.form)
        parts.setSizes([STACK, FORM])
        parts.setStretchFactor(0, 1)
        stack = QVBoxLayout()
        lengths.follow(stack, setSpacing=8)
        stack.addWidget(self.palette_field)
        stack.addWidget(self.notes)
        stack.addWidget(parts, 1)
        whole = QHBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        lengths.follow(whole, setSpacing=BETWEEN)
        whole.addWidget(self.palette_field.column)
        whole.addLayout(stack, 1)

    def _listen(self) -> None:
        self._document.changed.connect(lambda *_: self._rebuild())
        self._document.replaced.connect(self._open)
        self.advising.changed.connect(self._rebuild)
        self.advising.shown_changed.connect(self.action("advice").setChecked)
        self._workspace.selection_changed.connect(self._show_selection)
        self.view.chosen.connect(self._workspace.select)
        self.view.customContextMenuRequested.connect(self._show_menu)
        self.view.dropped.connect(self._insertion.drop)
        self.view.hovered.connect(self._foresee)
        self.view.edit_asked.connect(self.form.focus_first)
        self.view.letters_typed.connect(self.palette_field.search)
        self.view.fold_wanted.connect(self._fold)
        self.view.cards.fold_asked.connect(lambda node: self._fold(node, node not in self._folded))
        self.view.cards.fix_asked.connect(self._editing.mend)
        self.palette_field.picked.connect(self._insertion.add)
        self.palette_field.left.connect(self.view.setFocus)
        self.view.verticalScrollBar().valueChanged.connect(lambda _: self._scrolled.start())
        self.view.verticalScrollBar().rangeChanged.connect(lambda *_: self._scrolled.start())
        self._scrolled.timeout.connect(self.cards_scrolled)

    def _table(self) -> list[Entry | None]:
        edit, insertion = self._editing, self._insertion
        sharing = Sharing(self._document, self.model, self.view, self.message.emit, self._refuse)
        return [
            Entry("add", "&Add layer…", ("/",), self.focus_search, "Find a layer and add it after the selected one",
                  needs_selection=False, everywhere=True),
            Entry("edit", "&Edit fields", (), self.form.focus_first, "Go to the form of the selected layer (Enter)"),
            None,
            Entry("delete", "&Delete", ("Del", "Backspace"), edit.delete, "Remove the selected layers"),
            Entry("duplicate", "D&uplicate", ("Ctrl+D",), edit.duplicate, "Put copies after the selected layers"),
            Entry("cut", "Cu&t", ("Ctrl+X",), insertion.cut, "Remove the selected layers and keep them to paste"),
            Entry("copy", "&Copy", ("Ctrl+C",), insertion.copy, "Keep the selected layers to paste, as readable text"),
            Entry("paste", "&Paste", ("Ctrl+V",), insertion.paste, "Put copied layers after the selected ones",
                  needs_selection=False),
            Entry("copy picture", "Copy stack as p&icture", ("Ctrl+Shift+C",), sharing.copy_picture,
                  "The whole stack, to paste into a document or a chat", needs_selection=False),
            Entry("copy table", "Copy stack as te&xt", ("Ctrl+Alt+C",), sharing.copy_table,
                  "A table with shapes and costs, to paste anywhere", needs_selection=False),
            Entry("save picture", "Save stack as picture…", ("Ctrl+Alt+P",), sharing.save_picture,
                  "The whole stack as a PNG file", needs_selection=False),
            None,
            Entry("enable", "E&nable or disable", ("Space",), lambda: edit.toggle("enabled", "Enable", "Disable"),
                  "A disabled layer passes its input on"),
            Entry("freeze", "&Freeze or unfreeze", ("Ctrl+L",), lambda: edit.toggle("trainable", "Unfreeze", "Freeze"),
                  "The weights of a frozen layer stay as they are"),
            None,
            Entry("up", "Move u&p", ("Alt+Up",), lambda: insertion.step(-1), "To the gap above, in and out of blocks"),
            Entry("down", "Move do&wn", ("Alt+Down",), lambda: insertion.step(1), "To the gap below"),
            Entry("out", "Move &out of the block", ("Alt+Left",), edit.step_out, "Behind the block around it"),
            Entry("in", "Move &into a block", ("Alt+Right",), edit.step_in, "Into the block after it, else before it"),
            None,
            Entry("residual", "Wrap in a &residual block", ("Ctrl+R",), lambda: edit.wrap(Residual()),
                  "Adds what comes in to what these layers give"),
            Entry("repeat", "Wrap in a repea&t", ("Ctrl+Shift+R",), lambda: edit.wrap(Repeat()),
                  "Runs these layers several times in a row"),
            Entry("unwrap", "Unwrap the bloc&k", ("Ctrl+U",), edit.unwrap, "Keeps what is inside, without the block"),
            None,
            Entry("fold", "Fold or unfold", ("Ctrl+.",), self._toggle_fold, "The selected block as one line, or open"),
            Entry("fold all", "Fold all blocks", (), lambda: self._fold_all(folded=True), "Every block as one line",
                  needs_selection=False),
            Entry("unfold all", "Unfold all blocks", (), lambda: self._fold_all(folded=False), "Show every layer",
                  needs_selection=False),
            Entry("advice", "Show ad&vice", ("Ctrl+I",), lambda: self.advising.set_shown(not self.advising.shown),
                  "Hints about what is allowed but seldom meant", needs_selection=False),
            Entry("problem", "Go to the first problem", ("F8",), self.select_first_problem,
                  "Selects the first layer that cannot run", needs_selection=False, everywhere=True),
        ]  # fmt: skip

    # --- showing ---

    def _open(self) -> None:
        """Another project: long stacks begin folded, and the first layer is selected."""
        network = self._document.network
        self._folded = set()
        self.advising.forget()
        if len(rows_of(network, self._document.analysis)) > LONG:
            self._folded = {node.id for node in network.nodes if branches(node.op)}
        self._rebuild()
        self._workspace.select([node.id for node in network.nodes[:1]])
        self.view.scrollToTop()

    def _rebuild(self) -> None:
        network, analysis = self._document.network, self._document.analysis
        if self._folded:
            self._folded &= network.ids
        self._advised = self.advising.on(analysis)
        self.view.take(rows_of(network, analysis, self._folded, self._advised), network.nodes)
        self._show_selection()
        self._scrolled.start()

    def _show_selection(self) -> None:
        ids = self._editing.ids
        self.notice.hide()
        self.view.select(ids)
        self.form.show_nodes(ids, tuple(piece for node in ids for piece in self._advised.get(node, ())))
        self._summarise(ids)
        self._actions.enable(selected=bool(ids))
        self.palette_field.refresh()
        if len(ids) == 1:
            self._reveal(ids[0])

    def _summarise(self, ids: tuple[str, ...]) -> None:
        """Costs of the whole and of the selection; what unwrapping would cost is said before it is done."""
        analysis = self._document.analysis
        outer = {node.id for node in self._document.network.outermost(ids)} if len(ids) > 1 else ids
        self.summary.setText(f"{summary(analysis)}\n{selected_summary(analysis, analysis.instances_of(outer))}")
        unwrap = self.action("unwrap")
        tip = f"Keeps what is inside, without the block. {self._editing.unwrap_report()}".strip()
        unwrap.setToolTip(tip)
        unwrap.setStatusTip(tip)

    def _reveal(self, key: str) -> None:
        position = self.model.position(key)
        if position >= 0:
            self.view.scrollTo(self.model.index(position))

    # --- folding ---

    def _fold(self, node: str, folded: bool) -> None:
        (self._folded.add if folded else self._folded.discard)(node)
        self._rebuild()

    def _fold_all(self, *, folded: bool) -> None:
        blocks = {node.id for node in self._document.network if branches(node.op)}
        self._folded = blocks if folded else set()
        self._rebuild()

    def _toggle_fold(self) -> None:
        blocks = {node.id for node in self._document.network if branches(node.op)} & set(self._editing.ids)
        self._folded = self._folded - blocks if blocks & self._folded else self._folded | blocks
        self._rebuild()

    def _unfold_around(self, node: str) -> None:
        around = set(self._document.network.ancestors(node))
        if around & self._folded:
            self._folded -= around
            self._rebuild()

    # --- editing ---

    def _show_menu(self, at: QPoint) -> None:
        menu = QMenu(self)
        for action in self.menu_actions():
            menu.addAction(action) if action else menu.addSeparator()
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(self.view.viewport().mapToGlobal(at))

    def _foresee(self, clip: Clip, gap: Gap, copies: bool) -> None:
        """While something is dragged: what the drop would make of it."""
        self.view.show_verdict(foreseen(self._document, clip, gap, copies=copies))

    def _refuse(self, sentence: str) -> None:
        self.notice.setText(sentence)
        self.notice.show()
        self.refused.emit(sentence)


def _is_living(row: Row) -> bool:
    """True for cards that have room for maps."""
    return row.part == "card" and row.state == "fine" and row.node is not None and row.node.op.group in LIVING
