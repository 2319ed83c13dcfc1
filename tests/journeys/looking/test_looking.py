"""From figures to the images behind them, and what is said while images are read."""

from collections import Counter
from pathlib import Path

import numpy as np
import pytest
from PIL import Image, ImageDraw
from PySide6.QtCore import Qt

from engine.project.data.data_settings import ValidationCount
from engine.project.data.sources import CIFAR_CLASSES
from engine.project.recipes import read_recipe
from engine.service.answers import DrawingOf, ImageOf, PictureOf
from engine.service.questions import CardMaps, FindPredictions, ListRuns
from engine.typed.document import changed
from gui.state.shown.image import EMPTY
from tests.drags import drop_file
from tests.journeys.conftest import Opened
from tests.journeys.person import ALT, LEFT, Person, short


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
    person.pages.results.show_part("confusion")
    person.wait(matrix.isVisible)
    person.bot.mouseClick(matrix, LEFT, pos=matrix.places.cell(truth, guess).center().toPoint())


def _listed(person: Person) -> list[int]:
    return person.pages.results.mistakes.list.images.indexes.tolist()


def test_a_cell_of_the_confusion_matrix_leads_to_its_images_and_a_click_on_one_makes_it_current(window: Person) -> None:
    window.train()
    window.key(Qt.Key.Key_4, ALT)
    page = window.pages.results
    page.show_part("mistakes")
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


def test_validation_and_test_images_each_have_their_results(opened: Opened) -> None:
    project = short(20, batch=400)
    person = opened(changed(project, data=changed(project.data, validation=ValidationCount(400))))
    person.train()
    person.frame.show_page("results")
    page = person.pages.results
    for split, images in (("test", 2000), ("validation", 400), ("test", 2000)):
        if split != page.evaluation.split:
            person.press(page.head.splits[split])
        person.wait(lambda: not page.lacks_images)
        assert (page.evaluation.split, page.found.split, len(page.found.labels)) == (split, split, images)
        assert page.head.reached.text().startswith(f"{split.title()}&nbsp;images&nbsp;·&nbsp;{images:,}")


def test_results_are_of_their_step_whatever_is_shown_since(window: Person) -> None:
    window.train()
    window.key(Qt.Key.Key_4, ALT)
    page = window.pages.results
    page.show_part("mistakes")
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


def test_cards_show_the_last_image_also_after_a_quick_look_at_others(
    window: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    look_at, maps, ask = window.shared.image.look_at, [], window.engine.jobs.ask
    asked: list[tuple[object, int]] = []  # the image of each question, and how many answers there were by then
    window.engine.live.card_maps.connect(maps.append)

    def note(question: object, *then: object) -> None:
        if isinstance(question, CardMaps):
            asked.append((question.image, len(maps)))
        ask(question, *then)

    monkeypatch.setattr(window.engine.jobs, "ask", note)

    def after_looking_at(*images: int) -> dict[str, np.ndarray]:
        for image in images:
            look_at(ImageOf("test", image))
        last = ImageOf("test", images[-1])
        window.wait(lambda: asked and asked[-1][0] == last and len(maps) > asked[-1][1])
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
    answers: list[object] = []
    window.engine.bridge.reply.connect(answers.append)
    quiet = 0  # rounds in a row in which nothing else was asked: what was on its way comes to an end
    for _ in range(50):
        before, others = len(answers), _but_runs(asked)
        window.engine.jobs.ask(ListRuns(), lambda _: None)
        window.wait(lambda before=before: len(answers) > before)
        quiet = quiet + 1 if _but_runs(asked) == others else 0
        if quiet == 5:
            return
    pytest.fail(f"It goes on asking: {Counter(asked)}")


def _but_runs(asked: list[type]) -> int:
    return sum(what is not ListRuns for what in asked)


def _put_cifar(folder: Path) -> None:
    for part in ("train", "test"):
        for name in CIFAR_CLASSES:
            (folder / part / name).mkdir(parents=True)
            for image in "ab":
                Image.new("RGB", (32, 32), "green").save(folder / part / name / f"{image}.jpg")


def _from_another_camera(path: Path) -> Path:
    """A 7 in thick dark strokes on light paper."""
    image = Image.new("L", (200, 200), 235)
    pen = ImageDraw.Draw(image)
    pen.line([(60, 50), (140, 50), (95, 160)], fill=20, width=16, joint="curve")
    image.save(path)
    return path


def test_the_one_image_from_drawing_to_test_image_to_file_and_back(window: Person, tmp_path: Path) -> None:
    """Bars, cards and Inspect follow whatever Try it shows; undo leads all the way back."""
    window.train()
    window.wait(lambda: window.answered.startswith("taken for a"))
    try_it, image = window.panels.try_it, window.shared.image
    window.shared.workspace.select([window.shared.document.network.nodes[0].id])
    drawn, seen, maps = image.ref, [], []
    window.engine.live.card_maps.connect(maps.append)
    window.engine.live.layer_view.connect(lambda view: view and seen.append(view.image))
    window.engine.live.prediction.connect(lambda said: said and seen.append(said.picture.image))
    image.changed.connect(maps.clear)

    def followed() -> bool:
        """Bars, Inspect and the cards have their answers about it."""
        return seen.count(image.ref) >= 2 and bool(maps)

    window.key(Qt.Key.Key_Period)  # from the drawing to the images
    assert image.ref == ImageOf("test", 0)
    window.wait(followed)
    window.key(Qt.Key.Key_Period)
    assert image.ref == ImageOf("test", 1)
    window.wait(lambda: try_it.canvas.drawing().first.pixels is not None and followed())
    assert window.answered.startswith("a")
    assert "It is a" in window.bars
    window.draw((0.2, 0.2), (0.4, 0.2))
    window.wait(lambda: isinstance(image.ref, PictureOf))
    assert (try_it.chooser.split.currentText(), try_it.chooser.name.text()) == ("Drawing", "on test 1")
    window.wait(followed)
    drop_file(try_it.canvas, _from_another_camera(tmp_path / "seven.png"))
    window.wait(lambda: isinstance(image.ref, DrawingOf))
    assert "seven.png is the image now." in window.sentences
    window.wait(followed)
    for expected in (PictureOf, ImageOf):
        window.press(try_it.tools.undo)
        window.wait(lambda expected=expected: isinstance(image.ref, expected))
    assert (image.ref, image.drawn, try_it.chooser.split.currentText()) == (ImageOf("test", 1), drawn, "Test")
    window.wait(lambda: "It is a" in window.bars)


def test_keys_choose_the_image_wherever_the_keyboard_is_but_in_a_field(window: Person) -> None:
    image, chooser = window.shared.image, window.panels.try_it.chooser
    image.look_at(ImageOf("test", 5))
    for place in (window.panels.stack.view, window.panels.try_it.canvas, window.panels.inspect):
        place.setFocus()
        before = image.ref.index
        window.key(Qt.Key.Key_Period)
        window.key(Qt.Key.Key_Period)
        window.key(Qt.Key.Key_Comma)
        assert image.ref == ImageOf("test", before + 1)
    window.key(Qt.Key.Key_R)
    assert isinstance(image.ref, ImageOf)
    asked = []
    chooser.next_mistake_asked.connect(lambda *place: asked.append(place))
    window.key(Qt.Key.Key_M)
    assert len(asked) == 1
    chooser.index.setFocus()
    chooser.index.selectAll()
    window.type(".,rm7")
    assert chooser.index.text() == ".,rm7"


def test_the_width_of_the_tip_is_kept(window: Person, opened: Opened) -> None:
    window.press(window.panels.try_it.tools.tip_width.buttons["Thick"])
    window.close()
    again = opened(ready=False)
    assert again.panels.try_it.canvas.tip_width == 40
    assert again.panels.try_it.tools.tip_width.buttons["Thick"].isChecked()
