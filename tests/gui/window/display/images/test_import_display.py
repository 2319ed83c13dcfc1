"""Own images in the window: what the dialog asks, what becomes of the document, and what the line and the page say."""

from pathlib import Path

import pytest
from msgspec.structs import replace

from engine.errors import DataError
from engine.network.layers import Conv2d
from engine.network.network import Network
from engine.network.nodes import random_ids
from engine.network.presets import nodes_of
from engine.project.data.corrections import LeaveOut
from engine.project.data.data_settings import Constants, ValidationShare
from engine.project.data.kept_for_testing import with_test_part
from engine.project.data.own_images import ClassRename, Reading, TestShare
from engine.project.data.sources import Digits, Kmnist
from engine.project.data.spoiling import CornerMark
from engine.project.project import Project, problems
from engine.project.recipes import read_recipe
from engine.service.questions import BringIn, LookAtImages, NoticeChange, ShowOriginals, ShowReading
from engine.typed.document import changed
from gui.state.importing import Wanted
from tests.gui.importing.looks import look
from tests.gui.window.display.images.import_desk import BROUGHT, MOVED, PHOTOS, SOURCE, Desk, replace_source


def test_a_drop_is_looked_at_and_shown_and_a_change_is_shown_anew(desk: Desk) -> None:
    desk.files.images_chosen.emit(PHOTOS)
    assert desk.asked(LookAtImages) == [LookAtImages(PHOTOS)]
    desk.answer(LookAtImages, look())
    assert desk.asked(ShowOriginals)[0].names == look().samples[:6]
    assert desk.asked(ShowReading)[0].reading == Reading(height=48, width=64)
    desk.display.dialog.reading.form.fields["colour"].editor.click()
    assert desk.asked(ShowReading)[-1].reading == Reading(height=48, width=64, colour=False)


def test_another_drop_takes_the_place_of_the_one_before_unless_it_holds_nothing(desk: Desk) -> None:
    desk.files.images_chosen.emit(PHOTOS)
    desk.answer(LookAtImages, look())
    dialog = desk.display.dialog
    desk.files.images_chosen.emit(Path("/nothing"))
    desk.answer(LookAtImages, error=DataError("It holds nothing."))
    assert desk.display.dialog is dialog
    assert "It holds nothing." in dialog.problem.text()
    assert (dialog.path, dialog.take.isEnabled()) == (PHOTOS, True)


def test_what_was_brought_in_is_one_step_of_undo_and_said_while_the_document_has_it(desk: Desk) -> None:
    before = desk.document.project
    desk.bring_in()
    assert desk.house.page == "data"
    assert (desk.source, desk.document.undo_stack.count()) == (SOURCE, 1)
    assert desk.document.project.data.normalisation == Constants((0.5, 0.4, 0.3), (0.2, 0.2, 0.1))
    assert desk.document.network == before.network
    said = "photos: 100 images; the stack fits them."
    assert desk.line.sentence == said
    desk.document.undo_stack.undo()
    assert desk.document.project == before
    assert desk.line.said("import") is None
    desk.document.undo_stack.redo()
    assert desk.line.sentence == said


def test_a_stack_that_does_not_fit_says_why_and_one_that_does_is_offered(desk: Desk) -> None:
    desk.document.edit_network(Network(nodes_of(random_ids(1), Conv2d(8, (60, 60)))), "Large")
    desk.bring_in()
    assert "The stack does not fit them: " in desk.line.sentence
    ways = desk.line.said("import").ways
    ways[0].do()
    assert not desk.document.analysis.problems
    assert problems(desk.document.project) == []
    assert desk.source == SOURCE
    assert "the stack fits them." in desk.line.sentence
    (check,) = desk.line.said("import").ways
    check.do()
    desk.parts.show_page.assert_called_with("check-up")
    assert desk.house.page == "data"


def test_an_empty_stack_becomes_one_that_is_made_for_them(desk: Desk) -> None:
    desk.document.open(Project(), None)
    desk.bring_in()
    assert desk.document.network.nodes
    assert desk.document.project.title == "photos"
    assert desk.document.undo_stack.count() == 1


@pytest.mark.parametrize(("notes", "after"), [(read_recipe("lenet5-sample").notes, ""), ("My cats.", "My cats.")])
def test_what_a_recipe_tells_of_itself_goes_with_its_stack_and_what_a_person_wrote_stays(
    desk: Desk, notes: str, after: str
) -> None:
    desk.document.edit_fields("Notes", notes=notes)
    desk.bring_in()
    desk.line.said("import").ways[0].do()
    assert (desk.document.project.title, desk.document.project.notes) == ("photos", after)


def test_images_for_a_project_that_was_left_meanwhile_are_offered_to_the_next(desk: Desk) -> None:
    desk.files.images_chosen.emit(PHOTOS)
    desk.answer(LookAtImages, look())
    desk.display.dialog.take.click()
    desk.document.open(read_recipe("mlp-1"), None)
    before = desk.document.project
    desk.answer(BringIn, BROUGHT)
    assert desk.document.project == before
    desk.line.said("import").ways[0].do()
    assert desk.source == SOURCE


def ask_for(desk: Desk, path: Path) -> None:
    desk.files.images_chosen.emit(path)
    desk.answer(LookAtImages, look())
    desk.display.dialog.take.click()


def test_images_that_arrive_after_others_were_chosen_are_offered(desk: Desk) -> None:
    ask_for(desk, PHOTOS)
    desk.document.edit_fields("Data", data=changed(desk.document.project.data, source=Kmnist()))
    desk.answer(BringIn, BROUGHT)
    assert desk.source == Kmnist()
    assert "Other images were chosen while they were read." in desk.line.said("import").words
    desk.line.said("import").ways[0].do()
    assert desk.source == SOURCE


def test_how_they_are_divided_by_now_is_kept_when_they_are_brought_in_again(desk: Desk) -> None:
    desk.document.edit_fields("Data", data=changed(desk.document.project.data, source=SOURCE))
    desk.page.anew_asked.emit()
    other = with_test_part(SOURCE, TestShare(0.5, seed=3))
    desk.document.edit_fields("Data", data=changed(desk.document.project.data, source=other))
    desk.answer(BringIn, replace_source(replace(SOURCE, checksum="5678")))
    assert desk.source == replace(other, checksum="5678")


def test_what_was_put_right_while_a_moved_folder_was_read_stays(desk: Desk) -> None:
    desk.document.edit_fields("Data", data=changed(desk.document.project.data, source=SOURCE))
    desk.page.elsewhere_chosen.emit(MOVED.path)
    right = {"corrections": (LeaveOut(("cat/1.jpg",), train=1),), "renamed": (ClassRename("dog", "hound"),)}
    desk.document.edit_fields("Data", data=changed(desk.document.project.data, source=replace(SOURCE, **right)))
    desk.answer(BringIn, replace_source(MOVED))
    assert desk.source == replace(MOVED, **right)


def test_of_an_import_that_is_given_up_nothing_is_remembered(desk: Desk) -> None:
    ask_for(desk, PHOTOS)
    desk.importing.cancel(desk.importing.first)
    assert desk.display._for == {}


def test_of_two_that_are_wanted_each_is_taken_as_it_arrives(desk: Desk) -> None:
    for path in (PHOTOS, MOVED.place):
        ask_for(desk, path)
    desk.answer(BringIn, BROUGHT)
    assert desk.source == SOURCE
    desk.answer(BringIn, replace_source(MOVED))
    assert desk.source == MOVED


def test_what_fails_or_is_given_up_changes_nothing(desk: Desk) -> None:
    before = desk.document.project
    desk.files.images_chosen.emit(PHOTOS)
    desk.answer(LookAtImages, look())
    desk.display.dialog.take.click()
    assert desk.page.imports.isVisibleTo(desk.page)
    desk.answer(BringIn, error=DataError("None of its 3 files could be read.", "They are damaged."))
    assert desk.page.imports.failure.text() == "None of its 3 files could be read. They are damaged."
    assert not desk.page.imports.going.isVisibleTo(desk.page)
    desk.importing.begin(Wanted(PHOTOS, desk.asked(BringIn)[-1].wish))
    desk.page.imports.going.cancel.click()
    assert not desk.page.imports.isVisibleTo(desk.page)
    assert desk.document.project == before


def test_published_sets_are_not_asked_about(desk: Desk) -> None:
    assert desk.source == Digits()
    assert desk.asked(NoticeChange) == []


def test_own_images_are_chosen_again_by_their_tile(desk: Desk) -> None:
    chooser, asked = desk.page.chooser, []
    desk.page.import_asked.connect(lambda: asked.append(True))
    chooser.own.click()
    assert asked == [True]
    desk.display.dialog.reject()
    desk.bring_in()
    assert (chooser.own.isChecked(), chooser.own.text()) == (True, "photos")
    chooser.tiles[Digits].click()
    assert desk.source == Digits()
    chooser.own.click()
    assert desk.source == SOURCE
    assert asked == [True]
    chooser.own.click()
    assert asked == [True]
    assert (chooser.others.text(), chooser.others.lines()) == ("Your own", ("Import…", ""))
    chooser.others.click()
    assert asked == [True, True]


def test_who_looks_at_another_set_and_comes_back_finds_all_settings_as_they_were(desk: Desk) -> None:
    desk.bring_in()
    own = changed(
        desk.document.project.data,
        normalisation=Constants((0.5, 0.4, 0.3), (0.2, 0.2, 0.2)),
        spoiling=(CornerMark(1),),
        validation=ValidationShare(0.2),
    )
    desk.document.edit_fields("Mine", data=own)
    desk.page.chooser.tiles[Kmnist].click()
    assert (desk.source, desk.document.project.data.spoiling) == (Kmnist(), ())  # a class of it is another one
    desk.page.chooser.own.click()
    assert desk.document.project.data == own
    desk.page.chooser.tiles[Kmnist].click()
    desk.document.open(desk.document.project, None)
    desk.page.chooser.own.click()
    assert desk.document.project.data.spoiling == ()  # of the project before


def test_how_much_memory_images_may_take_is_told_at_the_start_and_when_it_is_chosen(desk: Desk) -> None:
    desk.settings.change(image_memory=0.5)
    assert [call.args for call in desk.service.keep_images_within.call_args_list] == [(0.25,), (0.5,)]


def test_a_run_that_begins_ends_what_is_said_and_one_that_goes_on_does_not(desk: Desk) -> None:
    desk.run.training = True
    desk.run.changed.emit()
    desk.bring_in()
    desk.run.changed.emit()
    assert desk.line.said("import") is not None
    desk.run.training = False
    desk.run.changed.emit()
    desk.run.training = True
    desk.run.changed.emit()
    assert desk.line.said("import") is None
