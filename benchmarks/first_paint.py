"""First paint: `uv run main.py` against a bare PySide6 window, both with uv, alternating, until the window is visible.

    python benchmarks/first_paint.py [--pairs 5]

Needs Xvfb and xdotool; each start has a home folder of its own, as a first start has.
"""

import argparse
import os
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BARE = """
from PySide6.QtWidgets import QApplication, QMainWindow
app = QApplication([])
window = QMainWindow()
window.setWindowTitle("Layerscope")
window.resize(1280, 800)
window.show()
app.exec()
"""


def seconds_to_window(command: list[str], display: str) -> float:
    """Starts a program, waits for its window, ends it."""
    with tempfile.TemporaryDirectory() as home:
        cache = os.environ.get("UV_CACHE_DIR") or str(Path.home() / ".cache" / "uv")
        environment = os.environ | {
            "DISPLAY": display, "QT_QPA_PLATFORM": "xcb", "HOME": home, "XDG_RUNTIME_DIR": home, "UV_CACHE_DIR": cache,
        }  # fmt: skip
        environment.pop("PYTHONDONTWRITEBYTECODE", None)  # a warm start has its bytecode
        begun = time.perf_counter()
        program = subprocess.Popen(
            command, cwd=ROOT, env=environment, stderr=subprocess.DEVNULL, start_new_session=True
        )
        search = ["xdotool", "search", "--onlyvisible", "--name", "Layerscope"]
        while not subprocess.run(search, env=environment, capture_output=True, check=False).stdout:
            assert program.poll() is None, f"{command} ended"
            time.sleep(0.01)
        found = time.perf_counter() - begun
        os.killpg(program.pid, signal.SIGTERM)
        program.wait(30)
    return found


def main() -> None:
    """Prints both medians and their ratio."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pairs", type=int, default=5)
    pairs = parser.parse_args().pairs
    read, write = os.pipe()
    screen = subprocess.Popen(
        ["Xvfb", "-displayfd", str(write), "-noreset", "-screen", "0", "1280x800x24", "-nolisten", "tcp"],
        pass_fds=[write],
        stderr=subprocess.DEVNULL,
    )
    display = f":{os.read(read, 16).decode().strip()}"
    ours, bare = ["uv", "run", "main.py"], ["uv", "run", "python", "-c", BARE]
    try:
        seconds_to_window(bare, display), seconds_to_window(ours, display)  # warm the caches
        times: dict[str, list[float]] = {"bare": [], "ours": []}
        for _ in range(pairs):
            times["bare"].append(seconds_to_window(bare, display))
            times["ours"].append(seconds_to_window(ours, display))
    finally:
        screen.terminate()
        screen.wait()
    first, second = statistics.median(times["ours"]), statistics.median(times["bare"])
    print(f"first paint: {first:.2f} s, bare window {second:.2f} s, ratio {first / second:.2f}   at most 3")
    sys.exit(0)


if __name__ == "__main__":
    main()
