"""Loading: until the engine is ready, against a bare `import torch`, in processes of their own that take turns.

The first is timed as in the window: the service is there, and the clock runs from the question to the answer.

    python benchmarks/loading.py             ten pairs: some two minutes
    python benchmarks/loading.py --quick     three pairs: a trial
"""

import argparse
import subprocess
import sys
from pathlib import Path
from statistics import median

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from paired import row

ROOT = Path(__file__).resolve().parent.parent
BARE = """
import time
begun = time.perf_counter()
import torch
print(time.perf_counter() - begun)
"""
READY = """
import queue, tempfile, time
from pathlib import Path
from engine.service import questions as q
from engine.service.service import Service
with tempfile.TemporaryDirectory() as folder:
    events = queue.SimpleQueue()
    service = Service(events.put, Path(folder), Path(folder))
    begun = time.perf_counter()
    service.ask(q.WarmUp())
    reply = events.get()
    print(time.perf_counter() - begun)
    assert reply.error is None
    service.close(10)
"""


def seconds(code: str) -> float:
    """What a fresh process says that it took."""
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    return float(done.stdout)


def main() -> None:
    """Prints the ratio of both, and what they took."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--quick", action="store_true", help="three pairs")
    pairs = 3 if parser.parse_args().quick else 10
    seconds(BARE), seconds(READY)  # so that all files are in memory
    taken = [(seconds(BARE), seconds(READY)) for _ in range(pairs)]
    bare, ready = (median(times) for times in zip(*taken, strict=True))
    print(f"import torch {bare:.2f} s, engine ready {ready:.2f} s")
    print(row("engine ready / import torch", [second / first for first, second in taken], most=1.15))


if __name__ == "__main__":
    main()
