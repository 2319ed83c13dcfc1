"""The last run of a project, among runs of others, and some that cannot be read."""

import pytest

from engine.errors import Stopped
from engine.project.project import Project, save_project
from engine.project.recipes import read_recipe
from engine.runs.collection.last_run import last_run_of
from engine.runs.folder import Result, RunFolder
from engine.typed.document import changed

MINE, OTHER = read_recipe("lenet5-sample"), read_recipe("batchnorm-mnist")


def put(root, day: int, project: Project, steps: int = 40) -> str:
    folder = RunFolder(root / f"2026-01-{day:02}_000000_a_aaa")
    for part in (folder.checkpoints, folder.snapshots):
        part.mkdir(parents=True)
    save_project(project, folder.project_file)
    folder.write_result(Result(folder.id, "budget", 2, steps, 1.5, 900.0, None, 0.5, 0.25, 0.75 if steps else None))
    return folder.id


def last(root, project: Project = MINE) -> str | None:
    found = last_run_of(project, root, lambda: None)
    return found and found.name


def test_the_newest_of_the_same_network_and_data_however_it_was_trained(tmp_path):
    assert last(tmp_path) is None
    put(tmp_path, 1, MINE)
    assert last(tmp_path).startswith("2026-01-01")
    trained = changed(MINE, title="Called otherwise", training=changed(MINE.training, seed=7, batch=64))
    put(tmp_path, 3, trained)
    put(tmp_path, 2, MINE)
    put(tmp_path, 4, OTHER)
    put(tmp_path, 5, changed(MINE, data=changed(MINE.data, share=0.5)))
    put(tmp_path, 6, MINE, steps=0)
    (tmp_path / "2026-01-09_000000_a_aaa").mkdir()
    damaged = put(tmp_path, 8, MINE)
    (tmp_path / damaged / "project.json").write_text("{")
    assert last(tmp_path).startswith("2026-01-03")
    assert last(tmp_path, OTHER).startswith("2026-01-04")


def test_the_search_can_be_ended(tmp_path):
    put(tmp_path, 1, MINE)

    def stop() -> None:
        raise Stopped

    with pytest.raises(Stopped):
        last_run_of(MINE, tmp_path, stop)
