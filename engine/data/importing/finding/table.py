"""Table: a text file with a row for each image: `file,label[,split]`, with commas, semicolons or tabs.

The first line names the columns. Files lie where the table lies, or below; the text is UTF-8, or else cp1252.
"""

from __future__ import annotations

import csv
import io
import os
import stat
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from engine.data.importing.finding.class_tree import Part, part_called
from engine.data.importing.finding.listing import (
    NEVER,
    Labelled,
    Listing,
    changed_at,
    natural,
    refuse_classes,
    refuse_missing,
    refuse_no_file,
    within,
)
from engine.data.importing.finding.passed_over import PassedOver
from engine.data.readers.read_parts import Stop, go_on, unreadable
from engine.errors import DataError, Place
from engine.text import did_you_mean, listed, one_line

COLUMNS = ("file", "label", "split")
NEEDED = COLUMNS[:2]
DELIMITERS = ",;\t"
INSTEAD = "It names no images for testing: those for validation are tested on."
MAX_BYTES = 256 * 2**20
EXAMPLE = "Its first line must name the columns, with commas, semicolons or tabs: file,label or file,label,split."


class _Row(NamedTuple):
    file: str
    label: str
    split: str


def listed_table(path: Path, least_classes: int = 2, stop: Stop | None = None) -> Listing:
    """The files that a table names; raises DataError in words, DataMissing where there is no table, and Stopped."""
    refuse_missing(path)
    refuse_no_file(path)
    try:
        found = _Found(path)
        for number, row in _rows(_text(path)):
            go_on(stop)
            found.enter(number, row)
    except OSError as error:
        raise unreadable(path, error) from None
    except csv.Error:
        raise DataError("It is no table that can be read.", EXAMPLE, Place(str(path))) from None
    except DataError as error:
        raise error.in_file(path) from None
    return found.listing(least_classes)


def _text(path: Path) -> str:
    if path.stat().st_size > MAX_BYTES:
        raise DataError("It is too large for a table.", "Give a file of at most 256 MB.")
    content = path.read_bytes()
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16", "replace")
    if b"\0" in content[:100_000]:
        raise DataError("It is no table: it is no text.", EXAMPLE)
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", "replace")


def _rows(text: str) -> Iterator[tuple[int, _Row]]:
    """Each row with its number as a person counts lines."""
    content = text.lstrip()
    before = text[: len(text) - len(content)].count("\n")
    header = content.partition("\n")[0]
    delimiter = max(DELIMITERS, key=header.count)
    rows = csv.reader(io.StringIO(content, newline=""), delimiter=delimiter, skipinitialspace=True)
    places = _places([name.strip().casefold() for name in next(rows, [])])
    for row in rows:
        if any(cell.strip() for cell in row):
            cells = (row[place].strip() if place is not None and place < len(row) else "" for place in places)
            yield before + rows.line_num, _Row(*cells)


def _places(names: list[str]) -> list[int | None]:
    """Where each column is; raises DataError for one that is missing or there twice."""
    for name in COLUMNS:
        if names.count(name) > 1:
            raise DataError(f"Its column “{name}” is there twice.", "Leave one of them out.")
    for name in NEEDED:
        if name not in names:
            known = [one for one in names if one and one not in COLUMNS] if len(names) > 1 else []
            hint = f"{EXAMPLE} {did_you_mean(name, known)}" if known else EXAMPLE
            raise DataError(f"It has no column “{name}”.", hint.strip())
    return [names.index(name) if name in names else None for name in COLUMNS]


class _Found:
    """The rows of a table, looked up one by one below the folder that it lies in."""

    def __init__(self, path: Path) -> None:
        self._path, self._root = path, os.path.realpath(path.parent)  # the second: without links
        self._looked_into = {str(path): changed_at(path), str(path.parent): changed_at(path.parent)}
        self._parts: dict[Part, list[tuple[str, str, int, int]]] = {"train": [], "test": [], "validation": []}
        self._seen: dict[str, tuple[str, Part]] = {}
        self._safe: dict[str, bool] = {"": True}  # folders below the root, by whether they really lie there
        self._passed_over: list[PassedOver] = []

    def enter(self, number: int, row: _Row) -> None:
        """Takes one row, or says why not."""
        name = os.path.normpath(row.file.replace("\\", "/")).replace(os.sep, "/") if row.file else ""
        part = part_called(row.split) if row.split else "train"
        if why := self._refusal(row, name, part):
            self._passed_over.append(PassedOver(row.file or f"line {number:,}", why))
        elif part is not None:
            self._take(name, row.label, part)

    def _refusal(self, row: _Row, name: str, part: Part | None) -> str:
        """Why a row is not taken, before its file is looked for; empty where it is."""
        if not row.file or not row.label:
            return "Its row names no file." if not row.file else "It has no label."
        if part is None:
            return f"Its split is “{row.split}”, not train or test."
        if not row.label.isprintable() or len(row.label) > 255:
            return "Its label has characters that cannot be kept, or too many."
        if name in self._seen:
            same = self._seen[name] == (row.label, part)
            return "It is named twice." if same else "It is named twice, with different labels or splits."
        return "" if self._is_inside(name) else "It lies outside the table's folder."

    def _is_inside(self, name: str) -> bool:
        if "\0" in name or name.startswith("../") or os.path.isabs(name):  # noqa: PTH117  # for tens of thousands
            return False
        folder = name.rpartition("/")[0]
        if folder not in self._safe:
            self._safe[folder] = within(folder, self._root)
            place = os.path.join(self._root, folder)  # noqa: PTH118  # as above
            self._looked_into[place] = changed_at(place)
        return self._safe[folder]

    def _take(self, name: str, label: str, part: Part) -> None:
        try:
            path = os.path.join(self._root, name)  # noqa: PTH118  # as above
            about = os.lstat(path)
            if stat.S_ISLNK(about.st_mode):
                about = os.stat(path) if within(name, self._root) else about  # noqa: PTH116  # as above
        except OSError as error:
            missing = isinstance(error, FileNotFoundError)
            why = "It is not there." if missing else unreadable(Path(name), error).what
            if not missing:
                self._looked_into[self._root] = NEVER  # it may be readable in a moment, which changes no folder
            self._passed_over.append(PassedOver(name, why))
            return
        if not stat.S_ISREG(about.st_mode):
            self._passed_over.append(PassedOver(name, "It is no file, or a link that leads out of the folder."))
            return
        self._seen[name] = (label, part)
        self._parts[part].append((name, label, about.st_size, about.st_mtime_ns))

    def listing(self, least_classes: int) -> Listing:
        """All that was taken, its classes by name."""
        train, test, validation = (self._parts[part] for part in ("train", "test", "validation"))
        instead = bool(validation) and not test
        if instead:
            test, validation = validation, []
        classes = tuple(sorted({label for _, label, *_ in train}, key=natural))
        if not train:
            raise self._nothing()
        refuse_classes(classes, self._path, least_classes)
        numbers = {name: number for number, name in enumerate(classes)}
        strange = [one for one in (*test, *validation) if one[1] not in numbers]
        self._passed_over += [PassedOver(name, "Its class is not trained on.") for name, *_ in strange]
        kept = [one for one in test if one[1] in numbers]
        return Listing(
            Path(self._root),
            classes,
            _labelled(train, numbers),
            _labelled(kept, numbers) if kept else None,
            tuple(self._passed_over),
            remarks=(INSTEAD,) if instead else (),
            kind="table",
            validation=_labelled([one for one in validation if one[1] in numbers], numbers),
            looked_into=tuple(self._looked_into.items()),
        )

    def _nothing(self) -> DataError:
        what = "None of the files that it names is there to train on." if self._passed_over else "It names no files."
        names = [one_line(name) for name, _ in self._passed_over]
        return DataError(what, f"It names {listed(names)}." if names else EXAMPLE, Place(str(self._path)))


def _labelled(rows: list[tuple[str, str, int, int]], numbers: dict[str, int]) -> list[Labelled]:
    return [Labelled(name, numbers[label], size, at) for name, label, size, at in rows]
