"""Whatever is read of a run is read without torch: by the list of runs, by a chart, by another program's script."""

import subprocess
import sys
from pathlib import Path

from engine.project.training.budgets import Steps
from engine.runs.family.first_state import FirstState
from engine.runs.family.parent import Parent
from engine.runs.folder import RunFolder
from tests.engine.training.small import project, tensors, train

ROOT = Path(__file__).resolve().parents[3]
READS = """
import sys
from pathlib import Path

import engine
from engine.runs.commands import send
from engine.runs.reader import RunReader
from engine.runs.collection.run_list import run_list
from engine.service.runs.run_view import run_view

path = Path(sys.argv[1])
(listed,) = [run for run in run_list(path.parent) if run.folder == path]
assert listed.step == 30 and listed.accuracy is not None
reader, run = RunReader(path), engine.open_run(path)
assert reader.project() and reader.environment().threads == 1 and not reader.live
assert reader.result() == run.result and run.result.steps == 30
assert reader.parent() == run.parent and run.parent.step == 20
assert reader.events() and reader.evaluations() and len(reader.steps(after=7).steps) == 23
assert reader.folder.latest_project() == run.latest_project and reader.folder.latest_environment().device == "cpu"
assert 0 in run.kept_steps and 30 in run.kept_steps
for step in run.kept_steps:
    assert all(array.size for array in reader.arrays(step)[1].values()), step
    assert run.weights(step)
assert reader.newest()[0] == 30
assert len(run_view(path).legs) == 2
send(path, "stop")
wanted = {"torch", "torchvision", "PySide6"} & set(sys.modules)
assert not wanted, wanted
"""


def test_everything_of_a_run_is_read_without_it(tmp_path):
    first, _ = train(project(), tmp_path / "first")
    begun = FirstState(tensors(first.folder), parent=Parent(str(first.folder.path), 20))
    folder = RunFolder.create(project(), tmp_path / "runs", first=begun)
    train(project(), tmp_path, folder)
    made, _ = train(project(budget=Steps(30)), tmp_path, folder, resume=True)
    assert made.error is None
    done = subprocess.run(
        [sys.executable, "-c", READS, folder.path], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
