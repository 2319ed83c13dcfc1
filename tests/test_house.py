"""What the house itself promises: the digits that ship with it, documents that open without torch or Qt, pages that
name files which are there, and tested versions of everything that is installed."""

import ast
import hashlib
import re
import subprocess
import sys
import tomllib
from importlib.metadata import requires
from pathlib import Path

import numpy as np
import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parent.parent
DIGITS = ROOT / "resources" / "mnist-10k.npz"
COUNTS = [1001, 1127, 991, 1032, 980, 863, 1014, 1070, 944, 978]
PYPROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def digits():
    with np.load(DIGITS, allow_pickle=False) as arrays:
        return arrays["images"], arrays["labels"]


def pictures(images):
    return sorted(image.tobytes() for image in images)


def test_digits_have_their_shapes_types_and_counts(digits):
    images, labels = digits
    assert (images.shape, images.dtype) == ((10_000, 28, 28), np.uint8)
    assert (labels.shape, labels.dtype) == ((10_000,), np.int64)
    assert np.bincount(labels).tolist() == COUNTS


@pytest.mark.parametrize(("array", "name"), [(0, "images"), (1, "labels")])
def test_digits_have_the_fingerprint_that_their_page_names(digits, array, name):
    page = DIGITS.with_suffix(".md").read_text(encoding="utf-8")
    named = re.search(rf"SHA-256 of the bytes of {name} +([0-9a-f]{{64}})", page)[1]
    assert hashlib.sha256(digits[array].tobytes()).hexdigest() == named


def test_each_class_falls_four_to_one_into_training_and_test(digits):
    share = np.bincount(digits[1][:8000]) / COUNTS
    assert np.all((share > 0.775) & (share < 0.825))


def test_digits_are_the_first_ten_thousand_of_mnist(digits, real_data):
    raw = real_data / "MNIST" / "raw"
    images = np.fromfile(raw / "train-images-idx3-ubyte", np.uint8, offset=16, count=10_000 * 784)
    labels = np.fromfile(raw / "train-labels-idx1-ubyte", np.uint8, offset=8, count=10_000)
    originals = images.reshape(-1, 28, 28)
    for digit in range(10):
        assert pictures(digits[0][digits[1] == digit]) == pictures(originals[labels == digit])


def document_rooms():
    """The one list of them, in the contract that holds them."""
    contracts = PYPROJECT["tool"]["importlinter"]["contracts"]
    return next(one["source_modules"] for one in contracts if one["name"].startswith("The document rooms"))


def modules_of(room):
    path = ROOT / room.replace(".", "/")
    return [room, *(f"{room}.{file.stem}" for file in sorted(path.glob("[!_]*.py")))]


def test_document_rooms_load_neither_torch_nor_qt():
    modules = [module for room in document_rooms() for module in modules_of(room)]
    code = f"import sys; import {', '.join(modules)}; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert not {"torch", "torchvision", "PySide6", "pyqtgraph"} & set(done.stdout.split())
    assert len(modules) > 30


ROOMS = ("engine", "gui", "tests", "benchmarks")
PAGES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").rglob("*.md"))]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_pages_name_files_that_are_there(page):
    files = [ROOT / "main.py", *(path for room in ROOMS for path in (ROOT / room).rglob("*.py"))]
    for name in re.findall(r"`([\w./*]+\.py)\b", page.read_text(encoding="utf-8")):
        assert any(path.match(name) for path in files), name


def holds(requirement, extras=()):
    return requirement.marker is None or any(requirement.marker.evaluate({"extra": extra}) for extra in ("", *extras))


def reached(lines, extras=(), seen=None):
    """All requirements that hold on this machine, and those of their packages in turn, by their own words."""
    seen = {} if seen is None else seen
    for requirement in map(Requirement, lines):
        if str(requirement) not in seen and holds(requirement, extras):
            seen[str(requirement)] = requirement
            reached(requires(requirement.name) or (), requirement.extras, seen)
    return seen.values()


def named(requirements):
    return {canonicalize_name(requirement.name) for requirement in requirements}


def test_every_package_has_its_tested_version_unless_its_parent_names_one():
    project = PYPROJECT
    tested = filter(holds, map(Requirement, project["tool"]["uv"]["constraint-dependencies"]))
    asked = reached([*project["project"]["dependencies"], *project["dependency-groups"]["dev"]])
    exact = (one for one in asked if any(part.operator == "==" for part in one.specifier))
    assert named(asked) - named(exact) - named(tested) == set()


def test_a_run_is_read_without_torch():
    """Stack, chart and figures of a run are there before the engine is."""
    modules = modules_of("engine.runs")
    code = f"import sys; import {', '.join(modules)}; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert not {"torch", "torchvision", "PySide6", "pyqtgraph"} & set(done.stdout.split())


def test_the_window_asks_the_service_and_not_the_library():
    """The library loads its parts lazily by name, which no import contract sees."""
    files = sorted((ROOT / "gui").rglob("*.py"))
    nodes = [node for path in files for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))]
    whole = [name for node in nodes if isinstance(node, ast.Import) for name in node.names if name.name == "engine"]
    parts = [node for node in nodes if isinstance(node, ast.ImportFrom) and node.module == "engine"]
    assert not whole
    assert {name.name for node in parts for name in node.names} <= {"events", "figures"}


OF_SYSTEMS = re.compile(
    r"os\.(fsync|replace|rename|link|name|uname|setpriority|sched_getaffinity)\b|sys\.platform|shutil\.rmtree"
    r"|\.rename\(\w+\)|\b(fcntl|msvcrt|winreg|platformdirs|expanduser)\b"
)


def test_what_differs_between_systems_is_decided_in_one_module():
    files = [ROOT / "main.py", *(path for room in ("engine", "gui") for path in sorted((ROOT / room).rglob("*.py")))]
    found = {path.relative_to(ROOT).as_posix() for path in files if OF_SYSTEMS.search(path.read_text(encoding="utf-8"))}
    assert found == {"engine/platform.py"}
