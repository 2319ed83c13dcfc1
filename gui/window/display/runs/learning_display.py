"""Learning display: an image is kept with its class, the shown run goes on with it, and what that came to is said."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject

from engine.errors import LayerscopeError, RunFolderError
from engine.project.training.learning import learning
from engine.service.answers import ImageOf, ImageRef, Prediction, RunView, Shown
from engine.service.drawings.drawing_answers import Learned
from engine.service.questions import CompareLearned, ForkFrom, KeepDrawing, ReadRun
from gui.pieces.classes.names import shown as shown_names
from gui.state.error_words import named
from gui.state.run.lessons import UNDO, Lesson, Lessons
from gui.state.run.run_folder import folder_called, folder_of
from gui.window.display.runs.lesson_words import COUNTING, LEARNING, gains, outcome, terse
from gui.window.display.runs.seen_again import see_again
from gui.window.groups import Chrome, Engine, Panels, Shared
from gui.window.line.saying import Saying, Way

NOT_TRAINED = "Train the network first: only a run that has learned something can go on from there"
WHILE_TRAINING = "While a run trains the image can only be kept: stop the run to learn from it"
GONE = "The run that is shown lies in the trash: bring it back to learn from this"
PUT_ASIDE = "The stack was another one than that of the run which learns. It is put aside: undo brings it back."
REMOVED = "The run that learned this was removed. Learn again."
BACK_TIP = "Shows the network as it was before it learned from this; the drawing stays kept"
GAINED_TIP, FORGOTTEN_TIP = "The next test image that it gets right only now", "The next that it got right before"


class LearningDisplay(QObject):
    """What is shown decides from where it goes on: the step that is looked at."""

    def __init__(self, shared: Shared, engine: Engine, panels: Panels, chrome: Chrome) -> None:
        super().__init__()
        self._shared, self._engine, self._panels, self._line = shared, engine, panels, chrome.line
        self.lessons = Lessons(shared.document, shared.run)
        self._answer: Prediction | None = None  # about the current image
        self._now = ""  # what the image of the current lesson is taken for
        self._asked = ""  # the run of which it was asked what it gained
        self._then: Lesson | None = None  # whose parent is to be seen as soon as its run has stopped
        self._seen = {"gained": 0, "forgotten": 0}  # how many of these were looked at
        self._box = panels.try_it.correct
        panels.try_it.learn_asked.connect(self._keep)
        engine.live.prediction.connect(self._hear)
        self.lessons.changed.connect(self._on_lesson)
        self.lessons.parent_wanted.connect(self._show_parent)
        self.lessons.wanted.connect(self._show_learned)
        self.lessons.begin_wanted.connect(self._begin)
        for changed in (shared.run.changed, shared.workspace.shown_changed):
            changed.connect(self._follow)
        self._follow()

    # --- whether it can be learned from ---

    def _follow(self) -> None:
        self._box.set_why_not(self._why_not)
        if self._then is not None and not self._shared.run.training:
            lesson, self._then = self._then, None
            self._show_parent(lesson)
        self._compare()

    @property
    def _why_not(self) -> str:
        run, shown = self._shared.run.current, self._shared.workspace.shown
        if run is not None and run.training:
            return WHILE_TRAINING
        if shown is None or shown.folder is None or not shown.trained or run is None or run.id != shown.run:
            return NOT_TRAINED
        return GONE if run.removed else ""

    # --- learning ---

    def _keep(self, label: int) -> None:
        shown, image = self._shared.workspace.shown, self._shared.image.ref
        if self._why_not or shown is None:
            self._shared.messages.warn(f"{self._why_not}.")
            return
        question = KeepDrawing(shown.project, shown.folder, image, label)
        self._engine.jobs.ask(question, partial(self._learn, shown, image, label))

    def _learn(self, shown: Shown, image: ImageRef, label: int, _: Path) -> None:
        """From what was shown when it was asked for, unless something else is wanted by then."""
        now = self._shared.workspace.shown
        if self._why_not or shown.folder is None or now is None or now.serial != shown.serial:
            self._shared.messages.say("The drawing is kept. Another network is shown by now, so nothing was learned.")
            return
        document, parent = self._shared.document, ForkFrom(shown.folder, shown.step)
        before, edited = document.undo_stack.index(), document.project != shown.project
        title = self._shared.run.title_of(shown)
        document.edit(learning(shown.project, shown.step), UNDO)
        run = self._engine.control.go_on_from(parent, title)
        if not run:
            if document.undo_stack.index() != before:
                document.undo_stack.undo()
            return
        if edited:
            self._shared.messages.say(PUT_ASIDE)
        names = shown_names(shown.project.facts.classes)
        self.lessons.add(Lesson(parent, title, image, names[label], self._taken_for(image), run, document.project))

    def _taken_for(self, image: ImageRef) -> str:
        """What the image is taken for by what is shown."""
        answer = self._answer
        if answer is None or answer.picture.image != image or answer.picture.predicted is None:
            return ""
        return shown_names(answer.classes)[answer.picture.predicted]

    def _hear(self, prediction: Prediction | None) -> None:
        self._answer = prediction
        lesson = self.lessons.current
        if lesson is not None and self._shows_end_of(lesson) and self._taken_for(lesson.image):
            self._now = self._taken_for(lesson.image)
            self.say()

    def _shows_end_of(self, lesson: Lesson) -> bool:
        """Whether what is shown is what it came to, not a step on the way."""
        run, shown = self._shared.run.current, self._shared.workspace.shown
        if run is None or shown is None or run.training:
            return False
        return run.id == shown.run == lesson.run and run.step == shown.step

    # --- what it came to ---

    def _on_lesson(self) -> None:
        lesson = self.lessons.current
        if lesson is None or lesson.run != self._asked:
            self._now = ""
        self._compare()
        self.say()

    def _compare(self) -> None:
        lesson, run = self.lessons.current, self._shared.run.current
        if lesson is None or run is None or run.training or lesson.told is not None or self._asked == lesson.run:
            return
        if not run.step or run.failure is not None:
            return
        self._asked, folder = lesson.run, folder_of(run, self._engine.service)
        self._seen = dict.fromkeys(self._seen, 0)
        self._engine.jobs.ask(
            CompareLearned(lesson.parent.run, lesson.parent.step or 0, folder, run.step, _left_out(lesson.image)),
            partial(self.lessons.tell, lesson.run),
            partial(self._cannot, lesson.title),
        )
        self.say()

    def _cannot(self, title: str, error: Exception) -> None:
        """What needs the run that it went on from."""
        if isinstance(error, LayerscopeError):
            self._shared.messages.error(named(error, title))

    def say(self) -> None:
        """In the line, as long as the run that learned is shown."""
        lesson = self.lessons.current
        self._line.say("learned", None if lesson is None else self._saying(lesson))

    def _saying(self, lesson: Lesson) -> Saying:
        back = Way("Back to before", self.lessons.take_back, BACK_TIP)
        if self._shared.run.training:
            return Saying("", LEARNING, ways=(back,), matter="learning")
        lead = outcome(lesson.name, lesson.taken_for, self._now)
        if lesson.told is None:
            return Saying(COUNTING, lead, ways=(back,), matter="learned")
        classes = shown_names(lesson.project.facts.classes)
        left_out = _left_out(lesson.image) is not None
        words, brief = (
            gains(lesson.told, classes, left_out=left_out),
            terse(lesson.told, left_out=left_out),
        )
        ways = back, *self._ways(lesson.told)
        return Saying(words, lead, ways=ways, buttons=3, matter="learned", terse=brief)

    def _ways(self, told: Learned) -> tuple[Way, ...]:
        see = (("Gained", "gained", told.gained, GAINED_TIP), ("Forgotten", "forgotten", told.forgotten, FORGOTTEN_TIP))
        return tuple(
            Way(words, partial(self._look_at, which, images.tolist()), tip, enabled=bool(len(images)))
            for words, which, images, tip in see
        )

    def _look_at(self, which: str, images: list[int]) -> None:
        """One after the other, from the first again behind the last."""
        index = images[self._seen[which] % len(images)]
        self._seen[which] += 1
        self._shared.image.look_at(ImageOf("test", index))

    # --- back ---

    def _show_parent(self, lesson: Lesson) -> None:
        if self._shared.run.training:
            self._then = lesson
            self._engine.control.press_stop()
        else:
            see = partial(self._see, lesson.title, lesson.parent.step)
            self._engine.jobs.ask(ReadRun(lesson.parent.run), see, partial(self._cannot, lesson.title))

    def _show_learned(self, lesson: Lesson) -> None:
        """Of a run that is being stopped what it has by then is seen, if it begins at all."""
        run = self._shared.run.current
        if run is not None and run.training and run.id == lesson.run:
            self._then = None
            return
        folder = folder_called(lesson.run, self._shared.run, self._engine.service)
        self._engine.jobs.ask(ReadRun(folder), partial(self._see, "", None), self._say_gone)

    def _begin(self, lesson: Lesson) -> None:
        """It was taken back before its first step, and is wanted again."""
        if self._shared.run.training:
            self._shared.messages.warn(f"{WHILE_TRAINING}.")
        elif run := self._engine.control.go_on_from(lesson.parent, lesson.title):
            self.lessons.begin(lesson, run)
        else:
            self._shared.document.undo_stack.undo()

    def _say_gone(self, error: Exception) -> None:
        if isinstance(error, RunFolderError):
            self._shared.messages.say(REMOVED)
        elif isinstance(error, LayerscopeError):
            self._shared.messages.error(error)

    def _see(self, title: str, step: int | None, view: RunView) -> None:
        if not self._shared.run.training:
            last = int(view.steps.steps[-1]) if len(view.steps.steps) else 0
            at = None if step is None or step >= last else step
            see_again(self._shared, self._engine, self._panels, view, title or view.project.title, at)


def _left_out(image: ImageRef) -> int | None:
    """A test image that was learned from says nothing of the test any more."""
    return image.index if isinstance(image, ImageOf) and image.split == "test" else None
