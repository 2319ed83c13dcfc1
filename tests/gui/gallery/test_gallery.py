"""The gallery: a card for each project, found by letters, walked by arrows, with pictures of what is here."""

from itertools import count, pairwise

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QApplication

from engine.project.data.sources import Cifar10, Digits, Mnist
from engine.project.recipes import NAMES, RECIPES
from gui.appearance import theme
from gui.gallery.dialog import NewProject
from gui.gallery.entries import EMPTY, GROUPS, entries
from tests.engine.data.sets import put_mnist


@pytest.fixture
def gallery(dialog):
    return dialog.gallery


def chosen(gallery):
    said = []
    gallery.chosen.connect(said.append)
    return said


def titles(gallery):
    return [card.entry.title for card in gallery.grid.shown]


def press(qtbot, *keys):
    for key in keys:
        qtbot.keyClick(QApplication.focusWidget(), key)


def focused():
    return QApplication.focusWidget().text()


def card(gallery, title):
    return next(card for card in gallery.grid.cards if card.entry.title == title)


def test_every_recipe_has_a_card_in_its_group_and_so_has_the_empty_project():
    made = list(entries())
    assert made[0].name == EMPTY
    assert sorted(entry.name for entry in made) == sorted([EMPTY, *NAMES])
    places = [GROUPS.index(entry.group) for entry in made]
    assert places == sorted(places)
    assert {entry.name: entry.group for entry in made if entry.name} == {one.name: one.group for one in RECIPES}


def test_a_card_tells_stack_size_and_accuracy_in_words(gallery):
    words = card(gallery, "LeNet-5 on MNIST").accessibleDescription()
    assert words.startswith("conv 6 · pool · conv 16 · pool · linear 120 · 84 · 10. 61,706 parameters. ")
    assert "98.5 % accuracy (measured)" in words
    assert "accuracy" not in card(gallery, "A first CNN as printed").accessibleDescription()
    assert "91.25 % accuracy (published)" in card(gallery, "ResNet-20 on CIFAR-10").accessibleDescription()


def test_enter_opens_what_was_found_and_the_dialog_closes(qtbot, dialog, gallery):
    said = chosen(gallery)
    qtbot.keyClicks(gallery.search, "fashion first")
    assert titles(gallery) == ["A first CNN as printed", "A first CNN on Fashion-MNIST"]
    assert [one.leads for one in gallery.grid.cards if one.leads] == [True]
    qtbot.keyClick(gallery.search, Qt.Key.Key_Return)
    assert said == ["firstcnn-as-printed"]
    assert not dialog.isVisible()


def test_enter_at_once_makes_an_empty_project(qtbot, gallery):
    said = chosen(gallery)
    press(qtbot, Qt.Key.Key_Return)
    assert said == [EMPTY]


def test_esc_leaves_and_chooses_nothing(qtbot, dialog, gallery):
    said = chosen(gallery)
    press(qtbot, Qt.Key.Key_Escape)
    assert not dialog.isVisible()
    assert said == []


def test_what_nothing_has_is_said_and_letters_can_be_taken_back(qtbot, gallery):
    said = chosen(gallery)
    qtbot.keyClicks(gallery.search, "transformer")
    assert gallery.nothing.isVisible()
    assert not gallery.area.isVisible()
    press(qtbot, Qt.Key.Key_Return)
    assert said == []
    gallery.search.clear()
    assert len(titles(gallery)) == len(list(entries()))
    assert not gallery.nothing.isVisible()


def test_arrows_go_from_card_to_card_and_back_to_the_letters(qtbot, gallery):
    press(qtbot, Qt.Key.Key_Down)
    assert focused() == "Empty project"
    press(qtbot, Qt.Key.Key_Right)
    assert focused() == "LeNet-5 on digits"
    below = {}
    for title in ("LeNet-5 on digits", "LeNet-5 on MNIST"):
        card(gallery, title).setFocus()
        press(qtbot, Qt.Key.Key_Down)
        below[title] = QApplication.focusWidget()
    assert [one.entry.group for one in below.values()] == ["Learn", "Learn"]
    assert below["LeNet-5 on digits"].x() < below["LeNet-5 on MNIST"].x()
    press(qtbot, Qt.Key.Key_Up)
    assert focused() == "LeNet-5 on MNIST"
    press(qtbot, Qt.Key.Key_Up)
    assert QApplication.focusWidget() is gallery.search


def test_a_card_that_gets_the_keyboard_comes_into_sight_and_the_last_one_has_no_next(qtbot, gallery):
    last = gallery.grid.shown[-1]
    gallery.grid.shown[-2].setFocus()
    press(qtbot, Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_Down)
    assert QApplication.focusWidget() is last
    qtbot.waitUntil(lambda: not last.visibleRegion().isEmpty())


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Space])
def test_enter_and_space_open_the_card_that_has_the_keyboard(qtbot, gallery, key):
    said = chosen(gallery)
    card(gallery, "ResNet-20 on CIFAR-10").setFocus()
    press(qtbot, key)
    assert said == ["resnet-20-cifar10"]


def test_letters_typed_on_a_card_look_for_others(qtbot, gallery):
    press(qtbot, Qt.Key.Key_Down, Qt.Key.Key_R)
    assert QApplication.focusWidget() is gallery.search
    assert gallery.search.text() == "r"


def test_cards_are_there_before_their_pictures_which_show_what_is_here(qtbot, gallery, samples, tmp_path):
    assert len(gallery.grid.shown) == len(list(entries()))
    assert [samples.is_here(kind) for kind in (Digits, Mnist, Cifar10)] == [None] * 3
    qtbot.waitUntil(lambda: samples.is_here(Cifar10) is not None)
    assert [samples.is_here(kind) for kind in (Digits, Mnist, Cifar10)] == [True, False, False]
    assert "MNIST is not on this computer yet" in card(gallery, "LeNet-5 on MNIST").toolTip()
    assert "not on this computer" not in card(gallery, "LeNet-5 on digits").toolTip()
    without = card(gallery, "LeNet-5 on MNIST").grab().toImage()
    put_mnist(tmp_path)
    samples.look()
    qtbot.waitUntil(lambda: samples.is_here(Mnist))
    assert "not on this computer" not in card(gallery, "LeNet-5 on MNIST").toolTip()
    assert card(gallery, "LeNet-5 on MNIST").grab().toImage() != without


def test_files_that_cannot_be_read_are_no_missing_ones(qtbot, samples, tmp_path):
    (put_mnist(tmp_path) / "train-images-idx3-ubyte").write_bytes(b"torn")
    samples.look()
    qtbot.waitUntil(lambda: samples.is_here(Mnist) is not None)
    assert samples.is_here(Mnist)
    assert samples.samples(Mnist) == ()


@pytest.mark.parametrize("width", [400, 700, 1000])
def test_figures_and_titles_are_whole_at_any_width(qtbot, dialog, gallery, width):
    dialog.resize(width, 600)
    for one in gallery.grid.shown:
        qtbot.waitUntil(lambda one=one: one.width() >= theme.px(200))
        known = one.entry.expected.accuracy if one.entry.expected else ""
        metrics = QFontMetrics(theme.caption_font())
        assert metrics.horizontalAdvance(one.entry.size + known) < one.width() - theme.px(30)
        assert QFontMetrics(one.title_font).horizontalAdvance(one.entry.title) <= one.width() - theme.px(20)
    assert gallery.area.horizontalScrollBar().maximum() == 0


def opened_slowly(samples, window, monkeypatch):
    """A gallery whose every card takes a slice of its own; none is there yet."""
    ticks = count()
    monkeypatch.setattr("gui.gallery.gallery.clock", lambda: float(next(ticks)) / 10)
    made = NewProject(samples, window)
    made.open()
    assert not made.gallery.grid.cards
    return made


def test_the_window_goes_on_between_the_cards(qtbot, samples, window, monkeypatch):
    gallery, between = opened_slowly(samples, window, monkeypatch).gallery, []
    beside = QTimer(interval=0)
    beside.timeout.connect(lambda: between.append(len(gallery.grid.cards)))
    beside.start()
    qtbot.waitUntil(lambda: gallery.filled)
    assert max(later - before for before, later in pairwise(between)) <= 2


def test_letters_and_enter_work_before_the_cards_are_there(qtbot, samples, window, monkeypatch):
    dialog = opened_slowly(samples, window, monkeypatch)
    said = chosen(dialog.gallery)
    dialog.gallery.search.setText("residual 20")
    qtbot.keyClick(dialog.gallery.search, Qt.Key.Key_Return)
    assert not dialog.gallery.nothing.isVisible()
    assert said == []
    qtbot.waitUntil(lambda: bool(said))
    assert said == ["resnet-20-cifar10"]
    assert not dialog.isVisible()


def test_what_nothing_has_is_said_once_all_are_there(qtbot, samples, window, monkeypatch):
    gallery = opened_slowly(samples, window, monkeypatch).gallery
    said = chosen(gallery)
    gallery.search.setText("transformer")
    qtbot.keyClick(gallery.search, Qt.Key.Key_Return)
    assert not gallery.nothing.isVisible()
    qtbot.waitUntil(lambda: gallery.filled)
    assert gallery.nothing.isVisible()
    assert said == []
