"""The top bar: its buttons stand still whatever is said around them and on them."""

import pytest
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from gui.window.bars.topbar import WORDS, TopBar

TITLES = ("A", "LeNet-5 on digits", "A network with a title that is far too long for any bar whatever its width is")


@pytest.fixture
def bar(qtbot: QtBot) -> TopBar:
    window = QWidget()
    qtbot.addWidget(window)
    bar = TopBar(*(QAction(word, window) for word in ("Train", "Step", "Step through an epoch", "Stop")))
    bar.setParent(window)
    bar.holder = window
    bar.show_project("LeNet-5 on digits", False, "Digits · 28×28 · 10 classes")
    bar.show_device("CPU · 2 threads")
    bar.resize(1280, 44)
    window.resize(2000, 60)
    window.show()
    return bar


def _resized(qtbot: QtBot, bar: TopBar, width: int) -> None:
    bar.resize(width, 44)
    bar.layout().activate()
    qtbot.waitUntil(lambda: bar.device.geometry().right() <= width and bar.width() == width)


def _places(bar: TopBar) -> list[tuple[int, int]]:
    return [(button.x(), button.width()) for button in (bar.train, bar.step, bar.stop)]


@pytest.mark.parametrize("width", [720, 1024, 1280, 1920])
def test_the_buttons_stand_still_whatever_the_title_and_the_words_are(qtbot: QtBot, bar: TopBar, width: int) -> None:
    _resized(qtbot, bar, width)
    before = _places(bar)
    for title in TITLES:
        bar.show_project(title, True, "Digits · 28×28 · 10 classes")
        bar.layout().activate()
        assert _places(bar) == before
    for words in (*WORDS, "Pause", "Resume", "1 problem: show"):
        bar.train.setText(words)
        bar.show_progress(0.5, "epoch 1 of 6 · 12,345 images/s · 12 s left")
        bar.layout().activate()
        assert _places(bar) == before
        assert bar.train.width() >= bar.train.fontMetrics().horizontalAdvance(words) + 20


@pytest.mark.parametrize(
    ("width", "data", "device"),
    [
        (1920, "Digits · 28×28 · 10 classes", "CPU · 2 threads"),
        (1280, "Digits · 28×28", "CPU · 2 threads"),
        (720, "Digits", "CPU"),
    ],
)
def test_data_and_device_are_whole_or_have_the_rest_in_the_tip(
    qtbot: QtBot, bar: TopBar, width: int, data: str, device: str
) -> None:
    _resized(qtbot, bar, width)
    assert (bar.data.text(), bar.device.text()) == (data, device)
    assert bar.data.toolTip().startswith("Digits · 28×28 · 10 classes")
    assert bar.device.toolTip().startswith("CPU · 2 threads")
    for chip in (bar.data, bar.device, bar.train, bar.step, bar.stop):
        assert chip.width() >= chip.minimumSizeHint().width()


def test_nothing_moves_when_it_is_known_how_many_threads_there_are(qtbot: QtBot, bar: TopBar) -> None:
    _resized(qtbot, bar, 1280)
    bar.show_device("CPU")
    bar.layout().activate()
    before = bar.data.geometry(), bar.device.geometry()
    bar.show_device("CPU · 2 threads")
    bar.layout().activate()
    assert (bar.data.geometry(), bar.device.geometry()) == before


def test_a_title_without_room_has_its_tip(qtbot: QtBot, bar: TopBar) -> None:
    bar.show_project(TITLES[-1], False, "Digits")
    assert bar.name.toolTip() == TITLES[-1]
    bar.show_project(TITLES[-1], True, "Digits")
    assert bar.name.toolTip() == f"{TITLES[-1]}: has unsaved changes"


def test_a_long_title_is_whole_where_there_is_room(qtbot: QtBot, bar: TopBar) -> None:
    bar.show_project("Two residual blocks on photographs of leaves, second try", True, "Leaves · 64×64 · 12 classes")
    _resized(qtbot, bar, 1920)
    assert bar.name.width() >= bar.name.room(bar.name.text())


def test_words_have_their_room_as_soon_as_there_are_more_of_them(bar: TopBar) -> None:
    for width in (1280, 1920, 720, 1920):
        bar.resize(width, 44)
        for chip in (bar.data, bar.device):
            assert chip.fitting == chip.text()
    bar.show_project("Mine", False, "A data set with a long name · 224×224 colour · 1,000 classes")
    bar.show_device("CUDA · a card with a long name")
    for chip in (bar.data, bar.device):
        assert chip.fitting == chip.text()


def test_without_room_for_them_the_first_of_them_are_read(bar: TopBar) -> None:
    bar.data.setFixedWidth(90)
    assert bar.data.fitting.startswith("Digi")
    assert bar.data.fitting.endswith("…")


def test_where_there_is_no_room_for_all_what_says_least_goes_first_and_whole(qtbot: QtBot, bar: TopBar) -> None:
    _resized(qtbot, bar, 1280)
    parts = ("63 h 15 min left", "step 3 of 64,000", "36 images/s")
    bar.show_progress(0.5, " · ".join(parts))
    for count, room in ((3, 0), (2, -1), (1, -1)):
        words = " · ".join(parts[:count])
        bar.detail.setFixedWidth(
            bar.detail.room(words) if not room else bar.detail.room(" · ".join(parts[: count + 1])) - 9
        )
        assert bar.detail.fitting() == words
