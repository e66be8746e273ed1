"""Bytes → text: what character set they are in, and what could not be decoded.

The order: a byte-order mark; UTF-16 told from its zero bytes; UTF-8 if it is valid, whatever is declared (text that is valid UTF-8 by
chance is rare, wrong declarations are common); UTF-8 with damage; then the declared set and the Arabic ones against each other by the
share of letters in Arabic news; then charset-normalizer.
"""

from __future__ import annotations

import codecs
import math
import re
from dataclasses import dataclass
from functools import cache

from charset_normalizer import from_bytes

from isnad.errors import Diagnostic
from isnad.ingest.codes import doubt
from isnad.ingest.language import detect, share

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF32_LE, "utf-32-le"), (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"),
)  # fmt: skip
_NAMES = {"cp1256": "windows-1256", "cp1252": "windows-1252", "iso8859-6": "iso-8859-6", "mac-arabic": "x-mac-arabic", "utf-8": "utf-8"}
# What browsers take these labels for (https://encoding.spec.whatwg.org/#names-and-labels).
_WEB = {"iso8859-1": "cp1252", "ascii": "cp1252", "iso8859-9": "cp1254", "iso8859-11": "cp874", "gb2312": "gb18030", "gbk": "gb18030"}
_ALIASES = {"x-mac-arabic": "mac_arabic", "macarabic": "mac_arabic", "arabic": "iso8859_6", "windows-874": "cp874", "x-sjis": "shift_jis"}
_ARABIC = ("cp1256", "iso8859_6", "mac_arabic")
_SAFE = re.compile(r"(?:cp|iso8859|koi8|mac|utf-(?:8|16|32)|gb|big5|shift|euc|iso2022|ascii|latin|tis|hz|johab|ptcp|kz1048)")
_FLOOR = math.log(0.0004)  # a code point that is no Arabic letter
_VOWEL = math.log(0.005)  # a vowel mark: none in most news, many in some texts, and half of what Cyrillic looks like in Arabic sets
_ARABIC_FLOOR = -4.2  # least mean log share of a text that is Arabic; news lies near -2.9, other scripts read as Arabic below -5
_SAMPLE = 16_384
_NEUTRAL = re.compile("[\u0660-\u0669،؛؟«»“”‘’–—…\u0640\u00a0\u200c-\u200f]")
_CONTROLS = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")


@dataclass(frozen=True, slots=True)
class Decoded:
    """Text out of bytes.

    Attributes:
        text: decoded, without byte-order mark, otherwise untouched.
        charset: IANA name of the character set.
        declared: whether the set is sure: marked, declared or valid UTF-8.
        diagnostics: doubts.
    """

    text: str
    charset: str
    declared: bool
    diagnostics: tuple[Diagnostic, ...] = ()


def decode(data: bytes, declared: str | None, file: str | None) -> Decoded:
    """Decode bytes.

    Args:
        data: the bytes.
        declared: label of the set that the bytes, their HTTP header or MIME part declare, or None.
        file: for diagnostics.
    """
    for bom, name in _BOMS:
        if data.startswith(bom):
            return _replacing(data[len(bom) :], name, file, ())
    wide = wide_without_mark(data)
    if wide:
        return _replacing(data, wide, file, (doubt("ingest.charset-guess", file, severity="note", charset=wide),))
    notes: tuple[Diagnostic, ...] = ()
    codec = lookup(declared)
    if declared and codec is None:
        notes = (doubt("ingest.charset-unknown", file, declared=ascii(declared[:40])),)
    try:
        text = data.decode("utf-8")
        if codec not in (None, "utf-8", "cp1252") and not data.isascii():
            notes = (*notes, doubt("ingest.charset-declared", file, severity="note", declared=declared, charset="utf-8"))
        if codec is not None and codec.startswith(("iso2022", "hz")) and b"\x1b" in data:
            return _replacing(data, codec, file, notes)
        return Decoded(text, "utf-8", True, notes)
    except UnicodeDecodeError:
        pass
    damaged = _damaged(data, codec, file)
    if damaged is not None:
        return Decoded(damaged.text, "utf-8", damaged.declared, notes + damaged.diagnostics)
    best, sure = _legacy(data, codec)
    if codec is not None and best != codec:
        notes = (*notes, doubt("ingest.charset-declared", file, declared=declared, charset=label(best)))
    elif codec is None:
        notes = (*notes, doubt("ingest.charset-guess", file, severity="note" if sure else "warning", charset=label(best)))
    out = _replacing(data, best, file, notes)
    return Decoded(out.text, out.charset, codec == best, out.diagnostics)


def label(codec: str) -> str:
    """The IANA name of a Python codec."""
    name = codecs.lookup(codec).name
    return _NAMES.get(name, re.sub(r"^cp(125\d|874)$", r"windows-\1", re.sub(r"^iso8859-", "iso-8859-", name)))


def lookup(declared: str | None) -> str | None:
    """The Python codec that a label stands for, as browsers take it; None for unknown ones and for codecs that are no character sets."""
    if not declared:
        return None
    plain = declared.strip().strip("\"'").lower()
    try:
        name = codecs.lookup(_ALIASES.get(plain, plain)).name
    except (LookupError, ValueError, UnicodeError):
        return None
    if not _SAFE.match(name) or name in ("utf-7", "utf-8-sig"):
        return "utf-8" if name == "utf-8-sig" else None
    return _WEB.get(name, name)


def wide_without_mark(data: bytes) -> str | None:
    """UTF-16 without a mark: nearly every second byte is 0, 6 (Arabic) or 0x20 (general punctuation), and few of the others are 0 or 6."""
    if len(data) < 16 or len(data) % 2:
        return None
    sample = data[:8192]
    for name, high, low in (("utf-16-le", sample[1::2], sample[::2]), ("utf-16-be", sample[::2], sample[1::2])):
        n = len(high)
        blocks = high.count(0) + high.count(6)
        if blocks >= 0.4 * n and blocks + high.count(0x20) >= 0.85 * n and low.count(0) + low.count(6) <= 0.2 * n:
            try:
                data.decode(name)
            except UnicodeDecodeError:
                return None
            return name
    return None


def looks_binary(data: bytes) -> bool:
    """Whether bytes that are not UTF-8 hold more control characters than any text does (one in fifty)."""
    sample = data[:65536]
    return len(_CONTROLS.findall(sample)) > len(sample) / 50


def _replacing(data: bytes, codec: str, file: str | None, notes: tuple[Diagnostic, ...]) -> Decoded:
    try:
        return Decoded(data.decode(codec), label(codec), True, notes)
    except UnicodeDecodeError as error:
        text = data.decode(codec, "replace")
        count = max(1, len(re.findall("\ufffd+", text)))
        notes = (*notes, doubt("ingest.invalid-bytes", file, place=f"byte {error.start}", count=count, charset=label(codec)))
        return Decoded(text, label(codec), True, notes)


def _damaged(data: bytes, codec: str | None, file: str | None) -> Decoded | None:
    """UTF-8 with some bytes that are not; None where it is not UTF-8 at all.

    Lines that are good Arabic in a one-byte set, pasted in by some program, are read in that set.
    """
    text = data.decode("utf-8", "surrogateescape")
    bad = len(re.findall("[\udc80-\udcff]+", text))
    good = len(re.findall("[\x80-\ud7ff\ue000-\U0010ffff]", text))
    if good < 2 * bad and _whole_lines(data) < (8 if codec == "utf-8" else 16):
        return None
    out: list[str] = []
    other: str | None = None
    at: int | None = None
    lines = lost = place = 0
    for line in data.splitlines(keepends=True):
        try:
            out.append(line.decode("utf-8"))
        except UnicodeDecodeError as error:
            at = at if at is not None else place + error.start
            escaped = line.decode("utf-8", "surrogateescape")
            wrong, right = len(re.findall("[\udc80-\udcff]", escaped)), len(re.findall("[\x80-\ud7ff\ue000-\U0010ffff]", escaped))
            best = _arabic(line)
            if best is not None and wrong >= 8 and wrong > 2 * right:
                out.append(line.decode(best, "replace"))
                lines, other = lines + 1, best
            else:
                fixed = line.decode("utf-8", "replace")
                out.append(fixed)
                lost += len(re.findall("\ufffd+", fixed))
        place += len(line)
    notes: list[Diagnostic] = []
    if lines and other is not None:
        notes.append(doubt("ingest.mixed-charset", file, place=f"byte {at}", count=lines, other=label(other), charset="utf-8"))
    if lost:
        notes.append(doubt("ingest.invalid-bytes", file, place=f"byte {at}", count=lost, charset="utf-8"))
    return Decoded("".join(out), "utf-8", True, tuple(notes))


def _whole_lines(data: bytes) -> int:
    """Code points beyond ASCII on the lines that are valid UTF-8: many mean that only the other lines are in another set."""
    count = 0
    for line in data.splitlines():
        if not line.isascii():
            try:
                text = line.decode("utf-8")
            except UnicodeDecodeError:
                continue
            count += len(text) - len(text.encode("ascii", "ignore"))
    return count


@cache
def _log_share() -> dict[str, float]:
    return {letter: math.log(per / 1000) for letter, per in share().items()}


def _fit(data: bytes, codec: str) -> float | None:
    """Mean log share of the letters that the bytes above ASCII stand for; None if the set does not have them all."""
    try:
        text = data.decode(codec)
    except UnicodeDecodeError:
        return None
    table = _log_share()
    # digits, tatweel and quotation marks say nothing about the set
    seen = [c for c in text if c > "\x7f" and not _NEUTRAL.match(c)]
    return sum(_VOWEL if "\u064b" <= c <= "\u0652" else table.get(c, _FLOOR) for c in seen) / len(seen) if seen else None


def _in_words(sample: bytes) -> float:
    """The share of the bytes above ASCII that stand in words of such bytes only, as Arabic does; accented Latin letters stand between ASCII ones."""
    high = len(re.findall(rb"[\x80-\xff]", sample))
    words = sum(map(len, re.findall(rb"(?<![A-Za-z\x80-\xff])[\x80-\xff]{2,}(?![A-Za-z\x80-\xff])", sample)))
    return words / high if high else 0.0


def _arabic(data: bytes) -> str | None:
    """The Arabic one-byte set that fits best, or None when the text is not Arabic in any."""
    sample = data[:_SAMPLE]
    if _in_words(sample) < 0.6:
        return None
    fits = [(fit, -i, codec) for i, codec in enumerate(_ARABIC) if (fit := _fit(sample, codec)) is not None]
    best = max(fits, default=None)
    return best[2] if best is not None and best[0] >= _ARABIC_FLOOR else None


def _legacy(data: bytes, codec: str | None) -> tuple[str, bool]:
    """The one-byte or East Asian set that fits best, and whether that is sure."""
    arabic = _arabic(data)
    if arabic is not None:
        if codec is not None and codec.replace("-", "_") in _ARABIC:
            own = _fit(data[:_SAMPLE], codec)
            if own is not None and own >= (_fit(data[:_SAMPLE], arabic) or 0) - 0.3:
                return codec, True
        return codecs.lookup(arabic).name, True
    if codec is not None and codec != "utf-8":
        return codec, True
    sample = data[: 4 * _SAMPLE]
    if _in_words(sample) < 0.5 and _decodes(sample, "cp1252"):
        # Windows-1252 and its neighbours differ in a few letters, of which only Turkish has words to be told by
        return ("cp1254" if detect(sample.decode("cp1254", "replace")) == "tr" else "cp1252"), False
    guess = from_bytes(sample).best()
    name = codecs.lookup(guess.encoding).name if guess is not None else "cp1252"
    return (name if _SAFE.match(name) and name != "utf-8" else "cp1252"), False


def _decodes(data: bytes, codec: str) -> bool:
    try:
        data.decode(codec)
    except UnicodeDecodeError:
        return False
    return True
