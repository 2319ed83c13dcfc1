"""Kills: trainings killed at random moments, each gone on with until it is finished, against a twin that nobody killed.

    python benchmarks/kills.py                  60 kills over random recipes, a few minutes
    python benchmarks/kills.py --kills 3 --seed 7

A kill is a SIGKILL of a whole process, which may be killed again after it went on. Where it falls is drawn: after some
time, or at the very moment a checkpoint or a snapshot is written, the network is tried, or a command is obeyed. Some
runs begin with the weights of another, and of some the learning rate is changed by hand on the way.
Checkpoints are written far more often than usual, so that many moments are near one. Weights, optimiser, logs,
predictions and results must then be those of the twin, bit for bit, but for times and for what says that a run went on.
The exit status is 1 where anything differs.
"""

import argparse
import json
import multiprocessing
import random
import shutil
import signal
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from queue import SimpleQueue
from typing import Any, NamedTuple

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import numpy as np

from engine.events import Noted, RateChanged, StateChanged, StepsDone
from engine.library.editing import edit
from engine.library.training.forking import first_state
from engine.project.project import Project
from engine.runs.checkpoints import Checkpoints
from engine.runs.commands import send
from engine.runs.family.first_state import FirstState
from engine.runs.folder import RunFolder
from engine.runs.lock.lock import live_holder
from engine.runs.logs import read_events, read_steps

RECIPES = ("lenet5-sample", "lenet5-mnist", "mlp-1", "mlp-3")  # those that are quick on a single slow core
OPTIMISERS = ("sgd", "adam", "adamw", "nadam", "rmsprop", "adagrad")
VALIDATION = (("data.validation=none",), ("data.validation=count", "data.validation.count=500"))
SHARES = (1.0, 0.1)  # with a tenth of the images there are ten epochs or more, of which plateaus and patience are made
SCHEDULES = (
    ("training.schedule=constant",),
    ("training.schedule=cosine", "training.schedule.unit=step"),
    ("training.schedule=exponential",),
    ("training.schedule=one-cycle",),
    ("training.schedule=plateau", "training.schedule.patience=0", "training.schedule.factor=0.5"),
)
MORE = (  # each in every third run
    "training.average={}",
    'training.average={"decay": 0.9, "every": 3}',
    "training.keep_best={}",
    'training.early_stopping={"patience": 2}',
    'training.warm_up={"length": 9, "unit": "step"}',
    'training.slow_start={"until_error": 0.5}',
    'training.clipping={"norm": 0.5}',
    "training.evaluate_every=7",
    "training.label_smoothing=0.1",
    "training.class_weights=balanced",
    "training.loss=squared-error",
    "training.initialisation=he-fan-in",
    'data.augmentation=[{"kind": "shift"}]',
)
WHERE = ("time", "time", "checkpoint", "snapshot", "evaluation", "command")
LOOK_SECONDS = 0.0003  # to meet what lasts a millisecond, and leave the processor to the training
SECONDS = 300.0  # that a training may take on the busiest machine
TIMES = {"time", "seconds", "images_per_second", "run"}
GOING_ON = {"state", "checkpoint", "resumed", "noted", "finished"}


class Change(NamedTuple):
    """A learning rate that is set by hand after a step."""

    step: int
    rate: float


# A process of its own in a moment: torch is loaded once, by the server that all are forked from. Unix alone has both,
# and SIGKILL.
PROCESSES = multiprocessing.get_context("forkserver")


def main() -> int:
    """Print a line a run, and what was lost."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--kills", type=int, default=60)
    parser.add_argument("--seed", type=int, default=0)
    given = parser.parse_args()
    PROCESSES.set_forkserver_preload(["engine.library.training.training"])
    chance, root = random.Random(given.seed), Path(tempfile.mkdtemp(prefix="layerscope-kills-"))
    lost, kills, counts = [], 0, Counter[str]()
    try:
        while kills < given.kills:
            found, killed = one_run(chance, root, given.kills - kills)
            kills, lost = kills + len(killed), lost + found
            counts.update(killed)
    finally:
        shutil.rmtree(root, ignore_errors=True)
    print(f"{kills} kills ({', '.join(f'{count} at {where}' for where, count in sorted(counts.items()))})")
    print("\n".join(lost) or "Nothing was lost.")
    return int(bool(lost))


class Plan(NamedTuple):
    """What is trained; `forks`: it begins with another's weights; `change` is of its rate, by hand."""

    name: str
    project: Project
    forks: bool
    change: Change | None


def one_run(chance: random.Random, root: Path, most: int) -> tuple[list[str], list[str]]:
    """Trains one project twice, killed and unbroken; what differs, and where it was killed."""
    plan = drawn(chance)
    first = parent_of(plan, root) if plan.forks else None
    begun = time.perf_counter()
    twin = RunFolder.create(plan.project, root, first=first)
    trained(twin, plan.change)
    needed = time.perf_counter() - begun
    killed_run, killed = RunFolder.create(plan.project, root, first=first), []
    wanted = [chance.choice(WHERE) for _ in range(min(most, chance.randint(1, 4)))]
    for place in wanted:
        if not kill(killed_run, plan.change, place, chance.uniform(0.0, needed / len(wanted))):
            break
        killed.append(place)
    if killed_run.result() is None or killed_run.lock_file.exists():
        trained(killed_run, plan.change)
    found = [f"{plan.name}: {what}" for what in differences(killed_run, twin)]
    print(f"{plan.name}: killed at {', '.join(killed) or 'nothing'}; {'; '.join(found) or 'equal'}", flush=True)
    for folder in (twin, killed_run):
        shutil.rmtree(folder.path)
    return found, killed


def parent_of(plan: Plan, root: Path) -> FirstState | None:
    """What a run begins with that forks from one of another seed; the parent is gone by then."""
    project = edit(plan.project, "training.seed=1000")
    parent = RunFolder.create(project, root)
    trained(parent, None)
    first = first_state(plan.project, parent.path)
    shutil.rmtree(parent.path)
    return first


def drawn(chance: random.Random) -> Plan:
    """A recipe on the bundled digits with other settings, small enough for a few seconds."""
    recipe, optimiser, steps = chance.choice(RECIPES), chance.choice(OPTIMISERS), chance.randint(40, 160)
    more = [one for one in MORE if not chance.randrange(3)]
    project = edit(
        recipe,
        "data.source=digits",
        f"data.share={chance.choice(SHARES)}",
        *chance.choice(VALIDATION),
        f"training.optimiser={optimiser}",
        *chance.choice(SCHEDULES),
        *more,
        f"training.batch={chance.choice((50, 100, 250))}",
        f"training.seed={chance.randrange(1000)}",
        "training.budget=steps",
        f"training.budget.steps={steps}",
        f"training.budget.minutes={chance.choice((0, 100))}",
    )
    forks, changes = not chance.randrange(4), not chance.randrange(3)
    change = Change(chance.randint(1, steps - 1), 0.00123) if changes else None
    also = [one.partition("=")[0].rpartition(".")[2] for one in more]
    also += [*(["fork"] if forks else []), *([f"rate at {change.step}"] if change else [])]
    schedule = project.training.schedule.title
    name = (
        f"{recipe} ({project.training.optimiser.title}, {schedule}, batch {project.training.batch}; {', '.join(also)})"
    )
    return Plan(name, project, forks, change)


# --- processes ---


def trained(folder: RunFolder, change: Change | None) -> None:
    """Trains to the end in a process of its own."""
    process = begun(folder, change)
    process.join(SECONDS)
    if process.exitcode != 0:
        process.kill()
        raise RuntimeError(f"{folder.path} ended with {process.exitcode}")


def begun(folder: RunFolder, change: Change | None) -> Any:
    """A process that trains."""
    process = PROCESSES.Process(target=work, args=(folder.path, change))
    process.start()
    return process


def work(path: Path, change: Change | None) -> None:
    """Trains a run, from its beginning or on; the whole work of a process."""
    from engine.machine.devices import Machine
    from engine.training.course import course
    from engine.training.session.session import TrainingSession

    course.CHECKPOINT_SECONDS, course.CHECKPOINT_SHARE = 0.05, 0.3
    folder, told = RunFolder.open(path), SimpleQueue[Any]()
    resume = any(isinstance(event, StateChanged) for event in read_events(folder.events_file))
    session = TrainingSession(folder.project(), folder, told.put, Machine("cpu", 1), resume=resume)
    if change is None or is_changed(folder):
        session.start()
    else:
        begin_and_change(session, change, told)
    session.join()
    if session.error is not None:
        raise session.error


def is_changed(folder: RunFolder) -> bool:
    """Whether the checkpoint that it goes on from has another rate by hand; the log may have been ahead of it."""
    newest, _ = Checkpoints(folder.checkpoints).newest()
    return newest is not None and newest.position.rate_factor != 1.0


def begin_and_change(session: Any, change: Change, told: SimpleQueue[Any]) -> None:
    """Trains step by step to where the rate changes, so that it is the same step each time; then on."""
    session.pause()
    session.start()
    at = hear(told, lambda event: getattr(event, "state", "") == "paused")
    if at is None:
        return
    for _ in range(change.step - at.step):
        session.step()
    if change.step > at.step:
        hear(told, lambda event: isinstance(event, StepsDone) and int(event.steps[-1]) >= change.step)
    session.change_rate(change.rate)
    hear(told, lambda event: isinstance(event, RateChanged | Noted))
    session.resume()


def hear(told: SimpleQueue[Any], happened: Callable[[Any], bool]) -> Any:
    """The first event of a kind; None where the run ends before."""
    while True:
        event = told.get(timeout=SECONDS)
        if happened(event):
            return event
        if isinstance(event, StateChanged) and event.state in ("finished", "failed"):
            return None


def kill(folder: RunFolder, change: Change | None, place: str, seconds: float) -> bool:
    """Trains, and kills it at a place once so many seconds are over; False where it was finished before."""
    process = begun(folder, change)
    until(process, lambda: holds(process, folder))
    wake = time.monotonic() + seconds
    until(process, lambda: time.monotonic() >= wake)
    if place == "command" and process.is_alive():
        send(folder.path, "evaluate")
    until(process, MOMENTS[place](folder))
    process.kill()
    process.join(SECONDS)
    if process.exitcode not in (0, -signal.SIGKILL):
        raise RuntimeError(f"{folder.path} ended with {process.exitcode}")
    return bool(process.exitcode)


def holds(process: Any, folder: RunFolder) -> bool:
    """Whether the process has taken the run: what it does from then on is to be proven."""
    holder = live_holder(folder.lock_file)
    return holder is not None and holder.pid == process.pid


def until(process: Any, happened: Callable[[], bool]) -> None:
    """Waits for something, or for the process to end."""
    while process.is_alive() and not happened():
        time.sleep(LOOK_SECONDS)


def aside_in(folder: Path) -> Callable[[], bool]:
    """Whether something is being written there."""
    return lambda: any(path.name.startswith(".") for path in folder.iterdir())


def evaluating(folder: RunFolder) -> Callable[[], bool]:
    """Whether an epoch has ended and its evaluation is not in the log yet."""

    def at_it() -> bool:
        last = folder.events_file.read_bytes().rstrip(b"\n").rpartition(b"\n")[2]
        return b'"event":"epoch"' in last

    return at_it


MOMENTS: dict[str, Callable[[RunFolder], Callable[[], bool]]] = {
    "time": lambda _: lambda: True,
    "checkpoint": lambda folder: aside_in(folder.checkpoints),
    "snapshot": lambda folder: aside_in(folder.snapshots),
    "evaluation": evaluating,
    "command": lambda folder: lambda: not folder.command_file.exists(),
}


# --- what is compared ---


def differences(one: RunFolder, other: RunFolder) -> Iterator[str]:
    """What is not the same, in words."""
    for name, of in PARTS.items():
        if of(one) != of(other):
            yield f"{name} differ"
    found, wanted = predictions(one), predictions(other)
    asked = found.keys() ^ wanted.keys() if commanded(one) else set()  # what a command adds may let others go
    if any(found.get(name) != wanted.get(name) for name in (found.keys() | wanted.keys()) - asked):
        yield "predictions differ"


def commanded(folder: RunFolder) -> bool:
    """Whether it was tried out of turn."""
    lines = [json.loads(line) for line in folder.events_file.read_bytes().splitlines()]
    return any(out_of_turn(line, ends(lines)) for line in lines)


def events(folder: RunFolder) -> list[dict[str, Any]]:
    """The log without times, and without what comes with going on."""
    lines = [json.loads(line) for line in folder.events_file.read_bytes().splitlines()]
    assert len(lines) == len(read_events(folder.events_file))
    due = ends(lines)
    kept = [line for line in lines if line["event"] not in GOING_ON and not out_of_turn(line, due)]
    return sorted((without_times(line) for line in kept), key=lambda line: (line["step"], str(line)))


def ends(lines: list[dict[str, Any]]) -> set[int]:
    """The steps at which the test images are due: the last, and without validation each epoch's."""
    validated = any(line.get("split") == "validation" for line in lines)
    return {
        line["step"] for line in lines if line["event"] == "finished" or (line["event"] == "epoch" and not validated)
    }


def out_of_turn(line: dict[str, Any], due: set[int]) -> bool:
    """Whether it is an evaluation that a command asked for."""
    return line["event"] == "evaluated" and line["split"] == "test" and line["step"] not in due


def without_times(figures: dict[str, Any]) -> dict[str, Any]:
    """All that does not depend on how fast the machine was."""
    return {name: value for name, value in figures.items() if name not in TIMES}


def steps(folder: RunFolder) -> bytes:
    """All records but for their seconds."""
    records = np.array(read_steps(folder.steps_file))
    records["seconds"] = 0
    return records.tobytes()


def result(folder: RunFolder) -> dict[str, Any]:
    """What was reached."""
    return without_times(json.loads(folder.result_file.read_bytes()))


def last_checkpoint(folder: RunFolder) -> dict[str, bytes]:
    """Weights and optimiser at the end, proven by their sums."""
    found, skipped = Checkpoints(folder.checkpoints).newest()
    assert found is not None
    assert not skipped
    arrays = {**{f"weights {name}": array for name, array in found.weights.items()}, **found.optimiser}
    return {name: array.tobytes() for name, array in arrays.items()}


def files(name: str) -> Callable[[RunFolder], dict[str, bytes]]:
    """The files of a folder of the run, by name."""

    def read(folder: RunFolder) -> dict[str, bytes]:
        place = folder.path / name
        return {path.name: path.read_bytes() for path in sorted(place.iterdir())} if place.is_dir() else {}

    return read


snapshots, predictions = files("snapshots"), files("predictions")


def left_over(folder: RunFolder) -> list[str]:
    """What should not be there any more."""
    hidden = [path.name for path in folder.path.rglob(".*")]
    return hidden + [file.name for file in (folder.lock_file, folder.command_file) if file.exists()]


PARTS: dict[str, Callable[[RunFolder], object]] = {
    "weights or optimiser": last_checkpoint,
    "events": events,
    "figures of the steps": steps,
    "results": result,
    "snapshots": snapshots,
    "leftovers": left_over,
}

if __name__ == "__main__":
    sys.exit(main())
