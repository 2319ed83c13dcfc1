"""What is spoiled stays with its class, whatever number that has after a correction."""

from engine.project.data.corrections import LeaveOutClass, MergeClasses
from engine.project.data.data_settings import DataSettings
from engine.project.data.own_images import FolderImages, corrected
from engine.project.data.sources import Digits
from engine.project.data.spoiled_classes import with_source
from engine.project.data.spoiling import CornerMark, FewImages, WrongLabels
from engine.typed.document import changed

SOURCE = FolderImages(path="/photos", classes=("cat", "dog", "owl"), train_images=90, test_images=20)
SPOILED = DataSettings(source=SOURCE, spoiling=(CornerMark(2), WrongLabels(), FewImages(0, 5)))


def test_it_follows_its_class_and_comes_back_with_the_numbers():
    without_dogs = with_source(SPOILED, corrected(SOURCE, LeaveOutClass("dog", train=30)))
    assert without_dogs.spoiling == (CornerMark(1), WrongLabels(), FewImages(0, 5))
    assert with_source(without_dogs, SOURCE).spoiling == SPOILED.spoiling


def test_a_class_that_goes_takes_it_along():
    merged = with_source(SPOILED, corrected(SOURCE, MergeClasses("owl", "dog")))
    assert merged.spoiling == (WrongLabels(), FewImages(0, 5))


def test_a_class_folder_that_came_moves_it():
    more = changed(SOURCE, classes=("bat", "cat", "dog", "owl"))
    assert with_source(SPOILED, more).spoiling == (CornerMark(3), WrongLabels(), FewImages(1, 5))


def test_of_another_set_it_keeps_its_number():
    assert with_source(SPOILED, Digits()).spoiling == SPOILED.spoiling
