"""Qt's messages: what Qt itself has to say goes to the log, and to standard error as ever."""

from __future__ import annotations

import logging
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtCore import QMessageLogContext, QtMsgType, qFormatLogMessage, qInstallMessageHandler

from engine.log import LOG

LEVELS = {
    QtMsgType.QtDebugMsg: logging.DEBUG,
    QtMsgType.QtInfoMsg: logging.INFO,
    QtMsgType.QtWarningMsg: logging.WARNING,
    QtMsgType.QtCriticalMsg: logging.ERROR,
    QtMsgType.QtFatalMsg: logging.CRITICAL,
}


@contextmanager
def qt_messages_logged() -> Iterator[None]:
    """Meanwhile they are; Qt must not call back into a Python that ends."""
    before = qInstallMessageHandler(_log)
    try:
        yield
    finally:
        qInstallMessageHandler(before)


def _log(kind: QtMsgType, context: QMessageLogContext, message: str) -> None:
    line = qFormatLogMessage(kind, context, message)
    LOG.log(LEVELS[kind], "Qt: %s", line)
    if sys.stderr is not None:
        sys.stderr.write(f"{line}\n")
