"""The page “Test it hard”: what its slider, curve and examples show and say of an answer."""

import numpy as np
import pytest
from msgspec.structs import replace
from PySide6.QtCore import QPoint, Qt

from engine.project.recipes import read_recipe
from engine.service.answers import ImageOf, Shown
from engine.service.looking.images.robustness_questions import KINDS, Distorted, Measured, Robustness, Taken, distortion
from gui.appearance.numerals import unbroken
from gui.results.hard import hard_words
from gui.results.hard.page import HardPage
from gui.state.bridge import Bridge
from gui.state.run.run import RunState

SAMPLE = read_recipe("lenet5-sample")


@pytest.fixture
def run(qapp):
    bridge = Bridge()
    yield RunState(bridge)
    bridge.stop()


@pytest.fixture
def page(qtbot, workspace, image, run):
    workspace.show_model(Shown("saved", SAMPLE, 1, 938, "r"))
    widget = HardPage(workspace, image, run)
    qtbot.addWidget(widget)
    widget.resize(640, 620)
    with qtbot.waitExposed(widget):
        widget.show()
    return widget


def measured(kind="noise", count=2000):
    """Of four images the last is always wrong, and one more from each quarter of the strengths on."""
    strengths = KINDS[kind].tested
    labels, predicted = np.array([1, 4, 7, 2]), np.tile(np.array([1, 4, 7, 3]), (len(strengths), 1))
    for row in range(3):
        predicted[len(strengths) * (row + 1) // 4 :, row] = 9
    sure = np.tile(np.array([0.5, 0.9, 0.7, 0.6], np.float32), (len(strengths), 1))
    found = Robustness(kind, tuple(map(float, strengths)), 10, np.array([2, 5, 8, 40]), labels, predicted, sure)
    return Measured(938, found, count)


def test_images_that_it_learned_from_are_said_beside_those_it_is_tried_on(page):
    page.show_measured(replace(measured(), learned=1))
    assert "4 of 2,000 test images, 1 of which it learned from" in page.source.text()


def test_what_is_newly_right_is_told_where_nothing_is_newly_wrong():
    labels, predicted = np.array([1, 4]), np.array([[1, 3], [1, 4]])
    sure = np.full((2, 2), 0.5, np.float32)
    found = Robustness("noise", (0.0, 10.0), 10, np.array([2, 5]), labels, predicted, sure)
    said = hard_words.sentence(found, 1, tuple("0123456789"))
    assert said.endswith("None that was right is wrong now, 1 newly right.")


def test_the_curve_the_list_and_the_sentence_follow_the_slider(qtbot, page):
    page.show_measured(measured())
    assert "4 of 2,000 test images" in page.source.fitting()
    page.choice.slider.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.keyClick(page.choice.slider, Qt.Key.Key_Home)
    assert page.read.text() == unbroken("As it is: 75 % right (95 % interval 30.1 % to 95.4 %).")
    assert page.examples.list.images.rowCount() == 0
    with qtbot.waitSignal(page.moved):
        qtbot.keyClick(page.choice.slider, Qt.Key.Key_End)
    said = "With 100 % noise: 0 % right (95 % interval 0.0 % to 49.0 %), 75 % as they are."
    assert page.read.text().startswith(unbroken(said))
    assert page.read.text().endswith("3 images newly wrong; most often a 1 taken for a 9.")
    assert page.examples.list.images.indexes.tolist() == [1, 2, 0]  # the surest first
    assert page.examples.count.fitting() == "3 images are right as they are, and wrong with 100 % noise"
    said = page.examples.list.images.index(0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert said == "Test image 5: 4, taken for 9, 90 % sure"


def test_the_curve_is_read_and_a_strength_chosen_by_key_and_click(qtbot, page):
    page.show_measured(measured())
    curve = page.curve
    curve.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.keyClick(curve, Qt.Key.Key_End)
    assert curve.accessibleDescription().startswith("With 100 % noise")
    assert page.choice.place == 5
    qtbot.keyClick(curve, Qt.Key.Key_Return)
    assert page.choice.place == 20
    qtbot.mouseMove(curve, QPoint(0, 0))
    middle = curve.point(0.5, 0.5).toPoint()
    qtbot.mouseMove(curve, middle)
    qtbot.mouseClick(curve, Qt.MouseButton.LeftButton, pos=middle)
    assert page.choice.place == 10
    assert not curve.grab().isNull()


def test_a_cell_of_the_matrix_lists_its_images(qtbot, page):
    page.show_measured(measured())
    page.choice.choose(20)
    qtbot.mouseClick(page.examples.confused, Qt.MouseButton.LeftButton)
    assert page.examples.matrix.matrix.isVisible()
    page.examples.matrix.matrix.picked.emit(2, 3)
    assert page.examples.count.fitting() == "1 image of 2, taken for 3"
    assert page.examples.list.images.indexes.tolist() == [3]
    with qtbot.waitSignal(page.image_wanted) as wanted:
        page.examples.list.setCurrentIndex(page.examples.list.images.index(0))
        qtbot.keyClick(page.examples.list, Qt.Key.Key_Return)
    assert wanted.args == [ImageOf("test", 40)]


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_has_a_curve_and_words(page, kind):
    page.choice.kinds.setCurrentIndex(list(KINDS).index(kind))
    assert (page.choice.kind, page.measured) == (kind, None)
    page.show_measured(measured(kind))
    assert len(page.curve.ticks()) == 5
    assert page.curve.place_at(0.0) == 0
    assert page.curve.place_at(1.0) == len(KINDS[kind].tested) - 1
    rows = list(page.table())
    assert len(rows) == len(KINDS[kind].tested) + 1
    assert len({len(row) for row in rows}) == 1
    nothing = rows[1 + KINDS[kind].tested.index(KINDS[kind].nothing)]
    assert nothing[-1] == 0


def test_the_current_image_stands_beside_itself(page):
    pixels, how = np.zeros((1, 28, 28), np.uint8), distortion("rotation", 45)
    said = np.eye(10, dtype=np.float32)
    page.show_distorted(Distorted(ImageOf("test", 3), how, 938, 7, Taken(pixels, said[7]), Taken(pixels, said[4])))
    assert [one.fitting() for one in page.pair.answers] == ["7, 100 % sure ✓", "4, 100 % sure ✗"]
    assert page.pair.titles[0].fitting() == "As it is: 7"
    assert page.pair.titles[1].text() == "Turned 45° anticlockwise"
    page.show_distorted(Distorted(ImageOf("test", 3), how, 938, None))
    assert page.pair.after.accessibleDescription() == "Nothing is drawn."
    assert hard_words.answer(np.full(10, np.nan, np.float32), 3, "0123456789") == ("What it says is not a number.",)


def test_another_model_has_no_curve_yet(page, workspace):
    page.show_measured(measured())
    assert page.export.isEnabled()
    workspace.show_model(Shown("saved", SAMPLE, 2, 100, "other"))
    assert page.measured is None
    assert not page.export.isEnabled()
    assert page.sentence.isVisible()


def test_what_was_ended_can_be_asked_again(qtbot, page):
    page.show_measured(measured())
    assert not page.again.isVisible()
    page.head.show()
    page.show_stopped(stopped=True)
    assert not page.again.isHidden()
    with qtbot.waitSignal(page.asked):
        page.again.click()


def test_of_a_network_that_is_mostly_wrong_nobody_is_told_that_none_is_wrong():
    said, *_ = hard_words.newly(0, distortion("rotation", 45))
    assert said == "None that was right is wrong turned 45° anticlockwise."


@pytest.mark.parametrize("width", [180, 240, 320, 480])
def test_the_head_of_its_list_is_whole_at_any_width(page, width):
    page.show_measured(measured())
    page.choice.choose(20)
    count = page.examples.count
    for said in (hard_words.newly(484, distortion("rotation", 45)), hard_words.newly(0, distortion("rotation", 45))):
        count.say(*said)
        count.resize(width, count.height())
        assert count.fitting() in said


def test_while_it_is_measured_the_figures_are_seen_in_little_room_and_the_images_stay(qtbot, page):
    page.say("The network is being asked about distorted test images…")
    before = page.pair.mapTo(page, QPoint())
    page.show_far("Asking the network about distorted images: 43 %, 2 s left", 0.43)
    qtbot.waitUntil(page.going.isVisible)
    page.grab()
    assert page.sentence.isHidden()
    assert page.going.far.fitting().endswith("43 %, 2 s left")
    assert page.pair.mapTo(page, QPoint()) == before


@pytest.mark.parametrize(("learned", "words"), [(True, "run “LeNet-5 on digits” · step 0"), (False, "untrained")])
def test_the_first_step_of_a_run_that_began_learned_is_not_untrained(run, learned, words):
    shown = Shown("saved", SAMPLE, 1, 0, "r", began_learned=learned)
    assert hard_words.of_what(replace(measured(), step=0), shown, run).endswith(f" · {words}")
