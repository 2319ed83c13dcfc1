"""Proof: what may crash where a processor lacks it is first done in a process of its own, which may die of it."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path
from tempfile import TemporaryFile

import torch

from engine.machine.setup import Setup
from engine.project.project import Project
from engine.training.tuning.contest import Asked
from engine.training.tuning.proof_steps import Attempt
from engine.training.tuning.remembered import is_proven, proven_for, remember_proof
from engine.typed.document import written

SECONDS = 8.0  # that it may take; most of it goes into the import of torch
LOOK_SECONDS = 0.05
WORDS = ("-m", "engine.training.tuning.proof_steps")
ROOT = Path(__file__).parents[3]  # where a new process finds the engine, installed or not


def unproven(project: Project, setup: Setup, device: torch.device, asked: Asked, seconds: float | None = None) -> str:
    """A sentence why nothing is tried in this precision; empty where another process trained in it and lived.

    It may take so many seconds, few where nobody says. One that did is remembered for all networks of such layers.
    Raises Stopped.
    """
    key = proven_for(project, device, setup.precision)
    if is_proven(key):
        return ""
    reason = _tried(project, setup, device, asked, seconds)
    if not reason:
        remember_proof(key)
    return reason


def _tried(project: Project, setup: Setup, device: torch.device, asked: Asked, seconds: float | None) -> str:
    attempt = Attempt(project, project.facts.shape, len(project.facts.classes), setup, str(device))
    with TemporaryFile() as told:  # no pipe: one of a long project would wait until it is read
        told.write(written(attempt))
        told.seek(0)
        with subprocess.Popen(  # noqa: S603  # Python itself, with words of this file
            [sys.executable, *WORDS],
            cwd=ROOT,
            stdin=told,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        ) as process:
            try:
                return _outcome(process, setup, asked, seconds)
            finally:
                process.kill()


def _outcome(process: subprocess.Popen[bytes], setup: Setup, asked: Asked, seconds: float | None) -> str:
    ends = time.perf_counter() + (seconds or SECONDS)
    status = _waited(process)
    while status is None and time.perf_counter() < ends:
        asked.go_on()
        status = _waited(process)
    if status is None:
        return f"{setup.precision} was not tried: it took too long to find out whether it works here."
    return f"{setup.precision} was not tried: it does not work for this network here." if status else ""


def _waited(process: subprocess.Popen[bytes]) -> int | None:
    """Its exit status, if it ends soon."""
    try:
        return process.wait(LOOK_SECONDS)
    except subprocess.TimeoutExpired:
        return None
