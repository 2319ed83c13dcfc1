"""Attribution: how long a map over an image takes, on LeNet-5 and ResNet-20, on one image and one thread.

The first map of a process also imports captum, which is told apart. Grad-CAM on ResNet-20 must take 300 ms at most.

    python benchmarks/attribution.py
"""

import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from statistics import median

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import torch

from engine.inspection.attribution.attribution import attribute
from engine.inspection.attribution.methods import GradCam, Gradient, IntegratedGradients, Occlusion
from engine.inspection.attribution.target import Target
from engine.model.building import build
from engine.project.recipes import read_recipe

METHODS = (Gradient(), GradCam(), IntegratedGradients(), Occlusion())
MOST = 300  # ms, of Grad-CAM on ResNet-20
TIMES = 9


def seconds(do: Callable[[], object]) -> float:
    """How long it takes."""
    begun = time.perf_counter()
    do()
    return time.perf_counter() - begun


def main() -> int:
    """Prints what each method takes; 1 where Grad-CAM on ResNet-20 takes too long."""
    torch.set_num_threads(1)
    print(f"import captum {seconds(lambda: __import__('captum.attr')):.2f} s")
    taken = {}
    for recipe in ("lenet5-sample", "resnet-20-cifar10"):
        project = read_recipe(recipe)
        facts = project.facts
        net = build(project.network, facts.shape, len(facts.classes)).eval()
        x = torch.rand(1, *facts.shape, generator=torch.Generator().manual_seed(0))
        for method in METHODS:
            do = partial(attribute, net, x, Target(3), method)
            times = [1000 * seconds(do) for _ in range(TIMES)]
            taken[recipe, type(method)] = median(times)
            print(f"{recipe:18} {type(method).__name__:20} {median(times):8.1f} ms, at most {max(times):.1f}")
    ratio = taken["resnet-20-cifar10", GradCam] / MOST
    print(f"Grad-CAM on ResNet-20 / {MOST} ms: {ratio:.2f}")
    return int(ratio > 1)


if __name__ == "__main__":
    sys.exit(main())
