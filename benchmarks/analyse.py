"""How long the analysis takes: LeNet-5 warm, an unrolled ResNet-110 cold, an edit of it, and what weights that keeps.

Each figure is the best of many, in milliseconds and as a multiple of a fixed Python loop that ran just before it, so
that figures of a busy or another machine can be compared. Run from the top: python benchmarks/analyse.py
"""

import sys
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from engine.analysis.analysis import Analysis, analyse, forget
from engine.analysis.kept_weights import tally
from engine.network.layers import Conv2d
from engine.network.network import Gap, Network
from engine.network.nodes import NewId, Node, Nodes, Repeat, random_ids, renewed, with_branches, with_op
from engine.project.project import Project
from engine.project.recipes import read_recipe

ROUNDS = 200
LOOP = 10_000  # additions: about a third of a millisecond on the machine that the limits were set for
LIMITS = {
    "LeNet-5, warm": 0.3,
    "ResNet-110, cold": 5.0,
    "ResNet-110, an edit": 1.0,
    "ResNet-110, tally": 2.0,
}  # milliseconds


def unrolled(nodes: Nodes, new_id: NewId) -> Nodes:
    """The same layers with every Repeat written out."""
    found: Nodes = ()
    for node in nodes:
        inner = with_op(node, with_branches(node.op, lambda branch: unrolled(branch, new_id)))
        copies = inner.op.times if isinstance(inner.op, Repeat) else 0
        found += (
            (inner,) if copies == 0 else tuple(one for _ in range(copies) for one in renewed(inner.op.body, new_id))
        )
    return found


def fully(network: Network, project: Project) -> None:
    """The analysis as the window uses it after an edit: totals, problems, and every instance."""
    found = analyse(network, project.facts.shape, 10, project.training.batch)
    assert not found.problems
    assert found.instances
    assert found.parameters


def edits(network: Network) -> list[Network]:
    """Networks one edit away: another bias in each convolution, and a layer put in between."""
    convolutions = [node for node in network if isinstance(node.op, Conv2d)]
    changed = [network.change({node.id}, bias=not node.op.bias) for node in convolutions[: ROUNDS // 2]]
    relu = next(node.op for node in network if type(node.op).__name__ == "ReLU")
    new_id = random_ids(taken=network.ids)
    gaps = range(1, len(network.nodes) - 2)
    return changed + [network.insert(Gap(None, at), (Node(new_id(), relu),)) for at in gaps]


def tallied(shown: Analysis, document: Analysis) -> None:
    """What the window asks after an edit while a model is shown: how many of its weights would stay."""
    found = tally(shown, document)
    assert 0 < found.kept <= found.total


def milliseconds(work: Callable[[], object]) -> float:
    """How long it takes once."""
    start = time.perf_counter()
    work()
    return 1000 * (time.perf_counter() - start)


def loop() -> None:
    """The fixed Python loop."""
    total = 0
    for number in range(LOOP):
        total += number


def report(name: str, works: list[Callable[[], object]], before: Callable[[], object] = lambda: None) -> None:
    """One line: best and median, and the median of the multiples of the loop."""
    times, multiples = [], []
    for work in works:
        before()
        unit = milliseconds(loop)
        times.append(milliseconds(work))
        multiples.append(times[-1] / unit)
    print(
        f"{name:20}  best {min(times):7.3f} ms  median {median(times):7.3f} ms  {median(multiples):7.3f} loops"
        f"  (limit {LIMITS[name]} ms)"
    )


def main() -> None:
    """Prints the figures."""
    lenet, deep = read_recipe("lenet5-sample"), read_recipe("resnet-110-cifar10")
    network = Network(unrolled(deep.network.nodes, random_ids(0, deep.network.ids)))
    print(f"ResNet-110 unrolled: {len(network.ids)} nodes. The loop: {LOOP:,} additions, {milliseconds(loop):.3f} ms.")
    report("LeNet-5, warm", [lambda: fully(lenet.network, lenet)] * ROUNDS, before=lambda: forget(nodes=False))
    report("ResNet-110, cold", [lambda: fully(network, deep)] * (ROUNDS // 4), before=forget)
    fully(network, deep)
    report("ResNet-110, an edit", [lambda edited=edited: fully(edited, deep) for edited in edits(network)])
    shown, *documents = (analyse(each, deep.facts.shape, 10) for each in (network, *edits(network)))
    report("ResNet-110, tally", [lambda document=document: tallied(shown, document) for document in documents])


if __name__ == "__main__":
    main()
