"""The command that opens a case in the browser: web."""

from __future__ import annotations

from typing import Annotated

import typer

from isnad.show.cli.common import CaseArgument, case_path, epilog
from isnad.show.cli.terminal import line, note


def register(app: typer.Typer) -> None:
    """Put the command on the command line."""
    app.command(epilog=epilog("isnad web palmyra", "isnad web palmyra --port 8765 --no-browser"))(web)


def web(
    case: CaseArgument,
    port: Annotated[int, typer.Option("--port", min=0, max=65535, help="The port to listen on; by default a free one.")] = 0,
    browser: Annotated[bool, typer.Option("--browser/--no-browser", help="Open the address in the browser of the system.")] = True,
) -> None:
    """Open a case in the browser: read, check, decide. Nothing but this machine can reach it, and only with the key in the address."""
    from isnad.show.web.server import serve

    def say(address: str) -> None:
        line(address)
        note("open this address in a browser; Ctrl-C ends")

    serve(case_path(case), port, say, browser=browser)
    note("ended; every decision that was answered is kept")
