"""Since the run: layers that are others in the edited stack than in the run whose weights are shown."""

from __future__ import annotations

from engine.analysis.analysis import Analysis
from engine.network.shapes import Shape
from engine.project.project import Project, analysed


def changed_layers(run: Project, now: Analysis) -> dict[str, Shape]:
    """What comes out of them in the run, by address: the layer has other settings, or another size comes out of it.

    Layers that one of the two lacks are not among them, nor those of whose size nothing is known in the run.
    """
    if run.network == now.network and run.facts.shape == now.input:
        return {}
    before = analysed(run).instances
    both = ((before[address], instance) for address, instance in now.instances.items() if address in before)
    return {
        then.address: then.output
        for then, instance in both
        if then.output is not None and (then.output, then.node.op) != (instance.output, instance.node.op)
    }
