"""Adds samples of what this program writes: documents of each kind, the schema of their format, and a whole run.

    python tests/samples/make_samples.py

NAME-vN-1.json is a document of version N, schemas/NAME-vN.json what version N allows, and run-1, run-2, … are runs. No
sample is ever changed: each was written by the program of its time. A format that changed so that it needs the next
version is refused.
"""

from __future__ import annotations

import json
import shutil
import sys
import tempfile
from pathlib import Path
from typing import Any, get_args

sys.path.insert(0, str(Path(__file__).resolve().parent.parent.parent))

from msgspec.structs import replace

from engine.data.known_checksums import KnownChecksums
from engine.exchange.archive import About
from engine.machine.setup import Setup
from engine.network.layers import BatchNorm, Flatten, Linear
from engine.network.network import Network
from engine.network.nodes import LAYERS, Node, Repeat, Residual, random_ids
from engine.network.pooling import AvgPool2d
from engine.processes import Process
from engine.project.data.augmentations import Augmentation
from engine.project.data.data_settings import DataSettings, Normalisation, Validation
from engine.project.data.sources import SOURCES
from engine.project.data.spoiling import Spoiling
from engine.project.project import Project
from engine.project.training.averaging import Averaging
from engine.project.training.budgets import Budget, Epochs
from engine.project.training.optimisers import Clipping, Optimiser
from engine.project.training.own_drawings import MixedDrawings
from engine.project.training.rate.schedules import Schedule, SlowStart, WarmUp
from engine.project.training.training_settings import TrainingSettings
from engine.project.training.watching import EarlyStopping, KeepBest
from engine.queue.entry import ENDED, Entry, QueueFile
from engine.runs.collection.label import Label, StepNote
from engine.runs.family.began import Began
from engine.runs.family.parent import Behind, Parent
from engine.runs.family.typed_in import TypedFilter, TypedFilters
from engine.training.tuning.remembered import KnownSetups
from engine.training.tuning.tuned import KnownSetup
from engine.typed.document import changed, written
from engine.typed.versions import Format
from gui.stack.list.dragging.layer_clip import clip_of
from gui.state.settings import Settings
from tests.engine.training import small
from tests.samples import SAMPLES
from tests.samples.formats import FORMATS, IN_A_RUN
from tests.samples.schemas import extends, recorded, schema, schema_file

CHOICES = (SOURCES, *map(get_args, (Validation, Normalisation, Optimiser, Schedule, Budget)))


def network() -> Network:
    """One layer of every kind, some of them in blocks."""
    new_id = random_ids(1)
    *nodes, inside, beside = (Node(new_id(), kind()) for kind in LAYERS)
    block = Residual((Node(new_id(), Repeat((inside,), 3)),), (beside,))
    return Network((*nodes, Node(new_id(), block, "A block", enabled=False, trainable=False, note="A *note*.")))


def project(turn: int) -> Project:
    """A project whose every choice is the `turn`-th, so that some turns show all."""
    source, validation, normalisation, optimiser, schedule, budget = (kinds[turn % len(kinds)]() for kinds in CHOICES)
    augmentation = tuple(kind() for kind in get_args(Augmentation))
    spoiling = tuple(kind() for kind in get_args(Spoiling))
    parts = {"source": source, "validation": validation, "normalisation": normalisation}
    data = changed(DataSettings(), **parts, augmentation=augmentation, spoiling=spoiling, share=0.5)
    training = changed(
        TrainingSettings(),
        optimiser=optimiser,
        schedule=schedule,
        budget=budget,
        warm_up=WarmUp(),
        slow_start=SlowStart(),
        batch=100,
        clipping=Clipping(),
        early_stopping=EarlyStopping(),
        keep_best=KeepBest(),
        zero_last_norm=True,
        average=Averaging(),
        drawings=MixedDrawings(),
        precision="bfloat16",
        deterministic=False,
        loss="squared-error",
        class_weights="balanced",
        label_smoothing=0.1,
    )
    return Project(title=f"Sample {turn}", notes="# Über *alles*", network=network(), data=data, training=training)


def queue() -> QueueFile:
    """One with an entry in each state."""
    process = Process(4711, 1795735609.5, "here", "boot 17")
    waiting = Entry("0a1b", "5c6d.json", "Sample", 3, "/data", "cpu")
    running = replace(
        waiting, id="1b2c", state="running", run="2026-11-21_174510_lenet-5_k3f", process=process, threads=2
    )
    ended = [replace(running, id=f"{number}", state=state) for number, state in enumerate(ENDED)]
    failed = replace(ended[1], deaths=3, kept=100, why="It ended without a word.")
    told = replace(running, told=True, paused=True, image_memory="25%")
    going = (replace(running, cancelled=True), told, replace(told, id="2c3d", state="waiting", told=False), waiting)
    return QueueFile((*ended, failed, *going), held=True, waits="The disk is full.")


def documents() -> dict[str, list[object]]:
    """Documents of each kind but those that a run leaves."""
    nodes, full = network(), Setup(2, "channels_last")
    settings = Settings(
        theme="dark", zoom=1.5, recent=("/a.json",), layout={"main": (1, 2)}, geometry=(1, 2, 3, 4), threads=2
    )
    notes = (StepNote(0, "Begun"), StepNote(938, "Rate lowered"))
    return {
        "project": [project(turn) for turn in range(max(map(len, CHOICES)))],
        "settings": [Settings(), settings],
        "layers": [clip_of(nodes, [node.id for node in nodes.nodes], "abc")],
        "model": [About(938, began_learned=True)],
        "label": [Label("A name of mine", "Wider than the last.\n\nBetter, too.", ("wide", "no dropout"), True, notes)],
        "queue": [QueueFile(), queue()],
        "setups": [KnownSetups({"0123": KnownSetup(full, "tuned", lower=replace(full, precision="bfloat16"))})],
        "checksums": [KnownChecksums({"0123": "4567"})],
        "began": [Began(learned=True)],
        "typed_in": [TypedFilters((TypedFilter("n0001a", 0, "Layer 1 (Convolution)", "0123456789abcdef"),))],
        "parent": [Parent("/runs/2026-11-21_174510_lenet-5_k3f", 938, "LeNet-5", 0.98, Behind(1876, 2.0, 12.5))],
    }


def add_run() -> None:
    """Trains a small network for two epochs, then for two more, and keeps the folder."""
    network = small.network(AvgPool2d((7, 7), (7, 7)), Flatten(), BatchNorm(), Linear())
    begun = Project(title="Sample", network=network, training=TrainingSettings(batch=4000, budget=Epochs(2)))
    longer = changed(begun, training=changed(begun.training, budget=Epochs(4)))
    with tempfile.TemporaryDirectory() as runs:
        made, _ = small.train(begun, Path(runs))
        small.train(longer, Path(runs), made.folder, resume=True)
        shutil.copytree(made.folder.path, SAMPLES / f"run-{len(list(SAMPLES.glob('run-*'))) + 1}")


def add_documents(one: Format[Any]) -> None:
    """Samples of a format's current version, numbered on from those that are there."""
    stem = f"{one.name}-v{one.version}"
    there = len(list(SAMPLES.glob(f"{stem}-*.json")))
    for number, document in enumerate(documents()[one.name], there + 1):
        (SAMPLES / f"{stem}-{number}.json").write_bytes(written(document))


def main() -> None:
    """Adds what no sample shows yet."""
    new = [one for one in FORMATS if recorded(one) != schema(one)]
    refused = [one.name for one in new if not extends(schema(one), recorded(one))]
    if refused:
        sys.exit(f"Changed, so raise the version and write the upgrade: {', '.join(refused)}.")
    for one in new:
        if one.name not in IN_A_RUN:
            add_documents(one)
        schema_file(one).write_text(json.dumps(schema(one), indent=1) + "\n", encoding="utf-8")
    if any(one.name in IN_A_RUN for one in new):
        add_run()


if __name__ == "__main__":
    main()
