"""What is asked about the shown model: no answer about another one is taken, be the page in front or hidden."""

from unittest import mock

import numpy as np
import pytest
from msgspec.structs import replace

from engine.service.looking.images.preference_questions import LookedFor
from engine.service.looking.layers.enlarge_questions import AcrossImages, Surveyed
from engine.service.looking.layers.statistics_questions import Gathered
from engine.service.questions import (
    EmbedImages,
    Enlarge,
    GatherStatistics,
    LookAcrossImages,
    LookForImages,
    MakeImage,
    MeasureRobustness,
    SurveyFilters,
)
from gui.inspect.all_images.page import WORKING, MapPage
from gui.inspect.enlarged.survey_page import SurveyPage
from gui.pieces.next_look import SOON, NextLook
from gui.state.machine.processor_share import OF_ANSWERS
from gui.window.display.looking import statistics_display
from gui.window.display.looking.enlarge_display import EnlargeDisplay
from gui.window.display.looking.hard_display import HardDisplay
from gui.window.display.looking.looks_for_display import LooksForDisplay
from gui.window.display.looking.map_display import MapDisplay
from gui.window.display.looking.statistics_display import StatisticsDisplay
from gui.window.display.looking.survey_display import SurveyDisplay
from tests.gui.inspect.all_images.test_map_page import embedded
from tests.gui.inspect.enlarged.test_enlarged_parts import survey
from tests.gui.inspect.layers import FIRST

# --- the map ---


@pytest.fixture
def page(desk, qtbot):
    widget = MapPage(desk.workspace, desk.image, desk.shared.run)
    qtbot.addWidget(widget)
    return widget


@pytest.fixture
def laid_out(desk, page):
    """The map, in front and answered."""
    display = MapDisplay(desk.shared, desk.of_engine, page)
    display.set_in_front(True)
    desk.answer(EmbedImages, embedded())
    return display


def test_a_map_that_was_ended_begins_anew_with_another_model(desk, page, laid_out):
    page.choices.layouts["t-SNE"].click()
    assert desk.asked(EmbedImages) == 2
    page.stopped.emit()
    assert page.choices.layout_chosen == "PCA"
    desk.show_another()
    assert page.sentence.text() == WORKING
    assert desk.asked(EmbedImages) == 4
    desk.answer(EmbedImages, embedded(step=0))
    assert page.found.step == 0


def test_a_map_that_was_ended_can_be_asked_again(desk, page, laid_out):
    page.choices.layouts["t-SNE"].click()
    desk.answer(EmbedImages, replace(embedded(), layout="t-SNE"))
    desk.show_run(1300)
    page.choices.again.click()
    page.stopped.emit()
    desk.show_run(1301)
    assert (page.choices.layout_chosen, desk.asked(EmbedImages)) == ("t-SNE", 3)
    assert not page.choices.again.isHidden()
    page.choices.again.click()
    assert desk.asked(EmbedImages) == 4
    assert page.choices.again.isHidden()


def test_another_model_does_not_wait_for_the_map_of_the_one_before(desk, page, laid_out):
    page.choices.layouts["t-SNE"].click()
    desk.show_another()
    assert desk.asked(EmbedImages) == 3
    assert desk.engine.asked[-1].layout == "PCA"
    desk.answer(EmbedImages, embedded(), which=1)
    assert page.found is None
    desk.answer(EmbedImages, embedded())
    assert page.found is not None


def test_pca_follows_on_once_a_tsne_was_ended(desk, page, laid_out):
    page.choices.layouts["t-SNE"].click()
    page.stopped.emit()
    assert (page.choices.layout_chosen, desk.engine.asked[-1].layout) == ("PCA", "PCA")
    assert page.choices.again.isHidden()
    desk.answer(EmbedImages, embedded())
    desk.show_run(1300)
    assert (desk.asked(EmbedImages), desk.engine.asked[-1].layout) == (4, "PCA")


def test_a_hidden_map_is_given_up_and_asked_again(desk, page, laid_out):
    page.choices.layouts["t-SNE"].click()
    laid_out.set_in_front(False)
    assert not desk.jobs.busy(EmbedImages)
    laid_out.set_in_front(True)
    assert (desk.asked(EmbedImages), desk.engine.asked[-1].layout) == (3, "t-SNE")


def rests(desk, display):
    """A training is followed, and after the second answer it rests for 45 s."""
    desk.train()
    for step in (1300, 1301):
        desk.show_run(step)
        display._asks.look_now()
        desk.answer(EmbedImages, embedded(), seconds=45 * OF_ANSWERS)
    desk.show_run(1302)


def test_a_map_that_rests_says_when_it_looks_next_and_looks_when_it_is_told(desk, page, laid_out):
    assert page.next_look.isHidden()
    rests(desk, laid_out)
    assert (desk.asked(EmbedImages), page.next_look.words.text()) == (3, "next look in about 50 s")
    page.next_look.now.click()
    assert (desk.asked(EmbedImages), page.next_look.words.text()) == (4, SOON[0])


def test_a_map_that_rests_no_more_says_nothing_of_it(desk, page, laid_out):
    rests(desk, laid_out)
    desk.is_at("paused")
    assert page.next_look.isHidden()


def test_a_map_that_follows_no_weights_has_no_next_look(desk, page, laid_out):
    page.choices.layouts["t-SNE"].click()
    rests(desk, laid_out)
    assert page.next_look.isHidden()
    assert not page.choices.again.isHidden()


def test_others_do_not_rest_for_a_map_that_is_hidden(desk, page, laid_out):
    page.show()
    rests(desk, laid_out)
    share = desk.of_engine.bridge.processor_share
    share.rest("why", 0)
    assert share.rest("why", 5 * OF_ANSWERS) == pytest.approx(10)
    page.hide()
    assert share.rest("why", 5 * OF_ANSWERS) == pytest.approx(5)


# --- distorted images ---


def test_a_curve_that_was_ended_begins_anew_with_another_model(desk):
    page = mock.Mock(measured=None)
    page.choice.kind = "noise"
    HardDisplay(desk.shared, desk.of_engine, page).set_in_front(True)
    page.stopped.connect.call_args.args[0]()
    desk.show_run(1300)
    assert desk.asked(MeasureRobustness) == 1
    desk.show_another()
    assert desk.asked(MeasureRobustness) == 2
    desk.answer(MeasureRobustness, mock.Mock(), which=0)
    page.show_measured.assert_not_called()


# --- the list of filters, statistics ---


@pytest.fixture
def filters(desk, qtbot):
    widget = SurveyPage(desk.workspace, desk.shared.run)
    qtbot.addWidget(widget)
    desk.fill(widget)
    return widget


def test_filters_of_another_model_are_not_listed(desk, filters, in_front):
    display = desk.make(SurveyDisplay, filters)
    display.set_in_front(True)
    display.set_in_front(in_front)
    desk.show_another()
    desk.answer(SurveyFilters, Surveyed(1250, survey(address=FIRST)), which=0)
    assert filters.surveyed is None
    display.set_in_front(True)
    assert desk.asked(SurveyFilters) == 2
    desk.answer(SurveyFilters, Surveyed(0, survey(address=FIRST)))
    assert filters.surveyed.step == 0


def test_filters_that_were_listed_are_forgotten_with_another_model(desk, filters):
    display = desk.make(SurveyDisplay, filters)
    display.set_in_front(True)
    desk.answer(SurveyFilters, Surveyed(1250, survey(address=FIRST)))
    display.set_in_front(False)
    desk.show_another()
    assert filters.surveyed is None


def test_filters_are_tried_again_once_the_images_are_there(desk, filters):
    desk.make(SurveyDisplay, filters).set_in_front(True)
    desk.find_images()
    assert desk.asked(SurveyFilters) > 1


@pytest.fixture
def statistics(desk, monkeypatch):
    for part in ("DropDisplay", "RidgeDisplay", "UpdateDisplay"):
        monkeypatch.setattr(statistics_display, part, mock.Mock())
    page = mock.Mock(mode="test")
    return page, desk.make(StatisticsDisplay, page)


def test_statistics_of_another_model_are_not_shown(desk, statistics, in_front):
    page, display = statistics
    display.set_in_front(True)
    display.set_in_front(in_front)
    desk.show_another()
    desk.answer(GatherStatistics, Gathered(1250, mock.Mock(address=FIRST, active_at=None)), which=0)
    page.show_gathered.assert_not_called()
    display.set_in_front(True)
    desk.answer(GatherStatistics, Gathered(0, mock.Mock(address=FIRST, active_at=None)))
    page.show_gathered.assert_called_once()


def test_statistics_that_were_shown_are_forgotten_with_another_model(desk, statistics):
    page, display = statistics
    display.set_in_front(True)
    desk.answer(GatherStatistics, Gathered(1250, mock.Mock(address=FIRST, active_at=None)))
    display.set_in_front(False)
    page.wait.reset_mock()
    desk.show_another()
    page.wait.assert_called()


# --- what is enlarged ---


@pytest.fixture
def enlarged():
    return mock.Mock(part="map", index=2, beside=None)


def across(step):
    return AcrossImages(FIRST, 2, step, np.zeros((1, 2, 2), np.float32), (3,), (1,), (0.0, 1.0))


def test_other_images_of_another_model_are_not_shown(desk, enlarged, in_front):
    desk.fill(enlarged)
    display = desk.make(EnlargeDisplay, enlarged)
    display.set_in_front(True)
    desk.answer(Enlarge, mock.Mock())
    assert desk.asked(LookAcrossImages) == 1
    display.set_in_front(in_front)
    desk.show_another()
    enlarged.body.forget_across.assert_called()
    desk.answer(LookAcrossImages, across(1250), which=0)
    enlarged.show_across.assert_not_called()


def test_what_is_enlarged_of_another_model_is_not_shown(desk, enlarged):
    desk.fill(enlarged)
    desk.make(EnlargeDisplay, enlarged).set_in_front(True)
    desk.show_another()
    desk.answer(Enlarge, mock.Mock(), which=0)
    enlarged.show_enlarged.assert_not_called()
    desk.answer(Enlarge, mock.Mock())
    enlarged.show_enlarged.assert_called_once()


def test_other_images_are_looked_at_again_once_they_are_there(desk, enlarged):
    desk.fill(enlarged)
    desk.make(EnlargeDisplay, enlarged).set_in_front(True)
    desk.answer(Enlarge, mock.Mock())
    desk.find_images()
    assert desk.asked(LookAcrossImages) > 1


def test_other_images_say_when_they_are_looked_at_next_and_a_filter_has_none(desk, qtbot, enlarged):
    next_look = enlarged.body.next_look = NextLook()
    qtbot.addWidget(next_look)
    desk.fill(enlarged)
    display = desk.make(EnlargeDisplay, enlarged)
    display.set_in_front(True)
    desk.answer(Enlarge, mock.Mock())
    desk.train()
    for step in (1300, 1301):
        desk.show_run(step)
        display._across.look_now()
        desk.answer(LookAcrossImages, across(step), seconds=45 * OF_ANSWERS)
    desk.show_run(1302)
    display._across.due.emit()
    assert next_look.words.text() == "next look in about 50 s"
    before = desk.asked(LookAcrossImages)
    next_look.now.click()
    assert (desk.asked(LookAcrossImages), next_look.words.text()) == (before + 1, SOON[0])
    enlarged.part = "filter"
    display._follow(patient=False)
    desk.answer(Enlarge, mock.Mock())
    assert next_look.isHidden()
    assert not desk.jobs.busy(LookAcrossImages)


# --- what it looks for ---


def test_what_another_model_looks_for_is_not_shown(desk, enlarged, in_front):
    display = desk.make(LooksForDisplay, enlarged)
    display._follow()
    display._make()
    enlarged.isVisible.return_value = in_front
    desk.show_another()
    desk.answer(LookForImages, LookedFor(FIRST, 2, 1250, 1, ()), which=0)
    desk.answer(MakeImage, mock.Mock(address=FIRST, channel=2), which=0)
    enlarged.looks_for.show_found.assert_not_called()
    enlarged.looks_for.show_made.assert_not_called()


def test_it_looks_again_once_the_images_are_there(desk, enlarged):
    desk.make(LooksForDisplay, enlarged)._follow()
    desk.find_images()
    assert desk.asked(LookForImages) > 1


# --- how often ---


def test_newer_weights_wait_for_the_answer_before_and_other_mutes_do_not(desk, statistics):
    _, display = statistics
    display.set_in_front(True)
    desk.show_run(1300)
    assert desk.asked(GatherStatistics) == 1
    desk.answer(GatherStatistics, Gathered(1250, mock.Mock(address=FIRST, active_at=None)))
    assert desk.asked(GatherStatistics) == 2
    desk.workspace.muted.turn(FIRST)
    assert desk.asked(GatherStatistics) == 3
