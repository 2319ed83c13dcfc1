"""Versions: documents of older programs are brought up to what this one knows, and newer ones are refused in words.

A document's field `version` counts the changes of its format; a file without one is of version 1. To change a format:
write a pure function from the untyped document of the last version to that of the next, put it at the end of the
format's upgrades, and raise the number in the struct. CONTRIBUTING.md says what else belongs to it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, Generic, TypeAlias, TypeVar

from engine.errors import NewerVersion, Place, ProjectError
from engine.files import document_content
from engine.typed.document import FOREIGN, converted, learned, untyped
from engine.typed.fields import struct_fields, words
from engine.typed.wording import short

T = TypeVar("T")

Plain: TypeAlias = dict[str, Any]  # a document as JSON has it
Upgrade: TypeAlias = Callable[[Plain], Plain]  # to the next version; what it is given stays as it was

FIELD = "version"
MISSHAPEN = (AttributeError, LookupError, TypeError, ValueError)  # raised by an upgrade of what is not whole


class Format(Generic[T]):
    """One kind of document as files hold it; to be made where its struct is, when the module is loaded.

    The n-th upgrade makes version n + 1 of version n. `parts` are fields that hold documents of their own version.
    """

    def __init__(
        self,
        name: str,
        struct: type[T],
        upgrades: tuple[Upgrade, ...] = (),
        parts: Mapping[str, Format[Any]] | None = None,
    ) -> None:
        self.name, self.struct = name, struct
        self.version = len(upgrades) + 1
        self.parts = parts or {}
        self._upgrades = upgrades
        if _versions(struct) != (self.version,):
            raise TypeError(f"{struct.__name__} needs the field `version: Literal[{self.version}] = {self.version}`")
        learned(struct)

    def read(self, text: bytes) -> T:
        """The document in JSON text; raises NewerVersion, and ProjectError in words for anything that is none."""
        return self.converted(untyped(text))

    def read_file(self, path: Path) -> T | None:
        """The document in a file; None where there is none, or none that can be read. Raises NewerVersion."""
        try:
            return self.read(document_content(path))
        except NewerVersion as error:
            raise error.in_file(path) from None
        except (OSError, ProjectError):
            return None

    def converted(self, raw: object) -> T:
        """The same for an untyped document of any version."""
        version = raw.get(FIELD) if isinstance(raw, dict) else None
        if type(version) is int and version < 1:
            raise _unknown(version, self.version)
        return converted(self.brought_up(raw), self.struct)

    def brought_up(self, raw: object) -> object:
        """An untyped document as the newest version has it; what is no document at all stays as it is."""
        version = raw.get(FIELD, 1) if isinstance(raw, dict) else None
        if not isinstance(raw, dict) or type(version) is not int or version < 1:
            return raw
        if version > self.version:
            raise _newer(version, self.version)
        for upgrade in self._upgrades[version - 1 :]:
            raw = _upgraded(raw, upgrade, version)
        inside = {name: part.brought_up(raw[name]) for name, part in self.parts.items() if name in raw}
        return {**raw, FIELD: self.version, **inside}


def _versions(struct: Any) -> tuple[str | int, ...]:
    return words(struct_fields(struct).get(FIELD))


def _upgraded(raw: Plain, upgrade: Upgrade, version: int) -> Plain:
    try:
        return upgrade(raw)
    except MISSHAPEN:
        raise ProjectError(f"It is of version {version}, and not whole.", FOREIGN) from None


def _unknown(version: int, known: int) -> ProjectError:
    versions = "1" if known == 1 else f"1 to {known}"
    return ProjectError(f"{short(version)} is not known.", f"Known: {versions}.", Place(words="Version"))


def _newer(version: int, known: int) -> NewerVersion:
    versions = f"version {short(version)} of this file; this program knows up to {known}"
    return NewerVersion(f"It was saved by a newer Layerscope ({versions}).", "Update the program to open it.")
