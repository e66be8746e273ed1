"""Isnad: an evidence engine for contested conflict reporting, Arabic first, English second.

For Python users::

    import isnad

    found = isnad.read_text("…", published="2015-05-21")     # one text: found.report, found.reading
    with isnad.run("palmyra.isnad", ["reports/"]) as case:   # a whole case, made or gone on with
        for event in case.linked().events:
            print(event.name, event.time)
    case = isnad.open_case("palmyra.isnad")                  # one that is there

What these give back is described in `isnad.model` and `isnad.store.contracts`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from isnad.pipeline import open_case, read_text, run

__version__ = "0.1.0"
__all__ = ["__version__", "open_case", "read_text", "run"]


def __getattr__(name: str) -> Any:
    """Load the rest only when it is asked for, so that `import isnad` stays quick."""
    if name in ("open_case", "read_text", "run"):
        from isnad import pipeline

        return getattr(pipeline, name)
    raise AttributeError(f"module 'isnad' has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted([*globals(), *__all__])
