"""What the recipes reach: lenet5-sample for several seeds, and lenet5-mnist once where its data is given.

python benchmarks/accuracy.py [--seeds 5] [--data-dir DIR]     about 15 s a seed; MNIST 80 s more
"""

import argparse
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from engine.machine.devices import Machine
from engine.project.project import Project
from engine.project.recipes import read_recipe
from engine.runs.folder import RunFolder
from engine.training.session.session import TrainingSession
from engine.typed.document import changed


def reached(project: Project, runs: Path, root: Path | None) -> float:
    """The test accuracy at the end of a run on one thread."""
    session = TrainingSession(project, RunFolder.create(project, runs), lambda _: None, Machine("cpu", 1), root)
    session.start()
    session.join()
    if session.error is not None:
        raise session.error
    assert session.result is not None
    assert session.result.test_accuracy is not None
    return session.result.test_accuracy


def main() -> None:
    """Prints a line for each run."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seeds", type=int, default=5)
    parser.add_argument("--data-dir", type=Path)
    chosen = parser.parse_args()
    sample = read_recipe("lenet5-sample")
    with tempfile.TemporaryDirectory() as runs:
        for seed in range(chosen.seeds):
            project = changed(sample, training=changed(sample.training, seed=seed))
            print(f"lenet5-sample, seed {seed}: {reached(project, Path(runs), None):.4f}   at least 0.945", flush=True)
        if chosen.data_dir:
            accuracy = reached(read_recipe("lenet5-mnist"), Path(runs), chosen.data_dir)
            print(f"lenet5-mnist: {accuracy:.4f}   0.982 to 0.989")


if __name__ == "__main__":
    main()
