"""Runs to draw, and a panel on the (offscreen) screen."""

import numpy as np
import pytest

from gui.appearance import theme
from gui.chart.panel import ChartPanel
from gui.chart.plot.curves import RunCurves


def make_run(count=1000, run_id="r1", name="LeNet-5 on digits", total=1500):
    """A falling loss, evaluated after each of its epochs of 250 steps."""
    run = RunCurves(run_id, name, 250, total)
    steps = np.arange(1, count + 1)
    run.add_steps(steps, 2.3 * np.exp(-steps / 300) + 0.1, 1 - np.exp(-steps / 300), np.full(count, 0.001))
    for epoch in range(1, count // 250 + 1):
        run.mark_epoch(250 * epoch, epoch)
        run.add_evaluation("validation", 250 * epoch, 1 / (1 + epoch), 1 - 1 / (2 + epoch))
    return run


@pytest.fixture
def panel(qtbot, qapp):
    """An empty panel, shown."""
    theme.apply(qapp, "light")
    widget = ChartPanel()
    qtbot.addWidget(widget)
    widget.resize(640, 260)
    with qtbot.waitExposed(widget):
        widget.show()
    qtbot.waitUntil(lambda: widget._painted)
    yield widget
    widget.close()


@pytest.fixture
def plot(panel, qtbot):
    """The plot of a panel that shows a run of 1,000 of 1,500 steps."""
    panel.show_series(make_run())
    qtbot.waitUntil(lambda: panel.plot is not None and panel.plot.axes.x[1] > 1000)
    return panel.plot
