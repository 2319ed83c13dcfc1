"""What a photograph costs: MNIST test digits put on paper, beside the clean ones, for a run of lenet5-sample.

python benchmarks/photographs.py RUN --data-dir DIR [--images 60] [--clean 10000]     DIR holds MNIST/raw; 5 minutes

Paper of 90 to 235 under light that falls by up to half, ink 60 to 85 % darker, noise of 2.5. At most 5 of 60 may be
worse than the clean ones of each kind; the digits themselves, through the way of a picture, lose at most 0.3 points.
"""

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import torch
from PIL import Image

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from engine.data.batches.normalise import Normaliser
from engine.data.readers.idx import Bytes
from engine.data.store import load
from engine.library.finding import open_run
from engine.library.looking.trained import Trained, normaliser, trained
from engine.paper.ink import ink_of
from engine.prediction.answer import predict
from engine.prediction.drawing import from_drawing
from engine.project.data.data_settings import DataSettings
from engine.project.data.sources import Mnist

SHAPE = (1, 28, 28)
LIGHTS = ("even", "linear", "radial", "vignette")
SIZES = {"28 pixels": (28, 28, 28), "280 pixels": (280, 280, 280), "small on a large sheet": (84, 300, 400)}


class Network:
    """The run's network, asked for the class of each picture."""

    def __init__(self, found: Trained) -> None:
        self._net = found.net
        self._prepare: Normaliser = normaliser(found.project, None)

    def classes(self, images: torch.Tensor) -> torch.Tensor:
        """Of images uint8 (N, 1, 28, 28)."""
        return predict(self._net, self._prepare, images).argmax(1)


def light(kind: str, height: int, width: int, random: np.random.Generator) -> np.ndarray:
    """From 1 down to as little as a half: (height, width)."""
    rows, columns = np.meshgrid(np.linspace(-1, 1, height), np.linspace(-1, 1, width), indexing="ij")
    match kind:
        case "linear":
            angle = random.uniform(0, 2 * np.pi)
            dark = np.cos(angle) * rows + np.sin(angle) * columns
        case "radial":
            dark = np.hypot(rows - random.uniform(-0.5, 0.5), columns - random.uniform(-0.5, 0.5))
        case "vignette":
            dark = rows**2 + columns**2
        case _:
            return np.ones((height, width))
    return 1 - random.uniform(0, 0.5) * (dark - dark.min()) / np.ptp(dark)


def on_paper(digit: Bytes, kind: str, size: tuple[int, int, int], random: np.random.Generator) -> Bytes:
    """A digit of so many pixels on a sheet of height and width."""
    side, height, width = size
    ink = np.zeros((height, width))
    top, left = random.integers(0, height - side + 1), random.integers(0, width - side + 1)
    enlarged = Image.fromarray(digit).resize((side, side), Image.Resampling.BICUBIC)
    ink[top : top + side, left : left + side] = np.asarray(enlarged) / 255
    paper = random.uniform(90, 235) * light(kind, height, width, random)
    seen = paper * (1 - random.uniform(0.6, 0.85) * ink) + random.normal(0, 2.5, ink.shape)
    return seen.clip(0, 255).round().astype(np.uint8)


def as_seen(picture: Bytes) -> torch.Tensor:
    """The picture as the network gets it, black where nothing was found."""
    found = from_drawing(ink_of(picture).strokes, SHAPE)
    return torch.zeros(SHAPE, dtype=torch.uint8) if found is None else found


def kinds() -> Iterator[tuple[str, str]]:
    """Every size under every light."""
    yield from ((size, kind) for size in SIZES for kind in LIGHTS)


def main() -> None:
    """Prints a line for each kind."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("run")
    parser.add_argument("--data-dir", type=Path, required=True)
    parser.add_argument("--images", type=int, default=60)
    parser.add_argument("--clean", type=int, default=10_000)
    chosen = parser.parse_args()
    network = Network(trained(open_run(chosen.run).folder))
    test = load(DataSettings(source=Mnist()), chosen.data_dir).test
    digits, labels = test.images[: chosen.clean], test.labels[: chosen.clean]
    through = torch.stack([as_seen(digit[0].numpy()) for digit in digits])
    direct, same = (100 * (network.classes(images) == labels).double().mean() for images in (digits, through))
    print(f"the digits themselves: {direct:.2f} %, through the way of a picture: {same:.2f} %", flush=True)
    random = np.random.default_rng(0)
    picked = torch.from_numpy(random.choice(len(test.labels), chosen.images, replace=False))
    clean = int((network.classes(test.images[picked]) == test.labels[picked]).sum())
    for size, kind in kinds():
        seen = [as_seen(on_paper(test.images[k, 0].numpy(), kind, SIZES[size], random)) for k in picked]
        right = int((network.classes(torch.stack(seen)) == test.labels[picked]).sum())
        print(f"{size}, {kind} light: clean {clean}, on paper {right} of {chosen.images}", flush=True)


if __name__ == "__main__":
    main()
