"""Connection: what a server sends, read on a thread of its own, so that whoever waits for it may give up at once.

Nothing but the address goes out: no cookies, and no name of the program's version or of the computer.
"""

from __future__ import annotations

import contextlib
import re
import socket
import threading
from collections.abc import Iterator
from functools import partial
from http.client import HTTPConnection, HTTPResponse, HTTPSConnection
from queue import Empty, Full, Queue
from typing import Any, NamedTuple, TypeAlias
from urllib.error import HTTPError
from urllib.request import HTTPHandler, HTTPSHandler, Request, build_opener

from engine.data.download.trouble import Trouble, trouble
from engine.data.readers.read_parts import Stop
from engine.errors import Stopped

CHUNK = 1 << 16  # bytes
AHEAD = 16  # chunks that lie ready before more are read
LOOK_SECONDS = 0.1  # between two looks whether it is still wanted
HEADERS = {"User-Agent": "Layerscope", "Accept-Encoding": "identity"}
UNKNOWN = "answered with something that is no part of the file"


class Answer(NamedTuple):
    """From which byte of the file on the server sends, and of how many it is, where the server says so."""

    begin: int
    size: int | None


Item: TypeAlias = Answer | bytes | Exception  # empty bytes: the end


class Connection:
    """A file being sent, from byte `begin` on where the server can; a silence of so many seconds is an error.

    Its methods raise Stopped soon after `stop()` says so, and Trouble for what the network or the server did.
    """

    def __init__(self, address: str, begin: int, silence: float) -> None:
        self._address, self._begin, self._silence = address, begin, silence
        self._items: Queue[Item] = Queue(AHEAD)
        self._socket: socket.socket | None = None
        self._over = False
        self._thread = threading.Thread(target=self._run, name="download", daemon=True)
        self._thread.start()

    def answer(self, stop: Stop) -> Answer:
        """What the server says before it sends."""
        item = self._next(stop)
        assert isinstance(item, Answer)  # noqa: S101  # it comes first
        return item

    def chunks(self, stop: Stop) -> Iterator[bytes]:
        """The bytes, as they come."""
        while item := self._next(stop):
            assert isinstance(item, bytes)  # noqa: S101  # after the answer nothing else comes
            yield item

    def close(self) -> None:
        """Nobody waits any more. One that looks for the server's name ends when that was found, and does nothing."""
        self._over = True
        if self._socket is not None:
            with contextlib.suppress(OSError):  # it is closed already
                self._socket.shutdown(socket.SHUT_RDWR)
        self._thread.join(LOOK_SECONDS)

    def _next(self, stop: Stop) -> Item:
        while True:
            if stop():
                raise Stopped
            with contextlib.suppress(Empty):
                item = self._items.get(timeout=LOOK_SECONDS)
                if isinstance(item, Exception):
                    raise trouble(item) from item
                return item

    # --- on its own thread ---

    def _run(self) -> None:
        try:
            with self._opened() as response:
                self._send(response)
        except HTTPError as error:
            error.close()
            self._give(error)
        except Exception as error:  # noqa: BLE001  # it belongs to whoever waits
            self._give(error)

    def _send(self, response: HTTPResponse) -> None:
        self._give(_answer(response))
        while not self._over and (chunk := response.read1(CHUNK)):
            self._give(chunk)
        self._give(b"")

    def _opened(self) -> HTTPResponse:
        headers = HEADERS if not self._begin else {**HEADERS, "Range": f"bytes={self._begin}-"}
        opener = build_opener(_Http(self._keep), _Https(self._keep))
        request = Request(self._address, headers=headers)  # noqa: S310  # the table holds http and https alone
        response: HTTPResponse = opener.open(request, timeout=self._silence)
        return response

    def _keep(self, connected: socket.socket) -> None:
        self._socket = connected
        if self._over:
            raise Stopped

    def _give(self, item: Item) -> None:
        """Hands it over, unless nobody waits any more."""
        while not self._over:
            with contextlib.suppress(Full):
                return self._items.put(item, timeout=LOOK_SECONDS)
        return None


def _answer(response: HTTPResponse) -> Answer:
    if response.status == 200:
        length = response.headers.get("Content-Length", "")
        return Answer(0, int(length) if length.isdecimal() else None)
    found = re.match(r"bytes (\d+)-\d+/(\d+|\*)", response.headers.get("Content-Range", ""))
    if response.status != 206 or found is None:
        raise Trouble(UNKNOWN)
    return Answer(int(found[1]), int(found[2]) if found[2].isdecimal() else None)


class _Http(HTTPHandler):
    """Tells of its sockets, as only they can be closed while somebody reads."""

    def __init__(self, keep: Any) -> None:
        super().__init__()
        self._keep = keep

    def http_open(self, req: Request) -> HTTPResponse:
        return self.do_open(partial(_PlainConnection, keep=self._keep), req)


class _Https(HTTPSHandler):
    """The same; the certificate is checked against what the system trusts."""

    def __init__(self, keep: Any) -> None:
        super().__init__()
        self._keep = keep

    def https_open(self, req: Request) -> HTTPResponse:
        return self.do_open(partial(_SecureConnection, keep=self._keep), req)


class _PlainConnection(HTTPConnection):
    def __init__(self, *settings: Any, keep: Any, **named: Any) -> None:
        super().__init__(*settings, **named)
        self._keep = keep

    def connect(self) -> None:
        super().connect()
        self._keep(self.sock)


class _SecureConnection(HTTPSConnection):
    def __init__(self, *settings: Any, keep: Any, **named: Any) -> None:
        super().__init__(*settings, **named)
        self._keep = keep

    def connect(self) -> None:
        super().connect()
        self._keep(self.sock)
