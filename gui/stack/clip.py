"""Clip: layers on their way by drag or clipboard, as JSON text that says which document they come from."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QMimeData

from engine.errors import ProjectError
from engine.network.network import Network
from engine.network.nodes import Node
from engine.typed import Document, read, written

MIME = "application/x-layerscope-layers"
MOST_BYTES = 16 * 2**20


class Clip(Document, frozen=True):
    """Nodes, the document they stand in, and their ids there; both empty for new layers."""

    nodes: tuple[Node, ...]
    document: str = ""
    ids: tuple[str, ...] = ()


def clip_of(network: Network, ids: Iterable[str], document: str) -> Clip:
    """The chosen nodes of a network, outermost ones only."""
    nodes = network.outermost(set(ids))
    return Clip(nodes, document, tuple(node.id for node in nodes))


def to_mime(clip: Clip) -> QMimeData:
    """For a drag or the clipboard; other programs get the JSON as text."""
    text = written(clip)
    data = QMimeData()
    data.setData(MIME, text)
    data.setText(text.decode())
    return data


def from_mime(data: QMimeData | None) -> Clip | None:
    """The layers that a drag or the clipboard brings, None when it brings something else."""
    if data is None:  # a clipboard that nothing was ever put on
        return None
    text = bytes(data.data(MIME).data()) if data.hasFormat(MIME) else data.text().encode(errors="replace")
    if not text or len(text) > MOST_BYTES:
        return None
    try:
        return read(text, Clip)
    except ProjectError:
        return None
