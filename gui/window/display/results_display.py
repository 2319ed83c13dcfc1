"""Results display: what the Results page shows of the run: its newest evaluation, or the one by an earlier step that is
looked at; and while in sight, its mistakes.
"""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject

from engine.errors import LayerscopeError
from engine.project.data.facts import Classes
from engine.project.data.splits import EvaluatedSplit
from engine.project.project import Project
from engine.service.answers import ImageOf, ImagePredictions, leak_in_words
from engine.service.questions import FindPredictions, ReadImages
from gui.appearance import theme
from gui.appearance.numerals import numeral
from gui.pieces.images.answer_tile import PICTURE
from gui.state import error_words
from gui.state.run.run_folder import folder_of
from gui.state.shown.called import called_as_in, otherwise_called
from gui.window.display.earlier_results import EarlierResults
from gui.window.groups import Chrome, Engine, Shared
from gui.window.pages import Pages


class ResultsDisplay(QObject):
    """Asks the engine for what the page lacks, only while it is the page in front."""

    def __init__(self, shared: Shared, engine: Engine, pages: Pages, chrome: Chrome) -> None:
        super().__init__()
        self._shared, self._engine, self._page, self._chrome = shared, engine, pages.results, chrome
        self._earlier = EarlierResults(shared, engine)
        self._earlier.changed.connect(self._show_evaluation)
        self._earlier.changed.connect(self._expect)
        self._split: EvaluatedSplit | None = None  # on whose images results are wanted; None: on those tried last
        self._connect_shared()
        self._connect_page()
        self._expect()
        self._show_evaluation()
        self._say_since()

    def _connect_shared(self) -> None:
        shared, run, workspace = self._shared, self._shared.run, self._shared.workspace
        run.changed.connect(self._show_evaluation)
        self._engine.control.changed.connect(self._expect)
        run.changed.connect(self._expect)
        run.replaced.connect(self._forget)
        shared.document.changed.connect(self._on_names)
        for changed in (run.changed, workspace.shown_changed):
            changed.connect(self._say_since)
        workspace.reading_changed.connect(self._say_progress)
        shared.image.changed.connect(self._mark)

    def _connect_page(self) -> None:
        page, engine, messages = self._page, self._engine, self._shared.messages
        self._chrome.frame.page_changed.connect(self._on_page)
        page.split_chosen.connect(self._choose_split)
        page.train_asked.connect(engine.control.press_train)
        page.test_asked.connect(engine.control.evaluate)
        page.image_picked.connect(self._look_at)
        page.message.connect(messages.say)
        page.problem.connect(messages.warn)
        page.mistakes.asked.connect(self._ask)
        page.mistakes.stopped.connect(lambda: engine.jobs.drop(FindPredictions))
        page.mistakes.list.thumbnails.wanted.connect(self._read)

    def _look_at(self, image: ImageOf) -> None:
        if (run := self._shared.run.current) is not None:
            self._shared.image.pick(image, run.project)

    def _forget(self) -> None:
        """What is on its way is of another run."""
        self._engine.jobs.drop(FindPredictions, ReadImages)
        self._page.mistakes.list.thumbnails.give_up()

    def _expect(self) -> None:
        control = self._engine.control
        training, back = self._shared.run.training or control.waiting, self._engine.showing.back
        if back is not None:
            self._page.expect_none(f"Up to step {numeral(back)}, which is shown, it was not tried yet.")
        else:
            self._page.expect(training=training, untested=control.can_test, going=control.can_change_rate)

    def _show_evaluation(self) -> None:
        run = self._shared.run.current
        earlier = self._earlier.evaluations
        found = earlier if earlier is not None else () if run is None else run.evaluations
        evaluation = next((event for event in found if event.split == self._split), found[-1] if found else None)
        if evaluation is not self._page.evaluation:
            self._page.show_evaluation(evaluation, self._classes(), tuple(event.split for event in found))
            self._say_since()
            self._say_leak()
            self._ask()

    def _choose_split(self, split: EvaluatedSplit) -> None:
        """Results are of its images from now on, wherever there are any."""
        self._split = split
        self._engine.jobs.drop(FindPredictions, ReadImages)
        self._page.mistakes.list.thumbnails.give_up()
        self._show_evaluation()

    def _classes(self) -> Classes:
        """Of the run, called as in the document."""
        run, document = self._shared.run.current, self._shared.document.project
        return called_as_in(document, document if run is None else run.project).facts.classes

    def _on_names(self, old: Project, new: Project) -> None:
        if otherwise_called(old, new):
            self._page.call(self._classes())
            self._mark()

    def rewrite(self) -> None:
        """All of it, in the numerals of this moment."""
        self._page.rewrite()
        self._say_since()

    def _on_page(self, page: str) -> None:
        self._earlier.want(wanted=page == "results")
        if page == "results":
            self._ask()
        elif self._engine.jobs.busy(FindPredictions):  # the answer may take long, and nobody looks
            self._engine.jobs.drop(FindPredictions)

    def _ask(self) -> None:
        run, evaluation = self._shared.run.current, self._page.evaluation
        if run is None or evaluation is None or self._chrome.frame.page != "results" or not self._page.lacks_images:
            return
        settings = run.project.data
        question = FindPredictions(settings, folder_of(run, self._engine.service), evaluation.split, evaluation.step)
        self._engine.jobs.ask(question, self._show_found, self._show_error)

    def _show_found(self, found: ImagePredictions) -> None:
        self._page.show_found(found)
        self._say_leak()
        self._mark()

    def _mark(self) -> None:
        """The current image is marked among the mistakes, whoever chose it."""
        self._page.mark(self._shared.image.ref)

    def _read(self, indexes: tuple[int, ...]) -> None:
        run, found, thumbnails = self._shared.run.current, self._page.found, self._page.mistakes.list.thumbnails
        if run is None or found is None:
            thumbnails.give_up()
            return
        settings, side = run.project.data, theme.px(PICTURE)
        question = ReadImages(settings, folder_of(run, self._engine.service), found.split, indexes, side)
        self._engine.jobs.ask(question, partial(thumbnails.take, indexes), lambda _: thumbnails.give_up())

    def _show_error(self, error: Exception) -> None:
        if isinstance(error, LayerscopeError):
            self._page.show_error(error_words.in_words(error))
        else:
            self._page.show_error("The mistakes could not be looked for.")

    def _say_progress(self) -> None:
        """How far it is, where it is the mistakes that are looked for."""
        if self._engine.jobs.busy(FindPredictions):
            self._page.mistakes.say_progress(self._shared.workspace.reading)

    def _say_since(self) -> None:
        """The figures are of one moment: whether the weights are others by now, or others are shown."""
        run, shown, event = self._shared.run.current, self._shared.workspace.shown, self._page.evaluation
        note = ""
        if run is not None and event is not None:
            if run.training and run.step > event.step and self._engine.showing.back is None:
                note = "it has trained on since"
            elif shown is not None and (shown.run, shown.step) != (run.id, event.step):
                note = (
                    f"the shown weights are of step {numeral(shown.step)}"
                    if shown.trained
                    else "what is shown is untrained"
                )
        self._page.head.say_since(note)

    def _say_leak(self) -> None:
        """What was found for each image tells it also of a run of an earlier program."""
        run, event, found = self._shared.run.current, self._page.evaluation, self._page.found
        if run is None or event is None:
            self._page.head.say_leak("")
            return
        known = found.learned if found is not None and not self._page.lacks_images else event.learned
        drawings = run.project.training.drawings is not None or (run.parent is not None and run.parent.drawings)
        self._page.head.say_leak(leak_in_words(known, drawings=drawings))
