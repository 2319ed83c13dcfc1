"""Real kills of real processes: the script that proves it sixty times proves it here three times."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[4]


@pytest.mark.slow
@pytest.mark.timeout(600)  # three trainings, killed, and three twins, on a machine that may be busy
@pytest.mark.skipif(os.name == "nt", reason="SIGKILL as on Unix")
def test_nothing_is_lost_to_three_kills():
    words = [sys.executable, "benchmarks/kills.py", "--kills", "3", "--seed", "11"]
    done = subprocess.run(words, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout.splitlines()[-2].startswith("3 kills")
    assert done.stdout.splitlines()[-1] == "Nothing was lost."
