"""App: starts the window. First paint comes before torch, pyqtgraph and the rest of the engine are loaded."""

from __future__ import annotations

import gc
import os
import signal
import sys
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from pathlib import Path

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication, QWidget

from engine.crash_reports import crashes_kept
from engine.log import LOG, Early, logged
from engine.platform import expanded
from engine.project.project import Project
from engine.project.recipes import NAMES, read_recipe
from engine.service.service import Service
from gui.appearance import numerals, theme
from gui.state.bridge import Bridge
from gui.state.document import Document
from gui.state.message_queue import MessageQueue, catch_everything
from gui.state.settings import FIRST_PROJECT, GALLERY, LAST, Settings, SettingsFile
from gui.window.frame.second_click import SecondClick
from gui.window.qt_messages import qt_messages_logged
from gui.window.window import Window

PULSE_MS = 200


def main(arguments: Sequence[str]) -> int:
    """Opens the window, with a project file or run folder where one is given; returns the exit status."""
    with ExitStack() as told:
        return _shown(arguments, told)


def _shown(arguments: Sequence[str], told: ExitStack) -> int:
    """The window's life; what it has to tell is logged as long as `told` is open."""
    LOG.addHandler(early := Early())
    told.enter_context(qt_messages_logged())
    app = QApplication(["Layerscope"])
    app.setApplicationName("layerscope")
    settings = SettingsFile()
    theme.choose(app, settings.value.theme, settings.value.zoom)
    numerals.choose(settings.value.numbers)
    window = make_window(settings)
    SecondClick(app)
    theme.dress(app)
    _end_on_signals(window)
    window.chrome.frame.show()
    window.chrome.frame.activateWindow()
    stack = window.panels.stack.view  # a page behind another one in a small window
    (stack if stack.isVisible() else window.chrome.top.train).setFocus()
    FirstPaint(window.chrome.frame, lambda: _begin(window, arguments, told, early))
    status = app.exec()
    window.close()
    status = 130 if _interrupted else status
    if not window.ended:
        told.close()
        _end_at_once(status)
    return status


class FirstPaint(QObject):
    """Does something once a widget has been painted: what it loads would hold up the paint."""

    def __init__(self, widget: QWidget, then: Callable[[], None]) -> None:
        super().__init__(widget)
        self._then = then
        widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint:
            watched.removeEventFilter(self)
            QTimer.singleShot(0, self._then)
        return False


def _end_at_once(status: int) -> None:
    """A thread that does not heed us, such as one loading libraries, must not hold up the end, or crash in it."""
    sys.stderr.flush()
    os._exit(status)


def make_window(settings: SettingsFile) -> Window:
    """The window on the first project, with nothing loaded yet."""
    messages = MessageQueue()
    bridge = Bridge()
    chosen = settings.value
    service = Service(
        bridge.sink, *(Path(folder) if folder else None for folder in (chosen.data_folder, chosen.runs_folder))
    )
    document = Document(first_project(chosen))
    window = Window(document, service, bridge, settings, messages)
    catch_everything(messages, window.chrome.files.autosave)
    return window


def _begin(window: Window, arguments: Sequence[str], told: ExitStack, early: Early) -> None:
    """After the first paint: the log, the other pages, and what there is to begin with."""
    gc.freeze()  # what has been built stays
    gc.enable()
    LOG.removeHandler(early)
    told.enter_context(logged("window", early.records))
    told.enter_context(crashes_kept())
    window.furnish()
    take_up(window, arguments)
    window.engine.estimating.begin()


def take_up(window: Window, arguments: Sequence[str]) -> None:
    """The engine warms up, lost work is recovered, the given file opened; recovered work is asked about first."""
    window.warm_up()  # before a question is asked: nothing is to wait for its answer
    recovered = window.chrome.files.recover()
    if arguments:
        window.chrome.files.open(expanded(arguments[0]))
    elif not recovered:
        open_last(window)


def first_project(settings: Settings) -> Project:
    """What the window shows at its first paint: the gallery stands in an empty stack; a recipe that is gone is none."""
    if settings.starts_with == GALLERY:
        return Project()
    return read_recipe(settings.starts_with if settings.starts_with in NAMES else FIRST_PROJECT)


def open_last(window: Window) -> None:
    """The project or run opened last, where that is wanted and it is still there."""
    settings = window.shared.settings.value
    if settings.starts_with == LAST and settings.recent and Path(settings.recent[0]).exists():
        window.chrome.files.open(Path(settings.recent[0]))


_interrupted: list[int] = []


def _end_on_signals(window: Window) -> None:
    """SIGINT and SIGTERM end the program without a question; what is not saved is kept for the next start."""

    def end(number: int, _: object) -> None:
        _interrupted.append(number)
        QTimer.singleShot(0, window.interrupted)  # not amid whatever the window is doing now

    for name in (signal.SIGINT, signal.SIGTERM):
        if signal.getsignal(name) != signal.SIG_IGN:  # so a shell starts what Ctrl+C is not meant for
            signal.signal(name, end)
    pulse = QTimer(window, interval=PULSE_MS)  # lets Python look at signals while Qt waits
    pulse.timeout.connect(lambda: None)
    pulse.start()
