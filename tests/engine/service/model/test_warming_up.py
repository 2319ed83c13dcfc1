"""Getting ready loads torch and no more: its compiler takes longer than all the rest, and nothing here needs it."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[4]
USE = """
from typing import get_args
from engine.project.data.augmentations import RandomCrop, RandomFlip
from engine.project.data.data_settings import DataSettings
from engine.project.training.optimisers import Optimiser
from engine.service import questions as q
from engine.service.answers import ImageOf
from tests.engine.service.door import a_one, opened
from tests.engine.training.small import EVERYTHING, network
from tests.engine.service.door import small
from engine.typed.document import changed

with opened(Path(sys.argv[1])) as door:
    door.ask(q.WarmUp())
    for kind in get_args(Optimiser):
        project = small(3, DataSettings(augmentation=(RandomCrop(2), RandomFlip())), optimiser=kind())
        project = changed(project, network=network(*EVERYTHING))
        run = door.train(project)
        door.ask(q.ShowRun(door.service.folder(run)))
        door.ask(q.Predict(a_one()))
        door.ask(q.CardMaps(tuple(node.id for node in project.network), ImageOf("test", 3)))
        for node in project.network:
            door.ask(q.Inspect(node.id, ImageOf("test", 3)))
    door.ask(q.LookAtData(project.data))
    print(run, *sys.modules)
"""


def test_a_whole_training_and_all_that_looks_at_it_never_load_torchs_compiler(tmp_path):
    code = f"import sys; sys.path[:0] = {sys.path!r}; from pathlib import Path\n{USE}"
    done = subprocess.run(
        [sys.executable, "-c", code, str(tmp_path)], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    run, *modules = done.stdout.split()
    assert (tmp_path / "runs" / run).is_dir()
    assert "torch.optim" in modules  # torch itself loads that; only its objects load the compiler
    assert not {"torch._dynamo", "torch._inductor", "sympy", "captum", "matplotlib", "openTSNE", "sklearn"} & set(
        modules
    )
