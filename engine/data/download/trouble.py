"""Trouble: why a file does not come from a place, in words, and whether waiting may help."""

from __future__ import annotations

import socket
import ssl
from http.client import HTTPException
from typing import Literal, TypeAlias
from urllib.error import HTTPError, URLError

Kind: TypeAlias = Literal["offline", "passing", "lasting", "page"]

NOT_TRUSTED = "does not prove who it is: its certificate is not trusted"
SILENT = "stopped answering"
STATUS = {
    401: "does not give it away (401)",
    403: "does not give it away (403)",
    404: "does not have it any more (404)",
    410: "does not have it any more (410)",
    429: "is asked too often (429)",
}


class Trouble(Exception):
    """What a place did instead of sending the file, as what follows its name in a sentence.

    `kind` is "passing" where trying again in a moment may help, "offline" where nothing was reached at all, "page"
    where a page of the web came, and else "lasting". `status` is the server's, where it gave one.
    """

    def __init__(self, words: str, kind: Kind = "lasting", status: int = 0) -> None:
        super().__init__(words)
        self.words, self.kind, self.status = words, kind, status


def cut() -> Trouble:
    """The connection ended too early."""
    return Trouble("broke off in the middle", "passing")


def a_page() -> Trouble:
    """HTML came, as where a network wants a sign-in."""
    return Trouble("sent a page of the web in place of the file", "page")


def wrong() -> Trouble:
    """The checksum differs."""
    return Trouble("sent another file than was published: its checksum is wrong")


def endless() -> Trouble:
    """It goes on and on."""
    return Trouble("sent more than was published")


def trouble(error: Exception) -> Trouble:
    """What went wrong with a connection; raises it where it was none of the network's."""
    if isinstance(error, Trouble):
        return error
    if isinstance(error, HTTPError):
        return _refused(error.code)
    reason = error.reason if isinstance(error, URLError) else error
    if isinstance(reason, ssl.SSLCertVerificationError):
        return Trouble(NOT_TRUSTED)
    if isinstance(reason, TimeoutError):
        return Trouble(SILENT, "passing")
    if isinstance(reason, socket.gaierror):
        return Trouble("cannot be found", "offline")
    if isinstance(reason, ConnectionResetError | BrokenPipeError | HTTPException | ssl.SSLError):
        return cut()
    if isinstance(error, OSError):
        return Trouble("cannot be reached", "offline")
    raise error


def _refused(status: int) -> Trouble:
    passing = status >= 500 or status in (408, 429)
    words = STATUS.get(status, f"has a problem of its own ({status})" if status >= 500 else f"refused it ({status})")
    return Trouble(words, "passing" if passing else "lasting", status)
