"""A document, settings and the page over them, shown in a scroll area as in the window, with an engine that only keeps
what it is asked.
"""

import pytest

from engine.project.project import Project
from engine.service.answers import Compute
from gui.state.bridge import Bridge
from gui.state.data.class_weights import ClassWeights
from gui.state.jobs import Jobs
from gui.state.machine.rate_finding import RateFinding
from gui.state.machine.tuning import Tuning
from gui.state.message_queue import MessageQueue
from gui.state.next_run import NextRun
from gui.state.run.run import RunState
from gui.state.run.run_control import RunControl
from gui.state.settings import SettingsFile
from gui.training.page import TrainingPage
from tests.asked import Asked
from tests.widgets import scrolled


@pytest.fixture
def project():
    return Project()


@pytest.fixture
def settings(tmp_path):
    return SettingsFile(tmp_path / "settings.json")


@pytest.fixture
def engine():
    return Asked()


@pytest.fixture
def bridge(qapp):
    made = Bridge()
    yield made
    made.stop()


@pytest.fixture
def run(bridge):
    return RunState(bridge)


@pytest.fixture
def jobs(engine):
    return Jobs(engine)


@pytest.fixture
def messages():
    return MessageQueue()


@pytest.fixture
def control(document, workspace, run, engine, jobs, messages, settings):
    return RunControl(document, workspace, run, engine, jobs, messages, settings)


@pytest.fixture
def next_run(document, workspace, run, settings, control):
    return NextRun(document, workspace, run, settings, control)


@pytest.fixture
def tuning(next_run, jobs, messages):
    return Tuning(next_run, jobs, messages)


@pytest.fixture
def finding(next_run, jobs):
    return RateFinding(next_run, jobs)


@pytest.fixture
def weights(document, workspace, jobs):
    return ClassWeights(document, workspace, jobs)


@pytest.fixture
def asking(tuning, finding, weights, bridge):
    """The parts of the page that ask the engine, and hear it."""
    for listener in (tuning, finding):
        bridge.progress.connect(listener.note_progress)
    bridge.rates_tried.connect(finding.note_rates)
    return tuning, finding, weights


@pytest.fixture
def page(qtbot, document, settings, asking, run, control, workspace):
    workspace.set_engine_ready(Compute("cpu", 1, ("cpu",)))
    with scrolled(qtbot, TrainingPage(document, settings, *asking, run, control), 620, 460) as shown:
        yield shown
