"""Engine parts: what the window speaks with the engine through, made and put together."""

from __future__ import annotations

from engine.service.service import Service
from gui.state.bridge import Bridge
from gui.state.data.changed_images import ChangedImages
from gui.state.data.class_weights import ClassWeights
from gui.state.data.data_facts import DataFacts
from gui.state.data.data_samples import DataSamples
from gui.state.downloads import Downloads
from gui.state.importing import Importing
from gui.state.jobs import Jobs
from gui.state.machine.estimating import Estimating
from gui.state.machine.loading import Loading
from gui.state.machine.rate_finding import RateFinding
from gui.state.machine.tuning import Tuning
from gui.state.next_run import NextRun
from gui.state.queue import QueueState
from gui.state.run.best_step import BestStep
from gui.state.run.last_run import LastRun
from gui.state.run.looking_back import LookingBack
from gui.state.run.run_control import RunControl
from gui.state.run.run_progress import RunProgress
from gui.state.second.images_apart import ImagesApart
from gui.state.second.second_model import SecondModel
from gui.state.shown.live import Live
from gui.state.shown.showing import Showing
from gui.window.groups import Engine, Shared


def engine_of(shared: Shared, service: Service, bridge: Bridge) -> Engine:
    """All of it, each part with what it needs of the others; they listen in this order."""
    jobs = Jobs(service)
    jobs.answered.connect(bridge.processor_share.note_answer)
    document, workspace, run, messages = shared.document, shared.workspace, shared.run, shared.messages
    control = RunControl(document, workspace, run, service, jobs, messages, shared.settings)
    facts = DataFacts(document, workspace, jobs, messages, shared.conditions)
    loading = Loading(workspace, shared.settings, jobs, shared.conditions)
    showing = Showing(document, workspace, run, service, bridge.processor_share, jobs)
    next_run = NextRun(document, workspace, run, shared.settings, control)
    second = SecondModel(document, shared.image, jobs)
    return Engine(
        service=service,
        bridge=bridge,
        jobs=jobs,
        showing=showing,
        looking=LookingBack(run, workspace, showing, service, jobs, messages),
        live=Live(workspace, shared.image, showing, jobs),
        control=control,
        fork=control.fork,
        progress=RunProgress(run),
        best=BestStep(run, service, jobs),
        last_run=LastRun(document, workspace, run, shared.settings, jobs),
        queue=QueueState(jobs),
        facts=facts,
        samples=DataSamples(jobs),
        class_weights=ClassWeights(document, workspace, jobs),
        downloads=Downloads(jobs, messages),
        importing=Importing(jobs, messages),
        changed_images=ChangedImages(document, workspace, run, jobs, shared.conditions),
        loading=loading,
        tuning=Tuning(next_run, jobs, messages),
        rate_finding=RateFinding(next_run, jobs),
        second=second,
        apart=ImagesApart(run, second, shared.image, service, jobs),
        estimating=Estimating(next_run, jobs),
    )
