"""Runs that begin with the weights of others: of what is shown, or of a step that was chosen."""

import shutil
from pathlib import Path

import numpy as np

from engine.events import Noted
from engine.inspection.own_filters.own_filter import OwnFilter
from engine.network.network import Network
from engine.project.recipes import read_recipe
from engine.runs.family.parent import Parent
from engine.runs.reader import RunReader
from engine.service import questions as q
from engine.service.long_tasks import Task
from engine.typed.document import changed
from tests.engine.service.door import ONE_THREAD, SMALL, Door, Held, is_state, small


def parent(door: Door, run: str) -> Parent | None:
    return RunReader(door.service.folder(run)).parent()


def test_weights_of_no_run_have_no_parent(door: Door):
    door.ask(q.ShowProject(small()))
    assert parent(door, door.train(small(), from_shown=True)) is None


def test_where_no_weights_fit_that_is_said(door: Door):
    door.ask(q.ShowProject(small()))
    run = door.train(small())
    door.ask(q.ShowRun(door.service.folder(run)))
    others = tuple(changed(node, id=f"n{number:05}") for number, node in enumerate(SMALL.nodes, 90000))
    fork = door.train(changed(small(1), network=Network(others)), from_shown=True)
    assert parent(door, fork).id == run
    assert "No layer fits the weights" in noted(door, fork)
    assert not door.ask(q.ShowRun(door.service.folder(fork), 0)).trained


def noted(door: Door, run: str) -> str:
    return " ".join(event.what for event in RunReader(door.service.folder(run)).events() if isinstance(event, Noted))


def test_what_was_chosen_to_begin_from_is_held_whatever_becomes_of_it(door: Door):
    door.ask(q.ShowProject(small()))
    run = door.train(small())
    wish = q.ForkFrom(door.service.folder(run), 40)
    door.ask(q.HoldPoint(wish))
    shutil.rmtree(wish.run)
    fork = door.train(small(2), fork=wish)
    assert parent(door, fork).step == 40
    assert "goes on with the state" in noted(door, fork)
    door.ask(q.HoldPoint(None))
    again = door.service.train(small(2), ONE_THREAD, fork=wish)
    assert "no run" in str(door.ended(again).error)


def test_transfer_keeps_what_fits(door: Door):
    door.ask(q.ShowProject(small()))
    run = door.train(small())
    door.ask(q.ShowRun(door.service.folder(run)))
    trained = door.ask(q.FirstMistakes(2000))
    seeded = changed(small(1), training=changed(small(1).training, seed=7))
    further = door.train(seeded, from_shown=True)
    assert (parent(door, further).run, parent(door, further).step) == (str(door.service.folder(run)), 40)
    assert parent(door, run) is None
    assert door.ask(q.TakeNewest(further)).run == further
    assert len(door.ask(q.FirstMistakes(2000))) < 2 * len(trained)


def test_weights_to_train_from_are_those_shown_at_the_press(door: Door, tmp_path: Path):
    """What is asked after the press changes nothing, however long the images take."""
    door.ask(q.ShowProject(small(seed=1)))
    wanted = door.service._answering.shown_point()().weights
    with Held(door):
        run = door.service.train(small(100, seed=1), ONE_THREAD, from_shown=True)
        door.service.pause(run)
        other = door.service.ask(q.ShowProject(small(seed=2)))
    door.answer(other)
    door.until(is_state("paused", run))
    taken = door.ask(q.TakeNewest(run))
    assert taken.step == 0
    got = door.service._answering.shown_point()().weights
    assert all((wanted[name] == tensor).all() for name, tensor in got.items())


def test_to_train_from_what_is_shown_something_must_be_shown(door: Door):
    run = door.service.train(small(), ONE_THREAD, from_shown=True)
    assert "no model yet" in str(door.ended(run).error)
    assert not door.service.folder(run).exists()


def test_a_typed_in_filter_has_no_accuracy_of_its_parent_and_no_say_in_doubts(door: Door):
    project = changed(small(), network=read_recipe("lenet5-sample").network)
    run = door.train(project)
    door.ask(q.TakeNewest(run))
    at = project.network.nodes[0].id
    learned = door.service._answering.shown_point()()
    shape = learned.weights[f"{at}/weight"].shape[1:]
    door.ask(q.UseOwnFilters((OwnFilter.of(at, 0, np.full(shape, 9, np.float32)),)))
    point = door.service._answering.shown_point()()
    assert learned.parent.accuracy is not None
    assert (point.typed_in, point.parent.accuracy) == (((at, 0),), None)
    shown, name = door.service._answering._shown_model, f"{at}/weight"
    task = Task(1, lambda _: None, lambda _: None)
    assert (shown.subject(task).model.tensors[name][0] == 9).all()
    judge = shown.of_run(door.service.folder(run))
    assert np.array_equal(judge.model.tensors[name].numpy(), learned.weights[name])
    door.ask(q.UseOwnFilters((OwnFilter.of(at, 0, learned.weights[name][0], learned.weights[f"{at}/bias"][0]),)))
    assert door.service._answering.shown_point()().typed_in == ()  # without another number it is no other filter
