"""Typed documents: good values come back as they were, bad ones never get in and are answered in words."""

import contextlib
import json
import math
import subprocess
import sys
from pathlib import Path

import msgspec
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import to_builtins

from engine.errors import ProjectError
from engine.network.layers import Conv2d, Linear, ReLU
from engine.network.network import Network
from engine.network.nodes import Node, Residual
from engine.project.data.data_settings import Constants, DataSettings
from engine.project.project import Project, parse_project
from engine.project.training.optimisers import Adam, Sgd
from engine.project.training.training_settings import TrainingSettings
from engine.typed import document
from engine.typed.document import changed, converted, read, untyped, written
from engine.typed.fields import struct_fields
from tests.engine.typed.bad_values import bad_values, cases, complaint, default, hosts
from tests.engine.typed.good_values import projects, values

ROOT = Path(__file__).resolve().parents[3]
STRUCTS = [host.kind for host in hosts()]


def said(call, *args, **fields):
    """The sentence with which a call is refused."""
    with pytest.raises(ProjectError) as caught:
        call(*args, **fields)
    return str(caught.value)


def test_bad_values_of_every_field_do_not_crash_the_reader():
    done = subprocess.run(
        [sys.executable, "-m", "tests.engine.typed.bad_values"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert int(done.stdout) > 1000


def test_every_bad_value_of_every_field_is_answered_with_layer_and_field_in_words():
    assert [f"{case}: {found}" for case in cases() if (found := complaint(case))] == []


def test_every_kind_of_struct_is_reached():
    assert {Project, Node, Conv2d, Residual, Adam, Constants}.issubset(STRUCTS)
    assert len(STRUCTS) > 40


@given(projects())
def test_written_projects_read_back_equal_and_write_the_same_bytes(raw):
    project = converted(raw, Project)
    text = written(project)
    again = read(text, Project)
    assert again == project
    assert written(again) == text


@given(st.sampled_from([kind for kind in STRUCTS if struct_fields(kind)]), st.data())
def test_changed_takes_every_good_value(kind, data):
    name = data.draw(st.sampled_from(list(struct_fields(kind))))
    value = data.draw(values(struct_fields(kind)[name]))
    struct = good(kind)
    after = changed(struct, **{name: value})
    assert read(written(after), kind) == after
    assert changed(after, **{name: getattr(struct, name)}) == struct


@pytest.mark.parametrize("kind", [kind for kind in STRUCTS if struct_fields(kind)])
def test_changed_refuses_every_bad_value(kind):
    struct = good(kind)
    for name, field in struct_fields(kind).items():
        for value in bad_values(field):
            assert said(changed, struct, **{name: value})


def good(kind):
    return kind("n00000", Linear()) if kind is Node else msgspec.convert(default(kind), kind)


@pytest.mark.parametrize("value", [math.nan, math.inf, -math.inf])
@pytest.mark.parametrize("kind", [kind for kind in STRUCTS if struct_fields(kind)])
def test_numbers_that_are_none_never_get_in(kind, value):
    for name in struct_fields(kind):
        assert said(changed, good(kind), **{name: value})
        assert said(changed, good(kind), **{name: (value,)})
        assert said(changed, good(kind), **{name: (value, value)})


@pytest.mark.parametrize("value", [np.int64(3), np.float32(0.5), np.ones(2), {1, 2}, b"ab", object(), 3 + 4j, len])
def test_values_that_no_file_can_hold_are_refused(value):
    for given_value in (value, [value], {"kind": value}):
        assert "cannot be kept in a project" in said(changed, TrainingSettings(), batch=given_value)


def test_a_value_that_contains_itself_is_refused():
    endless = []
    endless.append(endless)
    assert "nested too deeply" in said(changed, Conv2d(), kernel=endless)


def test_whole_numbers_become_what_the_field_holds():
    assert repr(changed(Sgd(), rate=1).rate) == "1.0"
    assert changed(Conv2d(), kernel=[3, 5]).kernel == (3, 5)


def test_a_good_struct_stays_the_same_object():
    network = Network((Node("n00000", Conv2d()),))
    assert changed(Project(), network=network).network is network
    project = Project(network=network)
    assert changed(project, title="Mine").network is network


def test_what_was_edited_is_read_once_however_many_structs_it_goes_into(monkeypatch):
    read = []
    monkeypatch.setattr(document.msgspec, "to_builtins", lambda value: read.append(value) or to_builtins(value))
    project = Project()
    data = changed(changed(project.data, source=changed(project.data.source)), shuffle=False)
    assert changed(project, data=data).data is data
    assert read == [False]
    changed(project, data=DataSettings())  # of another one it is not known
    assert read == [False, DataSettings()]


def test_of_a_list_only_what_is_new_is_read(monkeypatch):
    first, second = Node("n00000", Conv2d()), Node("n00001", Conv2d())
    network, read = Network((first, second)), []
    monkeypatch.setattr(document.msgspec, "to_builtins", lambda value: read.append(value) or to_builtins(value))
    edited = changed(network, nodes=(changed(second, note="x"), first, third := Node("n00002", ReLU())))
    assert edited.nodes[1] is first
    assert read == ["x", third]
    assert said(changed, network, nodes=(first, Node("n00003", Conv2d(filters=0)))) == (
        "Layer 2 (Convolution), Filters: must be at least 1, not 0."
    )


def test_an_edit_of_something_bad_is_still_refused_where_it_stood_nowhere():
    bad = changed(Sgd(rate=-1), momentum=0.5)
    assert said(changed, TrainingSettings(), optimiser=bad) == "Optimiser, Learning rate: must be more than 0, not -1."


def test_a_struct_built_by_hand_is_checked_and_mended_inside():
    assert (
        said(changed, TrainingSettings(), optimiser=Sgd(rate=-1))
        == "Optimiser, Learning rate: must be more than 0, not -1."
    )
    assert said(changed, Project(), network=Network((Node("n00000", Conv2d(filters=0)),))) == (
        "Layer 1 (Convolution), Filters: must be at least 1, not 0."
    )
    assert written(changed(TrainingSettings(), optimiser=Sgd(rate=1))) == written(
        TrainingSettings(optimiser=Sgd(rate=1.0))
    )


def test_changed_names_an_unknown_field_and_the_one_that_was_meant():
    assert said(changed, Conv2d(), filtres=3) == "There is no field “filtres”. Did you mean “filters”?"


def test_what_was_given_is_never_what_was_meant():
    assert said(converted, {"version": "1"}, Project) == "Version: must be 5, not “1”."


def test_a_mistake_names_node_and_field_for_the_form():
    node = {"id": "n00001", "op": {"kind": "Conv2d", "stride": [0, 1]}}
    block = {"id": "n00000", "op": {"kind": "Residual", "shortcut": [node]}}
    with pytest.raises(ProjectError) as caught:
        converted({"nodes": [block]}, Network)
    error = caught.value
    assert (error.where.node, error.where.field) == ("n00001", "stride")
    assert str(error) == (
        "Layer 1 (Residual block), Shortcut, Layer 1 (Convolution), Stride: must be at least 1, not 0."
    )


@pytest.mark.parametrize(
    ("given_kind", "meant"), [("conv2d", "Conv2d"), ("Conv", "Conv2d"), ("BatchNorm2d", "BatchNorm"), ("relu", "ReLU")]
)
def test_an_unknown_layer_is_answered_with_the_one_that_was_meant(given_kind, meant):
    raw = {"nodes": [{"id": "n00000", "op": {"kind": given_kind}}]}
    assert said(converted, raw, Network) == f"Layer 1, Kind: “{given_kind}” is not known. Did you mean “{meant}”?"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (b"", "It is empty."),
        (b" \n", "It is empty."),
        (b"{", "It ends too early."),
        (b'{"title": "abc', "It ends too early."),
        (b"<html>", "It is not JSON: line 1, character 1 cannot be read."),
        (b'{\n "rate": NaN}', "It is not JSON: line 2, character 10 cannot be read."),
        (b'{"rate": -Infinity}', "It is not JSON: line 1, character 11 cannot be read."),
        (b"{} {}", "It is not JSON: line 1, character "),
        (b'{"rate": 1e999}', "It has a number that is far too large."),
        (b'{"rate": ' + b"9" * 9999 + b"}", "It has a number that is far too large."),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "It is not a text file."),
        (b'{"title": "\xff"}', "It is not a text file."),
        ('{"title": "x"}'.encode("utf-16"), "It is not a text file."),
        (b"[" * 100_000, "It is nested too deeply."),
        (b'{"a":' * 201 + b"1" + b"}" * 201, "It is nested too deeply."),
    ],
)
def test_what_is_not_json_is_answered_in_words(text, words):
    assert said(untyped, text).startswith(words)


def test_brackets_in_a_text_are_no_nesting():
    project = changed(Project(), notes="[" * 5000 + '"\\' * 5000)
    assert parse_project(written(project)) == project


@given(st.binary(max_size=200))
def test_any_bytes_are_read_or_answered(text):
    with contextlib.suppress(ProjectError):
        untyped(text)


@given(projects(), st.data())
def test_a_project_cut_off_anywhere_is_answered(raw, data):
    text = written(converted(raw, Project))
    end = data.draw(st.integers(0, len(text) - 2))
    assert said(parse_project, text[:end])


def test_a_hostile_text_is_read_in_one_pass():
    assert said(untyped, b'"\\' * 4_000_000)


def test_a_byte_order_mark_is_no_mistake():
    assert untyped(b'\xef\xbb\xbf{"a": 1}') == {"a": 1}


def test_files_have_short_lists_on_one_line():
    text = written(Network((Node("n00000", Conv2d()),))).decode()
    assert '"kernel": [3, 3]' in text
    assert text.endswith("}\n")
    assert json.loads(text)["nodes"][0]["op"]["kernel"] == [3, 3]


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (
            {"a": ["x,", " y "], "b": [[1, 2], [3]]},
            '{\n  "a": ["x,", " y "],\n  "b": [\n    [1, 2],\n    [3]\n  ]\n}\n',
        ),
        (["a]b", "c"], '[\n  "a]b",\n  "c"\n]\n'),  # a bracket in a name: it stays as it is
        (["a[b"], '[\n  "a[b"\n]\n'),
        ([], "[]\n"),
    ],
)
def test_lists_of_plain_values_stand_in_one_line(value, text):
    assert written(value).decode() == text
    assert json.loads(text) == value


def test_lists_in_texts_stay_as_they_are():
    settings = changed(Project(), title="[\n1,\n2]", data=DataSettings())
    assert read(written(settings), Project).title == "[\n1,\n2]"
