"""Errors a person can meet: written sentences with a hint.

LayerscopeError
├── InputError            what was given is wrong; exit status 2
│   ├── ProjectError      a project file, or a value in it
│   │   └── NewerVersion  a file that a newer program saved
│   ├── NetworkError      a network that cannot run
│   ├── DataError         images or labels: missing, truncated, of the wrong kind
│   │   └── DataMissing   nothing of a data set is where it is looked for
│   ├── ImageError        one image given for a prediction
│   ├── DeviceError       a device that is not there or too small
│   └── RunFolderError    a run folder that cannot be written, read or resumed
│       ├── InUse         somebody else holds it
│       ├── DiskFull      there is no room; exit status 1
│       └── NotTested     nothing is kept of what a test found
├── EngineError           what it computes with cannot be loaded; exit status 1
├── DownloadFailed        files of a data set that could not be fetched; exit status 1
└── RunFailed             a run that began and could not go on; exit status 1
    ├── Diverged          the loss became NaN or infinite
    └── ListenerFailed    what the run tells its events to raised an error, which is the cause
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Self


@dataclass(frozen=True)
class Place:
    """Where a mistake is: any of a file, a node's id with one of its fields, and the words a person reads for it."""

    file: str | None = None
    node: str | None = None
    field: str | None = None
    words: str | None = None

    def __str__(self) -> str:
        """The place as a person reads it, e.g. "lenet.json: Layer 4 (Convolution), Filters"."""
        return ": ".join(part for part in (self.file, self.words) if part)


class LayerscopeError(Exception):
    """A mistake in words: `what` is a sentence, `hint` says what to do, `where` says where it is."""

    def __init__(self, what: str, hint: str = "", where: Place | None = None) -> None:
        self.what = what
        self.hint = hint
        self.where = where or Place()
        super().__init__(what)

    def __str__(self) -> str:
        """One line: place, sentence and hint."""
        place = str(self.where)
        sentence = f"{place}: {self.what}" if place else self.what
        return f"{sentence} {self.hint}".strip()

    def in_file(self, file: object) -> Self:
        """The same mistake, in a file of this name."""
        return type(self)(self.what, self.hint, replace(self.where, file=str(file)))


class InputError(LayerscopeError):
    """What was given is wrong; nothing has been started."""


class ProjectError(InputError):
    """A project file, or a value in it."""


class NewerVersion(ProjectError):
    """A file, of any kind of document, that a newer program saved."""


class NetworkError(InputError):
    """A network that cannot run on its data."""


class DataError(InputError):
    """Images or labels that are missing, truncated or of the wrong kind."""


class DataMissing(DataError):
    """Nothing of a data set is where it is looked for."""


class ImageError(InputError):
    """One image given for a prediction."""


class DeviceError(InputError):
    """A device that is not there, or too small for the network."""


class RunFolderError(InputError):
    """A run folder that cannot be written, read or resumed."""


class RunGone(RunFolderError):
    """There is no folder any more, or never was."""


class InUse(RunFolderError):
    """Somebody else holds what one at a time may have."""


class DiskFull(RunFolderError):
    """There is no room to write; nothing that was given is wrong."""


class NotTested(RunFolderError):
    """A run keeps nothing of what a test found for each image; a test of its weights would say."""


class EngineError(LayerscopeError):
    """What it computes with cannot be loaded: most likely the installation is damaged. Its cause says where."""


class DownloadFailed(LayerscopeError):
    """Files of a data set that could not be fetched; what has come of them is kept."""


class RunFailed(LayerscopeError):
    """A run that began and could not go on."""


class Diverged(RunFailed):
    """The loss became NaN or infinite."""


class ListenerFailed(RunFailed):
    """What the run tells its events or gives its weights to raised an error, which is the cause of this one."""


class Stopped(Exception):
    """Work ended because it was asked to: no error of anybody's."""
