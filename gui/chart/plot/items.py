"""How figures become a line of pyqtgraph's."""

import numpy as np
import pyqtgraph as pg
from numpy.typing import NDArray


def set_line(item: pg.PlotCurveItem, x: NDArray, y: NDArray) -> None:
    """Draws it through all points; figures that are not finite leave a gap."""
    item.setData(x, y, connect="all" if np.isfinite(y).all() else "finite")
