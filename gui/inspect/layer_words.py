"""Words about a layer of the shown model: which one, whose weights, how its size follows. Without Qt."""

from __future__ import annotations

from engine.analysis.analysis import Analysis
from engine.analysis.valid_prefix import valid_prefix
from engine.network.addresses import in_words, parsed
from engine.network.layers import BatchNorm, Conv2d, Dropping, GlobalAvgPool, Linear
from engine.network.network import Network, place
from engine.network.nodes import Op
from engine.network.shapes import Shape, spelled
from engine.service.answers import LayerView, Shown
from gui.appearance.numerals import counted, in_figures, numeral
from gui.state.run.run import RunState

PASSES = "When it is not training, as here, it passes everything on."


def heading(network: Network, node_id: str, names: Network | None = None) -> str:
    """1. Convolution; for a node inside a block its place in there. Empty for a node that is not in the network.

    It is called as in `names`, the stack by now, where that has it still.
    """
    node = network.find(node_id)
    if node is None:
        return ""
    called_now = None if names is None else names.find(node_id)
    return f"{network.gap(node_id).index + 1}. {(called_now or node).label}"


def number(network: Network, at: str) -> str:
    """4.1: the place of the layer at an address, behind those of the blocks around it; empty where it is not there."""
    node = parsed(at)[0]
    around = [] if network.find(node) is None else [*network.ancestors(node), node]
    return ".".join(numeral(network.gap(one).index + 1) for one in around)


def named(network: Network, at: str, names: Network | None = None) -> str:
    """1. Convolution in 4. Repeat, copy 2: the layer at an address; `names` as above."""
    node, copies = parsed(at)
    name = " ".join(filter(None, (heading(network, node, names), inside(network, node))))
    return f"{name}, {in_words(copies)}" if copies else name


def has_filters(shown: Shown, at: str) -> bool:
    """Whether the layer at an address of the shown model is one of filters that each make a map."""
    node = shown.project.network.find(parsed(at)[0])
    return node is not None and isinstance(node.op, Conv2d)


def learns(shown: Shown, at: str) -> bool:
    """Whether the layer at an address of the shown model has weights of its own."""
    node = shown.project.network.find(parsed(at)[0])
    return node is not None and isinstance(node.op, Conv2d | Linear | BatchNorm)


def inside(network: Network, node_id: str) -> str:
    """in 4.1. Residual block: the block right around a node, behind the numbers of those around it, as each has a first
    one. Empty outside of blocks.
    """
    gap = None if network.find(node_id) is None else network.gap(node_id)
    block = None if gap is None or gap.parent is None else network.find(gap.parent)
    if gap is None or block is None:
        return ""
    branch = "the shortcut of " if gap.branch == "shortcut" else ""
    return f"in {branch}{number(network, block.id)}. {block.label}"


def why_idle(analysis: Analysis, at: str) -> str:
    """Why a layer of a broken stack cannot be looked into; empty for what runs, such as all layers before a problem."""
    if not analysis.problems or valid_prefix(analysis).find(parsed(at)[0]) is not None:
        return ""
    first, instance = analysis.problems[0], analysis.instances.get(at)
    if instance is not None and instance.problem is not None:
        return in_figures(instance.problem.why)
    if first.node is None:
        return in_figures(first.why)
    where = place(analysis.network, first.node).words
    if instance is not None and instance.input is not None:  # a block with the problem inside, or what is beside it
        return f"{where} must be mended before this runs."
    return f"{where} must be mended before anything arrives here."


def weights_of(shown: Shown, step: int, run: RunState) -> str:
    """Whose weights are shown, and at which step."""
    return " · ".join(filter(None, _weights_of(shown, step, run)))


def _weights_of(shown: Shown, step: int, run: RunState) -> tuple[str, str]:
    """Whose, if not those of nobody, and at which step."""
    following = shown.source == "live" and run.training and step > 0
    whose = "following training" if following else f"run “{run.title_of(shown)}”"
    if step > 0:
        return whose, f"step {numeral(step)}"
    return (whose, "before its training") if shown.began_learned else ("", "initial weights")


def source(shown: Shown, step: int, run: RunState, place: str = "", muted: str = "") -> tuple[str, ...]:
    """Where a layer is, whose weights it has, at which step, and what of it is muted; then in ever fewer words: the run
    gives way first, then the place, the step never.
    """
    whose, at = _weights_of(shown, step, run)
    forms = (place, whose, at, muted), (place, at, muted), (at, muted), (at,)
    return tuple(dict.fromkeys(" · ".join(filter(None, form)) for form in forms))


def of_the_run(figures: str) -> str:
    """Figures of a layer that is another one in the stack by now."""
    return f"In the run: {figures}"


def value_noun(op: Op) -> str:
    """What one value of a layer's vector belongs to."""
    match op:
        case Linear():
            return "Unit"
        case BatchNorm() | GlobalAvgPool():
            return "Channel"
        case _:
            return "Value"


def channel_noun(op: Op | None, output: Shape) -> str:
    """What is muted of a layer one by one: a filter, a map, or what its vector has."""
    if len(output) == 3:
        return "Filter" if isinstance(op, Conv2d) else "Map"
    return "Value" if op is None else value_noun(op)


def purpose(op: Op) -> str:
    """What a layer without weights does with what it is given."""
    return f"{op.help} {PASSES}" if isinstance(op, Dropping) else op.help


def figures(view: LayerView) -> str:
    """The shape of the weights, and how the size of the output follows, with its numbers."""
    output = f"output {in_figures(view.arithmetic or spelled(view.output))}"
    if view.weights_shape is not None and len(view.weights_shape) == 1:
        return f"scale and shift of {counted(view.weights_shape[0], 'channel')} · {output}"
    if view.weights_shape is not None:
        return f"weights {spelled(view.weights_shape)} · {output}"
    return f"input {spelled(view.input)} · {output}"
