"""Source → report, and inputs → reports: what callers of this room use."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import BinaryIO

from isnad.errors import Diagnostic, InputError
from isnad.ingest import charset, docx, furniture, html, language, mail, pdf, sidecar, visual
from isnad.ingest.codes import doubt, refuse
from isnad.ingest.extracted import Extracted
from isnad.ingest.limits import IngestSettings
from isnad.ingest.sidecar import Said
from isnad.ingest.source import Source, shown
from isnad.ingest.sources import expand
from isnad.model.ids import sha256
from isnad.model.report import Capture, Found, Report

_FIELDS = ("title", "outlet", "author", "published", "url")


@dataclass(frozen=True, slots=True)
class Given:
    """What the user says of every input, by options.

    Attributes:
        lang: language code.
        outlet: who published it.
        published: EDTF date of publication.
    """

    lang: str | None = None
    outlet: str | None = None
    published: str | None = None


@dataclass(frozen=True, slots=True)
class Taken:
    """What became of one source.

    Attributes:
        address: as in :class:`~isnad.ingest.source.Source`.
        report: the report, or None.
        original: the bytes whose hash is `report.sha256`, or None without a report.
        diagnostics: why there is no report (of severity `error` for what the user named; `warning` or `note` for what lay in a
            folder or archive and is no report). Empty with a report: its doubts are in `report.diagnostics`.
    """

    address: str
    report: Report | None = None
    original: bytes | None = None
    diagnostics: tuple[Diagnostic, ...] = ()


def ingest(
    inputs: Iterable[str],
    settings: IngestSettings | None = None,
    *,
    got_at: str,
    tool: str = "isnad",
    given: Given | None = None,
    stdin: BinaryIO | None = None,
) -> Iterator[Taken]:
    """Take in all inputs, in order, one report at a time.

    Args:
        inputs: paths, folders, `-`, web addresses.
        settings: limits.
        got_at: the time now, UTC, ISO 8601, for the custody record.
        tool: name and version of this program, for the custody record.
        given: what the user says of every input.
        stdin: where `-` is read from.

    Yields:
        One `Taken` for each report and for each thing that is none. Never raises for bad inputs.
    """
    limits = settings or IngestSettings()
    for item in expand(inputs, limits, stdin=stdin):
        if isinstance(item, Diagnostic):
            yield Taken(item.file or "", diagnostics=(item,))
        else:
            yield take(item, limits, got_at=got_at, tool=tool, given=given)


def take(source: Source, settings: IngestSettings | None = None, *, got_at: str, tool: str = "isnad", given: Given | None = None) -> Taken:
    """Turn one source into a report. Pure: no disk, network or clock.

    Args:
        source: the bytes.
        settings: limits.
        got_at: as in :func:`ingest`; what the source itself says of it wins.
        tool: likewise.
        given: what the user says of every input.
    """
    limits = settings or IngestSettings()
    try:
        return Taken(source.address, _report(source, limits, got_at, tool, given or Given()), source.data)
    except InputError as error:
        return Taken(source.address, diagnostics=(error.diagnostic,))


def _report(source: Source, limits: IngestSettings, got_at: str, tool: str, options: Given) -> Report:
    extracted = _extract(source, limits)
    text = unicodedata.normalize("NFC", extracted.text)
    if len(text) > limits.max_text:
        raise refuse("ingest.too-long", source.address, size=len(text), limit=limits.max_text)
    notes = list(extracted.diagnostics)
    if not _visible(text):
        raise refuse("ingest.binary" if "\x00" in text else "ingest.blank", source.address)
    beside = sidecar.read_sidecar(source.sidecar, source.sidecar_address or source.address) if source.sidecar is not None else Said()
    said = sidecar.given(options.lang, options.outlet, options.published)
    notes += [*beside.diagnostics, *said.diagnostics]
    lang = beside.lang or said.lang
    detected = language.detect(text)
    if detected == language.UNKNOWN:
        notes.append(doubt("ingest.no-letters", source.address))
        detected = extracted.lang or detected
    elif lang and language.script_of(lang) not in (None, language.script(text)):
        notes.append(doubt("ingest.lang-doubt", source.address, said=lang, seen=detected))
    if source.format == "text" and visual.mostly_reversed(text):
        notes.append(doubt("ingest.reversed", source.address))
    where: list[tuple[Found, Said]] = [
        ("sidecar", beside),
        ("option", said),
        ("archive" if source.container else "option", Said(url=source.url)),
        (extracted.via, Said(extracted.outlet, extracted.published, extracted.url, extracted.title, extracted.author)),
    ]
    if extracted.furniture:
        read = furniture.read(text, lang or detected, source.address)
        where.append(("text", read))
        if not (beside.published or said.published or extracted.published):
            notes += read.diagnostics
    fields, found = _first(where)
    if lang:
        found.append(("lang", "sidecar" if beside.lang else "option"))
    capture = Capture(source.address, source.got_at or got_at, source.tool or tool, extracted.media_type, extracted.charset)
    return Report(
        source.name, text, sha256(source.data), lang or detected, capture, found=tuple(sorted(found)),
        note=beside.note, protect=beside.protect, diagnostics=tuple(notes), **fields,
    )  # fmt: skip


def _first(where: list[tuple[Found, Said]]) -> tuple[dict[str, str | None], list[tuple[str, Found]]]:
    """For each field the value of the first that has one, and who that was."""
    fields: dict[str, str | None] = {}
    found: list[tuple[str, Found]] = []
    for key in _FIELDS:
        fields[key] = None
        for who, said in where:
            value: str | None = getattr(said, key)
            if value:
                fields[key] = unicodedata.normalize("NFC", value)
                found.append((key, who))
                break
    return fields, found


def _visible(text: str) -> bool:
    """Whether there is anything to see in the text."""
    return re.search(r"[^\s\x00-\x1f\x7f-\x9f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]", text) is not None


def _extract(source: Source, limits: IngestSettings) -> Extracted:
    try:
        if source.format == "html":
            return html.main_text(source.data, source.charset, source.address, limits, url=source.url)
        if source.format == "mhtml":
            return mail.read_saved_page(source, limits)
        if source.format == "mail":
            return mail.read_mail(source, limits)
        if source.format == "pdf":
            return pdf.read_pdf(source, limits)
        if source.format == "docx":
            return docx.read_docx(source, limits)
        return _text(source)
    except InputError:
        raise
    except Exception as error:  # readers of formats are other people's code: what they trip over must not end a batch
        why = f"{type(error).__name__} {shown(str(error))[:120]}".strip()
        raise refuse("ingest.unreadable", source.address, format=source.format, why=why) from error


def _text(source: Source) -> Extracted:
    if b"\x00" in source.data and not charset.wide_without_mark(source.data) and charset.looks_binary(source.data) and _not_utf8(source.data):
        raise refuse("ingest.binary", source.address)
    decoded = charset.decode(source.data, source.charset, source.address)
    if decoded.charset not in ("utf-8", "utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be") and charset.looks_binary(source.data):
        raise refuse("ingest.binary", source.address)
    notes = decoded.diagnostics
    nul = decoded.text.count("\x00")
    if nul:
        if nul > 0.3 * len(decoded.text) and len(decoded.text) > 64:
            raise refuse("ingest.binary", source.address)
        notes = (*notes, doubt("ingest.nul", source.address, count=nul, place=f"offset {decoded.text.index(chr(0))}"))
    return Extracted(decoded.text, "text/plain", decoded.charset, diagnostics=notes)


def _not_utf8(data: bytes) -> bool:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return not data.startswith((b"\xff\xfe", b"\xfe\xff", b"\xef\xbb\xbf"))
    return False

