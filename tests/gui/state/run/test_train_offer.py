"""What the Train button says and does, as things stand."""

from collections.abc import Callable, Iterator

import pytest

from engine.project.project import Project
from engine.project.recipes import read_recipe
from engine.project.training.legs import first_leg
from engine.typed.document import changed
from gui.state.document import Document
from gui.state.drafts import Draft
from gui.state.run.run import Phase, Run
from gui.state.run.train_offer import TrainOffer, train_offer

LENET = read_recipe("lenet5-sample")
Edited = Callable[[Project], Document]


@pytest.fixture
def edited(qapp: object) -> Iterator[Callable[[Project], Document]]:
    """Documents, closed at the end."""
    made: list[Document] = []

    def document(project: Project) -> Document:
        made.append(Document(project))
        return made[-1]

    yield document
    for one in made:
        one.close()


def offer(document: Document, run: Run | None = None, *, waiting: bool = False) -> TrainOffer:
    return train_offer(run, document, waiting=waiting)


def broken(project: Project) -> Project:
    """Without its flattening, its first linear layer has maps before it, and so have the others."""
    nodes = tuple(node for node in project.network.nodes if type(node.op).__name__ != "Flatten")
    return changed(project, network=changed(project.network, nodes=nodes))


def test_an_empty_project_has_no_problem_but_a_beginning(edited: Edited) -> None:
    assert offer(edited(Project())) == TrainOffer("first layer", "Add a first layer", "Add a first layer")


def test_problems_are_counted_and_shown(edited: Edited) -> None:
    document = edited(broken(LENET))
    assert offer(document) == TrainOffer("stack", "1 problem: show", "Mend 1 problem")
    document.edit_fields("Batch", training=changed(LENET.training, batch=60_000))
    assert offer(document) == TrainOffer("stack", "2 problems: show", "Mend 2 problems")


def test_a_setting_that_does_not_fit_the_data_is_a_problem(edited: Edited) -> None:
    document = edited(changed(LENET, training=changed(LENET.training, batch=60_000)))
    assert offer(document) == TrainOffer("settings", "1 problem: show", "Mend 1 problem")


def test_a_field_in_error_comes_before_training_with_the_last_good_value(edited: Edited) -> None:
    document = edited(LENET)
    document.drafts.note("a form", (Draft("training", "Batch size", "must be at least 1", lambda: None),))
    assert offer(document) == TrainOffer("fields", "1 field: show", "Mend 1 field")
    assert offer(document).shows_why_not
    document.drafts.note("a form", ())
    assert offer(document) == TrainOffer("train", "Train")


@pytest.mark.parametrize(
    ("phase", "said"),
    [
        ("running", TrainOffer("pause", "Pause")),
        ("paused", TrainOffer("resume", "Resume")),
        ("preparing", TrainOffer("wait", "Starting…")),
        ("stopping", TrainOffer("wait", "Stopping…")),
        ("finished", TrainOffer("stack", "1 problem: show", "Mend 1 problem")),
    ],
)
def test_a_run_that_trains_comes_first(edited: Edited, phase: Phase, said: TrainOffer) -> None:
    run = Run("a run", LENET.title, (first_leg(LENET, 250),), phase)
    assert offer(edited(broken(LENET)), run) == said


def test_a_press_that_waits_for_the_engine_is_answered(edited: Edited) -> None:
    assert offer(edited(LENET), waiting=True) == TrainOffer("wait", "Waiting…")
