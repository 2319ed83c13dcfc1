"""Project files: what opens, what is refused in words, and the rules across fields."""

import json
import os

import pytest

from engine.errors import ProjectError
from engine.files import MAX_BYTES
from engine.network.layers import Linear, ReLU
from engine.network.network import Network
from engine.network.nodes import Node, Repeat, Residual, random_ids
from engine.project import project as project_room
from engine.project.data.data_settings import Constants, DataSettings, ValidationCount, ValidationShare
from engine.project.data.sources import Cifar10
from engine.project.project import (
    Project,
    called,
    parse_project,
    problems,
    read_project,
    save_project,
    training_images,
)
from engine.project.training.optimisers import Sgd
from engine.project.training.rate.schedules import MultiStep
from engine.project.training.training_settings import TrainingSettings
from engine.typed.document import changed, written


def said(call, *args):
    with pytest.raises(ProjectError) as caught:
        call(*args)
    return str(caught.value)


def nested(depth, block=Repeat):
    """A project with a layer inside `depth` blocks."""
    new_id = random_ids(0)
    node = Node(new_id(), ReLU())
    for _ in range(depth):
        node = Node(new_id(), block((node,)))
    return Project(network=Network((node,)))


def test_a_saved_project_opens_as_it_was(tmp_path):
    project = changed(nested(16, Residual), title="Très profond", notes="# Lesson\n\nLook at *this*.")
    save_project(project, tmp_path / "deep.json")
    assert read_project(tmp_path / "deep.json") == project


def test_every_problem_names_the_file(tmp_path):
    path = tmp_path / "mine.json"
    path.write_bytes(written(Project()).replace(b'"batch": 32', b'"batch": 0'))
    assert said(read_project, path) == f"{path}: Training, Batch size: must be at least 1, not 0."


def test_what_cannot_be_read_is_answered_in_words(tmp_path):
    assert said(read_project, tmp_path / "none.json").endswith("none.json: There is no such file.")
    assert said(read_project, tmp_path).startswith(f"{tmp_path}: It is a folder, not a project.")
    assert "not the name of a file" in said(read_project, tmp_path / "a\0b")
    assert said(read_project, tmp_path / ("x" * 400))


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs named pipes")
def test_a_pipe_or_device_is_refused_and_not_waited_for(tmp_path):
    os.mkfifo(tmp_path / "pipe")
    assert "device" in said(read_project, tmp_path / "pipe")


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="root may read everything")
def test_a_file_without_permission_is_answered_in_words(tmp_path):
    path = tmp_path / "locked.json"
    path.write_bytes(written(Project()))
    path.chmod(0)
    assert "permission denied" in said(read_project, path)


def test_what_could_not_be_read_again_is_not_written(tmp_path, monkeypatch):
    path = tmp_path / "mine.json"
    save_project(Project(), path)
    before = path.read_bytes()
    monkeypatch.setattr(project_room, "MAX_BYTES", len(before))
    with pytest.raises(OSError, match="too large"):
        save_project(Project(notes="one more"), path)
    assert path.read_bytes() == before
    assert [one.name for one in tmp_path.iterdir()] == ["mine.json"]


def test_a_huge_file_is_refused_unread(tmp_path):
    path = tmp_path / "huge.json"
    with path.open("wb") as file:
        file.truncate(MAX_BYTES + 1)
    assert "too large" in said(read_project, path)


@pytest.mark.parametrize("text", [b"{}", b"[]", b"null", b"3", b'"layerscope"', b'{"cells": []}', b'{"format": 1}'])
def test_foreign_json_is_no_project(text):
    assert said(parse_project, text) == "It is not a Layerscope project. Choose a file saved by Layerscope."


def test_a_newer_file_says_so():
    assert "version 6 of this file; this program knows up to 5" in said(
        parse_project, b'{"format": "layerscope", "version": 6, "wonders": true}'
    )


def test_a_least_project_opens_with_everything_else_as_usual():
    assert parse_project(b'{"format": "layerscope"}') == Project()


def test_two_layers_with_one_id_are_refused():
    inner = Node("n00001", ReLU())
    project = Project(network=Network((Node("n00001", ReLU()), Node("n00002", Residual((), (inner,))))))
    assert "Two layers have the id “n00001”." in said(parse_project, written(project))


@pytest.mark.parametrize("block", [Repeat, Residual])
def test_blocks_nest_sixteen_deep_and_no_deeper(block):
    assert parse_project(written(nested(16, block))) == nested(16, block)
    assert "nested more than 16 deep" in said(parse_project, written(nested(17, block)))


def test_thousands_of_levels_are_answered_in_words():
    opening = b'{"id": "n00000", "op": {"kind": "Repeat", "body": ['
    text = b'{"format": "layerscope", "network": {"nodes": [' + opening * 5000 + b"]}}" * 5000 + b"]}}"
    assert "nested too deeply" in said(parse_project, text)


def test_a_thousand_layers_are_no_problem():
    new_id = random_ids(0)
    project = Project(network=Network(tuple(Node(new_id(), ReLU()) for _ in range(1000))))
    assert parse_project(written(project)) == project


def test_a_layer_without_id_is_named():
    nodes = [{"id": "n00000", "op": {"kind": "ReLU"}}, {"op": {"kind": "Conv2d"}}]
    raw = {"format": "layerscope", "network": {"nodes": nodes}}
    assert said(parse_project, json.dumps(raw).encode()) == "Layer 2 (Convolution): Id is missing."


@pytest.mark.parametrize(
    ("project", "field"),
    [
        (Project(training=TrainingSettings(batch=8001)), "training.batch"),
        (Project(data=DataSettings(validation=ValidationCount(7990))), "training.batch"),
        (Project(data=DataSettings(validation=ValidationCount(8000))), "data.validation"),
        (Project(data=DataSettings(validation=ValidationShare(0.99999))), "data.validation"),
        (Project(data=DataSettings(source=Cifar10())), "data.normalisation"),
        (Project(data=DataSettings(normalisation=Constants((0.1,), (0.1, 0.2)))), "data.normalisation"),
        (Project(training=TrainingSettings(optimiser=Sgd(momentum=0.0, nesterov=True))), "training.optimiser.nesterov"),
        (Project(training=TrainingSettings(schedule=MultiStep((8, 5)))), "training.schedule.milestones"),
        (Project(training=TrainingSettings(schedule=MultiStep((5, 5)))), "training.schedule.milestones"),
    ],
)
def test_fields_that_contradict_each_other_are_problems(project, field):
    (problem,) = problems(project)
    assert problem.where.field == field
    assert str(problem.where)
    assert problem.hint


def test_a_sound_project_has_no_problems():
    project = Project(network=Network((Node("n00000", Linear()),)), training=TrainingSettings(batch=8000))
    assert problems(project) == []


def test_training_images_are_those_that_are_not_kept_back():
    assert training_images(Project()) == 8000
    assert training_images(Project(data=DataSettings(validation=ValidationCount(10)))) == 7990
    assert training_images(Project(data=DataSettings(validation=ValidationShare(0.25)))) == 6000


@pytest.mark.parametrize(
    ("fields", "stride"),
    [
        ('"kernel": [2, 2], "stride": [2, 2]', "size"),
        ('"kernel": [3, 3], "stride": [2, 2]', (2, 2)),
        ('"kernel": [3, 3]', (2, 2)),  # the usual stride of that time
        ('"padding": [1, 1]', "size"),
    ],
)
def test_a_poolings_stride_of_the_first_version_follows_its_size_where_it_equalled_it(fields, stride):
    inner = f'{{"id": "n00001", "op": {{"kind": "AvgPool2d", {fields}}}}}'
    nodes = f'[{inner}, {{"id": "n00002", "op": {{"kind": "Repeat", "body": [{inner.replace("n00001", "n00003")}]}}}}]'
    project = parse_project(f'{{"format": "layerscope", "network": {{"nodes": {nodes}}}}}'.encode())
    first, repeat = project.network.nodes
    assert first.op.stride == repeat.op.body[0].op.stride == stride
    assert first.op.steps == (first.op.kernel if stride == "size" else stride)


@pytest.mark.parametrize("version", [1, 2])
@pytest.mark.parametrize("kind", [{"kind": "count", "count": 5}, {"kind": "share"}])
def test_validation_images_of_before_stay_chosen_by_chance_alone(version, kind):
    text = json.dumps({"format": "layerscope", "version": version, "data": {"validation": kind}}).encode()
    assert parse_project(text).data.validation.stratified is False
    assert parse_project(text.replace(b'"version": %d' % version, b'"version": 3')).data.validation.stratified


def test_what_is_wrong_in_a_file_of_the_first_version_is_told_where_it_is():
    text = (
        b'{"format": "layerscope", "network": {"nodes": [{"id": "n00001", "op": {"kind": "AvgPool2d", "stride": 2}}]}}'
    )
    assert "Stride" in said(parse_project, text)
    assert "network" in said(parse_project, b'{"format": "layerscope", "network": 3}').lower()


@pytest.mark.parametrize(
    ("title", "shown"),
    [("", "Untitled"), (" \n\n", "Untitled"), ("\0", "Untitled"), ("a\nb\0\u202ec", "a bc"), ("LeNet-5", "LeNet-5")],
)
def test_a_title_is_shown_in_one_line_or_as_untitled(title, shown):
    assert called(title) == shown
