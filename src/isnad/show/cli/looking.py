"""Commands that look closely: explain, chain, dyad, verify."""

from __future__ import annotations

import typer


def register(app: typer.Typer) -> None:
    """Put the commands on the command line."""
