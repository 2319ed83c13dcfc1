"""Methods of attribution: four ways to say which parts of an image a class has its score from.

What the values of a map are, and whether they add up, stands above each.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias


@dataclass(frozen=True)
class Gradient:
    """How the score would change with each value of the image: ∂score / ∂value (Simonyan et al. 2014).

    In scores for one unit of the normalised image. It does not add up to the score: it speaks of tiny changes alone.
    """


@dataclass(frozen=True)
class IntegratedGradients:
    """What each value of the image adds to the score on the way from the baseline to it (Sundararajan et al. 2017).

    In scores. Complete: all values together are the score of the image less that of the baseline; `steps` along the way
    are taken, four times as many each time that they miss it by more than a hundredth, up to `most_steps`.
    """

    steps: int = 32
    most_steps: int = 512


@dataclass(frozen=True)
class GradCam:
    """The maps of a layer, each weighed by the mean gradient of the score over it (Selvaraju et al. 2017).

    In scores for one place of the layer, enlarged to the image (bilinear). The paper keeps what is above zero; what is
    below speaks against the class and is kept here too. It does not add up to the score. `address` is that of a layer
    or block which gives maps; None is the last one with maps of more than one place that is no pooling.
    """

    address: str | None = None


@dataclass(frozen=True)
class Occlusion:
    """How much the score falls when a square window of the image is replaced by the baseline (Zeiler, Fergus 2014).

    In scores; each place has the mean over all windows that cover it, so the values do not add up to the score.
    `window` is its side in pixels, None a seventh of the image's, and it moves by half of that.
    """

    window: int | None = None


Method: TypeAlias = Gradient | IntegratedGradients | GradCam | Occlusion
