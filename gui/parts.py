"""Parts: what one window is made of, by name. Made once by the window and handed to those who wire parts together."""

from __future__ import annotations

from dataclasses import dataclass

from engine.service import Service
from gui.actions import Actions
from gui.bridge import Bridge
from gui.chart.panel import ChartPanel
from gui.data.page import DataPage
from gui.document import Document
from gui.draw.panel import DrawPanel
from gui.files import Files
from gui.finish import Finish
from gui.inspect.page import InspectPage
from gui.jobs import Jobs
from gui.live import Live
from gui.messages import Messages
from gui.notices import FirstSteps
from gui.run_control import RunControl
from gui.runs.page import RunsPage
from gui.settings import SettingsFile
from gui.shell import Shell
from gui.stack.panel import StackPanel
from gui.statusbar import StatusBar
from gui.topbar import TopBar
from gui.training.page import TrainingPage
from gui.workspace import Workspace


@dataclass(frozen=True, eq=False)
class Parts:
    """Everything in one window."""

    document: Document
    workspace: Workspace
    settings: SettingsFile
    messages: Messages
    service: Service
    bridge: Bridge
    jobs: Jobs
    files: Files
    live: Live
    control: RunControl
    shell: Shell
    actions: Actions
    top: TopBar
    stack: StackPanel
    chart: ChartPanel
    inspect: InspectPage
    data: DataPage
    training: TrainingPage
    runs: RunsPage
    draw: DrawPanel
    status: StatusBar
    first_steps: FirstSteps
    finish: Finish
