"""Serving a case on the loopback address until Ctrl-C."""

from __future__ import annotations

import contextlib
import socket
import threading
import webbrowser
from collections.abc import Callable, Iterator
from pathlib import Path

import uvicorn

from isnad.errors import UsageError
from isnad.show.web.app import Workbench
from isnad.show.web.security import Keys
from isnad.store.sqlite import SqliteStore

HOST = "127.0.0.1"


def listen(port: int) -> socket.socket:
    """A socket that listens on the loopback address.

    Args:
        port: the port; 0 takes a free one.

    Raises:
        UsageError: the port is taken (`web.port`).
    """
    listening = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    try:
        if port:
            listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind((HOST, port))
        listening.listen(64)
    except OSError as error:
        listening.close()
        raise UsageError("web.port", f"port {port} cannot be had: {error.strerror}", remedy="leave --port out, and a free one is taken") from None
    return listening


def serve(path: Path, port: int, say: Callable[[str], None], *, browser: bool = True, key: str | None = None) -> None:
    """Serve a case until the process is interrupted.

    Args:
        path: the case.
        port: the port; 0 takes a free one.
        say: told the address to open.
        browser: whether to open it in the browser of the system.
        key: the start-up key; made anew if not given.

    Raises:
        CaseError: there is no case at the path, or it cannot be opened.
        UsageError: the port is taken.
    """
    SqliteStore().view(path).close()  # what is wrong with the case is told before anything is opened
    keys = Keys(key)
    with contextlib.closing(listen(port)) as listening:
        port = listening.getsockname()[1]
        bench = Workbench(path, port, keys)
        say(f"http://{HOST}:{port}/?key={keys.key}")
        if browser:
            threading.Thread(target=_show, args=(f"http://{HOST}:{port}/?key={keys.once()}",), daemon=True).start()
        with contextlib.suppress(KeyboardInterrupt):
            uvicorn.Server(_config(bench)).run(sockets=[listening])
        bench.desk.linker.stop()


@contextlib.contextmanager
def serve_in_background(path: Path) -> Iterator[str]:
    """Serve a case while the block runs, for benchmarks.

    Args:
        path: the case.

    Yields:
        The address with the key.
    """
    keys = Keys()
    with contextlib.closing(listen(0)) as listening:
        port = listening.getsockname()[1]
        server = uvicorn.Server(_config(Workbench(path, port, keys)))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
        thread.start()
        yield f"http://{HOST}:{port}/?key={keys.key}"
        server.should_exit = True
        thread.join(10)


def _config(bench: Workbench) -> uvicorn.Config:
    return uvicorn.Config(
        bench, log_level="warning", access_log=False, server_header=False, date_header=False, lifespan="off", ws="none",
        http="h11", loop="asyncio", timeout_graceful_shutdown=2, proxy_headers=False, h11_max_incomplete_event_size=32_768,
    )  # fmt: skip


def _show(address: str) -> None:
    with contextlib.suppress(webbrowser.Error, OSError):
        webbrowser.open(address)
