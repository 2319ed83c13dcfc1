"""The measurements as Markdown, as docs/results.md holds them between two marks."""

import os
import platform
from datetime import date
from pathlib import Path
from statistics import median

import psutil
from measurement import Measured
from programs import Program

from engine.files import write_aside
from engine.platform import HERE

BEGIN = "<!-- written by benchmarks/peers.py -->"
TRIAL = ", with few of the images: **a trial, whose figures are not to be quoted**"
QUIET = 0.05  # of the machine, at most, for other processes
END = "<!-- end of what benchmarks/peers.py wrote -->"


def table(measured: Measured) -> str:
    """The case, a row for each program, the fastest first, and what all had learned."""
    ordered = sorted(measured.blocks, key=measured.speed, reverse=True)
    rows = [_row(measured, program) for program in ordered]
    head = ("| | images/s | range | of the best peer | range | threads |", "|---|--:|--:|--:|--:|--:|")
    return "\n".join((f"### {measured.case.name}", "", *head, *rows, "", _beneath(measured)))


def _row(measured: Measured, program: Program) -> str:
    speeds = [block.speed for block in measured.blocks[program]]
    spread = f"{min(speeds):,.0f} to {max(speeds):,.0f}"
    threads = measured.blocks[program][-1].threads or "its own pool"
    return f"| {program.name} | {median(speeds):,.0f} | {spread} | {_compared(measured, program)} | {threads} |"


def _compared(measured: Measured, program: Program) -> str:
    if program is measured.best_peer:
        return "1 |"
    ratios = measured.ratios(program)
    return f"{median(ratios):.2f} | {min(ratios):.2f} to {max(ratios):.2f}"


def _beneath(measured: Measured) -> str:
    ends = [blocks[-1].accuracy for blocks in measured.blocks.values()]
    return (
        f"{measured.parameters:,} parameters. At the end, after different numbers of epochs, they had "
        f"{min(ends):.0%} to {max(ends):.0%} of the test images right. {_busy(measured.elsewhere)}"
    )


def _busy(elsewhere: float) -> str:
    said = f"Other processes had {elsewhere:.0%} of the machine's time meanwhile"
    return f"{said}." if elsewhere <= QUIET else f"**{said}: too much for figures to be quoted.**"


def conditions(pythons: dict[Program, Path], rounds: int, seconds: float, *, trial: bool) -> str:
    """When, where, with which versions, and how long it was measured."""
    said = "; ".join(_versions(program, python) for program, python in pythons.items())
    today = date.today()  # noqa: DTZ011  # the day where it was measured
    return "\n".join(
        (
            f"- **Date:** {today.day} {today:%B %Y}",
            f"- **Machine:** {_machine()}",
            f"- **Length:** {rounds} rounds of blocks of at least {seconds:g} s{TRIAL if trial else ''}",
            f"- **Versions:** {said}",
        )
    )


def _machine() -> str:
    name, cores = HERE.processor() or platform.machine(), psutil.cpu_count(logical=False) or os.cpu_count()
    memory = psutil.virtual_memory().total / 2**30
    system = f"{platform.system()}, Python {platform.python_version()}"
    return f"{name}, {cores} physical cores, {memory:.0f} GiB of memory, {system}"


def _versions(program: Program, python: Path) -> str:
    packages = ", ".join(f"{name} {number}" for name, number in program.versions(python).items())
    return f"{program.name} ({packages})"


def put_into(page: Path, text: str) -> None:
    """Replaces what stands between the marks of a page."""
    before, after = around(page)
    write_aside(page, f"{before}{BEGIN}\n\n{text}\n\n{END}{after}".encode())


def around(page: Path) -> tuple[str, str]:
    """What stands before and after the tables; ends the script where the page has no place for them."""
    before, begun, rest = page.read_text(encoding="utf-8").partition(BEGIN) if page.is_file() else ("", "", "")
    _, ended, after = rest.partition(END)
    if not (begun and ended):
        raise SystemExit(f"{page} has no place for the tables: a line {BEGIN}, and after it a line {END}.")
    return before, after
