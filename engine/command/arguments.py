"""Arguments: what the command line understands, and its mistakes as sentences."""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NoReturn

from engine.errors import InputError
from engine.figures import counted
from engine.machine.threads import thread_counts
from engine.platform import expanded
from engine.project.data.facts import difference
from engine.project.project import Project
from engine.text import did_you_mean, one_line

COUNT_MAX = 10**9


class Parser(argparse.ArgumentParser):
    """argparse that raises InputError instead of printing its usage and leaving."""

    def __init__(self, **settings: object) -> None:
        super().__init__(**{**settings, "allow_abbrev": False})  # type: ignore[arg-type]  # argparse's own settings

    def error(self, message: str) -> NoReturn:
        raise InputError(_in_words(message), f"“{self.prog} --help” tells more.")


def parsed(parser: Parser, arguments: Sequence[str]) -> argparse.Namespace:
    """The arguments by name; raises InputError in words."""
    found, unknown = parser.parse_known_args(list(arguments))
    if unknown:
        raise _unknown(unknown[0], _options(parser, getattr(found, "subcommand", None)))
    return found


def _unknown(word: str, options: list[str]) -> InputError:
    if word.startswith("-"):
        return InputError(f"There is no option “{word.partition('=')[0]}”.", did_you_mean(word, options))
    return InputError(f"“{word}” is one word too many.", "Put words with spaces in quotes.")


def _options(parser: argparse.ArgumentParser, subcommand: str | None) -> list[str]:
    for action in parser._actions:  # noqa: SLF001  # argparse has no public list of its options
        if isinstance(action, argparse._SubParsersAction) and subcommand in action.choices:  # noqa: SLF001  # as above
            return _options(action.choices[subcommand], None)
    return [option for action in parser._actions for option in action.option_strings]  # noqa: SLF001  # as above


def _in_words(message: str) -> str:
    """argparse's message as a sentence."""
    message = message.removeprefix("argument ")
    if found := re.match(r"the following arguments are required: (.+)", message):
        return f"{found[1]} is missing."
    if found := re.match(r"(.+): expected (?:one|at least one) argument", message):
        return f"{found[1].split('/')[0]} needs a value."
    if found := re.match(r"(.+): not allowed with argument (.+)", message):
        return f"{found[1]} and {found[2]} exclude each other."
    return f"{message.rstrip('.')}."


def whole_number(least: int, most: int) -> Callable[[str], int]:
    """A reader of whole numbers within bounds."""

    def read(text: str) -> int:
        if re.fullmatch(r"[0-9]{1,12}", text) and least <= int(text) <= most:
            return int(text)
        raise argparse.ArgumentTypeError(f"must be a whole number from {least:,} to {most:,}, not “{text}”")

    return read


def a_path(text: str) -> Path:
    """The reader of every path on the command line."""
    return expanded(text)


def add_data_dir(parser: argparse.ArgumentParser) -> None:
    """--data-dir, for all that reads images."""
    parser.add_argument("--data-dir", type=a_path, metavar="DIR", help="where data sets lie: a torchvision root")


def say_if_many(threads: int | None) -> None:
    """That there are fewer cores than the threads that were asked for."""
    cores = thread_counts()[-1]
    if threads is not None and threads > cores:
        say(f"{threads:,} threads on {counted(cores, 'core')}: they wait for each other.")


def add_machine(parser: argparse.ArgumentParser, threads: str = "all cores but one") -> None:
    """--device and --threads, for all that computes; `threads` says how many there are where none are given."""
    parser.add_argument("--device", default="auto", metavar="auto|cpu|cuda|mps", help="what to compute on")
    parser.add_argument("--threads", type=whole_number(1, 1024), metavar="T", help=f"CPU threads ({threads})")


def add_json(parser: argparse.ArgumentParser, what: str = "object") -> None:
    """--json, for all that answers with figures: with an object, or with an array of them."""
    parser.add_argument("--json", action="store_true", help=f"the last line of the output is one JSON {what}")


def say(text: str) -> None:
    """One line on standard error, whatever a name in it holds."""
    print(one_line(text), file=sys.stderr, flush=True)


def say_difference(project: Project) -> None:
    """Where its data are not as many as they were published: how many there are, on standard error."""
    source = project.data.source
    if sentence := difference(source.name, source.published, project.facts):
        say(sentence)


def answer(text: str) -> None:
    """One line on standard output, at once, so that it stands before what is said after it."""
    print(text, flush=True)
