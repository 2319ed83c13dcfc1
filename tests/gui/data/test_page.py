"""The Data page: choosing a data set, preparing it, and what it looks like."""

import re

import numpy as np
import pytest
from msgspec.structs import replace
from PySide6.QtCore import QPoint, QPointF, QRect, Qt
from PySide6.QtGui import QFontMetrics, QWheelEvent
from PySide6.QtWidgets import QApplication, QFileDialog

from engine.errors import DataError
from engine.project.data.augmentations import RandomFlip
from engine.project.data.data_settings import Constants, DataSettings, ScaleToOne, Standardise, ValidationCount
from engine.project.data.sources import SOURCES, Cifar10, Digits, FashionMnist, Mnist
from engine.project.data.spoiling import CornerMark
from engine.project.project import Project, problems
from engine.typed.document import changed
from gui.appearance import lengths
from gui.data.overview_card import READING
from gui.data.usual_constants import usual, with_other_images
from gui.pieces.images.pictures import picture
from gui.pieces.pages.page_cards import Card
from tests.gui.data.overviews import overview

ABSENT = DataError("There is no MNIST here.", "Choose another folder.")


def turn(widget):
    at = QPointF(5, 5)
    event = QWheelEvent(
        at, widget.mapToGlobal(at), QPoint(), QPoint(0, 120), Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(widget, event)


def asked(page):
    said = []
    page.overview_asked.connect(lambda: said.append(True))
    return said


@pytest.mark.parametrize("first", SOURCES)
@pytest.mark.parametrize("second", SOURCES)
def test_constants_fit_whatever_set_follows_which(first, second):
    settings = DataSettings(source=first(), normalisation=usual(first()))
    after = with_other_images(settings, second())
    assert problems(Project(data=after)) == []
    assert after.source == second()


def test_constants_that_somebody_chose_are_kept_where_they_fit_and_other_kinds_too():
    own = Constants((0.5,), (0.25,))
    assert with_other_images(DataSettings(normalisation=own), FashionMnist()).normalisation == own
    assert with_other_images(DataSettings(normalisation=own), Cifar10()).normalisation == usual(Cifar10())
    assert with_other_images(DataSettings(normalisation=ScaleToOne()), Cifar10()).normalisation == ScaleToOne()


@pytest.mark.parametrize("first", SOURCES)
@pytest.mark.parametrize("second", SOURCES)
def test_a_sets_usual_constants_become_those_of_the_next(first, second):
    settings = DataSettings(source=first(), normalisation=usual(first()))
    assert with_other_images(settings, second()).normalisation == usual(second())


def test_constants_of_another_set_are_told_and_a_button_takes_its_own(qtbot, page, document):
    assert not page.constants.isVisible()
    document.edit_fields("Data", data=DataSettings(source=FashionMnist()))
    assert page.constants.words.text() == (
        "These are the constants of Digits. Those of Fashion-MNIST are a mean of 0.286 and a spread of 0.353."
    )
    assert page.constants.take.text() == "Take those of Fashion-MNIST"
    qtbot.mouseClick(page.constants.take, Qt.MouseButton.LeftButton)
    assert document.project.data == DataSettings(source=FashionMnist(), normalisation=usual(FashionMnist()))
    assert document.undo_stack.undoText() == "Take the constants of Fashion-MNIST"
    assert not page.constants.isVisible()
    document.undo_stack.undo()
    assert page.constants.isVisible()


def test_constants_of_nobody_are_told_and_other_normalisations_need_none(page, document):
    halves = Constants((0.5,) * 3, (0.5,) * 3)
    document.edit_fields("Data", data=DataSettings(source=Cifar10(), normalisation=halves))
    assert page.constants.words.text().startswith("These are not CIFAR-10's own constants.")
    document.edit_fields("Data", data=DataSettings(source=Cifar10(), normalisation=Standardise()))
    assert not page.constants.isVisible()


def test_a_click_chooses_a_set_and_its_constants_as_one_step_of_undo(qtbot, page, document):
    qtbot.mouseClick(page.chooser.tiles[Cifar10], Qt.MouseButton.LeftButton)
    assert document.project.data == DataSettings(source=Cifar10(), normalisation=usual(Cifar10()))
    assert document.undo_stack.count() == 1
    assert document.undo_stack.undoText() == "Change data set"
    mean = page.values_form.fields["normalisation"].form.fields["mean"].editor
    assert mean.text() == "0.4914, 0.4822, 0.4465"
    document.undo_stack.undo()
    assert document.project == Project()
    assert page.chooser.tiles[Digits].isChecked()


def test_arrow_keys_choose_among_the_sets(qtbot, page, document):
    page.chooser.tiles[Digits].setFocus()
    qtbot.keyClick(page.chooser.tiles[Digits], Qt.Key.Key_Right)
    assert document.project.data.source == Mnist()
    assert page.chooser.tiles[Mnist].hasFocus()


def test_a_change_to_training_images_is_added_from_a_list_and_taken_away(page, document):
    field = page.augmentation_form.fields["augmentation"]
    flip = next(one for one in field.add.menu().actions() if one.text() == RandomFlip.title)
    flip.trigger()
    assert document.project.data.augmentation == (RandomFlip(),)
    field.items[0].away.click()
    assert document.project.data.augmentation == ()


def test_what_is_spoiled_on_purpose_is_part_of_the_document_and_its_class_is_chosen_by_name(page, document):
    document.edit_fields("Data", data=DataSettings(source=FashionMnist()))
    page.spoiling_form.show()
    field = page.spoiling_form.fields["spoiling"]
    next(one for one in field.add.menu().actions() if one.text() == CornerMark.title).trigger()
    box = field.items[0].form.fields["of_class"].editor
    assert box.currentText() == "T-shirt/top"
    box.activated.emit(box.findText("Sandal"))
    assert document.project.data.spoiling == (CornerMark(of_class=5),)


def test_a_class_that_there_is_not_is_said_under_what_is_spoiled(page, document):
    document.edit_fields("x", data=changed(document.project.data, spoiling=(CornerMark(of_class=10),)))
    assert "no class 10" in page.spoiling_form.error("spoiling")


def test_a_share_of_the_images_is_chosen_from_a_list(page, document):
    box = page.split_form.fields["share"].editor
    box.activated.emit(box.findText("10 %"))
    assert document.project.data.share == 0.1


def test_the_wheel_changes_nothing_without_focus(page, document):
    page.chooser.setFocus()
    for editor in (page.split_form.fields["validation"].editor, page.split_form.fields["split_seed"].editor):
        turn(editor)
    assert document.project == Project()


def test_keeping_back_everything_is_said_under_the_field(page, document):
    document.edit_fields("Keep back", data=DataSettings(validation=ValidationCount(count=8000)))
    assert "No training images are left" in page.split_form.error("validation")
    document.undo_stack.undo()
    assert page.split_form.error("validation") == ""


def test_a_visible_page_asks_once_after_several_edits(qtbot, page, document):
    page.show_overview(overview())
    said = asked(page)
    for seed in (1, 2, 3):
        document.edit_fields("Seed", data=DataSettings(split_seed=seed))
    qtbot.waitUntil(lambda: said == [True])
    assert not page.overview.isHidden()


def test_a_page_that_is_shown_asks_when_its_data_are_new_and_else_not(qtbot, area, document):
    page = area.widget()
    said = asked(page)
    document.edit_fields("Seed", data=DataSettings(split_seed=3))
    assert not page._debounce.isActive()
    area.show()
    qtbot.waitUntil(lambda: said == [True])
    page.show_overview(overview())
    area.hide()
    area.show()
    document.edit_fields("Title", title="Another")
    assert not page._debounce.isActive()


def test_an_overview_in_figures_and_words(page):
    page.show_overview(overview(note="JPEG"))
    card = page.overview
    assert card.table.sentence(4) == "class 4: 104 training, 20 test images."
    assert card.normalisation.text() == "Pixels from 0 to 1, less a mean of 0.1307, divided by a spread of 0.3081."
    assert card.note.text() == "JPEG"
    assert card.table.isVisibleTo(page)
    assert not page.problem.isVisibleTo(page)


def test_what_was_found_beside_the_images_stands_under_the_figures_while_it_is_so(page):
    page.show_overview(replace(overview(), remarks=("One thing.", "Another.")))
    assert page.overview.remarks.text() == "One thing.\nAnother."
    assert page.overview.remarks.isVisibleTo(page)
    page.show_overview(overview())
    assert not page.overview.remarks.isVisibleTo(page)


def test_a_thousand_classes_take_one_screen_and_only_those_in_sight_are_painted(qtbot, page, monkeypatch):
    page.show_overview(overview(classes=1000))
    card, table = page.overview, page.overview.table
    assert card.hint.text().startswith("1,000 classes: ")
    assert card.sizeHint().height() < 460
    assert table.accessibleDescription().endswith("class 19: 119 training, 20 test images. And 980 more.")
    painted = []
    monkeypatch.setattr(table, "paint_row", lambda painter, area, index: painted.append(index))
    table.resize(560, table.sizeHint().height())
    table.verticalScrollBar().setValue(table.verticalScrollBar().maximum())
    table.grab()
    assert set(painted) == set(range(1000 - table.height() // table.row_height, 1000))
    assert table.sentence(table.row_at(table.height() - 1)) == "class 999: 1,099 training, 20 test images."


def test_up_to_twenty_classes_stand_there_whole(page):
    page.show_overview(overview(classes=20))
    table = page.overview.table
    assert table.sizeHint().height() == 20 * table.row_height
    assert page.overview.hint.text().startswith("The first training images")


@pytest.mark.parametrize("width", [240, 384, 620, 1200])
def test_pictures_and_bars_fit_any_width(qtbot, page, width):
    page.show_overview(overview((3, 32, 32)))
    table = page.overview.table
    table.resize(width, table.sizeHint().height())
    places = table.places()
    assert 0 <= places.pictures <= 10
    assert places.bar_width >= 50
    assert not table.grab().isNull()


def test_pictures_keep_their_colours():
    pixels = np.zeros((3, 2, 5), np.uint8)
    pixels[:, 1, 4] = 10, 200, 30
    image = picture(pixels)
    assert (image.width(), image.height()) == (5, 2)
    assert image.pixelColor(4, 1).getRgb()[:3] == (10, 200, 30)
    assert picture(np.full((1, 3, 3), 77, np.uint8)).pixelColor(2, 2).getRgb()[:3] == (77, 77, 77)


def in_sight(area, widget):
    place = QRect(widget.mapTo(area.viewport(), QPoint()), widget.size())
    return widget.isVisible() and area.viewport().rect().contains(place)


@pytest.mark.parametrize("height", [220, 330, 460])
def test_why_there_are_no_images_and_the_way_out_are_in_sight(qtbot, page, area, height):
    page.show_overview(overview())
    area.resize(620, height)
    page.show_error(ABSENT)
    qtbot.waitUntil(lambda: in_sight(area, page.problem))
    assert in_sight(area, page.problem.what)
    assert in_sight(area, page.problem.folder)
    assert not page.overview.isVisible()
    page.show_overview(overview())
    assert not page.problem.isVisible()
    assert page.overview.isVisible()


def test_another_set_is_looked_for_at_once_and_nothing_old_stays(qtbot, page, document):
    page.show_error(ABSENT)
    qtbot.mouseClick(page.chooser.tiles[Cifar10], Qt.MouseButton.LeftButton)
    assert not page.problem.isVisible()
    page.say_progress("Reading CIFAR-10: 500 of 60,000 images")
    assert page.overview.reading.isVisible()
    assert page.overview.reading.text() == "Reading CIFAR-10: 500 of 60,000 images"
    page.show_overview(overview((3, 32, 32)))
    qtbot.mouseClick(page.chooser.tiles[Digits], Qt.MouseButton.LeftButton)
    page.say_progress("")
    assert page.overview.reading.isVisible()
    assert page.overview.reading.text() == READING


def test_images_that_were_missing_are_looked_for_again(qtbot, page, area):
    page.show_error(ABSENT)
    said = asked(page)
    qtbot.mouseClick(page.problem.again, Qt.MouseButton.LeftButton)
    assert said == [True]
    page.show_error(ABSENT)
    area.hide()
    area.show()
    qtbot.waitUntil(lambda: said == [True, True])


def test_data_that_cannot_be_read_say_so_and_lead_to_another_folder(qtbot, page, tmp_path):
    page.show_error(ABSENT)
    problem = page.problem
    assert problem.what.text() == "There is no MNIST here."
    assert problem.hint.text() == "Choose another folder."
    qtbot.mouseClick(problem.folder, Qt.MouseButton.LeftButton)
    dialog = page.findChild(QFileDialog)
    dialog.selectFile(str(tmp_path))
    with qtbot.waitSignal(page.folder_chosen) as heard:
        dialog.accept()
    assert heard.args == [str(tmp_path)]
    page.show_overview(overview())
    assert not problem.isVisibleTo(page)


def test_an_error_nobody_foresaw_is_said_too(page):
    page.show_error(ValueError("odd"))
    assert page.problem.what.text() == "The data cannot be read (odd)."


@pytest.mark.parametrize("width", [384, 620])
def test_the_page_is_never_wider_than_its_place(qtbot, page, area, width):
    page.show_overview(overview((3, 32, 32)))
    area.resize(width, 460)
    qtbot.waitUntil(lambda: page.width() == area.viewport().width())


@pytest.mark.parametrize("kind", [Digits, FashionMnist])
def test_names_of_data_sets_are_whole_at_1024_pixels(qtbot, page, area, document, kind):
    document.edit_fields("Choose", data=with_other_images(document.project.data, kind()))
    area.resize(420, 460)
    for tile in page.chooser.tiles.values():
        font = tile.font()
        font.setBold(tile.isChecked())
        qtbot.waitUntil(lambda t=tile, f=font: QFontMetrics(f).horizontalAdvance(t.text()) <= t.width() - 8)


def test_a_tile_tells_how_many_images_are_here_and_the_page_what_was_published_where_it_differs(page, document):
    tile = page.chooser.tiles[Mnist]
    assert tile.lines() == ("28×28 grey", "")
    document.edit_fields("Data", data=DataSettings(source=Mnist()))
    assert page.about.text() == "Handwritten digits (LeCun et al. 1998)."
    said = asked(page)
    document.know_facts(Mnist(), Mnist.published.counted(200, 80))
    assert tile.lines() == ("28×28 grey", "280 images")
    assert page.about.text() == (
        "Handwritten digits (LeCun et al. 1998). 200 training and 80 test images are here; it was published with "
        "60,000 and 10,000."
    )
    document.know_facts(Mnist(), Mnist.published)
    assert tile.lines() == ("28×28 grey", "70,000 images")
    assert page.about.text().endswith("(LeCun et al. 1998). 60,000 training and 10,000 test images are here.")
    assert said == []
    document.know_facts(Mnist(), None)
    assert tile.lines() == ("28×28 grey", "")
    assert page.about.text() == "Handwritten digits (LeCun et al. 1998)."


def test_counts_are_of_the_chosen_data_set_alone(page, document):
    document.know_facts(Mnist(), Mnist.published.counted(200, 80))
    assert "here" not in page.about.text()
    document.edit_fields("Data", data=DataSettings(source=Mnist()))
    assert "200 training and 80 test images are here" in page.about.text()
    document.undo_stack.undo()
    assert "here" not in page.about.text()


def test_no_words_about_a_data_set_hold_a_count_of_images():
    assert not [kind for kind in SOURCES if re.search(r"\d{2,3},\d{3}", kind.help)]


def test_tiles_tell_what_is_not_here(page, samples):
    samples._take(Cifar10, None)
    samples._take(Mnist, ())
    assert page.chooser.tiles[Cifar10].lines() == ("32×32 colour", "not here yet")
    assert page.chooser.tiles[Mnist].lines() == ("28×28 grey", "here")


def test_one_image_is_shown_as_augmentation_shows_it_while_there_is_any(page):
    page.show_overview(replace(overview(), draws=np.zeros((16, 1, 28, 28), np.uint8)))
    assert page.draws.isVisibleTo(page)
    assert "16 steps" in page.draws.caption.text()
    assert len(page.draws.mosaic.images) == 16
    page.show_overview(overview())
    assert not page.draws.isVisibleTo(page)


def test_cards_side_by_side_begin_at_one_height_at_any_zoom(page, qtbot):
    lengths.refresh()  # as a change of the zoom does
    heads = {one.accessibleName(): one for one in page.findChildren(Card)}
    split, preparation = heads["Split"], heads["Preparation"]
    for _ in range(3):  # layouts within layouts
        QApplication.sendPostedEvents()
    assert split.mapTo(page, QPoint()).y() == preparation.mapTo(page, QPoint()).y()
    assert split.mapTo(page, QPoint()).x() < preparation.mapTo(page, QPoint()).x()
