"""A server on this computer that holds what data sets are published in, and does what servers do wrong when it is told.

Small data sets, packed as the published ones are; their checksums stand in a table like the program's own.
"""

import gzip
import hashlib
import io
import tarfile
import threading
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from engine.data.download.published import Archive, archives
from engine.project.data.sources import AnySource

Deed = Callable[["Handler", bytes], None]

PAGE = b"<!DOCTYPE html><html>Please sign in.</html>"
PATIENCE_S = 60  # that a deed which waits for the test waits at most


class Handler(BaseHTTPRequestHandler):
    server: "Server"

    def do_GET(self) -> None:
        self.server.asked.append((self.path.lstrip("/"), self.headers.get("Range")))
        self.server.headers.append(dict(self.headers))
        deed = self.server.script.pop(0) if self.server.script else send
        content = self.server.files.get(self.path.rpartition("/")[2])
        with suppress(BrokenPipeError, ConnectionResetError):  # whoever asked has gone
            status(404)(self, b"") if content is None else deed(self, content)

    def log_message(self, *_: object) -> None:
        """Nobody reads it."""

    def head(self, code: int, **headers: object) -> None:
        self.send_response(code)
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), str(value))
        self.end_headers()


class Server(ThreadingHTTPServer):
    """`files` by name, `asked` for so far with their ranges, and a `script` of what to do with the next requests."""

    daemon_threads = False

    def __init__(self, files: dict[str, bytes]) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.files = files
        self.asked: list[tuple[str, str | None]] = []
        self.headers: list[dict[str, str]] = []
        self.script: list[Deed] = []
        self.reached, self.released = threading.Event(), threading.Event()

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}/"


@contextmanager
def serving(files: dict[str, bytes]) -> Iterator[Server]:
    server = Server(files)
    thread = threading.Thread(target=server.serve_forever, args=(0.01,), name="local server")
    thread.start()
    try:
        yield server
    finally:
        server.released.set()
        server.shutdown()
        server.server_close()
        thread.join()


# --- what it may do ---


def send(handler: Handler, content: bytes) -> None:
    """As a good server does, from where it is asked to."""
    begin = _asked_from(handler)
    if begin is None:
        handler.head(200, Content_Length=len(content))
        handler.wfile.write(content)
    elif begin >= len(content):
        handler.head(416, Content_Range=f"bytes */{len(content)}")
    else:
        handler.head(
            206,
            Content_Length=len(content) - begin,
            Content_Range=f"bytes {begin}-{len(content) - 1}/{len(content)}",
        )
        handler.wfile.write(content[begin:])


def _asked_from(handler: Handler) -> int | None:
    asked = handler.headers.get("Range")
    return int(asked.removeprefix("bytes=").removesuffix("-")) if asked else None


def ignore_range(handler: Handler, content: bytes) -> None:
    handler.head(200, Content_Length=len(content))
    handler.wfile.write(content)


def without_length(handler: Handler, content: bytes) -> None:
    handler.head(200)
    handler.wfile.write(content)


def break_after(count: int) -> Deed:
    """Says how long it is, and sends so many bytes more than the one who asks has."""

    def deed(handler: Handler, content: bytes) -> None:
        begin = _asked_from(handler) or 0
        if begin:
            last = len(content) - 1
            handler.head(206, Content_Length=last + 1 - begin, Content_Range=f"bytes {begin}-{last}/{last + 1}")
        else:
            handler.head(200, Content_Length=len(content))
        handler.wfile.write(content[begin : begin + count])

    return deed


def status(code: int) -> Deed:
    return lambda handler, _: handler.head(code, Content_Length=0)


def other(content: bytes, kind: str = "application/gzip") -> Deed:
    """Something else, whole and in good order."""

    def deed(handler: Handler, _: bytes) -> None:
        handler.head(200, Content_Length=len(content), Content_Type=kind)
        handler.wfile.write(content)

    return deed


def page(handler: Handler, content: bytes) -> None:
    other(PAGE, "text/html")(handler, content)


def endless(handler: Handler, content: bytes) -> None:
    handler.head(200)
    while not handler.server.released.is_set():
        handler.wfile.write(bytes(1 << 16))


def pause_after(count: int) -> Deed:
    """Sends so many bytes, says that it has, and goes on when the test lets it."""

    def deed(handler: Handler, content: bytes) -> None:
        handler.head(200, Content_Length=len(content))
        handler.wfile.write(content[:count])
        handler.wfile.flush()
        handler.server.reached.set()
        handler.server.released.wait(PATIENCE_S)
        handler.wfile.write(content[count:])

    return deed


def silent(handler: Handler, content: bytes) -> None:
    """Takes the request, and says nothing until the test is over."""
    handler.server.reached.set()
    handler.server.released.wait(PATIENCE_S)


def redirect(address: str) -> Deed:
    return lambda handler, _: handler.head(302, Location=address, Content_Length=0)


# --- small data sets, packed as the published ones are ---


def packed(source: AnySource, root: Path) -> dict[str, bytes]:
    """The archives of a data set, by name, made of files that lie in a root as they would after the download."""
    return {one.name: _packed(one, root / one.into) for one in archives(source)}


def _packed(one: Archive, folder: Path) -> bytes:
    files = {name: (folder / name).read_bytes() for name in one.holds if (folder / name).exists()}
    if one.name.endswith(".tar.gz"):
        return tarred({f"{one.into}/{name}": content for name, content in files.items()})
    if one.name.endswith(".zip"):
        return zipped({f"gzip/{name}.gz": gzip.compress(content) for name, content in files.items()})
    (content,) = files.values()
    return gzip.compress(content) if one.name.endswith(".gz") else content


def tarred(files: dict[str, bytes]) -> bytes:
    whole = io.BytesIO()
    with tarfile.open(fileobj=whole, mode="w:gz") as tar:
        for name, content in files.items():
            about = tarfile.TarInfo(name)
            about.size = len(content)
            tar.addfile(about, io.BytesIO(content))
    return whole.getvalue()


def zipped(files: dict[str, bytes]) -> bytes:
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w") as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return whole.getvalue()


def table(source: AnySource, files: dict[str, bytes], *mirrors: str) -> tuple[Archive, ...]:
    """The program's table for a data set, with the checksums of these files and the addresses of these servers."""
    return tuple(
        replace(one, mirrors=mirrors, md5=hashlib.md5(files[one.name], usedforsecurity=False).hexdigest())
        for one in archives(source)
    )
