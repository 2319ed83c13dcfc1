"""Since the run: layers that are others in the edited stack than in the run whose weights are shown."""

from __future__ import annotations

from engine.analysis.analysis import Analysis
from engine.network.shapes import Shape
from engine.project.project import Project, analysed
from gui.state.shown.counterpart import first_copies


def changed_layers(run: Project, now: Analysis) -> dict[str, Shape]:
    """What comes out of them in the run, by the address there: the layer has other settings now, or another size comes
    out of it.

    One that is in other Repeats now is held against its first copy. Layers that one of the two lacks are not among
    them, nor those of whose size nothing is known in the run.
    """
    if run.network == now.network and run.facts.shape == now.input:
        return {}
    first = first_copies(now)
    found = {}
    for then in analysed(run).instances.values():
        at = then.address if then.address in now.instances else first.get(then.node.id)
        if at is not None and then.output is not None:
            one = now.instances[at]
            if (then.output, then.node.op) != (one.output, one.node.op):
                found[then.address] = then.output
    return found
