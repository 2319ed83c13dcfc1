"""--image-memory: how much memory own images may take before they are read from the disk instead."""

from __future__ import annotations

import argparse

from engine.data.memory_budget import SPELLED, budget_of
from engine.errors import InputError


def add_image_memory(parser: argparse.ArgumentParser) -> None:
    """For all that reads own images, or foresees how they will be read; `budget_of` understands what is given."""
    parser.add_argument(
        "--image-memory",
        type=_understood,
        metavar="SIZE",
        help="own images that take more stay on the disk: 2GB, or a share of the free memory (usually 25%%)",
    )


def _understood(text: str) -> str:
    try:
        budget_of(text)
    except InputError:
        raise argparse.ArgumentTypeError(f"must be {SPELLED}, not “{text}”") from None
    return text
