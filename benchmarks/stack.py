"""How long the stack takes from a key or a move of a drag to the end of paint, in long stacks.

ResNet-110 with every Repeat written out and every block open, and 1,000 layers in a row. Each figure is the median and
the 95th percentile in milliseconds; then, for a busy or another machine, the median of the processor's time alone, and
the median as a multiple of a fixed Python loop that ran just before it. Run from the top, with words of the lines that
are wanted or without: python benchmarks/stack.py [WORD ...]

Without a display it paints offscreen (QT_QPA_PLATFORM=offscreen); set QT_QPA_PLATFORM=xcb for a real one.
"""

import cProfile
import gc
import os
import pstats
import sys
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from analyse import loop, milliseconds, unrolled
from PySide6.QtCore import QMimeData, QPoint, Qt
from PySide6.QtGui import QDragLeaveEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from engine.network.layers import BatchNorm, Conv2d, Flatten, Linear, ReLU
from engine.network.network import Network
from engine.network.nodes import Node, random_ids
from engine.project.project import Project
from engine.project.recipes import read_recipe
from gui.appearance import theme
from gui.stack.list.dragging.layer_clip import clip_of, to_mime
from gui.stack.panel import StackPanel
from gui.state.document import Document
from gui.state.workspace import Workspace
from tests.drags import entering, falling, moving

ROUNDS = 40
MEDIAN, WORST = 16.0, 50.0  # milliseconds: the limits of the median and the 95th percentile
LEFT, PLAIN = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
ALT, CONTROL = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ControlModifier
ACTIONS = Qt.DropAction.CopyAction | Qt.DropAction.MoveAction


class Stack:
    """A stack panel as tall as in a window, with the keyboard in its middle."""

    def __init__(self, project: Project) -> None:
        self.document = Document(project)
        self.workspace = Workspace(self.document)
        self.panel = StackPanel(self.document, self.workspace)
        self.view = self.panel.view
        self._dragging = False
        self.panel.resize(360, 720)
        self.panel.show()
        self.panel.activateWindow()
        self.panel.action("unfold all").trigger()
        nodes = self.document.network.nodes
        self.workspace.select([nodes[len(nodes) // 2].id])
        self.view.setFocus()
        settle()
        gc.freeze()  # as the program does after its first paint

    def key(self, key: Qt.Key, modifier: Qt.KeyboardModifier = PLAIN) -> Callable[[], None]:
        """Presses a key in the stack."""
        return lambda: QTest.keyClick(self.view, key, modifier)

    def field(self, key: Qt.Key) -> Callable[[], None]:
        """Presses a key in the first field of the form."""
        form = self.panel.form.op_form
        assert form is not None
        editor = form.fields["filters"].editor
        editor.setFocus()
        return lambda: QTest.keyClick(editor, key)

    def click(self, y: int) -> None:
        """Clicks on a card at a height."""
        QTest.mouseClick(self.view.viewport(), LEFT, PLAIN, QPoint(200, y))

    def carried(self) -> QMimeData:
        """What a drag of the selection brings."""
        return to_mime(clip_of(self.document.network, self.workspace.selection, self.view.token))

    def hover(self, data: QMimeData, y: int) -> None:
        """Moves a drag over the stack; it enters first where none is there."""
        if not self._dragging:
            self._dragging = True
            self._enter(data, y)
        QApplication.sendEvent(self.view.viewport(), moving(QPoint(200, y), data, ACTIONS))

    def drop(self, data: QMimeData, y: int) -> None:
        """Lets it fall."""
        self._enter(data, y)
        QApplication.sendEvent(self.view.viewport(), falling(QPoint(200, y), data, ACTIONS))

    def leave(self) -> None:
        """Ends a drag that still hangs over the stack."""
        if self._dragging:
            self._dragging = False
            QApplication.sendEvent(self.view.viewport(), QDragLeaveEvent())

    def _enter(self, data: QMimeData, y: int) -> None:
        QApplication.sendEvent(self.view.viewport(), entering(QPoint(200, y), data, ACTIONS))


def settle() -> None:
    """Lets everything that is due happen, painting included."""
    for _ in range(3):
        QApplication.processEvents()


def times(act: Callable[[], object]) -> tuple[list[float], list[float], list[float]]:
    """Milliseconds of each round, of them the processor's, and the multiples of the loop.

    What waits for a pause is not counted.
    """
    found, busy, multiples = [], [], []
    for _ in range(ROUNDS):
        settle()
        unit = milliseconds(loop)
        begun, worked = time.perf_counter(), time.process_time()
        act()
        settle()
        found.append(1000 * (time.perf_counter() - begun))
        busy.append(1000 * (time.process_time() - worked))
        multiples.append(found[-1] / unit)
    return found, busy, multiples


def report(name: str, act: Callable[[], object]) -> bool:
    """One line; whether it is within the limits."""
    act()
    found, busy, multiples = times(act)
    middle, worst = median(found), sorted(found)[int(0.95 * len(found))]
    good = middle <= MEDIAN and worst <= WORST
    figures = f"median {middle:6.1f} ms  p95 {worst:6.1f} ms  processor {median(busy):5.1f} ms"
    figures += f"  {median(multiples):6.1f} loops"
    print(f"  {name:34} {figures}{'' if good else '  over the limit'}")
    return good


def alternating(*acts: Callable[[], object]) -> Callable[[], None]:
    """Does the next one each time."""
    turn = 0

    def act() -> None:
        nonlocal turn
        acts[turn % len(acts)]()
        turn += 1

    return act


def gestures(stack: Stack) -> dict[str, Callable[[], object]]:
    """Everything that is measured, by name."""
    key, undo = stack.key, stack.document.undo_stack.undo
    data = stack.carried()
    heights = alternating(*(lambda y=y: stack.hover(data, y) for y in range(20, 400, 34)))
    return {
        "arrow to the next card": alternating(key(Qt.Key.Key_Down), key(Qt.Key.Key_Up)),
        "click on another card": alternating(lambda: stack.click(60), lambda: stack.click(260)),
        "scroll": alternating(*(lambda v=v: stack.view.verticalScrollBar().setValue(v) for v in range(0, 6000, 333))),
        "drag over the next gap": heights,
        "drop elsewhere, and undo": alternating(lambda: stack.drop(data, 40), undo),
        "move down, Alt+Down": alternating(key(Qt.Key.Key_Down, ALT), key(Qt.Key.Key_Up, ALT)),
        "disable and enable": key(Qt.Key.Key_Space),
        "duplicate, delete the copies": alternating(key(Qt.Key.Key_D, CONTROL), key(Qt.Key.Key_Delete)),
        "delete, and undo": alternating(key(Qt.Key.Key_Delete), undo),
        "select everything, then one": alternating(
            key(Qt.Key.Key_A, CONTROL), lambda: stack.workspace.select([stack.document.network.nodes[0].id])
        ),
    }


def fields(stack: Stack) -> dict[str, Callable[[], object]]:
    """Typing in the form of the first convolution; and all blocks folded and unfolded."""
    first = next(node for node in stack.document.network if isinstance(node.op, Conv2d))
    stack.workspace.select([first.id])
    settle()
    found = {"one more filter, in its form": alternating(stack.field(Qt.Key.Key_Up), stack.field(Qt.Key.Key_Down))}
    if len(stack.panel.model.rows) != len(stack.document.network.nodes):
        fold, unfold = (stack.panel.action(name).trigger for name in ("fold all", "unfold all"))
        found["fold all, unfold all"] = alternating(fold, unfold)
    return found


def deep() -> Project:
    """ResNet-110 without Repeats."""
    project = read_recipe("resnet-110-cifar10")
    new_id = random_ids(0, project.network.ids)
    return with_network(project, Network(unrolled(project.network.nodes, new_id)))


def long() -> Project:
    """1,000 layers in a row."""
    new_id = random_ids(1)
    three = (Conv2d(filters=8, padding="same"), BatchNorm(), ReLU())
    ops = [three[index % 3] for index in range(998)] + [Flatten(), Linear()]
    return with_network(read_recipe("lenet5-sample"), Network(tuple(Node(new_id(), op) for op in ops)))


def with_network(project: Project, network: Network) -> Project:
    """The project with another stack."""
    kept = project.data, project.training
    return Project(project.format, project.version, project.title, project.notes, network, *kept)


def profiled(act: Callable[[], object]) -> None:
    """Where the time goes."""
    profile = cProfile.Profile()
    profile.enable()
    times(act)
    profile.disable()
    pstats.Stats(profile).sort_stats("cumulative").print_stats(45)


def measure(title: str, project: Project, wanted: list[str], *, profile: bool) -> bool:
    """All gestures on one stack."""
    stack = Stack(project)
    print(f"{title}: {len(stack.panel.model.rows)} rows")
    good = True
    for make in (gestures, fields):
        for name, act in make(stack).items():
            if wanted and not any(word in name for word in wanted):
                continue
            good = report(name, act) and good
            if profile:
                profiled(act)
            stack.leave()
    stack.panel.hide()
    stack.document.close()
    return good


def main() -> int:
    """Prints the figures; 1 when one is over its limit (median 16 ms, 95 % within 50 ms)."""
    app = QApplication(sys.argv[:1])
    theme.apply(app, "light")
    wanted = [word for word in sys.argv[1:] if not word.startswith("--")]
    profile = "--profile" in sys.argv
    print(f"The loop: 10,000 additions, {milliseconds(loop):.3f} ms. Limits: median {MEDIAN:g} ms, p95 {WORST:g} ms.")
    stacks = (("ResNet-110, unrolled and open", deep()), ("1,000 layers in a row", long()))
    good = [measure(title, project, wanted, profile=profile) for title, project in stacks]
    return 0 if all(good) else 1


if __name__ == "__main__":
    sys.exit(main())
