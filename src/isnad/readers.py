"""Which reader reads a report: the rules, the learned reader, or the best of both; and a report read so that its fault stops nothing else."""

from __future__ import annotations

import hashlib
import importlib.util
import os
from collections.abc import Iterator
from functools import cache
from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Literal

from isnad.errors import Diagnostic, IsnadError, UsageError
from isnad.model.ids import content_id
from isnad.model.records import Reading
from isnad.model.report import Report
from isnad.read.advice import Adviser
from isnad.read.reader import READER, VERSION, read_report
from isnad.resolve.authority import CompiledAuthority
from isnad.resolve.gazetteer_user import mark as user_places
from isnad.store.contracts import ReadingRows
from isnad.store.rows import to_rows

Reader = Literal["rules", "learned", "best"]
RULES: Reader = "rules"
_NEEDED = ("numpy", "onnxruntime", "tokenizers")
READERS: tuple[Reader, ...] = ("rules", "learned", "best")


def reading_mark(reader: Reader = RULES, heads: Path | None = None) -> str:
    """Fingerprint of what decides a reading besides the report: the reader, its rules, tables and weights, the user's gazetteers.

    Args:
        reader: which reader.
        heads: the user's own heads of the learned reader, if he has trained any.
    """
    own = [] if reader == RULES else [reader, code_of("read/learned"), *([hashlib.sha256(heads.read_bytes()).hexdigest()] if heads else [])]
    return content_id("f", READER, code_of("text", "grammar", "lang", "resolve", "read"), *filter(None, [user_places()]), *own)


@cache
def code_of(*rooms: str) -> str:
    """Hash of the files of some rooms: rules, compiled tables, weights. The learned reader counts only where it is named."""
    found = hashlib.sha256()
    for room in rooms:
        for path in _files(resources.files("isnad").joinpath(room)):
            found.update(hashlib.sha256(path.read_bytes()).digest())
    return found.hexdigest()


def _files(folder: Traversable) -> Iterator[Traversable]:
    for path in sorted(folder.iterdir(), key=lambda p: p.name):
        if path.is_dir():
            if path.name not in ("__pycache__", "learned"):
                yield from _files(path)
        elif not path.name.endswith(".pyc"):
            yield path


@cache
def authority() -> CompiledAuthority:
    """Who knows parties and places."""
    return CompiledAuthority()


@cache
def adviser_of(reader: Reader, heads: Path | None = None, weights: Path | None = None) -> Adviser | None:
    """Who advises the rules: nobody, or the learned reader.

    Args:
        reader: which reader.
        heads: the user's own heads of the learned reader, or None.
        weights: a folder with other weights than those that come with Isnad, or None.

    Raises:
        UsageError: the learned reader is not there (`learned.missing`).
    """
    if reader == RULES:
        return None
    check(reader, heads)
    # Products of small matrices take three times as long where threads of the linear algebra wait for each other. Heard only before numpy is loaded.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    from isnad.read.learned.adviser import Learned
    from isnad.read.learned.network import HERE, Network

    return Learned(Network(weights or HERE, heads=heads), alone=reader == "learned")


def check(reader: Reader, heads: Path | None = None) -> None:
    """Make sure that a reader is there, before anything is begun; nothing is loaded for it.

    Raises:
        UsageError: it is not (`learned.missing`).
    """
    if reader == RULES:
        return
    absent = next((name for name in _NEEDED if importlib.util.find_spec(name) is None), None)
    if absent is not None:
        why = f"the learned reader needs the extra `learned` ({absent} is not installed)"
        raise UsageError("learned.missing", why, remedy='pip install "isnad[learned]"')
    if heads is not None and not heads.is_file():
        raise UsageError("learned.missing", f"there is no {heads.name}", file=str(heads), remedy="isnad train CASE --write")


def _read_and_hold(reader: Reader, heads: Path | None, report: Report) -> tuple[Reading, ReadingRows] | Diagnostic:
    """Read one report; a fault of the reader is told of and stops nothing but this report."""
    try:
        reading = read_report(report, authority(), adviser_of(reader, heads), f"{reader}/{VERSION}")
        return reading, to_rows(reading, report.text)  # holds every span against the text
    except RecursionError:
        return _failed("its text is nested too deeply")
    except MemoryError:
        return _failed("there is not enough memory for it")
    except IsnadError as error:
        return error.diagnostic
    except Exception as error:
        if os.environ.get("ISNAD_DEBUG"):
            raise
        return _failed(f"the reader has a fault: {type(error).__name__}: {error}")


def reading_of(reader: Reader, heads: Path | None, report: Report) -> Reading | Diagnostic:
    """The reading of a report, or why there is none."""
    result = _read_and_hold(reader, heads, report)
    return result if isinstance(result, Diagnostic) else result[0]


def rows_of(reader: Reader, heads: Path | None, report: Report) -> tuple[ReadingRows, tuple[Diagnostic, ...]] | Diagnostic:
    """The reading of a report as rows, with the doubts it raised, or why there is none."""
    result = _read_and_hold(reader, heads, report)
    return result if isinstance(result, Diagnostic) else (result[1], result[0].diagnostics)


def crashed(report: Report) -> Diagnostic:
    """What is said of a report whose reading brought its process down."""
    return Diagnostic("read.crashed", "was not read: it brings the reading process down", "error", remedy="report this, with the report")


def _failed(why: str) -> Diagnostic:
    return Diagnostic("read.failed", f"was not read: {why}", "error", remedy="report this, with the report; ISNAD_DEBUG=1 shows where it happened")
