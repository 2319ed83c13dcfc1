"""Groups: what one window is made of, by subject. Whoever wires some of it together is handed those groups alone."""

from __future__ import annotations

import msgspec

from engine.service.service import Service
from gui.chart.panel import ChartPanel
from gui.inspect.page import InspectPage
from gui.pieces.pages.sub_pages import SubPages
from gui.stack.panel import StackPanel
from gui.state.bridge import Bridge
from gui.state.conditions import Conditions
from gui.state.data.changed_images import ChangedImages
from gui.state.data.class_weights import ClassWeights
from gui.state.data.data_facts import DataFacts
from gui.state.data.data_samples import DataSamples
from gui.state.document import Document
from gui.state.downloads import Downloads
from gui.state.importing import Importing
from gui.state.jobs import Jobs
from gui.state.machine.estimating import Estimating
from gui.state.machine.loading import Loading
from gui.state.machine.rate_finding import RateFinding
from gui.state.machine.tuning import Tuning
from gui.state.message_queue import MessageQueue
from gui.state.queue import QueueState
from gui.state.run.best_step import BestStep
from gui.state.run.fork_choice import ForkChoice
from gui.state.run.last_run import LastRun
from gui.state.run.looking_back import LookingBack
from gui.state.run.run import RunState
from gui.state.run.run_control import RunControl
from gui.state.run.run_progress import RunProgress
from gui.state.second.images_apart import ImagesApart
from gui.state.second.second_model import SecondModel
from gui.state.settings import SettingsFile
from gui.state.shown.image import CurrentImage
from gui.state.shown.live import Live
from gui.state.shown.showing import Showing
from gui.state.workspace import Workspace
from gui.tryit.panel import TryItPanel
from gui.window.bars.statusbar import StatusBar
from gui.window.bars.topbar import TopBar
from gui.window.files.project_files import ProjectFiles
from gui.window.frame.frame import Frame
from gui.window.line.first_steps import FirstSteps
from gui.window.line.line import Line
from gui.window.menus.actions import Actions


class Shared(msgspec.Struct, frozen=True, eq=False):
    """What every panel may know."""

    document: Document
    workspace: Workspace
    image: CurrentImage
    run: RunState
    settings: SettingsFile
    messages: MessageQueue
    conditions: Conditions


class Engine(msgspec.Struct, frozen=True, eq=False):
    """The engine, as the window speaks with it."""

    service: Service
    bridge: Bridge
    jobs: Jobs
    showing: Showing
    looking: LookingBack
    live: Live
    control: RunControl
    fork: ForkChoice
    progress: RunProgress
    best: BestStep
    last_run: LastRun
    queue: QueueState
    facts: DataFacts
    samples: DataSamples
    class_weights: ClassWeights
    downloads: Downloads
    importing: Importing
    changed_images: ChangedImages
    loading: Loading
    tuning: Tuning
    rate_finding: RateFinding
    estimating: Estimating
    second: SecondModel
    apart: ImagesApart


class Panels(msgspec.Struct, frozen=True, eq=False):
    """What fills the zones, and the page in front at the start; `window.pages` has the others."""

    stack: StackPanel
    chart: ChartPanel
    inspect: InspectPage
    parts_of_inspect: SubPages  # it is the first of them
    try_it: TryItPanel


class Chrome(msgspec.Struct, frozen=True, eq=False):
    """What is around the panels: frame, bars, the line, files and all that can be chosen by menu and key."""

    frame: Frame
    actions: Actions
    top: TopBar
    status: StatusBar
    line: Line
    first_steps: FirstSteps
    files: ProjectFiles
