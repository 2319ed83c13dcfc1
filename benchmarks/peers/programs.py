"""The programs, each with its worker and what it needs, and an environment of its own for each, made by uv."""

import json
import subprocess
import sys
from dataclasses import dataclass, field
from importlib.metadata import version
from pathlib import Path

HERE = Path(__file__).resolve().parent
TORCH = f"torch=={version('torch')}"  # the same for all


@dataclass(frozen=True, eq=False)
class Program:
    """One that trains; without packages it runs in the environment of this script."""

    name: str
    worker: str
    packages: tuple[str, ...] = ()
    told: tuple[str, ...] = ("torch",)  # packages whose versions are told
    variables: dict[str, str] = field(default_factory=dict)

    @property
    def script(self) -> Path:
        """The worker."""
        return HERE / self.worker

    def versions(self, python: Path) -> dict[str, str]:
        """The versions in its environment."""
        code = f"import importlib.metadata as m, json; print(json.dumps({{n: m.version(n) for n in {self.told!r}}}))"
        return json.loads(subprocess.run([python, "-c", code], check=True, capture_output=True, text=True).stdout)


LAYERSCOPE = Program("Layerscope", "with_layerscope.py")
PROGRAMS = (
    LAYERSCOPE,
    Program("plain DataLoader loop", "with_dataloader.py", (TORCH, "numpy==2.4.6")),
    Program("skorch", "with_skorch.py", (TORCH, "skorch==1.4.0"), ("skorch", "torch")),
    Program("Lightning", "with_lightning.py", (TORCH, "lightning==2.6.6"), ("lightning", "torch")),
    Program("fastai", "with_fastai.py", (TORCH, "fastai==2.8.12"), ("fastai", "torch")),
    Program(
        "Keras on JAX",
        "with_keras.py",
        ("keras==3.15.1", "jax==0.10.2"),
        ("keras", "jax"),
        {"KERAS_BACKEND": "jax", "JAX_PLATFORMS": "cpu"},
    ),
)


def environment(program: Program, folder: Path) -> Path:
    """The Python of a program's environment, which is made where it is not there or holds other packages."""
    if not program.packages:
        return Path(sys.executable)
    place = folder / program.script.stem
    made, python = place / "made-of.json", place / ("Scripts" if sys.platform == "win32" else "bin") / "python"
    wanted = json.dumps([sys.version_info[:2], program.packages])
    if not (made.exists() and made.read_text() == wanted):
        print(f"Making the environment of {program.name} in {place} …", file=sys.stderr)
        release = f"{sys.version_info.major}.{sys.version_info.minor}"
        subprocess.run(["uv", "venv", "--quiet", "--clear", "--python", release, place], check=True)
        subprocess.run(["uv", "pip", "install", "--quiet", "--python", python, *program.packages], check=True)
        made.write_text(wanted)
    return python
