"""Fingerprints: what is kept of each image to compare it with all others, taken in one pass over the pixels."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from math import prod
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from engine.data.check_up.perceptual_hash import hashes

Further: TypeAlias = Callable[[int], None]  # is told how many images more are done; raises Stopped where nobody waits

AT_A_TIME = 2**18  # bytes of images: so few that what is made of them stays in the processor's cache


@dataclass(frozen=True, eq=False)
class Fingerprints:
    """Of every image of a pool, each (M,).

    `digests` are the same where all pixels are, `looks` nearly the same where images look nearly the same; `spread` is
    the standard deviation of the pixels of the channel that varies most, from 0 to 127.5.
    """

    digests: NDArray[np.uint64]
    looks: NDArray[np.uint64]
    spread: NDArray[np.float32]


def fingerprinted(pixels: NDArray[np.uint8], further: Further) -> Fingerprints:
    """Of images (M, C, H, W), which may lie in a file."""
    count = len(pixels)
    at_once = max(1, AT_A_TIME // max(1, prod(pixels.shape[1:])))
    found = Fingerprints(np.empty(count, np.uint64), np.empty(count, np.uint64), np.empty(count, np.float32))
    for begin in range(0, count, at_once):
        block = np.ascontiguousarray(pixels[begin : begin + at_once])
        part = slice(begin, begin + len(block))
        found.digests[part], found.looks[part], found.spread[part] = _digests(block), hashes(block), _spread(block)
        further(len(block))
    return found


def _digests(block: NDArray[np.uint8]) -> NDArray[np.uint64]:
    content = b"".join(hashlib.blake2b(image.data, digest_size=8).digest() for image in block)
    return np.frombuffer(content, np.uint64)


def _spread(block: NDArray[np.uint8]) -> NDArray[np.float32]:
    values = block.reshape(*block.shape[:2], -1).astype(np.float32)
    squares = np.einsum("ncp,ncp->nc", values, values) / values.shape[2]
    variance = squares - values.mean(axis=2) ** 2
    return np.asarray(np.sqrt(np.maximum(variance, 0).max(axis=1)), np.float32)
