"""How a person wants to see the curves: a frozen value that plot, legend and controls share. No Qt."""

from dataclasses import dataclass
from typing import Literal

from gui.chart.plot.along import Axis
from gui.chart.plot.curves import Measure

OtherCurve = Literal["training", "validation", "test"]
EMPTY = {
    "loss": "The loss will appear here with the first training steps.",
    "accuracy": "The accuracy will appear here with the first training steps.",
    "both": "Loss and accuracy will appear here with the first training steps.",
}


@dataclass(frozen=True)
class View:
    """What is shown, on which scale, how smooth, and whether accuracy or learning rate stand on a second axis."""

    measure: Measure = "loss"
    log: bool = False
    smoothing: float = 0.9
    learning_rate: bool = False
    both: bool = False  # the accuracy beside the loss
    axis: Axis = "step"
    others: OtherCurve = "training"  # which curve of each run beside the shown one
    bands: bool = False  # runs that differ in their seeds alone as one mean and its spread
    light_pictures: bool = False  # whatever the theme is

    @property
    def before_it_begins(self) -> str:
        """What stands in the place of the curves before there are any."""
        return EMPTY["both" if self.both else self.measure]

    @property
    def shows_rate(self) -> bool:
        """The second axis has one curve: the accuracy comes first."""
        return self.learning_rate and not self.both

    @property
    def logarithmic(self) -> bool:
        """Accuracies have a fixed range, so only losses are shown on a logarithmic scale."""
        return self.log and self.measure == "loss"
