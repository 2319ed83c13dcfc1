"""The real program on a virtual screen, used through X11 as a person's hands do: start, Train, the end of the run."""

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from pytestqt.qtbot import QtBot

from engine.project.project import save_project
from engine.runs.folder import RunFolder
from gui.window.qt_libraries import qt_problem
from tests.journeys.person import short

ROOT = Path(__file__).resolve().parents[3]
NEEDED = ("Xvfb", "xdotool", "xwd", "convert")
SIZE = (1280, 800)
LONG = 170_000  # milliseconds: imports, a short run and a slow, busy machine
X11_PROBLEM = qt_problem("xcb")
ACCENT = (0x0B, 0x62, 0xD6)

pytestmark = [
    pytest.mark.timeout(300),
    pytest.mark.skipif(
        any(shutil.which(name) is None for name in NEEDED),
        reason="needs a virtual screen: apt-get install xvfb xdotool x11-apps imagemagick",
    ),
    pytest.mark.skipif(bool(X11_PROBLEM), reason=X11_PROBLEM),
]


class Screen:
    """A virtual screen with hands."""

    def __init__(self, folder: Path) -> None:
        read, write = os.pipe()
        geometry = f"{SIZE[0]}x{SIZE[1]}x24"
        # -noreset: else the server begins anew when its last client leaves, and cuts off whoever is just connecting
        command = ["Xvfb", "-displayfd", str(write), "-noreset", "-screen", "0", geometry, "-nolisten", "tcp"]
        self._server = subprocess.Popen(command, pass_fds=[write], stderr=subprocess.DEVNULL)
        os.close(write)
        with os.fdopen(read) as display:
            number = display.readline().strip()
        self._folder = folder
        self.env = {**os.environ, "DISPLAY": f":{number}", "QT_QPA_PLATFORM": "xcb"}
        self.env.pop("WAYLAND_DISPLAY", None)

    def hands(self, *words: object) -> str:
        """What xdotool says to these words."""
        command = ["xdotool", *map(str, words)]
        return subprocess.run(command, env=self.env, capture_output=True, text=True, check=False).stdout

    def picture(self) -> Image.Image:
        """The screen as it is."""
        raw = self._dump()
        path = self._folder / "screen.png"
        subprocess.run(["convert", "xwd:-", path], input=raw, env=self.env, check=True)
        return Image.open(path).convert("RGB")

    def _dump(self, attempts: int = 20) -> bytes:
        """The screen in xwd's form; xwd asks window by window, and fails where one closes between two questions."""
        for _ in range(attempts):
            done = subprocess.run(["xwd", "-root", "-silent"], env=self.env, capture_output=True, check=False)
            if done.returncode == 0:
                return done.stdout
            time.sleep(0.1)
        pytest.fail(f"xwd finds no picture: {done.stderr.decode()}")

    def close(self) -> None:
        self._server.terminate()
        self._server.wait(30)


@pytest.fixture
def screen(tmp_path: Path) -> Iterator[Screen]:
    made = Screen(tmp_path)
    yield made
    made.close()


@pytest.fixture
def program(screen: Screen, tmp_path: Path) -> Iterator[subprocess.Popen]:
    path = tmp_path / "mine.json"
    save_project(short(200), path)
    command = [sys.executable, str(ROOT / "main.py"), str(path)]
    process = subprocess.Popen(command, env=screen.env, cwd=ROOT, stderr=subprocess.PIPE, text=True)
    yield process
    process.kill()
    process.communicate()


def _runs() -> Path:
    return Path(os.environ["XDG_DATA_HOME"]) / "layerscope" / "runs"


def _finished() -> bool:
    found = RunFolder.list(_runs())
    return bool(found) and found[0].result() is not None


def _train_button(picture: Image.Image) -> tuple[int, int] | None:
    """The middle of the blue button in the top bar."""
    rows, columns = np.nonzero((np.asarray(picture)[30:80] == ACCENT).all(-1))
    if len(rows) <= 500:
        return None
    return (columns.min() + columns.max()) // 2, 30 + (rows.min() + rows.max()) // 2


def _stands(program: subprocess.Popen, screen: Screen) -> bool:
    """Whether the window shows its Train button; a program that has ended says why instead of being waited for."""
    if program.poll() is not None:
        pytest.fail(f"The program ended with {program.returncode}: {program.communicate()[1]}")
    return _train_button(screen.picture()) is not None


def test_the_program_trains_by_a_click_and_ends_by_a_signal(
    screen: Screen, program: subprocess.Popen, qtbot: QtBot
) -> None:
    qtbot.waitUntil(lambda: _stands(program, screen), timeout=LONG)
    x, y = _train_button(screen.picture())
    screen.hands("mousemove", x, y, "click", 1)
    qtbot.waitUntil(_finished, timeout=LONG)
    picture = screen.picture()
    assert picture.size == SIZE
    assert len(picture.getcolors(picture.width * picture.height)) > 100
    program.send_signal(signal.SIGTERM)
    _, wrong = program.communicate(timeout=LONG / 1000)
    assert program.returncode == 130
    assert "Traceback" not in wrong
    result = RunFolder.list(_runs())[0].result()
    assert result.stopped_by == "budget"
    assert result.test_accuracy > 0.7
