"""Facts of data sets: as their files say, at once and without torch, and as they were read, with a checksum."""

from __future__ import annotations

import hashlib
from contextlib import suppress
from pathlib import Path

from engine.data.dataset import Dataset, Split
from engine.data.known_checksums import checksum_of_files
from engine.data.readers.read_parts import Parts, Stop
from engine.data.reading import Fingerprint, count, data_root
from engine.errors import DataError
from engine.project.data.facts import Facts
from engine.project.data.sources import AnySource
from engine.project.project import Project, with_facts


def facts_there(source: AnySource, root: Path | None = None, stop: Stop | None = None) -> Facts:
    """What the files of a data set say of it, without reading its images; raises DataError where they are missing, and
    Stopped.
    """
    return source.published.counted(*count(source, root or data_root(), stop))


def looked_up(project: Project, root: Path | None = None) -> Project:
    """The project with the facts of its data as they lie under `root`; as it is where they are not there."""
    with suppress(DataError):  # whoever reads them says so
        return with_facts(project, facts_there(project.data.source, root))
    return project


def facts_read(source: AnySource, parts: Parts, files: Fingerprint) -> Facts:
    """What was read from the files, with the checksum of its pixels and labels."""
    if parts.facts is not None:
        return parts.facts
    train, test = parts.train, parts.test
    known = checksum_of_files(files, lambda: checksum(train.as_it_lies, test.as_it_lies))
    return Facts(train.shape, source.published.classes, len(train), len(test), known)


def checksum(*splits: Split | None) -> str:
    """Of all pixels and labels of some images, in their order (BLAKE2b)."""
    digest = hashlib.blake2b(digest_size=16)
    for split in splits:
        if split is not None:
            for part in split.in_parts():
                digest.update(part.contiguous().numpy().data)
            digest.update(split.labels.contiguous().numpy().data)
    return digest.hexdigest()


def same_checksum(known: str, data: Dataset) -> bool:
    """Whether a checksum that a run wrote down is that of this data set.

    Runs of old took it after the split, which differs where images were kept back for validation.
    """
    return known == data.facts.checksum or known == checksum(data.train, data.validation, data.test.as_it_lies)
