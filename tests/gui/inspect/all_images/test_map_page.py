import numpy as np
import pytest
from msgspec.structs import replace
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QColor, QWheelEvent
from PySide6.QtWidgets import QApplication

from engine.service.answers import ImageOf
from engine.service.looking.images.embedding_answers import Embedded
from gui.appearance import theme
from gui.inspect.all_images import cloud_view, dots, map_words
from gui.inspect.all_images.page import POINT, MapPage
from tests.gui.inspect.layers import show_model


@pytest.fixture
def page(qtbot, workspace, image, run):
    show_model(workspace)
    widget = MapPage(workspace, image, run)
    qtbot.addWidget(widget)
    widget.resize(640, 420)
    with qtbot.waitExposed(widget):
        widget.show()
    return widget


def embedded(count=4, **other):
    """Four corners, the last of them wrong."""
    points = np.array([[0, 0], [3, 0], [0, 2], [3, 2]], np.float32)[:count]
    indexes = np.array([2, 5, 8, 40])[:count]
    labels, predicted = np.array([1, 1, 7, 4])[:count], np.array([1, 1, 7, 9])[:count]
    sure = np.array([1, 0.8, 0.6, 0.97], np.float32)[:count]
    known = {"features": 84, "address": "n00012", "learned": True, "share": 0.425, "count": 2000, "step": 938}
    return Embedded(
        layout="PCA", indexes=indexes, points=points, labels=labels, predicted=predicted, probability=sure,
        **{**known, **other},
    )  # fmt: skip


def place(page, at):
    page.view.grab()
    return QPoint(*np.rint(page.view._places[at]).astype(int).tolist())


def crowd(out=1, count=200):
    """Many images near each other, and some far off to the right, the last ones."""
    draw = np.random.default_rng(0)
    points = draw.normal(0, 1, (count, 2)).astype(np.float32)
    points[count - out :] = (900, 0)
    labels = draw.integers(0, 10, count)
    return replace(
        embedded(),
        indexes=np.arange(count),
        points=points,
        labels=labels,
        predicted=labels,
        probability=np.ones(count, np.float32),
    )


def turn_the_wheel(view, notches):
    QApplication.sendEvent(
        view,
        QWheelEvent(
            QPointF(view.rect().center()), QPointF(view.rect().center()), QPoint(), QPoint(0, 120 * notches),
            Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False,
        ),
    )  # fmt: skip


@pytest.mark.parametrize("out", [1, 2])
def test_what_lies_far_out_leaves_the_map_to_the_others_and_is_said_and_seen_by_the_wheel(qtbot, page, out):
    page.show_embedded(crowd(out))
    view = page.view
    view.grab()
    assert np.ptp(view._places[:-out], 0).max() > 150
    lie = "image lies" if out == 1 else "images lie"
    assert (
        page.readout.text()
        == f"{out} {lie} farther out, marked at the edge: double-click or press End to see all. {POINT}"
    )
    assert page.readout.text().removesuffix(f" {POINT}") in view.accessibleDescription()
    turn_the_wheel(view, -60)
    view.grab()
    assert page.readout.text() == POINT
    assert np.ptp(view._places, 0).max() > 300
    assert view.rect().contains(place(page, -1))
    view.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.keyClick(view, Qt.Key.Key_Home)
    assert view.farther
    qtbot.keyClick(view, Qt.Key.Key_End)
    assert not view.farther
    empty = view.rect().bottomLeft()
    for away in (True, False):
        qtbot.mouseDClick(view, Qt.MouseButton.LeftButton, pos=empty)
        assert bool(view.farther) == away


@pytest.mark.parametrize("far", [1e3, 1e9, 1e36])
def test_an_image_however_far_off_is_gone_to_by_key(qtbot, page, far):
    found = crowd()
    points = found.points.copy()
    points[-1] = far, 0
    page.show_embedded(replace(found, points=points))
    view = page.view
    view.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.keyClick(view, Qt.Key.Key_Plus)
    view.mark(len(points) - 1)
    view.grab()
    for _ in range(200):
        if view.at == len(points) - 1:
            break
        qtbot.keyClick(view, Qt.Key.Key_Right)
    assert view.at == len(points) - 1
    assert view.rect().contains(place(page, -1))
    view.grab()
    qtbot.keyClick(view, Qt.Key.Key_End)
    assert view.rect().contains(place(page, 0))


def test_an_image_at_the_edge_is_read_and_looked_at_as_any_other(qtbot, page):
    page.show_embedded(crowd())
    at = place(page, -1)
    assert page.view.rect().contains(at)
    assert at.x() > page.view.width() - 12
    mark = page.view.grab().toImage().pixelColor(at * page.view.devicePixelRatioF())
    assert mark != QColor(theme.current().surface)
    with qtbot.waitSignal(page.image_wanted) as wanted:
        qtbot.mouseMove(page.view, place(page, 0))
        qtbot.mouseMove(page.view, at)
        qtbot.waitUntil(lambda: page.readout.text().endswith(", farther out"))
        qtbot.mouseClick(page.view, Qt.MouseButton.LeftButton, pos=at)
    assert wanted.args == [ImageOf("test", 199)]


def test_a_point_is_read_by_the_pointer_and_a_click_looks_at_its_image(qtbot, page):
    page.show_embedded(embedded())
    with qtbot.waitSignal(page.image_wanted) as wanted:
        qtbot.mouseMove(page.view, place(page, 0))
        qtbot.mouseMove(page.view, place(page, 3))
        qtbot.waitUntil(lambda: page.readout.fitting() == "Test image 40: 4, taken for 9, 97 % sure")
        qtbot.mouseClick(page.view, Qt.MouseButton.LeftButton, pos=place(page, 3))
    assert wanted.args == [ImageOf("test", 40)]


def test_what_the_pointer_read_goes_with_it_and_where_the_map_moves_under_it(qtbot, page):
    page.show_embedded(embedded())
    page.view.setFocus()
    for at in (0, 3):
        qtbot.mouseMove(page.view, place(page, at))
    qtbot.waitUntil(lambda: page.view.at == 3)
    QApplication.sendEvent(page.view, QEvent(QEvent.Type.Leave))
    assert page.view.at is None
    qtbot.mouseMove(page.view, place(page, 2))
    qtbot.waitUntil(lambda: page.view.at == 2)
    page.resize(700, 460)
    qtbot.waitUntil(lambda: page.view.at is None)


def test_arrow_keys_go_from_point_to_point_enter_looks_and_space_picks(qtbot, page):
    page.show_embedded(embedded())
    view, looked = page.view, []
    page.image_wanted.connect(looked.append)
    view.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.keyClick(view, Qt.Key.Key_Left)
    qtbot.keyClick(view, Qt.Key.Key_Down)
    assert view.reading().startswith("Test image 2: 1, rightly")
    qtbot.keyClick(view, Qt.Key.Key_Right)
    qtbot.keyClick(view, Qt.Key.Key_Up)
    assert "Test image 40: 4, taken for 9" in view.accessibleDescription()
    qtbot.keyClick(view, Qt.Key.Key_Return)
    assert looked == [ImageOf("test", 40)]
    qtbot.keyClick(view, Qt.Key.Key_Space)
    assert page.list.images.rowCount() == 4
    assert page.picked.text() == "4 images picked, mistakes first"
    assert page.picked.fitting() == "4, mistakes first"
    assert page.list.images.indexes[0] == 3
    for key in (Qt.Key.Key_Plus, Qt.Key.Key_Left, Qt.Key.Key_Home, Qt.Key.Key_Escape):
        qtbot.keyClick(view, key)
        view.grab()
    assert not page.list.isVisible()


@pytest.mark.parametrize(("name", "columns"), [("{}", 2), ("class number {}", 1)])
def test_two_picked_images_stand_beside_each_other_where_their_names_are_short(qtbot, page, name, columns):
    page.resize(600, 460)
    page._classes = tuple(map(name.format, range(10)))
    page.show_embedded(embedded())
    before = page.view.width()
    page.view.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.keyClick(page.view, Qt.Key.Key_Space)
    qtbot.waitUntil(page.list.isVisible)
    assert page.list.columns == columns
    assert page.view.width() == before


def test_a_line_around_points_picks_them(qtbot, page):
    page.show_embedded(embedded())
    x, y = place(page, 1).x(), place(page, 1).y()
    corners = [QPoint(x + right, y + down) for right, down in ((-30, -30), (12, -30), (12, 12), (-30, 12))]
    qtbot.mousePress(page.view, Qt.MouseButton.LeftButton, pos=corners[0])
    for corner in corners[1:]:
        qtbot.mouseMove(page.view, corner)
        page.view.grab()
    qtbot.mouseRelease(page.view, Qt.MouseButton.LeftButton, pos=corners[-1])
    assert page.list.images.indexes.tolist() == [1]
    with qtbot.waitSignal(page.image_wanted) as wanted:
        page.list.choose(1)
        page.list.setFocus()
        qtbot.keyClick(page.list, Qt.Key.Key_Return)
    assert wanted.args == [ImageOf("test", 5)]


@pytest.mark.parametrize("size", [(400, 420), (640, 420), (1200, 700)])
def test_the_map_stays_where_it_is_while_images_are_picked_and_let_go(qtbot, page, size):
    page.resize(*size)
    page.show_embedded(embedded())
    qtbot.waitUntil(page.hint.isVisible)
    QApplication.processEvents()
    before = page.view.geometry()
    for ats in ([0, 3], [0, 1, 2, 3], []):
        page.view._pick(np.array(ats, np.int64))
        qtbot.waitUntil(lambda ats=ats: page.list.isVisible() == bool(ats))
        QApplication.processEvents()
        assert page.view.geometry() == before
    assert page.hint.isVisible()


@pytest.mark.parametrize("width", [400, 608, 1200])
def test_the_map_stays_where_it_is_while_another_is_laid_out(qtbot, page, width):
    page.resize(width, 560)
    page.show_embedded(replace(embedded(), layout="t-SNE", share=None))
    QApplication.processEvents()
    before = page.view.geometry()
    for doing in ("Laying out the images: 65 %", None):
        page.show_far(doing, 0.65)
        QApplication.processEvents()
        assert page.going.isVisible() == (doing is not None)
        assert page.view.geometry() == before


def test_the_keyboard_goes_from_cancel_to_the_layout_and_not_onto_the_map(qtbot, page):
    page.show_embedded(embedded())
    page.show_far("Laying out the images: 65 %", 0.65)
    page.going.cancel.setFocus()
    page.stopped.connect(lambda: page.show_far(None))
    qtbot.keyClick(page.going.cancel, Qt.Key.Key_Space)
    assert page.choices.layouts["PCA"].hasFocus()
    assert page.view.at is None


@pytest.mark.parametrize(("width", "columns"), [(420, 2), (608, 2), (1200, 4), (1800, 6)])
def test_the_map_has_the_room_and_the_list_beside_it_whole_columns(qtbot, page, width, columns):
    page.resize(width, 560)
    page.show_embedded(embedded())
    page.view._pick(np.array([0, 3]))
    qtbot.waitUntil(page.list.isVisible)
    QApplication.processEvents()
    assert page.view.width() > 0.6 * width
    assert page.list.columns == columns


def test_what_is_looked_at_is_marked_where_it_is_one_of_these(page, image):
    page.show_embedded(embedded())
    for ref, at in ((ImageOf("test", 8), 2), (ImageOf("test", 9), None), (ImageOf("train", 8), None)):
        image.look_at(ref)
        assert page.view._marked == at


def test_what_was_picked_stays_while_weights_move_and_goes_with_other_images(page):
    page.show_embedded(embedded())
    page.view._pick(np.array([0, 3]))
    page.show_embedded(embedded(step=1000))
    assert page.list.images.rowCount() == 2
    page.show_embedded(embedded(3))
    assert page.list.images.rowCount() == 0


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (embedded(), "by the 84 numbers that the last hidden layer gives. Both axes hold 42.5 % of all that differs."),
        (embedded(learned=False), "no hidden layer: these are its images themselves, 84 numbers each."),
    ],
)
def test_what_the_points_are_is_said(page, answer, words):
    page.show_embedded(answer)
    assert words in page.about.text()
    assert page.source.fitting().startswith("4 test images · ")


def test_a_screen_reader_hears_how_many_and_which_classes_are_near():
    names = tuple("0123456789")
    assert map_words.summary(embedded(), names) == (
        "4 test images of 3 classes, 75 % right. Nearest each other lie 1 and 4."
    )
    assert map_words.summary(embedded(1), names) == "1 test image of one class, 100 % right."


@pytest.mark.parametrize("by", ["class", "right"])
def test_dots_stand_where_their_points_are_in_their_colours(page, by):
    page.choices.by.setCurrentIndex(page.choices.by.findData(by))
    page.show_embedded(embedded())
    at = place(page, 3)
    look = page.view.grab().toImage()
    wanted = theme.current().error if by == "right" else None
    found = look.pixelColor(at * look.devicePixelRatio())
    assert found != QColor(theme.current().surface)
    if wanted and look.devicePixelRatio() == 1:
        assert found.name() == QColor(wanted).name()


def test_dots_over_an_edge_are_cut_off_and_far_ones_are_left_out():
    places = np.array([[0, 0], [19.4, 9], [500, 3], [-1e6, 4], [5, 5]])
    image = dots.picture(places, np.full(5, 0xFFFF0000, np.uint32), (20, 10), 2.4, QColor("white"))
    assert (image.width(), image.height()) == (20, 10)
    red = {(x, y) for x in range(20) for y in range(10) if image.pixelColor(x, y).name() == "#ff0000"}
    assert {(0, 0), (19, 9), (5, 5), (6, 6)} <= red
    assert (10, 3) not in red


@pytest.mark.parametrize("width", [320, 420, 640, 1200])
def test_nothing_is_cut_off_at_any_width(qtbot, page, width):
    page.show_embedded(embedded())
    page.view._pick(np.array([0, 3]))
    page.resize(width, 420)
    qtbot.waitUntil(lambda: page.width() == width)
    assert page.minimumSizeHint().width() <= 320


def test_places_are_saved_as_a_table_with_what_each_is_or_as_an_array(qtbot, page, tmp_path, monkeypatch):
    answer = embedded()
    page.show_embedded(answer)
    for name in ("map.npy", "map.csv"):
        monkeypatch.setattr(page.export.exporter, "ask", lambda *_, path=tmp_path / name: path)
        page.export.save_numbers()
        qtbot.waitUntil((tmp_path / name).is_file)
    np.testing.assert_array_equal(np.load(tmp_path / "map.npy"), answer.points)
    lines = (tmp_path / "map.csv").read_text().splitlines()
    assert lines[0] == "image,x,y,true class,answer,probability"
    assert lines[4].startswith("40,3.0,2.0,4,9,0.97")
    monkeypatch.setattr(page.export.exporter, "ask", lambda *_: tmp_path / "map.png")
    page.export.save_picture()
    assert (tmp_path / "map.png").read_bytes().startswith(b"\x89PNG")


def test_where_all_images_are_the_same_it_says_so_and_names_no_class(page, monkeypatch):
    named = []
    monkeypatch.setattr(cloud_view, "paint_name", lambda *_: named.append(True))
    found = embedded()
    page.show_embedded(found)
    page.view.grab()
    assert len(named) == 3
    page.show_embedded(replace(found, points=np.ones_like(found.points)))
    page.view.grab()
    assert len(named) == 3
    assert page.about.text().endswith("gives. All images are the same to it.")
