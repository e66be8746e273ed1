"""The command line: its commands, and how it ends.

Exit codes: 0 all was done; 1 something in a batch failed and the rest was done; 2 the command was not understood; 3 an input
cannot be read; 4 a case cannot be opened or written; 5 a quotation does not hold; 130 interrupted.
"""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import Sequence

import typer

from isnad import __version__
from isnad.errors import Diagnostic, IsnadError
from isnad.show.cli import (
    auditing,
    common,
    gazetteer,
    holding,
    hypotheses,
    listing,
    looking,
    making,
    patterns,
    recorded,
    resolving,
    reviewing,
    searching,
    serving,
    training,
    writing,
)
from isnad.show.cli.terminal import line, note, set_up_streams, tell, uncover_output

INTERRUPTED = 130
ClickException = next(c for c in typer.BadParameter.__mro__ if c.__name__ == "ClickException")  # typer carries its own click

app = typer.Typer(
    name="isnad",
    help="Read contested reports: who says what, through whom, what supports it and what contradicts it.",
    epilog="Exit codes: 0 done, 1 part of it failed, 2 usage, 3 input, 4 case, 5 a quotation does not hold, 130 interrupted.",
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 120},
)


def _version(wanted: bool) -> None:
    if wanted:
        line(f"isnad {__version__}")
        raise typer.Exit


@app.callback()
def _root(
    version: bool = typer.Option(False, "--version", help="Print the version and end.", callback=_version, is_eager=True),
    redact: bool = typer.Option(
        False, "--redact", help="Cover sources who, by the report, are not to be known: name, nickname and description. Stands before the command."
    ),
) -> None:
    """Read contested reports: who says what, through whom, what supports it and what contradicts it."""
    common.redact(redact)


writing.register_first(app)
making.register(app)
listing.register(app)
searching.register(app)
looking.register(app)
holding.register(app)
patterns.register(app)
resolving.register(app)
auditing.register(app)
reviewing.register(app)
training.register(app)
gazetteer.register(app)
hypotheses.register(app)
recorded.register(app)
serving.register(app)
writing.register(app)


def run(arguments: Sequence[str] | None = None) -> int:
    """Run a command line.

    Args:
        arguments: what stands after `isnad`; by default what the process was started with.

    Returns:
        The exit code.
    """
    set_up_streams()
    try:
        code = app(args=arguments, prog_name="isnad", standalone_mode=False)
        sys.stdout.flush()
    except BrokenPipeError:
        return _seen_enough()
    except SystemExit as end:
        if type(sys.stdout).__name__ == "PacifyFlushWrapper":  # click has met a broken pipe, and would end with 1
            return _seen_enough()
        return end.code if isinstance(end.code, int) else 0
    except (KeyboardInterrupt, typer.Abort):
        code = INTERRUPTED
    except Exception as error:
        if os.environ.get("ISNAD_DEBUG"):
            raise
        return _end(error)
    finally:
        with contextlib.suppress(OSError, ValueError):  # a closed pipe has been dealt with
            uncover_output()
    if code == INTERRUPTED:  # typer may have turned the interrupt into this code
        note("interrupted; what was done is kept, and the same command goes on from there")
    return int(code) if isinstance(code, int) else 0


def _seen_enough() -> int:
    """Whoever reads our output has closed it, as `head` does: no error. What is still buffered goes nowhere."""
    with contextlib.suppress(OSError, ValueError, AttributeError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    return 0


def _end(error: Exception) -> int:
    """Tell of an error on one line and give its exit code."""
    if isinstance(error, IsnadError):
        tell(error.diagnostic)
        return error.exit_code
    if isinstance(error, ClickException):
        if type(error).__name__ == "NoArgsIsHelpError":
            line(error.format_message())  # type: ignore[attr-defined]
            return 2
        context = getattr(error, "ctx", None)
        command = context.command_path if context else "isnad"
        remedy = f"`{command} --help` tells more"
        if getattr(error, "option_name", None) == "--redact":
            remedy = f"--redact stands before the command: `{command.replace(' ', ' --redact ', 1)} …`"
        tell(Diagnostic("cli.usage", error.format_message().rstrip("."), "error", remedy=remedy))  # type: ignore[attr-defined]
        return 2
    if isinstance(error, OSError):
        tell(Diagnostic("cli.system", error.strerror or str(error), "error", str(error.filename) if error.filename else None))
        return 3
    remedy = "this is a fault of Isnad: please report it; ISNAD_DEBUG=1 shows where it happened"
    tell(Diagnostic("cli.fault", f"{type(error).__name__}: {error}", "error", remedy=remedy))
    return 1
