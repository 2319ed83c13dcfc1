"""Questions about forks: where a run can be begun from, and which run it was."""

from __future__ import annotations

from pathlib import Path

import msgspec


class ForkFrom(msgspec.Struct, frozen=True):
    """The wish to begin from a run, by its folder: from a step that it keeps, or its newest checkpoint."""

    run: Path
    step: int | None = None
