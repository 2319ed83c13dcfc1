"""TrainingPage: the training settings of the document, and the machine to train on."""

from __future__ import annotations

from engine.project.project import Project, epoch_steps, training_images
from engine.project.training.last_norms import zero_norms_in_words
from engine.project.training.mixing_words import mixed_in_words
from engine.project.training.rate.by_hand import in_words as hand_words
from engine.project.training.rate.rates import total_steps
from engine.project.training.watching_words import of_training, off
from engine.service.drawings.drawing_answers import TriedDrawings
from gui.appearance import rewriting
from gui.appearance.numerals import in_figures, numeral
from gui.forms.document_form import DocumentForm
from gui.forms.rate_change import RateChange
from gui.pieces.pages.page_cards import Card, Columns, Page, words
from gui.state.data.class_weights import ClassWeights
from gui.state.document import Document
from gui.state.machine.rate_finding import RateFinding
from gui.state.machine.tuning import Tuning
from gui.state.run.run import RunState
from gui.state.run.run_control import RunControl
from gui.state.settings import SettingsFile
from gui.training.machine_card import MachineCard
from gui.training.rate_advice import RateAdvice
from gui.training.rate_finder import RateFinder
from gui.training.rates_to_draw import Went, as_it_went, in_words, rate_curve
from gui.training.schedule_curve import ScheduleCurve

REST = ("batch", "drawings", "budget", "evaluate_every", "early_stopping", "keep_best", "average", "seed")
HEADED = ("optimiser", "schedule")  # whose first field stands for a heading
LOSS = ("loss", "class_weights")
REST_OF_LOSS = (
    "label_smoothing",
    "initialisation",
    "zero_last_norm",
    "precision",
    "deterministic",
)

BESIDE = {"loss": REST_OF_LOSS, "rest of loss": LOSS}  # in one card
THIS, NEW = "This run", "New run"
RECIPE = "Recipe:"  # what is changed by hand while it trains is no part of it


class TrainingPage(Page):
    """Edits the settings of the training and of the machine."""

    def __init__(  # it stands where all of these meet
        self,
        document: Document,
        settings: SettingsFile,
        tuning: Tuning,
        finding: RateFinding,
        weights: ClassWeights,
        run: RunState,
        control: RunControl,
    ) -> None:
        self._went: Went | None = None
        self._whose = ""
        self.rate_change = RateChange(run, control)
        self._document = document
        self.forms = {
            name: DocumentForm(
                document, "training", fields, heading=name if name in HEADED else "", beside=BESIDE.get(name, ())
            )
            for name, fields in {
                "optimiser": ("optimiser", "clipping"),
                "schedule": ("schedule", "warm_up", "slow_start"),
                "rest": REST,
                "loss": LOSS,
                "rest of loss": REST_OF_LOSS,
            }.items()
        }
        self.curve = ScheduleCurve(rate_curve(document.project))
        lines = (words("", "caption", wrap=True) for _ in range(5))
        self._course, self._amount, self._takes, self._off, self.mixed = lines
        self._tried: TriedDrawings | None = None  # own drawings
        self._weights, self.weights, self.norms = (
            weights,
            words("", "caption", wrap=True),
            words("", "caption", wrap=True),
        )
        self.machine, self.advice = MachineCard(settings, tuning), RateAdvice(document)
        self.finder = RateFinder(finding)
        self.cards = self._cards()
        super().__init__("Training", self.cards)
        self.column.addStretch(1)
        tuning.changed.connect(self.finder.look)  # nothing is tried beside anything else
        finding.changed.connect(self.machine.fast.look)
        weights.changed.connect(self._show_weights)
        document.changed.connect(self._follow)
        rewriting.follow(self._rewrite)
        self._rewrite()

    def _cards(self) -> Columns:
        return Columns(
            Card("", self.forms["optimiser"], self.advice, self.finder),
            Card("", self.forms["schedule"], self.curve, self._course, self.rate_change),
            Card("Batch, budget, seed", self.forms["rest"], self._off, self.mixed, self._amount, self._takes),
            Card(
                "Loss, first weights, precision",
                self.forms["loss"],
                self.weights,
                self.forms["rest of loss"],
                self.norms,
            ),
            self.machine,
        )

    def show_takes(self, sentence: str) -> None:
        """How long it takes here, and how much memory."""
        self._takes.setText(sentence)

    def show_tried(self, tried: TriedDrawings | None) -> None:
        """The own drawings that there are; None where nobody knows."""
        self._tried = tried
        self._show_mixed(self._document.project)

    def _show_mixed(self, project: Project) -> None:
        """How much of each batch they are; how many there are only of the classes of the document."""
        tried = self._tried
        known = tried is not None and set(tried.classes) == set(project.facts.classes)
        kept = tried.to_train_with if tried is not None and known else None
        self.mixed.setText(in_figures(mixed_in_words(project.training, kept)))
        self.mixed.setVisible(project.training.drawings is not None)

    def _follow(self, old: Project, new: Project) -> None:
        if any(getattr(old, part) != getattr(new, part) for part in ("network", "training", "data", "facts")):
            self._show(new)

    def _rewrite(self) -> None:
        self._show(self._document.project)
        self._show_weights()

    def _show_weights(self) -> None:
        """What “balanced” comes to; while that is being found out its place is kept."""
        self.weights.setText(in_figures(self._weights.sentence))
        self.weights.setVisible(self._document.project.training.class_weights == "balanced")

    def show_went(self, went: Went | None, *, beside_a_run: bool = False) -> None:
        """How the rate went in a run of these settings, so far; None where the curve is of a new run, `beside_a_run`
        that is shown.
        """
        whose = THIS if went is not None else NEW if beside_a_run else ""
        if went is not None or self._went is not None or whose != self._whose:
            self._went, self._whose = went, whose
            self._show_curve(self._document.project)

    def _show_curve(self, project: Project) -> None:
        sentence = f"{in_words(self._planned, project.training)} {of_training(project)}".strip()
        curve, went = self._planned, self._went
        if went is not None:
            curve = as_it_went(curve, went, project.training)
        by_hand = f" As it went: {in_figures(hand_words(went.changes))}." if went is not None and went.changes else ""
        self.curve.show_curve(curve, f"{sentence}{by_hand}", self._whose)
        self._course.setText(f"{RECIPE} {sentence[:1].lower()}{sentence[1:]}")

    def _show(self, project: Project) -> None:
        self._planned = rate_curve(project)
        self._show_curve(project)
        self._amount.setText(amount(project))
        self._off.setText(off(project))
        self._off.setVisible(bool(self._off.text()))
        self._show_mixed(project)
        self.norms.setText(zero_norms_in_words(project))
        self.norms.setVisible(bool(self.norms.text()))


def amount(project: Project) -> str:
    """How much is trained, in a line."""
    images, training = training_images(project), project.training
    if images < 1:
        return ""
    each = epoch_steps(project)
    in_all = numeral(total_steps(training, each))
    return f"{numeral(images)} training images · {numeral(each)} steps an epoch · {in_all} steps in all"
