"""Every format of a document that the program reads from disk or the clipboard, and where its samples are."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from engine.data.known_checksums import CHECKSUMS
from engine.exchange.archive import ABOUT
from engine.project.project import PROJECT
from engine.queue.entry import QUEUE
from engine.runs.checkpoints import MANIFEST, POSITION
from engine.runs.collection.label import LABEL
from engine.runs.environment import ENVIRONMENT
from engine.runs.family.began import BEGAN
from engine.runs.family.parent import PARENT
from engine.runs.family.typed_in import TYPED_IN
from engine.runs.folder import RESULT
from engine.runs.legs import LEG
from engine.training.tuning.remembered import SETUPS
from engine.typed.versions import Format
from gui.stack.list.dragging.layer_clip import CLIP
from gui.state.settings import SETTINGS
from tests.samples import SAMPLES

FORMATS: tuple[Format[Any], ...] = (
    PROJECT,
    ENVIRONMENT,
    LEG,
    RESULT,
    POSITION,
    MANIFEST,
    PARENT,
    BEGAN,
    TYPED_IN,
    LABEL,
    QUEUE,
    ABOUT,
    SETTINGS,
    CLIP,
    SETUPS,
    CHECKSUMS,
)
IN_A_RUN = {  # what a run leaves, of which the samples are whole runs
    "environment": "environment.json",
    "leg": "legs/*.json",
    "result": "result.json",
    "state": "checkpoints/*/state.json",
    "manifest": "checkpoints/*/manifest.json",
}


def samples(one: Format[Any]) -> list[Path]:
    """The files of a format, of every version."""
    inside = IN_A_RUN.get(one.name)
    return sorted(SAMPLES.glob(f"run-*/{inside}" if inside else f"{one.name}-v*.json"))


def version(path: Path) -> int:
    """The version of a sample."""
    found = json.loads(path.read_bytes()).get("version", 1)
    return int(found)
