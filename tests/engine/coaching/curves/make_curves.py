"""Trains the runs that the coach is held against, and keeps of each what it may look at, a few kilobytes.

python -m tests.engine.coaching.curves.make_curves DATA [NAME…]   those of these names, or all that are not there yet

DATA is a folder with MNIST, Fashion-MNIST and CIFAR-10. What is kept lies beside this file, NAME.npz. All of them take
about half an hour.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

import engine
from engine.coaching.standing_still import Still, standing_still
from engine.errors import LayerscopeError
from engine.project.project import Project
from engine.runs.kept.snapshots import Snapshots
from engine.runs.reader import RunReader
from engine.runs.seen import APART, seen_of
from tests.engine.coaching.curves.recorded import HERE, keep

EDITS: dict[str, tuple[str, ...]] = {  # a recipe, and what is set
    # healthy ones, as they are trained in minutes
    "healthy-lenet5-digits": ("lenet5-sample",),
    "healthy-lenet5-digits-seed-7": ("lenet5-sample", "training.seed=7"),
    "healthy-lenet5-digits-sgd": ("lenet5-sample", "training.optimiser=sgd"),
    "healthy-lenet5-digits-one-cycle": (
        "lenet5-sample", "training.optimiser=sgd", "training.optimiser.rate=0.05", "training.schedule=one-cycle",
    ),
    "healthy-lenet5-digits-cosine": ("lenet5-sample", "training.schedule=cosine", "training.warm_up={}"),
    "healthy-lenet5-digits-augmented": (
        "lenet5-sample", 'data.augmentation=[{"kind":"shift"},{"kind":"rotation"}]', "training.budget.epochs=12",
    ),
    "healthy-lenet5-digits-validated": ("lenet5-sample", "data.validation=share", "training.keep_best={}"),
    "healthy-lenet5-digits-adagrad": ("lenet5-sample", "training.optimiser=adagrad"),
    "healthy-lenet5-digits-smoothed": ("lenet5-sample", "training.label_smoothing=0.1"),
    "healthy-lenet5-digits-exponential": (
        "lenet5-sample", "training.schedule=exponential", "training.optimiser.rate=0.002",
    ),
    "healthy-mlp-1-digits": ("mlp-1", "data.source=digits", "training.batch=32"),
    "healthy-lenet5-mnist": ("lenet5-mnist", "training.budget.epochs=1"),
    "healthy-lenet5-mnist-batch-64": ("lenet5-mnist", "training.batch=64"),
    "healthy-mlp-1-mnist": ("mlp-1", "training.batch=64", "training.budget.epochs=3"),
    "healthy-mlp-3-mnist": ("mlp-3", "training.batch=64", "training.budget.epochs=3"),
    "healthy-batchnorm-mnist": ("batchnorm-mnist", "data.share=0.05", "training.budget.epochs=6"),
    "healthy-cnn-16-32-mnist": ("cnn-16-32-mnist", "data.share=0.3", "training.budget.epochs=2"),
    "healthy-cnn-16-32-mnist-smoothed": (
        "cnn-16-32-mnist", "data.share=0.3", "training.budget.epochs=2", "training.label_smoothing=0.1",
    ),
    "healthy-firstcnn-fashion": ("firstcnn-fashion", "data.share=0.3", "training.budget.epochs=2"),
    "healthy-lenet5-fashion": ("lenet5-mnist", "data.source=fashion-mnist", "training.batch=64"),
    "healthy-lenet5-fashion-squared": (
        "lenet5-mnist", "data.source=fashion-mnist", "training.batch=64", "training.loss=squared-error",
    ),
    "healthy-lenet5-fashion-rmsprop": (
        "lenet5-mnist", "data.source=fashion-mnist", "training.batch=64", "training.optimiser=rmsprop",
        "training.optimiser.rate=0.001",
    ),
    "healthy-lenet5-cifar10": ("lenet5-cifar10", "training.batch=32", "data.share=0.3"),
    "healthy-dropout-cifar10": ("dropout-cifar10", "data.share=0.1", "training.budget.epochs=3"),
    "healthy-resnet-20-cifar10": ("resnet-20-cifar10", "training.budget.steps=150"),
    "healthy-plain-20-cifar10": ("plain-20-cifar10", "training.budget.steps=150"),
    "healthy-lenet5-mnist-nadam": ("lenet5-mnist", "training.batch=64", "training.optimiser=nadam"),
    "healthy-mlp-1-fashion-adamw": (
        "mlp-1", "data.source=fashion-mnist", "training.batch=64", "training.optimiser=adamw",
        "training.budget.epochs=4",
    ),
    # made to show a condition
    "overfitting-validation": (
        "lenet5-sample", "data.share=0.05", "data.validation=share", "training.budget.epochs=30",
        "training.batch=16", "training.optimiser.rate=0.003",
        'data.spoiling=[{"kind":"wrong-labels","share":0.3}]',
    ),
    "overfitting-test": ("lenet5-cifar10", "data.share=0.05", "training.batch=32", "training.budget.epochs=20"),
    "overfitting-fashion": (
        "lenet5-mnist", "data.source=fashion-mnist", "data.share=0.05", "data.validation=share", "training.batch=32",
        "training.budget.epochs=30",
    ),
    "diverged-lenet5": ("lenet5-sample", "training.optimiser.rate=3"),
    "diverged-mlp": ("mlp-1", "training.optimiser.rate=1", "training.batch=64", "training.budget.epochs=1"),
    "guessing-shuffled": (
        "lenet5-mnist", "data.share=0.2", 'data.spoiling=[{"kind":"shuffled-labels"}]', "training.batch=32",
        "training.budget.epochs=2",
    ),
    "guessing-adam": (
        "mlp-3", "data.share=0.2", "training.optimiser.rate=0.2", "training.batch=16", "training.budget.epochs=2",
    ),
    "guessing-crawls": ("lenet5-sample", "training.optimiser.rate=1e-8", "training.budget.epochs=3"),
    "dead-units-mlp": (
        "mlp-3", "training.optimiser.rate=0.01", "training.batch=32", "data.share=0.3", "training.budget.epochs=5",
    ),
    "rate-too-high-cifar10": (
        "lenet5-cifar10", "training.optimiser.rate=0.02", "training.batch=32", "data.share=0.3",
        "training.budget.epochs=5",
    ),
    "rate-too-low-adam": ("lenet5-sample", "training.optimiser.rate=0.00001", "training.budget.epochs=4"),
    "rate-too-low-sgd": ("convnet-fashion", "training.budget.epochs=2"),
    "dead-units-mnist": (
        "mlp-3", "training.optimiser.rate=0.02", "training.batch=64", "data.share=0.3", "training.budget.epochs=4",
    ),
    "rate-too-high-digits": ("lenet5-sample", "training.optimiser.rate=0.02"),
    "rate-too-high-above-guessing": (
        "lenet5-sample", "training.optimiser.rate=0.1", "training.budget.epochs=3", "network.1.filters=7",
    ),
    "rate-too-high-three-epochs": ("lenet5-sample", "training.optimiser.rate=0.02", "training.budget.epochs=3"),
    "plateau-digits": (
        "mlp-1", "data.source=digits", "network.2.units=3", "training.batch=32", "training.optimiser.rate=0.002",
        "training.budget.epochs=30",
    ),
    "plateau-wrong-labels": (
        "mlp-1", "data.share=0.2", 'data.spoiling=[{"kind":"wrong-labels","share":0.5}]', "network.2.units=4",
        "training.batch=32", "training.budget.epochs=20",
    ),
}  # fmt: skip


def main(data: Path, names: list[str]) -> None:
    """Trains them one after the other."""
    for name in names or [name for name in EDITS if not (HERE / f"{name}.npz").exists()]:
        recipe, *edits = EDITS[name]
        with tempfile.TemporaryDirectory() as folder:
            _record(name, engine.edit(recipe, *edits), data, Path(folder))


def _record(name: str, project: Project, data: Path, folder: Path) -> None:
    training = engine.train(project, out=folder, device="cpu", threads=1, data_dir=data)
    try:
        training.wait()
    except LayerscopeError as error:  # one that diverges fails
        sys.stdout.write(f"{name}: {error}\n")
    reader = RunReader(training.run.folder.path)
    keep(name, seen_of(reader, training=False), _still(reader))
    sys.stdout.write(f"{name}: {training.result}\n")
    sys.stdout.flush()


def _still(reader: RunReader) -> dict[int, tuple[Still, ...]]:
    """What was to be seen of it at each snapshot."""
    kept, project = Snapshots(reader.folder.snapshots), reader.folder.latest_project()
    steps = kept.steps()
    found = {}
    for step in steps:
        before = [one for one in steps if one and one + APART <= step][-1:]
        if before:
            found[step] = standing_still(project, kept.load(before[0]), kept.load(step), before[0])
    return found


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2:])
