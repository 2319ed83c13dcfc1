"""A run that goes on keeps device, threads and memory format; what a person chooses otherwise is said and recorded."""

import json

import msgspec
import pytest

from engine.errors import DeviceError, RunFolderError
from engine.events import Noted, Resumed
from engine.machine import devices
from engine.machine.devices import Machine
from engine.machine.setup import Setup
from engine.machine.threads import default_threads
from engine.runs.checkpoints import Position
from engine.runs.environment import read_environment
from engine.training.course import course
from engine.training.steps import conditions as conditions_room
from engine.training.steps.conditions import as_left, conditions, difference
from tests.engine.training.small import EVERYTHING, equal, project, tensors, train, train_to

CHOSEN_BY_THE_ENGINE = Machine()


@pytest.fixture(scope="module")
def finished(tmp_path_factory):
    return train(project(), tmp_path_factory.mktemp("runs"))[0].folder


@pytest.fixture
def environment(finished):
    return read_environment(finished.environment_file)


def rewritten(folder, **fields):
    """The run with another environment, as if it had been trained elsewhere."""
    content = json.loads(folder.environment_file.read_text())
    folder.environment_file.write_text(json.dumps({**content, **fields}))


def test_what_a_run_ran_on_is_written_down_and_so_is_what_may_be_relied_on(environment):
    assert (environment.device, environment.threads) == ("cpu", 1)
    assert (environment.memory_format, environment.precision) == ("channels_last", "float32")
    assert environment.hardware not in ("", "unknown")
    assert environment.determinism.startswith("bit-exact on this machine")
    assert environment.switches == {}


def test_a_new_run_is_computed_as_the_engine_chooses():
    found = conditions(CHOSEN_BY_THE_ENGINE)
    assert found.device == devices.resolve("auto")
    assert found.setup.threads == default_threads()


def test_a_run_that_goes_on_takes_all_from_the_run(environment):
    other = msgspec.structs.replace(environment, threads=3, memory_format="contiguous_format")
    found = conditions(CHOSEN_BY_THE_ENGINE, other)
    assert (str(found.device), found.setup) == ("cpu", Setup(3, "contiguous_format"))


def test_what_an_earlier_program_wrote_is_read(environment):
    fields = msgspec.to_builtins(environment)
    earlier = {
        name: fields[name] for name in fields if name not in ("hardware", "precision", "determinism", "switches")
    }
    found = msgspec.convert({**earlier, "device": "cpu (Some processor)"}, type(environment))
    assert (found.device_name, found.precision, found.determinism) == ("cpu", "float32", "unknown")
    assert str(conditions(CHOSEN_BY_THE_ENGINE, found).device) == "cpu"
    assert difference(found, environment) == ""


def test_a_device_that_is_not_here_is_refused_with_what_to_do(environment):
    elsewhere = msgspec.structs.replace(environment, device="cuda:7", hardware="NVIDIA H200")
    with pytest.raises(DeviceError, match="cuda:7") as refused:
        conditions(CHOSEN_BY_THE_ENGINE, elsewhere)
    assert "--device cpu" in refused.value.hint
    assert str(conditions(Machine("cpu"), elsewhere).device) == "cpu"


@pytest.mark.parametrize(
    "fields", [{"precision": "float8"}, {"memory_format": "of tomorrow"}, {"optimiser_form": "of rubber"}]
)
def test_what_a_newer_program_computed_with_is_refused(environment, fields):
    with pytest.raises(RunFolderError, match=next(iter(fields.values()))):
        conditions(CHOSEN_BY_THE_ENGINE, msgspec.structs.replace(environment, **fields))


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"threads": 2}, "with 1 instead of 2 CPU threads"),
        ({"device": "cuda:0"}, "on cpu instead of cuda:0"),
        ({"hardware": "Abacus"}, "instead of Abacus"),
        ({"torch": "1.0"}, "instead of 1.0"),
        ({"threads": 2, "torch": "1.0"}, " and with PyTorch "),
    ],
)
def test_whatever_is_not_as_it_was_is_said(environment, fields, words):
    sentence = difference(msgspec.structs.replace(environment, **fields), environment)
    assert words in sentence
    assert "not bit-equal" in sentence
    assert difference(environment, environment) == ""


def test_a_resume_that_is_told_nothing_equals_the_unbroken_run_whatever_the_program_would_choose_now(
    tmp_path, monkeypatch
):
    what = project(*EVERYTHING)
    whole, _ = train(what, tmp_path)
    made, _ = train_to(what, 7, tmp_path)
    monkeypatch.setattr(conditions_room, "usual_format", lambda _: "contiguous_format")
    monkeypatch.setattr(conditions_room, "default_threads", lambda: 2)
    again, listener = train(what, tmp_path, made.folder, resume=True, machine=CHOSEN_BY_THE_ENGINE)
    assert again.error is None
    assert again.threads == 1
    assert listener.of(Resumed)[0].bit_equal
    assert not listener.of(Noted)
    assert equal(tensors(made.folder), tensors(whole.folder))


def test_other_threads_are_said_and_recorded(tmp_path):
    made, _ = train_to(project(), 7, tmp_path)
    again, listener = train(project(), tmp_path, made.folder, resume=True, machine=Machine("cpu", 2))
    assert again.error is None
    assert not listener.of(Resumed)[0].bit_equal
    assert "with 2 instead of 1 CPU threads" in listener.of(Noted)[0].what


def test_a_leg_goes_on_as_it_was_begun(tmp_path):
    from engine.project.training.budgets import Steps

    made, _ = train(project(budget=Steps(3)), tmp_path)
    train_to(project(budget=Steps(9)), 5, tmp_path, made.folder, resume=True, machine=Machine("cpu", 2))
    again, listener = train(project(budget=Steps(9)), tmp_path, made.folder, resume=True, machine=CHOSEN_BY_THE_ENGINE)
    assert again.threads == 2
    assert made.folder.latest_environment().threads == 2
    assert not listener.of(Noted)


def test_what_once_went_on_otherwise_is_not_bit_equal_any_more(tmp_path):
    made, _ = train_to(project(), 3, tmp_path)
    train_to(project(), 5, tmp_path, made.folder, resume=True, machine=Machine("cpu", 2))
    again, listener = train(project(), tmp_path, made.folder, resume=True, machine=CHOSEN_BY_THE_ENGINE)
    assert again.threads == 1
    assert not listener.of(Resumed)[0].bit_equal
    assert not listener.of(Noted)


def test_a_run_of_another_machines_device_fails_in_words_and_stays_as_it_was(tmp_path):
    made, _ = train_to(project(), 3, tmp_path)
    rewritten(made.folder, device="cuda:3", hardware="NVIDIA H200", memory_format="contiguous_format")
    again, _ = train(project(), tmp_path, made.folder, resume=True, machine=CHOSEN_BY_THE_ENGINE)
    assert isinstance(again.error, DeviceError)
    assert not made.folder.lock_file.exists()
    again, listener = train(project(), tmp_path, made.folder, resume=True, machine=Machine("cpu"))
    assert again.error is None
    assert "on cpu instead of cuda:3" in listener.of(Noted)[0].what


def test_an_operation_that_cannot_be_repeated_is_named_once_in_the_log(tmp_path, monkeypatch):
    class Overheard:
        def __enter__(self):
            return {"max_pool2d_with_indices_backward_cuda"}

        def __exit__(self, *_):
            pass

    monkeypatch.setattr(course, "overheard", Overheard)
    _, listener = train(project(), tmp_path)
    (noted,) = listener.of(Noted)
    assert "max_pool2d_with_indices_backward_cuda" in noted.what


@pytest.mark.parametrize(
    ("before", "now"), [("given", "given"), ("unknown", "unknown"), ("measured", "kept"), ("kept", "kept")]
)
def test_whether_somebody_chose_the_threads_is_remembered_from_leg_to_leg(environment, before, now):
    found = conditions(CHOSEN_BY_THE_ENGINE, msgspec.structs.replace(environment, setup_by=before))
    assert found.setup_by == now


def test_a_checkpoint_says_the_threads_that_it_goes_on_with(environment):
    assert as_left(environment, Position(7, 100, threads=5)).threads == 5
    assert as_left(environment, Position(7, 100)) == environment  # of an earlier program
    assert as_left(None, Position(7, 100, threads=5)) is None
