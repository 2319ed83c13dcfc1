"""A person at the window: clicks, types, draws, and waits for what they would wait for."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from typing import Any

from PySide6.QtCore import QPoint, QPointF, Qt, QTimer
from PySide6.QtWidgets import QAbstractButton, QApplication, QDialog, QLabel, QWidget
from pytestqt.qtbot import QtBot

from engine.project.project import Project
from engine.project.recipes import read_recipe
from engine.project.training.budgets import Steps
from engine.service.service import Service
from engine.typed.document import changed
from gui.gallery.dialog import NewProject
from gui.state.bridge import Bridge
from gui.state.document import Document
from gui.state.message_queue import Message, MessageQueue
from gui.state.settings import SettingsFile
from gui.window.window import Window

LEFT, CTRL, SHIFT = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
ALT, NONE = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.NoModifier


def short(steps: int, recipe: str = "lenet5-sample", **training: Any) -> Project:
    """A bundled recipe that trains for so many steps."""
    project = read_recipe(recipe)
    return changed(project, training=changed(project.training, budget=Steps(steps), **training))


class Person:
    """One window, opened in a folder of its own, and everything that it has said so far."""

    def __init__(self, qtbot: QtBot, folder: Path, project: Project) -> None:
        self.bot, self.folder, self.runs = qtbot, folder, folder / "runs"
        self.said: list[Message] = []
        self.held: list[str] = []  # every condition so far, as it began to be told
        settings, messages, bridge = SettingsFile(folder / "settings.json"), MessageQueue(), Bridge()
        settings.change(device="cpu", threads=1)
        messages.posted.connect(self.said.append)
        self.service = Service(bridge.sink, folder / "data", self.runs)
        self.window = Window(Document(project), self.service, bridge, settings, messages)
        self.shared, self.engine = self.window.shared, self.window.engine
        self.panels, self.chrome = self.window.panels, self.window.chrome
        self.frame = self.chrome.frame
        self._newest = ""
        self.shared.conditions.changed.connect(self._note_condition)
        self.shared.run.changed.connect(self._note_run)
        qtbot.addWidget(self.frame, before_close_func=lambda _: self.close())
        if not settings.value.geometry:
            self.frame.resize(1280, 800)  # the screen of the tests is smaller
        self.frame.show()
        self.frame.activateWindow()
        qtbot.waitUntil(self.frame.isActiveWindow)
        self.window.furnish()
        self.pages = self.window.pages
        self.panels.stack.view.setFocus()

    def _note_condition(self) -> None:
        gravest = self.shared.conditions.gravest
        if gravest is not None:
            self.held.append(gravest.words)

    def _note_run(self) -> None:
        current = self.shared.run.current
        self._newest = self._newest if current is None else current.id

    # --- what they do ---

    def warm_up(self) -> None:
        """Lets the engine load, until the network has been shown."""
        self.window.warm_up()
        self.wait(lambda: self.shared.workspace.shown is not None)

    def press(self, button: QWidget) -> None:
        """Clicks on a button that can be seen and pressed."""
        assert button.isVisible()
        assert button.isEnabled()
        self.bot.mouseClick(button, LEFT)

    def press_named(self, text: str, within: QWidget | None = None) -> None:
        """Clicks on the visible button whose words begin so."""
        buttons = (within or self.frame).findChildren(QAbstractButton)
        self.press(next(one for one in buttons if one.isVisible() and one.text().startswith(text)))

    def look_at_part(self, title: str) -> None:
        """Clicks on the tab of a part of Inspect, which stands short where there is little room."""
        tabs = self.panels.parts_of_inspect.tabs
        titles = [tabs.tabToolTip(index) or tabs.tabText(index) for index in range(tabs.count())]
        self.bot.mouseClick(tabs, LEFT, pos=tabs.tabRect(titles.index(title)).center())

    def key(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = NONE) -> None:
        """Presses a key, wherever the keyboard is."""
        self.bot.keyClick(QApplication.focusWidget() or self.frame, key, modifiers)

    def type(self, words: str) -> None:
        """Types letters, wherever the keyboard is."""
        self.bot.keyClicks(QApplication.focusWidget(), words)

    def draw(self, *points: tuple[float, float]) -> None:
        """One stroke on the canvas, through points from 0 to 1."""
        canvas = self.panels.try_it.canvas
        places = [QPoint(round(x * canvas.width()), round(y * canvas.height())) for x, y in points]
        self.bot.mousePress(canvas, LEFT, pos=places[0])
        for begin, end in pairwise(places):
            for part in range(1, 9):
                self.bot.mouseMove(canvas, (QPointF(begin) + QPointF(end - begin) * part / 8).toPoint())
        self.bot.mouseRelease(canvas, LEFT, pos=places[-1])

    def begin(self, letters: str) -> None:
        """Opens the gallery by its key, types, and presses Enter on the first project that is found."""
        self.key(Qt.Key.Key_N, CTRL)
        self.wait(lambda: (dialog := self._gallery) and dialog.gallery.search.hasFocus())
        self.type(letters)
        self.key(Qt.Key.Key_Return)
        self.wait(lambda: self._gallery is None)
        self.take_up()

    def take_up(self) -> None:
        """Goes on in the window once a dialog has closed, as a window manager sees to, which there is none of here."""
        self.frame.activateWindow()
        self.wait(self.frame.isActiveWindow)

    @property
    def _gallery(self) -> NewProject | None:
        return next((one for one in self.frame.findChildren(NewProject) if one.isVisible()), None)

    def answer(self, button: str) -> None:
        """Clicks on a button of the dialog that what is done next will open."""
        timer = QTimer(self.window, interval=20)

        def look() -> None:
            dialog = QApplication.activeModalWidget()
            found = [one for one in dialog.findChildren(QAbstractButton) if _says(one, button)] if dialog else []
            if found:
                timer.stop()
                self.bot.mouseClick(found[0], LEFT)

        timer.timeout.connect(look)
        timer.start()

    # --- what they wait for ---

    def wait(self, condition: Callable[[], object]) -> None:
        """Until something is so."""
        try:
            self.bot.waitUntil(lambda: bool(condition()))
        except self.bot.TimeoutError:
            raise AssertionError(f"waited in vain. {self.standing}") from None

    @property
    def standing(self) -> str:
        """How things stand, for whoever reads that a test failed."""
        run, shown = self.shared.run.current, self.shared.workspace.shown
        standing = f"{run}; shown: {shown}"
        return f"{standing}; answered: {self.answered!r}; said:\n{self.sentences}"

    def train(self) -> None:
        """Presses Train and waits for the end of the run, with its last weights shown."""
        before = self.run
        self.press(self.chrome.top.train)
        self.wait(lambda: self.run != before and self.ended)

    def look_back(self, step: int) -> None:
        """To a step that the run keeps, once it is known which those are."""
        looking = self.engine.looking
        self.wait(lambda: step in looking.stops)
        looking.look_at(step)

    @property
    def run(self) -> str:
        """The newest run's id."""
        return self._newest

    @property
    def step(self) -> int:
        """Steps that the newest run has done."""
        current = self.shared.run.current
        return 0 if current is None else current.step

    @property
    def ended(self) -> bool:
        """The newest run has ended and what it has learned is shown."""
        shown = self.shared.workspace.shown
        return self.state == "finished" and shown is not None and shown.source == "saved" and shown.run == self.run

    @property
    def state(self) -> str | None:
        """The state of the newest run."""
        current = self.shared.run.current
        return None if current is None else current.phase

    @property
    def sentences(self) -> str:
        """All messages and conditions so far, one a line."""
        events = [f"{message.level}: {message.text} {message.hint}" for message in self.said]
        return "\n".join([*events, *(f"holds: {words}" for words in self.held)])

    @property
    def nothing_asked(self) -> bool:
        """The engine has answered all that it was asked."""
        return not self.engine.jobs._waiting

    @property
    def told(self) -> bool:
        """The line above the chart tells the result of a run."""
        return self.chrome.line.topic == "result"

    @property
    def train_words(self) -> str:
        """What the Train button says."""
        return self.chrome.top.train.text()

    @property
    def bars(self) -> str:
        """What the bars say, in words, as a screen reader speaks them."""
        return self.panels.try_it.bars.accessibleDescription()

    @property
    def answered(self) -> str:
        """The class in large type, as a screen reader speaks it."""
        return self.panels.try_it.answer.accessibleDescription()

    def reads(self, words: str, within: QWidget | None = None) -> bool:
        """True when these words stand somewhere in sight."""
        labels = (within or self.frame).findChildren(QLabel)
        return any(label.isVisible() and words in label.text() for label in labels)

    def close(self) -> None:
        """Closes the window as its × does, letting unsaved work go, and the queue go on."""
        if self.shared.document.modified:
            self.shared.document.undo_stack.setClean()
        for dialog in self.frame.findChildren(QDialog):
            dialog.close()
        self.window.run_displays.queue.let_go()
        self.frame.close()


def _says(button: QAbstractButton, words: str) -> bool:
    return button.isVisible() and button.text().replace("&", "").startswith(words)
