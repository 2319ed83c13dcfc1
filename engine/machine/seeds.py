"""Randomness as a function: a seed of its own for every use, made from the run's seed and what it is for."""

from __future__ import annotations

import hashlib


def derived(seed: int, *words: str | int) -> int:
    """63 well mixed bits that depend on the seed and all the words, in order, and on nothing else.

    `derived(seed, "augmentation", step)` is the same on every machine. Neighbouring seeds or steps share nothing.
    """
    key = repr((seed, *words)).encode()
    return int.from_bytes(hashlib.blake2b(key, digest_size=8).digest(), "little") >> 1
