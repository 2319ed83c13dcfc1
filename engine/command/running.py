"""Running: from the words of the command line to an exit status, with every mistake as one sentence."""

from __future__ import annotations

import argparse
import os
import shlex
import sys
from collections.abc import Sequence

from engine.command import check, compare, download, evaluate, import_, predict, queue, recipes, runs, train
from engine.command.arguments import Parser, parsed, say
from engine.command.telling.plain_signs import use_plain_signs
from engine.crash_reports import write_report
from engine.errors import DiskFull, InputError, LayerscopeError
from engine.files import FULL
from engine.log import LOG, logged, thread_failures_logged
from engine.platform import expanded
from engine.text import did_you_mean

DONE, FAILED, WRONG, INTERRUPTED = 0, 1, 2, 130
HELP, TELLS_MORE = ("-h", "--help"), "“main.py --help” tells more."
IN_THE_WINDOW = {"--data-dir": "In the window Data › Data folder… chooses where the data sets lie."}

SUBCOMMANDS = {
    "recipes": (recipes, "the bundled projects, one a line"),
    "check": (check, "the stack with shapes, parameters and multiply-adds; problems and how to mend them"),
    "train": (train, "train a project, a recipe, or the project of a run"),
    "evaluate": (evaluate, "accuracy, accuracy per class and confusion matrix on the test images"),
    "predict": (predict, "what the network of a run takes images for"),
    "runs": (runs, "the runs in a folder, newest first, one a line"),
    "compare": (compare, "in what runs differ, and whether one is better by more than chance"),
    "queue": (
        queue,
        "runs to be trained one after the other or several at once: add some, work through it, or list it",
    ),
    "import": (import_, "a project on your own images, with a stack that fits them"),
    "download": (download, "the files of a published data set, such as MNIST, from where its makers keep them"),
}


def run(arguments: Sequence[str]) -> int:
    """Does what the arguments say and gives the exit status; never raises."""
    subcommand = next((word for word in arguments[:1] if word in SUBCOMMANDS), "")
    with logged(f"main.py {subcommand}".rstrip()), thread_failures_logged():
        return _answered(arguments)


def _answered(arguments: Sequence[str]) -> int:
    use_plain_signs()
    try:
        status = _run(arguments)
        if sys.stdout is not None:  # as it is where it was closed beforehand
            sys.stdout.flush()  # here, where a reader that has gone can be answered
        return status
    except SystemExit as leaving:  # argparse has shown its help
        return int(leaving.code or 0)
    except KeyboardInterrupt:
        say("Interrupted.")
        return INTERRUPTED
    except BrokenPipeError:  # the reader of our output has gone, as `head` does
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return DONE
    except LayerscopeError as error:
        LOG.warning("%s", error, exc_info=error)
        say(str(error))
        return WRONG if isinstance(error, InputError) and not isinstance(error, DiskFull) else FAILED
    except OSError as error:
        if error.errno not in FULL:
            return _unexpected(error, arguments)
        say("The disk that this was to be written to is full. Free some space or choose another place.")
        return FAILED
    except Exception as error:  # noqa: BLE001  # the last place where a mistake of ours can become a sentence
        return _unexpected(error, arguments)


def _run(arguments: Sequence[str]) -> int:
    if arguments and arguments[0] not in (*SUBCOMMANDS, *HELP):
        raise _no_subcommand(arguments)
    found = parsed(parser(), arguments)
    return int(found.run(found))


def _no_subcommand(arguments: Sequence[str]) -> InputError:
    """What is wrong with words that begin with something else."""
    first, others = arguments[0], arguments[1:]
    if first.startswith("-"):
        option, named = first.partition("=")[0], next((word for word in others if word in SUBCOMMANDS), "")
        hint = f"Put it behind “{named}”." if named else IN_THE_WINDOW.get(option, TELLS_MORE)
        return InputError(f"No subcommand stands before “{option}”, and the window takes no options.", hint)
    if others and expanded(first).exists():
        return InputError(
            f"“{first}” opens in the window, which takes nothing but a project or a run.",
            f"Leave out “{' '.join(others)}”. {IN_THE_WINDOW['--data-dir']}",
        )
    return InputError(f"There is no subcommand “{first}”.", did_you_mean(first, SUBCOMMANDS))


def parser() -> Parser:
    """The whole command line."""
    whole = Parser(prog="main.py", description="Build, train and understand convolutional networks.")
    places = whole.add_subparsers(dest="subcommand", metavar="SUBCOMMAND", required=True)
    for name, (command, help_text) in SUBCOMMANDS.items():
        one: argparse.ArgumentParser = places.add_parser(name, help=help_text, description=f"{command.__doc__}")
        command.add(one)
    return whole


def _unexpected(error: Exception, arguments: Sequence[str]) -> int:
    path = write_report(error, f"main.py {shlex.join(arguments)}")
    where = f"The details are in {path}." if path else "Its details could not be written anywhere."
    say(f"Something unexpected went wrong ({type(error).__name__}: {error}). {where}")
    return FAILED
