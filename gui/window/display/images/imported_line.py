"""Imported line: what was brought in last becomes the document's data; the line says what it is and how the stack
fits it, as long as the document has it.
"""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QObject, Signal

from engine.project.edits_kept import with_edits_of
from engine.project.project import Project, problems
from engine.project.proposal import on_images, proposed
from engine.project.recipes import NAMES, notes_of
from engine.service.answers import Brought
from engine.typed.document import changed
from gui.appearance.numerals import counted, in_figures, numeral
from gui.window.groups import Chrome, Shared
from gui.window.line.saying import Saying, Way

MADE_FOR_THEM = "Take a stack for them"
MADE_TIP = "A stack and a training that suit these images, in place of yours; one step of undo"
CHECK, CHECK_TIP = "Check them", "Looks for copies, odd images and classes with few; you say what becomes of them"
LONGEST = 32  # characters of a name


class ImportedLine(QObject):
    """Edits the document, and says so.

    check_asked()   what was brought in is to be checked
    """

    check_asked = Signal()

    def __init__(self, shared: Shared, chrome: Chrome) -> None:
        super().__init__()
        self._shared, self._document, self._line = shared, shared.document, chrome.line
        self._brought: Brought | None = None
        self._proposal = Project()  # of what was brought in
        self._why = ""
        self._taken = self._training = False
        shared.document.changed.connect(lambda *_: self._say())
        shared.run.changed.connect(self._on_run)
        chrome.line.closed.connect(self._on_closed)

    def take(self, brought: Brought) -> None:
        """It becomes the document's data; an empty stack becomes one that is made for it."""
        project = self._document.project
        source = with_edits_of(brought.source, project.data.source)
        self._note(brought := replace(brought, source=source), taken=True)
        made = _on(project, brought) if project.network.nodes else self._made()
        self._document.edit(made, f"Take the images of {brought.source.name}")
        self._say()

    def offer(self, brought: Brought, why: str) -> None:
        """It was brought in for what is no longer in the document."""
        self._why = why
        self._note(brought, taken=False)
        self._say()

    def _note(self, brought: Brought, *, taken: bool) -> None:
        self._brought, self._taken = brought, taken
        self._proposal = proposed(brought.source, brought.mean, brought.deviation)

    def forget(self) -> None:
        """Nothing more is said of it."""
        self._brought = None
        self._line.say("import", None)

    def _on_run(self) -> None:
        """A run that begins is what there is to hear of then."""
        before, self._training = self._training, self._shared.run.training
        if self._training and not before and self._taken:
            self.forget()

    def _on_closed(self, topic: str) -> None:
        if topic == "import":
            self.forget()

    def _say(self) -> None:
        brought = self._brought
        if brought is None:
            return
        if not self._taken:
            self._line.say("import", self._offering(brought))
        elif self._document.project.data.source == brought.source:
            self._line.say("import", self._telling(brought))
        else:  # undone, or another data set was chosen; redo has it again
            self._line.say("import", None)

    def _offering(self, brought: Brought) -> Saying:
        way = Way("Use them here", lambda: self.take(brought), "They become the data of this project")
        said = f"{_what(brought)}. {self._why}"
        return Saying(said, _lead(brought), ways=(way,), closes=True)

    def _telling(self, brought: Brought) -> Saying:
        other = self._proposal.network != self._document.project.network
        way = Way(MADE_FOR_THEM, self._propose, MADE_TIP) if other else Way(CHECK, self.check_asked.emit, CHECK_TIP)
        return Saying(self._words(brought), _lead(brought), ways=(way,), closes=True)

    def _words(self, brought: Brought) -> str:
        """What keeps them from being trained on comes first, with what mends it."""
        what, wrong, passed = _what(brought), self._misfit(), _passed_over(brought)
        parts = (wrong, f"{what}.", passed) if wrong else (f"{_images(brought)}; the stack fits them.", passed)
        return " ".join(filter(None, parts))

    def _misfit(self) -> str:
        found = self._document.analysis.problems
        if found:
            mends = f" {found[0].fixes[0].text}." if found[0].fixes else ""
            return in_figures(f"The stack does not fit them: {found[0].why}{mends}")
        settings = problems(self._document.project)
        return in_figures(f"{settings[0].what} {settings[0].hint}".strip()) if settings else ""

    def _propose(self) -> None:
        self._document.edit(self._made(), MADE_FOR_THEM)

    def _made(self) -> Project:
        """The proposal; a project that is kept somewhere stays called as it is, and what a person wrote in it stays."""
        document, now = self._document, self._document.project
        new = document.path is None and document.run is None
        title = self._proposal.title if new else now.title
        return changed(self._proposal, title=title, notes="" if _is_of_a_recipe(now.notes) else now.notes)


def _is_of_a_recipe(notes: str) -> bool:
    """Whether they tell of a bundled project: of another stack, on other images."""
    return bool(notes) and any(notes_of(name) == notes for name in NAMES)


def _on(project: Project, brought: Brought) -> Project:
    return on_images(project, brought.source, brought.mean, brought.deviation)


def _lead(brought: Brought) -> str:
    """Its name; a long one leaves room for the words."""
    name = brought.source.name
    return f"{name}:" if len(name) <= LONGEST else f"{name[: LONGEST - 1]}…:"


def _images(brought: Brought) -> str:
    there = brought.source.published  # but for those that corrections leave out
    return counted(there.train_images + there.test_images, "image")


def _what(brought: Brought) -> str:
    return f"{_images(brought)} of {numeral(len(brought.source.published.classes))} classes"


def _passed_over(brought: Brought) -> str:
    count = brought.passed_over_count
    return f"{counted(count, 'file')} {'was' if count == 1 else 'were'} passed over." if count else ""
