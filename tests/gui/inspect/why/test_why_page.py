from dataclasses import replace

import numpy as np
import pytest
from msgspec import structs
from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QApplication, QTabWidget, QWidget

from engine.inspection.attribution.target import Target
from engine.project.project import with_facts
from engine.service.answers import ImageOf
from engine.service.looking.looking_answers import Explained
from gui.appearance import theme
from gui.inspect.why.choices import Choices
from gui.inspect.why.page import WhyPage
from gui.pieces.copying.as_picture import looks_of, picture
from tests.gui.inspect.layers import show_model

A_DIGIT = ImageOf("test", 3)


@pytest.fixture
def why(qtbot, workspace, image, run):
    show_model(workspace)
    widget = WhyPage(workspace, image, run)
    qtbot.addWidget(widget)
    return widget


def explained(step=938, similarity=0.1, **other):
    draw = np.random.default_rng(0)
    plane, random = (draw.normal(size=(28, 28)).astype(np.float32) for _ in range(2))
    pixels = draw.integers(0, 256, (1, 28, 28), np.uint8)
    known = {"target": Target(4), "taken_for": 4, "score": 7.5, "words": "Strongest for it at row 2, column 3."}
    return Explained(
        A_DIGIT, step, pixels=pixels, plane=plane, random_plane=random, similarity=similarity, **{**known, **other}
    )


@pytest.mark.parametrize("width", [320, 384, 620, 1100])
def test_nothing_is_cut_off_at_any_width(qtbot, why, width):
    why.resize(width, 420)
    with qtbot.waitExposed(why):
        why.show()
    why.show_explained(explained())
    qtbot.waitUntil(lambda: why.width() == width)
    content = why.area.widget()
    qtbot.waitUntil(lambda: content.minimumSizeHint().width() <= why.area.viewport().width())
    assert why.minimumSizeHint().width() <= 320


@pytest.mark.parametrize("size", [(640, 420), (520, 330), (400, 500)])
def test_the_maps_have_their_size_from_the_first_and_keep_it(qtbot, workspace, image, run, size):
    show_model(workspace)
    pages, why = QTabWidget(), WhyPage(workspace, image, run)
    qtbot.addWidget(pages)
    for page in (QWidget(), why):
        pages.addTab(page, "page")
    pages.resize(*size)
    with qtbot.waitExposed(pages):
        pages.show()
    pages.setCurrentWidget(why)
    why.show_explained(explained())
    why.area.widget().layout().activate()
    first = why.maps.learned.width()
    for _ in range(2):
        pages.setCurrentIndex(0)
        pages.setCurrentWidget(why)
        qtbot.waitUntil(why.isVisible)
        assert why.maps.learned.width() == first


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (explained(), "The score of 4 is 7.5."),
        (explained(target=Target(4, 9)), "The score of 4 less that of 9 is 7.5."),
        (explained(taken_for=9), "It takes the image for 9."),
        (
            explained(score=2.39, baseline_score=7.13),
            "is 2.39, of the empty image 7.13: all pixels together make −4.74.",
        ),
        (explained(grid=(1, 1)), "a single value, so it cannot say where"),
        (explained(), "comes from its weights, be they good or bad. Likeness 0.1"),
        (explained(similarity=-0.4), "Likeness −0.40: 1 is the same, 0 nothing in common, −1 the opposite."),
        (explained(similarity=-0.001), "Likeness 0.00: 1 is the same, 0 nothing in common."),
        (explained(similarity=0.9), "this one shows the image more than what was learned"),
        (explained(step=0), "Nothing has been learned yet"),
        (explained(target=Target(4, 9)), "Red speaks for 4, blue for 9. Strongest for it at row 2, column 3."),
    ],
)
def test_the_map_is_said_in_words(why, answer, words):
    why.show_explained(answer)
    said = " ".join(label.text() for label in (why.score, why.colours, why.sanity))
    assert words in said


def test_a_fork_begins_with_weights_that_have_learned(why):
    why._workspace.show_model(replace(why._workspace.shown, run="r", step=0, began_learned=True))
    why.show_explained(explained(step=0))
    assert "Nothing has been learned" not in why.sanity.text()
    assert why.source.text().endswith("before its training")


def test_numbers_are_saved_as_a_table_or_as_an_array(qtbot, why, tmp_path, monkeypatch):
    answer = explained()
    why.show_explained(answer)
    for name in ("why.npy", "why.csv"):
        monkeypatch.setattr(why.export.exporter, "ask", lambda *_, path=tmp_path / name: path)
        why.export.save_numbers()
        qtbot.waitUntil((tmp_path / name).is_file)
    both = np.stack([answer.plane, answer.random_plane])
    np.testing.assert_array_equal(np.load(tmp_path / "why.npy"), both)
    lines = (tmp_path / "why.csv").read_text("utf-8").splitlines()
    rows = len(answer.plane)
    assert (lines[0], lines[rows + 1], len(lines)) == ("This model", "With random weights", 2 * (rows + 1))
    written = [[float(value) for value in line.split(",")] for line in lines if "m" not in line]
    np.testing.assert_allclose(written, both.reshape(2 * rows, -1), rtol=1e-5)
    monkeypatch.setattr(why.export.exporter, "ask", lambda *_: tmp_path / "why.png")
    why.export.save_picture()
    assert (tmp_path / "why.png").read_bytes().startswith(b"\x89PNG")


def test_a_map_of_a_model_before_is_not_told_in_the_words_of_the_next(why, workspace):
    why.show_explained(explained(target=Target(9), taken_for=9))
    shown = workspace.shown
    facts = structs.replace(shown.project.facts, classes=("cat", "dog", "owl"))
    workspace.show_model(replace(shown, run="another", project=with_facts(shown.project, facts)))
    assert why.explained is None
    assert why.heading.text() == "Why this answer?"
    workspace.show_model(replace(shown, step=shown.step + 1))
    why.show_explained(explained())
    workspace.show_model(replace(shown, step=shown.step + 2))
    assert why.explained is not None, "only its weights are others"


def test_without_maps_it_begins_with_a_method_that_works(qtbot):
    choices = Choices()
    qtbot.addWidget(choices)
    assert choices.kind == "integrated gradients"
    choices.offer_layers({"n00000": "1. Convolution: 6×28×28"})
    assert choices.kind == "grad-cam"
    choices.offer_layers({})
    assert choices.kind == "integrated gradients"
    choices.method.setCurrentIndex(choices.method.findData("occlusion"))
    choices.method.activated.emit(choices.method.currentIndex())
    choices.offer_layers({"n00000": "1. Convolution: 6×28×28"})
    assert choices.kind == "occlusion"  # as it was chosen


def test_a_picture_says_what_it_shows_and_has_no_slider_and_no_frame_of_the_keyboard(qtbot, why):
    why.show_explained(explained())
    assert why.export._title().startswith(f"{why.heading.text()} · Grad-CAM · ")
    assert "step" in why.export._title()
    with qtbot.waitExposed(why):
        why.show()
    plain = picture(looks_of(why.maps), why.maps.size())
    heard = []
    link = QApplication.instance().focusChanged.connect(lambda *on: heard.append(on))
    for part in (why.maps.learned, why.maps.strength):
        part.setFocus()
        heard.clear()
        assert picture(looks_of(why.maps), why.maps.size()) == plain
        assert part.hasFocus()
        assert heard == []
    QApplication.instance().focusChanged.disconnect(link)
    middle = why.maps.strength.mapTo(why.maps, why.maps.strength.rect().center())
    assert plain.pixelColor(2 * QPoint(middle)).name() == theme.current().window.lower()
