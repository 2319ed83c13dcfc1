"""Words of the page “Why this answer”: methods and layers to choose from, and what is to be said of a map."""

from __future__ import annotations

from typing import Literal, NamedTuple, TypeAlias

from engine.analysis.analysis import Instance, analyse
from engine.network.addresses import in_words, parsed
from engine.network.network import Network
from engine.network.shapes import spelled
from engine.project.project import Project
from engine.service.looking.looking_answers import Explained
from engine.service.questions import GradCam, Gradient, IntegratedGradients, Method, Occlusion
from gui.appearance.numerals import in_figures, numeral, plain
from gui.inspect.layer_words import heading, inside

Kind: TypeAlias = Literal["grad-cam", "integrated gradients", "gradient", "occlusion"]
ALIKE = 0.6  # from here on a map and that of random weights are much the same


class MethodWords(NamedTuple):
    """What a method is called, what it does, and whether it needs a layer or something that counts as nothing."""

    title: str
    help: str
    of_layer: bool = False
    needs_nothing: bool = False


METHODS: dict[Kind, MethodWords] = {
    "grad-cam": MethodWords(
        "Grad-CAM",
        "The maps of a layer, each weighed by how much the score rises with it, enlarged to the image. It says where, "
        "roughly, and best of late layers.",
        of_layer=True,
    ),
    "integrated gradients": MethodWords(
        "Integrated gradients",
        "What each pixel adds to the score on the way from an empty image to this one. All pixels together make the "
        "difference between both scores.",
        needs_nothing=True,
    ),
    "gradient": MethodWords(
        "Gradient",
        "How the score would change if a pixel became a little brighter. It speaks of tiny changes, so it is often "
        "speckled.",
    ),
    "occlusion": MethodWords(
        "Occlusion",
        "A small square is moved over the image; the map says how much the score falls where it covers something.",
        needs_nothing=True,
    ),
}


def method(kind: Kind, address: str | None) -> Method:
    """As the engine is asked; the address counts for Grad-CAM alone."""
    match kind:
        case "grad-cam":
            return GradCam(address)
        case "integrated gradients":
            return IntegratedGradients()
        case "gradient":
            return Gradient()
        case "occlusion":
            return Occlusion()


def layers(project: Project) -> dict[str, str]:
    """Layers and blocks that give maps, by address: “2. Convolution, in 3. Repeat, copy 2: 16×14×14”."""
    facts = project.facts
    found = analyse(project.network, facts.shape, len(facts.classes)).instances.values()
    with_maps = [one for one in found if one.node.enabled and len(one.output or ()) == 3]
    called = {one.node.id: _called(project.network, one.node.id) for one in with_maps}  # once for all copies
    return {one.address: _layer(called[one.node.id], one) for one in with_maps}


def _called(network: Network, node_id: str) -> tuple[str, str]:
    return heading(network, node_id), inside(network, node_id)


def _layer(called: tuple[str, str], one: Instance) -> str:
    parts = (*called, in_words(parsed(one.address)[1]))
    return f"{', '.join(filter(None, parts))}: {spelled(one.output or ())}"


def question(explained: Explained, names: tuple[str, ...]) -> str:
    """The question, as in Why 4 rather than 9? Empty where nothing was explained."""
    target = explained.target
    if target is None:
        return ""
    other = "" if target.rather_than is None else f" rather than {names[target.rather_than]}"
    return f"Why {names[target.wanted]}{other}?"


def score(explained: Explained, names: tuple[str, ...]) -> str:
    """The score that is explained; against an empty image also what that has, and what all pixels come to."""
    target = explained.target
    if target is None:
        return ""
    wanted = names[target.wanted]
    other = None if target.rather_than is None else names[target.rather_than]
    what = f"The score of {wanted}" if other is None else f"The score of {wanted} less that of {other}"
    taken = (
        "" if explained.taken_for == target.wanted else f" It takes the image for {names[explained.taken_for or 0]}."
    )
    return f"{what} is {plain(explained.score)}{_from_the_empty(explained)}.{taken}"


def _from_the_empty(explained: Explained) -> str:
    """What the values of the map add up to: the score less that of the empty image."""
    empty = explained.baseline_score
    if empty is None:
        return ""
    return f", of the empty image {plain(empty)}: all pixels together make {plain(explained.score - empty)}"


def colours(explained: Explained, names: tuple[str, ...]) -> str:
    """What red and blue stand for, and where they are strongest."""
    target = explained.target
    if target is None:
        return ""
    against = "against it" if target.rather_than is None else f"for {names[target.rather_than]}"
    coarse = _coarse(explained)
    return f"Red speaks for {names[target.wanted]}, blue {against}. {in_figures(explained.words)}{coarse}"


def _coarse(explained: Explained) -> str:
    if explained.grid == (1, 1):
        return " This layer’s maps have a single value, so it cannot say where."
    return "" if explained.grid is None else f" The layer’s maps have {spelled(explained.grid)} places."


def _hundredths(value: float) -> str:
    """0.52; nothing is less than nothing."""
    return numeral(value, "z.2f").replace("-", "−")


def sanity(explained: Explained, *, forked: bool) -> str:
    """How the map compares with that of random weights; a forked run begins with weights that have learned."""
    alike = explained.similarity
    if alike is None:
        return ""
    opposite = ", −1 the opposite" if round(alike, 2) < 0 else ""
    likeness = f"Likeness {_hundredths(alike)}: 1 is the same, 0 nothing in common{opposite}."
    if explained.step == 0 and not forked:
        return f"Nothing has been learned yet: both maps are of random weights. {likeness}"
    if alike >= ALIKE:
        same = "The map of random weights is much the same: this one shows the image more than what was learned"
        return f"{same}. {likeness}"
    different = (
        "The map of random weights is a different one, so this model’s comes from its weights, be they good or bad"
    )
    return f"{different}. {likeness}"
