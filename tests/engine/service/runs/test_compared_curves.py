"""Curves of several runs, as the window asks for them again and again."""

import shutil

import pytest

from engine.errors import Stopped
from engine.events import RateChanged
from engine.project.data.data_settings import DataSettings
from engine.project.data.sources import Mnist
from engine.runs.family.parent import Parent, save_parent
from engine.service.questions import CompareCurves
from engine.service.runs import compared_curves
from engine.service.runs.compared_curves import CurvesOnDisk
from engine.typed.document import changed
from tests.runs_on_disk import LENET, add_steps, log, put_environment, put_run, with_seed


def ask(store, *folders, first=LENET, changes=()):
    return store.compared(CompareCurves(folders, first, changes), lambda: None)


def test_what_was_not_written_to_is_not_read_again(tmp_path):
    store, one, other = CurvesOnDisk(), put_run(tmp_path, "a", [2.0]), put_run(tmp_path, "b", [2.0])
    before = ask(store, one, other)
    add_steps(other, [1.0])
    after = ask(store, one, other)
    assert after.runs[0].curves is before.runs[0].curves
    assert after.runs[1].curves.points.steps.tolist() == [1, 2]


def test_each_is_told_from_the_first(tmp_path):
    network = LENET.network.change({LENET.network.nodes[0].id}, filters=32)
    projects = [
        LENET,
        with_seed(7),
        changed(LENET, network=network),
        with_seed(2, changed(LENET, network=network)),
        changed(LENET, data=DataSettings(source=Mnist())),
    ]
    folders = [put_run(tmp_path, str(number), [1.0], project) for number, project in enumerate(projects)]
    found = ask(CurvesOnDisk(), *folders).runs
    assert [run.difference for run in found[:3]] == ["Equal in every setting", "Seed 0 → 7", "Convolution 6→32"]
    assert [run.group for run in found] == [0, 0, 1, 1, 2]
    assert [run.other_images for run in found] == ["", "", "", "", "other data: MNIST"]


def test_seeds_stay_one_group_where_the_environment_of_one_is_lost(tmp_path):
    folders = [put_run(tmp_path, str(seed), [1.0], with_seed(seed)) for seed in range(3)]
    for folder in folders[:2]:
        put_environment(folder)
    assert [run.group for run in ask(CurvesOnDisk(), *folders).runs] == [0, 0, 0]


def test_a_rate_that_was_changed_by_hand_sets_a_run_apart(tmp_path):
    store, one, other = CurvesOnDisk(), put_run(tmp_path, "a", [1.0], with_seed(3)), put_run(tmp_path, "b", [1.0])
    change = RateChanged("b", 0.0, 1, 0.001, 0.01)
    log(other, change)
    words = "rate by hand 0.001 → 0.01 at step 1"
    first, second = ask(store, one, other).runs
    assert (first.difference, second.difference) == ("Seed 0 → 3", words)
    assert (first.group, second.group) == (0, 1)
    first, second = ask(store, one, other, changes=(change,)).runs
    assert (first.difference, second.difference) == ("Seed 0 → 3, rate not by hand", "Equal in every setting")
    assert (first.group, second.group) == (1, 0)


def test_a_fork_is_told_from_its_parent_and_is_no_seed_of_it(tmp_path):
    one, fork = put_run(tmp_path, "a", [1.0]), put_run(tmp_path, "b", [1.0], with_seed(3))
    save_parent(Parent(str(one), 1, title="A"), fork / "parent.json")
    found = ask(CurvesOnDisk(), one, fork).runs
    assert [run.group for run in found] == [0, 1]
    assert found[1].difference == "Begins with step 1 of “A”, Seed 0 → 3"
    asked = CompareCurves((one, fork), with_seed(3), (), fork)
    assert [run.group for run in CurvesOnDisk().compared(asked, lambda: None).runs] == [1, 0]


def test_without_a_first_one_the_first_of_them_is_it(tmp_path):
    one, other = put_run(tmp_path, "a", [1.0], with_seed(3)), put_run(tmp_path, "b", [1.0], with_seed(4))
    assert [run.difference for run in ask(CurvesOnDisk(), one, other, first=None).runs] == [
        "Equal in every setting",
        "Seed 3 → 4",
    ]


def test_one_that_is_gone_is_told_beside_those_that_are_there(tmp_path):
    store, one, gone = CurvesOnDisk(), put_run(tmp_path, "a", [1.0]), put_run(tmp_path, "b", [1.0])
    ask(store, one, gone)
    shutil.rmtree(gone)
    found = ask(store, gone, one)
    assert [run.curves.folder for run in found.runs] == [one]
    ((folder, error),) = found.refused
    assert folder == gone
    assert error.hint


def test_memory_is_bounded(tmp_path, monkeypatch):
    monkeypatch.setattr(compared_curves, "MOST", 2)
    store, folders = CurvesOnDisk(), [put_run(tmp_path, str(number), [1.0]) for number in range(4)]
    ask(store, *folders)
    assert list(store._kept) == folders[2:]


def test_nobody_waits_any_more(tmp_path):
    def stop():
        raise Stopped

    with pytest.raises(Stopped):
        CurvesOnDisk().compared(CompareCurves((put_run(tmp_path, "a", [1.0]),)), stop)
