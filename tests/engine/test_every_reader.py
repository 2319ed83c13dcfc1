"""Whatever becomes of a file, its reader gives what there is or says in words what is wrong: nothing else comes out.

LAYERSCOPE_EXAMPLES=10000 tries ten thousand mutations of each file; CONTRIBUTING.md says how.
"""

from __future__ import annotations

import gzip
import hashlib
import io
import json
import shutil
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from unittest import mock

import numpy as np
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from engine.data.first_images import first_images
from engine.data.importing.bringing_in import brought_in
from engine.data.readers.digits import read_bundled
from engine.data.store import load
from engine.errors import DataError, ImageError, InputError, LayerscopeError, NewerVersion, ProjectError, RunFolderError
from engine.exchange.archive import About, open_archive, save_archive
from engine.library.finding import read as read_named
from engine.library.looking.trained import trained
from engine.prediction.picture import decoded, drawing_in_image, from_file
from engine.project import recipes
from engine.project.assignments import assigned
from engine.project.data.data_settings import DataSettings
from engine.project.data.sources import AnySource, Cifar10, Cifar100, Digits, EmnistLetters, Mnist, Svhn
from engine.project.project import read_project
from engine.project.recipes import read_recipe
from engine.queue.entry import cancelled
from engine.queue.queue import Queue
from engine.queue.view import QueueViews
from engine.runs.checkpoints import Checkpoints, Damaged
from engine.runs.collection.label import LabelChange, write_label
from engine.runs.collection.run_list import run_list
from engine.runs.commands import taken
from engine.runs.environment import read_environment, recorded_root
from engine.runs.family.began import began_learned
from engine.runs.family.parent import read_parent
from engine.runs.family.typed_in import read_typed_in
from engine.runs.folder import RunFolder
from engine.runs.kept.predictions import Predictions, mean_loss, share_right
from engine.runs.kept.snapshots import Snapshots
from engine.runs.kept.statistics import Statistics
from engine.runs.legs import read_legs
from engine.runs.lock.lock import Lock, live_holder
from engine.runs.logs import read_log
from engine.runs.reader import RunReader
from engine.runs.summary import summary
from engine.service.runs.run_view import run_view
from tests.engine.data.sets import put_cifar, put_cifar_100, put_emnist, put_jpeg, put_mnist, put_svhn
from tests.mutations import MANY, mutated, mutated_bytes, mutated_lines
from tests.own_images import arrays, put_classes

SAMPLES = Path(__file__).resolve().parent.parent / "samples"
RUN = SAMPLES / "run-5"
CHECKPOINT = "run/checkpoints/000008"
PROJECT, ARCHIVE = "lenet5-sample.json", "mine.layerscope"


@dataclass(frozen=True)
class Case:
    """A file and who reads it. `put` lays good files into a folder; `errors` are what the reader promises to raise."""

    name: str
    file: str
    put: Callable[[Path], object]
    read: Callable[[Path], object]
    errors: tuple[type[Exception], ...] = ()
    mutations: Callable[[bytes], st.SearchStrategy[bytes]] = mutated_bytes


def a_run(folder: Path) -> None:
    shutil.copytree(RUN, folder / "run")
    (folder / "run" / "parent.json").write_text('{"run": "/runs/other", "step": 5, "version": 1}')
    shutil.copy(SAMPLES / "began-v1-1.json", folder / "run" / "began.json")
    shutil.copy(SAMPLES / "typed_in-v1-1.json", folder / "run" / "typed_in.json")
    (folder / "run" / "label.json").write_text('{"title": "Mine", "note": "Wide.", "version": 1}')
    (folder / "run" / "command").write_text("pause\n")


def of_run(read: Callable[[RunFolder], object]) -> Callable[[Path], object]:
    return lambda folder: read(RunFolder(folder / "run"))


def with_sums(read: Callable[[RunFolder], object]) -> Callable[[Path], object]:
    """The checkpoint's manifest is made to fit, so that what it proves whole is read."""

    def look(folder: Path) -> object:
        place = folder / CHECKPOINT
        files = {path.name: path for path in place.iterdir() if path.name != "manifest.json"}
        sums = {name: hashlib.sha256(path.read_bytes()).hexdigest() for name, path in files.items()}
        (place / "manifest.json").write_text(json.dumps({"files": sums}))
        return read(RunFolder(folder / "run"))

    return look


def in_list(folder: Path) -> None:
    assert [run.name for run in run_list(folder)] in (["run"], [])


def whole_view(run: RunFolder) -> None:
    reader = RunReader(run.path)
    for look in (partial(run_view, run.path), reader.environment, reader.result, reader.parent, reader.newest):
        with suppress(LayerscopeError):
            look()
    assert reader.live in (True, False)


def take_lock(run: RunFolder) -> None:
    live_holder(run.lock_file)
    lock = Lock(run.lock_file)
    lock.acquire()
    lock.release()


def a_lock(folder: Path) -> None:
    (folder / "run").mkdir()
    Lock(folder / "run" / "lock").acquire()


def a_queue(folder: Path) -> None:
    (folder / ".queue").mkdir()
    shutil.copy(SAMPLES / "queue-v1-2.json", folder / ".queue" / "queue.json")


def in_queue(folder: Path) -> None:
    queue = Queue(folder)
    QueueViews(queue).view()
    queue.change(lambda before: cancelled(before, {one.id for one in before.entries}))
    for kept in queue.damaged():
        kept.unlink()


def a_project(folder: Path) -> None:
    shutil.copy(SAMPLES / "project-v1-2.json", folder / PROJECT)


def a_recipe(folder: Path) -> object:
    with mock.patch.object(recipes, "FOLDER", folder):
        return read_recipe("lenet5-sample")


def some_digits(folder: Path) -> None:
    images = np.random.default_rng(0).integers(0, 256, (20, 28, 28), np.uint8)
    np.savez_compressed(folder / "digits.npz", images=images, labels=np.arange(20) % 10)


def digits(folder: Path) -> None:
    source = mock.Mock(wraps=Digits(), published=Digits.published.counted(16, 4), title="Digits")
    read_bundled(source, folder / "digits.npz")


def zipped(put: Callable[[Path], Path], file: str) -> Callable[[Path], object]:
    def lay(folder: Path) -> None:
        path = put(folder) / file
        path.write_bytes(gzip.compress(path.read_bytes()))

    return lay


def one_of_each(folder: Path) -> None:
    put_jpeg(folder, images=1)


def images_of(kind: type) -> Callable[[Path], object]:
    return lambda folder: load(DataSettings(source=kind()), folder)


def first_of(source: AnySource) -> Callable[[Path], object]:
    return lambda folder: first_images(source, folder, 10)


def an_image(format: str, mode: str) -> Callable[[Path], object]:
    def lay(folder: Path) -> None:
        content = io.BytesIO()
        Image.effect_noise((40, 30), 60).convert(mode).save(content, format)
        (folder / "image").write_bytes(content.getvalue())

    return lay


def a_drawing(path: Path) -> object:
    return drawing_in_image(decoded(path))


def pictures(folder: Path) -> None:
    for read in (partial(from_file, shape=(1, 28, 28)), partial(from_file, shape=(3, 9, 9)), a_drawing):
        with suppress(ImageError):
            read(folder / "image")


def an_archive(folder: Path) -> None:
    project = read_project(SAMPLES / "project-v1-1.json")
    save_archive(folder / ARCHIVE, project, {"a/weight": torch.arange(60.0)}, About(7), b"picture")


def own_folder(folder: Path) -> None:
    put_classes(folder / "photos", 3)


def own_table(folder: Path) -> None:
    put_classes(folder, 3)
    rows = [f"{name}/{number:03}.png,{name}" for name in ("cat", "dog") for number in range(3)]
    (folder / "table.csv").write_text("\n".join(["file,label", *rows]))


def own_arrays(folder: Path) -> None:
    np.savez_compressed(folder / "data.npz", **arrays(8))


def brought(name: str) -> Callable[[Path], object]:
    return lambda folder: brought_in(folder / name)


JSON = partial(mutated, structural=True)
NEWER = NewerVersion
WIDER = LabelChange(note="Wider.")


def in_run(name: str, file: str, read: Callable[[RunFolder], object], *errors: type[Exception], **how: object) -> Case:
    return Case(name, f"run/{file}", a_run, of_run(read), errors, **how)


def in_checkpoint(name: str, file: str, read: Callable[[RunFolder], object], *errors: type[Exception]) -> Case:
    """With a manifest that fits, so that what it proves whole is read."""
    how = JSON if file.endswith(".json") else mutated_bytes
    return Case(name, f"{CHECKPOINT}/{file}", a_run, with_sums(read), errors, how)


def checkpoint(run: RunFolder) -> object:
    return Checkpoints(run.checkpoints).load(8)


def predictions(run: RunFolder) -> object:
    found = Predictions(run.path / "predictions", "test").load(8)
    return share_right(found), mean_loss(found)


def statistics(run: RunFolder) -> object:
    return Statistics(run.path / "statistics").load(4)


def lay_idx(name: str, *, packed: bool = False) -> Case:
    put = zipped(put_mnist, name) if packed else put_mnist
    return Case(f"{name}{' packed' * packed}", f"MNIST/raw/{name}", put, images_of(Mnist), (InputError,))


def picture(format: str, mode: str) -> Case:
    return Case(f"picture: {format} {mode}", "image", an_image(format, mode), pictures)


CASES = [
    in_run(
        "environment", "environment.json", lambda run: read_environment(run.environment_file), NEWER, mutations=JSON
    ),
    in_run("its folder", "environment.json", lambda run: recorded_root(run.environment_file), NEWER, mutations=JSON),
    in_run("legs", "legs/2.json", lambda run: read_legs(run.legs), RunFolderError, NEWER, mutations=JSON),
    in_run("latest project", "project.json", RunFolder.latest_project, ProjectError, mutations=JSON),
    in_run("result", "result.json", RunFolder.result, NEWER, mutations=JSON),
    in_run(
        "label",
        "label.json",
        lambda run: write_label(run.path / "label.json", WIDER),
        NEWER,
        mutations=JSON,
    ),
    in_run("parent", "parent.json", lambda run: read_parent(run.path / "parent.json"), NEWER, mutations=JSON),
    in_run("began", "began.json", began_learned, mutations=JSON),
    in_run("typed in", "typed_in.json", lambda run: read_typed_in(run.typed_in_file), mutations=JSON),
    in_run("command", "command", lambda run: taken(run.path / "command")),
    in_run("event log", "events.jsonl", lambda run: read_log(run.events_file), mutations=mutated_lines),
    in_run("summary of events", "events.jsonl", lambda run: summary(run, "user"), mutations=mutated_lines),
    in_run("summary of steps", "steps.bin", lambda run: summary(run, "user")),
    in_run("steps", "steps.bin", lambda run: RunReader(run.path).steps()),
    in_run("manifest", "checkpoints/000008/manifest.json", checkpoint, Damaged, NEWER, mutations=JSON),
    in_checkpoint("state", "state.json", checkpoint, Damaged, NEWER),
    in_checkpoint("weights", "weights.safetensors", checkpoint, Damaged),
    in_checkpoint("weights in a network", "weights.safetensors", trained, InputError),
    in_checkpoint("optimiser", "optimiser.safetensors", checkpoint, Damaged),
    in_run("newest weights", "checkpoints/000008/weights.safetensors", lambda run: RunReader(run.path).newest()),
    in_run("snapshot", "snapshots/000004.safetensors", lambda run: Snapshots(run.snapshots).load(4), RunFolderError),
    in_run("predictions", "predictions/000008-test.bin", predictions, RunFolderError),
    in_run("statistics", "statistics/000004.npz", statistics, RunFolderError),
    in_run("run with its project", "project.json", whole_view, mutations=JSON),
    in_run("run with its leg", "legs/2.json", whole_view, mutations=JSON),
    in_run("run with its log", "events.jsonl", whole_view, mutations=mutated_lines),
    Case("lock", "run/lock", a_lock, of_run(take_lock), (RunFolderError,), JSON),
    Case("result in the list of runs", "run/result.json", a_run, in_list, (), JSON),
    Case("project in the list of runs", "run/project.json", a_run, in_list, (), JSON),
    Case("queue", ".queue/queue.json", a_queue, in_queue, (NEWER,), JSON),
    Case("project", PROJECT, a_project, lambda folder: read_project(folder / PROJECT), (ProjectError,), JSON),
    Case("project by name", PROJECT, a_project, lambda folder: read_named(folder / PROJECT), (InputError,), JSON),
    Case("recipe", PROJECT, a_project, a_recipe, (ProjectError,), JSON),
    Case("archive", ARCHIVE, an_archive, lambda folder: open_archive(folder / ARCHIVE), (ProjectError,)),
    Case("digits", "digits.npz", some_digits, digits, (InputError,)),
    lay_idx("train-images-idx3-ubyte"),
    lay_idx("t10k-labels-idx1-ubyte"),
    lay_idx("t10k-images-idx3-ubyte", packed=True),
    lay_idx("train-labels-idx1-ubyte", packed=True),
    Case("first images", "MNIST/raw/train-images-idx3-ubyte", put_mnist, first_of(Mnist()), (DataError,)),
    Case("first labels", "MNIST/raw/train-labels-idx1-ubyte", put_mnist, first_of(Mnist()), (DataError,)),
    Case("first records", "cifar-10-batches-bin/data_batch_1.bin", put_cifar, first_of(Cifar10()), (DataError,)),
    Case("first image of a class", "cifar10-jpeg/train/cat/0000.jpg", one_of_each, first_of(Cifar10()), (DataError,)),
    Case("CIFAR-10", "cifar-10-batches-bin/test_batch.bin", put_cifar, images_of(Cifar10), (InputError,)),
    Case("class folders", "cifar10-jpeg/test/cat/0000.jpg", one_of_each, images_of(Cifar10), (InputError,)),
    Case("own folder", "photos/cat/000.png", own_folder, brought("photos"), (DataError,)),
    Case("own table", "table.csv", own_table, brought("table.csv"), (DataError,)),
    Case("own arrays", "data.npz", own_arrays, brought("data.npz"), (DataError,)),
    Case(
        "EMNIST",
        "EMNIST/raw/emnist-letters-test-labels-idx1-ubyte",
        put_emnist,
        images_of(EmnistLetters),
        (InputError,),
    ),
    Case("CIFAR-100", "cifar-100-binary/test.bin", put_cifar_100, images_of(Cifar100), (InputError,)),
    Case("SVHN", "train_32x32.mat", put_svhn, images_of(Svhn), (InputError,)),
    Case("first images of SVHN", "train_32x32.mat", put_svhn, first_of(Svhn()), (DataError,)),
    *map(picture, ("PNG", "JPEG", "GIF", "BMP", "WEBP", "TIFF", "PPM"), ("RGBA", "L", "P", "RGB", "RGBA", "L", "RGB")),
    picture("PNG", "I;16"),
]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_every_reader_gives_what_there_is_or_says_what_is_wrong(case, tmp_path):
    case.put(tmp_path)
    path = tmp_path / case.file
    good = path.read_bytes()

    @MANY
    @given(case.mutations(good))
    def look(content):
        path.write_bytes(content)
        with suppress(*case.errors):
            case.read(tmp_path)

    look()


ASSIGNMENTS = (
    b"training.batch=128", b"network.1.filters=32", b"network.3.kernel=3,5", b"training.optimiser=sgd",
    b"training.optimiser.kind=adam", b"data.normalisation.mean=[0.5, 0.5]", b"training.budget.epochs=3",
    b'network.2.op={"kind": "ReLU"}', b"training.slow_start.rate=0.1", b"title=Mine",
)  # fmt: skip


@MANY
@given(st.sampled_from(ASSIGNMENTS).flatmap(mutated_bytes))
def test_every_assignment_is_done_or_says_what_is_wrong(content):
    with suppress(ProjectError):
        assigned(read_recipe("lenet5-sample"), content.decode(errors="surrogateescape"))
