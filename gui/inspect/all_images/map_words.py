"""Words about the map of all images: what lies where, what each is, and what the axes hold. Without Qt."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from engine.network.addresses import parsed
from engine.project.project import Project
from engine.service.looking.images.embedding_answers import Embedded
from gui.appearance.numerals import counted, numeral, share_of, tenths_of_percent
from gui.inspect.layer_words import heading as heading_of_layer
from gui.inspect.layer_words import inside
from gui.pieces.images.answer_words import sureness

PCA_HELP = (
    "The two directions in which the images differ most, seen by the last hidden layer. Distances are true as far as "
    "two numbers can hold them."
)
TSNE_HELP = (
    "Images that are near each other to the last hidden layer lie near here. What is far apart, and how large a group "
    "is, says little."
)


LOST = "The t-SNE was of the model before: press it to lay these out."


def in_words(found: Embedded, at: int, classes: Sequence[str]) -> str:
    """One point: “Test image 1,207: 4, taken for 9, 97 % sure”."""
    true, answer = classes[found.labels[at]], classes[found.predicted[at]]
    where, sure = f"Test image {numeral(int(found.indexes[at]))}", sureness(float(found.probability[at]))
    said = "rightly" if true == answer else f"taken for {answer}"
    return f"{where}: {true}, {said}, {sure} sure"


def what_lies_here(found: Embedded, project: Project) -> str:
    """Of which layer, and what the axes hold."""
    count = counted(found.features, "number")
    if not found.learned:
        return f"This network has no hidden layer: these are its images themselves, {count} each.{_share(found)}"
    layer = _layer(project, found.address)
    return f"Each point is a test image, by the {count} that {layer} gives.{_share(found)}{_far(found)}"


def all_the_same(found: Embedded) -> bool:
    """Whether all images lie on one point, as where what makes the difference is muted."""
    return len(found.points) > 1 and not (found.points != found.points[0]).any()


def _share(found: Embedded) -> str:
    if all_the_same(found):
        return " All images are the same to it."
    if found.share is None or found.layout != "PCA":
        return ""
    return f" Both axes hold {tenths_of_percent(found.share)} of all that differs."


def _far(found: Embedded) -> str:
    return " Only what is near tells: how far apart groups lie says little." if found.layout == "t-SNE" else ""


def _layer(project: Project, address: str | None) -> str:
    node_id = "" if address is None else parsed(address)[0]
    title = heading_of_layer(project.network, node_id)
    around = inside(project.network, node_id)
    return " ".join(filter(None, (f"“{title}”", around))) if title else "the last hidden layer"


def summary(found: Embedded, classes: Sequence[str]) -> str:
    """For a screen reader: how many points, how many of them are right, and which classes lie nearest each other."""
    share = share_of(float(found.right.mean()), len(found.right))
    present = len(np.unique(found.labels))
    pair = _nearest_classes(found, classes)
    of = "one class" if present == 1 else f"{numeral(present)} classes"
    return f"{counted(len(found.labels), 'test image')} of {of}, {share} right.{pair}"


def _nearest_classes(found: Embedded, classes: Sequence[str]) -> str:
    present = np.unique(found.labels)
    if not 2 <= len(present) <= 100:
        return ""
    middles = np.array([middle(found, label) for label in present.tolist()])
    far = np.square(middles[:, None] - middles[None]).sum(2)
    np.fill_diagonal(far, np.inf)
    one, other = sorted(divmod(int(far.argmin()), len(present)))
    return f" Nearest each other lie {classes[present[one]]} and {classes[present[other]]}."


def middle(found: Embedded, label: int) -> tuple[float, float]:
    """Where the images of a class lie: the median of each axis."""
    x, y = np.median(found.points[found.labels == label].astype(np.float64), 0).tolist()
    return x, y


def farther(count: int) -> str:
    """Of images that lie out of sight, at the edge of the map; empty for none."""
    lie = "image lies" if count == 1 else "images lie"
    return (
        f"{numeral(count)} {lie} farther out, marked at the edge: double-click or press End to see all."
        if count
        else ""
    )


def picked(count: int) -> tuple[str, str]:
    """How many images are picked, and which stand first; and in fewer words."""
    return f"{counted(count, 'image')} picked, mistakes first", f"{numeral(count)}, mistakes first"
