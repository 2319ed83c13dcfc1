"""Refusals: what the system says where own drawings cannot be read or written, in words."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from engine.errors import DataError
from engine.files import FULL


@contextmanager
def in_words(place: Path, hint: str) -> Iterator[None]:
    """Turns what the system says about writing to a place into a DataError; `hint` says where the drawing is then."""
    try:
        yield
    except FileNotFoundError:
        raise DataError("The drawing is not there any more.", "Keep it again.") from None
    except (FileExistsError, NotADirectoryError) as error:
        raise _in_the_way(error, place, hint) from None
    except OSError as error:
        raise _error(error, place, hint) from None


def _in_the_way(error: OSError, place: Path, hint: str) -> DataError:
    """A file may be called as a folder is to be."""
    wanted = Path(error.filename or place)
    file = next((one for one in (wanted, *wanted.parents) if one.exists() and not one.is_dir()), None)
    if file is None:
        return _error(error, place, hint)
    return DataError(f"“{file}” is a file where a folder of drawings belongs.", f"Give it another name. {hint}")


def _error(error: OSError, place: Path, hint: str) -> DataError:
    if error.errno in FULL:
        return DataError(f"The disk of “{place}” is full.", f"Free some space. {hint}")
    reason = (error.strerror or str(error)).lower()
    return DataError(f"“{place}” cannot be written to ({reason}).", hint)
