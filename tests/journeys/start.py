"""Starts the window as main.py does and tells what happens, one word a line: a process for the tests of the start.

python -m tests.journeys.start painted|trained [FILE]
"""

import signal
import sys

from PySide6.QtCore import QEvent, QObject

from gui import app
from gui.state.settings import SettingsFile
from gui.window.window import Window

SLOW = {"torch", "torchvision", "pyqtgraph", "safetensors"}


class Watch(QObject):
    """Says at the first paint what has been loaded so far."""

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint:
            watched.removeEventFilter(self)
            _say("painted", *sorted(SLOW & set(sys.modules)))
        return False


def _say(*words: str) -> None:
    sys.stdout.write(" ".join(words) + "\n")
    sys.stdout.flush()


def _watched(settings: SettingsFile) -> Window:
    window = make_window(settings)
    window.watch = Watch()
    window.chrome.frame.installEventFilter(window.watch)
    if sys.argv[1] == "trained":
        _train(window)
    return window


def _train(window: Window) -> None:
    """Edits the stack once it is opened, and presses Train before the engine is there."""
    window.shared.document.replaced.connect(lambda: _say("opened", window.chrome.frame.windowTitle()))
    window.shared.document.replaced.connect(window.panels.stack.action("duplicate").trigger)
    window.engine.control.queued.connect(lambda: _say("queued"))
    window.shared.document.modified_changed.connect(lambda modified: modified and window.engine.control.press_train())
    window.engine.bridge.steps.connect(lambda event: _say("step", str(event.steps[-1])))


signal.signal(signal.SIGINT, signal.default_int_handler)  # ignored where the tests run in the background of a shell
make_window, app.make_window = app.make_window, _watched
sys.exit(app.main(sys.argv[2:]))
