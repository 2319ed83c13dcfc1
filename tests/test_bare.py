"""A machine without Qt, its libraries or the real images: the other tests run, and the end says what is lacking."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent

NO_LIBRARIES = """
import ctypes

class Loader(ctypes.CDLL):
    def __init__(self, name, *rest, **named):
        if name and any(word in name for word in ("libEGL", "libxcb-", "libQt6")):
            raise OSError(name)
        super().__init__(name, *rest, **named)

ctypes.CDLL = Loader
"""
NO_DATA = """
import os, pathlib
os.environ.pop("LAYERSCOPE_TEST_DATA", None)
exists = pathlib.Path.exists
pathlib.Path.exists = lambda path, **how: path.name != "unpack" and exists(path, **how)
"""
NO_QT = """
import sys
sys.modules["PySide6"] = None
"""


def _pytest(before: str, *arguments: str) -> subprocess.CompletedProcess:
    code = f"{before}\nimport sys, pytest\nsys.exit(pytest.main(['-p', 'no:cacheprovider', *sys.argv[1:]]))"
    command = [sys.executable, "-c", code, *arguments]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)


@pytest.mark.parametrize("before", [NO_LIBRARIES, NO_QT], ids=["no libraries", "no Qt"])
def test_the_run_passes_and_its_summary_says_what_the_window_lacks(before: str) -> None:
    done = _pytest(before, "-q", "tests", "--ignore=tests/engine", "--ignore=tests/test_bare.py", "-k", "fingerprint")
    assert done.returncode == 0, done.stdout
    assert "2 passed, 2 skipped" in done.stdout
    assert done.stdout.count("The window needs ") == 1


def test_where_the_real_images_are_not_the_end_says_how_many_tests_lack_them():
    done = _pytest(NO_DATA, "-q", "tests/engine/data/test_loading.py", "-k", "published")
    assert done.returncode == 0, done.stdout
    *_, said, count = done.stdout.splitlines()
    assert said.startswith("2 tests were skipped: MNIST is not here (set LAYERSCOPE_TEST_DATA")
    assert count.startswith("2 skipped")
