"""Qt's messages reach the log, and standard error as ever."""

import pytest
from PySide6.QtCore import qInstallMessageHandler, qWarning

from engine.log import LOG, Early
from gui.window.qt_messages import qt_messages_logged


@pytest.mark.no_qt_log
def test_a_warning_of_qt_is_logged_and_shown(capsys: pytest.CaptureFixture[str]) -> None:
    LOG.addHandler(early := Early())
    try:
        with qt_messages_logged():
            qWarning("a plugin is missing")
    finally:
        LOG.removeHandler(early)
    (record,) = early.records
    assert (record.levelname, record.getMessage()) == ("WARNING", "Qt: a plugin is missing")
    assert capsys.readouterr().err == "a plugin is missing\n"


@pytest.mark.no_qt_log
def test_the_one_before_hears_it_again_afterwards() -> None:
    heard = []
    before = qInstallMessageHandler(lambda *what: heard.append(what[2]))
    try:
        with qt_messages_logged():
            pass
        qWarning("again")
    finally:
        qInstallMessageHandler(before)
    assert heard == ["again"]
