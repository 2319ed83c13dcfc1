"""A machine without Qt's system libraries: the engine's tests run, the window's are skipped, and the end says why."""

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
