"""The only file that names the stages in order: ingest → read → link → weigh.

Every stage can be stopped at any moment and started again: a report is one transaction, and a stage that has nothing new to
work on does nothing. Reading is spread over processes when there is enough of it.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any, BinaryIO

from isnad import __version__
from isnad.errors import Diagnostic, InputError
from isnad.ingest.source import Source
from isnad.ingest.take import Given, ingest, take
from isnad.link.grow import grown_of
from isnad.link.index import Index, entries
from isnad.link.linker import linked_of, prepare
from isnad.model.codec import encode
from isnad.model.ids import content_id
from isnad.model.lean import Lean
from isnad.model.records import Reading
from isnad.model.report import Report
from isnad.model.unswept import unswept
from isnad.readers import READERS, RULES, Reader, authority, check, code_of, crashed, reading_mark, reading_of, rows_of
from isnad.settings import Settings
from isnad.spread import spread
from isnad.store.contracts import CaseInfo, View, Writer
from isnad.store.sqlite import SqliteStore
from isnad.teaching import heads_of
from isnad.text.doc import Doc
from isnad.weigh.assess import assess
from isnad.weigh.evidence import Evidence
from isnad.weigh.rules import rules_of

TOOL = f"isnad/{__version__}"

Tell = Callable[[Diagnostic], None]
Tick = Callable[[int], None]


@dataclass(frozen=True, slots=True)
class Tally:
    """What a stage did.

    Attributes:
        done: reports added or read.
        known: reports that were there, or read, already.
        failed: inputs or reports that gave nothing; the reason was told.
    """

    done: int = 0
    known: int = 0
    failed: int = 0


@dataclass(frozen=True, slots=True)
class Read:
    """A report and what was read in it.

    Attributes:
        address: the input, as named.
        report: the report, or None when the input gave none.
        reading: its reading, or None when reading failed.
        diagnostics: why there is none, and every doubt raised on the way.
    """

    address: str
    report: Report | None
    reading: Reading | None
    diagnostics: tuple[Diagnostic, ...]

    @property
    def failed(self) -> bool:
        """Whether something that the user named gave nothing."""
        return self.reading is None and any(d.severity == "error" for d in self.diagnostics)


def _no_tick(_: int) -> None:
    """Keep silent."""


def add(
    case: Writer, inputs: Iterable[str], settings: Settings, got_at: str, tell: Tell, *, stdin: BinaryIO | None = None, tick: Tick = _no_tick
) -> Tally:
    """Take inputs in and put their reports into a case.

    Args:
        case: the case.
        inputs: paths, folders, addresses or `-`.
        settings: options.
        got_at: UTC time in ISO 8601, for the custody record.
        tell: told of every problem and doubt.
        stdin: what `-` stands for.
        tick: told how many inputs were dealt with.
    """
    done = known = failed = 0
    for taken in ingest(inputs, settings.ingest, got_at=got_at, tool=TOOL, given=_given(settings), stdin=stdin):
        if taken.report is None or taken.original is None:
            failed += any(d.severity == "error" for d in taken.diagnostics)
            _tell_all(taken.diagnostics, tell)
        else:
            added = case.add(taken.report, taken.original)
            done += added.new
            known += not added.new
            _tell_all((*(taken.report.diagnostics if added.new else ()), *added.diagnostics), tell)
        tick(1)
    return Tally(done, known, failed)


def read(case: Writer, settings: Settings, tell: Tell, *, again: bool = False, tick: Tick = _no_tick) -> Tally:
    """Read the reports of a case that were not read yet, or were read by other rules.

    Args:
        case: the case.
        settings: options.
        tell: told of every problem and doubt.
        again: read all of them again.
        tick: told how many reports were dealt with.
    """
    reader = reader_of(case, settings)
    heads = heads_of(case.path) if reader != RULES else None
    check(reader, heads)
    mark = mark_of(case, settings)
    todo = case.report_ids() if again else case.unread(mark)
    known = case.count() - len(todo)
    done = failed = 0
    under_way: deque[str] = deque()

    def reports() -> Iterator[Report]:
        for report_id in todo:  # one at a time: a case may be larger than memory
            report = case.report(report_id)
            under_way.append(report.name)
            yield report

    for result in spread(partial(rows_of, reader, heads), reports(), settings.processes, crashed):
        name = under_way.popleft()
        if isinstance(result, Diagnostic):
            failed += 1
            tell(_on(name, result))
        else:
            rows, doubts = result
            case.put_rows(rows, mark)
            done += 1
            _tell_all((_on(name, d) for d in doubts), tell)
        tick(1)
    return Tally(done, known, failed)


def relink(case: Writer, settings: Settings, *, again: bool = False) -> bool:
    """Link and weigh what was read, unless nothing has changed since.

    A few reports that have come to a large case are held against their neighbours only, see `isnad.link.grow`.

    Args:
        case: the case.
        settings: options.
        again: do it even so, and in full.

    Returns:
        Whether there was anything to do.
    """
    mark = linking_mark(case, settings)
    if not again and case.fingerprint("link") == mark and case.fingerprint("weigh") == mark:
        return False
    bonds = case.bonds()
    same, apart = ([(b.left, b.right) for b in bonds if b.same is one] for one in (True, False))
    base = content_id("f", *_linking_rules(case, settings), case.decided())  # all but the reports
    index = Index(case.index)
    grown = None if again else grown_of(case, index, base, settings.link, same=same, apart=apart)
    if grown is not None:
        with case.transaction():
            case.patch_linked(grown.gone, grown.dropped, grown.linked, assess(grown.weigh, grown.items, rules_of(case.path)), mark)
            case.put_index(index.changed.items())
        return True
    with unswept():
        evidence, lean = Evidence(), Lean()
        found = prepare(evidence.watch(lean(*item) for item in case.items()), settings.link)
        linked = linked_of(found, settings.link, same=same, apart=apart)
        kept = list(entries(found, case.reading_digests(), base))
        del found
        assessments = assess(linked, evidence, rules_of(case.path))
        with case.transaction():
            case.put_linked(linked, mark)
            case.put_assessments(assessments, mark)
            case.put_index(kept)
    return True


def read_inputs(inputs: Iterable[str], settings: Settings, got_at: str, *, stdin: BinaryIO | None = None) -> Iterator[Read]:
    """Read inputs without a case, one result a report, in order.

    Args:
        inputs: paths, folders, addresses or `-`.
        settings: options.
        got_at: UTC time in ISO 8601, for the custody record.
        stdin: what `-` stands for.
    """
    waiting: deque[Read] = deque()

    def reports() -> Iterator[Report]:
        for taken in ingest(inputs, settings.ingest, got_at=got_at, tool=TOOL, given=_given(settings), stdin=stdin):
            waiting.append(Read(taken.address, taken.report, None, taken.report.diagnostics if taken.report else taken.diagnostics))
            if taken.report is not None:
                yield taken.report

    for result in spread(partial(reading_of, settings.reader or RULES, None), reports(), settings.processes, crashed):
        while waiting[0].report is None:
            yield waiting.popleft()
        first = waiting.popleft()
        if isinstance(result, Diagnostic):
            assert first.report is not None
            yield Read(first.address, first.report, None, (*first.diagnostics, _on(first.report.name, result)))
        else:
            yield Read(first.address, first.report, result, (*first.diagnostics, *result.diagnostics))
    yield from waiting


def read_text(
    text: str, *, lang: str | None = None, published: str | None = None, outlet: str | None = None, title: str | None = None, name: str = "text",
    reader: Reader = RULES,
) -> Read:
    """Read one text that is at hand as a string.

    Args:
        text: the text; it is normalised to NFC, and spans index the result (`.report.text`).
        lang: `ar` or `en`; told from the text if left out.
        published: EDTF date of publication, against which "yesterday" is resolved.
        outlet: who published it.
        title: headline.
        name: what the report is called.
        reader: which reader reads it.

    Returns:
        The report and its reading.

    Raises:
        InputError: there is nothing in it to read.
    """
    taken = take(Source("-", name, text.encode("utf-8", "replace"), "text"), got_at="", tool=TOOL, given=Given(lang, outlet, published))
    if taken.report is None:
        d = taken.diagnostics[0]
        raise InputError(d.code, d.message, file=d.file, place=d.place, remedy=d.remedy)
    report = taken.report
    if title is not None:
        report = replace(report, title=title, found=(*(f for f in report.found if f[0] != "title"), ("title", "option")))
    result = reading_of(reader, None, report)
    if isinstance(result, Diagnostic):
        raise InputError(result.code, result.message, file=name, remedy=result.remedy)
    return Read(name, report, result, (*report.diagnostics, *result.diagnostics))


def open_case(path: str | Path) -> View:
    """Open a case for reading.

    Args:
        path: the file.

    Raises:
        CaseError: it is no case, or cannot be opened.
    """
    return SqliteStore().view(Path(path))


def run(
    path: str | Path, inputs: Iterable[str | Path], *, title: str = "", question: str = "", settings: Settings | None = None, now: str | None = None,
    tell: Tell | None = None,
) -> View:
    """Make a case, or go on with one: take inputs in, read, link and weigh. What was done already is not done again.

    Args:
        path: the case; made if it is not there.
        inputs: paths, folders, addresses.
        title: name of a new case.
        question: what a new case asks.
        settings: options; by default reading stays in this process (`Settings(processes=1)`), which needs no main guard in a script.
        now: UTC time in ISO 8601 for the custody record; by default the clock's.
        tell: told of every problem and doubt, which otherwise stay with the reports.

    Returns:
        The case, for reading.

    Raises:
        CaseError: the case cannot be made, opened or written.
    """
    options, told, where = settings or Settings(processes=1), tell or _tell_nobody, Path(path)
    moment = now or datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    store = SqliteStore()
    with store.write(where) if where.exists() else store.create(where, CaseInfo(title or where.stem, question, moment, TOOL)) as case:
        add(case, map(str, inputs), options, moment, told)
        read(case, options, told)
        relink(case, options)
    return store.view(where)


def _tell_nobody(_: Diagnostic) -> None:
    """Keep silent."""


def reader_of(case: View, settings: Settings) -> Reader:
    """The reader of a case: the one that is asked for, else the one that has read it so far, else the rules."""
    return settings.reader or reader_named(case.last_reader())


def reader_named(reader_id: str | None) -> Reader:
    """The reader behind an id such as `best/0.1.0`."""
    name = (reader_id or RULES).split("/")[0]
    return next((r for r in READERS if r == name), RULES)


def mark_of(case: View, settings: Settings) -> str:
    """Fingerprint of what decides how a case is read, see :func:`isnad.readers.reading_mark`."""
    reader = reader_of(case, settings)
    return reading_mark(reader, heads_of(case.path) if reader != RULES else None)


def linking_mark(case: View, settings: Settings) -> str:
    """Fingerprint of all that linking and weighing work on."""
    return content_id("f", *_linking_rules(case, settings), case.digest())


def _linking_rules(case: View, settings: Settings) -> list[Any]:
    return [__version__, code_of("link", "weigh"), encode(settings.link), rules_of(case.path).mark]


def recorded_party_of() -> Callable[[str], str | None]:
    """What tells the canonical party of a side's name in event data: the first party that the authority knows in it."""
    known = authority()

    def party(name: str) -> str | None:
        return next((m.party for m in known.mentions(Doc(name, "en")) if m.party), None)

    return party


def _given(settings: Settings) -> Given:
    return Given(lang=settings.lang, outlet=settings.outlet, published=settings.published)


def _tell_all(diagnostics: Iterable[Diagnostic], tell: Tell) -> None:
    for d in diagnostics:
        tell(d)


def _on(name: str, d: Diagnostic) -> Diagnostic:
    """The diagnostic, with the name of the report it is about."""
    return d if d.file else replace(d, file=name)


