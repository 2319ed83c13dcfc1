"""StackPanel: the left zone, the document: search field, stack, summary and the form of the selection."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import QEvent, QPoint, Qt, Signal
from PySide6.QtGui import QAction, QGuiApplication, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QMenu, QVBoxLayout, QWidget

from engine.network.network import Gap
from engine.project.project import Project
from gui.appearance import lengths, rewriting, theme
from gui.pieces.elided import Elided
from gui.stack.edit.advising import Advised, Advising
from gui.stack.edit.editing import Editing
from gui.stack.edit.folding import Folding
from gui.stack.edit.insertion import Insertion
from gui.stack.edit.possible import with_the_selection, with_the_stack
from gui.stack.edit.selection_after_edit import revisited
from gui.stack.edit.sharing import Sharing
from gui.stack.edit.shown_together import ShownTogether
from gui.stack.edit.stack_actions import Doers, StackActions, table
from gui.stack.form.project_notes import ProjectNotes
from gui.stack.form.selection_form import SelectionForm
from gui.stack.list.cards.card_words import number_of, summary
from gui.stack.list.dragging.drop_preview import foreseen
from gui.stack.list.dragging.layer_clip import Clip, from_mime
from gui.stack.list.empty_stack import EmptyStack, Offer
from gui.stack.list.rows import SELECTABLE, rows_of
from gui.stack.list.stack_model import StackModel
from gui.stack.list.stack_view import StackView
from gui.stack.list.visible_cards import VisibleCards
from gui.stack.palette.palette import Palette
from gui.stack.palette.pinned_palette import BETWEEN
from gui.stack.palette.pinning import Pinning
from gui.state.document import Document
from gui.state.workspace import Workspace

GAP = 6
STACK_SHARE, NOTES_SHARE = 0.3, 0.2  # of the height: the least that the stack has, the most that notes take
COSTS = "Learned numbers · multiplications for one image · memory of one batch's layer outputs"


class StackPanel(QWidget):
    """Shows and edits the network of the document."""

    asked_for = Signal()  # the stack has to be in sight for what follows
    cards_scrolled = Signal()  # other cards came into sight
    compact_changed = Signal(bool)
    refused = Signal(str)  # an edit that cannot be, in words
    message = Signal(str)  # what an edit cost

    def __init__(self, document: Document, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._document, self._workspace = document, workspace
        self._gestures = ShownTogether(self._show_rows, self._show_selection, self)
        self._takes = self._takes_tip = ""
        self._revisiting = False  # undo or redo makes the change that comes next
        self._editing = Editing(document, workspace, self._refuse, self.message.emit, self._gestures.gesture)
        self.folding = Folding(document, self)
        self.advising = Advising(self)
        self._advised: Advised = {}
        self.model = StackModel(self)
        self.view = StackView(self.model)
        self._insertion = Insertion(document, self.view, self._editing)
        self.palette_field = Palette(self._insertion.foresee)
        self.pinning = Pinning(self.palette_field.column, self.palette_field.pin, self)
        self.notes = ProjectNotes(document)
        self.empty = EmptyStack(self.view.viewport())
        self.empty.offer((Offer("Add a first layer", "Find a layer and add it (/)", self.focus_search),))
        self.summary = Elided("caption")
        self.notice = QLabel()  # why the last edit could not be; until the next selection or edit
        self.form = SelectionForm(document, self._editing, self.advising.dismiss, after=self.view)
        self._visible_cards = VisibleCards(self.view)
        self._actions = StackActions(self.view, self, table(self._doers()))
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
        """Shows maps (up to 8, height, width) or vectors on the cards, in place of all before; by address."""
        self.view.show_maps(maps, self._workspace.outdated)

    def show_takes(self, words: str, tip: str) -> None:
        """How long an epoch of this stack takes, in place of its work once that is known, and all of it as a tip."""
        if (words, tip) != (self._takes, self._takes_tip):
            self._takes, self._takes_tip = words, tip
            self._summarise()

    def set_compact(self, compact: bool) -> None:
        """Shows every card with one line, or living ones with two."""
        self.action("compact").setChecked(compact)
        if compact != self.view.cards.compact:
            self.view.set_compact(compact)
            self._visible_cards.look_again()
            self.compact_changed.emit(compact)

    def visible_addresses(self) -> tuple[str, ...]:
        """What the layers whose cards are on screen and show maps are in the shown model; their first copies there."""
        first = self._workspace.first_copies
        return tuple(first[node] for node in self._visible_cards.nodes() if node in first)

    def select_first_problem(self) -> None:
        """Selects and shows the first layer that cannot run, unfolding what hides it."""
        problems = self._document.analysis.problems
        if not problems:
            return
        node = problems[0].node
        if node is not None:
            self.folding.unfold_around([node])
            self._workspace.select([node])
        self.asked_for.emit()
        self._reveal(node or "whole")
        self.view.setFocus()

    def focus_search(self) -> None:
        """Opens the palette."""
        self.asked_for.emit()
        self.palette_field.search()

    # --- making ---

    def _lay_out(self) -> None:
        theme.set_role(self.notice, "error")
        self.notice.setWordWrap(True)
        self.notice.hide()
        stack = QVBoxLayout()
        lengths.follow(stack, setSpacing=GAP)
        for part in (self.palette_field, self.notes, self.view, self.notice, self.summary, self.form):
            stack.addWidget(part, 1 if part is self.view else 0)
        whole = QHBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        lengths.follow(whole, setSpacing=BETWEEN)
        whole.addWidget(self.palette_field.column)
        whole.addLayout(stack, 1)

    def _listen(self) -> None:
        self._document.revisited.connect(self._revisit)
        self._document.changed.connect(lambda *_: self._follow())
        self._document.replaced.connect(self._open)
        self.folding.changed.connect(self._gestures.show_rows)
        self.advising.changed.connect(self._gestures.show_rows)
        self.advising.shown_changed.connect(self.action("advice").setChecked)
        self._workspace.selection_changed.connect(self._gestures.show_selection)
        self.view.chosen.connect(self._workspace.select)
        self.view.customContextMenuRequested.connect(self._show_menu)
        self.view.dropped.connect(self._insertion.drop)
        self.view.hovered.connect(self._foresee)
        self.view.edit_asked.connect(self.form.focus_first)
        self.view.letters_typed.connect(self.palette_field.search)
        self.view.fold_wanted.connect(self.folding.fold)
        self.view.cards.fold_asked.connect(self.folding.turn)
        self.view.cards.fix_asked.connect(self._editing.mend)
        self.view.cards.mute_asked.connect(self._workspace.muted.turn_node)
        self._workspace.muted.changed.connect(self._gestures.show_rows)
        self.palette_field.picked.connect(self._insertion.add)
        self.palette_field.left.connect(self.view.setFocus)
        self.palette_field.looking.connect(self._mark_place)
        self._visible_cards.changed.connect(self.cards_scrolled)
        rewriting.follow(self._show_rows)

    def _doers(self) -> Doers:
        sharing = Sharing(self._document, self.model, self.view, self.message.emit, self._refuse)
        return Doers(
            self._editing,
            self._insertion,
            sharing,
            self.folding,
            self.advising,
            compacting=lambda: self.set_compact(not self.view.cards.compact),
            search=self.focus_search,
            mute=self._mute,
            unmute_all=self._workspace.muted.unmute_all,
            edit_fields=self.form.focus_first,
            show_problem=self.select_first_problem,
        )

    def _mute(self) -> None:
        for node in self._editing.ids:
            self._workspace.muted.turn_node(node)

    # --- who has how much of the height ---

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._share_height()

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest:
            self._share_height()
        return super().event(event)

    def _share_height(self) -> None:
        """Notes and form scroll within what leaves the stack its share."""
        self.notes.give_room(round(NOTES_SHARE * self.height()))
        others = [part for part in (self.palette_field, self.notes, self.notice, self.summary) if not part.isHidden()]
        taken = sum(part.sizeHint().height() for part in others) + (len(others) + 1) * theme.px(GAP)
        self.form.give_room(self.height() - taken - round(STACK_SHARE * self.height()))

    # --- showing ---

    def _open(self) -> None:
        """Another project: long stacks begin folded, and the first layer is selected."""
        self.folding.begin()
        self.advising.forget()
        self._gestures.show_rows()
        self._workspace.select([node.id for node in self._document.network.nodes[:1]])
        self.view.scrollToTop()

    def _revisit(self, old: Project, new: Project) -> None:
        """Undo and redo lead to what they did, also inside a folded block; shown with the change, which comes next."""
        self._revisiting = True
        self._gestures.begin()
        ids = revisited(old.network, new.network, self._workspace.selection)
        self.folding.unfold_around(ids)
        self._workspace.select(ids)

    def _follow(self) -> None:
        """Shows the edited stack."""
        self._gestures.show_rows()
        if self._revisiting:
            self._revisiting = False
            self._gestures.end()

    def _show_rows(self) -> None:
        network, analysis = self._document.network, self._document.analysis
        self.view.cards.maps.of_layers_in_run(self._workspace.outdated)
        self._advised = self.advising.on(analysis)
        muted = self._workspace.muted.nodes()
        self.view.take(rows_of(network, analysis, self.folding.ids, self._advised, muted), network.nodes)
        self._show_selection()
        self._visible_cards.look_again()

    def _show_selection(self) -> None:
        ids = self._editing.ids
        self.notice.hide()
        self.view.select(ids)
        self.form.show_nodes(ids, tuple(piece for node in ids for piece in self._advised.get(node, ())))
        self._summarise()
        self._actions.enable(selected=bool(ids))
        self.palette_field.refresh()
        if self.view.marked is not None:
            self._mark_place(looking=True)
        self.empty.setVisible(not self._document.network.nodes)
        if len(ids) == 1:
            self._reveal(ids[0])

    def _summarise(self) -> None:
        """Costs of the whole; what unwrapping would cost is said before it is done."""
        analysis = self._document.analysis
        costs = summary(analysis)
        self.summary.say(f"{number_of(analysis.parameters, 'parameter')} · {self._takes}" if self._takes else costs)
        self.summary.setToolTip("\n".join(filter(None, (costs, COSTS, self._takes_tip))))
        unwrap = self.action("unwrap")
        tip = f"Keeps what is inside, without the block. {self._editing.unwrap_report()}".strip()
        unwrap.setToolTip(tip)
        unwrap.setStatusTip(tip)

    def _name_switches(self) -> None:
        """For a menu that opens; keys do not need the words."""
        ids = set(self._editing.ids)
        nodes = [node for node in self._document.network if node.id in ids]
        self._actions.name(
            enabled=not nodes or any(node.enabled for node in nodes),
            frozen=bool(nodes) and not any(node.trainable for node in nodes),
            folded=bool(self.folding.ids & ids),
        )

    def _reveal(self, key: str) -> None:
        position = self.model.position(key)
        if position >= 0:
            self.view.scrollTo(self.model.index(position))

    # --- editing ---

    def _show_menu(self, at: QPoint) -> None:
        self._name_switches()
        menu = QMenu(self)
        menu.setToolTipsVisible(True)
        self._actions.fill(menu, self.possible_at(at))
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(self.view.viewport().mapToGlobal(at))

    def possible_at(self, at: QPoint) -> set[str]:
        """The names of the actions that apply to what is at a point of the list: layers, a block, an empty place."""
        network, row = self._document.network, self.model.row(self.view.indexAt(at).row())
        clipboard = {"paste"} if from_mime(QGuiApplication.clipboard().mimeData()) else set()
        if row is not None and row.part in SELECTABLE:
            return {"add", *clipboard, *with_the_selection(network, self._editing.ids)}
        return {"add", *clipboard, *self._possible_with_the_stack()}

    def _possible_with_the_stack(self) -> set[str]:
        broken = bool(self._document.analysis.problems) and bool(self._document.network.nodes)
        muted = {"unmute all"} if self._workspace.muted.value else set()
        return with_the_stack(self._document.network, self.folding.ids, broken=broken) | muted

    def grey_in(self, menu: QMenu) -> None:
        """Has a menu of all actions grey what cannot be while it is open; their keys stay."""
        menu.aboutToShow.connect(self._grey)
        menu.aboutToHide.connect(lambda: self._actions.enable(selected=bool(self._editing.ids)))

    def _grey(self) -> None:
        self._name_switches()
        ids = self._editing.ids
        self._actions.grey(with_the_selection(self._document.network, ids) | self._possible_with_the_stack())

    def _foresee(self, clip: Clip, gap: Gap, copies: bool) -> None:
        """While something is dragged: what the drop would make of it."""
        self.view.show_verdict(foreseen(self._document, clip, gap, copies=copies))

    def _mark_place(self, looking: bool) -> None:
        """While the palette is open, a line in the stack shows where the layer will go."""
        self.view.mark(self._insertion.gap() if looking else None)

    def _refuse(self, sentence: str) -> None:
        self.notice.setText(sentence)
        self.notice.show()
        self.refused.emit(sentence)
