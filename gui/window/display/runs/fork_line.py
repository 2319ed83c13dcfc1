"""Fork line: that the next run begins from a step of another, for as long as that is so; one click takes it back."""

from __future__ import annotations

from PySide6.QtCore import QObject

from engine.analysis.kept_weights import Tally, tally
from engine.project.project import Project, analysed
from engine.project.training.optimisers import Sgd
from gui.appearance.numerals import numeral, rate
from gui.state.run.fork_choice import ForkSource
from gui.window.groups import Chrome, Engine, Shared
from gui.window.line.saying import Saying, Way

DROP_TIP = "The next run begins from new weights; the project stays as it is"


class ForkLine(QObject):
    """Says so in the line, with how many layers fit the stack as it is now."""

    def __init__(self, shared: Shared, engine: Engine, chrome: Chrome) -> None:
        super().__init__()
        self._shared, self._engine, self._line = shared, engine, chrome.line
        engine.fork.changed.connect(self.say)
        shared.document.changed.connect(lambda *_: self.say())
        self._training = False
        shared.run.changed.connect(self._on_run)

    def _on_run(self) -> None:
        """A run that trains has to be stopped first."""
        if self._shared.run.training != self._training:
            self._training = self._shared.run.training
            self.say()

    def say(self) -> None:
        """In the words of this moment."""
        source = self._engine.fork.source
        self._line.say("fork", None if source is None else self._saying(source))

    def _saying(self, source: ForkSource) -> Saying:
        document, point = self._shared.document, source.point
        fitting = tally(analysed(source.project), document.analysis)
        first = "Stop this run first. " if self._training else ""
        lead = f"{first}Next run: from step {numeral(point.step)}."
        begins = f"{_weights(fitting)}, {_optimiser(source, document.project, fitting)}."
        told = (begins, _rate(source, document.project), f"The step is of “{source.title}”.")  # what matters least last
        return Saying(" ".join(filter(None, told)), lead, ways=(Way("Drop", self._engine.fork.drop, DROP_TIP),))


def _weights(fitting: Tally) -> str:
    if fitting.kept == fitting.total:
        return "All its weights fit"
    return f"The weights of {fitting.kept} of {fitting.total} layers fit"


def _optimiser(source: ForkSource, now: Project, fitting: Tally) -> str:
    if source.point.optimiser and fitting.kept == fitting.total and _agree(source.project, now):
        return "the optimiser goes on with its state"
    return "the optimiser begins anew"


def _rate(source: ForkSource, now: Project) -> str:
    """That what was changed by hand is no part of the recipe."""
    by_hand, told = source.point.rate_by_hand, rate(now.training.optimiser.rate)
    if by_hand is None or rate(by_hand) == told:
        return ""
    return f"Not with its rate by hand, {rate(by_hand)}, but with the recipe’s {told}."


def _agree(run: Project, now: Project) -> bool:
    """Whether one's optimiser can go on with the state of the other's."""
    before, after = run.training.optimiser, now.training.optimiser
    if isinstance(before, Sgd) and isinstance(after, Sgd):
        return bool(before.momentum) >= bool(after.momentum)
    return type(before) is type(after)
