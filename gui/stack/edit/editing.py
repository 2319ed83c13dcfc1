"""Editing: what the stack's keys, menus and drags do to the document; each is one pure edit and one step of undo."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable
from contextlib import AbstractContextManager

from engine.analysis.fixes import Fix
from engine.analysis.unwrapping import unwrap_report
from engine.errors import LayerscopeError
from engine.network.network import Gap, Network
from engine.network.nodes import Node, Repeat, Residual, branches, renewed
from gui.stack.edit.selection_after_edit import heir
from gui.stack.list.dragging.layer_clip import Clip
from gui.stack.list.rows import Place
from gui.state.document import Document
from gui.state.error_words import in_words
from gui.state.workspace import Workspace


class Editing:
    """Edits the selected layers; what cannot be done is said through `refuse`, what an edit cost through `say`.

    An edit and the selection that follows it are made within `gesture`, so that both are shown as one.
    """

    def __init__(
        self,
        document: Document,
        workspace: Workspace,
        refuse: Callable[[str], None],
        say: Callable[[str], None],
        gesture: Callable[[], AbstractContextManager[None]],
    ) -> None:
        self._document, self._workspace, self.refuse, self._say = document, workspace, refuse, say
        self._gesture = gesture

    @property
    def ids(self) -> tuple[str, ...]:
        """The selected nodes, in order of the stack."""
        if len(self._workspace.selection) <= 1:
            return self._workspace.selection
        chosen = set(self._workspace.selection)
        return tuple(node.id for node in self._document.network if node.id in chosen)

    def apply(self, edit: Callable[[Network], Network], text: str, merge: Hashable = None) -> bool:
        """Makes an edit; an error in words is said and nothing happens. True when the network changed."""
        before = self._document.network
        try:
            self._document.edit_network(edit(before), text, merge)
        except LayerscopeError as error:
            self.refuse(in_words(error))
        return self._document.network is not before

    def insert(self, gap: Gap, nodes: Iterable[Node], text: str) -> None:
        """Puts nodes into a gap and selects them."""
        added = tuple(nodes)
        with self._gesture():
            if self.apply(lambda network: network.insert(gap, added), text):
                self._workspace.select(node.id for node in added)

    def paste(self, clip: Clip, gap: Gap, text: str = "Paste") -> None:
        """Puts copies of the clip's nodes into a gap, under new ids."""
        self.insert(gap, renewed(clip.nodes, self._document.new_id), text)

    def move(self, ids: Iterable[str], gap: Gap) -> None:
        """Moves nodes to a gap; the selection goes along."""
        chosen = set(ids)
        self.apply(lambda network: network.move(chosen, gap), f"Move {self._called(chosen)}")

    def delete(self) -> None:
        """Removes the selected nodes and selects what takes their place."""
        ids = self.ids
        if not ids:
            return
        next_one, text = heir(self._document.network, ids), f"Delete {self._called(ids)}"
        with self._gesture():
            self._workspace.select([next_one] if next_one else [])
            self.apply(lambda network: network.remove(ids), text)

    def duplicate(self) -> None:
        """Puts copies after the selected nodes and selects the copies."""
        before = self._document.network.ids
        ids = self.ids
        text = f"Duplicate {self._called(ids)}"
        with self._gesture():
            if self.apply(lambda network: network.duplicate(ids, self._document.new_id), text):
                network = self._document.network
                self._workspace.select(node.id for node in network.outermost(network.ids - before))

    def toggle(self, field: str, on: str, off: str) -> None:
        """Switches `enabled` or `trainable` of the selected nodes together: off if any is on."""
        nodes = [node for node in self._document.network if node.id in self._workspace.selection]
        value = not any(getattr(node, field) for node in nodes)
        ids = {node.id for node in nodes}
        text = f"{on if value else off} {self._called(ids)}"
        self.apply(lambda network: network.change_node(ids, **{field: value}), text)

    def step(self, places: list[Place], by: int) -> None:
        """Moves the selection to the next (1) or the previous (-1) gap where it makes a difference."""
        network, ids = self._document.network, set(self.ids)
        gaps = [place.gap for place in places]
        start = _start(network, gaps, ids, by)
        tried = (_moved(network, ids, gap) for gap in (gaps[start::by] if start is not None else ()))
        moved = next((one for one in tried if one is not network), network)
        self.apply(lambda _: moved, f"Move {self._called(ids)}")

    def step_out(self) -> None:
        """Moves the selection out of its block, to just after it."""
        if self.ids and (around := self._document.network.ancestors(self.ids[0])):
            gap = self._document.network.gap(around[-1])
            self.move(self.ids, Gap(gap.parent, gap.index + 1, gap.branch))

    def step_in(self) -> None:
        """Moves the selection into the block after it, else into the one before."""
        network, ids = self._document.network, self.ids
        if ids and (target := neighbour_block(network, ids)):
            self.move(ids, target)

    def wrap(self, block: Residual | Repeat) -> None:
        """Puts the selected neighbours inside a new block and selects it."""
        before, ids = self._document.network.ids, self.ids
        text = f"Wrap {self._called(ids)} in {block.title}"
        with self._gesture():
            if ids and self.apply(lambda network: network.wrap(ids, block, self._document.new_id), text):
                self._workspace.select(self._document.network.ids - before)

    def unwrap(self) -> None:
        """Replaces the selected blocks by their bodies, selects those and says what became of the weights."""
        network, report = self._document.network, self.unwrap_report()
        blocks = [node for node in network.outermost(self.ids) if branches(node.op)]
        inner = [child.id for block in blocks for child in dict(branches(block.op))["body"]]
        text = f"Unwrap {self._called(block.id for block in blocks)}"
        with self._gesture():
            if self.apply(lambda network: _unwrapped(network, blocks), text):
                self._workspace.select(inner)
                self._say(f"Unwrapped. {report} Undo brings all back.")

    def unwrap_report(self) -> str:
        """What `unwrap` would do to the weights; empty where no block is selected."""
        return unwrap_report(self._document.network, self.ids)

    def mend(self, fix: Fix) -> None:
        """Applies a fix."""
        self.apply(lambda network: fix.apply(network, self._document.new_id), fix.text)

    def _called(self, ids: Iterable[str]) -> str:
        nodes = self._document.network.outermost(set(ids))
        return nodes[0].label if len(nodes) == 1 else f"{len(nodes)} layers"


def _unwrapped(network: Network, blocks: list[Node]) -> Network:
    for block in blocks:
        network = network.unwrap(block.id)
    return network


def _start(network: Network, gaps: list[Gap], ids: set[str], by: int) -> int | None:
    """Where among all gaps to begin looking: beside the first or last of the chosen nodes."""
    chosen = network.outermost(ids)
    if not chosen:
        return None
    edge = network.gap(chosen[-1].id if by > 0 else chosen[0].id)
    beside = Gap(edge.parent, edge.index + 1, edge.branch) if by > 0 else edge
    start = gaps.index(beside) + by if beside in gaps else None
    return start if start is not None and start >= 0 else None


def _moved(network: Network, ids: set[str], gap: Gap) -> Network:
    try:
        return network.move(ids, gap)
    except LayerscopeError:  # too deep there: the next gap may do
        return network


def neighbour_block(network: Network, ids: tuple[str, ...]) -> Gap | None:
    """The place in the block beside these layers: at its beginning where it is the next, at its end before them."""
    chosen = network.outermost(ids)
    first, last = network.gap(chosen[0].id), network.gap(chosen[-1].id)
    sequence = network.sequence(first)
    after = sequence[last.index + 1] if last.index + 1 < len(sequence) and last.parent == first.parent else None
    if after is not None and branches(after.op):
        return Gap(after.id, 0)
    before = sequence[first.index - 1] if first.index else None
    if before is not None and branches(before.op):
        return Gap(before.id, len(dict(branches(before.op))["body"]))
    return None
