"""Strangers: how well images that are none of the classes stand out, by distance and by the largest probability.

Trains a recipe (or takes a run), shows it its own test images and strangers, and prints how often a stranger is told
from a test image (AUROC: 0.5 is guessing, 1 is always): by how far it is from the training images nearest to it in the
last hidden layer, as Try it says it, and by the largest softmax probability. The distance must do no worse.

    python benchmarks/strangers.py --data ../shared/data                               LeNet-5 on MNIST
    python benchmarks/strangers.py --data ../shared/data --recipe convnet-fashion      or another
    python benchmarks/strangers.py --data ../shared/data --run RUN
"""

import argparse
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import numpy as np
import torch
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFont
from torch import Tensor

import engine
from engine.data.batches.normalise import Normaliser, fitted
from engine.data.dataset import Dataset, Split
from engine.data.store import load
from engine.inspection.embedding.familiarity import Familiarity, familiarity
from engine.inspection.embedding.hidden import Seen, seen_by, seen_of, widest
from engine.inspection.embedding.sample import counts_for, places_of, sample_at
from engine.library.looking.trained import Trained, trained
from engine.prediction.drawing import from_drawing
from engine.project.data.data_settings import DataSettings
from engine.project.data.sources import FashionMnist, Mnist

COUNT, CHUNK = 2000, 200
LETTERS = "ABCDEFHKMNPRTUVWXYabdefhkmnrtwxy"  # those that are no digit's twin
FONTS = Path("/usr/share/fonts")
NOTHING = "Nothing was measured: there are no strangers of this shape. Put Fashion-MNIST into --data, or install fonts."
Values = NDArray[np.float32]


@dataclass(frozen=True, eq=False)
class Subject:
    """A trained network, its data, its test images as it sees them, and what others are held against."""

    found: Trained
    data: Dataset
    prepare: Normaliser
    test: Seen
    against: Familiarity
    most: int  # features that are kept as they are

    def see(self, images: Tensor) -> Seen:
        """What it makes of images uint8 (n, C, H, W)."""
        parts = (images[begin : begin + CHUNK] for begin in range(0, len(images), CHUNK))
        return seen_by(self.found.net, map(self.prepare, parts), len(images), most=self.most)


def subject(run: Path, root: Path | None) -> Subject:
    """Of a run."""
    found = trained(engine.open_run(run).folder)
    net, settings = found.net, found.project.data
    data = load(settings, root)
    prepare = fitted(settings.normalisation, data.train)

    known, tested = counts_for(net)
    most = widest(min(known, len(data.train)))

    def seen(split: Split, count: int) -> Seen:
        return seen_of(net, sample_at(split, places_of(split, count), prepare), most)

    test = seen(data.test, tested)
    against = familiarity(seen(data.train, known).features, test.features)
    right = float(np.mean(test.predicted == data.test.labels.numpy()[places_of(data.test, tested)]))
    print(f"{found.project.title}, step {found.step}: {known} training images, {right:.1%} of {len(test)} test images")
    return Subject(found, data, prepare, test, against, most)


def strangers(one: Subject, root: Path | None) -> Iterator[tuple[str, Tensor]]:
    """Kinds of images that are none of its classes, where they are to be had."""
    source = Mnist() if isinstance(one.found.project.data.source, FashionMnist) else FashionMnist()
    try:
        yield source.name, load(DataSettings(source=source), root).test.part(0, COUNT)
    except engine.DataError as error:
        print(error)
    if images := list(letters()):
        yield "letters", torch.stack(images)


def letters() -> Iterator[Tensor]:
    """Letters in every font there is, prepared as drawings are: uint8 (1, 28, 28)."""
    for file in sorted(FONTS.rglob("*.ttf")):
        font = ImageFont.truetype(str(file), 200)
        for letter in LETTERS:
            sheet = Image.new("L", (280, 280))
            ImageDraw.Draw(sheet).text((140, 140), letter, 255, font, anchor="mm")
            found = from_drawing(np.asarray(sheet), (1, 28, 28))
            if found is not None:
                yield found


def auroc(usual: Values, strange: Values) -> float:
    """How often a value of the second is above one of the first; half where they are the same."""
    both = np.concatenate([usual, strange])
    _, place, times = np.unique(both, return_inverse=True, return_counts=True)
    ranks = (np.cumsum(times) - (times - 1) / 2)[place]
    above = ranks[len(usual) :].sum() - len(strange) * (len(strange) + 1) / 2
    return float(above / (len(usual) * len(strange)))


def is_worse(one: Subject, name: str, images: Tensor) -> bool:
    """Prints both figures for a kind of strangers; whether the distance does worse."""
    seen = one.see(images)
    far = one.against.unlike(seen.features)
    distance, probability = auroc(one.against.usual, far), auroc(-one.test.probability, -seen.probability)
    beyond = float(np.mean(far > np.quantile(one.against.usual, 0.95)))
    figures = f"distance {distance:.3f}, probability {probability:.3f}; said to be unlike: {beyond:.0%}"
    print(f"{name:14} {len(images):5} images  {figures}")
    return distance < probability


def trained_anew(recipe: str, steps: int, root: Path | None) -> Path:
    """The folder of a new run."""
    project = engine.edit(recipe, "training.budget=steps", training__budget__steps=steps)
    training = engine.train(project, out=Path(tempfile.mkdtemp()), data_dir=root)
    training.wait()
    return training.run.path


def main() -> int:
    """Prints both figures for each kind of strangers; 1 where the distance does worse, 2 where there are none."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--data", type=Path)
    asked.add_argument("--recipe", default="lenet5-mnist")
    asked.add_argument("--run", type=Path)
    asked.add_argument("--steps", type=int, default=1500)
    told = asked.parse_args()
    one = subject(told.run or trained_anew(told.recipe, told.steps, told.data), told.data)
    fitting = [kind for kind in strangers(one, told.data) if tuple(kind[1].shape[1:]) == one.found.net.shape]
    if not fitting:
        print(NOTHING)
        return 2
    return int(sum(is_worse(one, *kind) for kind in fitting) > 0)


if __name__ == "__main__":
    sys.exit(main())
