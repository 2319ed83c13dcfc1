"""Layerscope against its peers, each at its defaults, in one interleaved measurement; docs/results.md shows the tables.

Headless Layerscope as `main.py train` runs it, and skorch, Lightning, fastai, Keras on JAX and the plain DataLoader
loop, each in an environment of its own, which uv makes the first time (some minutes, 6 GB of disk). All train the same
network on the same images, which lie in memory, at the same batch size, and test the same images after each epoch. One
trains at a time, in blocks of whole epochs, while the others wait.

    python benchmarks/peers.py                            6 rounds of blocks of 5 s: about 20 minutes
    python benchmarks/peers.py --quick                    2 rounds of 1 s, few images: a trial, not to be quoted
    python benchmarks/peers.py --only ResNet              only the cases with this in their name
    python benchmarks/peers.py --write docs/results.md    puts the tables into the page too

What each worker does stands in benchmarks/peers/with_*.py.
"""

import argparse
import sys
import tempfile
from pathlib import Path

import platformdirs

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
sys.path.insert(0, str(Path(__file__).resolve().parent / "peers"))

from cases import CASES
from images import write_images
from measurement import measure
from page import around, conditions, put_into, table
from programs import LAYERSCOPE, PROGRAMS, environment

ENVIRONMENTS = platformdirs.user_cache_path("layerscope-peers")


def arguments() -> argparse.Namespace:
    """What is asked for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--quick", action="store_true", help="2 rounds of 1 s, an eighth of the images")
    parser.add_argument("--rounds", type=int, default=6)
    parser.add_argument("--seconds", type=float, default=5.0, help="of a block, at least")
    parser.add_argument("--only", default="", metavar="WORDS", help="only cases with these words in their name")
    parser.add_argument("--peers", default="", metavar="NAMES", help="only these peers, by commas")
    parser.add_argument("--environments", type=Path, default=ENVIRONMENTS, metavar="DIR", help="where they are kept")
    parser.add_argument("--write", type=Path, metavar="PAGE", help="puts the tables into a page")
    return parser.parse_args()


def main() -> None:
    """Measures, prints, and writes."""
    chosen = arguments()
    rounds, seconds = (2, 1.0) if chosen.quick else (chosen.rounds, chosen.seconds)
    named = [name.strip() for name in chosen.peers.lower().split(",") if name]
    peers = [one for one in PROGRAMS if one is not LAYERSCOPE and (not named or one.name.lower() in named)]
    if not peers:
        raise SystemExit(f"The peers are: {', '.join(one.name for one in PROGRAMS if one is not LAYERSCOPE)}.")
    if chosen.write:
        around(chosen.write)  # now, and not after all the work
    pythons = {program: environment(program, chosen.environments) for program in (LAYERSCOPE, *peers)}
    text = conditions(pythons, rounds, seconds, trial=chosen.quick)
    print(text, flush=True)
    with tempfile.TemporaryDirectory() as folder:
        write_images(Path(folder), 8 if chosen.quick else 1)
        for case in (case for case in CASES if chosen.only.lower() in case.name.lower()):
            found = table(measure(case, pythons, Path(folder), rounds, seconds))
            print(f"\n{found}", flush=True)
            text += f"\n\n{found}"
    if chosen.write:
        put_into(chosen.write, text)


if __name__ == "__main__":
    main()
