"""Files by step: what a run keeps along the way to look back on, one file a step, such as 000938.npz.

They are whole as soon as they are there, but last through a power cut only once they are flushed, which a checkpoint
waits for: flushing each of them at once would hold up the training for longer than writing it.
"""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path

from engine.errors import RunFolderError
from engine.files import discard_asides, put_in_place
from engine.platform import HERE


class StepFiles:
    """The files of one kind in one folder; `what` is what such a file is called in a sentence."""

    def __init__(self, folder: Path, ending: str, what: str) -> None:
        self._folder = folder
        self._ending, self._what = ending, what

    def steps(self) -> list[int]:
        """Steps that have a file, rising; none where there is no folder."""
        names = (path.name for path in self._folder.glob(f"*{self._ending}") if path.is_file())
        numbers = (name.removesuffix(self._ending) for name in names)
        return sorted(int(number) for number in numbers if number.isdecimal())

    def at(self, step: int) -> Path:
        """Where the file of a step lies."""
        return self._folder / f"{step:06}{self._ending}"

    def write(self, step: int, content: bytes) -> None:
        """Puts a file in place, whole; raises OSError."""
        self._folder.mkdir(exist_ok=True)
        put_in_place(self.at(step), content)

    def read(self, step: int) -> bytes:
        """The content of a file; raises RunFolderError in words."""
        try:
            return self.at(step).read_bytes()
        except OSError:
            raise self.unreadable(step) from None

    def unreadable(self, step: int) -> RunFolderError:
        """The sentence for a file that is missing or damaged."""
        return RunFolderError(f"There is no readable {self._what} of step {step:,}.", "Choose another step.")

    def keep_only(self, steps: Collection[int | None]) -> None:
        """Lets go of the files of all other steps; raises OSError."""
        for other in self.steps():
            if other not in steps:
                HERE.remove(self.at(other))

    def discard_after(self, step: int) -> None:
        """Lets go of what lies after a step, and of anything a killed process left half written."""
        self.keep_only([other for other in self.steps() if other <= step])
        discard_asides(self._folder)
