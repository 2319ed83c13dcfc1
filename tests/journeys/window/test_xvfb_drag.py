"""Real drags: a person's mouse and keys, moved by xdotool, over the real panel on a virtual screen."""

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import msgspec
import pytest

from gui.window.qt_libraries import qt_problem

ROOT = Path(__file__).resolve().parents[3]
TOOLS = ("Xvfb", "xdotool")
SECONDS = 30.0

X11_PROBLEM = qt_problem("xcb")

pytestmark = [
    pytest.mark.skipif(
        sys.platform != "linux" or not all(map(shutil.which, TOOLS)), reason="needs Xvfb and xdotool on Linux"
    ),
    pytest.mark.skipif(bool(X11_PROBLEM), reason=X11_PROBLEM),
]

PROGRAM = """
import json, sys
from PySide6.QtCore import QPoint, QTimer
from PySide6.QtWidgets import QApplication
from engine.project.recipes import read_recipe
from gui.appearance import theme
from gui.state.document import Document
from gui.stack.panel import StackPanel
from gui.state.workspace import Workspace

app = QApplication([])
theme.apply(app, "light")
document = Document(read_recipe("lenet5-sample"))
panel = StackPanel(document, Workspace(document))
panel.setGeometry(0, 0, 400, 760)
panel.show()

def say():
    view = panel.view
    cards = {}
    for position, row in enumerate(panel.model.rows):
        rect = view.visualRect(panel.model.index(position))
        corner = view.viewport().mapToGlobal(rect.topLeft())
        cards[row.key] = [corner.x(), corner.y(), rect.width(), rect.height()]
    order = [[node.id, node.op.title] for node in document.network.nodes]
    verdict = view.verdict.words if view.verdict else ""
    state = {"order": order, "cards": cards, "hovering": view.place is not None, "verdict": verdict,
             "undo": document.undo_stack.count(), "scroll": view.verticalScrollBar().value(),
             "bottom": view.viewport().mapToGlobal(view.viewport().rect().bottomLeft()).y()}
    print(json.dumps(state), flush=True)

timer = QTimer()
timer.timeout.connect(say)
timer.start(50)
app.exec()
"""


class State(msgspec.Struct):
    """What the program says of itself, twenty times a second."""

    order: list[tuple[str, str]]
    cards: dict[str, tuple[int, int, int, int]]
    hovering: bool
    verdict: str
    undo: int
    scroll: int
    bottom: int  # of the list in sight

    @property
    def ids(self) -> list[str]:
        return [node for node, _ in self.order]

    def at(self, position: int) -> tuple[int, int]:
        """A point in the upper part of a card."""
        x, y, width, _ = self.cards[self.ids[position]]
        return x + width // 2, y + 6


class Hand:
    """The mouse and the keys of one screen, and what the program there says."""

    def __init__(self, display: str, program: subprocess.Popen, said: Path) -> None:
        self._environment = os.environ | {"DISPLAY": display}
        self._program, self._said = program, said

    def do(self, *words: object) -> None:
        """One xdotool command."""
        subprocess.run(["xdotool", *map(str, words)], check=True, env=self._environment)

    def state(self) -> State:
        """The newest whole line."""
        lines = self._said.read_bytes().splitlines(keepends=True)
        whole = [line for line in lines if line.endswith(b"\n")]
        return msgspec.json.decode(whole[-1], type=State)

    def wait(self, so: Callable[[State], bool]) -> State:
        """Waits until something is so."""
        end = time.monotonic() + SECONDS
        while time.monotonic() < end:
            assert self._program.poll() is None, "the program has ended"
            if self._said.stat().st_size and self._said.read_bytes().count(b"\n") and so(state := self.state()):
                return state
        pytest.fail(f"never so: {self.state()}")

    def press(self, at: tuple[int, int]) -> None:
        """Presses the button on a card and pulls until the drag begins."""
        self.do("mousemove", *at, "mousedown", 1)
        for step in range(1, 5):
            self.do("mousemove", at[0] + 4 * step, at[1] + 4 * step)

    def pull(self, to: tuple[int, int]) -> State:
        """Moves what hangs at the mouse over a card, as a hand does: not in one jump; gives what is said there."""
        self.do("mousemove", to[0], to[1] + 3)
        self.do("mousemove", *to)
        return self.wait(lambda state: state.hovering and bool(state.verdict))


@contextmanager
def running(command: list[str], **how: Any) -> Iterator[subprocess.Popen]:
    """A process that ends with the block."""
    process = subprocess.Popen(command, **how)
    try:
        yield process
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(SECONDS)


@contextmanager
def screen() -> Iterator[str]:
    """A virtual screen; gives its name."""
    read, write = os.pipe()
    command = ["Xvfb", "-displayfd", str(write), "-noreset", "-screen", "0", "800x800x24", "-nolisten", "tcp"]
    with running(command, pass_fds=[write], stderr=subprocess.DEVNULL):
        os.close(write)
        with os.fdopen(read) as said:
            display = f":{said.readline().strip()}"
        _until_it_answers(display)
        yield display


@pytest.fixture
def hand(tmp_path: Path) -> Iterator[Hand]:
    said = tmp_path / "said"
    with screen() as display, said.open("wb") as output:
        environment = os.environ | {"DISPLAY": display, "QT_QPA_PLATFORM": "xcb", "PYTHONPATH": str(ROOT)}
        with running([sys.executable, "-c", PROGRAM], env=environment, stdout=output, cwd=ROOT) as program:
            yield Hand(display, program, said)


def _until_it_answers(display: str) -> None:
    """A screen names itself a moment before it takes anybody."""
    ask, end = ["xdotool", "getmouselocation"], time.monotonic() + SECONDS
    environment = os.environ | {"DISPLAY": display}
    while subprocess.run(ask, env=environment, capture_output=True, check=False).returncode:
        assert time.monotonic() < end, "the screen never answered"


def test_layers_are_dragged_moved_copied_and_let_go(hand: Hand) -> None:
    start = hand.wait(lambda state: len(state.cards) == len(state.order) > 0)
    first, second = start.ids[:2]

    hand.press(start.at(1))
    before = hand.pull(start.at(0))
    assert "→" in before.verdict or "would not fit" in before.verdict
    hand.do("mouseup", 1)
    moved = hand.wait(lambda state: state.ids[:2] == [second, first])
    assert moved.undo == 1
    assert len(moved.ids) == len(start.ids)

    hand.press(moved.at(1))
    hand.pull(moved.at(3))
    hand.do("key", "Escape")
    hand.wait(lambda state: not state.hovering)
    hand.do("mouseup", 1)
    assert hand.state().ids == moved.ids

    hand.press(moved.at(1))
    hand.do("keydown", "ctrl")
    hand.pull(moved.at(3))
    hand.do("mouseup", 1, "keyup", "ctrl")
    copied = hand.wait(lambda state: len(state.ids) == len(moved.ids) + 1)
    assert [title for _, title in copied.order].count("Convolution") == 3
    assert copied.undo == 2


def test_the_list_scrolls_under_a_drag_at_its_edge(hand: Hand) -> None:
    start = hand.wait(lambda state: len(state.cards) == len(state.order) > 0)
    hand.press(start.at(0))
    hand.pull(start.at(3))
    end = time.monotonic() + SECONDS
    while hand.state().scroll == 0 and time.monotonic() < end:  # a hand at the edge is never quite still
        for sideways in (0, 2):
            hand.do("mousemove", 200 + sideways, start.bottom - 4)
    assert hand.state().scroll > 0
    hand.do("key", "Escape")
    hand.do("mouseup", 1)
    assert hand.wait(lambda state: not state.hovering).ids == start.ids
