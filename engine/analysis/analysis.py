"""The analysis of a network: shapes and costs of every layer instance, and problems in words with fixes that work.

What it accepts runs in torch, and what torch refuses is a problem. It also refuses some things that torch runs, because
they are mistakes more often than intentions, or run by luck:

- Linear on anything but a vector (torch would apply it to the last dimension, the width);
- convolution, pooling, channel dropout and padding of channels on anything but (channels, height, width);
- "same" padding that torch would only refuse when it runs: with a stride other than 1;
- batch normalisation that trains on one value for each channel: batch × height × width = 1 (torch runs it outside of
  training; a last batch of one image joins the batch before it, so only a batch size of 1 is refused);
- paths of a Residual whose unequal shapes torch would broadcast;
- an output other than one value for each class;
- one tensor of more than 2³¹ − 1 values, and networks of more than 10,000 layer instances.

Definitions: parameters include frozen ones, not the buffers of batch normalisation; multiply-adds are those of
convolution and linear layers without bias, for one image; activations are the outputs of all enabled layers. A disabled
node passes its input on, and what is inside a disabled block has no instance.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property, lru_cache
from types import MappingProxyType

import msgspec

from engine.analysis.fixes import Fix, fixes_for, fixes_for_extent, fixes_for_output
from engine.analysis.measuring import Measured, Rules, Sequence, extent, forget_nodes, measure_all, output_of
from engine.analysis.receptive_field import ReceptiveField, SidesSeen, receptive_field
from engine.errors import LayerscopeError, NetworkError, Place
from engine.network.addresses import Copies, address, in_words
from engine.network.network import Network, place
from engine.network.nodes import MAX_NESTING, Node, copies_inside
from engine.network.shapes import VALUE_BYTES, Misfit, MisfitKind, Shape, described, spelled

MAX_INSTANCES = 10_000


@dataclass(frozen=True)
class Problem:
    """Why the network cannot run: at one instance, or, with no node, as a whole. `fixes` are found when asked for."""

    node: str | None
    address: str | None
    why: str
    kind: MisfitKind
    find_fixes: Callable[[Problem], tuple[Fix, ...]] = field(repr=False, compare=False)

    @cached_property
    def fixes(self) -> tuple[Fix, ...]:
        """Edits that mend this very problem, each tried; those that leave the fewest other problems come first."""
        return self.find_fixes(self)


class Instance(msgspec.Struct, frozen=True):
    """One node in one copy of the Repeats around it; costs of a block include what is inside; None is unknown."""

    address: str
    node: Node
    input: Shape | None
    output: Shape | None
    parameters: int
    multiply_adds: int
    activations: int
    problem: Problem | None


@dataclass(frozen=True)
class Analysis:
    """What is known of a network for one input; costs are for one image, and of what is known."""

    network: Network
    input: Shape
    classes: int
    batch: int | None
    sequence: Sequence
    refusal: Misfit | None  # of the network as a whole, before anything was measured

    @cached_property
    def output(self) -> Shape | None:
        """What comes out, None where a problem stands before it."""
        return None if self.refusal else output_of(self.sequence, self.input)

    @cached_property
    def parameters(self) -> int:
        """Learned numbers, frozen ones too."""
        return sum(one.parameters for one in self.sequence)

    @cached_property
    def multiply_adds(self) -> int:
        """Multiplications of one image's forward pass."""
        return sum(one.multiply_adds for one in self.sequence)

    @cached_property
    def activations(self) -> int:
        """Values of all layer outputs for one image."""
        return sum(one.activations for one in self.sequence)

    @property
    def activation_bytes(self) -> int:
        """Memory of all layer outputs for one batch."""
        return self.activations * (self.batch or 1) * VALUE_BYTES

    @cached_property
    def problems(self) -> tuple[Problem, ...]:
        """All problems, in the order in which data meets them."""
        if self.refusal:
            return (_whole(self, self.refusal),)
        found = tuple(
            _problem(self, one, one.misfit, copies) for one, copies in _faulty(self.sequence, ()) if one.misfit
        )
        output = self.output
        return found if output is None or output == (self.classes,) else (*found, _wrong_output(self, output))

    @cached_property
    def instances(self) -> Mapping[str, Instance]:
        """Every instance by address, in order of execution, a block before what is inside it; made when first used."""
        problems = {problem.address: problem for problem in self.problems}
        found = {}
        for one, copies in _walk(self.sequence, ()):
            at = address(one.node.id, copies)
            found[at] = Instance(
                at,
                one.node,
                one.input,
                one.output,
                one.parameters,
                one.multiply_adds,
                one.activations,
                problems.get(at),
            )
        return MappingProxyType(found)

    def instances_of(self, nodes: Collection[str]) -> list[Instance]:
        """Every copy of these nodes, in order of execution."""
        if len(nodes) == 1 and (alone := self.instances.get(next(iter(nodes)))):
            return [alone]  # its address is its id: it is in no Repeat
        wanted = set(nodes)
        return [one for one in self.instances.values() if one.node.id in wanted]

    @cached_property
    def _sides(self) -> SidesSeen:
        return SidesSeen(self.sequence, self.input)

    def receptive_field(self, at: str) -> ReceptiveField | None:
        """What one value of the instance at this address sees of the image; None where that is unknown."""
        sides = self._sides.get(at)
        return None if sides is None else receptive_field(sides, self.input)


def analyse(network: Network, shape: Shape, classes: int, batch: int | None = None) -> Analysis:
    """The analysis of a network for images of `shape` in `classes` classes; never raises.

    `batch` is the batch size of training; without one, costs are of one image and nothing is said about training.
    """
    return _remembered(network, tuple(shape), classes, batch)


def _analysed(network: Network, shape: Shape, classes: int, batch: int | None) -> Analysis:
    refusal = _refusal(network, shape)
    sequence = () if refusal else measure_all(network.nodes, shape, Rules(classes, batch == 1))
    return Analysis(network, shape, classes, batch, sequence, refusal)


_remembered = lru_cache(maxsize=64)(_analysed)


def forget(*, nodes: bool = True) -> None:
    """Empties what is remembered of whole networks, and of `nodes`: for measuring and testing, never needed else."""
    _remembered.cache_clear()
    if nodes:
        forget_nodes()


def refuse(analysis: Analysis) -> None:
    """Raises NetworkError for the first problem, with its place and the best fix; does nothing when there is none."""
    for problem in analysis.problems:
        where = place(analysis.network, problem.node) if problem.node else Place()
        raise NetworkError(problem.why, f"{problem.fixes[0].text}." if problem.fixes else "", where)


def refuse_untrainable(analysis: Analysis) -> None:
    """Raises NetworkError when no layer has weights that training may change."""
    if not _learns(analysis.sequence):
        raise NetworkError("No layer has weights to train.", "Add a layer, or make one trainable.")


def _learns(sequence: Sequence) -> bool:
    free = (one for one in sequence if one.node.enabled and one.node.trainable)
    return any(any(map(_learns, one.inside)) if one.inside else one.parameters > 0 for one in free)


def _walk(sequence: Sequence, copies: Copies) -> Iterator[tuple[Measured, Copies]]:
    for one in sequence:
        yield one, copies
        for index, branch in enumerate(one.inside):
            yield from _walk(branch, copies_inside(one.node.op, copies, index))


def _faulty(sequence: Sequence, copies: Copies) -> Iterator[tuple[Measured, Copies]]:
    """Instances with a misfit at or inside them, what is inside a block before the block, as data meets them."""
    for one in sequence:
        if not one.faulty:
            continue
        for index, branch in enumerate(one.inside):
            yield from _faulty(branch, copies_inside(one.node.op, copies, index))
        yield one, copies


def _problem(analysis: Analysis, one: Measured, misfit: Misfit, copies: Copies) -> Problem:
    why = f"In {in_words(copies)}: {misfit.why[:1].lower()}{misfit.why[1:]}" if any(copies) else misfit.why

    def find(problem: Problem) -> tuple[Fix, ...]:
        return _working(analysis, problem, fixes_for(misfit, one, copies, analysis.network))

    return Problem(one.node.id, address(one.node.id, copies), why, misfit.kind, find)


def _wrong_output(analysis: Analysis, output: Shape) -> Problem:
    why = f"The network gives {described(output)}, but must give one value for each of the {analysis.classes} classes."

    def find(problem: Problem) -> tuple[Fix, ...]:
        return _working(analysis, problem, fixes_for_output(analysis.network, output))

    return Problem(None, None, why, "output", find)


def _working(analysis: Analysis, problem: Problem, candidates: Iterable[Fix]) -> tuple[Fix, ...]:
    """Of these fixes those that mend the problem, tried on the network itself, with what each leads to."""
    tried = ((fix, _tried(analysis, fix)) for fix in candidates)
    working = [(fix, after) for fix, after in tried if after and _mends(problem, analysis, after)]
    working.sort(key=lambda pair: len(pair[1].problems))
    return tuple(replace(fix, output=_output_at(after, problem)) for fix, after in working)


def _output_at(after: Analysis, problem: Problem) -> Shape | None:
    """What comes out where the problem was."""
    if problem.node is None:
        return after.output
    mended = after.instances.get(problem.address or "")
    return mended.output if mended is not None else None


def _tried(analysis: Analysis, fix: Fix) -> Analysis | None:
    try:
        edited = fix.apply(analysis.network)
    except LayerscopeError:  # a value out of bounds, or blocks too deep: no fix for this network
        return None
    return _analysed(edited, analysis.input, analysis.classes, analysis.batch)


def _mends(problem: Problem, before: Analysis, after: Analysis) -> bool:
    if problem.node is None:
        return all(other.node is not None or other.kind != problem.kind for other in after.problems)
    new = after.network.ids - before.network.ids
    still = after.instances.get(problem.address or "")
    return all(other.node != problem.node and other.node not in new for other in after.problems) and (
        still is None or still.output is not None
    )


def _refusal(network: Network, shape: Shape) -> Misfit | None:
    """Why there is nothing to measure: no image, or a network without bounds."""
    if len(shape) not in (1, 3) or min(shape) < 1:
        return Misfit(f"The input of {spelled(shape) or 'nothing'} is neither maps nor a vector.", "input")
    if max((extent(node).depth for node in network.nodes), default=0) > MAX_NESTING:
        return Misfit(f"Blocks are nested more than {MAX_NESTING} deep.", "too deep")
    if (count := _instances(network)) <= MAX_INSTANCES:
        return None
    return Misfit(f"With all copies the network has {count:,} layers; {MAX_INSTANCES:,} are the most.", "too many")


def _instances(network: Network) -> int:
    return sum(extent(node).instances for node in network.nodes)


def _whole(analysis: Analysis, misfit: Misfit) -> Problem:
    network = analysis.network
    candidates = fixes_for_extent(network, _instances(network), MAX_INSTANCES) if misfit.kind == "too many" else ()

    def find(problem: Problem) -> tuple[Fix, ...]:
        return _working(analysis, problem, candidates)

    return Problem(None, None, misfit.why, misfit.kind, find)
