"""How a person wants to see the curves: a frozen value that plot, legend and controls share. No Qt."""

from dataclasses import dataclass

from gui.chart.curves import Measure


@dataclass(frozen=True)
class View:
    """What is shown, on which scale, how smooth, and whether with the learning rate."""

    measure: Measure = "loss"
    log: bool = False
    smoothing: float = 0.9
    learning_rate: bool = False

    @property
    def logarithmic(self) -> bool:
        """Accuracies have a fixed range, so only losses are shown on a logarithmic scale."""
        return self.log and self.measure == "loss"
