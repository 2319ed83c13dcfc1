"""Keeping awake: while a run trains the computer does not fall asleep, unless the person does not want that."""

from __future__ import annotations

from engine.awake import Awake
from gui.state.run.run import RunState
from gui.state.settings import SettingsFile

WORKS = ("preparing", "running", "stopping")  # a paused run may sleep


class KeepingAwake:
    """Holds `awake` for as long as the current run works."""

    def __init__(self, run: RunState, settings: SettingsFile, awake: Awake | None = None) -> None:
        self._run, self._settings, self._awake = run, settings, awake or Awake()
        run.changed.connect(self.look)

    def look(self) -> None:
        """As things stand: called when the run or the setting changes."""
        run = self._run.current
        if run is not None and run.phase in WORKS and self._settings.value.keep_awake:
            self._awake.hold()
        else:
            self._awake.release()

    def close(self) -> bool:
        """The window ends; False when the system did not answer in time."""
        self._run.changed.disconnect(self.look)
        return self._awake.close()
