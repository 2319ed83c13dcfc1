"""A desk: what a display of Inspect stands on, with an engine that answers when it is told to."""

from pathlib import Path
from types import SimpleNamespace
from unittest import mock

from engine.events import Reply, StateChanged
from gui.state.jobs import Jobs
from tests.asked import Asked
from tests.gui.inspect.layers import FIRST, SAMPLE, show_model


class Desk:
    """A run is shown, one layer is selected, and the engine answers when it is told to."""

    def __init__(self, document, workspace, image, run, bridge):
        self.workspace, self.image, self.engine = workspace, image, Asked()
        self.jobs = Jobs(self.engine)
        self.shared = SimpleNamespace(
            document=document, workspace=workspace, image=image, run=run, messages=mock.Mock(), settings=mock.Mock()
        )
        self.of_engine = SimpleNamespace(jobs=self.jobs, bridge=bridge, live=mock.Mock(), looking=mock.Mock())
        self.of_engine.service = mock.Mock(folder=lambda run: Path("/runs") / run)
        self.inspect = mock.Mock()
        self.inspect.address.return_value = FIRST
        self.show_run()

    def show_run(self, step=1250):
        show_model(self.workspace, "live", step)

    def show_another(self):
        """With the same layers."""
        show_model(self.workspace, "initial", 0)

    def make(self, kind, page):
        """A display of a sub-page of Inspect."""
        return kind(self.shared, self.of_engine, self.inspect, page)

    def fill(self, page):
        """A page fills Inspect."""
        self.inspect.filling = page

    def asked(self, kind):
        """How often."""
        return len(self._about(kind))

    def answer(self, kind, result=None, which=-1, seconds=0.0):
        """Which took so much of a processor."""
        self.jobs.take(Reply(self._about(kind)[which], result, seconds=seconds))

    def train(self):
        """The run that is shown trains."""
        self.shared.run.begin("r", SAMPLE)
        self.is_at("running")

    def is_at(self, state):
        """What the session says."""
        self.of_engine.bridge.state.emit(StateChanged("r", 0.0, state, 60))

    def find_images(self):
        """They were gone, and are there again."""
        self.image.say_missing("They are gone.")
        self.image.say_missing("")

    def _about(self, kind):
        return [at for at, question in enumerate(self.engine.asked, 1) if isinstance(question, kind)]
