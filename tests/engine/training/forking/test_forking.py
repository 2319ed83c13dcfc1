"""A fork begins with the weights that fit, goes on with the optimiser's state where that agrees, and says so."""

import shutil
from dataclasses import replace

import pytest

from engine.errors import RunFolderError
from engine.events import Noted
from engine.network import layers as kinds
from engine.project.training.budgets import Steps
from engine.project.training.optimisers import Adam, AdamW, Sgd
from engine.project.training.rate.schedules import OnPlateau
from engine.runs.checkpoints import Checkpoints
from engine.runs.collection.run_list import run_summary
from engine.runs.family.fork_point import read_point
from engine.runs.family.typed_in import checksum, read_typed_in
from engine.runs.folder import RunFolder
from engine.runs.kept.snapshots import Snapshots
from engine.runs.logs import logged_steps, read_events
from engine.training.forking.forking import forked
from engine.typed.document import changed
from tests.engine.training.small import EVERYTHING, equal, project, tensors, train, train_to

MOMENTUM = Sgd(0.05, momentum=0.9)


@pytest.fixture(scope="module")
def run(tmp_path_factory):
    """A run of 20 steps with momentum; its folder."""
    made, _ = train(project(optimiser=MOMENTUM), tmp_path_factory.mktemp("runs"))
    return made.folder


def fork(what, point, runs):
    return RunFolder.create(what, runs, first=forked(what, point))


def said(folder):
    return next(event.what for event in read_events(folder.events_file) if isinstance(event, Noted))


def test_from_the_newest_checkpoint_with_weights_and_momenta(run, tmp_path):
    what = project(optimiser=changed(MOMENTUM, rate=0.01), seed=3)
    folder = fork(what, read_point(run), tmp_path)
    kept, first = Checkpoints(run.checkpoints).load(20), Checkpoints(folder.checkpoints).load(0)
    assert equal(first.weights, kept.weights)
    assert equal(first.optimiser, kept.optimiser)
    assert first.optimiser
    made, heard = train(what, tmp_path, folder)
    assert made.error is None
    assert logged_steps(folder.steps_file) == 20
    assert "all 2 layers with weights are kept. The optimiser goes on" in said(folder)
    assert heard.of(Noted)[0].what == said(folder)
    assert equal(Snapshots(folder.snapshots).load(0), kept.weights)


def test_the_momenta_matter(run, tmp_path):
    what = project(optimiser=MOMENTUM)
    point = read_point(run)
    one, _ = train(what, tmp_path, fork(what, point, tmp_path))
    point = read_point(run, 16)
    assert point.optimiser is None
    with_them = tensors(one.folder)
    without = RunFolder.create(what, tmp_path, first=changed_state(forked(what, read_point(run))))
    other, _ = train(what, tmp_path, without)
    assert not equal(with_them, tensors(other.folder))


def changed_state(first):
    return type(first)(first.weights, {}, first.parent, first.remark)


def test_from_a_snapshot_the_optimiser_begins_anew(run, tmp_path):
    folder = fork(project(optimiser=MOMENTUM), read_point(run, 8), tmp_path)
    assert equal(tensors(folder), Snapshots(run.snapshots).load(8))
    assert not Checkpoints(folder.checkpoints).load(0).optimiser
    assert "begins anew, as no checkpoint of that step keeps its state" in said(folder)


@pytest.mark.parametrize(
    ("optimiser", "why"),
    [(Adam(), "as it was SGD and is Adam"), (Sgd(0.1, momentum=0.0), "keeps no state"), (AdamW(), "is AdamW")],
)
def test_another_optimiser_begins_anew(run, tmp_path, optimiser, why):
    folder = fork(project(optimiser=optimiser), read_point(run), tmp_path)
    assert why in said(folder)
    assert not Checkpoints(folder.checkpoints).load(0).optimiser


def test_another_network_keeps_what_fits(run, tmp_path):
    wider = project(kinds.Conv2d(2, (5, 5), (4, 4)), kinds.ReLU(), kinds.Flatten(), kinds.Linear(7), kinds.Linear())
    folder = fork(changed(wider, training=changed(wider.training, optimiser=MOMENTUM)), read_point(run), tmp_path)
    first = tensors(folder)
    assert equal({"n00000/weight": first["n00000/weight"]}, {"n00000/weight": tensors(run)["n00000/weight"]})
    sentence = said(folder)
    assert "1 of 3 layers with weights are kept" in sentence
    assert "Made anew: Layer 4 (Linear); Layer 5 (Linear)." in sentence
    assert "Dropped: Layer 4 (Linear)." in sentence
    assert "begins anew, as its state is not that of all weights" in sentence


def test_where_nothing_fits_that_is_said(run, tmp_path):
    other = project(kinds.Flatten(), kinds.Linear())
    first = forked(other, read_point(run))
    assert first.warns
    assert "No layer fits" in first.remark
    assert first.parent.step == 20


@pytest.mark.parametrize("step", [3, 15, 999])
def test_a_step_that_is_not_kept_names_the_nearest(run, step):
    with pytest.raises(RunFolderError) as error:
        read_point(run, step)
    nearest = {3: "2 and 4", 15: "8 and 16", 999: "20"}[step]
    assert f"keeps no weights of step {step}" in str(error.value)
    assert nearest in error.value.hint


def test_a_run_without_weights_says_so(tmp_path):
    with pytest.raises(RunFolderError, match="has kept no weights yet"):
        read_point(RunFolder.create(project(), tmp_path))


def test_a_damaged_checkpoint_is_left_out_and_said(run, tmp_path):
    copy = RunFolder(shutil.copytree(run.path, tmp_path / "copy"))
    Checkpoints(copy.checkpoints).save(Checkpoints(run.checkpoints).load(20))
    (copy.checkpoints / "000020" / "weights.safetensors").write_bytes(b"x")
    shutil.copytree(run.checkpoints / "000020", copy.checkpoints / "000016")
    point = read_point(copy)
    assert point.parent.step == 20  # as its state says
    assert "Left out a damaged checkpoint: 000020" in forked(project(optimiser=MOMENTUM), point).remark


@pytest.mark.parametrize("at", [0, 1, 7])
def test_resumed_from_anywhere_it_equals_the_unbroken_one(run, tmp_path, at):
    training = {"optimiser": Adam(), "schedule": OnPlateau(patience=0), "budget": Steps(18), "seed": 5}
    parent, _ = train(project(*EVERYTHING, **training), tmp_path / "parent")
    what = changed(project(*EVERYTHING, **training), title="Fork")
    whole, _ = train(what, tmp_path, fork(what, read_point(parent.folder), tmp_path))
    broken, _ = train_to(what, at, tmp_path, fork(what, read_point(parent.folder), tmp_path))
    if at:
        made, _ = train(what, tmp_path, broken.folder, resume=True)
        assert made.error is None
        assert equal(tensors(made.folder), tensors(whole.folder))
    shutil.rmtree(parent.folder.path)
    killed = fork(what, read_point(whole.folder, 0), tmp_path)
    made, _ = train(what, tmp_path, killed, resume=True)  # one that was killed before its first step
    assert made.error is None


def test_one_that_was_killed_before_it_began_goes_on_from_its_first_state(run, tmp_path):
    what = project(optimiser=MOMENTUM)
    whole, _ = train(what, tmp_path, fork(what, read_point(run), tmp_path))
    killed, _ = train(what, tmp_path, fork(what, read_point(run), tmp_path), resume=True)
    assert killed.error is None
    assert equal(tensors(killed.folder), tensors(whole.folder))
    assert said(killed.folder) == said(whole.folder)


def test_the_parent_is_not_touched(run, tmp_path):
    before = {path: path.stat().st_mtime_ns for path in run.path.rglob("*")}
    what = project(optimiser=MOMENTUM)
    train(what, tmp_path, fork(what, read_point(run), tmp_path))
    assert {path: path.stat().st_mtime_ns for path in run.path.rglob("*")} == before


def test_filters_that_were_typed_in_are_in_its_folder_where_their_layer_is_kept(run, tmp_path):
    what, point = project(optimiser=MOMENTUM), read_point(run)
    address = next(name for name, array in point.weights.items() if array.ndim == 4).partition("/")[0]
    typed = replace(point, typed_in=((address, 1),))
    folder = fork(what, typed, tmp_path)
    (found,) = read_typed_in(folder.typed_in_file)
    assert (found.address, found.index, found.checksum) == (address, 1, checksum(point.weights, address, 1))
    assert said(folder).startswith(f"Typed in by hand: filter 2 of {found.layer}. ")
    train(what, tmp_path, folder)
    assert run_summary(folder.path).typed_in == (found,)
    wider = changed(what, network=what.network.change({address}, filters=what.network.find(address).op.filters + 1))
    assert not fork(wider, typed, tmp_path).typed_in_file.exists()
    assert not fork(what, point, tmp_path).typed_in_file.exists()
