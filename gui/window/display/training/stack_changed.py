"""Stack changed: a run is shown that could not go on with the document as it is; what differs, and ways on."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QObject

from engine.analysis.diff import diff
from engine.analysis.kept_weights import Tally, tally
from engine.project.data.renaming import same_but_for_names
from engine.project.project import Project, analysed
from engine.project.settings_difference import settings_difference
from engine.service.answers import Shown
from gui.appearance.numerals import in_figures
from gui.state.run.training_on import fits
from gui.state.run.training_words import AFRESH, AFRESH_TIP, CONTINUE, CONTINUE_TIP
from gui.window.groups import Chrome, Engine, Shared
from gui.window.line.saying import Saying, Way

NEW = "Train starts a new run."


@dataclass(frozen=True)
class _Compared:
    """A run's project and the document: what differs, first in brief, and how many weights fit."""

    run: Project
    now: Project
    lead: str
    words: str
    fitting: Tally


class StackChanged(QObject):
    """Says so in the line, for as long as it is so."""

    def __init__(self, shared: Shared, engine: Engine, chrome: Chrome) -> None:
        super().__init__()
        self._shared, self._control, self._line, self._fork = shared, engine.control, chrome.line, engine.fork
        self._training, self._title = False, ""
        self._compared: _Compared | None = None
        shared.workspace.shown_changed.connect(self.say)
        shared.document.changed.connect(lambda *_: self.say())
        shared.run.changed.connect(self._on_run)
        engine.fork.changed.connect(self.say)

    def _on_run(self) -> None:
        """What is offered follows whether a run trains; what is said, what it is called."""
        run = self._shared.run.current
        now = (False, "") if run is None else (run.training, run.title)
        if now != (self._training, self._title):
            self._training, self._title = now
            self.say()

    def say(self) -> None:
        """Whether it is so, in the words of this moment; where the next run is a fork, that is said in its place."""
        shown, document = self._shared.workspace.shown, self._shared.document
        differs = shown is not None and shown.run is not None and not fits(shown.project, document.project)
        if shown is None or not differs or document.analysis.problems or self._fork.source:
            self._line.say("changed", None)
        else:
            self._line.say("changed", self._saying(shown))

    def say_again(self) -> None:
        """In the numerals of this moment."""
        self._compared = None
        self.say()

    def _saying(self, shown: Shown) -> Saying:
        run, document = self._shared.run.current, self._shared.document
        live = run is not None and self._training and run.id == shown.run
        change = self._change(shown.project, document.project)
        follows = "The run goes on as it began." if live else NEW
        ways = self._ways(shown, change.fitting, same_stack=shown.project.network == document.network)
        return Saying(f"{change.words}{follows}", change.lead, ways=ways)

    def _change(self, run: Project, now: Project) -> _Compared:
        """Compared once for each edit: newer weights of a run come twice a second, and a deep stack takes long."""
        if self._compared is None or (self._compared.run, self._compared.now) != (run, now):
            self._compared = _Compared(
                run, now, *_what_changed(run, now), tally(analysed(run), self._shared.document.analysis)
            )
        return self._compared

    def _ways(self, shown: Shown, fitting: Tally, *, same_stack: bool) -> tuple[Way, ...]:
        """New runs wait for the end of the one that trains; a stack that is the same need not be brought back."""
        stays = f"“{self._shared.run.title_of(shown)}” stays on the Runs page"
        free, kept = not self._training, f"{CONTINUE}: {fitting.kept} of {fitting.total}"
        ways = [
            Way(AFRESH, lambda: self._control.start("afresh"), f"{AFRESH_TIP}; {stays}", free),
            Way(kept, lambda: self._control.start("transfer"), CONTINUE_TIP, free and fitting.kept > 0),
        ]
        if not same_stack:
            ways.append(
                Way("Show the run's stack", lambda: self._show_stack(shown), "Puts it in place of the edited one")
            )
        return tuple(sorted(ways, key=lambda way: not way.enabled))

    def _show_stack(self, shown: Shown) -> None:
        self._shared.document.edit_network(shown.project.network, "Show the run's stack")


def _what_changed(run: Project, now: Project) -> tuple[str, str]:
    """What has changed, and how, as a sentence or nothing."""
    if run.network == now.network and run.data == now.data:
        return in_figures(f"{settings_difference(run.training, now.training)}."), ""
    if run.network == now.network:
        named = same_but_for_names(run.data, now.data)
        return "Classes are called otherwise." if named else "The data settings have changed.", ""
    change = diff(run.network, now.network).sentence
    return "The stack has changed:" if change else "The stack has changed.", f"{change}. " if change else ""
