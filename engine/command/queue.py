"""`main.py queue`: adds runs to the queue, works through it, or tells what is in it."""

from __future__ import annotations

import argparse
import json
import time
from functools import partial
from pathlib import Path

from engine.command.arguments import a_path, add_data_dir, add_json, answer, say, whole_number
from engine.command.image_memory import add_image_memory
from engine.command.queue_news import QueueNews
from engine.command.training.interruption import Interruption
from engine.errors import InputError, InUse
from engine.figures import are, counted, duration, percent
from engine.library.editing import edit
from engine.library.finding import data_folder, read, run_meant
from engine.platform import HERE, absolute
from engine.project.training.seeds import MOST_SEEDS
from engine.queue.adding import Wanted
from engine.queue.adding import add as add_to
from engine.queue.entry import EntryState, QueueFile, held
from engine.queue.pausing import resume
from engine.queue.queue import Queue
from engine.queue.view import EntryView, QueueViews
from engine.queue.worker import Worker
from engine.runs.folder import runs_root
from engine.text_table import table

FAILED, WRONG, INTERRUPTED = 1, 2, 130
PAUSED = "{} {} paused: “main.py queue --work --paused” goes on with {}, or the window."
STOPPED = "The queue is stopped: “main.py queue --work” or the window goes on with it."
UNWORKED = "Nothing trains them yet: “main.py queue --work” does, or the window while it is open."
WORKED = "Process {} on {} works through the queue already."
HEAD = ("Project", "Recipe", "Seed", "State", "Steps", "Accuracy", "Time left", "Run")


def add(parser: argparse.ArgumentParser) -> None:
    """It takes projects to add; without any it tells what is there, or works through it."""
    names = "projects, recipes or runs to train; none: tell what is in the queue"
    parser.add_argument("projects", metavar="PROJECT|RECIPE|RUN", nargs="*", help=names)
    parser.add_argument(
        "--seeds", type=whole_number(1, MOST_SEEDS), default=1, metavar="K", help="each K times, with seeds of its own"
    )
    parser.add_argument("--set", action="append", default=[], metavar="FIELD=VALUE", help="as training.batch=128")
    parser.add_argument("--device", default="auto", metavar="auto|cpu|cuda|mps", help="what to compute on")
    add_data_dir(parser)
    add_image_memory(parser)
    parser.add_argument("--out", type=a_path, metavar="DIR", help="the folder of runs whose queue it is")
    parser.add_argument("--work", action="store_true", help="work through the queue until nothing is left")
    parser.add_argument("--paused", action="store_true", help="with --work: go on with what was paused, too")
    parser.add_argument("--stay-stopped", action="store_true", help=argparse.SUPPRESS)  # of the window's own worker
    add_json(parser, "array, of an object for each entry")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Adds, works and tells, as far as each was asked for."""
    queue = Queue(absolute(arguments.out or runs_root()))
    if arguments.seeds > 1 and not arguments.projects:
        raise InputError("--seeds needs a project.", "Name what is to be trained so often.")
    if arguments.paused and not arguments.work:
        raise InputError("--paused needs --work.", "It works through the queue, with what was paused.")
    if arguments.projects:
        more = _added(queue, arguments)
        say(f"{counted(more, 'run')} more in the queue of “{queue.runs}”.")
        if not arguments.work:
            say(_trained_by(queue))
    status = _worked(queue, arguments) if arguments.work else 0
    if arguments.json or not (arguments.projects or arguments.work):
        return _told(queue, as_json=arguments.json) or status
    return status


def _told(queue: Queue, *, as_json: bool) -> int:
    """Tells what is in it; raises NewerVersion. 2 where it cannot be read."""
    queue.read()
    view = QueueViews(queue).view()
    if as_json:
        print(json.dumps([_figures(one, queue) for one in view.entries]))
    elif view.entries:
        answer(table(HEAD, map(_row, view.entries), right=(2, 4, 5, 6)))
    elif not view.remark:
        say(f"Nothing is in the queue of “{queue.runs}”.")
    paused = _paused_words(sum(one.state == "paused" for one in view.entries))
    for remark in filter(None, (view.remark, STOPPED if view.stopped else "", paused, view.waits)):
        say(remark)
    return WRONG if queue.unreadable else 0


def _added(queue: Queue, arguments: argparse.Namespace) -> int:
    """All of them or none."""
    wanted = [_wanted(name, arguments) for name in arguments.projects]
    return add_to(queue, wanted, arguments.seeds, arguments.device, arguments.image_memory)


def _wanted(name: str, arguments: argparse.Namespace) -> Wanted:
    project = edit(read(name), *arguments.set)
    return Wanted(project, data_folder(run_meant(name), project.data.source, arguments.data_dir))


def _trained_by(queue: Queue) -> str:
    """Who trains what waits."""
    if queue.read().held:
        return STOPPED
    holder = queue.worker()
    return WORKED.format(holder.pid, holder.host) if holder else UNWORKED


def _worked(queue: Queue, arguments: argparse.Namespace) -> int:
    """Works through it, unless somebody does; 1 where a run failed or it cannot go on, 130 after an interruption.

    What came of it is told in a line: a table would have the logs of all runs read before the process ends.
    """
    before = queue.read()
    if not arguments.stay_stopped:
        _go_on(queue, before, paused=arguments.paused)
    HERE.step_back()  # its processes too: whoever uses the computer goes first
    news = QueueNews(queue)
    with Interruption() as interruption:

        def wait(seconds: float) -> bool:
            news.tell()
            time.sleep(seconds)
            return not interruption.asked

        try:
            Worker(queue).work(wait)
        except InUse as error:
            say(error.what)
            return 0
    news.tell()
    now = queue.read()
    for words in filter(None, (_came_of(before, now), _paused_words(len(now.paused)))):
        say(words)
    if interruption.asked:
        return INTERRUPTED
    hindered = now.waits and now.waiting and not now.held
    return FAILED if hindered or _more(before, now, "failed") else 0


def _go_on(queue: Queue, before: QueueFile, *, paused: bool) -> None:
    """Also with a queue that was stopped, and with runs that were paused where that is wanted."""
    if before.held:
        queue.change(partial(held, on=False))
        say("The queue was stopped, and goes on.")
    if paused and before.paused:
        resume(queue, {one.id for one in before.paused})
        say(f"Goes on with {counted(len(before.paused), 'run')} that had been paused.")


def _paused_words(count: int) -> str:
    """How to go on with so many; empty for none."""
    return PAUSED.format(counted(count, "run"), are(count), "it" if count == 1 else "them") if count else ""


def _came_of(before: QueueFile, now: QueueFile) -> str:
    """3 done, 1 failed, 1 paused, 2 left."""
    left = sum(not one.ended and not one.paused for one in now.entries)
    done, failed = _more(before, now, "done"), _more(before, now, "failed")
    counts = {"done": done, "failed": failed, "paused": len(now.paused), "left": left}
    said = ", ".join(f"{count:,} {word}" for word, count in counts.items() if count)
    return f"{said}." if said else "Nothing is left."


def _more(before: QueueFile, now: QueueFile, state: EntryState) -> int:
    return len({one.id for one in now.of(state)} - {one.id for one in before.of(state)})


def _row(one: EntryView) -> tuple[str, ...]:
    entry = one.entry
    steps = f"{one.step:,} of {one.total:,}" if one.total else f"{one.step:,}" if one.step else ""
    left = "" if one.seconds_left is None else duration(one.seconds_left)
    right = "" if one.accuracy is None else percent(one.accuracy)
    return (entry.title, one.recipe, str(entry.seed), one.state, steps, right, left, entry.why or entry.run)


def _figures(one: EntryView, queue: Queue) -> dict[str, object]:
    """An entry as JSON has it; the accuracy is a fraction, on the test images."""
    entry = one.entry
    return {
        "title": entry.title,
        "recipe": one.recipe,
        "seed": entry.seed,
        "state": one.state,
        "run": str(Path(queue.runs, entry.run)) if entry.run else None,
        "steps": one.step,
        "of_steps": one.total or None,
        "test_accuracy": one.accuracy,
        "seconds_left": one.seconds_left,
        "why": entry.why or None,
    }
