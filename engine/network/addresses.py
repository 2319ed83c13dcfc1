"""Addresses of layer instances: a node's id and the copies of the Repeats around it, as in "n3f8a2" or "n3f8a2@1.0".

Copies are counted from 0, outermost Repeat first; in words they are counted from 1.
"""

from __future__ import annotations

from typing import TypeAlias

Copies: TypeAlias = tuple[int, ...]  # of the enclosing Repeats, outermost first


def address(node_id: str, copies: Copies = ()) -> str:
    """The address of a node's instance in these copies."""
    return f"{node_id}@{'.'.join(map(str, copies))}" if copies else node_id


def parsed(text: str) -> tuple[str, Copies]:
    """The node's id and the copies of an address."""
    node_id, _, copies = text.partition("@")
    return node_id, tuple(map(int, copies.split("."))) if copies else ()


def in_words(copies: Copies) -> str:
    """Which copy is meant: "copy 2", "copy 2, in it copy 1"; empty outside of Repeats."""
    return ", in it ".join(f"copy {index + 1}" for index in copies)
