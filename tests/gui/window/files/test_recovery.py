"""Killed at any moment: the real program, started anew, has the work that was not saved."""

import contextlib
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from engine.project.project import read_project
from engine.project.recipes import read_recipe
from gui.window.files.recovery import recovery_folder

ROOT = Path(__file__).resolve().parents[4]
PATIENCE = 120  # seconds that a slow, busy machine may take

# The program itself; `act` is called once it has begun, as a person acts then.
START = """
import gui.app
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
begin = gui.app._begin
def begin_and_act(window, *given):
    begin(window, *given)
    act(window)
gui.app._begin = begin_and_act
{act}
gui.app.main([])
"""

DELETE_A_LAYER = """
def act(window):
    QTest.qWaitForWindowActive(window.chrome.frame)
    window.panels.stack.view.setFocus()
    QTest.keyClick(window.panels.stack.view, Qt.Key.Key_Delete)
"""

TELL = """
import os
def act(window):
    kinds = [type(node.op).__name__ for node in window.shared.document.network.nodes]
    print(window.shared.document.project.title, window.shared.document.modified, *kinds, sep=",", flush=True)
    os._exit(0)
"""


def start(act: str) -> subprocess.Popen[str]:
    return subprocess.Popen([sys.executable, "-c", START.format(act=act)], cwd=ROOT, stdout=subprocess.PIPE, text=True)


def wait_for_recovery(program: subprocess.Popen[str]) -> Path:
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        if found := list(recovery_folder().glob("*.json")):
            return found[0]
        with contextlib.suppress(subprocess.TimeoutExpired):
            pytest.fail(f"it ended with {program.wait(0.05)}")
    pytest.fail("nothing was kept")


@pytest.mark.slow
@pytest.mark.timeout(300)
def test_unsaved_work_is_there_again_after_a_kill() -> None:
    program = start(DELETE_A_LAYER)
    try:
        kept = wait_for_recovery(program)
    finally:
        program.send_signal(signal.SIGKILL)
        program.communicate()
    assert program.returncode == -signal.SIGKILL
    expected = read_recipe("lenet5-sample").network.nodes[1:]
    assert read_project(kept).network.nodes == expected
    title, modified, *kinds = start(TELL).communicate(timeout=PATIENCE)[0].strip().split(",")
    assert title == read_recipe("lenet5-sample").title
    assert modified == "True"
    assert kinds == [type(node.op).__name__ for node in expected]
