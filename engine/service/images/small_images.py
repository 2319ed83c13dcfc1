"""Small images: those of a list, as large as they are shown."""

from __future__ import annotations

from collections.abc import Sequence

import torch
from torch.nn.functional import avg_pool2d

from engine.data.dataset import Split
from engine.service.answers import Pixels


def small_images(images: Split, indexes: Sequence[int], side: int) -> Pixels:
    """Images (n, channels, height, width), large ones made smaller, to no less than `side` pixels."""
    chosen = images.at(torch.tensor(indexes, dtype=torch.int64) % max(1, len(images)))
    times = min(chosen.shape[-2:]) // side
    return (avg_pool2d(chosen.float(), times).round().to(torch.uint8) if times > 1 else chosen).numpy()
