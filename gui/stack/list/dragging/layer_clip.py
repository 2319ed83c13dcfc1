"""Layer clip: layers on their way by drag or clipboard, as JSON text that says which document they come from."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

from PySide6.QtCore import QMimeData

from engine.errors import ProjectError
from engine.network.network import Network
from engine.network.nodes import Node
from engine.network.pooling import with_followed_sizes
from engine.project.project import parse_project
from engine.typed.document import Document, untyped, written
from engine.typed.versions import Format, Plain

MIME = "application/x-layerscope-layers"
MOST_BYTES = 16 * 2**20
FENCE = "```"
HINT = "Copy layers in a stack, or their text from a chat or a file."


class Clip(Document, frozen=True):
    """Nodes, the document they stand in, and their ids there; both empty for new layers."""

    nodes: tuple[Node, ...]
    document: str = ""
    ids: tuple[str, ...] = ()
    version: Literal[2] = 2


def _with_followed_sizes(raw: Plain) -> Plain:
    """Version 2: a pooling's stride may follow its size."""
    return {**raw, "nodes": with_followed_sizes(raw["nodes"])} if "nodes" in raw else raw


CLIP = Format("layers", Clip, (_with_followed_sizes,))


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
    try:
        return read_clip(data)
    except ProjectError:
        return None


def read_clip(data: QMimeData | None) -> Clip:
    """The same; raises ProjectError, in words, for something else.

    Text may be copied layers, fenced as in a chat, or a whole project, whose layers it then is.
    """
    text = _text(data)
    if not text:
        raise ProjectError("The clipboard holds no layers.", HINT)
    if len(text) > MOST_BYTES:
        raise ProjectError("The clipboard holds too much text for layers.", HINT)
    if not text.startswith(b"{"):
        raise ProjectError("The clipboard holds text, but no layers.", HINT)
    return _read(text)


def _text(data: QMimeData | None) -> bytes:
    if data is None:  # a clipboard that nothing was ever put on
        return b""
    if data.hasFormat(MIME):
        return bytes(data.data(MIME).data())
    return _unfenced(data.text().strip()).strip().encode(errors="replace")


def _unfenced(text: str) -> str:
    """Without the ``` around text in a chat or an issue."""
    if not text.startswith(FENCE):
        return text
    return text.partition("\n")[2].rpartition(FENCE)[0]


def _read(text: bytes) -> Clip:
    try:
        if _is_project(text):
            return Clip(parse_project(text).network.nodes)
        return CLIP.read(text)
    except ProjectError as error:
        raise ProjectError(f"The layers on the clipboard cannot be read. {error}", HINT) from None


def _is_project(text: bytes) -> bool:
    value = untyped(text)
    return isinstance(value, dict) and "network" in value
