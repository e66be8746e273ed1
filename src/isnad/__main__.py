"""`isnad` and `python -m isnad`."""

from __future__ import annotations

import gc
import sys

INTERRUPTED = 130  # as shells say of what Ctrl-C ended


def main() -> None:
    """Run the command line and end with its exit code."""
    # Word lists and readings are many records and hardly a cycle: collected as often as by default, a start takes a sixth longer.
    gc.set_threshold(200_000, 20, 50)
    try:
        from isnad.show.cli.app import run

        sys.exit(run())
    except KeyboardInterrupt:  # before the command line itself can answer
        sys.exit(INTERRUPTED)


if __name__ == "__main__":
    main()
