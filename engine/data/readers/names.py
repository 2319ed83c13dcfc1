"""Names: files and folders found by what they are called, whatever an unpacker or a file manager made of it."""

from __future__ import annotations

import difflib
import re
from collections.abc import Collection, Iterable
from pathlib import Path

from engine.data.readers.read_parts import unreadable

CLUTTER = {"thumbs.db", "ehthumbs.db", "desktop.ini", "icon\r", "__macosx", "@eadir"}  # left there by systems
CLOSE = 0.75  # how alike a name is that was perhaps meant, from 0 to 1


def entries(folder: Path) -> list[Path]:
    """What lies in a folder, in the order of the alphabet, without hidden files and what systems leave in folders.

    Empty where there is no such folder. Raises DataError where it cannot be read.
    """
    try:
        return sorted(path for path in folder.iterdir() if not _is_clutter(path.name))
    except (FileNotFoundError, NotADirectoryError):
        return []
    except OSError as error:
        raise unreadable(folder, error) from None


def plain(name: str) -> str:
    """What `TRAIN-IMAGES.idx3-ubyte.gz` and `train_images_idx3_ubyte` have in common: train-images-idx3-ubyte."""
    return re.sub(r"[-._\s]+", "-", re.sub(r"(\.gz)+$", "", name.casefold()))


def called(name: str, paths: Iterable[Path]) -> list[Path]:
    """Those of that name: spelled exactly so first, then with .gz, then in other spellings."""
    same = (path for path in paths if plain(path.name) == plain(name))
    return sorted(same, key=lambda path: (path.name != name, path.name != f"{name}.gz", path.name))


def resembling(names: Collection[str], paths: Iterable[Path]) -> list[Path]:
    """Those that are perhaps meant: with the first two words of one of the names, or of a similar one."""
    wanted = [plain(name) for name in names]
    others = [path for path in paths if plain(path.name) not in wanted]
    return [path for path in others if _resembles(plain(path.name), wanted)]


def _resembles(name: str, wanted: list[str]) -> bool:
    begun = any("-".join(one.split("-")[:2]) in name for one in wanted)  # train-images, data-batch
    return begun or bool(difflib.get_close_matches(name[:80], wanted, n=1, cutoff=CLOSE))


def _is_clutter(name: str) -> bool:
    return name.startswith(".") or name.casefold() in CLUTTER
