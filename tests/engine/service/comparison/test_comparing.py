"""Runs beside each other, through the service's door: figures, two image by image, and a second model."""

import json
import re
import shutil

import numpy as np
import pytest
from msgspec import structs

from engine.errors import LayerscopeError, NotTested, RunFolderError
from engine.network.layers import ReLU
from engine.network.network import Network
from engine.network.nodes import Node
from engine.runs.kept.predictions import PREDICTION
from engine.runs.reader import RunReader
from engine.service.answers import ImageOf
from engine.service.comparison.comparison_answers import Tried
from engine.service.questions import (
    ComparePair,
    CompareRuns,
    FindApart,
    LeaveBeside,
    Predict,
    PredictBeside,
    ShowBeside,
    ShowProject,
    ShowRun,
)
from engine.typed.document import changed, written
from tests.engine.service.door import SMALL, Door, a_one, small


@pytest.fixture
def two(door: Door):
    """Two runs of other seeds, by their folders."""
    return tuple(door.service.folder(door.train(small(seed=seed))) for seed in (1, 2))


def copied(run, to):
    shutil.copytree(run, to)
    return to


def test_settings_and_figures(door: Door, two):
    first, other = two
    found = door.ask(CompareRuns((first, first.parent / "gone", other)))
    assert [run.folder for run in found.runs] == [first, other]
    assert found.refused[0].startswith("gone: ")
    assert [row.title for row in found.settings if row.differs] == ["Seed"]
    assert found.runs[1].difference == "Seed 1 → 2"
    assert [run.reached.loss for run in found.runs] == [RunReader(run).evaluations()[-1].loss for run in two]
    figures = found.runs[0].reached
    assert figures.interval[0] < figures.accuracy < figures.interval[1]
    assert figures.averages.f1 > 0
    assert figures.top[0] == figures.accuracy
    assert (figures.tested_at, figures.images) == (40, 2000)
    assert [group.places for group in found.groups] == [(0, 1)]
    assert [group.verdict for group in found.groups] == [""]
    assert door.ask(CompareRuns(())).runs == ()


def test_predictions_that_are_not_what_the_log_says_are_not_believed(door: Door, two, tmp_path):
    damaged = copied(two[1], tmp_path / "damaged")
    file = next((damaged / "predictions").glob("*-test.bin"))
    file.write_bytes(b"\xff" * file.stat().st_size)
    found = door.ask(CompareRuns((two[0], damaged))).runs[1].reached
    assert (found.accuracy, found.loss) == (RunReader(damaged).evaluations()[-1].accuracy, found.loss)
    assert found.interval is None
    with pytest.raises(RunFolderError, match="no readable file"):
        door.ask(ComparePair(two[0], damaged))


def test_two_image_by_image(door: Door, two):
    found = door.ask(ComparePair(*two))
    assert sorted(found.order.tolist()) == list(range(len(found.classes)))
    agreement = found.agreement
    assert agreement.images == 2000
    assert (found.first.labels == found.other.labels).all()
    assert agreement.first == ((found.first.ranks == 1) & (found.other.ranks != 1)).sum()
    assert ("is right on" in found.verdict) or ("very same" in found.verdict)
    apart = door.ask(FindApart(*two))
    assert apart.indexes.tolist() == np.flatnonzero(found.first.predicted != found.other.predicted).tolist()
    assert (apart.images, apart.steps) == (2000, (40, 40))


def test_a_run_without_a_test_is_tried_when_asked_to(door: Door, two, tmp_path):
    lighter = copied(two[1], tmp_path / "lighter")
    shutil.rmtree(lighter / "predictions")
    with pytest.raises(NotTested, match="keeps nothing of what a test found"):
        door.ask(ComparePair(two[0], lighter))
    with pytest.raises(NotTested):
        door.ask(FindApart(two[0], lighter))
    found, usual = door.ask(ComparePair(two[0], lighter, try_again=True)), door.ask(ComparePair(*two))
    assert found.agreement == usual.agreement
    assert not (lighter / "predictions").exists()
    assert door.ask(CompareRuns((two[0], lighter))).runs[1].reached.interval is None


def test_other_images_are_not_compared(door: Door, two, tmp_path):
    elsewhere = copied(two[1], tmp_path / "elsewhere")
    environment = RunReader(elsewhere).environment()
    facts = structs.replace(environment.data.facts, checksum="0" * 32)
    data = structs.replace(environment.data, checksum="0" * 32, facts=facts)
    (elsewhere / "environment.json").write_bytes(written(structs.replace(environment, data=data)))
    for question in (ComparePair, FindApart):
        with pytest.raises(RunFolderError, match="tested on other images"):
            door.ask(question(two[0], elsewhere))


def test_settings_that_read_alike_do_not_tell_which_images_a_run_was_tested_on(door: Door, two, tmp_path):
    """Its environment was lost; one of an early program has the checksum, and knows no more of its images."""
    lost = copied(two[1], tmp_path / "lost")
    environment = RunReader(lost).environment()
    (lost / "environment.json").unlink()
    for question in (ComparePair, FindApart):
        with pytest.raises(RunFolderError, match="is not known"):
            door.ask(question(two[0], lost))
    early = structs.replace(environment, data=structs.replace(environment.data, facts=None))
    (lost / "environment.json").write_bytes(written(early))
    assert door.ask(FindApart(two[0], lost)).images == 2000


def test_the_second_model_answers_the_same_image(door: Door, two):
    first, other = two
    assert door.ask(PredictBeside(a_one())) is None
    door.ask(ShowRun(first))
    shown = door.ask(ShowBeside(other))
    assert (shown.run, shown.step) == (other.name, 40)
    for image in (a_one(), ImageOf("test", 3)):
        ours, theirs = door.ask(Predict(image)), door.ask(PredictBeside(image))
        assert theirs.picture.label == ours.picture.label
        assert not np.array_equal(ours.probabilities, theirs.probabilities)
    alone = door.ask(ShowRun(other))
    assert alone.run == other.name
    assert np.array_equal(door.ask(Predict(a_one())).probabilities, door.ask(PredictBeside(a_one())).probabilities)


def test_it_stays_while_another_is_shown_until_it_is_left(door: Door, two):
    door.ask(ShowBeside(two[1]))
    before = door.ask(PredictBeside(a_one())).probabilities
    network = Network((*SMALL.nodes[:1], Node("n00003", ReLU()), *SMALL.nodes[1:]))
    door.ask(ShowProject(changed(small(), network=network)))
    assert np.array_equal(door.ask(PredictBeside(a_one())).probabilities, before)
    door.ask(LeaveBeside())
    assert door.ask(PredictBeside(a_one())) is None


def test_a_run_that_kept_no_weights_or_is_gone(door: Door, two, tmp_path):
    empty = copied(two[0], tmp_path / "empty")
    for kept in ("checkpoints", "snapshots"):
        shutil.rmtree(empty / kept)
    assert door.ask(ShowBeside(empty)) is None
    with pytest.raises(RunFolderError):
        door.ask(ShowBeside(tmp_path / "gone"))


def test_a_run_of_a_newer_program_is_told_and_the_others_are_compared(door: Door, two, tmp_path):
    newer = copied(two[1], tmp_path / "newer")
    project = newer / "project.json"
    project.write_text(re.sub(r'"version": \d+', '"version": 99', project.read_text(), count=1))
    found = door.ask(CompareRuns((newer, *two)))
    assert [run.folder for run in found.runs] == list(two)
    assert "newer" in found.refused[0]
    with pytest.raises(LayerscopeError, match="newer"):
        door.ask(ComparePair(two[0], newer))


def test_answers_that_are_no_numbers_are_compared_all_the_same(door: Door, two, tmp_path):
    """As of a network that has diverged: it takes every image for the first class, as surely as nothing."""
    broken = copied(two[1], tmp_path / "broken")
    (path,) = (broken / "predictions").glob("*-test.bin")
    found = np.fromfile(path, PREDICTION)
    wrong = found["predicted"] != 0
    found["probability"] = found["truth"] = np.nan
    found["rank"] = np.where(wrong, 10, found["rank"])
    found["predicted"] = np.where(wrong, 1, 0)
    found.tofile(path)
    log = broken / "events.jsonl"
    log.write_text(
        "\n".join(_diverged(line, float((found["rank"] == 1).mean())) for line in log.read_text().split("\n"))
    )
    pair = door.ask(ComparePair(two[0], broken))
    assert pair.agreement.images == 2000
    reached = door.ask(CompareRuns((two[0], broken))).runs[1].reached
    assert reached.calibration_error is None
    assert reached.loss is None


def test_a_run_that_was_never_tested_says_so_by_its_letter_and_counts_once_it_is_tried(door: Door, two, tmp_path):
    fresh = copied(two[1], tmp_path / "fresh")
    shutil.rmtree(fresh / "predictions")
    for name in ("result.json", "events.jsonl"):
        lines = (fresh / name).read_text().splitlines()
        kept = [line for line in lines if '"evaluated"' not in line]
        (fresh / name).write_text("\n".join(kept)) if name == "events.jsonl" else (fresh / name).unlink()
    with pytest.raises(NotTested, match=r"^B was not tested yet"):
        door.ask(ComparePair(two[0], fresh))
    assert door.ask(CompareRuns((two[0], fresh))).groups[0].spread.runs == 1
    tried = door.ask(CompareRuns((two[0], fresh), (Tried(fresh, 40, 0.5, 2000),)))
    assert tried.groups[0].spread.runs == 2
    assert tried.runs[1].reached.accuracy == 0.5


def test_groups_are_told_apart_without_their_seeds(door: Door, two):
    faster = door.service.folder(door.train(small(seed=9, batch=100)))
    found = door.ask(CompareRuns((*two, faster)))
    assert found.groups[0].recipe == ""
    assert found.groups[1].recipe.startswith("Batch size")
    assert "Seed" not in found.groups[1].recipe


def _diverged(line, accuracy):
    """The line of a log, as it would stand there."""
    event = json.loads(line or "{}")
    if event.get("event") == "evaluated":
        event |= {"loss": None, "accuracy": accuracy, "confusion": []}
    return json.dumps(event) if event else ""


def test_a_damaged_file_of_predictions_is_a_sentence(door: Door, two, tmp_path):
    torn = copied(two[1], tmp_path / "torn")
    (path,) = (torn / "predictions").glob("*-test.bin")
    path.write_bytes(path.read_bytes()[:-5])
    with pytest.raises(RunFolderError, match="no readable"):
        door.ask(ComparePair(two[0], torn))
    with pytest.raises(RunFolderError, match="no readable"):
        door.ask(FindApart(two[0], torn))
    assert door.ask(CompareRuns((two[0], torn))).runs[1].reached.accuracy is not None
