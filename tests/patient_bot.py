"""pytest-qt's bot, which waits as long as a slow, busy machine may take: five seconds fail tests for no reason."""

from functools import partialmethod

from pytestqt.qtbot import QtBot

SOON = 60_000  # milliseconds


class PatientBot(QtBot):
    """As its base, where a test does not say how long to wait."""

    waitSignal = partialmethod(QtBot.waitSignal, timeout=SOON)
    waitSignals = partialmethod(QtBot.waitSignals, timeout=SOON)
    waitUntil = partialmethod(QtBot.waitUntil, timeout=SOON)
    waitExposed = partialmethod(QtBot.waitExposed, timeout=SOON)
    waitActive = partialmethod(QtBot.waitActive, timeout=SOON)
