"""Why none: why nothing of a layer is shown, as the stack, the model and the images are now."""

from __future__ import annotations

from engine.network.addresses import parsed
from engine.network.network import Network
from engine.service.answers import Shown
from gui.inspect import layer_words
from gui.state.document import Document
from gui.state.run.run import RunState
from gui.state.shown.image import CurrentImage
from gui.state.workspace import PREPARING, Workspace

SELECT = "Select a layer in the stack to look into it."
NOT_IN_RUN = "This layer is not in the shown run. Train to look into it."
PROBLEM = "The stack cannot run yet: its cards say why."
EMPTY = "The stack is empty: there is nothing to look into yet."
SWITCHED_OFF = "This layer is switched off: data passes by unchanged."
BLOCK_OFF = "The block around this layer is switched off: data passes by unchanged."
BLOCK_OFF_THERE = "The block around this layer is switched off in the shown run. Train to look into it."


class WhyNone:
    """Says it in a sentence, the same on every page."""

    def __init__(self, document: Document, workspace: Workspace, image: CurrentImage, run: RunState) -> None:
        self._document, self._workspace, self._image, self._run = document, workspace, image, run

    def of(self, at: str | None, failure: str, select: str = SELECT) -> str:
        """Of the layer at an address of the stack, None where none is selected, which `select` asks for.

        `failure` is what the engine said, if it did.
        """
        shown = self._workspace.shown
        if at is None:
            return select if shown is not None else self._waiting()
        node_id = parsed(at)[0]
        if off := self._switched_off(node_id):
            return off
        if shown is not None and (lacking := self._lacking(shown, node_id)):
            return lacking
        if shown is not None and self._image.missing:
            return self._image.missing
        return layer_words.why_idle(self._document.analysis, at) or failure or self._preparing()

    def _lacking(self, shown: Shown, node_id: str) -> str:
        """That the shown run has no such layer; empty where another model is about to be shown in its place."""
        run = self._run.current
        if shown.source == "initial" or (run is not None and run.id != shown.run):
            return ""
        network = shown.project.network
        if network.find(node_id) is None:
            return NOT_IN_RUN
        return BLOCK_OFF_THERE if _block_off(network, node_id) else ""

    def _waiting(self) -> str:
        if not self._document.network.nodes:
            return EMPTY
        return PROBLEM if self._document.analysis.problems else self._preparing()

    def _switched_off(self, node_id: str) -> str:
        """That a layer, or a block around it, is switched off; empty where all are on."""
        network = self._document.network
        if _block_off(network, node_id):
            return BLOCK_OFF
        node = network.find(node_id)
        return "" if node is None or node.enabled else SWITCHED_OFF

    def _preparing(self) -> str:
        """Images may have to be read first, which can take a while; or no model comes."""
        return self._workspace.reading or self._workspace.no_model or PREPARING


def _block_off(network: Network, node_id: str) -> bool:
    around = (network.find(block) for block in network.ancestors(node_id))
    return any(block is not None and not block.enabled for block in around)
