"""Every document that any version of the program has written still opens. Those of the window need Qt."""

import json
import re
import shutil
from pathlib import Path

import msgspec
import pytest

from engine.runs.folder import RunFolder
from engine.runs.reader import RunReader
from tests.engine.training import small
from tests.samples import SAMPLES
from tests.samples.formats import FORMATS, IN_A_RUN, samples, version
from tests.samples.schemas import extends, recorded, schema

ROOT = Path(__file__).resolve().parents[2]
ALL = [pytest.param(one, path, id=str(path.relative_to(SAMPLES))) for one in FORMATS for path in samples(one)]
RUNS = sorted(SAMPLES.glob("run-*"))
MAKE = "python tests/samples/make_samples.py"
MADE = re.compile(r'\bFormat\(\s*"(\w+)",')


def is_within(raw, whole):
    """Whether all that an untyped document holds is in another one, which may hold more."""
    if not isinstance(raw, dict):
        return raw == whole
    return all(name in whole and is_within(value, whole[name]) for name, value in raw.items())


def test_every_format_of_the_source_is_listed():
    sources = [*(ROOT / "engine").rglob("*.py"), *(ROOT / "gui").rglob("*.py")]
    found = [name for path in sources for name in MADE.findall(path.read_text(encoding="utf-8"))]
    assert sorted(found) == sorted(one.name for one in FORMATS)


@pytest.mark.parametrize(("one", "path"), ALL)
def test_every_sample_opens_with_all_that_it_holds(one, path):
    document = one.read(path.read_bytes())
    if version(path) == one.version:
        held = json.loads(path.read_bytes())
        older = {name for name, part in one.parts.items() if held.get(name, {}).get("version", 1) != part.version}
        held = {name: value for name, value in held.items() if name not in older}
        assert is_within(held, json.loads(msgspec.json.encode(document)))


@pytest.mark.parametrize("one", FORMATS, ids=lambda one: one.name)
class TestEveryFormat:
    def test_every_version_has_a_sample(self, one):
        assert {version(path) for path in samples(one)} == set(range(1, one.version + 1)), MAKE

    def test_its_schema_changes_with_its_version_alone(self, one):
        assert extends(schema(one), recorded(one)), f"{one.name} has changed: raise its version, then {MAKE}"
        assert schema(one) == recorded(one), MAKE


@pytest.mark.parametrize("run", RUNS, ids=lambda run: run.name)
class TestEveryRun:
    def test_it_is_read_whole(self, run):
        reader = RunReader(run)
        assert (reader.project().title, reader.environment().threads) != ("", None)
        assert reader.result().steps == len(reader.steps().steps) == reader.events()[-1].step == 8
        assert reader.newest()[0] == 8

    def test_it_goes_on(self, run, tmp_path):
        folder = RunFolder.open(Path(shutil.copytree(run, tmp_path / run.name)))
        project = folder.latest_project()
        longer = msgspec.structs.replace(
            project, training=msgspec.structs.replace(project.training, budget=type(project.training.budget)(5))
        )
        made, _ = small.train(longer, tmp_path, folder, resume=True)
        assert made.result.steps == 10


def test_a_run_holds_every_document_that_runs_leave():
    for pattern in IN_A_RUN.values():
        assert all(list(run.glob(pattern)) for run in RUNS), pattern
