"""What averaged weights cost a step: LeNet-5 at batch 10 on the bundled digits, one thread, with and without them.

Evaluations are left out: they take twice as long where an average is tried beside the weights.

    python benchmarks/averaging.py             10 pairs of 10 s for each setting
    python benchmarks/averaging.py --quick     4 pairs of 1 s: a trial, no figures to quote
"""

import argparse
import sys
import time
from pathlib import Path

import torch

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from paired import blocks, ratios, row

from engine.data.dataset import Dataset
from engine.data.store import load
from engine.project.recipes import read_recipe
from engine.project.training.averaging import Averaging
from engine.project.training.budgets import Steps
from engine.training.steps.loop import Trainer
from engine.training.steps.preparation import prepare
from engine.typed.document import changed

AT_ONCE = 50  # steps between two fetches


def trainer(dataset: Dataset, average: Averaging | None) -> Trainer:
    """At its first step, with no end in sight."""
    project = read_recipe("lenet5-sample")
    training = changed(project.training, batch=10, budget=Steps(10**9), average=average)
    return prepare(changed(project, training=training), dataset, torch.device("cpu")).trainer


def speed(of: Trainer, seconds: float) -> float:
    """Steps a second of processor time, which is less disturbed by others."""
    begun, steps = time.thread_time(), 0
    while time.thread_time() - begun < seconds:
        for _ in range(AT_ONCE):
            of.advance()
        of.fetch()
        steps += AT_ONCE
    return steps / (time.thread_time() - begun)


def main() -> None:
    """Prints how many steps a second there are with an average, against those without."""
    torch.set_num_threads(1)
    pairs, seconds = blocks(argparse.ArgumentParser(description=__doc__), (4, 1.0))
    dataset = load(read_recipe("lenet5-sample").data)
    for every, least in ((Averaging().every, 0.98), (1, None)):
        plain, averaged = (trainer(dataset, average) for average in (None, Averaging(every=every)))
        found = ratios(lambda s, of=plain: speed(of, s), lambda s, of=averaged: speed(of, s), pairs, seconds)
        print(row(f"steps a second, averaged every {every}", found, least=least), flush=True)


if __name__ == "__main__":
    main()
