"""First state: what a run begins with in place of drawn weights. It lies in the folder before the run can be seen.

So a process that dies at any moment leaves a run that goes on from there, whatever became of its parent.
"""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from engine.events import Noted
from engine.runs.checkpoints import Arrays, Checkpoint, Checkpoints, Position
from engine.runs.family.began import Began, save_began
from engine.runs.family.parent import Parent, save_parent
from engine.runs.family.typed_in import TypedIn, save_typed_in
from engine.runs.logs import EventLog

if TYPE_CHECKING:
    from engine.runs.folder import RunFolder


@dataclass(frozen=True, eq=False)
class FirstState:
    """Weights and buffers by "address/name", the optimiser's state, () where it begins anew, and what is said of both.

    `remark` is told as the first event of the run. `parent` is None for weights that are of no run; `typed_in`
    are filters that were learned by none. `learned`: some of the weights had learned something where they are from.
    """

    weights: Arrays
    optimiser: Arrays = field(default_factory=dict)
    parent: Parent | None = None
    remark: str = ""
    warns: bool = False
    typed_in: TypedIn = ()
    learned: bool = False

    def put(self, folder: RunFolder) -> None:
        """Writes it into the folder of a run that is being made; raises OSError."""
        if self.parent is not None:
            save_parent(self.parent, folder.parent_file)
        if self.typed_in:
            save_typed_in(self.typed_in, folder.typed_in_file)
        save_began(Began(self.learned), folder.began_file)
        position = Position(0, self._log(folder))
        Checkpoints(folder.checkpoints).save(Checkpoint(position, self.weights, self.optimiser))

    def _log(self, folder: RunFolder) -> int:
        """Logs the remark; gives the bytes of the log."""
        log = EventLog(folder.events_file, 0)
        try:
            if self.remark:
                log.append(Noted(folder.id, time.time(), self.remark, self.warns))
            log.sync()
            return log.size
        finally:
            log.close()
