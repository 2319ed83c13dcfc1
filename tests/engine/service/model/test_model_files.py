"""Files with a model: saved as it was shown when that was asked, opened elsewhere, refused where damaged."""

from pathlib import Path

import numpy as np
import pytest

from engine.errors import InputError, ProjectError
from engine.service import questions as q
from engine.typed.document import changed
from tests.engine.service.door import SMALL, Door, Held, a_one, small


def test_a_file_with_the_model_opens_elsewhere(door: Door, tmp_path: Path):
    project = small()
    door.ask(q.ShowProject(project))
    before = door.ask(q.Predict(a_one()))
    path = tmp_path / "small.layerscope"
    assert door.ask(q.SaveWithModel(project, path, b"png")) == path
    other = changed(project, training=changed(project.training, seed=99))
    door.ask(q.ShowProject(other))
    assert door.ask(q.ReadModelFile(path)) == project
    assert door.ask(q.ShowModelFile(path)).project == project
    after = door.ask(q.Predict(a_one()))
    assert np.array_equal(before.probabilities, after.probabilities)


def test_what_is_saved_is_what_was_asked_to_be_shown_before(door: Door, tmp_path: Path):
    """Even while the thread that shows it is still busy."""
    door.ask(q.ShowProject(small(seed=1)))
    with Held(door):
        door.service.ask(q.ShowProject(small(seed=2)))
        saved = door.service.ask(q.SaveWithModel(small(seed=2), tmp_path / "x.layerscope", b""))
    door.answer(saved)
    before = door.ask(q.Predict(a_one()))
    door.ask(q.ShowModelFile(tmp_path / "x.layerscope"))
    assert np.array_equal(door.ask(q.Predict(a_one())).probabilities, before.probabilities)


def test_what_began_with_the_weights_of_a_file_began_learned_and_so_does_its_own_file(door: Door, tmp_path: Path):
    """Though it is of no run, and at step 0 itself."""
    door.ask(q.ShowProject(small()))
    trained = door.train(small())
    shown = door.ask(q.ShowRun(door.service.folder(trained)))
    door.ask(q.SaveWithModel(shown.project, tmp_path / "a.layerscope", b""))
    assert not door.ask(q.ShowModelFile(tmp_path / "a.layerscope")).began_learned
    further = door.service.folder(door.train(small(1), from_shown=True))
    assert not (further / "parent.json").exists()
    first = door.ask(q.ShowRun(further, 0))
    assert first.trained
    door.ask(q.SaveWithModel(first.project, tmp_path / "b.layerscope", b""))
    assert door.ask(q.ShowModelFile(tmp_path / "b.layerscope")).trained


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 no zip", b"{}"])
@pytest.mark.parametrize("question", [q.ReadModelFile, q.ShowModelFile])
def test_a_damaged_file_with_a_model_is_refused_in_words(door: Door, tmp_path: Path, content: bytes, question: type):
    path = tmp_path / "broken.layerscope"
    path.write_bytes(content)
    with pytest.raises(ProjectError) as refused:
        door.ask(question(path))
    assert "broken.layerscope" in str(refused.value)


def test_saving_with_the_model_of_another_stack_is_refused(door: Door, tmp_path: Path):
    door.ask(q.ShowProject(small()))
    other = changed(small(), network=SMALL.change({"n00002"}, bias=False))
    with pytest.raises(InputError):
        door.ask(q.SaveWithModel(other, tmp_path / "x.layerscope", b""))
