"""The exponential moving average behind the smoothed curve."""

import math

import numpy as np
from numpy.typing import NDArray

LARGEST_EXPONENT = 300.0  # exp(300) is far inside float64, so a block's powers neither overflow nor vanish
LONGEST_BLOCK = 4096


class MovingAverage:
    """Exponential moving average with bias correction (Kingma and Ba 2015, section 3), fed in blocks of any size.

    `strength` (0 ≤ strength < 1) is the weight of the past: 0 leaves values as they are. Values that are not finite
    have no weight: the average stays where it was, and is NaN until the first finite value.
    """

    def __init__(self, strength: float) -> None:
        if not 0 <= strength < 1:
            raise ValueError(f"the smoothing strength must be at least 0 and below 1, not {strength}")
        self.strength = strength
        self._carry = np.zeros(2)

    def feed(self, values: NDArray) -> NDArray[np.float64]:
        """The averages after each of the next `values` (n,)."""
        if self.strength == 0:
            return np.asarray(values, dtype=np.float64)
        finite = np.isfinite(values)
        terms = np.stack([np.where(finite, values, 0.0), finite.astype(np.float64)])
        sums = _decayed_sums(terms * (1 - self.strength), self.strength, self._carry)
        self._carry = sums[:, -1].copy()
        with np.errstate(invalid="ignore", divide="ignore"):
            return sums[0] / sums[1]


def _decayed_sums(terms: NDArray, decay: float, carry: NDArray) -> NDArray[np.float64]:
    """s[t] = decay · s[t-1] + terms[t] along the last axis of (k, n), from s[-1] = carry (k,), without a loop over n.

    Inside a block the recurrence is a cumulative sum of terms divided by powers of the decay; only the last sum of
    each block is carried on.
    """
    rows, count = terms.shape
    length = min(count, LONGEST_BLOCK, max(1, int(LARGEST_EXPONENT / -math.log(decay))))
    blocks = np.pad(terms, ((0, 0), (0, -count % length))).reshape(rows, -1, length)
    powers = decay ** np.arange(length)
    sums = np.cumsum(blocks / powers, axis=2) * powers
    sums += _carried(sums[:, :, -1], decay**length, carry)[:, :, None] * (decay * powers)
    return sums.reshape(rows, -1)[:, :count]


def _carried(ends: NDArray, decay: float, carry: NDArray) -> NDArray:
    """What each block (k, blocks) takes over from those before it."""
    result = np.empty_like(ends)
    for block in range(ends.shape[1]):
        result[:, block] = carry
        carry = decay * carry + ends[:, block]
    return result
