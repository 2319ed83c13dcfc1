"""From figures to the images behind them, and what is said while images are read."""

from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from PySide6.QtCore import Qt

from engine.project.recipes import read_recipe
from engine.project.sources import CIFAR_CLASSES
from engine.service.answers import ImageOf
from engine.service.questions import CardMaps, FindPredictions, ListRuns
from gui.state.image import EMPTY
from tests.journeys.conftest import Opened
from tests.journeys.person import ALT, LEFT, Person


def _counted(person: Person) -> np.ndarray:
    evaluation = person.pages.results.evaluation
    return np.array(evaluation.confusion if evaluation else [])


def _a_mistake(person: Person) -> tuple[int, int]:
    counts = _counted(person)
    np.fill_diagonal(counts, 0)
    truth, guess = divmod(int(counts.argmax()), len(counts))
    return truth, guess


def _click(person: Person, truth: int, guess: int) -> None:
    matrix = person.pages.results.matrix
    person.bot.mouseClick(matrix, LEFT, pos=matrix.cell_rect(truth, guess).center().toPoint())


def _listed(person: Person) -> list[int]:
    return person.pages.results.mistakes.list.images.indexes.tolist()


def test_a_cell_of_the_confusion_matrix_leads_to_its_images_and_a_click_on_one_makes_it_current(window: Person) -> None:
    window.train()
    window.key(Qt.Key.Key_4, ALT)
    page = window.pages.results
    window.wait(page.mistakes.list.isVisible)
    counts = _counted(window)
    assert len(_listed(window)) == counts.sum() - np.trace(counts)
    truth, guess = _a_mistake(window)
    _click(window, truth, guess)
    assert len(_listed(window)) == counts[truth, guess]
    tiles = page.mistakes.list
    window.wait(lambda: tiles.thumbnails.picture(_listed(window)[0]) is not None)
    window.bot.mouseClick(tiles.viewport(), LEFT, pos=tiles.visualRect(tiles.images.index(0)).center())
    assert window.shared.image.ref == ImageOf("test", _listed(window)[0])
    window.wait(lambda: f" {truth}, taken for a" in window.answered and f" {guess}, " in window.answered)
    assert window.frame.page == "results"


def test_results_are_of_their_step_whatever_is_shown_since(window: Person) -> None:
    window.train()
    window.key(Qt.Key.Key_4, ALT)
    page = window.pages.results
    window.wait(page.mistakes.list.isVisible)
    mistakes, where = _listed(window), page.head.where.text()
    window.wait(lambda: page.head.where.text() == where.split(";")[0])
    window.chrome.actions["untrained"].trigger()
    window.wait(lambda: page.head.where.text().endswith("; what is shown is untrained"))
    assert _listed(window) == mistakes
    window.frame.show_page("inspect")
    window.frame.show_page("results")
    assert _listed(window) == mistakes


def test_mistakes_are_looked_for_only_while_the_page_is_in_front(window: Person) -> None:
    window.train()
    page = window.pages.results
    assert page.lacks_images
    assert not window.engine.jobs.busy(FindPredictions)
    window.key(Qt.Key.Key_4, ALT)
    window.wait(lambda: not page.lacks_images)


def test_while_images_are_read_it_says_so_and_how_far(
    opened: Opened, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("engine.data.readers.class_folders.REPORT_EVERY", 1)
    person, said = opened(), []
    _put_cifar(tmp_path / "one" / "data" / "cifar10-jpeg")
    state, sentence = person.chrome.status, person.panels.inspect.sentence
    person.shared.workspace.reading_changed.connect(lambda: said.append((state.state, sentence.text())))
    person.shared.document.open(read_recipe("resnet-20-cifar10"), None)
    person.wait(lambda: any(one == other and one.startswith("Reading CIFAR-10: ") for one, other in said))
    person.wait(lambda: person.panels.inspect.outputs.isVisible() and person.shared.workspace.reading == "")
    assert "Reading" not in state.state


def test_cards_show_the_last_image_also_after_a_quick_look_at_others(window: Person) -> None:
    live, look_at, maps = window.engine.live, window.shared.image.look_at, []
    live.card_maps.connect(maps.append)

    def after_looking_at(*images: int) -> dict[str, np.ndarray]:
        for image in images:
            look_at(ImageOf("test", image))
        answered = len(maps)  # what answers now is the last question: all before it are dropped
        window.wait(lambda: len(maps) > answered)
        return maps[-1]

    hurried = after_looking_at(1, 2)
    other = after_looking_at(1)
    calm = after_looking_at(2)
    assert all(np.array_equal(hurried[at], calm[at]) for at in calm)
    assert not all(np.array_equal(other[at], calm[at]) for at in calm)


def test_without_images_and_without_a_drawing_nothing_is_asked_over_and_over(
    window: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    window.panels.try_it.canvas.clear()
    window.wait(lambda: window.shared.image.ref == EMPTY)
    window.shared.document.open(read_recipe("resnet-20-cifar10"), None)
    asked, ask = [], window.service.ask
    monkeypatch.setattr(window.service, "ask", lambda what: asked.append(type(what)) or ask(what))
    window.wait(lambda: CardMaps in asked and not window.engine.jobs.busy(CardMaps))
    answers = []
    window.engine.bridge.reply.connect(answers.append)
    for _ in range(5):
        before = len(answers)
        window.engine.jobs.ask(ListRuns(), lambda _: None)
        window.wait(lambda before=before: len(answers) > before)
    assert len(answers) <= 6  # one may have been on its way


def _put_cifar(folder: Path) -> None:
    for part in ("train", "test"):
        for name in CIFAR_CLASSES:
            (folder / part / name).mkdir(parents=True)
            for image in "ab":
                Image.new("RGB", (32, 32), "green").save(folder / part / name / f"{image}.jpg")
